//! The money of the Aurora employment pact in Torino: what was promised, put in, spent, paid and given back.

use crate::sheet::{CONTINENTAL, Sheet};

const FUND: &str = "Patient Capital for Cities";
const COOP: &str = "Cooperativa Barriera Viva";
const CITY: &str = "Città di Torino";

/// `money.csv`: one row for each flow, as the cooperative's accounts have it. The city's payments are those of
/// `rate_card_payments.csv`; one cost is not known yet.
#[must_use]
pub fn money() -> Sheet {
    let mut sheet = Sheet::new(CONTINENTAL, &["Data", "Tipo", "Da", "A", "Importo", "Stato"]);
    for (day, kind, from, to, amount, state) in [
        ("20/11/2020", "impegno", FUND, COOP, 300_000.0, "effettivo"),
        ("15/01/2021", "investimento", FUND, COOP, 120_000.0, "effettivo"),
        ("30/06/2021", "costo", COOP, "", 96_400.0, "effettivo"),
        ("15/09/2021", "investimento", FUND, COOP, 110_000.0, "effettivo"),
        ("31/12/2021", "costo", COOP, "", 112_800.0, "effettivo"),
        ("30/06/2022", "investimento", FUND, COOP, 60_000.0, "effettivo"),
        ("30/06/2022", "costo", COOP, "", 108_300.0, "effettivo"),
        ("31/12/2022", "pagamento", CITY, COOP, 153_600.0, "effettivo"),
        ("31/12/2022", "costo", COOP, "", 98_700.0, "effettivo"),
        ("31/01/2023", "rimborso", COOP, FUND, 90_000.0, "effettivo"),
        ("30/06/2023", "costo", COOP, "", 61_200.0, "effettivo"),
        ("31/12/2023", "pagamento", CITY, COOP, 375_170.0, "effettivo"),
        ("31/12/2023", "costo", COOP, "", 38_900.0, "effettivo"),
        ("31/01/2024", "rimborso", COOP, FUND, 212_000.0, "effettivo"),
        ("30/06/2024", "costo", COOP, "", 21_500.0, "effettivo"),
        ("31/07/2026", "pagamento", CITY, COOP, 40_000.0, "previsto"),
        ("31/08/2026", "rimborso", COOP, FUND, 22_000.0, "previsto"),
    ] {
        let amount = sheet.number(amount, 2);
        sheet.push([day, kind, from, to, &amount, state]);
    }
    // The last audit's bill has not come.
    sheet.push(["31/12/2025", "costo", COOP, "", "in attesa", "effettivo"]);
    sheet
}
