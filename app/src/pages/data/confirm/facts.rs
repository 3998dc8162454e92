//! How a file was read: what stands around the table, its sheet, how it lies.

use super::reading::ReadingChoices;
use crate::i18n::{format, t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{FileUnderstood, LineRead, ReadAs, Severity, SheetReason};
use leptos::prelude::*;

/// Lines that are quoted of what stands around a table.
const QUOTED: usize = 4;

/// The facts, and what can be chosen about the file as a whole.
#[component]
pub(super) fn Facts(file: Memo<FileUnderstood>) -> impl IntoView {
    let facts = move || {
        file.with(|file| {
            let mut facts = vec![(t("mapping.rows"), t_count("mapping.row_count", file.rows, &[]))];
            // Of a text file its controls say it.
            if !super::reading::is_text(file) {
                facts.insert(0, (t("mapping.encoding"), file.encoding.clone()));
            }
            let one = |(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
            facts.into_iter().map(one).collect_view()
        })
    };
    let around = move || {
        file.with(|file| {
            let parts = [
                ("mapping.preamble", &file.preamble),
                ("mapping.units", &file.units),
                ("mapping.footnotes", &file.footnotes),
            ];
            let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
            parts.map(|(key, lines)| quoted(key, lines)).collect_view()
        })
    };
    let doubts = move || {
        file.with(|file| {
            let doubts = file.remarks.iter().filter(|remark| remark.severity != Severity::Note);
            let told: Vec<_> = doubts
                .map(|remark| {
                    let title = super::super::codes::title(&remark.code);
                    let own = super::super::said::own(remark);
                    let language = own.is_none().then_some("en");
                    let words = own.unwrap_or_else(|| remark.message.clone());
                    view! { <li><b>{title}</b>" "<span lang=language>{words}</span></li> }
                })
                .collect();
            (!told.is_empty()).then(|| view! { <ul class="told advice">{told}</ul> })
        })
    };
    view! {
        <ReadingChoices file/>
        <dl class="read-as">{facts}</dl>
        {around}
        {doubts}
        <SheetChoice file/>
        <SheetWhys file/>
        <LayoutChoice file/>
    }
}

fn quoted(key: &'static str, lines: &[LineRead]) -> impl IntoView + use<> {
    let more = lines.len().saturating_sub(QUOTED);
    let told: Vec<_> = lines
        .iter()
        .take(QUOTED)
        .map(|line| {
            let number = t_with("mapping.line", &[("line", &format().whole(line.line))]);
            view! { <li><span class="nr">{number}</span>" "{line.text.clone()}</li> }
        })
        .collect();
    view! {
        <div class="around">
            <p>{t(key)}</p>
            <ul>{told}{(more > 0).then(|| view! { <li>{t_count("mapping.more_lines", more as u64, &[])}</li> })}</ul>
        </div>
    }
}

/// Which sheet of a workbook is meant.
#[component]
fn SheetChoice(file: Memo<FileUnderstood>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let sheets = Memo::new(move |_| file.with(|file| file.sheets.clone()));
    let choose = move |event| {
        let sheet = event_target_value(&event);
        let name = file.with_untracked(|file| file.file.clone());
        // Columns of another sheet are other columns.
        confirm.decide_file(dashboard, &name, |file| {
            file.read_as = ReadAs::sheet(Some(&sheet));
            file.columns.clear();
        });
    };
    move || {
        let sheets = sheets.get();
        (!sheets.is_empty()).then(|| {
            let options: Vec<_> = sheets
                .into_iter()
                .map(|sheet| {
                    let own = sheet.clone();
                    let selected = move || file.with(|file| file.sheet == own);
                    let value = sheet.clone();
                    view! { <option value=value prop:selected=selected>{sheet}</option> }
                })
                .collect();
            view! {
                <p class="choice-line">
                    <label class="choice"><span>{t("mapping.sheet")}</span><select on:change=choose>{options}</select></label>
                </p>
            }
        })
    }
}

/// Why each sheet of a workbook, or table of a packed file, was taken or left out.
#[component]
fn SheetWhys(file: Memo<FileUnderstood>) -> impl IntoView {
    let whys = Memo::new(move |_| file.with(|file| file.whys.clone()));
    move || {
        let whys = whys.get();
        (!whys.is_empty()).then(|| {
            let told: Vec<_> = whys
                .into_iter()
                .map(|sheet| {
                    let words =
                        t_with("mapping.sheet_why", &[("sheet", &sheet.name), ("why", &t(why(sheet.why)))]);
                    view! { <li class:taken=sheet.why.is_taken()>{words}</li> }
                })
                .collect();
            view! {
                <div class="around">
                    <p>{t("mapping.sheets")}</p>
                    <ul class="sheets">{told}</ul>
                </div>
            }
        })
    }
}

fn why(reason: SheetReason) -> &'static str {
    match reason {
        SheetReason::Named => "mapping.why_named",
        SheetReason::First => "mapping.why_first",
        SheetReason::Fullest => "mapping.why_fullest",
        SheetReason::Other => "mapping.why_other",
        SheetReason::Explains => "mapping.why_explains",
        SheetReason::NoTable => "mapping.why_no_table",
        SheetReason::Hidden => "mapping.why_hidden",
        SheetReason::Blank => "mapping.why_blank",
    }
}

/// Whether wide columns become rows.
#[component]
fn LayoutChoice(file: Memo<FileUnderstood>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let wide = Memo::new(move |_| file.with(|file| (file.made_long, file.wide.clone(), file.file.clone())));
    // Once it was offered, the choice stays.
    let offered =
        Memo::new(move |before: Option<&bool>| before == Some(&true) || wide.with(|(long, ..)| *long));
    let choice = move |long: bool, label: &'static str| {
        let choose = move |_| {
            let name = wide.with_untracked(|(.., name)| name.clone());
            confirm.decide_file(dashboard, &name, |file| file.wide = Some(!long));
        };
        let group = wide.with_untracked(|(.., name)| format!("layout {name}"));
        let checked = move || wide.with(|(made, ..)| *made == long);
        view! {
            <label class="tick"><input type="radio" name=group prop:checked=checked on:change=choose/><span>{t(label)}</span></label>
        }
    };
    view! {
        <Show when=move || offered.get()>
            <fieldset class="asked">
                <legend>{move || wide.with(|(_, wide, _)| t_with("mapping.layout", &[("columns", &wide.join(", "))]))}</legend>
                {choice(true, "mapping.layout_long")}
                {choice(false, "mapping.layout_wide")}
            </fieldset>
        </Show>
    }
}
