//! Answers as files that anybody with the data can verify: written by the engine, or as they lie beside the page.

use super::files::blob;
use super::published::{is_plain, path_for_findings};
use super::worker::unexpected;
use super::{Failure, Published, Seat, path_for_comparison};
use esito_model::{Ask, OtherQuestion, PlacesQuestion, Told, Writable};
use js_sys::Array;
use web_sys::Blob;

impl Seat {
    /// The answer as the command line writes it.
    pub async fn write(self, asked: Writable) -> Result<Blob, Failure> {
        match self.ask(Ask::Write(Box::new(asked)), &Array::new()).await? {
            (Told::Written, buffers) => blob(&buffers.get(0)),
            (other, _) => Err(unexpected(other)),
        }
    }
}

impl Published {
    /// The file beside the page that holds this answer; nothing where it was not published like this.
    #[must_use]
    pub fn written(self, asked: &Writable) -> Option<String> {
        let named = |folder: &str, id: &str| is_plain(id).then(|| format!("bundle/{folder}/{id}.json"));
        match asked {
            Writable::Findings(question) => path_for_findings(question),
            Writable::Sealed(question) => match question {
                OtherQuestion::Comparison { asked, as_of: None } => path_for_comparison(asked),
                OtherQuestion::Places { asked, .. } if *asked == PlacesQuestion::default() => {
                    Some("bundle/places.json".to_owned())
                }
                OtherQuestion::Statement { contract, as_of: None, .. } => named("statements", contract),
                OtherQuestion::Reconciliation { id } => named("reconciliations", id),
                OtherQuestion::Contracts => Some("bundle/contracts.json".to_owned()),
                OtherQuestion::Valuation { assumed } | OtherQuestion::Worth { assumed }
                    if assumed.is_empty() =>
                {
                    Some("bundle/value.json".to_owned())
                }
                OtherQuestion::Money => Some("bundle/value.json".to_owned()),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Published;
    use crate::link::indicator_question;
    use esito_model::{CompareQuestion, OtherQuestion, PlacesQuestion, Question, Writable};

    #[test]
    fn what_was_published_is_taken_from_there() {
        let path = |asked: Writable| Published.written(&asked);
        let sealed = |question: OtherQuestion| path(Writable::Sealed(question));
        assert_eq!(path(Writable::Findings(Question::default())).as_deref(), Some("bundle/answer.json"));
        assert_eq!(
            path(Writable::Findings(indicator_question("in_work"))).as_deref(),
            Some("bundle/answers/in_work.json")
        );
        let place = Some("IT".to_owned());
        let asked = PlacesQuestion::default();
        let places = sealed(OtherQuestion::Places { asked: asked.clone(), place: place.clone() });
        assert_eq!(places.as_deref(), Some("bundle/places.json"));
        let others = PlacesQuestion { peers: Some(3), ..asked };
        assert_eq!(sealed(OtherQuestion::Places { asked: others, place }), None);
        let statement = |as_of: Option<&str>| {
            sealed(OtherQuestion::Statement {
                contract: "works".into(),
                as_of: as_of.map(str::to_owned),
                summed: false,
            })
        };
        assert_eq!(statement(None).as_deref(), Some("bundle/statements/works.json"));
        assert_eq!(statement(Some("2024-12-31")), None);
        let asked = Box::new(CompareQuestion { index: "work".into(), ..CompareQuestion::default() });
        let comparison = sealed(OtherQuestion::Comparison { asked, as_of: None });
        assert_eq!(comparison.as_deref(), Some("bundle/comparisons/work.json"));
    }
}
