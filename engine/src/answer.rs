//! The whole road on one screen: a bundle and a question become an answer.

use crate::bundle::Bundle;
use crate::measure::{
    Against, Chosen, Measured, Plan, Redrawing, Shared, courses, due_day, gaps, measure, notices, promises,
};
use crate::parallel;
use crate::receipt::receipt;
use crate::statistics::calendar::{months_of, read_period};
use esito_model::{
    Answer, Finding, Framework, Health, Indicator, PeriodSpan, Progress, Question, Reason, Remark, Severity,
    Shown, Stage, Value,
};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Answering a question step by step: one indicator a step and thread.
#[derive(Debug)]
pub struct Answering<'a> {
    bundle: &'a Bundle,
    question: Question,
    due: Option<i32>,
    wanted: Vec<&'a Indicator>,
    next: usize,
    shared: Shared,
    /// Indicators whose intervals are drawn when all findings are there.
    drawing: Vec<Drawing<'a>>,
    drawn: usize,
    /// What indicators are held against.
    against: Vec<Against<'a>>,
    /// Ids of indicators whose values are totals.
    totals: BTreeSet<String>,
    /// Findings of breakdowns that nobody asked for, for promises to groups.
    aside: Vec<Finding>,
    answer: Answer,
}

/// One indicator, measured.
struct One<'a> {
    plan: Plan<'a>,
    measured: Measured,
    against: Option<Against<'a>>,
    about_others: Vec<Remark>,
}

/// An indicator whose intervals are drawn again and again.
#[derive(Debug)]
struct Drawing<'a> {
    plan: Plan<'a>,
    chosen: Arc<Chosen>,
    /// Where its findings stand in the answer.
    findings: Range<usize>,
    redrawing: Redrawing,
}

impl<'a> Answering<'a> {
    pub(crate) fn new(bundle: &'a Bundle, question: &Question) -> Self {
        let framework = &bundle.framework;
        let is_wanted = |indicator: &&Indicator| {
            question.indicators.is_empty() || question.indicators.contains(&indicator.id)
        };
        let as_of = question.as_of.clone().or_else(|| framework.as_of.clone());
        let answer = Answer {
            engine: crate::VERSION.to_owned(),
            bundle: bundle.hash.clone(),
            question: question.clone(),
            as_of: as_of.clone(),
            framework: framework.clone(),
            files: bundle.files.clone(),
            remarks: bundle.remarks.clone(),
            health: bundle.health.clone(),
            ..Answer::default()
        };
        Self {
            bundle,
            question: question.clone(),
            due: as_of.as_deref().and_then(due_day),
            wanted: framework.indicators.iter().filter(is_wanted).collect(),
            next: 0,
            shared: Shared::default(),
            drawing: Vec::new(),
            drawn: 0,
            against: Vec::new(),
            totals: BTreeSet::new(),
            aside: Vec::new(),
            answer,
        }
    }

    /// Does some work and says how far it is; nothing when all is done.
    ///
    /// First every indicator is measured; then, unless the question is to be quick, intervals are drawn.
    pub fn step(&mut self) -> Option<Progress> {
        let last = self.wanted.len().min(self.next + parallel::width());
        let Some(item) = self.wanted.get(self.next).map(|indicator| indicator.id.clone()) else {
            return self.draw();
        };
        let measured = parallel::map(&self.wanted[self.next..last], |indicator| self.measure(indicator));
        self.next = last;
        measured.into_iter().flatten().for_each(|one| self.take_in(one));
        Some(Progress {
            stage: Stage::Measuring,
            item,
            done: self.next as u64,
            total: self.wanted.len() as u64,
        })
    }

    fn draw(&mut self) -> Option<Progress> {
        loop {
            let Some(at) = self.drawing.get_mut(self.drawn) else { return self.draw_others() };
            let findings = &mut self.answer.findings[at.findings.clone()];
            if at.redrawing.step(&at.plan, &self.bundle.dataset, &at.chosen, findings) {
                break;
            }
            self.drawn += 1;
        }
        let at = self.drawing.get(self.drawn)?;
        Some(self.drawing_of(&at.plan.indicator.id))
    }

