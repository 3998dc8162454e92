//! A bundle's value map, its quantities filled in from indicators, step by step.

use super::simulation::Simulation;
use super::worth::Plain;
use super::{trial, valuate_with};
use crate::answer::Answering;
use crate::bundle::Bundle;
use esito_model::{
    Answer, Assumed, Cut, Progress, Question, Remark, RemarkPlace, Severity, Stage, Valuation, ValueMap,
    Valued,
};

impl Bundle {
    /// What the value map comes to; nothing where the framework has none that can be used.
    ///
    /// An outcome with an indicator takes its numerator (its value where it has none) over all places and periods as
    /// its quantity. One whose indicator gives no number is left out, and said so.
    #[must_use]
    pub fn valuation(&self) -> Option<Valuation> {
        self.valuation_with(&[])
    }

    /// The same with some assumptions set in place of the framework's; one that is impossible is passed over and
    /// said.
    #[must_use]
    pub fn valuation_with(&self, assumed: &[Assumed]) -> Option<Valuation> {
        let mut valuing = self.valuing(assumed);
        while valuing.step().is_some() {}
        valuing.valuation()
    }

    /// The value map and the money over time, step by step, so that a seat can tell how far it is and stop.
    #[must_use]
    pub fn valuing(&self, assumed: &[Assumed]) -> Valuing<'_> {
        Valuing::new(self, assumed)
    }
}

/// A value map that is being worked out.
#[derive(Debug)]
pub struct Valuing<'a> {
    /// The bundle that counts and has the money; nothing where only a map is worked out.
    bundle: Option<&'a Bundle>,
    assumed: Vec<Assumed>,
    /// The framework's map; its quantities are filled in one by one.
    stated: Option<ValueMap>,
    /// The reader's map, when all quantities are known.
    map: Option<ValueMap>,
    remarks: Vec<Remark>,
    work: Work<'a>,
}

enum Work<'a> {
    /// The outcome at hand, and its indicator's answer on the way.
    Counting(usize, Option<Box<Answering<'a>>>),
    Simulating(Box<Simulation>),
    Done,
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Counting(..) => "Counting",
            Self::Simulating(_) => "Simulating",
            Self::Done => "Done",
        })
    }
}

impl<'a> Valuing<'a> {
    fn new(bundle: &'a Bundle, assumed: &[Assumed]) -> Self {
        let stated = bundle.framework.value.clone();
        let work = if stated.is_some() { Work::Counting(0, None) } else { Work::Done };
        let bundle = Some(bundle);
        Self { bundle, assumed: assumed.to_vec(), stated, map: None, remarks: Vec::new(), work }
    }

    /// A map without its bundle: its quantities are known, as an earlier [`Valued`] brought them.
    #[must_use]
    pub fn of_map(map: ValueMap, assumed: &[Assumed]) -> Self {
        let (stated, work) = (Some(map), Work::Counting(0, None));
        Self { bundle: None, assumed: assumed.to_vec(), stated, map: None, remarks: Vec::new(), work }
    }

    /// Does a little and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        match std::mem::replace(&mut self.work, Work::Done) {
            Work::Counting(at, answering) => Some(self.count(at, answering)),
            Work::Simulating(mut simulation) => {
                if !simulation.step() {
                    self.work = Work::Simulating(simulation);
                    return None;
                }
                let (done, total) = simulation.progress();
                self.work = Work::Simulating(simulation);
                Some(Progress { stage: Stage::Valuing, item: String::new(), done, total })
            }
            Work::Done => None,
        }
    }

    /// What came out. Call it when `step` has said nothing; what was not worked out by then is worked out now.
    #[must_use]
    pub fn finish(mut self) -> Valued {
        while self.step().is_some() {}
        let mut out = Valued { map: self.stated.clone(), ..Valued::default() };
        if let Some(bundle) = self.bundle {
            out.money = bundle.money_over_time();
            out.remarks.clone_from(&bundle.about_value);
        }
        out.valuation = self.valuation();
        out
    }

    fn valuation(mut self) -> Option<Valuation> {
        while self.step().is_some() {}
        let range = match self.work {
            Work::Simulating(simulation) => simulation.finish(),
            Work::Counting(..) | Work::Done => None,
        };
        let mut out = valuate_with(&self.stated?, &self.map?, range);
        self.remarks.append(&mut out.remarks);
        out.remarks = self.remarks;
        if let Some(bundle) = self.bundle {
            out.bundle.clone_from(&bundle.hash);
        }
        Some(out)
    }

    /// Finds the quantity of the outcome at hand where an indicator counts it.
    fn count(&mut self, at: usize, answering: Option<Box<Answering<'a>>>) -> Progress {
        let outcomes = self.stated.as_ref().map_or(&[][..], |map| &map.outcomes);
        let mut progress = Progress {
            stage: Stage::Measuring,
            item: outcomes.get(at).and_then(|outcome| outcome.indicator.clone()).unwrap_or_default(),
            done: at as u64,
            total: outcomes.len() as u64,
        };
        let Some(outcome) = outcomes.get(at) else {
            self.begin();
            progress.stage = Stage::Valuing;
            return progress;
        };
        let Some(bundle) = self.bundle.filter(|_| trial::is_counted(outcome)) else {
            self.work = Work::Counting(at + 1, None);
            return progress;
        };
        let question = Question {
            indicators: outcome.indicator.iter().cloned().collect(),
            cuts: vec![Cut::Total],
            by: Some(Vec::new()),
            ..Question::default()
        };
        let mut answering = answering.unwrap_or_else(|| Box::new(bundle.answering(&question)));
        if answering.step().is_some() {
            self.work = Work::Counting(at, Some(answering));
            return progress;
        }
        let left_out = self.fill(at, &answering.finish());
        self.work = Work::Counting(if left_out { at } else { at + 1 }, None);
        progress
    }

    /// Takes the quantity from the answer; an outcome without one is left out.
    fn fill(&mut self, at: usize, answer: &Answer) -> bool {
        let Some(map) = &mut self.stated else { return false };
        let Some(outcome) = map.outcomes.get_mut(at) else { return false };
        let indicator = outcome.indicator.clone().unwrap_or_default();
        let total = answer.findings.iter().find(|finding| finding.key.indicator == indicator);
        let found =
            total.and_then(|finding| finding.value.known().map(|value| finding.numerator.unwrap_or(value)));
        if let Some(found) = found {
            outcome.quantity.value = found;
            return false;
        }
        let place = RemarkPlace {
            file: "framework.toml".to_owned(),
            line: Some(outcome.line),
            column: Some("indicator".to_owned()),
            ..RemarkPlace::default()
        };
        let message = format!("expected a number from the indicator \"{indicator}\", found none");
        let help = "the outcome is left out of the value";
        self.remarks.push(Remark::new("outcome-left-out", Severity::Fatal, place, message).with_help(help));
        map.outcomes.remove(at);
        true
    }

    /// All quantities are known: the reader's assumptions take their places, and the runs begin.
    fn begin(&mut self) {
        let Some(stated) = &self.stated else { return };
        let mut map = stated.clone();
        self.remarks.extend(trial::apply(&mut map, &self.assumed));
        self.remarks.extend(trial::harm(&map, &self.assumed));
        self.work = Work::Simulating(Box::new(Simulation::new(&map, &Plain::new(&map))));
        self.map = Some(map);
    }
}
