//! Remarks as a list to work through: by severity, then by code, each with its places; and as a file.

use super::remark::One;
use crate::address::use_address;
use crate::components::save::{csv_text, save_text};
use crate::i18n::{format, t};
use crate::order::sort_by_key;
use esito_model::{Remark, RemarkPlace, Severity};
use leptos::prelude::*;

const SEVERITIES: [Severity; 3] = [Severity::Fatal, Severity::Doubt, Severity::Note];

/// The list with its filter.
#[component]
pub fn Remarks(
    /// The remarks.
    #[prop(into)]
    remarks: Signal<Vec<Remark>>,
) -> impl IntoView {
    let address = use_address();
    let asked = Memo::new(move |_| address.get("severity").and_then(|word| read(&word)));
    // Rows are filtered by what is said about them, and by where it stands.
    let place = Memo::new(move |_| address.get("column").unwrap_or_default());
    let places = Memo::new(move |_| remarks.with(|all| places(all)));
    let shown = Memo::new(move |_| {
        let place = place.get();
        remarks.with(|all| {
            all.iter().filter(|one| place.is_empty() || stands(one, &place)).cloned().collect::<Vec<_>>()
        })
    });
    let choose = move |event| {
        let chosen = event_target_value(&event);
        address.set("column", (!chosen.is_empty()).then_some(chosen.as_str()));
    };
    let save = move |_| {
        let rows = rows(&remarks.get_untracked());
        save_text("remarks.csv", "text/csv", &csv_text(&rows));
    };
    let filters = move || {
        shown.with(|all| {
            let choice = |severity: Option<Severity>| {
                let count =
                    all.iter().filter(|r| severity.is_none_or(|s| r.severity == s)).map(|r| r.count).sum();
                view! { <Choice severity count asked/> }
            };
            let each = SEVERITIES.map(|severity| choice(Some(severity)));
            view! { {choice(None)}{each.into_iter().collect_view()} }
        })
    };
    let groups = move || {
        let asked = asked.get();
        let wanted = SEVERITIES.into_iter().filter(|severity| asked.is_none_or(|asked| asked == *severity));
        shown.with(|all| wanted.map(|severity| section(severity, all)).collect_view())
    };
    move || {
        if remarks.with(Vec::is_empty) {
            return view! { <p class="clean">{t("data.clean")}</p> }.into_any();
        }
        view! {
            <div class="filters" role="group" aria-label=t("data.severity")>
                {filters}
                <label class="choice by-column">
                    <span>{t("data.by_column")}</span>
                    <select on:change=choose>
                        <option value="" prop:selected=move || place.with(String::is_empty)>{t("data.any_column")}</option>
                        {move || places.get().into_iter().map(|(place_of, count)| {
                            let own = place_of.clone();
                            let selected = move || place.with(|place| *place == own);
                            let label = format!("{place_of} ({})", format().whole(count));
                            view! { <option value=place_of prop:selected=selected>{label}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <button type="button" class="btn save" on:click=save>{t("data.save_remarks")}</button>
            </div>
            {groups}
        }
        .into_any()
    }
}

/// A remark's file and column, as one word of the address.
fn place_of(place: &RemarkPlace) -> String {
    place.column.as_ref().map_or_else(|| place.file.clone(), |column| format!("{} {column}", place.file))
}

fn stands(remark: &Remark, place: &str) -> bool {
    remark.places.iter().any(|one| place_of(one) == place)
}

/// The columns and files that anything is said about, each with how often.
fn places(all: &[Remark]) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = Vec::new();
    for remark in all {
        let Some(place) = remark.places.first().map(place_of) else { continue };
        match out.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += remark.count,
            None => out.push((place, remark.count)),
        }
    }
    sort_by_key(&mut out, |(place, _)| place.clone());
    out
}

#[component]
fn Choice(severity: Option<Severity>, count: u64, asked: Memo<Option<Severity>>) -> impl IntoView {
    let address = use_address();
    let word = severity.map(code);
    let label = severity.map_or("data.all", |severity| severity_keys(severity).0);
    let pressed = move || if asked.get() == severity { "true" } else { "false" };
    view! {
        <button type="button" class="btn" aria-pressed=pressed on:click=move |_| address.set("severity", word)>
            {t(label)}" "<span class="count">{format().whole(count)}</span>
        </button>
    }
}

/// The remarks of one severity, those of one code together, the most frequent first.
fn section(severity: Severity, all: &[Remark]) -> impl IntoView + use<> {
    let mut codes: Vec<(&str, u64)> = Vec::new();
    for remark in all.iter().filter(|remark| remark.severity == severity) {
        match codes.iter_mut().find(|(code, _)| *code == remark.code) {
            Some((_, count)) => *count += remark.count,
            None => codes.push((&remark.code, remark.count)),
        }
    }
    sort_by_key(&mut codes, |(code, count)| (std::cmp::Reverse(*count), *code));
    if codes.is_empty() {
        return None;
    }
    // What cannot be used stands open; the rest unfolds.
    let open = severity == Severity::Fatal || codes.len() == 1;
    let groups = codes.into_iter().map(|(code, count)| {
        let of_code: Vec<Remark> =
            all.iter().filter(|r| r.severity == severity && r.code == code).cloned().collect();
        view! { <Group code=code.to_owned() count remarks=of_code open/> }
    });
    let (name, meaning) = severity_keys(severity);
    let class = format!("severity {}", self::code(severity));
    Some(view! {
        <section class=class>
            <h3>{t(name)}</h3>
            <p class="sub">{t(meaning)}</p>
            {groups.collect_view()}
        </section>
    })
}

#[component]
fn Group(code: String, count: u64, remarks: Vec<Remark>, open: bool) -> impl IntoView {
    let items = remarks.into_iter().map(|remark| view! { <One remark/> });
    view! {
        <details class="group" open=open>
            <summary>
                <span class="title">{super::codes::title(&code)}</span>
                <code>{code}</code>
                <span class="count">{format().whole(count)}</span>
            </summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}

/// A place as the command line writes it: `outcomes.csv:14 ended`.
pub(super) fn written(place: &RemarkPlace) -> String {
    let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
    let column = place.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
    format!("{}{line}{column}", place.file)
}

/// One row for each place, so that a spreadsheet can sort and filter them.
fn rows(remarks: &[Remark]) -> Vec<Vec<String>> {
    let head = ["severity", "code", "count", "file", "line", "column", "record", "message", "help"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for remark in remarks {
        let nowhere = [RemarkPlace::default()];
        let places = if remark.places.is_empty() { &nowhere[..] } else { &remark.places };
        for place in places {
            let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
            rows.push(vec![
                code(remark.severity).to_owned(),
                remark.code.clone(),
                remark.count.to_string(),
                place.file.clone(),
                number(place.line),
                place.column.clone().unwrap_or_default(),
                number(place.record),
                remark.message.clone(),
                remark.help.clone(),
            ]);
        }
    }
    rows
}

fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "fatal",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    }
}

fn read(word: &str) -> Option<Severity> {
    SEVERITIES.into_iter().find(|severity| code(*severity) == word)
}

fn severity_keys(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Fatal => ("severity.fatal", "severity.fatal_meaning"),
        Severity::Doubt => ("severity.doubt", "severity.doubt_meaning"),
        Severity::Note => ("severity.note", "severity.note_meaning"),
    }
}

#[cfg(test)]
mod tests {
    use super::{places, read, rows, stands, written};
    use esito_model::{Remark, RemarkPlace, Severity};

    fn place(line: u64) -> RemarkPlace {
        let column = Some("ended".to_owned());
        RemarkPlace { file: "outcomes.csv".into(), line: Some(line), column, record: Some(line - 1) }
    }

    #[test]
    fn every_place_of_a_remark_gets_its_row() {
        let mut remark =
            Remark::new("not-a-date", Severity::Doubt, place(14), "expected a date").with_help("mend it");
        remark.places.push(place(20));
        remark.count = 9;
        let rows =
            rows(&[remark, Remark { places: Vec::new(), ..Remark::new("x", Severity::Note, place(2), "y") }]);
        assert_eq!(rows.len(), 4, "a heading, two places, and one remark without a place");
        let expected =
            ["doubt", "not-a-date", "9", "outcomes.csv", "20", "ended", "19", "expected a date", "mend it"];
        assert_eq!(rows[2], expected);
        assert_eq!(rows[3][3], "");
    }

    #[test]
    fn remarks_are_found_by_their_column() {
        let mut several = Remark::new("x", Severity::Doubt, place(2), "y");
        several.count = 3;
        let whole = RemarkPlace { file: "a.csv".into(), ..RemarkPlace::default() };
        let all = [
            several,
            Remark::new("z", Severity::Note, place(4), "y"),
            Remark::new("x", Severity::Note, whole, "y"),
        ];
        assert_eq!(places(&all), [("a.csv".to_owned(), 1), ("outcomes.csv ended".to_owned(), 4)]);
        assert!(stands(&all[0], "outcomes.csv ended") && !stands(&all[2], "outcomes.csv ended"));
    }

    #[test]
    fn places_are_written_as_on_the_command_line() {
        assert_eq!(written(&place(14)), "outcomes.csv:14 ended");
        let whole = RemarkPlace { file: "a.csv".into(), ..RemarkPlace::default() };
        assert_eq!(written(&whole), "a.csv");
        assert_eq!(read("doubt"), Some(Severity::Doubt));
        assert_eq!(read("all"), None);
    }
}
