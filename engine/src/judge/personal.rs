//! Personal data: what tells who somebody is, by its shape, its check digits, and the header above it.

use super::date::{dated, day};
use super::words::{says, words};

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
        "codice_fiscale cf tax_code pesel personnummer cnp dni nie nir ssn steuer_id steueridentifikationsnummer nino \
         numero_de_securite_sociale social_security passport passaporto passeport",
    );
    if most(is_lettered) || digits_sure || id_header && filled.iter().any(|cell| cell.len() >= 6) {
        return Some(Personal::NationalId);
    }
    if says(&words, TELEPHONE) && most(is_telephone)
        || most(|cell| cell.starts_with('+') && is_telephone(cell))
    {
        return Some(Personal::Telephone);
    }
    let empty = filled.is_empty();
    if says(&words, SURNAME) && (empty || most(is_wordlike)) {
        return Some(Personal::Name);
    }
    if says(&words, BIRTH) && (empty || most(|cell| dated(cell).is_some())) {
        return Some(Personal::Birth);
    }
    let address = says(&words, "address indirizzo adresse direccion endereco adresa adres domicilio");
    (address
        && !says(&words, "ip web url sito")
        && filled.iter().any(|cell| cell.chars().any(char::is_alphabetic)))
    .then_some(Personal::Address)
}

const TELEPHONE: &str = "phone telephone telefono telefon telefone tel mobile cell cellulare fax gsm movil handy \
    komorka recapito portable contact telemovel mobil contacto contatto contatti";
const SURNAME: &str = "surname cognome last_name first_name family_name given_name nom_de_famille prenom apellido \
    apellidos nachname vorname nazwisko imie sobrenome apelido nume_de_familie prenume efternamn fornamn full_name \
    nome_e_cognome cognome_e_nome nome_cognome nominativo";
const BIRTH: &str = "birth birthday birthdate dob nascita naissance nacimiento geburtsdatum geburtstag urodzenia \
    nascimento nasterii fodelsedatum fodd urodz";

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
            && says(&words, "name nome nom nombre nazwa namn nume persona person participant partecipante")
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

fn is_email(cell: &str) -> bool {
    let Some((user, host)) = cell.split_once('@') else { return false };
    let good = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    !user.is_empty()
        && user.chars().all(good)
        && !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && end.len() >= 2
        && end.chars().all(char::is_alphabetic)
}

fn is_telephone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-/.()".contains(c))
}

/// ISO 13616: the account moved behind its country, letters as numbers from 10, is one more than a multiple of 97.
fn is_iban(cell: &str) -> bool {
    let bare: Vec<u8> = cell.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if !(15..=34).contains(&bare.len())
        || !bare[..2].iter().all(u8::is_ascii_uppercase)
        || !bare[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let mut rest = 0_u32;
    for byte in bare[4..].iter().chain(&bare[..4]) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(byte - b'A') + 10,
            _ => return false,
        } % 97;
    }
    rest == 1
}

/// Identity numbers with letters: Italy's codice fiscale, Spain's DNI and NIE, Britain's national insurance number.
fn is_lettered(cell: &str) -> bool {
    let bare = cell.replace([' ', '-', '.'], "").to_uppercase();
    is_codice_fiscale(&bare) || is_dni(&bare) || is_nino(&bare)
}

/// D.M. 23 dicembre 1976: six letters, two digits, a month, a day, a place, and a letter of control.
fn is_codice_fiscale(code: &str) -> bool {
    const ODD: [u32; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12,
        14, 16, 10, 22, 25, 24, 23,
    ];
    let bytes = code.as_bytes();
    if bytes.len() != 16 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    // Where two people would have the same code, digits are written as letters.
    let digit = |byte: u8| byte.is_ascii_digit() || b"LMNPQRSTUV".contains(&byte);
    let shaped = bytes.iter().enumerate().all(|(at, byte)| match at {
        6 | 7 | 9 | 10 | 12..=14 => digit(*byte),
        8 => b"ABCDEHLMPRST".contains(byte),
        _ => byte.is_ascii_uppercase(),
    });
    if !shaped {
        return false;
    }
    let value = |byte: u8| u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' });
    let sum: u32 = bytes[..15]
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            if at % 2 == 1 {
                return value(*byte);
            }
            let letter = if byte.is_ascii_digit() { 0 } else { 10 };
            ODD[(value(*byte) + letter) as usize]
        })
        .sum();
    sum % 26 == value(bytes[15])
}

