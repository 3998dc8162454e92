//! What only a whole index shows: whether its parts fit together.

use super::super::nearest::nearest_help;
use super::super::section::Notes;
use super::Reading;
use esito_model::{Direction, Index, IndexAggregate, IndexMember, IndexNormalise, Indicator, MissingRule};
use std::collections::BTreeSet;

impl Reading<'_, '_> {
    /// What only the whole index shows.
    pub(super) fn whole(&self, index: &Index, notes: &mut Notes) {
        let members = || index.pillars.iter().flat_map(|pillar| &pillar.indicators);
        let at = |key: &'static str, notes: &Notes| self.section.at(key, notes);
        for member in members() {
            let Some(indicator) = self.framework.indicators.iter().find(|known| known.id == member.id) else {
                continue;
            };
            self.fits(index, indicator, notes);
        }
        let nothing = |weights: Vec<f64>| weights.iter().all(|weight| *weight == 0.0);
        let empty = index.pillars.iter().find(|pillar| {
            !pillar.indicators.is_empty()
                && nothing(pillar.indicators.iter().map(|member| member.weight).collect())
        });
        if !index.pillars.is_empty() && nothing(index.pillars.iter().map(|pillar| pillar.weight).collect()) {
            let message =
                format!("expected a pillar with a weight in {}, found none above zero", self.section.name);
            notes.fatal("no-weight", at("pillar", notes), message, "");
        } else if let Some(pillar) = empty {
            let message = format!(
                "expected an indicator with a weight in the pillar \"{}\", found none above zero",
                pillar.id
            );
            notes.fatal("no-weight", at("pillar", notes), message, "give the pillar itself the weight 0");
        }
        let grouped = matches!(index.missing.rule, MissingRule::GroupMean | MissingRule::GroupMedian);
        if grouped && index.groups.is_none() {
            let message = "expected the key \"groups\" beside a rule by groups, found none";
            notes.fatal("missing-key", at("missing", notes), message, "write groups = \"column\"");
        }
        if index.normalise == IndexNormalise::DistanceToReference && index.reference.is_none() {
            let message = "expected the key \"reference\" beside \"distance_to_reference\", found none";
            notes.fatal(
                "missing-key",
                at("normalise", notes),
                message,
                "write reference = \"code of a place\"",
            );
        }
        self.groups(index, notes);
        self.range_is_used(index, notes);
        self.positive(index, notes);
    }

    /// The column that says which places are alike belongs to the table of an indicator, and may be shown.
    fn groups(&self, index: &Index, notes: &mut Notes) {
        let Some(column) = &index.groups else { return };
        let of = |member: &IndexMember| self.framework.indicators.iter().find(|known| known.id == member.id);
        let tables: BTreeSet<&str> = index
            .pillars
            .iter()
            .flat_map(|pillar| &pillar.indicators)
            .filter_map(of)
            .map(|indicator| indicator.table.as_str())
            .collect();
        let known: Vec<_> = tables.iter().filter_map(|table| self.names.get(table, column)).collect();
        let at = self.section.at("groups", notes);
        if known.is_empty() && !tables.is_empty() {
            let message =
                format!("expected a column of an indicator's table in \"groups\", found \"{column}\"");
            let all: Vec<&str> = tables.iter().flat_map(|table| self.names.of(table)).collect();
            notes.fatal("unknown-column", at, message, nearest_help(column, all));
        } else if known.iter().any(|known| known.private) {
            let message =
                format!("expected a column that may be shown in \"groups\", found the private \"{column}\"");
            notes.fatal("private-column", at, message, "group by another column");
        }
    }

    fn range_is_used(&self, index: &Index, notes: &mut Notes) {
        let used = matches!(
            index.normalise,
            IndexNormalise::Minmax
                | IndexNormalise::Goalposts
                | IndexNormalise::DistanceToMaximum
                | IndexNormalise::Categories
        );
        if index.range.is_some() && !used {
            let message = "expected no range beside this normalisation, found one".to_owned();
            let help = "ranks, z-scores and ratios have scales of their own; the range is passed over";
            notes.doubt("unused-key", self.section.at("range", notes), message, help);
        }
    }

    /// Geometric and harmonic means need scores above zero; min–max gives the worst place none.
    fn positive(&self, index: &Index, notes: &mut Notes) {
        if !matches!(index.aggregate, IndexAggregate::Geometric | IndexAggregate::Harmonic) {
            return;
        }
        let low = index.range.map_or(0.0, |range| range[0]);
        let positive = match index.normalise {
            IndexNormalise::Minmax | IndexNormalise::Goalposts | IndexNormalise::Categories => low > 0.0,
            IndexNormalise::Rank => true,
            _ => false,
        };
        if !positive {
            let message = format!("expected scores above zero for this aggregation in {}", self.section.name);
            let help =
                "a place with a score of zero or less gets none; write range = [1, 100] with \"minmax\"";
            notes.doubt("not-positive", self.section.at("aggregate", notes), message, help);
        }
    }

    fn fits(&self, index: &Index, indicator: &Indicator, notes: &mut Notes) {
        let id = &indicator.id;
        let posts = indicator.goalposts.is_some();
        let by_posts = matches!(index.normalise, IndexNormalise::Minmax | IndexNormalise::Goalposts);
        let at = self.section.at("normalise", notes);
        if index.normalise == IndexNormalise::Goalposts && !posts {
            let message = format!("expected goalposts of the indicator \"{id}\", found none");
            notes.fatal("goalposts", at, message, "write goalposts = [worst, best] in its [[indicator]]");
        } else if index.normalise == IndexNormalise::Categories && indicator.thresholds.is_empty() {
            let message = format!("expected thresholds of the indicator \"{id}\", found none");
            let help = "write thresholds = [0.4, 0.6] in its [[indicator]]";
            notes.fatal("thresholds", at, message, help);
        } else if indicator.direction == Direction::None && !(by_posts && posts) {
            let message = format!("expected a direction of the indicator \"{id}\", found none");
            let help = "write direction = \"higher\" or \"lower\" in its [[indicator]]";
            notes.fatal("no-direction", at, message, help);
        } else if indicator.place.is_none() {
            let message = format!("expected an indicator with places, found \"{id}\", which has none");
            notes.fatal("no-place", at, message, "write place = \"column\" in its [[indicator]]");
        }
        let promised = self.framework.target(id, None).is_some();
        if index.normalise == IndexNormalise::DistanceToTarget && !promised {
            let message =
                format!("expected a [[target]] for all places of the indicator \"{id}\", found none");
            notes.fatal("no-target", at, message, "write one without a place");
        }
    }
}
