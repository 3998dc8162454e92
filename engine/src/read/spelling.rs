//! Which encoding of one byte per letter makes a text look like a language.
//!
//! Each candidate's text is scored by its letters beyond ASCII: letters of one language speak for it; signs within
//! words, capitals after small letters and control characters speak against it. `chardetng`, which knows pairs of
//! letters of many languages, has a voice as well.

use super::letters::{IBM850, IBM852, Letters};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_8859_2, ISO_8859_15, MACINTOSH, WINDOWS_1250, WINDOWS_1252};

/// Bytes of lines with letters beyond ASCII that are looked at.
const LOOKED_AT: usize = 64 << 10;

/// An encoding that the bytes may be in.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub encoding: Letters,
    /// Its name as people know it.
    pub name: &'static str,
    pub score: i64,
    /// How many letters and signs beyond ASCII were looked at.
    pub letters: i64,
    /// A word that shows the reading.
    pub example: String,
    /// The lines that were looked at.
    pub text: String,
}

/// The encodings that the bytes may be in, the likeliest first.
pub(crate) fn candidates(bytes: &[u8]) -> Vec<Candidate> {
    let sample = sample(bytes);
    let guess = {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&sample, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let mut known: Vec<(Letters, &'static str, &[&str])> = vec![
        (Letters::Web(WINDOWS_1252), "Windows-1252", &WESTERN),
        (Letters::Web(ISO_8859_15), "ISO-8859-15", &WESTERN),
        (Letters::Web(WINDOWS_1250), "Windows-1250", &CENTRAL),
        (Letters::Web(ISO_8859_2), "ISO-8859-2", &CENTRAL),
        (Letters::Web(MACINTOSH), "Mac Roman", &WESTERN),
        (Letters::Dos(IBM850), "IBM850", &WESTERN),
        (Letters::Dos(IBM852), "IBM852", &CENTRAL),
    ];
    let name = guess.name();
    let guess = Letters::Web(guess);
    if known.iter().all(|(encoding, ..)| *encoding != guess) {
        known.push((guess, name, &OTHER));
    }
    let mut out: Vec<Candidate> = known
        .into_iter()
        .map(|(encoding, name, languages)| {
            let text = encoding.decode(&sample).0;
            let (score, letters) = score(&text, languages);
            let voice = if encoding == guess { 1 + letters / 4 } else { 0 };
            let usual = i64::from(encoding == Letters::Web(WINDOWS_1252));
            Candidate {
                encoding,
                name,
                score: score + voice + usual,
                letters,
                example: example(&text),
                text: text.into_owned(),
            }
        })
        .collect();
    // The sort is stable: among equals the order above counts.
    out.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    out
}

/// The lines that hold bytes beyond ASCII, up to a limit.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_ascii() {
            let room = LOOKED_AT.saturating_sub(out.len());
            out.extend_from_slice(&line[..line.len().min(room)]);
            if out.len() >= LOOKED_AT {
                break;
            }
        }
    }
    out
}

fn example(text: &str) -> String {
    words(text).next().unwrap_or_default().to_owned()
}

/// The words beyond ASCII.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let word = |c: char| c.is_alphanumeric() || !c.is_ascii();
    text.split(move |c| !word(c)).filter(|word| !word.is_ascii())
}

impl Candidate {
    /// The first word that the two read differently; nothing where they agree.
    pub(crate) fn differs(&self, other: &Self) -> Option<(String, String)> {
        let mut pairs = words(&self.text).zip(words(&other.text));
        pairs.find(|(one, two)| one != two).map(|(one, two)| (one.to_owned(), two.to_owned()))
    }
}

