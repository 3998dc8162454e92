//! What a column of numbers measures, by its header: what may be added, what may not, and what is no measure at all.

use crate::judge::{codes_of, hints, says, words};

/// What may be done with the numbers of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Codes, positions, coordinates, numbers of rows: nothing.
    Label,
    /// Rates, means, medians, indices, ages, incomes: a mean, never a sum.
    Level,
    /// Amounts of money: a sum.
    Amount,
    /// Nothing is known.
    Open,
}

/// Words of levels, in nine languages and in the short forms of INSEE.
const LEVEL: &str = "med mean avg avge mediana mediane rate rates tasso tassi taux tasa tasas taxa taxas stopa stopy quota quote \
    quotas ratio index indice indici indices indeks wskaznik score scores punteggio punteggi voto voti grade rating \
    age ages eta edad idade wiek alter alder rd pimp tp pct perc gini price prices prezzo prezzi prix preis precio \
    cena ceny pris pret retta tariffa fee density densita densite coverage copertura couverture anteil quote andel \
    udzial share shares snitt expectancy speranza duration durata duree dauer durada duracion temperature temperatura \
    satisfaction soddisfazione median medians medio media medie medi moyen moyenne moyens moyennes average averages coefficient coefficiente \
    per_capita pro_capite per_cento per_cent par_habitant je_einwohner na_mieszkanca per_invanare per_head per_abitante \
    per_persona per_person per_utente par_personne per_100 per_1000 per_10000 per_100000 su_100 su_1000 pour_1000 \
    na_1000 na_100 z_score standard_deviation deviazione ecart_type lower_bound upper_bound rozdil variation variazione \
    variazioni change how_old quanti_anni quel_age wie_alt how_satisfied quanto_sei";

/// How such words begin where their end changes.
const LEVELS: [&str; 14] = [
    "mediana",
    "moyenn",
    "sredni",
    "przecietn",
    "durchschnitt",
    "mittelwert",
    "genomsnitt",
    "promedi",
    "averag",
    "percent",
    "procent",
    "prozent",
    "pourcent",
    "standardi",
];

/// Incomes are levels, unless the header says that they were added up.
const INCOME: &str = "income incomes reddito redditi revenu revenus dochod dochody inkomst inkomster einkommen renta salary \
    salario stipendio wage wages salaire wynagrodzenie lon";
const ADDED: &str = "complessivo complessivi totale totali total ammontare amount totaux ogolem suma gesamt montant somma \
    aggregate sum";

const AMOUNT: &str = "importo importi spesa spese costo costi budget amount amounts cost costs spending expenditure \
    expenditures funding finanziamento finanziamenti contributo kwota kwoty wydatki koszt koszty dotacja dotacje \
    montant montants depense depenses cout couts subvention subventions belopp kostnad kostnader bidrag betrag \
    betrage kosten ausgaben zuschuss importe gasto gastos coste entrate uscite ricavi proventi fatturato saldo \
    revenue donation donations cheltuieli buget despesa despesas custo montante ammontare";

/// Words after which an amount is not in single units of its currency.
const THOUSANDS: &str = "tys mln mld tkr mkr ksek thousand thousands million millions migliaia milioni miljoner tusental mio \
    tsd tausend millionen milliers milliards mdkr k m keur meur mille miles millones mil milhoes mii milioane 000 crore lakh";

const POSITION: &str = "rank ranking rango rang posizione position miejsce platz placering classifica graduatoria prog \
    progressivo lp";

/// Words of what is told apart by numbers, and never added.
const LABEL: &str = "flag objectid fid gid hierarchy altitude rspo tipo tipologia type typ circoscrizione numero_gara \
    numero_voie numero_civico numero_lot nr_komisji numer_rspo esercizio exercice mese_pubblicazione house_number";

/// The same where the word stands alone: coordinates as surveys write them, and the years of a contract, 1 and 2.
const LABEL_ALONE: &str = "x y year anno annee ano jahr rok";

/// What numbers as codes stand for: the type of a transaction, the status of an activity.
const KIND: &str = "type tipo typ status stato code codice kod";

const COUNT: &str = "numero number nombre liczba antal anzahl numar count frequenza frequenze frequency";

/// What the header says of its numbers.
pub(crate) fn nature(header: &str) -> Nature {
    let mut words = words(header);
    // `MED19`, `TP6019`: the year is part of the word.
    for word in &mut words {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if bare > 0 {
            word.truncate(bare);
        }
    }
    let hints = hints(header);
    let level = says(&words, LEVEL)
        || words.iter().any(|word| LEVELS.iter().any(|begin| word.starts_with(begin)))
        || header.contains(['%', '‰'])
        || per_something(header)
        || is_scale(header)
        || says(&words, INCOME) && !says(&words, ADDED);
    // The number of a place in a list says nothing where something else is counted: `numero di posti in graduatoria`.
    let alone = words.len() == 1 && says(&words, LABEL_ALONE);
    // How far a form of REDCap is filled in.
    let label = says(&words, LABEL) && !says(&words, AMOUNT) || alone || header.ends_with("_complete");
    let kind = words.last().is_some_and(|last| KIND.split(' ').any(|word| word == last));
    let position = says(&words, POSITION) && words.len() < 4;
    if hints.degrees || hints.code || label || (kind || position) && !level {
        return Nature::Label;
    }
    match () {
        () if level => Nature::Level,
        () if says(&words, AMOUNT) && !says(&words, COUNT) => Nature::Amount,
        () => Nature::Open,
    }
}

