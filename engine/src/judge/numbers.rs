//! A column of numbers: which of the styles fit every cell, and whether those that are left agree.

use super::number::{Dressed, Mark, STYLES, Style, Thousands, codes_of, is_indian, rewrite, undress};

/// What the cells of a column say together.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// For each style whether it fits every cell.
    alive: [bool; STYLES.len()],
    /// Every cell is a number under some style.
    pub each: bool,
    /// Some cells show that the point is the decimal mark, some that the comma is: the first of each.
    pub clash: Option<(usize, usize)>,
    /// Cells of which what is around them matters.
    pub percent: u64,
    pub permille: u64,
    pub bare: u64,
    pub brackets: Option<usize>,
    pub sign_behind: Option<usize>,
    pub currency: Option<String>,
    pub currencies_differ: Option<usize>,
    pub with_currency: u64,
    pub indian: Option<usize>,
    /// A cell that needed more than digits.
    pub marked: bool,
    /// The most digits after the decimal mark.
    pub exponents: Option<usize>,
    /// Every power of ten has whole digits before it and no sign, `1E3`: it may as well be a code.
    pub short_exponents: bool,
}

/// What the cells of a column say about its decimal mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One style, or several that read every cell alike.
    Decided(Style),
    /// Two styles read some cells differently; the first such cell, and both readings.
    Either { point: Style, comma: Style, at: usize, count: u64 },
    /// No style fits every cell.
    Neither,
}

impl Numbers {
    /// Looks at the cells that are not missing, each with its row.
    pub(crate) fn survey<'a>(cells: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut out = Self {
            alive: [true; STYLES.len()],
            each: true,
            clash: None,
            percent: 0,
            permille: 0,
            bare: 0,
            brackets: None,
            sign_behind: None,
            currency: None,
            currencies_differ: None,
            with_currency: 0,
            indian: None,
            marked: false,
            exponents: None,
            short_exponents: true,
        };
        let mut only: [Option<usize>; 2] = [None, None];
        for (row, cell) in cells {
            let Some(dressed) = undress(cell) else {
                out.each = false;
                break;
            };
            out.clothes(row, &dressed);
            if dressed.body.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            out.marked = true;
            let fits = STYLES.map(|style| rewrite(&dressed, style).is_some());
            if !fits.contains(&true) {
                if is_indian(dressed.body) && out.indian.is_none() {
                    out.indian = Some(row);
                }
                out.each = false;
                break;
            }
            for (alive, fit) in out.alive.iter_mut().zip(fits) {
                *alive &= fit;
            }
            let point = STYLES.iter().zip(fits).any(|(style, fit)| fit && style.decimal == Mark::Point);
            let comma = STYLES.iter().zip(fits).any(|(style, fit)| fit && style.decimal == Mark::Comma);
            match (point, comma) {
                (true, false) => only[0] = only[0].or(Some(row)),
                (false, true) => only[1] = only[1].or(Some(row)),
                _ => {}
            }
        }
        if let [Some(point), Some(comma)] = only {
            out.clash = Some((point, comma));
        }
        out
    }

    fn clothes(&mut self, row: usize, dressed: &Dressed<'_>) {
        match dressed.per {
            Some('%') => self.percent += 1,
            Some(_) => self.permille += 1,
            None => self.bare += 1,
        }
        if dressed.brackets {
            self.brackets = self.brackets.or(Some(row));
        }
        if dressed.sign_behind {
            self.sign_behind = self.sign_behind.or(Some(row));
        }
        if dressed.body.contains(['e', 'E']) {
            self.exponents = self.exponents.or(Some(row));
            self.short_exponents &=
                dressed.body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'e' | b'E'));
        }
        if let Some(currency) = dressed.currency {
            self.with_currency += 1;
            // `€` and `EUR` are one currency.
            let codes = codes_of(currency);
            let alike = |known: &str| {
                codes.split(' ').any(|code| codes_of(known).split(' ').any(|other| other == code))
                    || known.eq_ignore_ascii_case(currency)
            };
            match &self.currency {
                None => self.currency = Some(currency.to_owned()),
                Some(known) if !alike(known) => {
                    self.currencies_differ = self.currencies_differ.or(Some(row));
                }
                // `kr` and then `SEK`: from here on it is known which.
                Some(known) if codes.len() < codes_of(known).len() => {
                    self.currency = Some(currency.to_owned());
                }
                Some(_) => {}
            }
        }
        self.marked |= dressed.negative || dressed.per.is_some() || dressed.currency.is_some();
    }

    /// The styles that fit every cell.
    fn alive(&self) -> impl Iterator<Item = Style> + '_ {
        STYLES.into_iter().zip(self.alive).filter(|(_, alive)| *alive).map(|(style, _)| style)
    }

    /// Whether the styles that are left agree on every cell.
    pub(crate) fn verdict<'a>(&self, cells: impl Iterator<Item = (usize, &'a str)>) -> Verdict {
        let styles: Vec<Style> = self.alive().collect();
        let Some(first) = styles.first().filter(|_| self.each) else { return Verdict::Neither };
        // Within one mark the styles differ only in which cells they fit.
        let point = styles.iter().find(|style| style.decimal == Mark::Point);
        let comma = styles.iter().find(|style| style.decimal == Mark::Comma);
        let (Some(point), Some(comma)) = (point, comma) else { return Verdict::Decided(*first) };
        let mut differ: Option<usize> = None;
        let mut count = 0;
        for (row, cell) in cells {
            if cell.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let Some(dressed) = undress(cell) else { continue };
            if rewrite(&dressed, *point) != rewrite(&dressed, *comma) {
                differ = differ.or(Some(row));
                count += 1;
            }
        }
        match differ {
            Some(at) => Verdict::Either { point: *point, comma: *comma, at, count },
            None => Verdict::Decided(*first),
        }
    }

    /// The decimal mark that the cells leave no choice about, where they show one at all.
    pub(crate) fn shown(&self) -> Option<Mark> {
        if !self.each {
            return None;
        }
        let mut marks = self.alive().map(|style| style.decimal);
        let first = marks.next()?;
        marks.all(|mark| mark == first).then_some(first)
    }
}

/// The style in words.
pub(crate) fn in_words(style: Style) -> &'static str {
    match (style.decimal, style.thousands) {
        (Mark::Point, Thousands::Other) => "decimal point, commas between thousands",
        (Mark::Point, Thousands::Space) => "decimal point, spaces between thousands",
        (Mark::Point, Thousands::Apostrophe) => "decimal point, apostrophes between thousands",
        (Mark::Point, Thousands::None) => "decimal point",
        (Mark::Comma, Thousands::Other) => "decimal comma, points between thousands",
        (Mark::Comma, Thousands::Space) => "decimal comma, spaces between thousands",
        (Mark::Comma, Thousands::Apostrophe) => "decimal comma, apostrophes between thousands",
        (Mark::Comma, Thousands::None) => "decimal comma",
    }
}
