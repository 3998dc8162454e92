//! Rows that are the sum of other rows in their columns of numbers, whatever their label says: `Italia` below the
//! regions, the years of a pivot table above their towns.
//!
//! Only what chance does not bring about counts: sums that agree in all columns, of several rows, with some digits.

use super::facts::Facts;
use crate::judge::{Mark, undress};

/// A longer table is a list of cases; whoever adds it up does so elsewhere.
const MOST_ROWS: usize = 5000;
/// Digits that the sums must have in all to be none by chance; more where other columns hold no sums.
const DIGITS: u32 = 4;
const MORE_DIGITS: u32 = 6;
/// Digits that are enough for a sum of several rows at an end of the table that is far above each of them.
const FEW_DIGITS: u32 = 2;
const SEVERAL: usize = 4;

/// A number in ten-thousandths.
type Amount = i64;

/// The rows among `data` that are the sum of others, those aside that are known as totals; `words` is the column of
/// labels. And in words what they are.
pub(super) fn sums(
    facts: &Facts,
    data: &[usize],
    known: &[usize],
    words: Option<usize>,
) -> (Vec<usize>, &'static str) {
    const SUM: &str = "one that is the sum of others";
    if !(3..=MOST_ROWS).contains(&data.len()) {
        return (Vec::new(), SUM);
    }
    let rows: Vec<usize> = data.iter().copied().filter(|row| !known.contains(row)).collect();
    let columns: Vec<usize> =
        (0..facts.width).filter(|column| facts.numeric[*column] && !facts.years[*column]).collect();
    if columns.is_empty() || rows.len() < 3 {
        return (Vec::new(), SUM);
    }
    let by = |mark: Mark| {
        let table: Vec<Vec<Option<Amount>>> = rows
            .iter()
            .map(|row| columns.iter().map(|column| amount(facts.grid.cell(*row, *column), mark)).collect())
            .collect();
        let mut out: Vec<usize> = whole(&table).into_iter().collect();
        if out.is_empty() {
            let label = |at: &usize| words.map_or("", |column| facts.grid.cell(rows[*at], column));
            let mut all: Vec<&str> = (0..rows.len()).map(|at| label(&at)).collect();
            all.sort_unstable();
            let own = |at: &usize| {
                let label = label(at);
                let end = all.partition_point(|other| *other <= label);
                !label.is_empty() && all.get(end.wrapping_sub(2)).is_none_or(|other| *other != label)
            };
            out = blocks(&table, false).or_else(|| blocks(&table, true)).unwrap_or_default();
            // A group of a breakdown comes again.
            if !out.iter().all(own) {
                out.clear();
            }
        }
        out.sort_unstable();
        out.into_iter().map(|at| rows[at]).collect::<Vec<_>>()
    };
    let mut found = by(Mark::Point);
    if found.is_empty() {
        found = by(Mark::Comma);
    }
    if found.is_empty() {
        return (nested(facts, &rows, words), "one with others indented below it");
    }
    (found, SUM)
}

/// The rows with others indented below them: `Nord` above `  Piemonte`.
fn nested(facts: &Facts, rows: &[usize], words: Option<usize>) -> Vec<usize> {
    let Some(column) = words else { return Vec::new() };
    let depth = |row: usize| {
        let raw = facts.grid.raw(row, column);
        raw.chars().take_while(|c| c.is_whitespace()).count()
    };
    let depths: Vec<usize> = rows.iter().map(|row| depth(*row)).collect();
    let Some(step) = depths.iter().copied().filter(|depth| *depth > 0).min() else { return Vec::new() };
    let deep = depths.iter().filter(|depth| **depth > 0).count();
    if depths.first() != Some(&0) || deep < 2 || depths.iter().any(|depth| depth % step != 0) {
        return Vec::new();
    }
    let below = depths.windows(2).zip(rows).filter(|(pair, _)| pair[1] > pair[0]);
    below.map(|(_, row)| *row).filter(|row| facts.counts(*row).numbers > 0).collect()
}

