//! The headline indicators: value of the last period, interval, course, standing.

use super::say;
use crate::address::{Page, use_address};
use crate::figure::{Chip, Say};
use crate::i18n::{t, t_with};
use esito_charts::{Frame, Ink, SparkSpec, spark};
use esito_model::{Across, Answer, Indicator, Measure, Unit};
use leptos::prelude::*;
use std::sync::Arc;

/// What a spark is drawn at; the style sheet fits it to its card.
const WIDTH: f64 = 240.0;

/// The cards.
#[component]
pub(super) fn Cards(answer: Arc<Answer>) -> impl IntoView {
    let say = say(&answer);
    let headlines = say.picks.headlines();
    // Rows of equal length: six cards are two rows of three, eight are two of four.
    let class = match headlines.len() {
        3 | 5 | 6 => "kpis three",
        1 | 2 => "kpis two",
        _ => "kpis",
    };
    let cards = headlines.into_iter().map(|indicator| card(&say, indicator));
    view! { <section class=class aria-label=t("overview.headlines")>{cards.collect_view()}</section> }
}

fn card(say: &Say<'_>, indicator: &Indicator) -> impl IntoView + use<> {
    let address = use_address();
    let period = say.picks.last_known(&indicator.id, None).map(|span| span.code.as_str());
    let finding = say.picks.find(&indicator.id, None, period, None);
    let promise = say.picks.promise(&indicator.id, None);
    let late = promise.is_some_and(|promise| promise.standing.is_late());
    let (points, _) = say.moments(indicator, None, None);
    let when =
        period.map_or_else(|| crate::figure::words::all_periods(indicator.across), |code| say.period(code));
    let interval = finding.and_then(|finding| say.interval(indicator, finding));
    let interval = interval.map(|ends| t_with("overview.interval", &[("interval", &ends)]));
    // The last of many sums is a small part of the whole, which is told beside it.
    let adds =
        matches!(indicator.unit, Unit::Count | Unit::Money) && matches!(indicator.measure, Measure::Value(_));
    let whole = say.picks.find(&indicator.id, None, None, None).filter(|whole| whole.value.known().is_some());
    let whole = whole.filter(|_| adds && indicator.across == Across::All && period.is_some());
    let whole = whole.map(|whole| t_with("overview.whole", &[("value", &say.value(indicator, Some(whole)))]));
    let coverage =
        finding.and_then(|finding| crate::figure::words::coverage(indicator, finding, &say.format));
    let estimated = finding.and_then(crate::figure::words::estimated);
    let details = [Some(when), estimated, interval, whole, coverage]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let known = finding.is_some_and(|finding| finding.value.known().is_some());
    let value = say.value(indicator, finding);
    let label = say.names.of(indicator);
    let drawing = (points.len() > 1).then(|| {
        let frame = Frame {
            id: format!("spark-{}", indicator.id),
            title: label.clone(),
            width: WIDTH,
            quantity: say.quantity(indicator, finding),
            ..Frame::default()
        };
        let ink = if late { Ink::Bad } else { Ink::C1 };
        let spec = SparkSpec { frame, height: 54.0, ink, points, target: say.path(indicator, None) };
        spark(&spec, &say.format)
    });
    let id = indicator.id.clone();
    let standing = promise.map(|promise| promise.standing);
    view! {
        <article class="kpi">
            <h2><a href=move || address.href(Page::Indicator, &[("indicator", &id)])>{label}</a></h2>
            <p class="big" class:absent=!known>{value}</p>
            <p class="ci">{details}</p>
            {drawing.map(|drawing| view! { <div class="spark" aria-hidden="true" inner_html=drawing.svg></div> })}
            {standing.map(|standing| view! { <Chip standing=standing /> })}
        </article>
    }
}