fn score(text: &str, languages: &[&str]) -> (i64, i64) {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<char> = Vec::new();
    let mut signs = 0;
    let mut count = 0;
    for (at, &c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        count += 1;
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1).copied();
        let word_before = before.is_some_and(char::is_alphabetic);
        signs += sign(c, before, after, &letters[..at]);
        if matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}') {
            signs -= 10;
        } else if matches!(c, 'ˇ' | '˘' | '˛' | '˝' | '˙') {
            // An accent without its letter.
            signs -= 6;
        } else if matches!(c, '–' | '—')
            && [before, after].into_iter().all(|beside| beside.is_some_and(char::is_uppercase))
        {
            // `I–VI`
            signs += 1;
        } else if c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ˆ') {
            found.push(c);
            if [before, after].into_iter().flatten().any(|beside| beside.is_ascii_digit())
                || (c.is_uppercase() && before.is_some_and(char::is_lowercase))
            {
                signs -= 3;
            }
        } else if matches!(c, '’' | '‘') {
            signs += i64::from(word_before) * 2;
        } else if c == '€' {
            signs += 2;
        } else if matches!(c, '¤' | '¨' | '´' | '¸' | '¦') {
            signs -= 2;
        } else if word_before
            && (after.is_some_and(char::is_alphabetic)
                || !matches!(
                    c,
                    '»' | '”'
                        | '“'
                        | '…'
                        | '°'
                        | 'ª'
                        | 'º'
                        | '²'
                        | '³'
                        | '®'
                        | '™'
                        | '\u{A0}'
                        | '·'
                        | '–'
                        | '—'
                        | '¹'
                ))
        {
            signs -= if after.is_some_and(char::is_alphabetic) { 4 } else { 3 };
        }
        // Italian has its accents at the end of words.
        if matches!(c, 'à' | 'è' | 'é' | 'ì' | 'ò' | 'ù')
            && word_before
            && !after.is_some_and(char::is_alphabetic)
        {
            signs += 1;
        }
        // Portuguese has õ before e, and ã before o, e and s or at the end; elsewhere they may be ő and ă.
        let soft = |ends: &str| !after.is_some_and(|c| c.is_alphabetic() && !ends.contains(c));
        if matches!(c, 'õ' | 'Õ') && !after.is_some_and(|c| "eE".contains(c))
            || matches!(c, 'ã' | 'Ã') && !soft("oesOES")
        {
            signs -= 1;
        }
        // In the languages that have it, ñ stands before a vowel.
        if matches!(c, 'ñ' | 'Ñ') && !after.is_some_and(|c| "aeiouáéíóúAEIOUÁÉÍÓÚ".contains(c)) {
            signs -= 4;
        }
    }
    let spoken = languages
        .iter()
        .map(|language| {
            let one = |c: &char| {
                let lower = c.to_lowercase().next().unwrap_or(*c);
                if language.contains(lower) || lower.is_ascii() {
                    2
                } else if languages.iter().any(|other| other.contains(lower)) {
                    0
                } else {
                    -3
                }
            };
            found.iter().map(one).sum::<i64>()
        })
        .max()
        .unwrap_or(0);
    (spoken + signs, count)
}

/// How well a sign stands where it stands: a pound before its number, a dash between spaces, quotes around words; and how
/// badly a letter all alone that is no word of any language.
fn sign(c: char, before: Option<char>, after: Option<char>, text: &[char]) -> i64 {
    const WORDS: &str = "àèéìòóáúíöåâôÀÈÉÒÓÁÅ";
    let is = |beside: Option<char>, fits: &dyn Fn(char) -> bool| beside.is_some_and(fits);
    let digit = |beside| is(beside, &|c| c.is_ascii_digit());
    let alone = !is(before, &char::is_alphanumeric) && !is(after, &char::is_alphanumeric);
    let unit = |names: &[&str]| {
        let word: String = text
            .iter()
            .rev()
            .take_while(|c| c.is_alphabetic())
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        names.contains(&word.as_str())
    };
    let good = match c {
        '£' | '¥' | '€' => {
            alone || digit(after) || digit(before) || is(after, &|c| matches!(c, '-' | ' '))
        }
        '³' | '²' => unit(&["m", "km", "cm", "mm", "dm", "hm"]) && !is(after, &char::is_alphabetic),
        'µ' => is(after, &|c| matches!(c, 'g' | 'm' | 'S' | 'l')) && !is(before, &char::is_alphabetic),
        '±' | '§' => digit(after) || is(after, &|c| c == ' '),
        '©' | '®' | '–' | '—' | '…' | '•' => alone,
        '“' | '«' => !is(before, &char::is_alphabetic),
        '”' | '»' => !is(after, &char::is_alphabetic),
        '’' => is(before, &char::is_alphabetic) && is(after, &char::is_alphabetic),
        _ => false,
    };
    if good {
        3
    } else if alone && c.is_alphabetic() && !WORDS.contains(c) && !matches!(c, 'ª' | 'º') {
        -4
    } else {
        0
    }
}

/// Letters beyond ASCII: Italian, French, Spanish, Portuguese, German, Swedish and Finnish, Danish and Norwegian,
/// Dutch, Catalan, Icelandic.
const WESTERN: [&str; 10] = [
    "àèéìíòóùú",
    "àâæçèéêëîïôœùûüÿ",
    "áéíñóúü",
    "áâãàçéêíóôõú",
    "äöüß",
    "åäöé",
    "æøåé",
    "ëïéèöü",
    "àçèéíïòóúü",
    "áéíóúýþðæö",
];

/// Polish, Czech, Slovak, Hungarian, Romanian, Croatian and Slovene, German.
const CENTRAL: [&str; 7] =
    ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß"];

/// Turkish, Lithuanian, Latvian, Estonian, Russian and Ukrainian and Bulgarian and Serbian, Greek.
const OTHER: [&str; 6] = [
    "çğıöşü",
    "ąčęėįšųūž",
    "āčēģīķļņšūž",
    "äöõüšž",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґђјљњћџ",
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
];
