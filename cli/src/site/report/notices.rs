//! What is old, cannot be compared, or is missing, on the first sheet.

use super::Report;
use crate::site::page::escape;
use esito_charts::{Quantity, format};
use esito_model::{Notice, NoticeKind, Unit};

impl Report<'_> {
    /// The notices under the headings of the interface; nothing where there are none.
    pub(super) fn push_notices(&self, out: &mut String) {
        let headings: [(&str, &[NoticeKind]); 3] = [
            ("notice.heading_old", &[NoticeKind::Old, NoticeKind::OldPlaces]),
            ("notice.heading_apart", &[NoticeKind::Break, NoticeKind::Currencies, NoticeKind::Disputed]),
            ("notice.heading_missing", &[NoticeKind::Missing, NoticeKind::Withheld, NoticeKind::Incomplete]),
        ];
        for (heading, kinds) in headings {
            let ours = self.answer.notices.iter().filter(|notice| kinds.contains(&notice.kind));
            let items: String = ours.filter_map(|notice| self.notice(notice)).collect();
            if !items.is_empty() {
                let heading = self.say(heading, &[]);
                out.push_str(&format!("<h3>{heading}</h3><ul class=\"remarks\">{items}</ul>\n"));
            }
        }
    }

    fn notice(&self, notice: &Notice) -> Option<String> {
        let indicator = self.indicator(&notice.indicator)?;
        let period = notice.period.as_deref().map(|code| self.period(code)).unwrap_or_default();
        let places: Vec<String> = notice.places.iter().map(|place| self.place(place)).collect();
        let places = places.join(", ");
        let part = notice.complete.unwrap_or_default();
        let part = format::value(part, &Quantity::of(Unit::Share), &self.words.locale);
        let count = notice.months.to_string();
        let args = [
            ("period", period.as_str()),
            ("places", places.as_str()),
            ("part", part.as_str()),
            ("count", count.as_str()),
        ];
        let key = match notice.kind {
            NoticeKind::Old if notice.months == 1 => "notice.old.one",
            NoticeKind::Old => "notice.old.other",
            NoticeKind::OldPlaces => "notice.old_places",
            NoticeKind::Break => "notice.break",
            NoticeKind::Currencies => "notice.currencies",
            NoticeKind::Disputed => "notice.disputed",
            NoticeKind::Missing => "notice.missing",
            NoticeKind::Withheld => "notice.withheld",
            NoticeKind::Incomplete => "notice.incomplete",
        };
        let name = self.words.of(&indicator.label, &indicator.id);
        Some(format!("<li><b>{}</b> {}</li>", escape(&name), escape(&self.words.say(key, &args))))
    }
}
