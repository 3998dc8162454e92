//! Rules that somebody tries out: the agreed ones, changed as typed, read as a framework is read, run on the rows.
//!
//! Comes in: a contract and edits in their order. Goes out: the rules in words, remarks at their fields, what they
//! would pay beside what the agreed ones pay, and the contract as a piece of a framework. The form is written as TOML
//! and read by the framework's own checks, so that nothing holds here that would not hold there.

use super::form::{Form, contract_fields, place, rule_fields};
use super::of_bundle::rule_in_words;
use super::paying::Paying;
use super::write::{Fragment, fragment, own_keys};
use crate::bundle::Bundle;
use crate::framework::read_contract;
use esito_model::{Contract, Edit, Money, Progress, Remark, RuleState, Statement, Trial, TrialRule};

/// What the fragment is called in remarks.
const FILE: &str = "contract.toml";

/// Trying edited rules out, step by step.
#[derive(Debug)]
pub struct Trying<'a> {
    agreed: Contract,
    language: String,
    forms: Vec<Form>,
    own: Form,
    fragment: Fragment,
    read: Option<Contract>,
    remarks: Vec<Remark>,
    before: Option<Paying<'a>>,
    after: Option<Paying<'a>>,
}

impl Bundle {
    /// Tries edits of a contract's rules out; nothing where there is no contract of this id.
    #[must_use]
    pub fn trying(
        &self,
        contract: &str,
        language: &str,
        edits: &[Edit],
        as_of: Option<&str>,
    ) -> Option<Trying<'_>> {
        let agreed = self.framework.contracts.iter().find(|known| known.id == contract)?.clone();
        let mut own = Form::of_contract(own_keys(&agreed));
        let mut forms: Vec<Form> = agreed.payments.iter().map(Form::of_rule).collect();
        for edit in edits {
            match (edit.rule.as_str(), edit.key.as_str()) {
                ("", _) => own.set(edit),
                (id, "add") if !id.is_empty() => forms.push(Form::new_rule(id)),
                (id, "remove") => forms.retain(|form| form.id != id),
                (id, _) => {
                    if let Some(form) = forms.iter_mut().find(|form| form.id == id) {
                        form.set(edit);
                    }
                }
            }
        }
        let rules: Vec<_> = forms.iter().map(Form::literals).collect();
        let fragment = fragment(&agreed, &own.literals(), &rules);
        let (read, remarks) = read_contract(FILE, &fragment.text, &self.framework);
        let after = read.as_ref().and_then(|contract| Paying::of(self, contract.clone(), as_of));
        let before = Paying::of(self, agreed.clone(), as_of);
        let language = language.to_owned();
        Some(Trying { agreed, language, forms, own, fragment, read, remarks, before, after })
    }
}

impl Trying<'_> {
    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        let before = self.before.as_mut().and_then(Paying::step);
        before.or_else(|| self.after.as_mut().and_then(Paying::step))
    }

    /// What was found. What was not worked out by then is worked out now.
    #[must_use]
    pub fn finish(mut self) -> Trial {
        while self.step().is_some() {}
        let outcomes = self.before.as_ref().map(Paying::outcomes).unwrap_or_default();
        let before = self.before.take().and_then(Paying::finish).unwrap_or_default();
        let mut after = self.after.take().and_then(Paying::finish);
        let own = |statement: &Statement, id: &str| -> RuleState {
            statement.rules.iter().find(|rule| rule.id == id).cloned().unwrap_or_default()
        };
        let mut rules = Vec::new();
        let mut remarks = Vec::new();
        let mut of_rules: Vec<Vec<Remark>> = vec![Vec::new(); self.forms.len()];
        for remark in std::mem::take(&mut self.remarks) {
            match place(&self.fragment.lines, &self.forms, remark) {
                (Some(rule), remark) => of_rules[rule].push(remark),
                (None, remark) => remarks.push(remark),
            }
        }
        for (form, said) in self.forms.iter().zip(of_rules) {
            let agreed = self.agreed.payments.iter().find(|payment| payment.id == form.id);
            let read = self.read.as_ref();
            let payment = read.and_then(|read| read.payments.iter().find(|payment| payment.id == form.id));
            let shown = payment.or(agreed);
            let mut fields =
                shown.map(|rule| rule_fields(&self.agreed, rule, &self.language)).unwrap_or_default();
            if payment.is_none() {
                // What could not be read stands as it was typed.
                fields.extend(form.typed.clone());
            }
            let was = own(&before, &form.id);
            let is = after.as_ref().map(|after| own(after, &form.id)).unwrap_or_default();
            rules.push(TrialRule {
                id: form.id.clone(),
                label: payment.map_or_else(|| form.label.clone(), |payment| payment.label.clone()),
                fields,
                kept: form.kept(),
                words: payment
                    .zip(self.read.as_ref())
                    .map(|(payment, contract)| rule_in_words(contract, payment))
                    .unwrap_or_default(),
                agreed: agreed.is_some(),
                before: was.amount,
                after: is.amount,
                difference: Money(is.amount.0 - was.amount.0),
                units_before: was.units,
                units_after: is.units,
                remarks: said,
            });
        }
        let mut fields = contract_fields(self.read.as_ref().unwrap_or(&self.agreed), &self.language);
        if self.read.is_none() {
            fields.extend(self.own.typed.clone());
        }
        let total = after.as_ref().map(|after| after.total);
        if let Some(after) = &mut after {
            after.lines.clear();
        }
        Trial {
            fields,
            rules,
            outcomes,
            remarks,
            fragment: self.fragment.text,
            agreed: before.total,
            difference: Money(total.map_or(0, |total| total.0 - before.total.0)),
            contract: self.read,
            statement: after,
        }
    }
}
