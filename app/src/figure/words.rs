//! Findings in words: why a value is not there, how a promise stands, what a flag means.

use crate::i18n::{Format, t, t_count, t_with};
use esito_charts::{Datum, Quantity, format};
use esito_model::{
    Across, Answer, Direction, Finding, Indicator, Interval, Measure, Reason, Standing, Unit, Value,
};

/// The smallest group that is shown for an indicator.
#[must_use]
pub fn minimum_group(answer: &Answer, indicator: &Indicator) -> u32 {
    answer.framework.least(indicator)
}

/// Why there is no value, short enough for a cell.
#[must_use]
pub fn reason(reason: Reason, minimum: u32) -> String {
    match reason {
        // A group may also be hidden because it would give another away: so its own size is not told.
        Reason::Withheld if minimum > 1 => t("reason.withheld"),
        Reason::Withheld => t("reason.withheld_other"),
        Reason::NotReported => t("reason.not_reported"),
        Reason::NotApplicable => t("reason.not_applicable"),
        Reason::NotDue => t("reason.not_due"),
        Reason::DenominatorZero => t("reason.denominator_zero"),
        Reason::Disputed => t("reason.disputed"),
        Reason::MixedCurrencies => t("reason.mixed_currencies"),
        Reason::Incomplete => t("reason.incomplete"),
    }
}

/// Why a method gives no number, in a few words.
#[must_use]
pub fn cannot(code: &str) -> String {
    t(match code {
        "no_observations" => "cannot.no_observations",
        "one_observation" => "cannot.one_observation",
        "too_few" => "cannot.too_few",
        "all_equal" => "cannot.all_equal",
        "negative_count" => "cannot.negative_count",
        "not_whole" => "cannot.not_whole",
        "more_than_all" => "cannot.more_than_all",
        "denominator_zero" => "cannot.denominator_zero",
        "no_baseline" => "cannot.no_baseline",
        "no_distance" => "cannot.no_distance",
        "against_direction" => "cannot.against_direction",
        "no_growth" => "cannot.no_growth",
        "periods_out_of_order" => "cannot.periods_out_of_order",
        "no_other_group" => "cannot.no_other_group",
        "group_missing" => "cannot.group_missing",
        "no_direction" => "cannot.no_direction",
        "proposed" => "cannot.proposed",
        "is_total" => "cannot.is_total",
        "series_broken" => "cannot.series_broken",
        _ => "cannot.unfit",
    })
}

/// The method of an interval.
#[must_use]
pub fn method(method: Interval) -> String {
    t(match method {
        Interval::Wilson => "method.wilson",
        Interval::WilsonCc => "method.wilson_cc",
        Interval::ClopperPearson => "method.clopper_pearson",
        Interval::Poisson => "method.poisson",
        Interval::Byar => "method.byar",
        Interval::T => "method.t",
        Interval::Median => "method.median",
        Interval::Bootstrap => "method.bootstrap",
        Interval::None => "method.none",
    })
}

/// What the letters beside a value say; empty where there are none.
#[must_use]
pub fn flags(letters: &str) -> String {
    let word = |letter| match letter {
        'e' => Some(t("flag.estimated")),
        'p' => Some(t("flag.provisional")),
        'b' => Some(t("flag.break")),
        _ => None,
    };
    letters.chars().filter_map(word).collect::<Vec<_>>().join(", ")
}

/// A finding as a chart takes it; nothing at all is "no data".
#[must_use]
pub fn datum(finding: Option<&Finding>, minimum: u32) -> Datum {
    let Some(finding) = finding else { return Datum::missing(&t("reason.no_data")) };
    match finding.value {
        Value::Known(value) => Datum {
            value: Some(value),
            low: finding.low,
            high: finding.high,
            missing: String::new(),
            note: flags(&finding.flags),
            partial: false,
            estimated: finding.flags.contains('e'),
        },
        Value::Missing(why) => Datum::missing(&reason(why, minimum)),
    }
}

/// The status of a finding in a word: normal values are "reported".
#[must_use]
pub fn status(finding: &Finding, minimum: u32) -> String {
    match finding.value {
        Value::Known(_) if finding.flags.is_empty() => t("status.normal"),
        Value::Known(_) => flags(&finding.flags),
        Value::Missing(why) => reason(why, minimum),
    }
}

/// How a promise stands.
#[must_use]
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::Met => t("standing.met"),
        Standing::OnTrack => t("standing.on_track"),
        Standing::Moderate => t("standing.moderate"),
        Standing::Insufficient => t("standing.insufficient"),
        Standing::MovingAway => t("standing.moving_away"),
        Standing::Missed => t("standing.missed"),
        Standing::Unknown => t("standing.unknown"),
    }
}

/// Which way is better.
#[must_use]
pub fn direction(direction: Direction) -> String {
    match direction {
        Direction::Higher => t("direction.higher"),
        Direction::Lower => t("direction.lower"),
        Direction::None => t("direction.none"),
    }
}

/// The words for all periods together: a stock has no total over time, its last value stands for it.
#[must_use]
pub fn all_periods(across: Across) -> String {
    match across {
        Across::All => t("figure.all_periods"),
        Across::Last => t("figure.last_period"),
    }
}

/// Numbers up to twelve as words where all of them have one, so that a headline reads like a sentence.
#[must_use]
pub fn numbers(counts: [usize; 2]) -> [String; 2] {
    const WORDS: [&str; 13] = [
        "number.n0",
        "number.n1",
        "number.n2",
        "number.n3",
        "number.n4",
        "number.n5",
        "number.n6",
        "number.n7",
        "number.n8",
        "number.n9",
        "number.n10",
        "number.n11",
        "number.n12",
    ];
    if counts.iter().all(|count| *count < WORDS.len()) {
        counts.map(|count| t(WORDS[count]))
    } else {
        counts.map(|count| count.to_string())
    }
}

/// A text with its first letter large.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text with its first letter small, unless its first word is an abbreviation: for the middle of a sentence.
#[must_use]
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// A count of places.
#[must_use]
pub fn places(count: usize) -> String {
    t_count("figure.places", count as u64, &[])
}

/// How many of its rows are complete, where not all are; nothing where there is no value.
#[must_use]
pub fn lacking(finding: &Finding, format: &Format) -> Option<String> {
    finding.value.known().filter(|_| finding.unreported + finding.partial > 0)?;
    let share = |part: f64| format::value(part, &Quantity::of(Unit::Share), format);
    let part = share(finding.coverage()?);
    // What is rounded to the whole is not the whole.
    Some(if part == share(1.0) { t("coverage.nearly") } else { t_with("coverage.part", &[("part", &part)]) })
}

/// That a mean stands in for what is missing behind a value, where one does.
#[must_use]
pub fn estimated(finding: &Finding) -> Option<String> {
    (finding.value.known().is_some() && finding.flags.contains('e')).then(|| t("flag.estimated"))
}

/// How many of its rows are complete, all of them included; nothing for values as they were given.
#[must_use]
pub fn coverage(indicator: &Indicator, finding: &Finding, format: &Format) -> Option<String> {
    finding.value.known().filter(|_| !matches!(indicator.measure, Measure::Given(_)))?;
    lacking(finding, format).or_else(|| finding.coverage().map(|_| t("coverage.whole")))
}
