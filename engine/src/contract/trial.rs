//! Rules that somebody tries out: the agreed ones, changed as typed, read as a framework is read, run on the rows.
//!
//! Comes in: a contract, agreed or new, and edits in their order. Goes out: the rules in words, remarks at their
//! fields, what they would pay beside what the agreed ones pay, and the contract as a piece of a framework. The form is
//! written as TOML and read by the framework's own checks, so that nothing holds here that would not hold there.

use super::fields;
use super::form::{Aim, Form, aim, apply, at_field, form_of};
use super::of_bundle::rule_in_words;
use super::paying::Paying;
use super::words;
use super::write::{Fragment, Part, fragment, in_framework};
use crate::bundle::Bundle;
use crate::framework::read_contract;
use esito_model::{
    Contract, Edit, Money, Progress, Remark, RuleState, Statement, Trial, TrialRule, TrialTable, TrialVersion,
};

/// What the fragment is called in remarks.
const FILE: &str = "contract.toml";
/// What a bundle's framework is called.
const FRAMEWORK: &str = "framework.toml";

/// Trying edited rules out, step by step.
#[derive(Debug)]
pub struct Trying<'a> {
    bundle: &'a Bundle,
    agreed: Contract,
    language: String,
    rules: Vec<Form>,
    versions: Vec<Form>,
    own: Form,
    fragment: Fragment,
    read: Option<Contract>,
    remarks: Vec<Remark>,
    before: Option<Paying<'a>>,
    after: Option<Paying<'a>>,
    lines: bool,
}

impl Bundle {
    /// Tries edits of a contract's rules out; nothing where there is no contract of this id, unless the first edit adds
    /// one.
    #[must_use]
    pub fn trying(
        &self,
        contract: &str,
        language: &str,
        edits: &[Edit],
        as_of: Option<&str>,
    ) -> Option<Trying<'_>> {
        let known = self.framework.contracts.iter().find(|known| known.id == contract);
        let new = || edits.first().filter(|edit| edit.rule.is_empty() && edit.key == "add");
        let agreed = known.cloned().or_else(|| new().map(|_| self.blank(contract)))?;
        let mut own = Form::of_contract(&agreed);
        let mut rules: Vec<Form> = agreed.payments.iter().map(Form::of_rule).collect();
        let mut versions: Vec<Form> = agreed.versions.iter().map(Form::of_version).collect();
        for edit in edits {
            match aim(edit) {
                None => own.set(edit),
                Some((Aim::Version, id)) => apply(&mut versions, id, edit),
                Some((Aim::Rule, id)) => apply(&mut rules, id, edit),
            }
        }
        let literals = |forms: &[Form]| forms.iter().map(Form::literals).collect::<Vec<_>>();
        let fragment = fragment(&own.literals(), &literals(&versions), &literals(&rules));
        let (read, remarks) = read_contract(FILE, &fragment.text, &self.framework);
        let after = read.as_ref().and_then(|contract| Paying::of(self, contract.clone(), as_of));
        let before = known.and_then(|agreed| Paying::of(self, agreed.clone(), as_of));
        Some(Trying {
            bundle: self,
            language: language.to_owned(),
            lines: false,
            agreed,
            rules,
            versions,
            own,
            fragment,
            read,
            remarks,
            before,
            after,
        })
    }

    /// A contract of which nothing is known but what the framework says of all: the currency, and the table where there
    /// is but one.
    fn blank(&self, id: &str) -> Contract {
        let table = match self.framework.tables.as_slice() {
            [one] => one.id.clone(),
            _ => String::new(),
        };
        let currency = self.framework.currency.clone();
        Contract { id: id.to_owned(), currency, table, ..Contract::default() }
    }
}

