//! What a header hints at, by its words in nine languages.

use super::personal::BIRTH;
use super::words::{says, words};

/// What the words of a header hint at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    /// A code, an identifier, a telephone number: digits that are no quantity.
    pub code: bool,
    /// A day or a period.
    pub when: bool,
    /// A day.
    pub day: bool,
    /// A place by name.
    pub place: bool,
    /// Codes of places or of anything else that is written in letters.
    pub letters: bool,
    /// A name of a person, a place or a thing.
    pub name: bool,
    /// Several codes in a cell.
    pub list: bool,
    /// The header is itself a year, a quarter or a month.
    pub period: bool,
    /// Degrees of latitude or longitude.
    pub degrees: bool,
    /// Classes of ages, sizes or amounts.
    pub class: bool,
    /// Classes of ages or amounts, which spreadsheets take for days.
    pub band: bool,
    /// The number of a paper or a project: `Fattura`, `Delibera n.`.
    pub paper: bool,
    /// A time of day.
    pub clock: bool,
    /// How many of something whole.
    pub count: bool,
    /// The day of somebody's birth.
    pub birth: bool,
    /// Years and months: `Età (anni,mesi)`.
    pub years_and_months: bool,
    /// The labels of the rows of a pivot table.
    pub pivot: bool,
}

const CODE: &str = "id ids uid uuid guid identifier identificativo identifiant identificador code codes codice codici \
    cod codigo codigos kod kody kodu cap zip zipcode postcode plz postleitzahl postnummer postnr \
    pocztowy cp nuts lau iso iso2 iso3 iban bic swift codice_fiscale piva partita_iva vat siren siret \
    naf nace ateco isco cpv nip regon pesel teryt krs orgnr organisationsnummer \
    personnummer cnp cif nif dni nipc ssn phone telephone telefono gsm movil komorka recapito telefon telefone tel \
    cellulare fax kommunkod lanskod matricola protocollo cig cup geocode ags ean isbn doi schlussel \
    klucz chiave";

/// Words that name a code where they stand alone, and something else within a longer header: `di cui stranieri`,
/// `Popolazione ISTAT`, `nie pracujący`.
const CODE_ALONE: &str = "cedula rut ci documento identificacion mobil telemovel portable contacto contatto contatti kontakt kontakty contact contacts cui nie istat insee fiscale mobile cell handy isced key";

/// Words of days: those below which a spreadsheet may have left its count of days.
const DAY: &str = "date dates data datum fecha day giorno jour dia tag dag dzien start end inizio fine debut fin inicio \
    beginn ende poczatek koniec inceput sfarsit slut birth nascita scadenza avvio naissance";

const WHEN: &str = "date dates data datum fecha day giorno jour dia tag dag dzien zi start end inizio fine debut fin \
    inicio beginn ende poczatek koniec inceput sfarsit slut year anno annee ano jahr rok an ar period \
    periodo periode okres perioada month mese mois mes monat miesiac luna manad quarter trimestre \
    quartal kwartal kvartal semester semestre birth nascita zeitraum esercizio exercice ejercicio";

const PLACE: &str = "city citta comune comuni municipality place luogo town ville commune ciudad municipio stadt \
    gemeinde ort miasto gmina cidade concelho oras localitate comuna stad kommun country paese nazione \
    pays pais land kraj tara region regione provincia province territorio district distretto quartiere \
    departement wojewodztwo lan bundesland landkreis judet regiao distrito freguesia";

const LETTERS: &str = "country province provincia sigla targa geo iso iso2 iso3 nuts code codice cod kod ref_area prov cc \
    paese pays pais land state symbol";

const NAME: &str = "name nome nom nombre nazwa namn nume denominazione denominacion bezeichnung surname cognome cognom \
    apellido nazwisko efternamn label";

const LIST: &str = "goals sdgs sdg obiettivi objectifs objetivos ziele cele obiective mal targets codes codici ids \
    sectors settori ods odd groups gruppi groupes grupos grupy footnote footnotes fussnote fussnoten fotnot fotnoter \
    przypis przypisy";

const DEGREES: &str = "lon lng latitude longitude latitudine longitudine latitud longitud szerokosc dlugosc";

/// Words that say so by themselves: in Polish *lat* are years, and *long* is a word.
const DEGREES_ALONE: &str = "lat long";

const CLASS: &str = "age ages eta edad edades idade alter alder wiek varsta classe classi clase class klasse klasa \
    fascia fasce tranche tranches range band bracket gruppo group groupe grupo grupa gruppe przedzial intervallo \
    intervalle intervalo dimensione ampiezza size sezione turma clasa klass";

