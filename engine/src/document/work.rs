//! Working a document out in small steps, so that a seat can tell how far it is and stop.

use super::all_remarks;
use crate::answer::Answering;
use crate::bundle::Bundle;
use crate::compare::{Comparing, Placing};
use crate::contract::{Paying, Summing};
use crate::value::Valuing;
use esito_model::{
    Answer, Document, MoneyOverTime, OtherQuestion, Progress, Question, Remark, Sealed, Stage,
};

/// A document on its way.
#[derive(Debug)]
pub struct Working<'a> {
    bundle: &'a Bundle,
    question: OtherQuestion,
    work: Work<'a>,
}

#[derive(Debug)]
enum Work<'a> {
    Comparing(Box<Road<'a, Comparing>>),
    Placing(Box<Road<'a, Placing>>),
    Paying(Option<Box<Paying<'a>>>),
    Summing(Box<Summing<'a>>),
    Valuing(Box<Valuing<'a>>),
    /// It is done in one go.
    AtOnce,
}

/// An answer, then what is made of it.
#[derive(Debug)]
struct Road<'a, T> {
    answering: Option<Answering<'a>>,
    answer: Answer,
    made: Option<T>,
}

impl<'a, T> Road<'a, T> {
    fn new(bundle: &'a Bundle, question: Option<Question>) -> Self {
        let answering = question.map(|question| bundle.answering(&question));
        Self { answering, answer: Answer::default(), made: None }
    }

    fn step(
        &mut self,
        make: impl FnOnce(&Answer) -> Option<T>,
        go_on: impl FnOnce(&mut T) -> Option<(u64, u64)>,
    ) -> Option<Progress> {
        if let Some(answering) = &mut self.answering {
            if let Some(progress) = answering.step() {
                return Some(progress);
            }
            self.answer = self.answering.take().map(Answering::finish).unwrap_or_default();
            self.made = make(&self.answer);
            return Some(Progress { stage: Stage::Comparing, ..Progress::default() });
        }
        let (done, total) = go_on(self.made.as_mut()?)?;
        Some(Progress { stage: Stage::Comparing, item: String::new(), done, total })
    }
}

impl<'a> Working<'a> {
    pub(super) fn new(bundle: &'a Bundle, question: &OtherQuestion) -> Self {
        let work = match question {
            OtherQuestion::Comparison { asked, as_of } => {
                let of_index = bundle.question_of_comparison(asked);
                let of_index = of_index.map(|one| Question { as_of: as_of.clone(), ..one });
                Work::Comparing(Box::new(Road::new(bundle, of_index)))
            }
            OtherQuestion::Places { .. } => {
                Work::Placing(Box::new(Road::new(bundle, Some(bundle.question_of_places()))))
            }
            OtherQuestion::Statement { contract, as_of, .. } => {
                Work::Paying(bundle.paying(contract, as_of.as_deref()).map(Box::new))
            }
            OtherQuestion::Contracts => Work::Summing(Box::new(bundle.summing())),
            OtherQuestion::Valuation { assumed } | OtherQuestion::Worth { assumed } => {
                Work::Valuing(Box::new(bundle.valuing(assumed)))
            }
            OtherQuestion::Reconciliation { .. } | OtherQuestion::Money => Work::AtOnce,
        };
        Self { bundle, question: question.clone(), work }
    }

    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        let bundle = self.bundle;
        match (&mut self.work, &self.question) {
            (Work::Comparing(road), OtherQuestion::Comparison { asked, .. }) => {
                road.step(|answer| bundle.comparing(answer, asked), Comparing::step)
            }
            (Work::Placing(road), OtherQuestion::Places { asked, .. }) => {
                road.step(|answer| Some(bundle.placing(answer, asked)), Placing::step)
            }
            (Work::Paying(paying), _) => paying.as_mut()?.step(),
            (Work::Summing(summing), _) => summing.step(),
            (Work::Valuing(valuing), _) => valuing.step(),
            (Work::Comparing(_) | Work::Placing(_) | Work::AtOnce, _) => None,
        }
    }

    /// The document with its seal; nothing where the bundle has nothing of the name that was asked for. What was not
    /// worked out by then is worked out now.
    ///
    /// `said` is what the seat says of the bundle beside its own remarks (what was assumed in a framework that was
    /// proposed). With `whole` the document says that and what has to be said of the bundle too; without, only what is
    /// about itself.
    #[must_use]
    pub fn finish(mut self, said: &[Remark], whole: bool) -> Option<Sealed> {
        while self.step().is_some() {}
        let seal = self.bundle.seal(self.question.clone(), whole);
        let mut document =
            document(self.bundle, &self.question, self.work, if whole { said } else { &[] }, whole)?;
        if let (Document::Places(places), OtherQuestion::Places { place: Some(only), .. }) =
            (&mut document, &self.question)
        {
            places.places.retain(|one| one.place == *only);
            if places.places.is_empty() {
                return None;
            }
        }
        Some(Sealed { seal, document })
    }
}

/// What came out, with the remarks that go with it.
fn document(
    bundle: &Bundle,
    question: &OtherQuestion,
    work: Work<'_>,
    said: &[Remark],
    whole: bool,
) -> Option<Document> {
    let of_bundle = if whole { bundle.remarks() } else { &[] };
    // What stands before a document's own remarks.
    let before = || said.iter().chain(of_bundle).cloned().collect::<Vec<Remark>>();
    let of_answer = |answer: &Answer| match whole {
        true => all_remarks(said, of_bundle, answer).into_iter().cloned().collect(),
        false => Vec::new(),
    };
    let join = |mut before: Vec<Remark>, own: &mut Vec<Remark>| {
        before.append(own);
        *own = before;
    };
    Some(match work {
        Work::Comparing(road) => {
            let mut made = road.made?.comparison();
            join(of_answer(&road.answer), &mut made.remarks);
            Document::Comparison(Box::new(made))
        }
        Work::Placing(road) => {
            let mut made = road.made?.finish();
            join(of_answer(&road.answer), &mut made.remarks);
            Document::Places(Box::new(made))
        }
        Work::Paying(paying) => {
            let OtherQuestion::Statement { contract, summed, .. } = question else { return None };
            let Some(mut made) = paying.and_then(|paying| paying.finish()) else {
                let (total, currency) = (None, None);
                let contract = contract.clone();
                return Some(Document::NotPaid { contract, total, currency, lines: [], remarks: before() });
            };
            // Of what is said about the bundle, what is about this contract's files.
            let mut about = before();
            about.retain(|remark| {
                let mut files = remark.places.iter().map(|place| &place.file);
                files.all(|file| file.is_empty() || made.files.iter().any(|own| own.name == *file))
            });
            join(about, &mut made.remarks);
            if *summed {
                bundle.sum_up(&mut made);
            }
            Document::Statement(Box::new(made))
        }
        Work::Summing(summing) => Document::Contracts(Box::new(summing.finish())),
        Work::Valuing(valuing) if matches!(question, OtherQuestion::Worth { .. }) => {
            Document::Worth(Box::new(valuing.finish()))
        }
        Work::Valuing(valuing) => match valuing.finish().valuation {
            Some(mut made) => {
                join(before(), &mut made.remarks);
                Document::Valuation(Box::new(made))
            }
            None => Document::NotValued {
                inputs: None,
                present_value: None,
                net_value: None,
                ratio: None,
                first_year: None,
                remarks: before(),
            },
        },
        Work::AtOnce => match question {
            OtherQuestion::Reconciliation { id } => {
                let mut made = bundle.comparison(id)?;
                join(before(), &mut made.remarks);
                Document::Reconciliation(Box::new(made))
            }
            _ => {
                let mut money = bundle.money_over_time();
                let mut remarks = before();
                let own = |one: &mut MoneyOverTime| std::mem::take(&mut one.remarks);
                remarks.extend(money.iter_mut().flat_map(own));
                Document::Money { money, remarks }
            }
        },
    })
}
