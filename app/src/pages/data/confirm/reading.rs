//! What was guessed about a file as a whole, why, and how it is changed: encoding, delimiter, header.
//!
//! Each control stays where it is when something is decided, so that the focus stays with it.

use super::words::delimiter;
use crate::i18n::{t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{DELIMITERS, ENCODINGS, FileUnderstood, ReadAs};
use leptos::prelude::*;

/// Rows that a header can have.
const MOST_ROWS: u32 = 4;

/// The guesses as controls.
#[component]
pub(super) fn ReadingChoices(file: Memo<FileUnderstood>) -> impl IntoView {
    let is_text = Memo::new(move |_| file.with(is_text));
    view! {
        <div class="reading-choices" role="group" aria-label=t("mapping.how_read")>
            <Show when=move || is_text.get()>
                <EncodingChoice file/>
                <DelimiterChoice file/>
            </Show>
            <HeaderChoice file/>
        </div>
    }
}

/// Whether it is a text file: what a workbook is made of is not chosen.
pub(super) fn is_text(file: &FileUnderstood) -> bool {
    !matches!(file.encoding.as_str(), "" | "workbook" | "HTML" | "Parquet")
}

/// Decides how the file is read. Columns of another reading are other columns.
fn decide(file: Memo<FileUnderstood>, change: impl FnOnce(&mut ReadAs)) {
    let dashboard = use_dashboard();
    let name = file.with_untracked(|file| file.file.clone());
    dashboard.own().confirm().decide_file(dashboard, &name, |file| {
        change(&mut file.read_as);
        file.columns.clear();
    });
}

/// A control with its name and the reason for what it shows.
#[component]
fn Guess(
    /// The name of what is guessed.
    name: String,
    /// Why it is taken for what it is.
    #[prop(into)]
    why: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="guess">
            <p class="lab">{name}</p>
            {children()}
            <p class="why">{move || why.get()}</p>
        </div>
    }
}

#[component]
fn EncodingChoice(file: Memo<FileUnderstood>) -> impl IntoView {
    let decided = Memo::new(move |_| file.with(|file| file.read_as.encoding.clone().unwrap_or_default()));
    let found = Memo::new(move |_| file.with(|file| file.encoding.clone()));
    let why = Signal::derive(move || {
        t(match (decided.get().is_empty(), found.get().as_str()) {
            (false, _) => "mapping.why_chosen",
            (_, "UTF-8") => "mapping.why_utf8",
            (_, "UTF-8 with byte order mark" | "UTF-16LE" | "UTF-16BE") => "mapping.why_mark",
            _ => "mapping.why_letters",
        })
    });
    let choose = move |event| {
        let chosen = event_target_value(&event);
        decide(file, |read_as| read_as.encoding = (!chosen.is_empty()).then_some(chosen));
    };
    let options = ENCODINGS.map(|name| {
        view! { <option value=name prop:selected=move || decided.get() == name>{name}</option> }
    });
    view! {
        <Guess name=t("mapping.encoding") why>
            <select class="encoding" aria-label=t("mapping.encoding") on:change=choose>
                <option value="" prop:selected=move || decided.get().is_empty()>
                    {move || found_out(&decided.get(), found.get())}
                </option>
                {options.collect_view()}
            </select>
        </Guess>
    }
}