/// The one row that is the sum of all others.
fn whole(table: &[Vec<Option<Amount>>]) -> Option<usize> {
    let width = table.first()?.len();
    let all: Vec<Amount> = (0..width).map(|at| table.iter().filter_map(|row| row[at]).sum()).collect();
    let units: Vec<Amount> = (0..width).map(|at| unit(table.iter().filter_map(|row| row[at]))).collect();
    let is_whole = |row: &usize| {
        let (mut digits, mut sums, mut others) = (0, 0, 0);
        let mut far = *row == 0 || *row + 1 == table.len();
        for (at, own) in table[*row].iter().enumerate() {
            let Some(own) = own.filter(|own| *own != 0) else { continue };
            let parts = || {
                let other = |(number, _): &(usize, &Vec<Option<Amount>>)| number != row;
                table.iter().enumerate().filter(other).filter_map(|(_, row)| row[at])
            };
            if own * 2 == all[at] {
                sums += 1;
                let several = parts().filter(|part| *part != 0).count();
                digits += if several > 1 { length(own / units[at]) } else { 0 };
                far &= several >= SEVERAL && parts().all(|part| part >= 0 && own / 2 > part);
            } else if parts().any(|part| part <= own) && parts().any(|part| part >= own) {
                // A rate of the whole lies among those of its parts.
                others += 1;
            } else {
                return false;
            }
        }
        sums > others
            && digits
                >= match others {
                    0 if far => FEW_DIGITS,
                    0 => DIGITS,
                    _ => MORE_DIGITS,
                }
    };
    (0..table.len()).find(is_whole)
}

/// The rows that are the sums of those directly below them, or above them, where all rows are such sums or their parts.
/// One row at an end may be the sum of all these sums.
fn blocks(table: &[Vec<Option<Amount>>], above: bool) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..table.len()).collect();
    if above {
        order.reverse();
    }
    if let Some((heads, digits)) = heads(table, &order) {
        return (heads.len() > 1 && digits >= MORE_DIGITS).then_some(heads);
    }
    let ends = [order.split_first(), order.split_last()];
    ends.into_iter().flatten().find_map(|(&all, others)| {
        let (mut found, digits) = heads(table, others)?;
        let own = table.get(all)?;
        let sum = |at: usize| found.iter().filter_map(|head| *table.get(*head)?.get(at)?).sum::<Amount>();
        let is_sum = own.iter().enumerate().all(|(at, own)| own.unwrap_or(0) == sum(at));
        (is_sum && digits >= MORE_DIGITS).then(|| {
            found.push(all);
            found
        })
    })
}

/// The rows that are each the sum of those behind it in this order, up to the next of them; and the digits of those that are
/// the sums of several.
fn heads(table: &[Vec<Option<Amount>>], order: &[usize]) -> Option<(Vec<usize>, u32)> {
    let (mut heads, mut digits, mut at) = (Vec::new(), 0, 0);
    while let Some(&head) = order.get(at) {
        let own = &table[head];
        let mut sum = vec![0; own.len()];
        let begin = at;
        loop {
            at += 1;
            for (sum, part) in sum.iter_mut().zip(&table[*order.get(at)?]) {
                *sum += part.unwrap_or(0);
            }
            if sum.iter().zip(own).all(|(sum, own)| *sum == own.unwrap_or(0)) {
                break;
            }
        }
        at += 1;
        if at - begin > 2 {
            digits += own.iter().flatten().map(|own| figures(*own)).sum::<u32>();
        }
        heads.push(head);
    }
    Some((heads, digits))
}

/// The greatest power of ten that all these numbers are multiples of: that of `20` and `7` is 1, that of `200` and `70` is
/// 10.
fn unit(amounts: impl Iterator<Item = Amount>) -> Amount {
    const MOST: Amount = 1_000_000_000_000;
    amounts.filter(|amount| *amount != 0).fold(MOST, |mut unit, amount| {
        while unit > 1 && amount % unit != 0 {
            unit /= 10;
        }
        unit
    })
}

/// The digits of a number without the zeros at its end.
fn figures(mut amount: Amount) -> u32 {
    while amount != 0 && amount % 10 == 0 {
        amount /= 10;
    }
    length(amount)
}

/// The digits of a number.
fn length(amount: Amount) -> u32 {
    amount.checked_abs().and_then(i64::checked_ilog10).map_or(0, |log| log + 1)
}

