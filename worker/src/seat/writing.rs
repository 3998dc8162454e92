//! Answers as files that can be verified: the same bytes that the command line prints with `--json`.

use super::{Seat, Stopped};
use crate::files::buffers_of;
use esito_engine::all_remarks;
use esito_model::{Told, Writable};
use js_sys::Array;

impl Seat {
    /// An answer as one line of JSON, with all that has to be said of the bundle.
    pub(super) async fn write(&self, ticket: u64, asked: &Writable) -> Result<(Told, Array), Stopped> {
        let bundle = self.open_bundle()?;
        let json = match asked {
            Writable::Findings(question) => {
                let mut answering = bundle.answering(question);
                self.work(ticket, || answering.step()).await?;
                let mut answer = answering.finish();
                answer.remarks = all_remarks(&[], bundle.remarks(), &answer).into_iter().cloned().collect();
                serde_json::to_vec(&answer)
            }
            Writable::Sealed(question) => {
                let mut working = bundle.working(question);
                self.work(ticket, || working.step()).await?;
                let sealed = working.finish(&[], true);
                serde_json::to_vec(&sealed.ok_or_else(|| Stopped::Failed("nothing of that name".to_owned()))?)
            }
        };
        let mut json = json.map_err(|error| Stopped::Failed(error.to_string()))?;
        json.push(b'\n');
        Ok((Told::Written, buffers_of([json.as_slice()])))
    }
}
