//! A column of days: which orders fit every cell, and whether those that are left agree.

use super::date::{Day, ORDERS, Order, dated};

/// What the cells of a column say together.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    alive: [bool; 3],
    /// Every cell is a day under some order.
    pub each: bool,
    pub all_compact: bool,
    pub short_year: Option<usize>,
    pub time: Option<usize>,
    pub clock: bool,
    /// The first two cells that leave different orders.
    pub clash: Option<(usize, usize)>,
}

/// What the cells of a column say about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Decided(Order),
    /// Orders that read some cell differently; the first such cell.
    Either(Order, Order, usize, u64),
    Neither,
}

impl Dates {
    /// Looks at the cells that are not missing, each with its row.
    pub(crate) fn survey<'a>(cells: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut out = Self {
            alive: [true; 3],
            each: true,
            all_compact: true,
            short_year: None,
            time: None,
            clock: false,
            clash: None,
        };
        let mut first: [Option<usize>; 3] = [None; 3];
        for (row, cell) in cells {
            let Some(dated) = dated(cell) else {
                out.each = false;
                break;
            };
            out.all_compact &= dated.compact;
            out.clock |= dated.clock;
            if dated.time {
                out.time = out.time.or(Some(row));
            }
            if dated.short_year {
                out.short_year = out.short_year.or(Some(row));
            }
            let fits = dated.days.map(|day| day.is_some());
            for (alive, fit) in out.alive.iter_mut().zip(fits) {
                *alive &= fit;
            }
            if let [true, false, false] | [false, true, false] | [false, false, true] = fits {
                let order = fits.iter().position(|fit| *fit).unwrap_or_default();
                first[order] = first[order].or(Some(row));
            }
        }
        let mut shown = first.into_iter().flatten();
        if let (Some(a), Some(b)) = (shown.next(), shown.next()) {
            out.clash = Some((a.min(b), a.max(b)));
        }
        out
    }

    /// Whether the orders that are left agree on every cell.
    pub(crate) fn verdict<'a>(&self, cells: impl Iterator<Item = (usize, &'a str)>) -> Turn {
        let mut orders =
            ORDERS.into_iter().zip(self.alive).filter(|(_, alive)| *alive).map(|(order, _)| order);
        let Some(first) = orders.next().filter(|_| self.each) else { return Turn::Neither };
        let others: Vec<Order> = orders.collect();
        if others.is_empty() {
            return Turn::Decided(first);
        }
        let mut differ: Option<(Order, usize)> = None;
        let mut count = 0;
        for (row, cell) in cells {
            let Some(dated) = dated(cell) else { continue };
            let day: Option<Day> = dated.by(first);
            if let Some(other) = others.iter().find(|other| dated.by(**other) != day) {
                differ = differ.or(Some((*other, row)));
                count += 1;
            }
        }
        match differ {
            Some((other, row)) => Turn::Either(first, other, row, count),
            None => Turn::Decided(first),
        }
    }

    /// The order that the cells leave no choice about, where they show one at all.
    pub(crate) fn shown(&self) -> Option<Order> {
        let mut orders =
            ORDERS.into_iter().zip(self.alive).filter(|(_, alive)| *alive).map(|(order, _)| order);
        let first = orders.next().filter(|_| self.each)?;
        orders.next().is_none().then_some(first)
    }
}

/// The order in words.
pub(crate) fn in_words(order: Order) -> &'static str {
    match order {
        Order::Day => "day first",
        Order::Month => "month first",
        Order::Year => "year first",
    }
}
