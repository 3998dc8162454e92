//! Who waits for which reply; nothing of a browser in it.

use esito_model::{Reply, Told};
use std::collections::BTreeMap;

/// The tickets that are out, each with whoever waits for it.
#[derive(Debug)]
pub struct Tickets<W> {
    last: u64,
    waiting: BTreeMap<u64, W>,
}

impl<W> Default for Tickets<W> {
    fn default() -> Self {
        Self { last: 0, waiting: BTreeMap::new() }
    }
}

impl<W> Tickets<W> {
    /// A new ticket; 0 is never given out, for it means that nobody asked.
    pub fn issue(&mut self, waiter: W) -> u64 {
        self.last += 1;
        self.waiting.insert(self.last, waiter);
        self.last
    }

    /// Whoever waits for the reply, to be told how far the work is.
    #[must_use]
    pub fn waiting(&self, ticket: u64) -> Option<&W> {
        self.waiting.get(&ticket)
    }

    /// Whoever waits for the reply, to be given something or relieved of it.
    #[must_use]
    pub fn waiting_mut(&mut self, ticket: u64) -> Option<&mut W> {
        self.waiting.get_mut(&ticket)
    }

    /// Takes the ticket back if the reply is its last.
    pub fn settle(&mut self, reply: &Reply) -> Option<W> {
        match reply.told {
            Told::Progress(_) | Told::Ready { .. } | Told::Weighing(_) => None,
            _ => self.waiting.remove(&reply.ticket),
        }
    }

    /// Takes a ticket back that will get no reply.
    pub fn forget(&mut self, ticket: u64) -> Option<W> {
        self.waiting.remove(&ticket)
    }

    /// Takes every ticket back: the engine is gone.
    pub fn drain(&mut self) -> Vec<W> {
        std::mem::take(&mut self.waiting).into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tickets;
    use esito_model::{Ask, CompareQuestion, Progress, Question, Reply, Request, Told};

    #[test]
    fn progress_keeps_the_ticket_and_the_answer_takes_it_back() {
        let mut tickets = Tickets::default();
        let (a, b) = (tickets.issue("a"), tickets.issue("b"));
        assert_eq!((a, b), (1, 2));
        let progress = Reply { ticket: b, told: Told::Progress(Progress::default()) };
        assert_eq!(tickets.settle(&progress), None);
        assert_eq!(tickets.waiting(b), Some(&"b"));
        let first = Reply { ticket: b, told: Told::Weighing(Box::default()) };
        assert_eq!(tickets.settle(&first), None);
        assert_eq!(tickets.settle(&Reply { ticket: b, told: Told::Cancelled }), Some("b"));
        assert_eq!(tickets.settle(&Reply { ticket: b, told: Told::Cancelled }), None);
        assert_eq!(tickets.drain(), ["a"]);
        assert_eq!(tickets.issue("c"), 3, "a ticket is never given out twice, even to a new engine");
    }

    #[test]
    fn messages_survive_the_wire() {
        let asks = [
            Ask::Load { names: vec!["framework.toml".into(), "città.csv".into()] },
            Ask::Answer(Question { by: Some(Vec::new()), ..Question::default() }),
            Ask::Verify { answers: vec!["answer.json".into()], names: Vec::new() },
            Ask::Hold,
            Ask::Weigh(Box::new(CompareQuestion { index: "inclusion".into(), ..CompareQuestion::default() })),
            Ask::Cancel { ticket: 7 },
        ];
        for ask in asks {
            let request = Request { ticket: 3, ask };
            let text = serde_json::to_string(&request).expect("a request can be written");
            let back: Request = serde_json::from_str(&text).expect("a request can be read");
            assert_eq!(back, request);
        }
        let text = r#"{"ticket":0,"told":{"ready":{"engine":"0.1.0"}}}"#;
        let reply: Reply = serde_json::from_str(text).expect("a reply can be read");
        assert_eq!(reply.told, Told::Ready { engine: "0.1.0".into() });
    }
}
