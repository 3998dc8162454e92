//! Documents: the answers of `compare`, `place`, `pay`, `value` and `money` as they are printed and published, each with
//! the seal by which anybody who has the files can work it out again.
//!
//! Comes in: a bundle and a question. Goes out: the document, step by step. The command line prints it, a site publishes
//! it, `verify` compares it: all by this one road, so that none says anything that another does not.

mod work;

pub use work::Working;

use crate::bundle::Bundle;
use esito_model::{Answer, OtherQuestion, Remark, Seal, SealedFramework};

impl Bundle {
    /// Begins to work out a question that is not one for findings.
    #[must_use]
    pub fn working(&self, question: &OtherQuestion) -> Working<'_> {
        Working::new(self, question)
    }

    /// The seal of what this bundle answers to a question; `whole` where the answer also says what has to be said of the
    /// bundle.
    #[must_use]
    pub fn seal(&self, question: OtherQuestion, whole: bool) -> Seal {
        let framework =
            SealedFramework { id: self.framework.id.clone(), title: self.framework.title.clone() };
        Seal {
            question,
            whole,
            framework,
            files: self.files.clone(),
            bundle: self.hash.clone(),
            engine: crate::VERSION.to_owned(),
        }
    }
}

/// What was assumed in a proposed framework, the bundle's remarks and those of an answer, each once.
#[must_use]
pub fn all_remarks<'r>(assumed: &'r [Remark], bundle: &'r [Remark], answer: &'r Answer) -> Vec<&'r Remark> {
    let mut all: Vec<&Remark> = assumed.iter().chain(bundle).collect();
    all.extend(answer.remarks.iter().filter(|remark| !bundle.contains(remark)));
    all
}
