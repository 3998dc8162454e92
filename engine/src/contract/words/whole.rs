//! The contract as a whole, and each version of its plan, as a sentence.

use super::Writer;
use esito_model::{Agreement, Cap, Contract, PlanVersion, Text};

/// What holds over all rules: from when to when, up to how much, at least how much.
pub(in super::super) fn of_contract(contract: &Contract) -> Text {
    Text::from_pairs([
        ("en", &Writer { it: false, contract }.whole()),
        ("it", &Writer { it: true, contract }.whole()),
    ])
}

/// What a version of the plan changes.
pub(in super::super) fn of_version(contract: &Contract, version: &PlanVersion) -> Text {
    Text::from_pairs([
        ("en", &Writer { it: false, contract }.version(version)),
        ("it", &Writer { it: true, contract }.version(version)),
    ])
}

impl Writer<'_> {
    fn whole(&self) -> String {
        let contract = self.contract;
        let when = match (&contract.starts, &contract.ends) {
            (Some(from), Some(to)) => {
                Some(self.say(&format!("from {from} to {to}"), &format!("dal {from} al {to}")))
            }
            (Some(from), None) => Some(self.say(&format!("from {from} on"), &format!("dal {from}"))),
            (None, Some(to)) => Some(self.say(&format!("until {to}"), &format!("fino al {to}"))),
            (None, None) => None,
        };
        let mut clauses = vec![match when {
            Some(when) => {
                self.say(&format!("Pays for outcomes {when}"), &format!("Paga per gli esiti {when}"))
            }
            None => self.say("Pays for outcomes of any day", "Paga per gli esiti di qualsiasi giorno"),
        }];
        let cap = self.cap(&contract.cap);
        if cap.is_empty() {
            clauses.push(self.say("without a cap over all rules", "senza un tetto su tutte le regole"));
        }
        clauses.extend(cap);
        if let Some(floor) = contract.floor {
            let floor = self.money(floor);
            clauses.push(self.say(
                &format!("and at least {floor} once it has ended"),
                &format!("e almeno {floor} alla scadenza"),
            ));
        }
        format!("{}.", clauses.join(", "))
    }

    fn version(&self, version: &PlanVersion) -> String {
        let from = &version.from;
        let cap = match &version.cap {
            None => self.say("the cap stays as it was", "il tetto resta com'era"),
            Some(cap) if *cap == Cap::default() => self.say("no cap any more", "nessun tetto"),
            Some(cap) => self.cap(cap).join(", "),
        };
        let agreed = version.agreed.as_ref().map(|agreed| self.agreed(agreed)).unwrap_or_default();
        self.say(&format!("From {from} on: {cap}{agreed}."), &format!("Dal {from}: {cap}{agreed}."))
    }

    /// Who agreed, when, as far as it is known.
    fn agreed(&self, agreed: &Agreement) -> String {
        let mut out = self.say("; agreed", "; concordato");
        if !agreed.on.is_empty() {
            out.push_str(&self.say(&format!(" on {}", agreed.on), &format!(" il {}", agreed.on)));
        }
        if !agreed.by.is_empty() {
            let by = agreed.by.join(", ");
            out.push_str(&self.say(&format!(" by {by}"), &format!(" da {by}")));
        }
        out
    }
}