/// `Q1 Soddisfazione (1-5)`
fn is_scale(header: &str) -> bool {
    let inner = header.rsplit_once('(').and_then(|(_, inner)| inner.split_once(')')).map(|(inner, _)| inner);
    let small = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    inner
        .and_then(|inner| inner.split_once(['-', '\u{2013}']))
        .is_some_and(|(low, high)| small(low) && small(high))
}

/// `€/mese`, `PLN / os.`: an amount for something.
fn per_something(header: &str) -> bool {
    header.split_once('/').is_some_and(|(before, _)| {
        before
            .rsplit([' ', '(', '[', '\n'])
            .find(|word| !word.is_empty())
            .is_some_and(|sign| !codes_of(sign).is_empty())
    })
}

/// The currencies that a header or its unit can mean, the likeliest first; nothing where it names none, or counts in
/// thousands of it.
pub(crate) fn currency(header: &str, unit: &str) -> &'static str {
    // `da 0 a 10000 euro - Frequenza` counts.
    let header = header.rsplit(" - ").next().unwrap_or(header);
    let words = words(&format!("{header} {unit}"));
    if says(&words, THOUSANDS) || says(&words, COUNT) {
        return "";
    }
    let parts = [header, unit].into_iter().flat_map(|text| {
        text.split(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '/' | ',' | ';' | ':' | '-' | '_' | '.')
        })
    });
    parts.map(codes_of).find(|codes| !codes.is_empty()).unwrap_or("")
}

/// Whether amounts stand in thousands or millions.
pub(crate) fn in_thousands(header: &str, unit: &str) -> bool {
    says(&words(&format!("{header} {unit}")), THOUSANDS)
}

/// The currency in which amounts with these headers usually are.
pub(super) fn usual_currency(headers: &[&str]) -> &'static str {
    const OF: [(&str, &str); 3] = [
        ("kwota kwoty wydatki koszt koszty dotacja dotacje", "PLN"),
        ("belopp kostnad kostnader bidrag", "SEK"),
        ("cheltuieli buget", "RON"),
    ];
    let says = |any: &str| headers.iter().any(|header| says(&words(header), any));
    OF.iter().find(|(any, _)| says(any)).map_or("EUR", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_what_may_be_added() {
        for header in [
            "MED19",
            "TP6019",
            "RD19",
            "Tasso di disoccupazione",
            "Reddito medio",
            "stopa bezrobocia",
            "Stopa (%)",
            "Średnia cena",
            "Planned Dates:Duration (months)",
            "Out-of-school rate - Male",
            "Età",
            "Spesa pro capite",
            "Retta media (€/mese)",
            "Kosztorys (PLN/os.)",
            "Q1 Quanto (1-5)",
            "Quanti anni hai?",
            "How old are you? - Response",
            "Median household income",
            "Överlevnad, procent",
        ] {
            assert_eq!(nature(header), Nature::Level, "{header}");
        }
        for header in [
            "Posizione graduatoria",
            "Progressivo",
            "Lp.",
            "CAP",
            "Codice ISTAT",
            "latitude",
            "Rank",
            "FLAG_PNRR",
            "Esercizio",
            "numero_gara",
            "Nr komisji",
            "tipo_azienda",
            "transaction-type",
        ] {
            assert_eq!(nature(header), Nature::Label, "{header}");
        }
        for header in [
            "Spesa (€)",
            "Importo",
            "Kwota dotacji",
            "Reddito complessivo - Ammontare in euro",
            "Amount Applied For",
        ] {
            assert_eq!(nature(header), Nature::Amount, "{header}");
        }
        for header in [
            "Utenti",
            "NBMENFISC19",
            "Posti letto",
            "Numero contribuenti",
            "Nati vivi",
            "Spettatori",
            "Numero di gare",
        ] {
            assert_eq!(nature(header), Nature::Open, "{header}");
        }
    }

    #[test]
    fn headers_name_their_currency() {
        for (header, unit, expected) in [
            ("Spesa (€)", "", "EUR"),
            ("Ammontare in euro", "", "EUR"),
            ("Wydatki (w zł)", "", "PLN"),
            ("Kwota", "[PLN]", "PLN"),
            ("Belopp (kr)", "", "SEK NOK DKK ISK"),
            ("Wydatki (tys. zł)", "", ""),
            ("Spesa (migliaia di €)", "", ""),
            ("Utenti", "[osoba]", ""),
            ("da 0 a 10000 euro - Frequenza", "", ""),
            ("Numero di importi in euro", "", ""),
        ] {
            assert_eq!(currency(header, unit), expected, "{header}");
        }
        assert!(in_thousands("Wydatki (tys. zł)", "") && !in_thousands("Wydatki (w zł)", ""));
    }
}
