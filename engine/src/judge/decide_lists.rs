//! The part of a judgement that is about numbers with a comma that may be several codes.

use super::decide::Column;
use super::number::{Mark, Style};
use super::question::Seen;
use super::shape::list_parts;

impl Column<'_> {
    /// `101,102` and `103,104,105`: groups of three digits between commas, all of which begin alike, are rather several
    /// codes than thousands of thousands.
    pub(super) fn several_codes(&mut self, cells: &[(usize, &str)]) -> bool {
        let first = cells.first().and_then(|(_, cell)| cell.as_bytes().first());
        let alike = |group: &str| group.len() == 3 && group.as_bytes().first() == first;
        let lists = cells.iter().filter(|(_, cell)| cell.contains(','));
        if lists.clone().count() < 3 || !cells.iter().all(|(_, cell)| cell.split(',').all(alike)) {
            return false;
        }
        let mut seen = Seen::default();
        lists.for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected numbers, found groups of digits that begin alike, such as {}, which may be several codes; left as found",
            seen.quoted(self.private)
        );
        self.ask("list-or-number", seen, message, "say whether the comma separates codes or thousands");
        true
    }

    /// `1,2`: two codes, or one number with a decimal comma. It is asked where the header says codes, and where commas
    /// stand between cells, nothing else in the file shows a decimal mark, and all that stand here are pairs.
    pub(super) fn two_codes(&mut self, style: Style, cells: &[(usize, &str)]) -> bool {
        let said = self.hints.list && cells.iter().all(|(_, cell)| list_parts(cell) > 0);
        let seen_so = || {
            style.decimal == Mark::Comma
                && self.company.delimiter == Some(',')
                && self.company.decimal.is_none()
                && !self.company.decimals_differ
                && perhaps_pairs(cells.iter().map(|(_, cell)| *cell))
        };
        let mut seen = Seen::default();
        cells.iter().filter(|(_, cell)| cell.contains(',')).for_each(|(row, cell)| seen.add(*row, cell));
        if seen.count == 0 || !said && !seen_so() {
            return false;
        }
        let expected = if said { "codes, as the header says" } else { "one number in a cell" };
        let message = format!(
            "expected {expected}, found {}, which is two codes or one number; left as found",
            seen.quoted(self.private)
        );
        self.ask("list-or-number", seen, message, "say whether the comma separates codes or decimals");
        true
    }
}

/// Whether cells are small whole numbers, and two of them that rise with a comma between, `1,2`, `3`, `2,10`: decimals
/// do not keep above what stands before them, and a column in which all cells have one is a measured one.
pub(super) fn perhaps_pairs<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    const FEW: usize = 4;
    const MOST: u32 = 20;
    let small = |text: &str| {
        let good = (1..=2).contains(&text.len()) && !text.starts_with('0');
        good.then(|| text.parse::<u32>().ok())?.filter(|code| *code <= MOST)
    };
    let (mut whole, mut pairs) = (0, 0);
    let mut first = None;
    let (mut several, mut halves, mut cents) = (false, true, true);
    for cell in cells {
        let Some((a, b)) = cell.split_once(',') else {
            if small(cell).is_none() {
                return false;
            }
            whole += 1;
            continue;
        };
        let (Some(low), Some(high)) = (small(a), small(b)) else { return false };
        if low >= high {
            return false;
        }
        pairs += 1;
        several |= *first.get_or_insert(cell) != cell;
        halves &= high == 5;
        cents &= a.len() == 1 && b.len() == 2;
    }
    // `1,5`, `2,5`, `4`: steps of a half; `1,15`, `2,20`: cents.
    let steps = several && (halves || cents);
    pairs > 0 && !steps && (whole > 0 || pairs < FEW)
}

#[cfg(test)]
mod tests {
    use super::perhaps_pairs;

    #[test]
    fn pairs_of_codes_are_told_from_decimals() {
        let perhaps = |cells: &[&str]| perhaps_pairs(cells.iter().copied());
        for pairs in [&["1,2", "2,3", "4"][..], &["1,2", "1"], &["1,2"], &["2,10", "3", "7"]] {
            assert!(perhaps(pairs), "{pairs:?}");
        }
        for numbers in [
            &["2,1", "1,2"][..],
            &["0,5", "3"],
            &["12,50", "3"],
            &["1,15", "2,20", "3"],
            &["1,5", "2,5", "4"],
            &["2,3", "2,4", "2,8", "2,5"],
            &["1,2", "100"],
            &["1,02", "3"],
            &["1", "2"],
            &["-1,2", "3"],
        ] {
            assert!(!perhaps(numbers), "{numbers:?}");
        }
    }
}
