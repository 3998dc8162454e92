//! The headline number: the last value of all together, its interval, its rows, its standing.

use super::Chosen;
use crate::components::ReceiptButton;
use crate::figure::words::{all_periods, cannot, coverage, direction, estimated, method};
use crate::figure::{Chip, Say};
use crate::i18n::{lang, t, t_count, t_with, use_i18n};
use crate::link::indicator_question;
use leptos::prelude::*;

/// Over-line, name, headline number.
#[component]
pub(super) fn Head(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let id = chosen.id.get();
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &t("figure.unknown"));
            let indicator = say.picks.indicator(&id)?;
            let period = say.picks.last_known(&id, None).map(|span| span.code.as_str());
            let finding = say.picks.find(&id, None, period, None);
            let promise = say.picks.promise(&id, None);
            let when = period.map_or_else(|| all_periods(indicator.across), |code| say.period(code));
            let interval = finding.and_then(|finding| say.interval(indicator, finding));
            let method = finding.and_then(|finding| finding.interval).map(method).unwrap_or_default();
            let interval = interval
                .map(|ends| t_with("indicator.interval", &[("interval", &ends), ("method", &method)]));
            let interval = interval.or_else(|| {
                let why = finding.map(|finding| finding.no_interval.as_str()).filter(|why| !why.is_empty())?;
                Some(t_with("indicator.no_interval", &[("why", &cannot(why))]))
            });
            let coverage = finding.and_then(|finding| coverage(indicator, finding, &say.format));
            let estimated = finding.and_then(estimated);
            let rows = finding.and_then(|finding| finding.n);
            let rows = rows.map(|n| t_count("indicator.rows", n, &[]));
            let details = [Some(when), estimated, interval, rows, coverage].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let known = finding.is_some_and(|finding| finding.value.known().is_some());
            let description = indicator.description.get(lang().code()).to_owned();
            let late = promise.map(|promise| {
                let target = say.number(indicator, promise.target);
                let due = say.period(&promise.target_period);
                t_with("indicator.promised", &[("target", &target), ("due", &due)])
            });
            let standing = promise.map(|promise| promise.standing);
            let key = finding.map(|finding| finding.key.clone());
            let over = format!("{} · {}", answer.framework.title.get(lang().code()), direction(indicator.direction));
            Some(view! {
                <section class="lead">
                    <p class="over">{over}</p>
                    <h1>{say.names.of(indicator)}</h1>
                    {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
                    <div class="headline">
                        <p class="big" class:absent=!known>{say.value(indicator, finding)}</p>
                        <div class="headline-words">
                            <p>{details}</p>
                            <div class="headline-row">
                                {standing.map(|standing| view! { <Chip standing=standing /> })}
                                {late.map(|late| view! { <span class="when">{late}</span> })}
                                {key.map(|key| view! { <ReceiptButton question=indicator_question(&id) key=key /> })}
                            </div>
                        </div>
                    </div>
                </section>
            })
        })
    }
}