#[component]
fn DelimiterChoice(file: Memo<FileUnderstood>) -> impl IntoView {
    let decided = Memo::new(move |_| file.with(|file| file.read_as.delimiter));
    let found = Memo::new(move |_| file.with(|file| file.delimiter));
    let count = Memo::new(move |_| file.with(|file| file.columns.len() as u64));
    let why = Signal::derive(move || match (decided.get(), found.get()) {
        (Some(_), _) => t("mapping.why_chosen"),
        (_, Some(_)) => t_count("mapping.why_delimiter", count.get(), &[]),
        _ => t("mapping.why_one_column"),
    });
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        decide(file, |read_as| read_as.delimiter = chosen.and_then(|at| DELIMITERS.get(at).copied()));
    };
    let options = DELIMITERS.iter().enumerate().map(move |(at, mark)| {
        let selected = move || decided.get() == Some(*mark);
        view! { <option value=at.to_string() prop:selected=selected>{delimiter(Some(*mark))}</option> }
    });
    let first = move || {
        let mark = found.get();
        let words = if mark.is_none() { t("mapping.one_column") } else { delimiter(mark) };
        found_out(if decided.get().is_some() { "x" } else { "" }, words)
    };
    view! {
        <Guess name=t("mapping.delimiter") why>
            <select class="delimiter" aria-label=t("mapping.delimiter") on:change=choose>
                <option value="" prop:selected=move || decided.get().is_none()>{first}</option>
                {options.collect_view()}
            </select>
        </Guess>
    }
}

/// The option that leaves it to the engine: with what it found, where that is known.
fn found_out(decided: &str, found: String) -> String {
    if decided.is_empty() { t_with("mapping.found_out", &[("found", &found)]) } else { t("mapping.find_out") }
}

/// Where the header begins, and how many rows it has.
#[component]
fn HeaderChoice(file: Memo<FileUnderstood>) -> impl IntoView {
    let lines = Memo::new(move |_| file.with(|file| file.header_lines.clone()));
    let decided = Memo::new(move |_| file.with(|file| file.read_as.header.is_some()));
    let first = move || lines.with(|lines| lines.first().copied().unwrap_or(1));
    let why = Signal::derive(move || {
        if decided.get() {
            return t("mapping.why_chosen");
        }
        match lines.with(Vec::len) {
            0 => t("mapping.why_no_header"),
            1 => t("mapping.why_header"),
            _ => t("mapping.why_headers"),
        }
    });
    let set = move |first: u32, rows: u32| {
        let header = (first..first.saturating_add(rows)).collect();
        decide(file, |read_as| read_as.header = Some(header));
    };
    let rows_now = move || u32::try_from(lines.with_untracked(Vec::len)).unwrap_or(1);
    let first_now = move || {
        let first = lines.with_untracked(|lines| lines.first().copied().unwrap_or(1));
        u32::try_from(first).unwrap_or(1)
    };
    let choose_line = move |event| {
        if let Ok(line) = event_target_value(&event).parse::<u32>()
            && line > 0
        {
            set(line, rows_now().max(1));
        }
    };
    let choose_rows = move |event| {
        if let Ok(rows) = event_target_value(&event).parse::<u32>() {
            set(first_now(), rows.min(MOST_ROWS));
        }
    };
    let options = (0..=MOST_ROWS).map(move |rows| {
        let selected = move || lines.with(Vec::len) == rows as usize;
        let label = if rows == 0 {
            t("mapping.no_header_row")
        } else {
            t_count("mapping.header_row_count", u64::from(rows), &[])
        };
        view! { <option value=rows.to_string() prop:selected=selected>{label}</option> }
    });
    let reset = move |_| decide(file, |read_as| read_as.header = None);
    view! {
        <Guess name=t("mapping.header") why>
            <span class="header-choice">
                <label>
                    {t("mapping.header_from")}" "
                    <input type="number" class="header-line" min="1" max=move || last_line(file) step="1"
                        prop:value=move || first().to_string() on:change=choose_line/>
                </label>
                <select class="header-rows" aria-label=t("mapping.header_rows") on:change=choose_rows>
                    {options.collect_view()}
                </select>
                <Show when=move || decided.get()>
                    <button type="button" class="btn quiet" on:click=reset>{t("mapping.find_out")}</button>
                </Show>
            </span>
        </Guess>
    }
}

/// No header stands below the last row.
fn last_line(file: Memo<FileUnderstood>) -> String {
    file.with(|file| {
        let last = file.header_lines.last().copied().unwrap_or(0);
        last.saturating_add(file.rows).max(1).to_string()
    })
}
