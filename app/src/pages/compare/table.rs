//! The table itself: a dot with its interval, the value, the rank where there is one.

use super::columns::{Cell, Column, Course, Matrix};
use super::map::toggled;
use super::rank::Rank;
use crate::address::{Page, use_address};
use crate::components::receipt::value_button;
use crate::figure::words;
use crate::i18n::{t, t_with, use_i18n};
use esito_charts::{Dot, DotRowSpec, Frame, Ink, SparkSpec, dot_row, spark};
use leptos::prelude::*;

/// What a dot's row and a course are drawn at.
const WIDTH: f64 = 76.0;
const COURSE: f64 = 64.0;

/// The table.
#[component]
pub(super) fn Table(shown: Memo<Matrix>, chosen: Memo<Vec<String>>) -> impl IntoView {
    let columns = Memo::new(move |_| shown.with(|matrix| matrix.columns.clone()));
    view! {
        <div class="scroll matrix" tabindex="0" role="region" aria-label=t("compare.table")>
            <table class="m">
                <caption class="unseen">{t("compare.table")}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="corner" aria-sort=move || sorted(shown, "place")>
                            <Sorter key="place".to_owned() label=t("figure.place") shown=shown />
                        </th>
                        <For
                            each=move || columns.get()
                            key=|column| (column.id.clone(), column.period.clone(), column.one_scale)
                            children=move |column| view! { <Head column=column shown=shown /> }
                        />
                    </tr>
                </thead>
                {move || shown.with(|matrix| body(matrix, chosen))}
            </table>
        </div>
        <p class="figure-note">{t("coverage.note")}</p>
    }
}

/// A column's head: name, period, which way is better.
#[component]
fn Head(column: Column, shown: Memo<Matrix>) -> impl IntoView {
    let id = column.id.clone();
    let key = column.id.clone();
    view! {
        <th scope="col" aria-sort=move || sorted(shown, &id)>
            {if column.one_scale {
                view! { <Sorter key=key label=column.label.clone() shown=shown /> }.into_any()
            } else {
                view! { <span class="sorter">{column.label.clone()}</span> }.into_any()
            }}
            <span class="when">{column.period}</span>
            <span class="when">{words::direction(column.direction)}</span>
        </th>
    }
}

/// A button that sorts by its column: first from high to low, then the other way.
#[component]
fn Sorter(key: String, label: String, shown: Memo<Matrix>) -> impl IntoView {
    let address = use_address();
    let own = key.clone();
    let arrow = move || match sorted(shown, &own) {
        "ascending" => "↑",
        "descending" => "↓",
        _ => "",
    };
    let sort = move |_| {
        let now = shown.with_untracked(|matrix| matrix.sort.clone());
        let by_place = key == "place";
        let down = if now.0 == key { !now.1 } else { !by_place };
        let value = if down { format!("-{key}") } else { key.clone() };
        address.push(|query| query.with("sort", (value != "place").then_some(value.as_str())));
    };
    view! {
        <button type="button" class="sorter" on:click=sort>
            {label} <span aria-hidden="true" class="arrow">{arrow}</span>
        </button>
    }
}

fn sorted(shown: Memo<Matrix>, key: &str) -> &'static str {
    shown.with(|matrix| match &matrix.sort {
        (by, true) if by == key => "descending",
        (by, false) if by == key => "ascending",
        _ => "none",
    })
}

