//! What is varied, how often and from which seed: ticks and numbers that all live in the address.

use super::part::{Part, Words};
use super::setting::{self, with_varied};
use crate::i18n::{t, t_with};
use esito_charts::Locale;
use esito_model::{CompareQuestion, Vary};
use leptos::prelude::*;

/// A line that says what is varied; opened, the choice.
#[component]
pub(super) fn Varied(part: Part) -> impl IntoView {
    let address = part.address;
    let question = Memo::new(move |_| part.setting.with(|setting| setting.question.clone()));
    let parties = Memo::new(move |_| !part.parties().is_empty());
    let ticks = Vary::WORDS.iter().map(|(_, vary)| {
        let vary = *vary;
        let absent = move || vary == Vary::Parties && !parties.get();
        let toggle = move |_| {
            let mut now = question.with_untracked(|question| question.vary.clone());
            match now.iter().position(|known| *known == vary) {
                Some(at) => {
                    now.remove(at);
                }
                None => now.push(vary),
            }
            // In one order, so that the same choice is the same address.
            let now: Vec<Vary> = Vary::WORDS.iter().map(|(_, of)| *of).filter(|of| now.contains(of)).collect();
            address.push(|query| with_varied(query, &now));
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || question.with(|question| question.vary.contains(&vary)) disabled=absent on:change=toggle />
                <span>{t(factor(vary))}</span>
            </label>
        }
    });
    let ticks = ticks.collect_view();
    let summary = move || {
        let words = Words::of(part);
        let question = question.get();
        let (draws, seed) = (words.count(u64::from(question.draws)), question.seed.to_string());
        if question.vary.is_empty() {
            return t("index.nothing_varies");
        }
        let named: Vec<String> = question.vary.iter().map(|vary| t(short(*vary))).collect();
        t_with("index.varies", &[("what", &words.list(&named)), ("draws", &draws), ("seed", &seed)])
    };
    let period = move |event: leptos::ev::Event| {
        let code = event_target_value(&event);
        address.push(|query| query.with(setting::PERIOD, (!code.is_empty()).then_some(code.as_str())));
    };
    let periods = part.answer.with_value(|answer| {
        let say = crate::figure::Say::of(answer, crate::i18n::format(), "");
        answer
            .periods
            .iter()
            .rev()
            .map(|span| (span.code.clone(), say.period(&span.code)))
            .collect::<Vec<_>>()
    });
    let options = periods.into_iter().map(|(code, label)| {
        let own = code.clone();
        let chosen = move || question.with(|question| question.period.as_deref() == Some(own.as_str()));
        view! { <option value=code prop:selected=chosen>{label}</option> }
    });
    let options = options.collect_view();
    let errors = move || match question.with(|question| question.correlation) {
        0.0 => t("index.independent"),
        close => t_with("index.correlated", &[("r", &crate::i18n::format().number(close, 0, 2))]),
    };
    let default = CompareQuestion::default();
    view! {
        <details class="inside varied">
            <summary>{summary}</summary>
            <fieldset>
                <legend>{t("index.vary")}</legend>
                {ticks}
            </fieldset>
            <p class="sub">{t("index.vary_help")}" "{errors}</p>
            <div class="choices">
                <Numeric part=part key=setting::DRAWS label=t("index.draws") least="100" most="100000"
                    value=Signal::derive(move || question.with(|question| question.draws.to_string())) usual=default.draws.to_string() />
                <Numeric part=part key=setting::SEED label=t("index.seed") least="0" most="4294967295"
                    value=Signal::derive(move || question.with(|question| question.seed.to_string())) usual=default.seed.to_string() />
                <Numeric part=part key=setting::CLOSE label=t("index.close") least="1" most="100000"
                    value=Signal::derive(move || question.with(|question| question.concentration.to_string())) usual=default.concentration.to_string() />
                <Numeric part=part key=setting::CORRELATION label=t("index.errors") least="0" most="1" step="0.1"
                    value=Signal::derive(move || question.with(|question| question.correlation.to_string())) usual=default.correlation.to_string() />
                <label class="choice">
                    <span>{t("figure.period")}</span>
                    <select on:change=period><option value="">{t("compare.latest")}</option>{options}</select>
                </label>
            </div>
        </details>
    }
}

/// A number in the address; the usual one is not said there.
#[component]
fn Numeric(
    part: Part,
    key: &'static str,
    label: String,
    least: &'static str,
    most: &'static str,
    #[prop(default = "1")] step: &'static str,
    value: Signal<String>,
    usual: String,
) -> impl IntoView {
    let change = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let text = text.trim();
        part.address.push(|query| query.with(key, (text != usual).then_some(text)));
        // What cannot be asked is put back as it was.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&value.get_untracked());
    };
    view! {
        <label class="choice">
            <span>{label}</span>
            <input type="number" class="short" min=least max=most step=step prop:value=move || value.get() on:change=change />
        </label>
    }
}

fn factor(vary: Vary) -> &'static str {
    match vary {
        Vary::Sampling => "index.vary_sampling",
        Vary::Weights => "index.vary_weights",
        Vary::Parties => "index.vary_parties",
        Vary::Normalisation => "index.vary_normalisation",
        Vary::Aggregation => "index.vary_aggregation",
        Vary::Imputation => "index.vary_imputation",
        Vary::Treatment => "index.vary_treatment",
    }
}

fn short(vary: Vary) -> &'static str {
    match vary {
        Vary::Sampling => "index.factor_sampling",
        Vary::Weights => "index.factor_weights",
        Vary::Parties => "index.factor_parties",
        Vary::Normalisation => "index.factor_normalisation",
        Vary::Aggregation => "index.factor_aggregation",
        Vary::Imputation => "index.factor_imputation",
        Vary::Treatment => "index.factor_treatment",
    }
}
