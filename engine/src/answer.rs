//! The whole road on one screen: a bundle and a question become an answer.

use crate::bundle::Bundle;
use crate::measure::{Measured, Plan, Shared, due_day, measure, promises};
use crate::receipt::receipt;
use crate::statistics::calendar::{months_of, read_period};
use esito_model::{
    Answer, Finding, Framework, Health, Indicator, PeriodSpan, Progress, Question, Reason, Remark, Severity,
    Stage, Value,
};
use std::collections::BTreeSet;

/// Answering a question step by step: one indicator a step.
#[derive(Debug)]
pub struct Answering<'a> {
    bundle: &'a Bundle,
    question: Question,
    due: Option<i32>,
    wanted: Vec<&'a Indicator>,
    next: usize,
    shared: Shared,
    answer: Answer,
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
            answer,
        }
    }

    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        let indicator = *self.wanted.get(self.next)?;
        self.next += 1;
        self.measure(indicator);
        Some(Progress {
            stage: Stage::Measuring,
            item: indicator.id.clone(),
            done: self.next as u64,
            total: self.wanted.len() as u64,
        })
    }

    fn measure(&mut self, indicator: &Indicator) {
        let dataset = &self.bundle.dataset;
        // A faulty indicator has its fatal remark already; one on a table that could not be read has none to show.
        let Some(plan) = Plan::new(&self.bundle.framework, dataset, indicator) else { return };
        let measured = measure(&plan, dataset, &self.question, self.due, &self.shared);
        let Measured { findings, chosen, used, remarks } = measured;
        self.answer.receipts.push(receipt(self.bundle, &plan, &chosen, used));
        self.answer.findings.extend(findings);
        self.answer.remarks.extend(remarks);
    }

    /// The answer. Call it when `step` has said nothing; what was not measured by then is measured now.
    #[must_use]
    pub fn finish(mut self) -> Answer {
        while self.step().is_some() {}
        let mut answer = self.answer;
        answer.periods = spans(&answer.findings, &answer.framework);
        answer.promises = promises(&answer.framework, &answer.findings);
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
