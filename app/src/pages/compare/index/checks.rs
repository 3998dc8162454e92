//! How the index is made, who is left out, what has to be said about it; and the checks that a statistician asks for.

use super::part::{Part, Words};
use crate::i18n::{t, t_count, t_with};
use crate::order::sort_by;
use esito_model::{
    Comparison, Index, IndexAggregate, IndexNormalise, IndexTreat, MissingRule, Remark, WeighedBy,
    WeightsMade,
};
use leptos::prelude::*;

/// Components that are listed.
const COMPONENTS: usize = 4;

/// Pairs of indicators that are listed.
const PAIRS: usize = 12;

/// Places without a rank, each with its reason, and what else must be known before the order is read.
#[component]
pub(super) fn Said(part: Part) -> impl IntoView {
    move || {
        let comparison = part.shown.get()?;
        let words = Words::of(part);
        let out = left_out(part, &words, &comparison);
        let mut remarks: Vec<String> =
            comparison.remarks.iter().filter_map(|remark| remark_in_words(&words, remark)).collect();
        // An indicator that goes against two others is named once.
        remarks.dedup();
        let out = (!out.is_empty()).then(|| {
            let heading = t_count("index.left_out", out.len() as u64, &[]);
            let items = out.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <h3>{heading}</h3><ul class="said">{items}</ul> }
        });
        let remarks = (!remarks.is_empty()).then(|| {
            let items = remarks.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <h3>{t("index.to_know")}</h3><ul class="said">{items}</ul> }
        });
        (out.is_some() || remarks.is_some()).then(|| view! { <div class="notes">{out}{remarks}</div> })
    }
}

fn left_out(part: Part, words: &Words, comparison: &Comparison) -> Vec<String> {
    let asked = part.index.with(|index| index.missing);
    let no_weight = comparison.remarks.iter().any(|remark| remark.code == "no-weight");
    let one = |place: &esito_model::ComparedPlace| {
        let name = words.place(&place.place);
        match place.reason.as_str() {
            "not_positive" => t_with("index.out_not_positive", &[("place", &name)]),
            _ if asked.rule == MissingRule::Require => {
                let (has, of) = (words.share(place.coverage), words.share(asked.share));
                t_with("index.out_too_little", &[("place", &name), ("has", &has), ("asked", &of)])
            }
            _ => t_with("index.out_nothing", &[("place", &name)]),
        }
    };
    // Where no weight is above zero nobody is left out for a reason of its own.
    let places = comparison.places.iter().filter(|place| place.rank.is_none() && !no_weight);
    places.map(one).collect()
}

/// A remark about the construction; what stands elsewhere on the page is not said twice.
fn remark_in_words(words: &Words, remark: &Remark) -> Option<String> {
    let about = remark.places.first().and_then(|place| place.column.clone()).unwrap_or_default();
    let name = words.node(&about);
    let args = [("name", name.as_str())];
    let key = match remark.code.as_str() {
        "no-weight" => "index.remark_no_weight",
        "one-place" => "index.remark_one_place",
        "no-values" => "index.remark_no_values",
        "constant-indicator" => "index.remark_constant",
        "several-periods" => "index.remark_periods",
        "no-group" => "index.remark_no_group",
        "opposite-indicators" => "index.remark_opposite",
        "double-counting" => "index.remark_double",
        "no-intervals" => "index.remark_no_intervals",
        "no-parties" | "unknown-party" => "index.remark_no_parties",
        _ => return Some(remark.message.clone()),
    };
    Some(t_with(key, &args))
}

/// In sentences how the index is put together.
#[component]
pub(super) fn Made(part: Part) -> impl IntoView {
    move || {
        let index = part.index.get();
        let words = Words::of(part);
        let normalise = match index.normalise {
            IndexNormalise::Minmax => "index.made_minmax",
            IndexNormalise::Zscore => "index.made_zscore",
            IndexNormalise::Rank | IndexNormalise::Percentile | IndexNormalise::Borda => "index.made_rank",
            IndexNormalise::Goalposts => "index.made_goalposts",
            IndexNormalise::DistanceToTarget => "index.made_target",
            IndexNormalise::DistanceToMaximum | IndexNormalise::FractionOfMaximum => "index.made_maximum",
            IndexNormalise::DistanceToReference => "index.made_reference",
            IndexNormalise::Categories => "index.made_categories",
        };
        let aggregate = match index.aggregate {
            IndexAggregate::Arithmetic => "index.made_arithmetic",
            IndexAggregate::Geometric => "index.made_geometric",
            IndexAggregate::Harmonic => "index.made_harmonic",
            IndexAggregate::Copeland => "index.made_copeland",
        };
        let missing = match index.missing.rule {
            MissingRule::Exclude => t("index.made_exclude"),
            MissingRule::Require => {
                t_with("index.made_require", &[("share", &words.share(index.missing.share))])
            }
            MissingRule::Mean | MissingRule::Median => t("index.made_mean"),
            MissingRule::GroupMean | MissingRule::GroupMedian => t("index.made_group"),
            MissingRule::Carry => t("index.made_carry"),
        };
        let more = [divided(&words, &index), bent(&index), weighed(&words, &index)].concat();
        let more = more.into_iter().map(|one| view! { <p>{one}</p> }).collect_view();
        view! { <p>{t(normalise)} " " {t(aggregate)} " " {missing}</p>{more} }
    }
}

