//! Rows that are totals of others: by the words of their label, or because they are the sum of other rows.

use super::facts::Facts;
use super::noted::{Noted, brief, shown};
use super::sums;
use crate::told::told;
use esito_model::Severity;

/// Words that call a row a total of others.
const TOTALS: [&str; 90] = [
    "hela riket",
    "sous total",
    "sub total",
    "s/total",
    "totaux",
    "podsuma",
    "summering",
    "tot. generale",
    "dev. standard",
    "dev.st.",
    "deviazione standard",
    "standard deviation",
    "std. dev.",
    "std dev",
    "st. dev.",
    "écart-type",
    "standardabweichung",
    "odchylenie standardowe",
    "standardavvikelse",
    "subtotale",
    "sub-totale",
    "subtotal",
    "sub-total",
    "sous-total",
    "zwischensumme",
    "delsumma",
    "totale complessivo",
    "hela landet",
    "riket",
    "somma",
    "soma",
    "complesso",
    "riporto",
    "a riportare",
    "gesamtsumme",
    "overall",
    "median",
    "mediana",
    "médiane",
    "dev. st.",
    "genomsnitt",
    "suma total",
    "gesamtergebnis",
    "suma końcowa",
    "zusammen",
    "łącznie",
    "somme",
    "tot",
    "in complesso",
    "average",
    "mean",
    "media",
    "moyenne",
    "średnia",
    "medel",
    "medelvärde",
    "durchschnitt",
    "mittelwert",
    "promedio",
    "média",
    "medie",
    "grand totals",
    "totale",
    "totali",
    "totale generale",
    "total",
    "totals",
    "grand total",
    "total général",
    "total general",
    "ensemble",
    "totaal",
    "ogółem",
    "razem",
    "suma",
    "summa",
    "totalt",
    "samtliga",
    "insgesamt",
    "gesamt",
    "summe",
    "sum",
    "celkem",
    "összesen",
    "complessivo",
    "all",
    "toplam",
    "wszystkie",
    "in totale",
    "tot.",
];

/// Words that call a row another figure of all rows, where a total or a mean stands beside it.
const FIGURES: [&str; 14] = [
    "min",
    "max",
    "minimo",
    "massimo",
    "minimum",
    "maximum",
    "n",
    "conteggio",
    "count",
    "anzahl",
    "mini",
    "maxi",
    "najmniejsza",
    "największa",
];

/// Says which rows are totals, and gives them in their order.
pub(super) fn totals(facts: &Facts, data: &[usize], noted: &mut Noted) -> Vec<usize> {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let words = (0..facts.width)
        .find(|column| !facts.numeric[*column] && data.iter().any(|row| !cell(*row, *column).is_empty()));
    // The label stands in the first column of words. Where that is blank it may stand further on, as in a list of
    // grants with its sum below; in the last row also in a column of numbers before it.
    let label = |row: usize| {
        let (first, text) = facts.first(row);
        let own = words.map_or("", |column| cell(row, column));
        let last = data.last() == Some(&row) && facts.numeric.get(first) == Some(&true);
        let total = is_total(text) || own.is_empty() && is_part_total(text);
        if total && (last || own.is_empty()) { text } else { own }
    };
    // Where many rows are totals, "total" is a group of a breakdown.
    let mut found: Vec<usize> = data.iter().copied().filter(|row| is_total(label(*row))).collect();
    // The least, the most and the number of them beside a sum or a mean.
    let figure = |row: &usize| FIGURES.contains(&label(*row).to_lowercase().trim_end_matches(['.', ':']));
    let at = |row: &usize| data.binary_search(row).unwrap_or(0);
    if let (Some(first), Some(last)) = (found.first().map(at), found.last().map(at)) {
        let below = data[last + 1..].iter().copied().take_while(figure);
        let above = data[..first].iter().rev().copied().take_while(figure);
        let between = data[first..last].iter().copied().filter(figure);
        let others: Vec<usize> = above.chain(between).chain(below).collect();
        found.extend(others);
        found.sort_unstable();
    }
    // The sum, the mean and other figures below all rows are no group.
    let end = found.len() < 6 && found.len() * 2 < data.len() && data.ends_with(&found);
    let mut labels: Vec<&str> = found.iter().map(|row| label(*row)).collect();
    labels.sort_unstable();
    // `;Totale` below `Piemonte;Torino` and `;Cuneo` is that of the rows above it.
    let own = |row: &usize| words.is_some_and(|column| !cell(*row, column).is_empty());
    let several = found.iter().filter(|row| own(row)).count() > 1.max(data.len() / 10);
    let breakdown = several && !(end && labels.windows(2).all(|pair| pair[0] != pair[1]));
    if breakdown {
        found.retain(|row| !own(row));
    }
    // `Totale Piemonte`, `Subtotale Nord`: some of the rows, not most of them.
    let starred = starred(facts, data);
    let part = |row: &usize| is_part_total(label(*row)) || starred.contains(row);
    let parts: Vec<usize> = data.iter().copied().filter(part).collect();
    if parts.len() * 2 <= data.len() {
        found.extend(parts);
    }
    found.sort_unstable();
    found.dedup();
    let named = found.len();
    let mut other = "";
    let nameless = nameless(facts, data, words);
    if !breakdown && nameless.is_empty() {
        let (others, kind) = sums::sums(facts, data, &found, words);
        found.extend(others);
        other = kind;
    }
    for (at, &row) in found.iter().enumerate() {
        let text = match label(row) {
            "" => facts.first(row).1,
            label => label,
        };
        let message = || {
            let what = if at < named { "a total" } else { other };
            told(format!("expected rows that can be added, found {what}, {}", shown(text)))
                .found([brief(text)])
        };
        let help = "the row is kept; leave it out with where, or it is counted twice";
        noted.say(("total-row", Severity::Doubt), Some(facts.grid.line(row)), None, message, help);
    }
    for row in nameless {
        let message = || {
            told("expected a label as in every other row, found none in the last one, which may be their total")
                .found([brief(&facts.grid.joined(row))])
        };
        let help = "the row is kept; leave it out with where, or it is counted twice";
        noted.say(("total-row", Severity::Doubt), Some(facts.grid.line(row)), None, message, help);
        found.push(row);
    }
    found.sort_unstable();
    found
}

