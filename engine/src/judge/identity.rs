//! What tells who somebody is by its own shape and check digits: e-mail addresses, telephone numbers, bank accounts,
//! and the identity numbers of the nine languages' countries.

use super::date::day;

pub(super) fn is_email(cell: &str) -> bool {
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

pub(super) fn is_telephone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-/.()".contains(c))
}

/// ISO 13616: the account moved behind its country, letters as numbers from 10, is one more than a multiple of 97.
pub(super) fn is_iban(cell: &str) -> bool {
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
pub(super) fn is_lettered(cell: &str) -> bool {
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

/// Identity numbers of digits alone with a check digit: Poland, Romania, Sweden, France, Germany, Portugal.
pub(super) fn is_numbered(cell: &str) -> bool {
    let digits: Vec<i32> = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '+'))
        .filter_map(|c| c.to_digit(10))
        .map(digit)
        .collect();
    let only = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'));
    only && (is_pesel(&digits)
        || is_cnp(&digits)
        || is_personnummer(&digits)
        || is_nir(&digits)
        || is_steuer_id(&digits)
        || is_nif(&digits))
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

/// Germany's tax number, § 139b AO: of its first ten digits one stands twice or three times and the others once, and
/// the last is the check digit of ISO 7064, mod 11, 10.
fn is_steuer_id(digits: &[i32]) -> bool {
    if digits.len() != 11 || digits[0] == 0 {
        return false;
    }
    let mut times = [0_u8; 10];
    let mut product = 10;
    for digit in &digits[..10] {
        times[usize::try_from(*digit).unwrap_or(0)] += 1;
        let sum = match (digit + product) % 10 {
            0 => 10,
            other => other,
        };
        product = sum * 2 % 11;
    }
    let once = times.iter().filter(|times| **times == 1).count();
    let again = times.iter().any(|times| matches!(times, 2 | 3));
    again && matches!(once, 7 | 8) && (11 - product) % 10 == digits[10]
}

/// Portugal's tax number of a person, Decreto-Lei 14/2013: it begins with 1, 2, 3 or 45, and the last digit comes from
/// the others by eleven.
fn is_nif(digits: &[i32]) -> bool {
    if digits.len() != 9 || !(matches!(digits[0], 1..=3) || two(digits, 0) == 45) {
        return false;
    }
    let check = match 11 - weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 {
        rest if rest > 9 => 0,
        rest => rest,
    };
    check == digits[8]
}

/// Whether a cell by itself tells who somebody is, whatever its column: an e-mail address, a bank account, a number
/// with letters that a state gives, a telephone number with its country in front.
pub(super) fn is_someone(cell: &str) -> bool {
    tells(cell, is_lettered)
}

/// The same where no code of another kind can be meant: some numbers with letters have no check, or one of 23 fits.
pub(crate) fn is_surely_someone(cell: &str) -> bool {
    // It is asked of every cell of a text: no code or account is so short, and most texts are.
    if cell.len() < 15 && !cell.starts_with('+') && !cell.bytes().any(|byte| byte == b'@') {
        return false;
    }
    let plain = |cell: &str| cell.len() == 16 && is_codice_fiscale(&cell.to_ascii_uppercase());
    tells(cell, plain)
}

fn tells(cell: &str, lettered: impl Fn(&str) -> bool) -> bool {
    // Most cells are told by one look: none of these is short, and all but an e-mail address hold digits.
    if !(6..=60).contains(&cell.len()) {
        return false;
    }
    if cell.contains('@') {
        return is_email(cell);
    }
    if cell.starts_with('+') {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        return digits >= 9 && is_telephone(cell);
    }
    cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.bytes().any(|byte| byte.is_ascii_alphabetic())
        && (lettered(cell) || is_iban(cell))
}

/// Whether a text of digits alone is a number with a date and a check digit that a state gives to a person. One cell
/// can be so by chance, in one of fifty.
pub(super) fn is_someones_number(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (digits > 10 || digits == 10 && cell.contains(['-', '+'])) && is_numbered(cell)
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
    fn tax_numbers_of_germany_and_portugal() {
        // Published specimens: Bundeszentralamt für Steuern, ELSTER; Autoridade Tributária.
        assert!(is_numbered("86095742719") && !is_numbered("86095742718"));
        assert!(is_numbered("47036892816") && !is_numbered("47036892817"));
        assert!(is_numbered("123456789") && !is_numbered("123456788") && !is_numbered("501442600"));
    }

    #[test]
    fn one_cell_can_tell_by_itself() {
        for cell in [
            "maria.rossi@example.org",
            "RSSMRA85T10A562S",
            "IT60X0542811101000000123456",
            "IT60 X054 2811 1010 0000 0123 456",
            "+39 347 1234567",
            "12345678Z",
        ] {
            assert!(is_someone(cell), "{cell}");
        }
        for cell in ["Torino", "+12", "+5 %", "2021-03-15", "a@b", "ITC11", "1234567890", "E12000001", ""] {
            assert!(!is_someone(cell), "{cell}");
        }
        assert!(is_surely_someone("RSSMRA85T10A562S") && is_surely_someone("a@example.org"));
        assert!(!is_surely_someone("12345678Z") && !is_surely_someone("AB123456C"));
        assert!(is_someones_number("44051401359") && is_someones_number("811228-9874"));
        assert!(!is_someones_number("1234567890") && !is_someones_number("123456789"));
    }
}
