//! The rules that hold for all indicators: intervals, small groups, missing values, time, gaps, effects, promises; and
//! which of them this framework uses where.

use super::used::{Used, intervals};
use super::words::REASONS;
use crate::figure::words;
use crate::figure::{Chip, Names};
use crate::i18n::{lang, t, t_with};
use esito_model::{Answer, Reason, Standing};
use leptos::prelude::*;
use std::sync::Arc;

/// The rules with their headings, in the order of the page.
pub(super) const RULES: [(&str, &str); 9] = [
    ("values", "methods.values"),
    ("intervals", "methods.intervals"),
    ("small-groups", "methods.small"),
    ("missing", "methods.missing"),
    ("periods", "methods.periods"),
    ("trends", "methods.trends"),
    ("gaps", "methods.gaps"),
    ("effects", "methods.effects"),
    ("promises", "methods.promises"),
];

/// The classes of progress with the pace that each begins at, as Eurostat's monitoring reports draw them.
const CLASSES: [(Standing, &str); 7] = [
    (Standing::Met, "methods.class_met"),
    (Standing::OnTrack, "methods.class_on_track"),
    (Standing::Moderate, "methods.class_moderate"),
    (Standing::Insufficient, "methods.class_insufficient"),
    (Standing::MovingAway, "methods.class_moving_away"),
    (Standing::Missed, "methods.class_missed"),
    (Standing::Unknown, "methods.class_unknown"),
];

/// The letters of the status column.
const LETTERS: [(&str, &str); 6] = [
    ("A", "methods.letter_a"),
    ("M", "methods.letter_m"),
    ("c", "methods.letter_c"),
    ("e", "methods.letter_e"),
    ("p", "methods.letter_p"),
    ("b", "methods.letter_b"),
];

/// The general part.
#[component]
pub fn General(answer: Arc<Answer>) -> impl IntoView {
    let least = answer.framework.minimum_group;
    let names = Names::new(&answer.framework, lang().code(), "");
    let used = Used { answer: &answer, names: &names };
    let reasons = REASONS.map(|(reason, key)| {
        let name = words::capital(&words::reason(reason, if reason == Reason::Withheld { least } else { 0 }));
        view! { <dt>{name}</dt><dd>{t(key)}</dd> }
    });
    let letters = LETTERS.map(|(letter, key)| view! { <dt><code>{letter}</code></dt><dd>{t(key)}</dd> });
    let classes = CLASSES.map(|(class, key)| {
        view! { <tr><th scope="row"><Chip standing=class/></th><td>{t(key)}</td></tr> }
    });
    view! {
        <section id="values"><h2>{t("methods.values")}</h2><p>{t("methods.values_text")}</p></section>
        <section id="intervals">
            <h2>{t("methods.intervals")}</h2>
            <p>{t("methods.intervals_text")}</p>
            <p>{t("methods.intervals_when")}</p>
            {intervals(&used)}
            <p class="sub">{t("methods.intervals_source")}</p>
        </section>
        <section id="small-groups">
            <h2>{t("methods.small")}</h2>
            <p>{t_with("methods.small_text", &[("n", &least.to_string())])}</p>
            <p>{t("methods.small_more")}</p>
            {list(used.limits())}
            <p>{t("methods.small_open")}</p>
        </section>
        <section id="missing">
            <h2>{t("methods.missing")}</h2>
            <p>{t("methods.missing_text")}</p>
            <dl class="legend">{reasons.into_iter().collect_view()}</dl>
            <p>{t("methods.coverage")}</p>
            {list(used.missing())}
            <p>{t("methods.letters")}</p>
            <dl class="legend letters">{letters.into_iter().collect_view()}</dl>
        </section>
        <section id="periods"><h2>{t("methods.periods")}</h2><p>{t("methods.periods_text")}</p></section>
        <section id="trends">
            <h2>{t("methods.trends")}</h2>
            <p>{t("methods.trends_text")}</p>
            {list(used.time())}
            <p class="sub">{t("methods.trends_source")}</p>
        </section>
        <section id="gaps">
            <h2>{t("methods.gaps")}</h2>
            <p>{t("methods.gaps_text")}</p>
            <p class="sub">{t("methods.gaps_source")}</p>
        </section>
        <section id="effects">
            <h2>{t("methods.effects")}</h2>
            <p>{t("methods.effects_text")}</p>
            {list(used.effects())}
            <p class="sub">{t("methods.effects_source")}</p>
        </section>
        <section id="promises">
            <h2>{t("methods.promises")}</h2>
            <p>{t("methods.promises_text")}</p>
            <p class="formula"><code>{t("methods.pace")}</code></p>
            <div class="scroll"><table class="plain"><tbody>{classes.into_iter().collect_view()}</tbody></table></div>
            <p>{t("methods.ahead")}</p>
            <p class="sub">{t("methods.promises_source")}</p>
        </section>
    }
}

/// Facts of this framework as a list; nothing where there are none.
fn list(facts: Vec<String>) -> Option<impl IntoView> {
    let items = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    (!items.is_empty()).then(|| view! { <ul>{items}</ul> })
}