/// Whether a label is a word for a total; what stands in brackets behind it explains it: `RAZEM (w. 2+3)`.
pub(super) fn is_total(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    // `O G Ó Ł E M`: letters set apart.
    let apart = lower.len() > 4 && lower.split(' ').all(|part| part.chars().count() == 1);
    let lower = if apart { lower.replace(' ', "") } else { lower };
    let lower = unnumbered(cell, &lower);
    TOTALS.contains(&without_brackets(lower).trim_end_matches([':', ' ', '*']))
}

/// A label without the number, the letter or the code in front of it, `3. Total travel`, `C TOTALE`, `00 Riket`: where the
/// label itself begins so.
fn unnumbered<'l>(cell: &str, lower: &'l str) -> &'l str {
    let Some((front, _)) = cell.split_once(' ') else { return lower };
    let sign = front.trim_end_matches(['.', ')']);
    let number = (1..=2).contains(&sign.len()) && sign.bytes().all(|byte| byte.is_ascii_digit());
    let roman = !sign.is_empty() && sign.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let letter = sign.len() == 1 && sign.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = number || roman || letter;
    if known { lower.split_once(' ').map_or(lower, |(_, rest)| rest.trim_start()) } else { lower }
}

/// A label without what it says in brackets at its end. `Totale (%)` is another measure, not a total.
fn without_brackets(label: &str) -> &str {
    let behind = label.split_once(" (").filter(|(_, inner)| inner.ends_with(')') && !inner.contains('%'));
    behind.map_or(label, |(word, _)| word)
}

/// `*` and `**` in front of rows that lack a label of the others: how accounting programs mark their subtotals.
fn starred(facts: &Facts, data: &[usize]) -> Vec<usize> {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let stars = |row: usize, column: usize| {
        !cell(row, column).is_empty() && cell(row, column).bytes().all(|byte| byte == b'*')
    };
    let Some(front) = (0..facts.width.min(2)).find(|at| data.iter().any(|row| stars(*row, *at))) else {
        return Vec::new();
    };
    let (found, others): (Vec<usize>, Vec<usize>) = data.iter().partition(|row| stars(**row, front));
    let lacks = |column: usize| {
        others.iter().all(|row| !cell(*row, column).is_empty())
            && found.iter().all(|row| cell(*row, column).is_empty())
    };
    let bare = others.len() > 1 && others.iter().all(|row| cell(*row, front).is_empty());
    if bare && (0..facts.width).any(lacks) { found } else { Vec::new() }
}

/// Whether a label is a total of what it names behind the word.
fn is_part_total(cell: &str) -> bool {
    const WORDS: [&str; 12] = [
        "totale",
        "total",
        "totaal",
        "subtotale",
        "sub-totale",
        "subtotal",
        "sub-total",
        "sous-total",
        "razem",
        "ogółem",
        "zwischensumme",
        "delsumma",
    ];
    // `Total Wellbeing CIC` is somebody, and no sum.
    const FORMS: [&str; 20] = [
        " as", " asa", " ab", " sa", " nv", " llc", " cic", " ltd", " plc", " inc", " trust", " onlus",
        " aps", " ets", " odv", " srl", " s.r.l.", " spa", " gmbh", " e.v.",
    ];
    let lower = cell.to_lowercase();
    let lower = without_brackets(unnumbered(cell, &lower));
    if FORMS.iter().any(|form| lower.ends_with(form)) {
        return false;
    }
    lower.split_once(' ').is_some_and(|(first, rest)| {
        // The total of what: a name, not `(%)` or a longer description.
        WORDS.contains(&first) && rest.starts_with(char::is_alphabetic) && rest.split(' ').count() <= 3
    }) && !TOTALS.contains(&lower)
}

/// A last row with numbers and without the label that every other row has is most likely the sum of the others; so are
/// several after a blank row, their sum and their mean.
fn nameless(facts: &Facts, data: &[usize], words: Option<usize>) -> Vec<usize> {
    let Some(words) = words else { return Vec::new() };
    let named = |row: &usize| !facts.grid.cell(*row, words).is_empty();
    let numeric = facts.numeric.iter().filter(|numeric| **numeric).count();
    let bare = |row: &usize| {
        let counts = facts.counts(*row);
        let blank = (0..facts.width).all(|at| facts.numeric[at] || facts.grid.cell(*row, at).is_empty());
        blank && counts.numbers > 0 && counts.words == 0
    };
    let last = data.iter().rev().take_while(|row| bare(row)).count();
    let (others, found) = data.split_at(data.len() - last);
    let good = match found {
        [one] => facts.counts(*one).numbers == numeric || facts.gap_before(*one),
        [first, ..] => facts.gap_before(*first) && last < 4,
        [] => false,
    };
    if good && others.len() > 1 && others.iter().all(named) { found.to_vec() } else { Vec::new() }
}