/// Which indicators are divided by others.
fn divided(words: &Words, index: &Index) -> Vec<String> {
    let members = index.pillars.iter().flat_map(|pillar| &pillar.indicators);
    let one = |member: &esito_model::IndexMember| {
        let (name, per) = (words.indicator(&member.id), words.indicator(member.per.as_ref()?));
        let times = words.number(member.times.unwrap_or(1.0));
        Some(t_with("index.made_per", &[("name", &name), ("per", &per), ("times", &times)]))
    };
    members.filter_map(one).collect()
}

/// When outliers are treated.
fn bent(index: &Index) -> Vec<String> {
    let key = match index.treat {
        IndexTreat::None => return Vec::new(),
        IndexTreat::Winsorise => "index.made_winsorise",
        IndexTreat::WinsoriseLog => "index.made_log",
        IndexTreat::WinsoriseBoxCox => "index.made_box_cox",
    };
    vec![t(key)]
}

/// Which weights people's judgements or budgets gave: those of the index, then the parties'.
fn weighed(words: &Words, index: &Index) -> Vec<String> {
    let own = index.made.iter().map(|made| (None, made));
    let parties =
        index.parties.iter().flat_map(|party| party.made.iter().map(move |made| (Some(&party.id), made)));
    let one = |(party, made): (Option<&String>, &WeightsMade)| {
        let who = party.map_or_else(|| t("index.whose_own"), |id| words.party(id));
        let what = made.pillar.as_ref().map_or_else(|| t("index.of_pillars"), |id| words.pillar(id));
        let args = [("who", who.as_str()), ("what", what.as_str())];
        match (made.by, made.inconsistency) {
            (WeighedBy::Pairwise, Some(ratio)) => {
                let ratio = words.number(ratio);
                let key = if made.contradict() { "index.judged_badly" } else { "index.judged" };
                t_count(key, made.count.into(), &[args[0], args[1], ("ratio", &ratio)])
            }
            (WeighedBy::Pairwise | WeighedBy::Budget, _) => t_count("index.budget", made.count.into(), &args),
        }
    };
    own.chain(parties).map(one).collect()
}

/// Weights in effect, consistency, outliers before and after, correlations.
#[component]
pub(super) fn Checks(part: Part) -> impl IntoView {
    let tables = move || {
        let comparison = part.shown.get()?;
        let words = Words::of(part);
        Some(view! {
            <h3>{t("index.effective")}</h3>
            <p class="sub">{t("index.effective_help")}</p>
            {pillars(&words, &comparison)}
            {indicators(&words, &comparison)}
            <h3>{t("index.outliers")}</h3>
            <p class="sub">{t("index.outliers_help")}</p>
            {outliers(&words, &comparison)}
            <h3>{t("index.correlations")}</h3>
            <p class="sub">{t("index.correlations_help")}</p>
            {correlations(&words, &comparison)}
            {components(&words, &comparison)}
        })
    };
    view! {
        <details class="inside checks">
            <summary>{t("index.checks")}</summary>
            {tables}
        </details>
    }
}

fn table(label: String, heads: &[&str], rows: Vec<Vec<String>>) -> impl IntoView + use<> {
    let head = heads
        .iter()
        .enumerate()
        .map(|(at, key)| view! { <th scope="col" class:number=move || at != 0>{t(key)}</th> });
    let head = head.collect_view();
    let body = rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(at, cell)| match at {
            0 => view! { <th scope="row">{cell}</th> }.into_any(),
            _ => view! { <td class="number">{cell}</td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let body = body.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label.clone()>
            <table class="m"><caption class="unseen">{label.clone()}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>
        </div>
    }
}

fn or_dash(value: Option<f64>, say: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), say)
}