/// A cell as a number with this decimal mark.
fn amount(cell: &str, mark: Mark) -> Option<Amount> {
    let dressed = undress(cell)?;
    let (whole, decimals) = dressed.body.split_once(mark.char()).unwrap_or((dressed.body, ""));
    let mut out: Amount = 0;
    let mut push = |digit: u8| out = out * 10 + Amount::from(digit - b'0');
    let digits = whole.bytes().filter(u8::is_ascii_digit);
    if digits.clone().count() > 13 || decimals.len() > 4 || dressed.body.contains(['e', 'E']) {
        return None;
    }
    digits.for_each(&mut push);
    for at in 0..4 {
        push(*decimals.as_bytes().get(at).filter(|digit| digit.is_ascii_digit()).unwrap_or(&b'0'));
    }
    Some(if dressed.negative { -out } else { out })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[i64]]) -> Vec<Vec<Option<Amount>>> {
        rows.iter().map(|row| row.iter().map(|cell| Some(cell * 10_000)).collect()).collect()
    }

    #[test]
    fn cells_are_amounts() {
        for (cell, mark, expected) in [
            ("12", Mark::Point, Some(120_000)),
            ("1.204,5", Mark::Comma, Some(12_045_000)),
            ("1 204", Mark::Comma, Some(12_040_000)),
            ("£2,000.25", Mark::Point, Some(20_002_500)),
            ("-3", Mark::Point, Some(-30_000)),
            ("12,34567", Mark::Comma, None),
            ("n.d.", Mark::Comma, None),
        ] {
            assert_eq!(amount(cell, mark), expected, "{cell}");
        }
        assert_eq!([0, 12, 1200, -1205].map(figures), [0, 2, 2, 4]);
    }

    #[test]
    fn the_sum_of_all_others_is_found_wherever_it_stands() {
        assert_eq!(whole(&table(&[&[35, 12], &[14, 5], &[21, 7]])), Some(0));
        assert_eq!(whole(&table(&[&[1204], &[700], &[504]])), Some(0));
        // A mean beside the sums lies among its parts.
        assert_eq!(whole(&table(&[&[101, 202, 25], &[305, 407, 31], &[406, 609, 28]])), Some(2));
        assert_eq!(whole(&table(&[&[101, 202, 25], &[305, 407, 31], &[406, 609, 40]])), None);
        // A sum at an end, far above each of several others; not where it is less far, or in between.
        assert_eq!(whole(&table(&[&[12], &[7], &[6], &[3], &[28]])), Some(4));
        assert_eq!(whole(&table(&[&[2], &[3], &[5], &[10], &[20]])), None);
        assert_eq!(whole(&table(&[&[12], &[7], &[28], &[6], &[3]])), None);
        assert_eq!(whole(&table(&[&[4, 5], &[7, 8], &[6, 7], &[3, 1], &[20, 21]])), Some(4));
        assert_eq!(whole(&table(&[&[10], &[20], &[10], &[10], &[50]])), None);
        // Too few digits to be no chance, or one part alone.
        assert_eq!(whole(&table(&[&[3], &[1], &[2]])), None);
        assert_eq!(whole(&table(&[&[1204], &[1204], &[0]])), None);
    }

    #[test]
    fn sums_of_the_rows_next_to_them_are_found() {
        let pivot = table(&[&[205, 2], &[125, 1], &[80, 1], &[220, 2], &[130, 1], &[90, 1]]);
        assert_eq!(blocks(&pivot, false), Some(vec![0, 3]));
        let below = table(&[&[125, 1], &[80, 1], &[205, 2], &[130, 1], &[90, 1], &[220, 2]]);
        assert_eq!(blocks(&below, true), Some(vec![5, 2]));
        assert_eq!(blocks(&table(&[&[205, 2], &[125, 1], &[80, 1], &[7, 7]]), false), None);
        // With the sum of the sums at either end.
        let below = table(&[&[125, 1], &[80, 1], &[205, 2], &[130, 1], &[90, 1], &[220, 2], &[425, 4]]);
        assert_eq!(blocks(&below, true), Some(vec![5, 2, 6]));
        let above = table(&[&[425, 4], &[205, 2], &[125, 1], &[80, 1], &[220, 2], &[130, 1], &[90, 1]]);
        assert_eq!(blocks(&above, false), Some(vec![1, 4, 0]));
        assert_eq!(blocks(&table(&[&[9, 9], &[205, 2], &[125, 1], &[80, 1]]), false), None);
    }
}
