//! Rows in and out, file by file; rows to mend taken out as a file, and put back.

use super::codes::title;
use super::gather;
use crate::components::save::save_blob;
use crate::i18n::{Lang, format, lang, t, t_count, t_with};
use crate::link::Rows;
use crate::state::{Reading, use_dashboard};
use esito_model::{Remark, RowsInOut};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// What came of the last step, told beside the buttons.
#[derive(Clone, Debug, Default)]
struct Said {
    what: What,
    remarks: Vec<Remark>,
}

/// It in words: a key, with a number where it has one.
#[derive(Clone, Copy, Debug, Default)]
enum What {
    #[default]
    Nothing,
    Plain(&'static str),
    Count(&'static str, u64),
}

/// The rows of each file that was read: in, used, set aside.
#[component]
pub fn LedgerView() -> impl IntoView {
    let own = use_dashboard().own();
    let said = RwSignal::new(Said::default());
    let ledger = Memo::new(move |_| match own.reading() {
        Reading::Done(loaded) => loaded.ledger,
        Reading::Idle | Reading::Busy | Reading::Failed(_) => Vec::new(),
    });
    let rows = move || {
        let ledger = ledger.get();
        let row = |one: RowsInOut| {
            let aside = one.aside;
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{one.file.clone()}</th>
                    <td role="cell" class="number">{format().whole(one.rows)}</td>
                    <td role="cell" class="number">{format().whole(one.used)}</td>
                    <td role="cell" class="number">{format().whole(one.aside)}</td>
                    <td role="cell" class="ways">{(aside > 0).then(|| view! { <Mend one said/> })}</td>
                </tr>
            }
        };
        ledger.into_iter().map(row).collect_view()
    };
    let told = move || {
        said.with(|said| {
            let remarks: Vec<_> =
                said.remarks.iter().map(|remark| view! { <li lang="en">{remark.line()}</li> }).collect();
            let words = match said.what {
                What::Nothing => return None,
                What::Plain(key) => t(key),
                What::Count(key, count) => t_count(key, count, &[]),
            };
            Some(view! { <p>{words}</p><ul class="told">{remarks}</ul> })
        })
    };
    view! {
        <Show when=move || ledger.with(|ledger| !ledger.is_empty())>
            <section class="panel ledger" aria-labelledby="ledger-heading">
                <h2 id="ledger-heading">{t("ledger.heading")}</h2>
                <p class="sub">{t("ledger.intro")}</p>
                <div class="scroll" tabindex="0" role="group" aria-labelledby="ledger-heading">
                    // On narrow screens the cells of a row lie below each other; the roles keep it a table.
                    <table class="plain" role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th scope="col" role="columnheader">{t("ledger.file")}</th>
                                <th scope="col" role="columnheader" class="number">{t("ledger.rows")}</th>
                                <th scope="col" role="columnheader" class="number">{t("ledger.used")}</th>
                                <th scope="col" role="columnheader" class="number">{t("ledger.aside")}</th>
                                <th scope="col" role="columnheader"><span class="unseen">{t("ledger.ways")}</span></th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                </div>
                <div role="status" class="told-now">{told}</div>
            </section>
        </Show>
    }
}

/// Rows of one file out, and back.
#[component]
fn Mend(one: RowsInOut, said: RwSignal<Said>) -> impl IntoView {
    let dashboard = use_dashboard();
    let own = dashboard.own();
    let input = NodeRef::<Input>::new();
    let file = StoredValue::new(one.file.clone());
    let name = StoredValue::new(to_mend(&one.file));
    let take = move |_| {
        let words = match untrack(|| own.reading()) {
            Reading::Done(loaded) if lang() != Lang::En => {
                loaded.remarks.iter().map(|remark| (remark.code.clone(), title(&remark.code))).collect()
            }
            _ => BTreeMap::new(),
        };
        spawn_local(async move {
            let all = match dashboard.seat().mend(words).await {
                Ok(all) => all,
                Err(failure) => {
                    return said.set(Said { what: What::Plain(failure.keys().0), ..Said::default() });
                }
            };
            for Rows { rows, blob, .. } in
                all.into_iter().filter(|one| file.with_value(|file| one.file == *file))
            {
                save_blob(&name.get_value(), &blob);
                said.set(Said { what: What::Count("ledger.taken", rows), ..Said::default() });
            }
        });
    };
    let put = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let chosen = input.files().and_then(|list| gather::from_list(&list).files.into_iter().next());
        input.set_value("");
        let Some(mended) = chosen else { return };
        spawn_local(async move {
            match dashboard.seat().put_back(&file.get_value(), &mended.blob).await {
                Ok(back) if back.files.is_empty() || back.changed == 0 => {
                    let key = if back.files.is_empty() { "ledger.not_put" } else { "ledger.nothing_put" };
                    said.set(Said { what: What::Plain(key), remarks: back.remarks });
                }
                Ok(back) => {
                    said.set(Said { what: What::Count("ledger.put", back.changed), remarks: back.remarks });
                    own.take_mended(dashboard, back.files);
                }
                Err(failure) => said.set(Said { what: What::Plain(failure.keys().0), ..Said::default() }),
            }
        });
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let put_label = t_with("ledger.put_back_into", &[("file", &one.file)]);
    view! {
        <button type="button" class="btn" on:click=take>{t("ledger.take")}</button>
        {if one.takes_back {
            view! {
                <input node_ref=input type="file" accept=".csv,.txt,.tsv" class="unseen mended" tabindex="-1"
                    aria-hidden="true" on:change=put/>
                <button type="button" class="btn" aria-label=put_label on:click=open>{t("ledger.put_back")}</button>
            }.into_any()
        } else {
            view! { <p class="why">{t("ledger.workbook")}</p> }.into_any()
        }}
    }
}

/// The name of the file of rows to mend.
fn to_mend(file: &str) -> String {
    let bare = file.rsplit('/').next().unwrap_or(file);
    let stem = bare.rsplit_once('.').map_or(bare, |(stem, _)| stem);
    format!("{stem} {}.csv", t("ledger.file_name"))
}
