//! The last sheets: what is said about the data, sources and files, what it was printed from.

use super::Report;
use crate::site::page::escape;
use esito_charts::{Locale as _, format};
use esito_model::{Remark, Severity};

impl Report<'_> {
    /// Everything that has to be said about the data.
    pub(super) fn push_remarks(&self, out: &mut String) {
        out.push_str(&format!("<section><h2>{}</h2>\n", self.say("report.remarks", &[])));
        if self.answer.remarks.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", self.say("report.remarks_none", &[])));
        }
        for (severity, key) in [
            (Severity::Fatal, "report.severity_fatal"),
            (Severity::Doubt, "report.severity_doubt"),
            (Severity::Note, "report.severity_note"),
        ] {
            let of: Vec<&Remark> =
                self.answer.remarks.iter().filter(|remark| remark.severity == severity).collect();
            if of.is_empty() {
                continue;
            }
            let items: String = of
                .iter()
                .map(|remark| {
                    let count =
                        if remark.count > 1 { format!(" (× {})", remark.count) } else { String::new() };
                    match self.remark(remark) {
                        Some(words) => format!("<li>{}{}</li>", escape(&words), escape(&count)),
                        None => format!("<li lang=\"en\">{}{}</li>", escape(&remark.line()), escape(&count)),
                    }
                })
                .collect();
            out.push_str(&format!("<h3>{}</h3><ul class=\"remarks\">{items}</ul>\n", self.say(key, &[])));
        }
        out.push_str("</section>\n");
    }

    /// A remark in the report's language, where that is not the engine's: the words of the page, filled with the
    /// remark's particulars. Nothing where there are no words, or where one of them would be a gap.
    fn remark(&self, remark: &Remark) -> Option<String> {
        if self.words.code == "en" {
            return None;
        }
        let code = remark.code.replace('-', "_");
        let words = self.words.known(&format!("said.{code}"))?;
        let about = &remark.particulars;
        let quoted = |all: &[String]| {
            let each: Vec<String> = all.iter().map(|one| format!("«{one}»")).collect();
            each.join(", ")
        };
        let found = match about.hidden && about.found.is_empty() {
            true => self.words.say("said.not_shown", &[]),
            false => quoted(&about.found),
        };
        let count = |at: usize| {
            about.counts.get(at).map(|count| format::count(*count, &self.words.locale)).unwrap_or_default()
        };
        let parts = [("found", found), ("name", quoted(&about.names)), ("count", count(0)), ("of", count(1))];
        if parts.iter().any(|(name, part)| part.is_empty() && words.contains(&format!("{{{name}}}"))) {
            return None;
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
        let mut told = self.words.say(&format!("said.{code}"), &parts);
        if let Some(help) = self.words.known(&format!("help.{code}")).filter(|_| !remark.help.is_empty()) {
            told = format!("{told} {help}");
        }
        let place = remark.places.first().map(|place| {
            let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
            let column = place.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
            format!("{}{line}{column}: ", place.file)
        });
        Some(format!("{}{told}", place.unwrap_or_default()))
    }

    /// Sources with their licences, files with their hashes.
    pub(super) fn push_origin(&self, out: &mut String) {
        let sources: String = self
            .answer
            .framework
            .sources
            .iter()
            .map(|source| {
                let parts = [&source.name, &source.url, &source.licence, &source.retrieved];
                let parts: Vec<&str> =
                    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
                format!("<li>{}</li>", escape(&parts.join(" · ")))
            })
            .collect();
        let files: String = self
            .answer
            .files
            .iter()
            .map(|file| {
                let rows = if file.rows > 0 { format::count(file.rows, &self.words.locale) } else { String::new() };
                format!(
                    "<tr><th scope=\"row\">{}</th><td class=\"number\">{rows}</td><td><code class=\"hash\">{}</code></td></tr>",
                    escape(&file.name),
                    escape(&file.sha256)
                )
            })
            .collect();
        out.push_str(&format!(
            "<section><h2>{}</h2><ul>{sources}</ul><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{}</th>\
             <th scope=\"col\" class=\"number\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{files}</tbody></table></div></section>\n",
            self.say("report.origin", &[]),
            self.say("methods.file", &[]),
            self.say("methods.rows", &[]),
            self.say("report.sha", &[]),
        ));
    }

    pub(super) fn push_foot(&self, out: &mut String) {
        #[expect(clippy::cast_precision_loss, reason = "numbers of files and findings")]
        let number = |count: usize| self.words.locale.number(count as f64, 0, 0);
        let (files, findings) = (number(self.answer.files.len()), number(self.answer.findings.len()));
        let args = [
            ("id", self.answer.framework.id.as_str()),
            ("files", &files),
            ("findings", &findings),
            ("engine", &self.answer.engine),
            ("bundle", &self.answer.bundle),
        ];
        out.push_str(&format!(
            "<footer class=\"sheet\"><p>{}</p><p>{}</p></footer>\n",
            self.say("report.printed", &args),
            self.say("report.verify", &[])
        ));
    }
}
