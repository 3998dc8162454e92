//! A rule as a sentence, in English and Italian: what the parties agreed to, read back to them.
//!
//! Each language has its own list of clauses, because they do not stand in the same order.

mod whole;

use super::money::decimals;
use super::span;
use esito_model::{Cap, Compared, Contract, Effect, Every, JudgedBy, Money, Payment, Pays, Per, Text};
pub(super) use whole::{of_contract, of_version};

/// The rule as a sentence.
pub(crate) fn sentence(contract: &Contract, payment: &Payment) -> Text {
    Text::from_pairs([
        ("en", &Writer { it: false, contract }.rule(payment)),
        ("it", &Writer { it: true, contract }.rule(payment)),
    ])
}

struct Writer<'a> {
    it: bool,
    contract: &'a Contract,
}

impl Writer<'_> {
    fn say(&self, en: &str, it: &str) -> String {
        if self.it { it.to_owned() } else { en.to_owned() }
    }

    /// `GBP 3,500.00`, `3.500,00 GBP`.
    fn money(&self, amount: Money) -> String {
        let plain = amount.text(decimals(&self.contract.currency));
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (thousands, mark) = if self.it { ('.', ",") } else { (',', ".") };
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(thousands);
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped.push_str(mark);
            grouped.push_str(fraction);
        }
        let code = &self.contract.currency;
        if self.it { format!("{grouped} {code}") } else { format!("{code} {grouped}") }
    }

    /// A share as per cent: `8.4 %`.
    fn percent(&self, share: f64) -> String {
        let text = esito_model::number::digits12(share * 100.0);
        format!("{} %", if self.it { text.replace('.', ",") } else { text })
    }

    fn number(&self, value: f64) -> String {
        let text = esito_model::number::digits12(value);
        if self.it { text.replace('.', ",") } else { text }
    }

    fn list(&self, words: &[String]) -> String {
        let quoted: Vec<String> = words
            .iter()
            .map(|word| if self.it { format!("«{word}»") } else { format!("“{word}”") })
            .collect();
        quoted.join(&self.say(" or ", " o "))
    }

    fn rule(&self, payment: &Payment) -> String {
        let mut clauses = vec![format!("{} {}", self.how_much(payment), self.per_what(payment))];
        clauses.extend(self.for_whom(payment));
        clauses.extend(self.by_when(payment));
        clauses.extend(self.shown_by(payment));
        clauses.extend(self.limits(payment));
        let mut text = clauses.join(", ");
        text.push('.');
        text
    }

    fn how_much(&self, payment: &Payment) -> String {
        let pays = self.say("Pays", "Paga");
        if !payment.tiers.is_empty() {
            let tier = |tier: &esito_model::Tier| {
                let price = self.money(tier.price);
                if tier.from == 0 {
                    return price;
                }
                let from = tier.from;
                self.say(
                    &format!("{price} after {from} units paid"),
                    &format!("{price} dopo {from} unità pagate"),
                )
            };
            let mut tiers = payment.tiers.clone();
            tiers.sort_by_key(|tier| tier.from);
            let tiers: Vec<String> = tiers.iter().map(tier).collect();
            return format!("{pays} {},", tiers.join(self.say(", then ", ", poi ").as_str()));
        }
        if !payment.prices.is_empty() {
            let price = |price: &esito_model::DatedPrice| {
                let (amount, from) = (self.money(price.price), &price.from);
                match &price.until {
                    Some(until) => self.say(
                        &format!("{amount} from {from} to {until}"),
                        &format!("{amount} dal {from} al {until}"),
                    ),
                    None => self.say(&format!("{amount} from {from}"), &format!("{amount} dal {from}")),
                }
            };
            let prices: Vec<String> = payment.prices.iter().map(price).collect();
            return format!("{pays} {},", prices.join(self.say(", then ", ", poi ").as_str()));
        }
        format!("{pays} {}", self.money(payment.price.unwrap_or_default()))
    }

    fn per_what(&self, payment: &Payment) -> String {
        let what = self.list(&payment.outcome);
        match payment.per {
            Per::Participant => {
                self.say(&format!("per participant with {what}"), &format!("per partecipante con {what}"))
            }
            Per::Outcome => self.say(&format!("per outcome {what}"), &format!("per ogni esito {what}")),
            Per::Milestone => self.say(
                &format!("when the milestone {what} is reached"),
                &format!("al raggiungimento della tappa {what}"),
            ),
            Per::Activity => self.say(&format!("per activity {what}"), &format!("per ogni attività {what}")),
            Per::Cohort => self.cohort(payment, &what),
            Per::PercentagePoint => self.points(payment, &what),
        }
    }

    fn cohort(&self, payment: &Payment, what: &str) -> String {
        let whose = match (payment.pooled, self.it) {
            (true, false) => "for all cohorts together",
            (true, true) => "per tutte le coorti insieme",
            (false, false) => "per cohort",
            (false, true) => "per coorte",
        };
        let Some(least) = payment.threshold.map(|least| self.reached(payment, least)) else {
            return self.say(
                &format!("{whose} with a result for {what}"),
                &format!("{whose} con un risultato per {what}"),
            );
        };
        if !super::cohort::is_of(self.contract, payment) {
            return self.say(
                &format!("{whose} if the result for {what} is at least {least}"),
                &format!("{whose} se il risultato per {what} è almeno {least}"),
            );
        }
        let (plain, of) = (self.effect(payment, false, what), self.effect(payment, true, what));
        match payment.judged_by {
            JudgedBy::Value => self.say(
                &format!("{whose} if {plain} is at least {least}"),
                &format!("{whose} se {plain} è almeno {least}"),
            ),
            JudgedBy::Low => self.say(
                &format!("{whose} if the lower end of the 95 % interval {of} is at least {least}"),
                &format!("{whose} se l'estremo inferiore dell'intervallo al 95 % {of} è almeno {least}"),
            ),
        }
    }

    /// A threshold: a share of a measured effect, or as the quantity has it.
    fn reached(&self, payment: &Payment, least: f64) -> String {
        if super::cohort::is_of(self.contract, payment) { self.percent(least) } else { self.number(least) }
    }

    fn points(&self, payment: &Payment, what: &str) -> String {
        let of = self.effect(payment, true, what);
        let mut text =
            self.say(&format!("per percentage point {of}"), &format!("per ogni punto percentuale {of}"));
        if payment.whole {
            text.push_str(&self.say(" (whole points only)", " (solo punti interi)"));
        }
        if let Some(above) = payment.above {
            let above = self.percent(above);
            text.push_str(&self.say(&format!(" above {above}"), &format!(" oltre {above}")));
        }
        if payment.pooled {
            text.push_str(&self.say(" of all cohorts together", " di tutte le coorti insieme"));
        }
        if let Some(least) = payment.threshold {
            let least = self.reached(payment, least);
            let low = payment.judged_by == JudgedBy::Low && super::cohort::is_of(self.contract, payment);
            text.push_str(&match low {
                true => self.say(
                    &format!(" if the lower end of its 95 % interval is at least {least}"),
                    &format!(" se l'estremo inferiore del suo intervallo al 95 % è almeno {least}"),
                ),
                false => self.say(&format!(" if it is at least {least}"), &format!(" se è almeno {least}")),
            });
        }
        text
    }

    /// What is measured: `the reduction in “x” against the comparison group`, or `of` it.
    fn effect(&self, payment: &Payment, of: bool, what: &str) -> String {
        let kind = match (payment.measure, self.it, of) {
            (Effect::Level, false, _) => "the rate of",
            (Effect::Increase, false, _) => "the increase in",
            (Effect::Reduction, false, _) => "the reduction in",
            (Effect::RelativeIncrease, false, _) => "the relative increase in",
            (Effect::RelativeReduction, false, _) => "the relative reduction in",
            (Effect::Level, true, false) => "il tasso di",
            (Effect::Level, true, true) => "del tasso di",
            (Effect::Increase, true, false) => "l'aumento di",
            (Effect::Increase, true, true) => "dell'aumento di",
            (Effect::Reduction, true, false) => "la riduzione di",
            (Effect::Reduction, true, true) => "della riduzione di",
            (Effect::RelativeIncrease, true, false) => "l'aumento relativo di",
            (Effect::RelativeIncrease, true, true) => "dell'aumento relativo di",
            (Effect::RelativeReduction, true, false) => "la riduzione relativa di",
            (Effect::RelativeReduction, true, true) => "della riduzione relativa di",
        };
        let of = if of && !self.it { "of " } else { "" };
        let against = match payment.compared {
            Compared::ComparisonGroup => {
                self.say(" against the comparison group", " rispetto al gruppo di confronto")
            }
            Compared::Baseline => {
                let base = self.percent(payment.baseline.unwrap_or_default());
                self.say(
                    &format!(" against the baseline of {base}"),
                    &format!(" rispetto al valore di partenza di {base}"),
                )
            }
            Compared::Nothing | Compared::Deadweight => String::new(),
        };
        format!("{of}{kind} {what}{against}")
    }

    fn for_whom(&self, payment: &Payment) -> Vec<String> {
        let mut out = Vec::new();
        if !payment.cohorts.is_empty() {
            let cohorts = self.list(&payment.cohorts);
            out.push(self.say(&format!("for cohort {cohorts}"), &format!("per la coorte {cohorts}")));
        }
        if let Some(condition) = &payment.eligible {
            out.push(self.say(&format!("only where {condition}"), &format!("solo se {condition}")));
        }
        if let Some(least) =
            payment.threshold.filter(|_| !matches!(payment.per, Per::Cohort | Per::PercentagePoint))
        {
            let least = self.number(least);
            out.push(
                self.say(
                    &format!("at a level of at least {least}"),
                    &format!("a un livello di almeno {least}"),
                ),
            );
        }
        if let Some(share) = payment.deadweight.filter(|_| payment.compared == Compared::Deadweight) {
            let share = self.percent(share);
            out.push(self.say(
                &format!("less {share} that would have happened anyway"),
                &format!("meno il {share} che sarebbe avvenuto comunque"),
            ));
        }
        out
    }

    fn by_when(&self, payment: &Payment) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(within) = payment.within.as_deref() {
            let within = self.stretch(within);
            out.push(
                self.say(&format!("within {within} after the start"), &format!("entro {within} dall'inizio")),
            );
        }
        if let Some(least) = payment.not_before.as_deref() {
            let least = self.stretch(least);
            out.push(self.say(
                &format!("not before {least} after the start"),
                &format!("non prima di {least} dall'inizio"),
            ));
        }
        match (&payment.from, &payment.until) {
            (Some(from), Some(until)) => {
                out.push(self.say(&format!("from {from} to {until}"), &format!("dal {from} al {until}")));
            }
            (Some(from), None) => out.push(self.say(&format!("from {from}"), &format!("dal {from}"))),
            (None, Some(until)) => out.push(self.say(&format!("until {until}"), &format!("fino al {until}"))),
            (None, None) => {}
        }
        if let Some(other) = &payment.replaces {
            out.push(self.say(&format!("in place of “{other}”"), &format!("al posto di «{other}»")));
        }
        out
    }

    fn shown_by(&self, payment: &Payment) -> Vec<String> {
        let mut out = vec![match payment.pays {
            Pays::Verified => self.say("once verified", "dopo la verifica"),
            Pays::Claimed => {
                self.say("as claimed, without verification", "sulla base della dichiarazione, senza verifica")
            }
        }];
        if !payment.evidence.is_empty() {
            let columns = payment.evidence.join(", ");
            out.push(self.say(&format!("with {columns} filled in"), &format!("con {columns} compilato")));
        }
        out
    }

    fn limits(&self, payment: &Payment) -> Vec<String> {
        let mut out = Vec::new();
        if payment.once {
            out.push(self.say("once per participant", "una sola volta per partecipante"));
        }
        if let Some(word) = &payment.highest_of {
            out.push(self.say(
                &format!("only the highest of the rules “{word}”"),
                &format!("solo il più alto tra le regole «{word}»"),
            ));
        }
        if !payment.unless.is_empty() {
            let others = self.list(&payment.unless);
            out.push(self.say(
                &format!("only if {others} paid nothing"),
                &format!("solo se {others} non ha pagato nulla"),
            ));
        }
        out.extend(self.cap(&payment.cap));
        out
    }

    /// The clauses of a cap.
    fn cap(&self, cap: &Cap) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(units) = cap.units {
            out.push(
                self.say(&format!("for at most {units} units"), &format!("per al massimo {units} unità")),
            );
        }
        if let Some(amount) = cap.amount {
            let amount = self.money(amount);
            out.push(self.say(&format!("up to {amount} in all"), &format!("fino a {amount} in tutto")));
        }
        if let Some(amount) = cap.per_participant {
            let amount = self.money(amount);
            out.push(self.say(
                &format!("up to {amount} per participant"),
                &format!("fino a {amount} per partecipante"),
            ));
        }
        if let Some(units) = cap.units_per_participant {
            out.push(self.say(
                &format!("for at most {units} units per participant"),
                &format!("per al massimo {units} unità per partecipante"),
            ));
        }
        if let Some(period) = cap.per_period {
            let (amount, every) = (self.money(period.amount), self.every(period.every));
            out.push(self.say(&format!("up to {amount} a {every}"), &format!("fino a {amount} per {every}")));
        }
        for (outcome, amount) in &cap.per_outcome {
            let amount = self.money(*amount);
            out.push(self.say(
                &format!("up to {amount} for “{outcome}”"),
                &format!("fino a {amount} per «{outcome}»"),
            ));
        }
        out
    }

    fn every(&self, every: Every) -> String {
        match every {
            Every::Year => self.say("year", "anno"),
            Every::Half => self.say("half-year", "semestre"),
            Every::Quarter => self.say("quarter", "trimestre"),
            Every::Month => self.say("month", "mese"),
        }
    }

    /// `12 months`, `90 days`.
    fn stretch(&self, text: &str) -> String {
        let Some(span) = span::read(text) else { return text.to_owned() };
        let many = |n: i32, en: &str, it: (&str, &str)| {
            let plural = if n == 1 { "" } else { "s" };
            self.say(&format!("{n} {en}{plural}"), &format!("{n} {}", if n == 1 { it.0 } else { it.1 }))
        };
        let mut parts = Vec::new();
        if span.months > 0 {
            parts.push(many(span.months, "month", ("mese", "mesi")));
        }
        if span.days > 0 || parts.is_empty() {
            parts.push(many(span.days, "day", ("giorno", "giorni")));
        }
        parts.join(&self.say(" and ", " e "))
    }
}
