//! Rules read back, word for word.

use super::words::sentence;
use esito_model::{
    Cap, Compared, Contract, Effect, Every, JudgedBy, Money, Payment, Pays, Per, PeriodCap, Tier,
};

fn read_back(payment: Payment) -> (String, String) {
    let mut contract = Contract { currency: "EUR".into(), ..Contract::default() };
    contract.columns.people = Some("people".into());
    let payment = Payment { outcome: vec!["x".into()], ..payment };
    let words = sentence(&contract, &payment);
    (words.get("en").to_owned(), words.get("it").to_owned())
}

fn price(major: i64) -> Option<Money> {
    Some(Money(major * 10_000))
}

#[test]
fn a_rate_card_reads_back() {
    let tiers =
        vec![Tier { from: 0, price: Money(35_000_000) }, Tier { from: 300, price: Money(28_005_000) }];
    let cap = Cap {
        amount: price(1_250_000),
        per_period: Some(PeriodCap { every: Every::Quarter, amount: Money(10_000) }),
        ..Cap::default()
    };
    let payment = Payment {
        tiers,
        per: Per::Outcome,
        not_before: Some("P1M".into()),
        within: Some("P1Y1D".into()),
        pays: Pays::Claimed,
        eligible: Some("age < 25".into()),
        highest_of: Some("work".into()),
        cap,
        ..Payment::default()
    };
    let (en, it) = read_back(payment);
    assert_eq!(
        en,
        "Pays EUR 3,500.00, then EUR 2,800.50 after 300 units paid, per outcome “x”, only where age < 25, within \
         12 months and 1 day after the start, not before 1 month after the start, as claimed, without \
         verification, only the highest of the rules “work”, up to EUR 1,250,000.00 in all, up to EUR 1.00 a \
         quarter."
    );
    assert_eq!(
        it,
        "Paga 3.500,00 EUR, poi 2.800,50 EUR dopo 300 unità pagate, per ogni esito «x», solo se age < 25, entro 12 \
         mesi e 1 giorno dall'inizio, non prima di 1 mese dall'inizio, sulla base della dichiarazione, senza \
         verifica, solo il più alto tra le regole «work», fino a 1.250.000,00 EUR in tutto, fino a 1,00 EUR per \
         trimestre."
    );
}

#[test]
fn cohorts_read_back() {
    let base = Payment {
        price: price(500),
        per: Per::Cohort,
        compared: Compared::ComparisonGroup,
        measure: Effect::RelativeReduction,
        threshold: Some(0.075),
        ..Payment::default()
    };
    let (en, it) = read_back(Payment { judged_by: JudgedBy::Low, ..base.clone() });
    assert_eq!(
        en,
        "Pays EUR 500.00 per cohort if the lower end of the 95 % interval of the relative reduction in “x” \
         against the comparison group is at least 7.5 %, once verified."
    );
    assert_eq!(
        it,
        "Paga 500,00 EUR per coorte se l'estremo inferiore dell'intervallo al 95 % della riduzione relativa di \
         «x» rispetto al gruppo di confronto è almeno 7,5 %, dopo la verifica."
    );
    let points = Payment {
        per: Per::PercentagePoint,
        compared: Compared::Baseline,
        measure: Effect::Increase,
        baseline: Some(0.31),
        above: Some(0.02),
        threshold: None,
        whole: true,
        ..base
    };
    let (en, it) = read_back(points);
    assert_eq!(
        en,
        "Pays EUR 500.00 per percentage point of the increase in “x” against the baseline of 31 % (whole points \
         only) above 2 %, once verified."
    );
    assert_eq!(
        it,
        "Paga 500,00 EUR per ogni punto percentuale dell'aumento di «x» rispetto al valore di partenza di 31 % \
         (solo punti interi) oltre 2 %, dopo la verifica."
    );
}
