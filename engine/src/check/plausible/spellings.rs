//! One place or group in two spellings: proposed for merging with the evidence, never merged unasked.

use super::Look;
use crate::dataset::Codes;
use crate::judge::{Renamed, fold, merged, renamed, same_place};
use crate::told::told;
use esito_model::{Column, ColumnType, Fix, Remark};
use std::collections::{BTreeMap, BTreeSet};

/// A column with more different texts is no list of places or groups.
const MOST_LABELS: usize = 2_000;
/// Pairs of different words are compared only among so many.
const COMPARED: usize = 400;
/// Remarks on one column.
const MOST: usize = 20;
/// What can be done about codes of two times.
const ONE_TIME: &str =
    "they are kept apart; compare periods before and after with care, or give all rows the codes of one time";
/// How alike two words must be that are not the same without accents (Jaro–Winkler).
const ALIKE: f64 = 0.95;
/// The rarer of two such words stands in at most this share of the rows of the other.
const RARE: usize = 10;

/// The columns by which indicators are told apart.
pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for indicator in look.framework.indicators.iter().filter(|indicator| indicator.table == look.table.id) {
        used.extend(indicator.place.as_deref());
        used.extend(indicator.by.iter().flatten().map(String::as_str));
    }
    for column in look.columns(&[ColumnType::Text]).filter(|column| used.contains(column.name.as_str())) {
        let codes = look.dataset.codes(look.number, &column.name);
        if (2..=MOST_LABELS).contains(&codes.labels.len()) {
            variants(look, column, &codes, remarks);
            split(look, column, &codes, remarks);
            joined(look, column, &codes, remarks);
        }
    }
}

fn variants(look: &Look<'_>, column: &Column, codes: &Codes, remarks: &mut Vec<Remark>) {
    let mut rows = vec![0_usize; codes.size()];
    for code in &codes.code {
        if let Some(count) = rows.get_mut(*code as usize) {
            *count += 1;
        }
    }
    for group in alike(&codes.labels, &rows) {
        let Some((most, rest)) = group.split_first() else { continue };
        // Not how many rows have each: where rows are people, that would count a small group.
        let said = |code: &usize| format!("\"{}\"", codes.labels[*code]);
        let others: Vec<String> = rest.iter().map(said).collect();
        let since = group.iter().find_map(|code| {
            let Renamed { since, into } = renamed(&codes.labels[*code])?;
            Some(format!("; the code \"{}\" is \"{}\" since {since}", codes.labels[*code], into.first()?))
        });
        let since = since.unwrap_or_default();
        let message =
            format!("expected one spelling, found {} beside {}{since}", others.join(", "), said(most));
        let at = |(row, code): (usize, &u32)| rest.contains(&(*code as usize)).then_some(row);
        let places: Vec<usize> = codes.code.iter().enumerate().filter_map(at).collect();
        let help = "they are kept apart; where they mean the same, write them alike";
        let told = told(message).found(group.iter().map(|code| codes.labels[*code].clone()));
        let remark = look.remark("spelling-variants", &places, column, told, help);
        remarks.extend(remark.map(|remark| Remark {
            fix: Some(Fix {
                table: look.table.id.clone(),
                column: column.name.clone(),
                spellings: rest.iter().map(|code| codes.labels[*code].clone()).collect(),
                into: codes.labels[*most].clone(),
            }),
            ..remark
        }));
    }
}

/// Codes of places that were split, beside what they became: the same people stand in both.
fn split(look: &Look<'_>, column: &Column, codes: &Codes, remarks: &mut Vec<Remark>) {
    for (code, label) in codes.labels.iter().enumerate() {
        let Some(Renamed { since, into }) = renamed(label).filter(|one| one.into.len() > 1) else { continue };
        if !into.iter().any(|one| codes.labels.contains(one)) {
            continue;
        }
        let message = format!(
            "expected codes of one time, found \"{label}\" beside {}, into which it was split in {since}",
            into.join(", ")
        );
        let rows = rows_of(codes, code);
        let told = told(message).found([label.clone()]).named(into).counted([usize::from(since)]);
        remarks.extend(look.remark("code-split", &rows, column, told, ONE_TIME));
    }
}

/// Codes of municipalities that became part of another one, beside that one: its rows of later periods hold theirs.
fn joined(look: &Look<'_>, column: &Column, codes: &Codes, remarks: &mut Vec<Remark>) {
    for (code, label) in codes.labels.iter().enumerate() {
        // Some became part of one that became part of another.
        let chain = std::iter::successors(merged(label), |(_, into)| merged(into));
        let Some((since, into)) = chain.take(3).find(|(_, into)| codes.labels.iter().any(|one| one == into))
        else {
            continue;
        };
        let message = format!(
            "expected codes of one time, found \"{label}\" beside \"{into}\", of which it is a part since {since}"
        );
        let rows = rows_of(codes, code);
        let told =
            told(message).found([label.clone()]).named([into.to_owned()]).counted([usize::from(since)]);
        remarks.extend(look.remark("code-merged", &rows, column, told, ONE_TIME));
    }
}

/// The rows with a code.
fn rows_of(codes: &Codes, code: usize) -> Vec<usize> {
    let rows = codes.code.iter().enumerate();
    rows.filter(|(_, one)| **one as usize == code).map(|(row, _)| row).collect()
}

/// Spellings that may mean the same: their numbers, the one that most rows have first. `rows` says how many have each.
pub(crate) fn alike(labels: &[String], rows: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (code, label) in labels.iter().enumerate() {
        let place = match (same_place(label), renamed(label)) {
            (Some(place), _) => place.to_owned(),
            (None, Some(Renamed { mut into, .. })) if into.len() == 1 => letters(&into.remove(0)),
            _ => letters(label),
        };
        groups.entry(place).or_default().push(code);
    }
    let mut found: Vec<Vec<usize>> =
        groups.iter().filter(|(key, of)| !key.is_empty() && of.len() > 1).map(|(_, of)| of.clone()).collect();
    if groups.len() <= COMPARED {
        // By the spelling that most rows have.
        let usual = |of: &Vec<usize>| of.iter().copied().max_by_key(|code| (rows[*code], usize::MAX - code));
        let words: Vec<(String, usize)> =
            groups.values().filter_map(usual).map(|code| (letters(&labels[code]), code)).collect();
        for (at, (one, code)) in words.iter().enumerate() {
            for (other, with) in &words[at + 1..] {
                let (few, many) = (rows[*code].min(rows[*with]), rows[*code].max(rows[*with]));
                if few * RARE <= many && is_alike(one, other) {
                    found.push(vec![*code, *with]);
                }
            }
        }
    }
    found.truncate(MOST);
    for group in &mut found {
        // A code that was changed gives way to the one that it became.
        group.sort_by_key(|code| (renamed(&labels[*code]).is_some(), std::cmp::Reverse(rows[*code]), *code));
    }
    found
}

/// The letters and digits of a text, without accents and case.
fn letters(label: &str) -> String {
    fold(label).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Words that differ as slips of the keyboard do. Digits are never a slip: `group 1` and `group 2` are two groups.
fn is_alike(one: &str, other: &str) -> bool {
    let plain = |word: &str| word.chars().count() >= 6 && word.chars().all(char::is_alphabetic);
    plain(one)
        && plain(other)
        && strsim::damerau_levenshtein(one, other) <= 1
        && strsim::jaro_winkler(one, other) >= ALIKE
}