fn body(matrix: &Matrix, chosen: Memo<Vec<String>>) -> impl IntoView + use<> {
    let totals = matrix.columns.iter().map(|column| {
        view! { <td class="total">{value(&column.total, &column.label, &t("figure.all_together"))}" "{part(&column.total)}</td> }
    });
    let totals = totals.collect_view();
    let medians = matrix.columns.iter().any(|column| column.median.is_some()).then(|| {
        let medians = matrix.columns.iter().map(|column| {
            let words = column.median.as_ref().map(|(_, words)| words.clone());
            view! { <td class="total">{words.unwrap_or_else(|| "–".to_owned())}</td> }
        });
        view! { <tr class="totals"><th scope="row">{t("compare.median_of_all")}</th>{medians.collect_view()}</tr> }
    });
    let rows = matrix.rows.iter().enumerate().map(|(down, row)| {
        let cells = row.cells.iter().zip(&matrix.columns).enumerate();
        let cells = cells
            .map(|(across, (cell, column))| {
                let at = (down, across);
                let class = match (cell.withheld, cell.datum.value.is_none()) {
                    (true, _) => "withheld",
                    (false, true) => "missing",
                    (false, false) => "",
                };
                view! { <td class=class>{found(cell, column, &row.name, at)}</td> }
            })
            .collect_view();
        let place = StoredValue::new(row.place.clone());
        let picked =
            Memo::new(move |_| chosen.with(|chosen| place.with_value(|place| chosen.contains(place))));
        view! { <tr class:chosen=move || picked.get()><th scope="row">{name(row, picked)}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <tbody>
            <tr class="totals"><th scope="row">{t("figure.all_together")}</th>{totals}</tr>
            {medians}
            {rows}
        </tbody>
    }
}

/// A place's name leads to its profile; the button before it singles the place out, here and on the map. Rows whose
/// place is missing are no place.
fn name(row: &super::columns::Row, picked: Memo<bool>) -> AnyView {
    let address = use_address();
    let words = row.name.clone();
    if row.place == esito_model::UNKNOWN {
        return view! { <span class="row-name">{words}</span> }.into_any();
    }
    let (place, own) = (row.place.clone(), row.place.clone());
    let label = t_with("compare.choose", &[("place", &words)]);
    view! {
        <span class="row-name">
            <button
                type="button"
                class="pick-row"
                aria-pressed=move || picked.get().to_string()
                aria-label=label
                on:click=move |_| address.push(|query| toggled(query, &place))
            ></button>
            <a href=move || address.href(Page::Place, &[("place", &own)])>{words}</a>
        </span>
    }
    .into_any()
}

/// A cell: dot, value, rank.
fn found(cell: &Cell, column: &Column, place: &str, at: (usize, usize)) -> impl IntoView + use<> {
    let dot = (cell.datum.value.is_some() && column.one_scale).then(|| {
        let frame = Frame {
            id: format!("cell-{}-{}", at.0, at.1),
            title: String::new(),
            description: String::new(),
            width: WIDTH,
            quantity: column.quantity.clone(),
        };
        let ink = if cell.late { Ink::Bad } else { Ink::C1 };
        let dot = Dot { ink, datum: cell.datum.clone() };
        let spec = DotRowSpec {
            frame,
            height: 22.0,
            dot,
            target: cell.target,
            median: cell.line,
            usual: None,
            range: column.range,
        };
        dot_row(&spec, &use_i18n().format()).svg
    });
    let rank = match cell.rank {
        Rank::Clear(rank) => {
            let words = t_with("compare.rank", &[("n", &rank.to_string())]);
            Some(view! { <span class="rank clear" title=words.clone()>{rank}<span class="unseen">{words.clone()}</span></span> }.into_any())
        }
        Rank::Unclear => {
            let words = t("compare.unclear");
            Some(view! { <span class="rank" title=words.clone()>"≈"<span class="unseen">{words.clone()}</span></span> }.into_any())
        }
        Rank::Nothing => None,
    };
    view! {
        <div class="found">
            {dot.map(|svg| view! { <span class="found-dot" aria-hidden="true" inner_html=svg></span> })}
            {value(cell, &column.label, place)}
            {part(cell)}
            {rank}
            {cell.course.as_ref().map(|course| course_of(course, cell, column, at))}
        </div>
    }
}

/// The course of a value, small, with what it says in words.
fn course_of(course: &Course, cell: &Cell, column: &Column, at: (usize, usize)) -> impl IntoView + use<> {
    let frame = Frame {
        id: format!("course-{}-{}", at.0, at.1),
        title: String::new(),
        description: String::new(),
        width: COURSE,
        quantity: column.quantity.clone(),
    };
    let ink = if cell.late { Ink::Bad } else { Ink::C1 };
    let spec =
        SparkSpec { frame, height: 26.0, ink, points: course.points.clone(), target: course.target.clone() };
    let svg = spark(&spec, &use_i18n().format()).svg;
    view! {
        <span class="found-course" title=course.told.clone()>
            <span aria-hidden="true" inner_html=svg></span>
            <span class="unseen">{course.told.clone()}</span>
        </span>
    }
}

/// How many rows of a value are complete, where not all are.
fn part(cell: &Cell) -> Option<impl IntoView + use<>> {
    let lacking = words::lacking(cell.finding.as_ref()?, &use_i18n().format())?;
    Some(view! { <span class="when part">{lacking}</span> })
}

/// The value, or the words for why there is none; it opens its receipt.
fn value(cell: &Cell, indicator: &str, place: &str) -> AnyView {
    let text = cell.text.clone();
    let Some(finding) = &cell.finding else {
        return view! { <span class="absent">{text}</span> }.into_any();
    };
    let key = finding.key.clone();
    let absent = cell.datum.value.is_none();
    let about = if cell.interval.is_empty() { String::new() } else { format!(" ({})", cell.interval) };
    let title = format!("{indicator}, {place}: {text}{about}. {}", t("figure.open_receipt"));
    value_button(text, title, absent, key).into_any()
}