    /// Draws the intervals of comparison groups, when the findings have theirs.
    fn draw_others(&mut self) -> Option<Progress> {
        let dataset = &self.bundle.dataset;
        let at = self.against.iter_mut().position(|against| against.step(dataset))?;
        let item = self.against[at].id().to_owned();
        Some(self.drawing_of(&item))
    }

    fn drawing_of(&self, item: &str) -> Progress {
        let sum = |of: fn(&Redrawing) -> u64, others: fn(&Against<'_>) -> u64| -> u64 {
            let own: u64 = self.drawing.iter().map(|one| of(&one.redrawing)).sum();
            own + self.against.iter().map(others).sum::<u64>()
        };
        Progress {
            stage: Stage::Drawing,
            item: item.to_owned(),
            done: sum(|redrawing| redrawing.done, |against| against.progress().0),
            total: sum(|redrawing| redrawing.total, |against| against.progress().1),
        }
    }

    /// Measures one indicator, and what it is held against. A faulty indicator has its fatal remark already; one on a
    /// table that could not be read has none to show.
    fn measure(&self, indicator: &'a Indicator) -> Option<One<'a>> {
        let dataset = &self.bundle.dataset;
        let plan = Plan::new(&self.bundle.framework, dataset, indicator)?;
        let question = self.with_promised(&plan);
        let measured = measure(&plan, dataset, &question, self.due, &self.shared);
        let mut about_others = Vec::new();
        let against = Against::measure(
            (&self.bundle.framework, dataset),
            (&plan, &measured),
            (&question, self.due),
            &self.shared,
            &mut about_others,
        );
        Some(One { plan, measured, against, about_others })
    }

    fn take_in(&mut self, one: One<'a>) {
        let One { plan, measured, against, about_others } = one;
        let indicator = plan.indicator;
        if plan.is_total() {
            self.totals.insert(indicator.id.clone());
        }
        self.against.extend(against);
        let Measured { findings, chosen, used, remarks, pending, rolling, like_for_like } = measured;
        self.answer.rolling.extend(rolling);
        self.answer.like_for_like.extend(like_for_like);
        // Groups that were promised something are judged, and shown only where their breakdown was asked for.
        // So are groups that only a matched comparison is made in.
        let by = || indicator.by.iter().map(|columns| columns.join("|")).collect();
        let by: Vec<String> = self.question.by.clone().unwrap_or_else(by);
        let asked = |finding: &Finding| {
            finding.key.dimension.as_ref().is_none_or(|dimension| by.iter().any(|name| name == dimension))
        };
        let mut findings = findings;
        self.aside.extend(findings.extract_if(.., |finding| !asked(finding)));
        self.answer.receipts.push(receipt(self.bundle, &plan, &chosen, used));
        if pending {
            self.answer.pending.push(indicator.id.clone());
        } else if plan.draws_again() {
            let first = self.answer.findings.len();
            let redrawing = Redrawing::new(&plan, &self.question, &findings);
            self.drawing.push(Drawing { plan, chosen, findings: first..first + findings.len(), redrawing });
        }
        let courses = courses(indicator, &findings, self.due);
        let plain: Vec<&Finding> =
            findings.iter().filter(|finding| finding.key.dimension.is_none()).collect();
        self.answer.notices.extend(notices(indicator, &plain, &courses));
        self.answer.courses.extend(courses);
        self.answer.findings.extend(findings);
        self.answer.remarks.extend(remarks);
        self.answer.remarks.extend(about_others);
    }

    /// The question, with the breakdowns that promises to groups and a matched comparison of this indicator need.
    fn with_promised(&self, plan: &Plan<'_>) -> Question {
        let mut question = self.question.clone();
        if let Some(by) = &mut question.by {
            let ours = self.bundle.framework.targets.iter().filter(|one| one.indicator == plan.indicator.id);
            for group in ours.filter_map(|target| target.group.as_ref()) {
                if !by.contains(&group.dimension) {
                    by.push(group.dimension.clone());
                }
            }
            if let Some(matched) = plan.matched.map(|at| &plan.by[at].name).filter(|name| !by.contains(name))
            {
                by.push(matched.clone());
            }
        }
        question
    }

    /// The answer. Call it when `step` has said nothing; what was not measured by then is measured now.
    #[must_use]
    pub fn finish(mut self) -> Answer {
        while self.step().is_some() {}
        let mut answer = self.answer;
        answer.periods = spans(&answer.findings, &answer.framework);
        answer.promises = if self.aside.is_empty() {
            promises(&answer.framework, &answer.findings)
        } else {
            promises(&answer.framework, &[answer.findings.as_slice(), &self.aside].concat())
        };
        for ours in answer.findings.chunk_by(|one, next| one.key.indicator == next.key.indicator) {
            let id = ours.first().map(|finding| finding.key.indicator.as_str());
            if let Some(against) = self.against.iter().find(|against| Some(against.id()) == id) {
                answer.effects.extend(against.effects(ours));
            }
            if let Some(indicator) = self.wanted.iter().find(|indicator| Some(indicator.id.as_str()) == id) {
                answer.equity.extend(gaps(indicator, self.totals.contains(&indicator.id), ours));
            }
        }
        count(&answer.findings, &mut answer.health);
        // The gravest first; within, in the order in which they were found.
        answer.remarks.sort_by_key(|remark: &Remark| match remark.severity {
            Severity::Fatal => 0,
            Severity::Doubt => 1,
            Severity::Note => 2,
        });
        answer
    }
}

/// Keeps the findings and promises of some places and periods. The rows that a figure is made of stay as they were,
/// and so does what is withheld.
pub fn narrow(answer: &mut Answer, shown: Shown) {
    answer
        .findings
        .retain(|finding| shown.holds(finding.key.place.as_deref(), finding.key.period.as_deref()));
    let of_place = Shown { places: shown.places.clone(), periods: Vec::new() };
    answer.promises.retain(|promise| of_place.holds(promise.place.as_deref(), None));
    answer.effects.retain(|effect| shown.holds(effect.place.as_deref(), effect.period.as_deref()));
    answer.courses.retain(|course| of_place.holds(course.place.as_deref(), None));
    for notice in &mut answer.notices {
        notice.places.retain(|place| of_place.holds(Some(place), None));
    }
    answer.notices.retain(|notice| !notice.places.is_empty() || of_place.holds(None, None));
    answer.rolling.retain(|finding| shown.holds(finding.key.place.as_deref(), finding.key.period.as_deref()));
    answer.like_for_like.retain(|one| of_place.holds(one.before.key.place.as_deref(), None));
    answer.shown = shown;
}

/// Every period of findings and targets in order of time, the longer first where two begin together.
fn spans(findings: &[Finding], framework: &Framework) -> Vec<PeriodSpan> {
    let of_findings = findings.iter().filter_map(|finding| finding.key.period.as_deref());
    let of_targets = framework.targets.iter().flat_map(|target| {
        let baseline = target.baseline.as_ref().map(|baseline| baseline.period.as_str());
        baseline.into_iter().chain([target.target.period.as_str()])
    });
    let codes: BTreeSet<&str> = of_findings.chain(of_targets).collect();
    let span = |code: &str| {
        let (every, month) = read_period(code)?;
        Some(PeriodSpan { code: code.to_owned(), every, month, months: months_of(every) })
    };
    let mut spans: Vec<PeriodSpan> = codes.into_iter().filter_map(span).collect();
    spans.sort_by_key(|span| (span.month, -span.months));
    spans
}

fn count(findings: &[Finding], health: &mut Health) {
    for finding in findings {
        match finding.value {
            Value::Known(_) => {}
            Value::Missing(Reason::Withheld) => health.withheld += 1,
            Value::Missing(_) => health.missing += 1,
        }
    }
}