/// Real Decreto 1553/2005: the number modulo 23 gives the letter; X, Y and Z in front stand for 0, 1 and 2.
fn is_dni(code: &str) -> bool {
    let Some(letter) = code.as_bytes().last().filter(|_| code.len() == 9 && code.is_ascii()) else {
        return false;
    };
    let digits = code[..8].replacen('X', "0", 1).replacen('Y', "1", 1).replacen('Z', "2", 1);
    let number = digits.parse::<usize>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    number.is_some_and(|number| b"TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == *letter)
}

fn is_nino(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 9
        && bytes[..2].iter().all(|b| b.is_ascii_uppercase() && !b"DFIQUV".contains(b))
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && matches!(bytes[8], b'A'..=b'D')
}

/// Identity numbers of digits alone that hold a date and a check digit: Poland, Romania, Sweden, France.
fn is_numbered(cell: &str) -> bool {
    let digits: Vec<i32> = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '+'))
        .filter_map(|c| c.to_digit(10))
        .map(digit)
        .collect();
    let only = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'));
    only && (is_pesel(&digits) || is_cnp(&digits) || is_personnummer(&digits) || is_nir(&digits))
}

fn digit(digit: u32) -> i32 {
    i32::try_from(digit).unwrap_or(0)
}

fn two(digits: &[i32], at: usize) -> i32 {
    digits[at] * 10 + digits[at + 1]
}

fn weighted(digits: &[i32], weights: &[i32]) -> i32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Ustawa o ewidencji ludności, art. 15: the century is added to the month.
fn is_pesel(digits: &[i32]) -> bool {
    if digits.len() != 11 {
        return false;
    }
    let month = two(digits, 2);
    let century = match month / 20 {
        4 => 1800,
        other => 1900 + 100 * other,
    };
    let check = (10 - weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10;
    day(century + two(digits, 0), month % 20, two(digits, 4)).is_some() && check == digits[10]
}

/// Legea 105/1996: sex and century, date, county, number, and a check digit by 279146358279.
fn is_cnp(digits: &[i32]) -> bool {
    if digits.len() != 13 || digits[0] == 0 {
        return false;
    }
    let rest = weighted(digits, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let check = if rest == 10 { 1 } else { rest };
    (1..=12).contains(&two(digits, 3)) && (1..=31).contains(&two(digits, 5)) && check == digits[12]
}

/// Folkbokföringslagen: ten or twelve digits, the last by Luhn over the ten.
fn is_personnummer(digits: &[i32]) -> bool {
    let ten = match digits.len() {
        10 => digits,
        12 if (18..=20).contains(&two(digits, 0)) => &digits[2..],
        _ => return false,
    };
    let doubled = |(at, digit): (usize, &i32)| {
        let size = if at % 2 == 0 { digit * 2 } else { *digit };
        size / 10 + size % 10
    };
    let sum: i32 = ten.iter().enumerate().map(doubled).sum();
    let born = two(ten, 4);
    // A day with 60 added is a coordination number.
    (1..=12).contains(&two(ten, 2))
        && ((1..=31).contains(&born) || (61..=91).contains(&born))
        && sum % 10 == 0
}

/// France: sex, year, month, place, order, and the complement to 97.
fn is_nir(digits: &[i32]) -> bool {
    if digits.len() != 15 || !(1..=2).contains(&digits[0]) || !(1..=12).contains(&two(digits, 3)) {
        return false;
    }
    let number = digits[..13].iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(*digit));
    97 - number % 97 == i64::from(two(digits, 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_with_their_check_digits() {
        // Published specimens: Agenzia delle Entrate, gov.pl, Skatteverket, Insee, Ministerio del Interior.
        assert!(is_codice_fiscale("RSSMRA85T10A562S") && !is_codice_fiscale("RSSMRA85T10A562T"));
        assert!(is_dni("12345678Z") && !is_dni("12345678A") && is_dni("X1234567L"));
        assert!(is_nino("AB123456C") && !is_nino("AB123456Z"));
        assert!(is_numbered("44051401359") && !is_numbered("44051401358"));
        assert!(is_numbered("811228-9874") && !is_numbered("811228-9873"));
        assert!(is_numbered("1800101221144") && !is_numbered("1800101221145"));
        assert!(is_numbered("255081416802538") && !is_numbered("255081416802539"));
        assert!(is_iban("IT60X0542811101000000123456") && is_iban("DE89 3704 0044 0532 0130 00"));
        assert!(!is_iban("IT60X0542811101000000123457"));
    }

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
        assert_eq!(names_beside_births(&[("Nome", people.clone()), births]), [0]);
        assert_eq!(names_beside_births(&[("Nome", people)]), [0_usize; 0]);
    }
}
