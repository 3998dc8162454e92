//! Columns of ranges: classes such as ages, which are labels, or quantities that somebody knew only nearly.

use super::number::is_number;

/// What may stand between the ends of a range.
pub(super) const BETWEEN: [&str; 11] =
    [" - ", " – ", "±", "-", "–", " to ", " a ", " à ", " bis ", " do ", "÷"];

/// Whether cells that are all numbers, ranges or bounds are rather measured than classes: classes do not overlap, and
/// stand in order or come again.
pub(super) fn are_measured<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut classes: Vec<(f64, f64)> = Vec::new();
    let mut again = false;
    for cell in cells {
        let Some(class) = ends(cell) else { return false };
        if classes.contains(&class) {
            again = true;
        } else {
            classes.push(class);
        }
        if classes.len() > 60 {
            return true;
        }
    }
    if let [(low, high)] = classes[..] {
        // Nothing but `<5`: what was withheld, not a class.
        return low.is_infinite() && high.is_finite();
    }
    let apart = |classes: &[(f64, f64)]| classes.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    let backwards: Vec<(f64, f64)> = classes.iter().rev().copied().collect();
    if apart(&classes) || apart(&backwards) {
        return false;
    }
    classes.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    !(again && apart(&classes))
}

/// The ends of a range, of a bound or of a number; nothing where the cell is none, or a code such as `01-05`.
fn ends(cell: &str) -> Option<(f64, f64)> {
    if let Some(rest) = cell.strip_prefix(['<', '≤']) {
        return Some((f64::NEG_INFINITY, value(rest.trim_start_matches('='))?));
    }
    if let Some(rest) = cell.strip_prefix(['>', '≥']).or_else(|| cell.strip_suffix('+')) {
        return Some((value(rest.trim_start_matches('='))?, f64::INFINITY));
    }
    if is_number(cell) {
        return value(cell).map(|number| (number, number));
    }
    BETWEEN.iter().find_map(|mark| {
        let (low, high) = cell.split_once(mark)?;
        let (low, high) = (value(low)?, value(high)?);
        (low <= high).then_some((low, high))
    })
}

/// A number, near enough to tell which of two is larger.
fn value(text: &str) -> Option<f64> {
    let text = text.trim();
    let mut digits = text.bytes();
    let padded = digits.next() == Some(b'0') && digits.next().is_some_and(|byte| byte.is_ascii_digit());
    if padded || !is_number(text) {
        return None;
    }
    let thousands = text.rsplit_once(['.', ',']).is_some_and(|(_, behind)| behind.len() == 3);
    let kept = |c: &char| c.is_ascii_digit() || !thousands && matches!(c, '.' | ',');
    text.chars().filter(kept).collect::<String>().replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::are_measured;

    #[test]
    fn classes_are_told_from_quantities() {
        for classes in [
            &["0-14", "15-64", "65+"][..],
            &["65+", "15-64", "0-14"],
            &["18-24", "65+", "25-34", "18-24"],
            &["0", "1-4", "5-9", ">85"],
            &["<5.000", "5.000-10.000"],
            &["18-24"],
            &["3-1", "2-2"],
            &["01-05", "02-03"],
        ] {
            assert!(!are_measured(classes.iter().copied()), "{classes:?}");
        }
        for measured in [
            &["3-5", "10-20", "15-30"][..],
            &["<5", "<5"],
            &["<5", "<10"],
            &["10", "20+", "5-10"],
            &["3% to 5%", "2% to 4%"],
        ] {
            assert!(are_measured(measured.iter().copied()), "{measured:?}");
        }
    }
}
