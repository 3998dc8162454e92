//! The requests that wait for the engine, and what has been called off.
//!
//! Comes in: requests in the order of their arrival. Goes out: one piece of work at a time. Knows nothing of the
//! browser: `B` is whatever carries the bytes of a request, so that the rules can be tested anywhere.

use esito_model::{Ask, Request};
use std::collections::VecDeque;

/// A piece of work: a request and the bytes that came beside it.
#[derive(Debug)]
pub(crate) struct Job<B> {
    pub(crate) ticket: u64,
    pub(crate) ask: Ask,
    pub(crate) bytes: B,
}

/// What became of a request that was put on the desk.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It waits for its turn.
    Waits,
    /// It called off a ticket that had not been begun; nobody will hear of that one again but for this.
    CalledOff(u64),
    /// It called off the work at hand, which stops at its next breath.
    Stopping,
    /// It called off a ticket that was answered already, or never given out.
    TooLate,
}

/// The requests that wait, in order, and the one at hand.
#[derive(Debug)]
pub(crate) struct Desk<B> {
    waiting: VecDeque<Job<B>>,
    at_hand: Option<u64>,
    stop: bool,
    /// Work that gave way to what came after it, and whether it was called off meanwhile; the last first to go on.
    aside: Vec<(u64, bool)>,
}

impl<B> Desk<B> {
    pub(crate) fn new() -> Self {
        Self { waiting: VecDeque::new(), at_hand: None, stop: false, aside: Vec::new() }
    }

    /// Puts a request on the desk. A cancellation does not wait: it acts at once.
    pub(crate) fn put(&mut self, request: Request, bytes: B) -> Put {
        let Ask::Cancel { ticket } = request.ask else {
            self.waiting.push_back(Job { ticket: request.ticket, ask: request.ask, bytes });
            return Put::Waits;
        };
        if self.at_hand == Some(ticket) {
            self.stop = true;
            return Put::Stopping;
        }
        if let Some((_, stop)) = self.aside.iter_mut().find(|(aside, _)| *aside == ticket) {
            *stop = true;
            return Put::Stopping;
        }
        let before = self.waiting.len();
        self.waiting.retain(|job| job.ticket != ticket);
        if self.waiting.len() < before { Put::CalledOff(ticket) } else { Put::TooLate }
    }

    /// The next piece of work, which is at hand from now on; nothing while another one is.
    pub(crate) fn take(&mut self) -> Option<Job<B>> {
        if self.at_hand.is_some() {
            return None;
        }
        let job = self.waiting.pop_front()?;
        self.at_hand = Some(job.ticket);
        self.stop = false;
        Some(job)
    }

    /// Lays the work at hand aside for the next one that waits; nothing where none does.
    pub(crate) fn give_way(&mut self) -> Option<Job<B>> {
        let at_hand = self.at_hand?;
        let job = self.waiting.pop_front()?;
        self.aside.push((at_hand, self.stop));
        self.at_hand = Some(job.ticket);
        self.stop = false;
        Some(job)
    }

    /// Takes up again what was laid aside last.
    pub(crate) fn go_on(&mut self) {
        if let Some((ticket, stop)) = self.aside.pop() {
            self.at_hand = Some(ticket);
            self.stop = stop;
        }
    }

    /// Whether the work at hand was called off.
    pub(crate) fn called_off(&self) -> bool {
        self.stop
    }

    /// The work at hand is done, well or not.
    pub(crate) fn clear(&mut self) {
        self.at_hand = None;
        self.stop = false;
    }
}

#[cfg(test)]
mod tests {
    use super::{Desk, Put};
    use esito_model::{Ask, Question, Request};

    fn answer(ticket: u64) -> Request {
        Request { ticket, ask: Ask::Answer(Question::default()) }
    }

    fn cancel(ticket: u64) -> Request {
        Request { ticket: 99, ask: Ask::Cancel { ticket } }
    }

    #[test]
    fn requests_are_taken_in_order_and_one_at_a_time() {
        let mut desk = Desk::new();
        assert_eq!(desk.put(answer(1), "one"), Put::Waits);
        assert_eq!(desk.put(answer(2), "two"), Put::Waits);
        let first = desk.take().unwrap();
        assert_eq!((first.ticket, first.ask, first.bytes), (1, answer(1).ask, "one"));
        assert!(desk.take().is_none(), "the first one is still at hand");
        desk.clear();
        assert_eq!(desk.take().map(|job| job.ticket), Some(2));
    }

    #[test]
    fn the_work_at_hand_is_told_to_stop_and_the_next_one_is_not() {
        let mut desk = Desk::new();
        desk.put(answer(1), ());
        desk.put(answer(2), ());
        desk.take();
        assert!(!desk.called_off());
        assert_eq!(desk.put(cancel(1), ()), Put::Stopping);
        assert!(desk.called_off());
        desk.clear();
        assert_eq!(desk.take().map(|job| job.ticket), Some(2));
        assert!(!desk.called_off());
    }

    #[test]
    fn what_waits_can_be_called_off_before_it_begins() {
        let mut desk = Desk::new();
        desk.put(answer(1), ());
        desk.put(answer(2), ());
        desk.take();
        assert_eq!(desk.put(cancel(2), ()), Put::CalledOff(2));
        desk.clear();
        assert!(desk.take().is_none());
    }

    #[test]
    fn work_that_gives_way_goes_on_afterwards() {
        let mut desk = Desk::new();
        desk.put(answer(1), ());
        desk.take();
        assert!(desk.give_way().is_none(), "nothing waits");
        desk.put(answer(2), ());
        desk.put(answer(3), ());
        assert_eq!(desk.give_way().map(|job| job.ticket), Some(2));
        assert_eq!(desk.put(cancel(1), ()), Put::Stopping);
        assert!(!desk.called_off(), "the second was not called off");
        desk.go_on();
        assert!(desk.called_off(), "the first was, while it lay aside");
        desk.clear();
        assert_eq!(desk.take().map(|job| job.ticket), Some(3));
        assert!(!desk.called_off());
    }

    #[test]
    fn calling_off_what_is_done_changes_nothing() {
        let mut desk = Desk::<()>::new();
        desk.put(answer(1), ());
        desk.take();
        desk.clear();
        assert_eq!(desk.put(cancel(1), ()), Put::TooLate);
        assert!(!desk.called_off());
    }
}
