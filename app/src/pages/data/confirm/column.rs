//! One column: what it is taken for and why, three cells before and after, and what is asked about it.

use super::question::QuestionView;
use super::words::{is_offered, meaning, reading, why};
use crate::i18n::{t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{ColumnUnderstood, FileUnderstood, Meaning, Sample};
use leptos::prelude::*;

/// A column as understood.
#[component]
pub(super) fn ColumnView(file: Memo<FileUnderstood>, header: String, own: Memo<bool>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let of = header.clone();
    let column = Memo::new(move |_| {
        let one = |column: &&ColumnUnderstood| column.header == of;
        file.with(|file| file.columns.iter().find(one).cloned().unwrap_or_default())
    });
    let name = file.with_untracked(|file| file.file.clone());
    let keys = move || {
        column.with(|column| column.questions.iter().map(|asked| asked.key.clone()).collect::<Vec<_>>())
    };
    let made = column.with_untracked(|column| column.made);
    let title = if made { t_with("mapping.made", &[("name", &header)]) } else { header.clone() };
    let label = t_with("mapping.taken_for_column", &[("column", &title)]);
    let (of_file, of_column) = (name.clone(), header.clone());
    let choose = move |event| {
        let word = event_target_value(&event);
        let chosen = Meaning::ALL.into_iter().find(|meaning| meaning.word() == word);
        confirm.decide_column(dashboard, &of_file, &of_column, |column| column.meaning = chosen);
    };
    let declared = column.with_untracked(|column| column.meaning);
    let options = move || {
        let own = own.get();
        let offered = Meaning::ALL
            .into_iter()
            .filter(move |meaning| !own || is_offered(*meaning) || *meaning == declared);
        let option = |meaning: Meaning| {
            let selected = move || column.with(|column| column.meaning == meaning);
            view! { <option value=meaning.word() prop:selected=selected>{super::words::meaning(meaning)}</option> }
        };
        offered.map(option).collect_view()
    };
    // What the framework of its owner uses in indicators is changed there; what was made cannot be anything else.
    let fixed = move || made || own.get() && !is_offered(declared);
    let choice = move || {
        if fixed() {
            return view! { <span class="fixed">{meaning(declared)}</span> }.into_any();
        }
        view! { <select aria-label=label.clone() on:change=choose.clone()>{options}</select> }.into_any()
    };
    let reason = move || column.with(why);
    let counts = move || {
        column.with(|column| {
            let told = [
                (column.missing > 0).then(|| t_count("mapping.missing", column.missing, &[])),
                (column.unreadable > 0).then(|| t_count("mapping.unreadable", column.unreadable, &[])),
            ];
            let told: Vec<_> = told.into_iter().flatten().collect();
            (!told.is_empty()).then(|| view! { <p class="counted">{told.join(" · ")}</p> })
        })
    };
    let unit = column.with_untracked(|column| column.unit.clone());
    let left_out = move || column.with(|column| column.meaning == Meaning::LeftOut);
    view! {
        <li class="column" class:gone=left_out>
            <div class="head">
                <h4>{title}</h4>
                {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            </div>
            <div class="taken">
                <p class="lab">{t("mapping.taken_for")}</p>
                {choice}
                <p class="why">{reason}</p>
                {counts}
            </div>
            <Samples column/>
            <div class="questions">
                <For each=keys key=Clone::clone let:key>
                    <QuestionView column key file=name.clone()/>
                </For>
            </div>
        </li>
    }
}

/// The cells before and after.
#[component]
fn Samples(column: Memo<ColumnUnderstood>) -> impl IntoView {
    let rows = move || {
        column.with(|column| {
            if column.samples.is_empty() {
                return view! { <p class="why">{t("mapping.no_cells")}</p> }.into_any();
            }
            let row = |Sample { before, after }: &Sample| {
                let (text, odd) = reading(after);
                view! {
                    <tr><td class="before">{before.clone()}</td><td class:odd=odd class="after">{text}</td></tr>
                }
            };
            let rows = column.samples.iter().map(row).collect_view();
            view! {
                <table class="samples">
                    <caption class="unseen">{t_with("mapping.samples", &[("column", &column.header)])}</caption>
                    <thead><tr><th scope="col">{t("mapping.before")}</th><th scope="col">{t("mapping.after")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        })
    };
    view! { <div class="cells">{rows}</div> }
}
