//! The rules that hold for all indicators: intervals, small groups, missing values, periods, promises.

use super::words::REASONS;
use crate::figure::Chip;
use crate::figure::words;
use crate::i18n::{t, t_with};
use esito_model::{Framework, Reason, Standing};
use leptos::prelude::*;

/// The rules with their headings, in the order of the page.
pub(super) const RULES: [(&str, &str); 6] = [
    ("values", "methods.values"),
    ("intervals", "methods.intervals"),
    ("small-groups", "methods.small"),
    ("missing", "methods.missing"),
    ("periods", "methods.periods"),
    ("promises", "methods.promises"),
];

/// The classes of progress with the pace that each begins at, as Eurostat's monitoring reports draw them.
const CLASSES: [(Standing, &str); 6] = [
    (Standing::Met, "methods.class_met"),
    (Standing::OnTrack, "methods.class_on_track"),
    (Standing::Moderate, "methods.class_moderate"),
    (Standing::Insufficient, "methods.class_insufficient"),
    (Standing::MovingAway, "methods.class_moving_away"),
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
pub fn General(framework: Framework) -> impl IntoView {
    let least = framework.minimum_group;
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
            <p class="formula"><code>{t("methods.wilson")}</code></p>
            <p>{t("methods.intervals_when")}</p>
            <p class="sub">{t("methods.intervals_source")}</p>
        </section>
        <section id="small-groups">
            <h2>{t("methods.small")}</h2>
            <p>{t_with("methods.small_text", &[("n", &least.to_string())])}</p>
        </section>
        <section id="missing">
            <h2>{t("methods.missing")}</h2>
            <p>{t("methods.missing_text")}</p>
            <dl class="legend">{reasons.into_iter().collect_view()}</dl>
            <p>{t("methods.letters")}</p>
            <dl class="legend letters">{letters.into_iter().collect_view()}</dl>
        </section>
        <section id="periods"><h2>{t("methods.periods")}</h2><p>{t("methods.periods_text")}</p></section>
        <section id="promises">
            <h2>{t("methods.promises")}</h2>
            <p>{t("methods.promises_text")}</p>
            <p class="formula"><code>{t("methods.pace")}</code></p>
            <div class="scroll"><table class="plain"><tbody>{classes.into_iter().collect_view()}</tbody></table></div>
            <p class="sub">{t("methods.promises_source")}</p>
        </section>
    }
}