fn pillars(words: &Words, comparison: &Comparison) -> impl IntoView + use<> {
    let row = |pillar: &esito_model::ComparedPillar| {
        vec![
            words.pillar(&pillar.id),
            words.share(pillar.weight),
            or_dash(pillar.effective, |share| words.share(share)),
            or_dash(pillar.alpha, |alpha| words.number(alpha)),
        ]
    };
    let heads = ["index.pillar", "index.weight", "index.in_effect", "index.alpha"];
    table(
        format!("{}: {}", t("index.effective"), t("index.pillar")),
        &heads,
        comparison.pillars.iter().map(row).collect(),
    )
}

fn indicators(words: &Words, comparison: &Comparison) -> impl IntoView + use<> {
    let row = |one: &esito_model::ComparedIndicator| {
        vec![
            words.indicator(&one.id),
            one.period.clone().unwrap_or_else(|| "–".to_owned()),
            words.share(one.coverage),
            words.share(one.weight),
            or_dash(one.effective, |share| words.share(share)),
        ]
    };
    let heads = ["index.indicator", "figure.period", "index.with_value", "index.weight", "index.in_effect"];
    table(
        format!("{}: {}", t("index.effective"), t("index.indicator")),
        &heads,
        comparison.indicators.iter().map(row).collect(),
    )
}

fn outliers(words: &Words, comparison: &Comparison) -> impl IntoView + use<> {
    let both = |[before, after]: [Option<f64>; 2]| {
        let say = |value: Option<f64>| or_dash(value, |value| words.number(value));
        if before == after { say(before) } else { format!("{} → {}", say(before), say(after)) }
    };
    let row = |one: &esito_model::ComparedIndicator| {
        let pulled: Vec<String> = one.treatment.pulled.iter().map(|place| words.place(place)).collect();
        let mut done = if pulled.is_empty() {
            t("index.left_alone")
        } else {
            t_with("index.pulled", &[("places", &words.list(&pulled))])
        };
        if one.treatment.bent {
            done = t("index.bent");
        }
        vec![words.indicator(&one.id), both(one.treatment.skewness), both(one.treatment.kurtosis), done]
    };
    let heads = ["index.indicator", "index.skewness", "index.kurtosis", "index.done"];
    table(t("index.outliers"), &heads, comparison.indicators.iter().map(row).collect())
}

/// Principal components: which indicators move together. For information, never as weights.
fn components(words: &Words, comparison: &Comparison) -> Option<impl IntoView + use<>> {
    let found = &comparison.components;
    if found.is_empty() {
        return None;
    }
    let row = |(at, one): (usize, &esito_model::ComparedIndicator)| {
        let loadings = found.iter().take(COMPONENTS).map(|component| {
            or_dash(component.loadings.get(at).copied().flatten(), |value| words.number(value))
        });
        std::iter::once(words.indicator(&one.id)).chain(loadings).collect::<Vec<String>>()
    };
    let mut rows: Vec<Vec<String>> = comparison.indicators.iter().enumerate().map(row).collect();
    let shares = found.iter().take(COMPONENTS).map(|component| words.share(component.share));
    rows.push(std::iter::once(t("index.explained")).chain(shares).collect());
    let shown = found.len().min(COMPONENTS);
    let heads = [
        "index.indicator",
        "index.component_1",
        "index.component_2",
        "index.component_3",
        "index.component_4",
    ];
    let table = table(t("index.components"), &heads[..=shown], rows);
    Some(view! { <h3>{t("index.components")}</h3><p class="sub">{t("index.components_help")}</p>{table} })
}

fn correlations(words: &Words, comparison: &Comparison) -> impl IntoView + use<> {
    let mut pairs: Vec<_> = comparison.correlations.iter().collect();
    sort_by(&mut pairs, |a, b| b.value.abs().total_cmp(&a.value.abs()));
    let row = |pair: &&esito_model::ComparedPair| {
        let names = t_with(
            "index.pair",
            &[("one", &words.indicator(&pair.left)), ("other", &words.indicator(&pair.right))],
        );
        vec![names, words.number(pair.value), words.count(u64::from(pair.places))]
    };
    let rows: Vec<Vec<String>> = pairs.iter().take(PAIRS).map(row).collect();
    table(t("index.correlations"), &["index.two_indicators", "index.correlation", "index.places"], rows)
}
