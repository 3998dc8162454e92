//! Personal data: what tells who somebody is, by its shape, its check digits, and the header above it.

use super::date::dated;
use super::identity::{is_email, is_iban, is_lettered, is_numbered, is_someone, is_telephone};
use super::words::{says, words};
use std::collections::BTreeSet;

/// What a column tells about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Personal {
    Email,
    Telephone,
    Iban,
    /// A tax code or another number that a state gives to a person.
    NationalId,
    /// A given name, a surname, or both.
    Name,
    Birth,
    Address,
}

impl Personal {
    /// The kind in words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Email => "e-mail addresses",
            Self::Telephone => "telephone numbers",
            Self::Iban => "bank accounts",
            Self::NationalId => "personal identity numbers",
            Self::Name => "names of people",
            Self::Birth => "dates of birth",
            Self::Address => "addresses",
        }
    }
}

/// How many cells are looked at.
const LOOKED_AT: usize = 200;

/// What a column tells about people, by its header and its cells; nothing where it tells nothing.
pub(crate) fn personal(header: &str, cells: &[&str]) -> Option<Personal> {
    let words = words(header);
    let filled: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect();
    let most = |fits: fn(&str) -> bool| {
        let found = filled.iter().filter(|cell| fits(cell)).count();
        found > 0 && found * 2 >= filled.len()
    };
    if most(is_email)
        || says(&words, "email mail e_mail courriel correo") && filled.iter().any(|c| c.contains('@'))
    {
        return Some(Personal::Email);
    }
    if most(is_iban) || says(&words, "iban") && filled.iter().any(|cell| cell.len() >= 15) {
        return Some(Personal::Iban);
    }
    let digits_sure = filled.len() >= 3 && most(is_numbered) && {
        let found = filled.iter().filter(|cell| is_numbered(cell)).count();
        found * 10 >= filled.len() * 9
    };
    let id_header = says(
        &words,
        "codice_fiscale cod_fiscale codicefiscale c_f cf tax_code pesel personnummer personnr cnp cod_numeric_personal dni \
         nie nir ssn steuer_id steuer_identifikationsnummer steueridentifikationsnummer steuernummer idnr nino \
         national_insurance nhs_number cartao_de_cidadao niss numero_de_securite_sociale social_security passport \
         passaporto passeport pasaporte pasaport reisepass paszport paszportu passaporte",
    );
    if most(is_lettered) || digits_sure || id_header && filled.iter().any(|cell| cell.len() >= 6) {
        return Some(Personal::NationalId);
    }
    let telephone = says(&words, TELEPHONE)
        || words.iter().any(|word| TELEPHONES.iter().any(|begin| word.starts_with(begin)));
    if telephone && most(is_telephone) || most(|cell| cell.starts_with('+') && is_telephone(cell)) {
        return Some(Personal::Telephone);
    }
    // Of every kind some: a column of contacts.
    if most(is_someone) {
        let first = filled.iter().find(|cell| is_someone(cell)).copied().unwrap_or_default();
        return Some(match first {
            _ if first.contains('@') => Personal::Email,
            _ if first.starts_with('+') => Personal::Telephone,
            _ => Personal::NationalId,
        });
    }
    let empty = filled.is_empty();
    if says(&words, SURNAME) && (empty || most(is_wordlike)) {
        return Some(Personal::Name);
    }
    if says(&words, BIRTH) && (empty || most(|cell| dated(cell).is_some())) {
        return Some(Personal::Birth);
    }
    let address = says(&words, "address indirizzo adresse direccion endereco adresa adres domicilio");
    // `Situação do domicílio`: `Total`, `Urbana`, `Rural` are the same words again and again, and no address.
    let numbered = filled.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    let different: BTreeSet<&str> = filled.iter().copied().collect();
    (address
        && (numbered || different.len() * 2 > filled.len())
        && !says(&words, "ip web url sito")
        && filled.iter().any(|cell| cell.chars().any(char::is_alphabetic)))
    .then_some(Personal::Address)
}

const TELEPHONE: &str = "phone telephone telefono telefon telefone tel mobile cell cellulare fax gsm movil handy \
    komorka recapito portable contact telemovel mobil contacto contatto contatti";
/// How such words begin where they are joined with others: `Telefonnummer`, `numer telefonu`.
const TELEPHONES: [&str; 5] = ["telef", "handyn", "mobiltel", "komork", "celular"];
const SURNAME: &str = "surname cognome last_name first_name family_name given_name nom_de_famille prenom apellido \
    apellidos nachname vorname nazwisko imie sobrenome apelido nume_de_familie prenume efternamn fornamn full_name \
    nome_e_cognome cognome_e_nome nome_cognome nominativo";
pub(super) const BIRTH: &str = "birth birthday birthdate dob nascita naissance nacimiento geburtsdatum geburtstag urodzenia \
    nascimento nasterii fodelsedatum fodd urodz born nato_il nata_il nato_a nasc nacido nacida nascido nascida \
    nascut nascuta ne_le nee_le ne_e_le geboren geb geburt urodzony urodzona data_ur fodelse";