impl Trying<'_> {
    /// Keeps the lines of the statement, and writes them as comma-separated values: there may be many.
    #[must_use]
    pub fn with_lines(mut self) -> Self {
        self.lines = true;
        self
    }

    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        let before = self.before.as_mut().and_then(Paying::step);
        before.or_else(|| self.after.as_mut().and_then(Paying::step))
    }

    /// What was found. What was not worked out by then is worked out now.
    #[must_use]
    pub fn finish(mut self) -> Trial {
        while self.step().is_some() {}
        let rows = self.after.as_ref().or(self.before.as_ref());
        let outcomes = rows.map(Paying::outcomes).unwrap_or_default();
        let before = self.before.take().and_then(Paying::finish).unwrap_or_default();
        let mut after = self.after.take().and_then(Paying::finish);
        let (mut remarks, mut of_rules, mut of_versions) =
            (Vec::new(), vec![Vec::new(); self.rules.len()], vec![Vec::new(); self.versions.len()]);
        for remark in std::mem::take(&mut self.remarks) {
            let line = remark.places.first().and_then(|place| place.line).unwrap_or_default();
            let part = self.fragment.part(line);
            let form = form_of(part, &self.own, &self.versions, &self.rules);
            let key = self.fragment.key(line);
            let remark = form.map_or_else(|| remark.clone(), |form| at_field(form, remark.clone(), key));
            match part {
                None => remarks.push(remark),
                Some(Part::Rule(at)) => of_rules[at].push(remark),
                Some(Part::Version(at)) => of_versions[at].push(remark),
            }
        }
        remarks.extend(self.own.repeated());
        for (said, form) in of_rules.iter_mut().zip(&self.rules) {
            said.extend(form.repeated());
        }
        for (said, form) in of_versions.iter_mut().zip(&self.versions) {
            said.extend(form.repeated());
        }
        let states = (&before, after.as_ref());
        let rules = self.rules.iter().zip(of_rules).map(|(form, said)| self.rule(form, said, states));
        let rules = rules.collect();
        let versions = self.versions.iter().zip(of_versions).map(|(form, said)| self.version(form, said));
        let versions = versions.collect();
        let mut fields = fields::of_contract(self.read.as_ref().unwrap_or(&self.agreed), &self.language);
        if self.read.is_none() {
            // What could not be read stands as it was typed.
            fields.extend(self.own.typed.clone());
        }
        fields.extend(self.own.lists.fields(&self.language));
        let total = after.as_ref().map(|after| after.total);
        let csv = after.as_ref().filter(|_| self.lines).map(super::statement_csv);
        if let Some(after) = after.as_mut().filter(|_| !self.lines) {
            after.lines.clear();
        }
        let framework = self.in_framework();
        Trial {
            fields,
            words: self.read.as_ref().map(words::of_contract).unwrap_or_default(),
            versions,
            rules,
            outcomes,
            tables: self.tables(),
            remarks,
            framework,
            fragment: self.fragment.text,
            agreed: before.total,
            difference: Money(total.map_or(0, |total| total.0 - before.total.0)),
            contract: self.read,
            statement: after,
            csv,
        }
    }

    /// A rule with what it paid before and would pay after.
    fn rule(&self, form: &Form, said: Vec<Remark>, states: (&Statement, Option<&Statement>)) -> TrialRule {
        let own = |statement: &Statement| -> RuleState {
            statement.rules.iter().find(|rule| rule.id == form.id).cloned().unwrap_or_default()
        };
        let find = |contract: &Contract| contract.payments.iter().find(|rule| rule.id == form.id).cloned();
        let (agreed, payment) = (find(&self.agreed), self.read.as_ref().and_then(find));
        let contract = self.read.as_ref().unwrap_or(&self.agreed);
        let shown = payment.as_ref().or(agreed.as_ref());
        let mut fields =
            shown.map(|rule| fields::of_rule(contract, rule, &self.language)).unwrap_or_default();
        if payment.is_none() {
            fields.extend(form.typed.clone());
        }
        fields.extend(form.lists.fields(&self.language));
        let (was, is) = (own(states.0), states.1.map(own).unwrap_or_default());
        let label = payment.as_ref().map_or(&form.label, |payment| &payment.label).clone();
        TrialRule {
            id: form.id.clone(),
            label,
            fields,
            words: payment.map(|payment| rule_in_words(contract, &payment)).unwrap_or_default(),
            agreed: agreed.is_some(),
            before: was.amount,
            after: is.amount,
            difference: Money(is.amount.0 - was.amount.0),
            units_before: was.units,
            units_after: is.units,
            remarks: said,
        }
    }

    /// A version of the plan.
    fn version(&self, form: &Form, remarks: Vec<Remark>) -> TrialVersion {
        let find = |contract: &Contract| contract.versions.iter().find(|one| one.id == form.id).cloned();
        let (agreed, read) = (find(&self.agreed), self.read.as_ref().and_then(find));
        let shown = read.as_ref().or(agreed.as_ref());
        let mut fields = shown.map(|version| fields::of_version(version, &self.language)).unwrap_or_default();
        if read.is_none() {
            fields.extend(form.typed.clone());
        }
        fields.extend(form.lists.fields(&self.language));
        let words = read.as_ref().zip(self.read.as_ref());
        let words = words.map(|(version, contract)| words::of_version(contract, version));
        let (id, label) = (form.id.clone(), form.label.clone());
        TrialVersion {
            id,
            label,
            fields,
            words: words.unwrap_or_default(),
            agreed: agreed.is_some(),
            remarks,
        }
    }

    /// The bundle's own framework with the contract as it was typed; only where it is read from there again.
    fn in_framework(&self) -> Option<String> {
        let contract = self.read.as_ref()?;
        let file = self.bundle.sources.files.iter().find(|file| file.name == FRAMEWORK)?;
        let text = std::str::from_utf8(&file.bytes).ok()?;
        let known = self.bundle.framework.contracts.iter().find(|known| known.id == contract.id);
        let whole = in_framework(text, known.map(|known| known.line), &self.fragment.text);
        let read = crate::framework::read(FRAMEWORK, &whole).framework;
        read.contracts.iter().any(|known| known.id == contract.id).then_some(whole)
    }

    /// The tables that a contract may be about, with the names of their columns.
    fn tables(&self) -> Vec<TrialTable> {
        let tables = self.bundle.framework.tables.iter();
        let columns = |table: &esito_model::Table| table.columns.iter().map(|one| one.name.clone()).collect();
        tables.map(|table| TrialTable { id: table.id.clone(), columns: columns(table) }).collect()
    }
}
