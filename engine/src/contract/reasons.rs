//! What the reasons of a statement mean, in English and Italian.

use esito_model::{StatementLine, Text};
use std::collections::BTreeMap;

/// Every reason: its word, and what it means.
const REASONS: [(&str, &str, &str); 25] = [
    ("over_cap", "over a cap", "oltre un tetto"),
    ("outside_window", "outside the days on which the rule pays", "fuori dai giorni in cui la regola paga"),
    ("not_verified", "claimed and not verified yet", "dichiarato e non ancora verificato"),
    ("duplicate", "paid already", "già pagato"),
    ("not_eligible", "not eligible under the rule", "non ammesso dalla regola"),
    ("rejected", "rejected by the verifier", "respinto da chi verifica"),
    ("disputed", "disputed between the parties", "contestato tra le parti"),
    ("unknown_status", "a status that nobody knows", "uno stato sconosciuto"),
    ("not_due", "after the day of the statement", "dopo il giorno del rendiconto"),
    ("no_date", "without a day", "senza data"),
    ("no_start", "without the day of the start", "senza il giorno di inizio"),
    ("no_participant", "without a participant", "senza partecipante"),
    ("no_outcome", "without an outcome", "senza esito"),
    ("no_quantity", "without a number", "senza quantità"),
    ("negative_quantity", "a negative number", "una quantità negativa"),
    ("no_evidence", "evidence is missing", "manca la prova"),
    ("no_price", "no price on that day", "nessun prezzo in quel giorno"),
    ("no_result", "no result that can be used", "nessun risultato utilizzabile"),
    ("no_rule", "no rule pays for this outcome", "nessuna regola paga questo esito"),
    ("below_threshold", "below the threshold", "sotto la soglia"),
    ("two_cohorts", "counted in another cohort", "contato in un'altra coorte"),
    ("other_currency", "in another currency", "in un'altra valuta"),
    ("other_rule_paid", "another rule has paid", "un'altra regola ha pagato"),
    ("not_highest", "a higher outcome is paid already", "un esito più alto è già pagato"),
    ("only_highest", "less what a lower outcome was paid", "meno quanto pagato per un esito più basso"),
];

/// Those beside them that are no refusals.
const OTHERS: [(&str, &str, &str); 2] = [
    ("floor", "what the contract pays at least", "quanto il contratto paga come minimo"),
    ("too_large", "an amount beyond what can be counted", "un importo oltre quanto si può contare"),
];

/// What the reasons that occur mean.
pub(crate) fn of(lines: &[StatementLine]) -> BTreeMap<String, Text> {
    let known = REASONS.iter().chain(&OTHERS);
    known
        .filter(|(word, ..)| lines.iter().any(|line| line.reason == *word))
        .map(|(word, en, it)| ((*word).to_owned(), Text::from_pairs([("en", en), ("it", it)])))
        .collect()
}
