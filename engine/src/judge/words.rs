//! Headers and cells as plain words: lower case, without accents, split where something else than a letter or digit
//! stands.

/// A letter without its accent, lower case; two letters where one stands for two.
pub(crate) fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' | 'ā' => "a",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' | 'ė' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' => "u",
        'ç' | 'ć' | 'č' => "c",
        'ñ' | 'ń' | 'ň' => "n",
        'ś' | 'š' | 'ș' | 'ş' => "s",
        'ł' => "l",
        'ț' | 'ţ' | 'ť' => "t",
        'ź' | 'ż' | 'ž' => "z",
        'ý' | 'ÿ' => "y",
        'ř' => "r",
        'ď' | 'đ' => "d",
        'ğ' => "g",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// A text in lower case without accents; what is no letter stays.
///
/// ```text
/// fold("Città") = "citta", fold("Größe") = "grosse"
/// ```
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            // Accents that stand as characters of their own.
            None if ('\u{300}'..='\u{36F}').contains(&c) => {}
            None => out.push(c),
        }
    }
    out
}

/// A cell without white space around it, and without the characters of no width that copying leaves behind.
pub(crate) fn bare(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| *byte > b' ' && *byte < 0x7F);
    if plain(bytes.first()) && plain(bytes.last()) {
        return cell;
    }
    let nothing = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{2060}')
    };
    cell.trim_matches(nothing)
}

/// The words of a header: `obsValue`, `OBS_VALUE` and `Obs. value` are the same two.
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut split = String::with_capacity(header.len() + 4);
    let mut before_is_lower = false;
    for c in header.chars() {
        if c.is_uppercase() && before_is_lower {
            split.push(' ');
        }
        before_is_lower = c.is_lowercase();
        split.push(c);
    }
    fold(&split).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether one of these words stands in the header. `any` holds them with spaces between; words that follow each other
/// are joined with `_`: `"iban codice_fiscale"`.
pub(crate) fn says(words: &[String], any: &str) -> bool {
    any.split(' ').any(|wanted| {
        let parts = wanted.split('_');
        let count = parts.clone().count();
        words.windows(count).any(|window| window.iter().zip(parts.clone()).all(|(a, b)| a == b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_headers() {
        for (header, expected) in [
            ("Codice fiscale", &["codice", "fiscale"][..]),
            ("obsValue", &["obs", "value"]),
            ("OBS_VALUE", &["obs", "value"]),
            ("Année (%)", &["annee"]),
            ("Łódź-Śródmieście", &["lodz", "srodmiescie"]),
            ("CAP", &["cap"]),
            ("geo\\TIME_PERIOD", &["geo", "time", "period"]),
            ("2019 ", &["2019"]),
        ] {
            assert_eq!(words(header), expected, "{header}");
        }
        assert!(says(&words("Codice fiscale del referente"), "iban codice_fiscale"));
        assert!(!says(&words("Fiscale, codice"), "iban codice_fiscale"));
    }

    #[test]
    fn combining_accents_are_folded() {
        assert_eq!(fold("Citta\u{300}"), "citta");
    }
}
