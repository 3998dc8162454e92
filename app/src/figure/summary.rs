//! A chart in words, for readers who do not see it: the same facts, one sentence for each series.

use crate::i18n::{t, t_count, t_with};
use esito_charts::{SeriesSummary, Summary};

/// More series than this are summed up by their number; the table has them all.
const SAID: usize = 8;

/// The facts of a drawing as sentences.
#[must_use]
pub fn summary(facts: &Summary) -> String {
    let mut said: Vec<String> = facts.series.iter().take(SAID).filter_map(series).collect();
    let drawn = !said.is_empty();
    if facts.series.len() > SAID {
        said.push(t_count("figure.more_series", (facts.series.len() - SAID) as u64, &[]));
    }
    if facts.missing > 0 {
        said.push(t_count("figure.missing", facts.missing as u64, &[]));
    }
    // Where no value is drawn, nobody looks at the axis.
    if drawn && !facts.from_zero {
        said.push(t("figure.not_from_zero"));
    }
    said.join(" ")
}

fn series(facts: &SeriesSummary) -> Option<String> {
    let (first, last) = (facts.first.as_ref()?, facts.last.as_ref()?);
    let name = facts.name.as_str();
    if first == last {
        let said = t_with("figure.said_one", &[("name", name), ("at", &first.at), ("value", &first.text)]);
        return Some(said.trim_start().to_owned());
    }
    let (lowest, highest) = (facts.lowest.as_ref()?, facts.highest.as_ref()?);
    // Rows side by side have no name in common and no order in time: where they begin and end says nothing.
    if name.is_empty() {
        let ends = [
            ("low", lowest.text.as_str()),
            ("low_at", lowest.at.as_str()),
            ("high", highest.text.as_str()),
            ("high_at", highest.at.as_str()),
        ];
        return Some(t_with("figure.said_ends", &ends));
    }
    let args = [
        ("name", name),
        ("from", first.text.as_str()),
        ("start", first.at.as_str()),
        ("to", last.text.as_str()),
        ("end", last.at.as_str()),
        ("low", lowest.text.as_str()),
        ("low_at", lowest.at.as_str()),
        ("high", highest.text.as_str()),
        ("high_at", highest.at.as_str()),
    ];
    Some(t_with("figure.said", &args))
}