/// Those of them that are written from one number to another: `5-9`.
const BAND: &str = "age ages eta edad edades idade alter alder wiek varsta classe classi clase klasse klasa fascia fasce \
    tranche tranches band bracket przedzial dimensione size";

/// Papers, acts and projects, which have a number and its year, `12/2022`.
const PAPER: &str = "fattura fatture invoice facture factura fatura faktura rechnung ricevuta delibera delibere \
    deliberazione determina determine determinazione ordinanza decreto atto atti prot protocollo verbale pratica \
    pratiche fascicolo domanda istanza contratto contract convenzione progetto progetti project projet proyecto \
    projekt projeto bando rif riferimento ref reference n nr no num numero number nummer numer";

/// What else may stand in a header that names nothing but the number of a paper.
const OF: &str = "id di del della dell of the de la der";

const CLOCK: &str = "apertura chiusura durata duration duree ouverture fermeture opening closing otwarcie \
    zamkniecie ora orario orari hora horario entrata uscita dalle alle inizio fine arrivee depart beginn ende heure horaire uhrzeit godzina klockan tid time";

const COUNT: &str = "numero number nuclei utenti users persone people volontari volunteers abitanti residenti popolazione \
    population bevolkerung einwohner folkmangd invanare ludnosc innbyggere vakiluku populatie habitants habitantes \
    poblacion populacao beneficiari beneficiaries partecipanti participants iscritti nombre liczba antal anzahl totale minori";

/// The day of a birth; births alone may be counted, *urodzenia żywe*.
const BORN: &str =
    "nato_il nata_il dob nacido_el nacida_el nascido_em nascida_em ne_le nee_le geboren_am geb_am";

/// What spreadsheets call the labels of a pivot table.
const PIVOT: &str = "etichette_di_riga row_labels etiquettes_de_lignes etiquetas_de_fila zeilenbeschriftungen \
    etykiety_wierszy radetiketter rotulos_de_linha etichete_de_rand";

/// Words that make a number of what stands beside them: `number of codes`.
const QUANTITY: &str = "number numero count amount importo totale total quanti nombre montant liczba antal anzahl share \
    percent value";

/// Reads the hints of a header.
pub(crate) fn hints(header: &str) -> Hints {
    let words = words(header);
    let (quantity, born) = (says(&words, QUANTITY), says(&words, BORN));
    Hints {
        code: (says(&words, CODE) || words.len() == 1 && says(&words, CODE_ALONE)) && !quantity,
        day: says(&words, DAY) || born || words.iter().any(|word| word.ends_with("datum")),
        when: says(&words, WHEN) || born || words.iter().any(|word| word.ends_with("datum")),
        place: says(&words, PLACE),
        letters: says(&words, LETTERS),
        name: says(&words, NAME),
        period: super::period::period(header.trim()).is_some(),
        list: says(&words, LIST),
        degrees: says(&words, DEGREES) || words.len() == 1 && says(&words, DEGREES_ALONE),
        class: says(&words, CLASS),
        band: says(&words, BAND),
        paper: words.iter().any(|word| is_one(PAPER, word))
            && words.iter().all(|word| is_one(PAPER, word) || is_one(OF, word)),
        clock: words.len() < 4 && says(&words, CLOCK),
        count: says(&words, COUNT),
        birth: says(&words, BIRTH),
        years_and_months: says(
            &words,
            "anni_mesi years_months ans_mois anos_meses jahre_monate lata_miesiace",
        ),
        pivot: words.len() < 4 && says(&words, PIVOT),
    }
}

fn is_one(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_hint() {
        assert!(hints("Codice Fiscale").code && hints("kod_pocztowy").code && hints("projectId").code);
        assert!(!hints("di cui stranieri").code && hints("CUI").code && !hints("Popolazione ISTAT").code);
        assert!(hints("Codice ISTAT").code && !hints("Reddito per anno").day && hints("Data fine").day);
        assert!(!hints("Number of codes").code && !hints("Comune").code && !hints("Capacity").code);
        assert!(hints("Data inizio").when && hints("TIME_PERIOD").when && hints("Année").when);
        assert!(hints("Comune di residenza").place && hints("Miasto").place);
        assert!(hints("Fattura").paper && hints("N. prot.").paper && hints("Numero del progetto").paper);
        assert!(!hints("Data fattura").paper && !hints("Chiusura progetto").paper && !hints("Di").paper);
        assert!(hints("SDG goals").list && hints("Latitudine").degrees);
    }
}
