//! The values of an indicator as tables: by period and place, and by group.

use super::Report;
use super::findings::Group;
use crate::site::page::escape;
use esito_charts::format;
use esito_model::{Finding, Indicator, UNKNOWN, Value};

/// Places beside each other in one table; more go into the next.
const COLUMNS: usize = 7;

impl Report<'_> {
    /// Every period by every place, the intervals below the values.
    pub(super) fn matrix(&self, indicator: &Indicator) -> String {
        let places = self.index.places(indicator);
        let all: Vec<Option<&str>> =
            [None].into_iter().chain(places.iter().map(|place| Some(*place))).collect();
        let parts: Vec<&[Option<&str>]> = all.chunks(COLUMNS + 1).collect();
        let count = parts.len();
        let mut out = String::new();
        for (at, part) in parts.into_iter().enumerate() {
            let caption = match count {
                1 => self.words.say("report.table", &[]),
                _ => {
                    let (n, all) = ((at + 1).to_string(), count.to_string());
                    self.words.say("report.table_part", &[("n", &n), ("all", &all)])
                }
            };
            out.push_str(&self.matrix_part(indicator, part, &caption));
        }
        out
    }

    fn matrix_part(&self, indicator: &Indicator, places: &[Option<&str>], caption: &str) -> String {
        let heads: String = places
            .iter()
            .map(|place| {
                let name = place
                    .map_or_else(|| self.words.say("figure.all_together", &[]), |place| self.place(place));
                format!("<th scope=\"col\">{}</th>", escape(&name))
            })
            .collect();
        let row = |name: &str, period: Option<&str>| {
            let cells: String = places
                .iter()
                .map(|place| self.cell(indicator, self.index.find(indicator, *place, period, None)))
                .collect();
            format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", escape(name))
        };
        let mut rows = String::new();
        for span in self.index.periods(indicator) {
            rows.push_str(&row(&format::period(span, &self.words.locale), Some(&span.code)));
        }
        let unknown =
            places.iter().any(|place| self.index.find(indicator, *place, Some(UNKNOWN), None).is_some());
        if unknown {
            rows.push_str(&row(&self.words.say("figure.unknown", &[]), Some(UNKNOWN)));
        }
        rows.push_str(&row(&self.words.say("report.whole", &[]), None));
        format!(
            "<div class=\"scroll\"><table class=\"matrix\"><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>{heads}</tr></thead>\
             <tbody>{rows}</tbody></table></div>\n<p class=\"sub\">{}</p>\n",
            escape(caption),
            self.say("figure.period", &[]),
            self.say("coverage.note", &[]),
        )
    }

    fn cell(&self, indicator: &Indicator, finding: Option<&Finding>) -> String {
        let quantity = self.sight.quantity(indicator, finding);
        match finding.map(|finding| (finding.value, finding)) {
            Some((Value::Known(value), finding)) => {
                let ends = finding.low.zip(finding.high).map(|(low, high)| {
                    let range = format::interval(low, high, &quantity, &self.words.locale);
                    format!("<span class=\"range\">{}</span>", escape(&range))
                });
                let value = escape(&format::value(value, &quantity, &self.words.locale));
                let lacking = self.sight.lacking(finding);
                let estimated = self.sight.estimated(finding);
                let said = [estimated, lacking].into_iter().flatten();
                let said: String =
                    said.map(|text| format!("<span class=\"range\">{}</span>", escape(&text))).collect();
                format!("<td>{value}{}{said}</td>", ends.unwrap_or_default())
            }
            // Nobody asked for this place in this period: a dash, and no reason.
            _ if finding.is_none() => "<td class=\"gone\">–</td>".to_owned(),
            _ => format!("<td class=\"gone\">{}</td>", escape(&self.absent(indicator, finding))),
        }
    }

    /// The groups of a breakdown, each with interval, rows and status.
    pub(super) fn groups_table(&self, indicator: &Indicator, dimension: &str) -> String {
        let rows: String = self
            .index
            .groups(indicator, dimension)
            .into_iter()
            .map(|group| self.line(indicator, &self.group(dimension, group), Some((dimension, group))))
            .collect();
        let total = self.line(indicator, &self.words.say("figure.all_groups", &[]), None);
        let head = |key: &str, class: &str| format!("<th scope=\"col\"{class}>{}</th>", self.say(key, &[]));
        let number = " class=\"number\"";
        format!(
            "<div class=\"scroll\"><table><thead><tr>{}{}{}{}{}</tr></thead><tbody>{rows}{total}</tbody></table></div>\n",
            head("figure.group", ""),
            head("figure.value", number),
            head("figure.interval", number),
            head("figure.rows", number),
            head("coverage.heading", ""),
        )
    }

    fn line(&self, indicator: &Indicator, name: &str, group: Group<'_>) -> String {
        let finding = self.index.find(indicator, None, None, group);
        let quantity = self.sight.quantity(indicator, finding);
        let known = finding.and_then(|finding| finding.value.known());
        let value = match known {
            Some(value) => format::value(value, &quantity, &self.words.locale),
            None => self.absent(indicator, finding),
        };
        let interval = finding
            .filter(|_| known.is_some())
            .and_then(|finding| finding.low.zip(finding.high))
            .map(|(low, high)| format::interval(low, high, &quantity, &self.words.locale));
        let n = finding.and_then(|finding| finding.n).map(|n| format::count(n, &self.words.locale));
        let cell = |text: Option<String>| {
            format!("<td class=\"number\">{}</td>", escape(&text.unwrap_or_else(|| "–".to_owned())))
        };
        let estimated = finding.and_then(|finding| self.sight.estimated(finding));
        let coverage = finding.and_then(|finding| self.sight.coverage(indicator, finding));
        let said = [estimated, coverage].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        format!(
            "<tr><th scope=\"row\">{}</th>{}{}{}<td>{}</td></tr>",
            escape(name),
            cell(Some(value)),
            cell(interval),
            cell(n),
            escape(&said)
        )
    }
}
