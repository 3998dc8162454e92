//! Every indicator beside the peers: the table behind strengths and weaknesses, and its file.

use super::row::{Line, lines};
use super::{Seen, named};
use crate::address::{Page, use_address};
use crate::components::receipt::value_button;
use crate::figure::pick::key_of;
use crate::figure::sheet::{cells, heads};
use crate::figure::{Chip, Menu, Plate, Say};
use crate::i18n::{t, t_with, use_i18n};
use esito_charts::{Drawing, Frame, Ink, SparkSpec, spark};
use esito_model::Promise;
use esito_model::number::digits12;
use leptos::prelude::*;

/// What a row's dot and its course are drawn at.
const DOT: f64 = 180.0;
const COURSE: f64 = 110.0;

/// The table.
#[component]
pub(super) fn Table(seen: Seen) -> impl IntoView {
    let say = Say::of(&seen.answer, use_i18n().format(), &t("figure.unknown"));
    let place = seen.place().place.clone();
    let lines = lines(&seen, &say);
    let empty = lines.is_empty();
    let sheet = sheet(&lines, &say, &place);
    let rows = lines.iter().map(|line| row(&say, line, &place)).collect_view();
    let plate = Plate { id: "place", title: say.names.place(&place), sheet, ..Plate::empty() };
    (!empty).then(|| view! {
        <section class="section every">
            <div class="section-head"><h2>{t("place.every")}</h2></div>
            <div class="scroll matrix beside-peers" tabindex="0" role="region" aria-label=t("place.every")>
                <table class="m">
                    <caption class="unseen">{t("place.every")}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="corner">{t("figure.indicator")}</th>
                            <th scope="col">{t("place.here")}</th>
                            <th scope="col" class="wide">{t("place.beside")}</th>
                            <th scope="col">{t("place.median")}</th>
                            <th scope="col">{t("place.verdict")}</th>
                            <th scope="col" class="wide">{t("figure.over_time")}</th>
                            <th scope="col">{t("place.promise")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="figure-foot">
                <p class="figure-note">{t("place.key")}" "{t("coverage.note")}</p>
                <div class="figure-tools">
                    <Menu plate=Signal::stored(plate) drawing=Memo::new(|_| Drawing::default()) />
                </div>
            </div>
        </section>
    })
}

fn row(say: &Say<'_>, line: &Line<'_>, place: &str) -> impl IntoView + use<> {
    let address = use_address();
    let indicator = line.indicator;
    let promise = promise(say, line, place);
    let target = promise.map(|promise| promise.target);
    let (id, code) = (indicator.id.clone(), place.to_owned());
    let href = move || address.href(Page::Indicator, &[("indicator", &id), ("place", &code)]);
    let label = say.names.of(indicator);
    let value = say.value(indicator, line.finding);
    let absent = line.cell.value.is_none();
    let interval = line.finding.and_then(|finding| say.interval(indicator, finding));
    let key = key_of(&indicator.id, Some(place), line.of.period.as_deref(), None);
    let title = format!("{label}: {value}. {}", t("figure.open_receipt"));
    let value = if line.finding.is_some() {
        value_button(value, title, absent, key).into_any()
    } else {
        view! { <span class="absent">{value}</span> }.into_any()
    };
    let (median, middle) = (line.median(say), line.middle(say));
    let (points, findings) = say.moments(indicator, Some(place), None);
    let some = findings.iter().flatten().filter(|finding| finding.value.known().is_some()).count();
    let late = promise.is_some_and(|promise| promise.standing.is_late());
    let course = (some > 1).then(|| {
        let frame = Frame {
            id: format!("course-{}", indicator.id),
            title: label.clone(),
            width: COURSE,
            quantity: say.quantity(indicator, line.finding),
            ..Frame::default()
        };
        let ink = if late { Ink::Bad } else { Ink::C1 };
        spark(
            &SparkSpec { frame, height: 34.0, ink, points, target: say.path(indicator, Some(place)) },
            &say.format,
        )
        .svg
    });
    let change = (some > 0).then(|| say.change(indicator, &findings));
    let beside = line.cell.beside;
    let promised = promise.map(|promise| {
        let words = t_with(
            "indicator.promised",
            &[
                ("target", &say.number(indicator, promise.target)),
                ("due", &say.period(&promise.target_period)),
            ],
        );
        view! { <Chip standing=promise.standing /> <span class="when">{words}</span> }
    });
    let (beyond, difference) = (line.beyond(), line.difference(say));
    let lacking = line.finding.and_then(|finding| crate::figure::words::lacking(finding, &say.format));
    view! {
        <tr>
            <th scope="row"><a href=href>{label.clone()}</a><span class="when">{line.when(say)}</span></th>
            <td class="here">
                {value}<span class="when">{interval}</span>
                {lacking.map(|words| view! { <span class="when">{words}</span> })}
            </td>
            <td><div class="found-dot" aria-hidden="true" inner_html=line.picture(say, "row", DOT, target)></div></td>
            <td>{median}<span class="when">{middle}</span></td>
            <td>
                <span class=named::class(beside)>
                    <span aria-hidden="true">{named::sign(beside)}</span> {named::word(beside)}
                </span>
                {difference.map(|words| view! { <span class="when">{words}</span> })}
                {beyond.map(|words| view! { <span class="when">{words}</span> })}
            </td>
            <td>
                {course.map(|svg| view! { <div class="course" aria-hidden="true" inner_html=svg></div> })}
                <span class="when">{change}</span>
            </td>
            <td class="promise">{promised}</td>
        </tr>
    }
}

fn promise<'a>(say: &Say<'a>, line: &Line<'_>, place: &str) -> Option<&'a Promise> {
    say.picks.promise(&line.indicator.id, Some(place))
}

/// The table as rows of a file: the findings, then what stands beside them.
fn sheet(lines: &[Line<'_>], say: &Say<'_>, place: &str) -> Vec<Vec<String>> {
    let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let mut head = heads();
    head.extend(
        [
            "peers",
            "peers_lower_quartile",
            "peers_median",
            "peers_upper_quartile",
            "difference",
            "difference_low",
            "difference_high",
            "beside",
            "target",
            "standing",
        ]
        .map(str::to_owned),
    );
    let mut out = vec![head];
    for line in lines {
        let mut row = line.finding.map_or_else(
            || {
                let mut bare = vec![String::new(); heads().len()];
                (bare[0], bare[1]) = (line.indicator.id.clone(), place.to_owned());
                bare[2] = line.of.period.clone().unwrap_or_default();
                bare
            },
            cells,
        );
        let usual = line.cell.usual;
        let promise = promise(say, line, place);
        row.push(line.cell.peers.to_string());
        row.extend([0, 1, 2].map(|at| number(usual.map(|usual| usual[at]))));
        let gap = line.cell.difference;
        row.extend([1, 0, 2].map(|at| number(gap.map(|gap| gap[at]))));
        row.push(named::word(line.cell.beside));
        row.push(number(promise.map(|promise| promise.target)));
        row.push(promise.map(|promise| crate::figure::words::standing(promise.standing)).unwrap_or_default());
        out.push(row);
    }
    out
}
