//! What an indicator is held against, measured: its comparison group, and those who started.
//!
//! Each side is measured as an indicator of its own, with what is too small withheld; an effect is then made of figures
//! that might all be shown (`effect.rs`), so that nothing comes out of a difference that is not there already.

use super::finding::{Measured, measure};
use super::plan::{Plan, Whose};
use super::redraw::Redrawing;
use super::rows::Chosen;
use super::shared::Shared;
use crate::dataset::Dataset;
use esito_model::{ComparisonGroup, Finding, Framework, Indicator, Interval, Question, Remark, Severity};
use std::sync::Arc;

/// Own findings by matched groups, own over those who started, the comparison group's, and over those who started.
pub(super) const SIDES: [Whose; 4] = [
    Whose { there: false, started: false },
    Whose { there: false, started: true },
    Whose { there: true, started: false },
    Whose { there: true, started: true },
];

/// An indicator with everything that it is held against.
#[derive(Debug)]
pub(crate) struct Against<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) comparison: &'a ComparisonGroup,
    pub(super) interval: Interval,
    /// How many of the denominator a ratio is for.
    pub(super) per: f64,
    /// Whether a group's size is its denominator, and not its number of rows.
    pub(super) people: bool,
    /// Some rows satisfy both conditions.
    pub(super) overlaps: bool,
    /// In the order of [`SIDES`].
    pub(super) sides: [Vec<Finding>; 4],
    drawing: Vec<Drawing<'a>>,
    /// How many intervals there are to draw.
    total: u64,
}

#[derive(Debug)]
struct Drawing<'a> {
    plan: Plan<'a>,
    chosen: Arc<Chosen>,
    side: usize,
    redrawing: Redrawing,
}

impl<'a> Against<'a> {
    /// Measures what an indicator is held against; nothing where the framework names nothing.
    pub(crate) fn measure(
        (framework, dataset): (&'a Framework, &Dataset),
        (plan, own): (&Plan<'a>, &Measured),
        (question, due): (&Question, Option<i32>),
        shared: &Shared,
        remarks: &mut Vec<Remark>,
    ) -> Option<Self> {
        let indicator = plan.indicator;
        let comparison = indicator.comparison.as_ref()?;
        let dimension = plan.matched.map(|at| plan.by[at].name.as_str());
        let of_groups =
            |finding: &&Finding| dimension.is_some() && finding.key.dimension.as_deref() == dimension;
        let mut against = Self {
            indicator,
            comparison,
            interval: plan.interval,
            per: plan.per(),
            people: plan.counts_both_sides(),
            overlaps: false,
            sides: [own.findings.iter().filter(of_groups).cloned().collect(), vec![], vec![], vec![]],
            drawing: Vec::new(),
            total: 0,
        };
        let adjusts = comparison.attrition.is_some();
        // The sides whose intervals an effect is made of.
        let draws = |whose: Whose| whose.started == adjusts && plan.draws_again() && !question.quick;
        let question = Question { cuts: Vec::new(), by: None, ..question.clone() };
        if draws(SIDES[0]) && !against.sides[0].is_empty() {
            let plan = Plan::new(framework, dataset, indicator)?;
            against.draw(plan, Arc::clone(&own.chosen), 0, &question);
        }
        for (side, whose) in SIDES.into_iter().enumerate().skip(1) {
            if (whose.there && comparison.filter.is_none()) || (whose.started && !adjusts) {
                continue;
            }
            let mut plan = Plan::of(framework, dataset, indicator, whose)?.with_kin();
            plan.interval = against.interval;
            let found = measure(&plan, dataset, &question, due, shared);
            if whose == SIDES[2] {
                let both = overlap(&own.chosen.rows, &found.chosen.rows);
                against.overlaps = both > 0;
                remarks.extend((both > 0).then(|| overlapping(indicator, both)));
            }
            for remark in found.remarks {
                // What is said of the indicator's own rows is not said again.
                if !own.remarks.iter().chain(remarks.iter()).any(|known| known.message == remark.message) {
                    remarks.push(remark);
                }
            }
            against.sides[side] = found.findings;
            if draws(whose) {
                against.draw(plan, found.chosen, side, &question);
            }
        }
        Some(against)
    }

    fn draw(&mut self, plan: Plan<'a>, chosen: Arc<Chosen>, side: usize, question: &Question) {
        let redrawing = Redrawing::new(&plan, question, &self.sides[side]);
        self.total += redrawing.total;
        self.drawing.push(Drawing { plan, chosen, side, redrawing });
    }

    /// The indicator's id.
    pub(crate) fn id(&self) -> &str {
        &self.indicator.id
    }

    /// How many intervals are drawn, and of how many.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let left: u64 = self.drawing.iter().map(|one| one.redrawing.total - one.redrawing.done).sum();
        (self.total - left, self.total)
    }

    /// Draws some intervals; says whether more is to be done.
    pub(crate) fn step(&mut self, dataset: &Dataset) -> bool {
        while let Some(at) = self.drawing.last_mut() {
            if at.redrawing.step(&at.plan, dataset, &at.chosen, &mut self.sides[at.side]) {
                return true;
            }
            self.drawing.pop();
        }
        false
    }
}

/// How many rows are in both; each list goes up.
fn overlap(one: &[u32], other: &[u32]) -> u64 {
    one.iter().filter(|row| other.binary_search(row).is_ok()).count() as u64
}

fn overlapping(indicator: &Indicator, count: u64) -> Remark {
    let message = format!(
        "expected rows either of the indicator \"{}\" or of its comparison group, found some of both",
        indicator.id
    );
    let mut remark = Remark::new(
        "groups-overlap",
        Severity::Doubt,
        super::finding::indicator_place(&indicator.id),
        message,
    )
    .with_help(
        "no effect is worked out: give the indicator a \"where\" that leaves the comparison group out",
    );
    remark.count = count;
    remark
}
