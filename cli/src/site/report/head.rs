//! The first sheet: headline, headline figures, what needs attention, every promise, contents.

use super::Report;
use super::names::anchor;
use crate::site::glance::headlines;
use crate::site::page::escape;
use esito_charts::format;
use esito_model::Promise;

impl Report<'_> {
    pub(super) fn push_head(&self, out: &mut String) {
        let framework = &self.answer.framework;
        if framework.illustrative {
            out.push_str(&format!(
                "<p class=\"notice\"><b>{}</b> {}</p>\n",
                self.say("illustrative.heading", &[]),
                self.say("illustrative.text", &[])
            ));
        }
        let leading = headlines(self.answer);
        out.push_str(&format!(
            "<section class=\"lead\"><p class=\"over\">{}</p><h1>{}</h1>",
            escape(&self.sight.over(&leading)),
            escape(&self.sight.headline())
        ));
        let description = self.words.of(&framework.description, "");
        for text in
            [Some(description).filter(|text| !text.is_empty()), self.sight.state()].into_iter().flatten()
        {
            out.push_str(&format!("<p>{}</p>", escape(&text)));
        }
        out.push_str("</section>\n");
        let class = match leading.len() {
            3 | 5 | 6 => "kpis three",
            1 | 2 => "kpis two",
            _ => "kpis",
        };
        let cards: String = leading.iter().map(|indicator| self.sight.card(indicator)).collect();
        out.push_str(&format!("<section class=\"{class}\">{cards}</section>\n"));
        self.push_attention(out);
        self.push_notices(out);
        let items: String = framework
            .indicators
            .iter()
            .map(|indicator| {
                let name = escape(&self.words.of(&indicator.label, &indicator.id));
                format!("<li><a href=\"#{}\">{name}</a></li>", anchor(indicator))
            })
            .collect();
        let parts = self.beside_parts().into_iter();
        let parts: String =
            parts.map(|(id, key)| format!("<li><a href=\"#{id}\">{}</a></li>", self.say(key, &[]))).collect();
        let items = items + &parts;
        out.push_str(&format!(
            "<nav aria-label=\"{0}\"><h2>{0}</h2><ol class=\"contents\">{items}</ol></nav>\n",
            self.say("report.contents", &[])
        ));
    }

    /// What is missed at today's pace.
    fn push_attention(&self, out: &mut String) {
        if self.answer.promises.is_empty() {
            return;
        }
        let late = |promise: &&Promise| promise.standing.is_late();
        let mut all: Vec<&Promise> = self.answer.promises.iter().filter(late).collect();
        let pace = |promise: &Promise| promise.pace.unwrap_or(f64::INFINITY);
        all.sort_by(|a, b| pace(a).total_cmp(&pace(b)));
        out.push_str(&format!(
            "<h2>{}</h2><p class=\"sub\">{}</p>",
            self.say("overview.attention", &[]),
            self.say("overview.attention_sub", &[])
        ));
        if all.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", self.say("overview.nothing_late", &[])));
            return;
        }
        let items: String = all.into_iter().filter_map(|promise| self.late_item(promise)).collect();
        out.push_str(&format!("<ul class=\"attention\">{items}</ul>\n"));
    }

    fn late_item(&self, promise: &Promise) -> Option<String> {
        let indicator = self.indicator(&promise.indicator)?;
        let name = self.words.of(&indicator.label, &indicator.id);
        let whom = [promise.place.as_deref().map(|place| self.place(place)), self.promised_group(promise)];
        let whom: String = whom.into_iter().flatten().map(|one| format!(" · {one}")).collect();
        let number = |value: f64| self.number(indicator, value);
        let (actual, target) = (promise.actual.map(number)?, number(promise.target));
        let (when, due) = (self.period(promise.period.as_deref()?), self.period(&promise.target_period));
        let args = [("actual", actual.as_str()), ("when", &when), ("target", &target), ("due", &due)];
        let mut text = self.words.say("overview.late", &args);
        // The same line as on the page: through the values so far, or by the pace where that is all there is.
        let leads = promise.projection.as_ref().map(|projection| projection.value).or(promise.projected);
        if let Some(leads) = leads {
            let said = self.words.say("overview.projected", &[("value", &number(leads)), ("due", &due)]);
            text = format!("{text} {said}");
        }
        if let Some(warning) = &promise.warning {
            let since = self.period(&warning.since);
            text = format!("{text} {}", self.words.say("overview.foreseeable", &[("since", &since)]));
        }
        Some(format!(
            "<li><b>{}{}</b> {}<br>{}</li>",
            escape(&name),
            escape(&whom),
            self.sight.chip(promise.standing),
            escape(&text)
        ))
    }

    /// Every promise, with who agreed to it.
    pub(super) fn push_promises(&self, out: &mut String) {
        if self.answer.promises.is_empty() {
            return;
        }
        let head = |key: &str| format!("<th scope=\"col\">{}</th>", self.say(key, &[]));
        let heads: String = [
            "figure.indicator",
            "figure.place",
            "overview.now",
            "overview.path",
            "overview.target",
            "overview.standing",
            "overview.agreed",
        ]
        .map(head)
        .concat();
        let rows: String =
            self.answer.promises.iter().filter_map(|promise| self.promise_row(promise)).collect();
        out.push_str(&format!(
            "<h2>{}</h2><div class=\"scroll long\"><table class=\"promised\"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n",
            self.say("report.promises", &[])
        ));
    }

    fn promise_row(&self, promise: &Promise) -> Option<String> {
        let indicator = self.indicator(&promise.indicator)?;
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| self.number(indicator, v));
        let (place, group) = (promise.place.as_deref(), self.promised_group(promise));
        let place =
            place.map_or_else(|| self.words.say("figure.all_together", &[]), |place| self.place(place));
        let place = group.map_or_else(|| place.clone(), |group| format!("{place} · {group}"));
        let now = match &promise.period {
            Some(period) => format!("{} ({})", number(promise.actual), self.period(period)),
            None => number(promise.actual),
        };
        let target = format!("{} ({})", number(Some(promise.target)), self.period(&promise.target_period));
        let from = promise.baseline.zip(promise.baseline_period.as_deref()).map(|(value, period)| {
            let name = self.words.say("promise.baseline", &[]);
            let text = format!("{name}: {} ({})", number(Some(value)), self.period(period));
            format!("<span class=\"range\">{}</span>", escape(&text))
        });
        // Of several versions the one in force: the last with this value.
        let agreed = self.answer.framework.targets.iter().rfind(|target| {
            target.indicator == promise.indicator
                && target.place == promise.place
                && target.group.as_ref().map(|one| &one.group) == promise.group.as_ref()
                && target.target.period == promise.target_period
                && target.target.value.total_cmp(&promise.target).is_eq()
        });
        let agreed = agreed.and_then(|target| target.agreed.as_ref());
        let agreed = agreed.map_or_else(String::new, |agreed| {
            let day = format::day(&agreed.on, &self.words.locale);
            format!("{}, <span class=\"day\">{}</span>", escape(&agreed.by.join(", ")), escape(&day))
        });
        let cells: String =
            [number(promise.path), target].iter().map(|text| format!("<td>{}</td>", escape(text))).collect();
        Some(format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}{}</td>{cells}<td>{}</td><td>{}</td></tr>{}",
            escape(&self.words.of(&indicator.label, &indicator.id)),
            escape(&place),
            escape(&now),
            from.unwrap_or_default(),
            self.sight.chip(promise.standing),
            agreed,
            self.versions(promise)
        ))
    }
}