/// Words for whoever takes part: beside dates of birth their cells may be names.
const WHO: &str = "name nome nom nombre nazwa namn nume persona personne osoba person participant participante \
    partecipante teilnehmer teilnehmerin uczestnik uczestniczka deltagare beneficiario beneficiaria beneficiary \
    beneficiaire beneficjent beneficiar utente user assistito assistita cliente client klient klientka brukare child \
    bambino bambina enfant kind dziecko barn copil crianca nino nina student studente alunno alunna eleve schuler \
    uczen elev aluno minore candidato candidate lavoratore tirocinante";

/// A cell with every letter and digit hidden, so that only its shape is seen.
///
/// ```text
/// mask("maria@example.org") = "•••••@•••••••.•••"
/// ```
pub(crate) fn mask(cell: &str) -> String {
    cell.chars().map(|c| if c.is_alphanumeric() { '•' } else { c }).collect()
}

/// Columns that name a person and say when she was born: together they tell who somebody is, each alone may not. So do
/// a given name and a surname.
/// Gives the columns that hold names.
pub(crate) fn names_beside_births(columns: &[(&str, Vec<&str>)]) -> Vec<usize> {
    let tells = |kind| columns.iter().any(|(header, cells)| personal(header, cells) == Some(kind));
    let (births, surnames) = (tells(Personal::Birth), tells(Personal::Name));
    if !births && !surnames {
        return Vec::new();
    }
    // Beside a surname a word is a given name.
    let given = |header: &str, cells: &[&str]| {
        let words = words(header);
        words.len() == 1
            && says(&words, "name nome nom nombre namn nume")
            && cells.iter().all(|cell| !cell.contains(';') && (cell.is_empty() || is_wordlike(cell)))
    };
    let named = |(_, (header, cells)): &(usize, &(&str, Vec<&str>))| {
        let words = words(header);
        let full = |cell: &&&str| {
            let parts: Vec<&str> = cell.split_whitespace().collect();
            (2..=4).contains(&parts.len())
                && parts.iter().all(|part| {
                    part.chars().next().is_some_and(char::is_uppercase)
                        && part.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.'))
                })
        };
        let filled: Vec<&&str> =
            cells.iter().filter(|cell| !cell.trim().is_empty()).take(LOOKED_AT).collect();
        let different: std::collections::BTreeSet<&&&str> = filled.iter().collect();
        let names = filled.iter().filter(|cell| full(cell)).count();
        let whole = births
            && says(&words, WHO)
            && names > 0
            && names * 2 >= filled.len()
            && different.len() * 2 >= filled.len();
        whole || surnames && given(header, cells)
    };
    columns.iter().enumerate().filter(named).map(|(at, _)| at).collect()
}

fn is_wordlike(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !cell.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_tell_who_somebody_is() {
        for (header, cells, expected) in [
            ("contatto", &["a.b@example.org", "", "c@example.it"][..], Some(Personal::Email)),
            ("x", &["RSSMRA85T10A562S"], Some(Personal::NationalId)),
            ("x", &["IT60X0542811101000000123456"], Some(Personal::Iban)),
            ("telefono", &["011 123456"], Some(Personal::Telephone)),
            ("x", &["+39 011 123456"], Some(Personal::Telephone)),
            ("Cognome", &["Rossi", "Bianchi"], Some(Personal::Name)),
            ("Data di nascita", &["31/12/1980"], Some(Personal::Birth)),
            ("Indirizzo", &["via Roma 3"], Some(Personal::Address)),
            ("x", &["44051401359", "44051401359", "02070803628"], Some(Personal::NationalId)),
            ("Comune", &["Torino"], None),
            ("Birth rate", &["7,5"], None),
            ("n", &["1234567890", "1234567891", "1234567892"], None),
            ("url", &["https://example.org/@x"], None),
            ("Telefonnummer", &["011 123456"], Some(Personal::Telephone)),
            ("Numer telefonu", &["22 123 45 67"], Some(Personal::Telephone)),
            ("Mobilità", &["123456"], None),
            ("x", &["a@example.org", "+39 347 1234567", "RSSMRA85T10A562S", "x"], Some(Personal::Email)),
            ("x", &["86095742719", "47036892816", "86095742719"], Some(Personal::NationalId)),
            ("Nato il", &["31/12/1980"], Some(Personal::Birth)),
            ("Né(e) le", &["31/12/1980"], Some(Personal::Birth)),
            ("Née le", &["31/12/1980"], Some(Personal::Birth)),
            ("Data ur.", &["31.12.1980"], Some(Personal::Birth)),
            ("Children born", &["31"], None),
        ] {
            assert_eq!(personal(header, cells), expected, "{header} {cells:?}");
        }
    }

    #[test]
    fn masks_show_the_shape_alone() {
        assert_eq!(mask("maria@example.org"), "•••••@•••••••.•••");
    }

    #[test]
    fn names_matter_beside_births() {
        let people = vec!["Maria Rossi", "Anna Bianchi", "Jan Kowalski"];
        let births = ("born: date of birth", vec!["1980-01-01", "1981-01-01", "1982-01-01"]);
        for header in ["Nome", "Beneficiario", "Bénéficiaire", "Uczestnik", "Deltagare", "Teilnehmer"] {
            assert_eq!(names_beside_births(&[(header, people.clone()), births.clone()]), [0], "{header}");
        }
        assert_eq!(names_beside_births(&[("Nome", people)]), [0_usize; 0]);
    }
}
