//! How an indicator goes over time and how far its groups are apart: the words of the interface, on paper.

use super::Report;
use crate::site::glance::small;
use crate::site::page::escape;
use esito_charts::format;
use esito_model::{
    Equity, Gap, GapAt, Indicator, LikeForLike, Promise, PromiseVersion, Trend, Unit, Value, Way,
};

impl Report<'_> {
    /// The trend of all places together or why there is none, breaks, how old the last value is, where promises lead.
    pub(super) fn push_course(&self, out: &mut String, indicator: &Indicator) {
        let courses = &self.answer.courses;
        let whole = courses.iter().find(|one| one.indicator == indicator.id && one.place.is_none());
        let mut said = Vec::new();
        if let Some(course) = whole {
            match &course.trend {
                Some(trend) => {
                    said.push(self.trend(indicator, trend, ["rising", "falling", "none"], "trend"));
                }
                None if course.last.is_some() && !course.no_trend.is_empty() => {
                    said.push(self.words.say("trend.no", &[("why", &self.cannot(&course.no_trend))]));
                }
                None => {}
            }
        }
        for one in &indicator.breaks {
            let (period, note) = (self.period(&one.period), self.words.of(&one.note, ""));
            let key = if note.is_empty() { "trend.break" } else { "trend.break_note" };
            said.push(self.words.say(key, &[("period", &period), ("note", &note)]));
        }
        if let Some((course, last)) = whole.and_then(|course| Some((course, course.last.as_ref()?)))
            && course.age_months > 0
        {
            let age = self.words.count("trend.age", course.age_months as usize);
            said.push(age.replace("{period}", &self.period(last)));
        }
        let ours = self.answer.promises.iter().filter(|promise| promise.indicator == indicator.id);
        said.extend(ours.filter(|one| one.place.is_none() && one.group.is_none()).filter_map(|promise| {
            let told = self.leads(indicator, promise)?;
            Some(format!("{}: {told}", self.words.say("figure.all_together", &[])))
        }));
        said.iter().for_each(|text| out.push_str(&format!("<p>{}</p>\n", escape(text))));
    }

    /// A trend as a sentence: a direction only where the engine says that there is one.
    fn trend(&self, indicator: &Indicator, trend: &Trend, ways: [&str; 3], about: &str) -> String {
        let [rising, falling, none] = ways;
        let way = match trend.way {
            Way::Rising => rising,
            Way::Falling => falling,
            Way::NoClearChange => none,
        };
        let args = [
            ("slope", self.by(indicator, trend.slope)),
            ("ends", self.ends(indicator, trend.low, trend.high)),
            ("from", self.period(&trend.from)),
            ("to", self.period(&trend.to)),
            ("n", trend.values.to_string()),
        ];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        self.words.say(&format!("{about}.{way}"), &args)
    }

    fn cannot(&self, code: &str) -> String {
        self.words.say(&format!("cannot.{code}"), &[])
    }

    /// Where a promise leads, what is missing, since when that was foreseeable.
    fn leads(&self, indicator: &Indicator, promise: &Promise) -> Option<String> {
        let projection = promise.projection.as_ref()?;
        let quantity = self.sight.quantity(indicator, None);
        let mut args = vec![
            ("value", self.number(indicator, projection.value)),
            ("band", format::interval(projection.low, projection.high, &quantity, &self.words.locale)),
            ("due", self.period(&promise.target_period)),
            ("target", self.number(indicator, promise.target)),
        ];
        let key = match &promise.warning {
            None => "promise.reaches",
            Some(warning) => {
                args.push(("short", self.by(indicator, warning.short).trim_start_matches('+').to_owned()));
                args.push(("since", self.period(&warning.since)));
                if warning.clear { "promise.misses" } else { "promise.may_miss" }
            }
        };
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        Some(self.words.say(key, &args))
    }

    /// What was agreed or proposed about the same thing before, or beside: the negotiation.
    pub(super) fn versions(&self, promise: &Promise) -> String {
        let Some(indicator) = self.indicator(&promise.indicator) else { return String::new() };
        let line = |version: &PromiseVersion| {
            let parties = version.by.join(", ");
            let agreed = match version.on.as_str() {
                "" => parties,
                day => format!("{parties} ({})", format::day(day, &self.words.locale)),
            };
            let key = if version.proposed { "promise.proposed" } else { "promise.earlier" };
            let (value, period) = (self.number(indicator, version.value), self.period(&version.period));
            let said = self.words.say(key, &[("value", &value), ("period", &period), ("agreed", &agreed)]);
            format!("<span class=\"range\">{}</span>", escape(&said))
        };
        let lines: String = promise.versions.iter().map(line).collect();
        match lines.is_empty() {
            true => lines,
            false => format!("<tr class=\"earlier\"><td></td><td colspan=\"6\">{lines}</td></tr>"),
        }
    }

    /// The gap of a breakdown: who is worst off, by how much, and whether it closes; each period in a table.
    pub(super) fn gap(&self, indicator: &Indicator, dimension: &str) -> String {
        let mut all = self.answer.equity.iter();
        let Some(equity) = all.find(|one| one.indicator == indicator.id && one.dimension == dimension) else {
            return String::new();
        };
        let paragraph = |text: &str| format!("<p>{}</p>\n", escape(text));
        if !equity.no_gap.is_empty() {
            let why = self.cannot(&equity.no_gap);
            return paragraph(&self.words.say("equity.none", &[("why", &why)]));
        }
        let Some(last) = equity.gaps.iter().rev().find(|gap| gap.period.is_some()).or(equity.gaps.last())
        else {
            return String::new();
        };
        let when = last.period.as_deref().map(|code| format!("{}: ", self.period(code))).unwrap_or_default();
        let told = format!("{when}{}", self.gap_told(indicator, dimension, last));
        let course = match &equity.trend {
            Some(trend) => self.trend(indicator, trend, ["widens", "closes", "stays"], "equity"),
            None => self.words.say("equity.no_trend", &[("why", &self.cannot(&equity.no_trend))]),
        };
        let table = self.gaps(indicator, equity);
        paragraph(&told) + &paragraph(&format!("{course}.")) + &table
    }

    fn gap_told(&self, indicator: &Indicator, dimension: &str, at: &GapAt) -> String {
        let (worst, best) = (self.group(dimension, &at.worst), small(&self.group(dimension, &at.best)));
        let size = self.gap_size(indicator, &at.to_best);
        let clear = at.to_best.low.zip(at.to_best.high).is_none_or(|(low, high)| low > 0.0 || high < 0.0);
        let key = if clear { "equity.worst" } else { "equity.unclear" };
        let mut said = self.words.say(key, &[("worst", &worst), ("best", &best), ("gap", &size)]);
        // Of two groups the other one is everybody else.
        if at.to_others != at.to_best {
            let size = self.gap_size(indicator, &at.to_others);
            said = format!("{said} {}", self.words.say("equity.others", &[("gap", &size)]));
        }
        if at.unseen > 0 {
            said = format!("{said} {}", self.words.count("equity.unseen", at.unseen as usize));
        }
        said
    }

    fn gap_size(&self, indicator: &Indicator, gap: &Gap) -> String {
        let size = self.by(indicator, gap.difference).trim_start_matches('+').to_owned();
        match gap.low.zip(gap.high) {
            Some((low, high)) => {
                let ends = self.ends(indicator, low, high);
                self.words.say("equity.size", &[("size", &size), ("ends", &ends)])
            }
            None => size,
        }
    }

    fn gaps(&self, indicator: &Indicator, equity: &Equity) -> String {
        let row = |at: &GapAt| {
            let when = at.period.as_deref().map(|code| self.period(code));
            let name = |group: &str| escape(&self.group(&equity.dimension, group));
            let ratio = at.to_best.ratio.map(|ratio| {
                let number = esito_charts::Quantity::of(Unit::Number);
                format::value(ratio, &number, &self.words.locale)
            });
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
                escape(&when.unwrap_or_else(|| self.words.say("report.whole", &[]))),
                name(&at.worst),
                name(&at.best),
                escape(&self.gap_size(indicator, &at.to_best)),
                escape(&ratio.unwrap_or_else(|| "–".to_owned())),
            )
        };
        let rows: String = equity.gaps.iter().map(row).collect();
        let heads = ["figure.period", "report.worst", "report.best", "equity.heading", "report.ratio"];
        self.table(&heads, 3, &rows)
    }

    /// Rolling windows of all places together, and periods on those that reported in both.
    pub(super) fn push_windows(&self, out: &mut String, indicator: &Indicator) {
        let whole = |one: &esito_model::Finding| {
            one.key.indicator == indicator.id && one.key.place.is_none() && one.key.dimension.is_none()
        };
        let period = |one: &esito_model::Finding| {
            one.key.period.as_deref().map(|code| self.period(code)).unwrap_or_default()
        };
        let windows: Vec<_> = self.answer.rolling.iter().filter(|one| whole(one)).collect();
        if let Some(length) = indicator.rolling.filter(|_| !windows.is_empty()) {
            let args =
                [("indicator", self.words.of(&indicator.label, &indicator.id)), ("n", length.to_string())];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            out.push_str(&format!("<h3>{}</h3>", self.say("rolling.subtitle", &args)));
            let row = |one: &&esito_model::Finding| {
                let value = self.told(indicator, one);
                let (when, value) = (escape(&period(one)), escape(&value));
                format!("<tr><th scope=\"row\">{when}</th><td class=\"number\">{value}</td></tr>")
            };
            let rows: String = windows.iter().map(row).collect();
            out.push_str(&self.table(&["figure.period", "figure.value"], 1, &rows));
        }
        let pairs: Vec<&LikeForLike> =
            self.answer.like_for_like.iter().filter(|one| whole(&one.before)).collect();
        if pairs.is_empty() {
            return;
        }
        out.push_str(&format!("<h3>{}</h3>", self.say("alike.heading", &[])));
        let row = |one: &&LikeForLike| {
            let count = |count: u64| match one.before.value {
                Value::Known(_) => format::count(count, &self.words.locale),
                Value::Missing(_) => "–".to_owned(),
            };
            let cells = [
                self.told(indicator, &one.before),
                self.told(indicator, &one.after),
                count(one.units),
                count(one.left),
                count(one.joined),
            ];
            let cells = cells.map(|text| format!("<td class=\"number\">{}</td>", escape(&text))).concat();
            let when = format!("{} – {}", period(&one.before), period(&one.after));
            format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", escape(&when))
        };
        let rows: String = pairs.iter().map(row).collect();
        let heads =
            ["alike.periods", "alike.before", "alike.after", "alike.both", "alike.left", "alike.joined"];
        out.push_str(&self.table(&heads, 1, &rows));
        out.push_str(&format!("<p class=\"sub\">{}</p>\n", self.say("alike.note", &[])));
    }

    /// A value, or why there is none.
    fn told(&self, indicator: &Indicator, finding: &esito_model::Finding) -> String {
        match finding.value {
            Value::Known(value) => {
                let quantity = self.sight.quantity(indicator, Some(finding));
                format::value(value, &quantity, &self.words.locale)
            }
            Value::Missing(_) => self.absent(indicator, Some(finding)),
        }
    }

    /// A table whose columns from `numbers` on are numbers.
    fn table(&self, heads: &[&str], numbers: usize, rows: &str) -> String {
        let head = |(at, key): (usize, &&str)| {
            let class = if at >= numbers { " class=\"number\"" } else { "" };
            format!("<th scope=\"col\"{class}>{}</th>", self.say(key, &[]))
        };
        let heads: String = heads.iter().enumerate().map(head).collect();
        format!(
            "<div class=\"scroll\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n"
        )
    }
}
