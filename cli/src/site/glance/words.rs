//! The words of what is written here: the interface's own message files, so that both say the same, and those of the
//! report.

use esito_charts::{Locale as _, NativeLocale};
use esito_model::{Framework, Text};
use serde_json::{Map, Value};

/// The files whose words the first sight and the report use.
const ENGLISH: [&str; 12] = [
    include_str!("../../../../app/messages/en/shell.json"),
    include_str!("../../../../app/messages/en/figure.json"),
    include_str!("../../../../app/messages/en/overview.json"),
    include_str!("../../../../app/messages/en/indicator.json"),
    include_str!("../../../../app/messages/en/courses.json"),
    include_str!("../../../../app/messages/en/effect.json"),
    include_str!("../../../../app/messages/en/methods.json"),
    include_str!("../../../../app/messages/en/receipt.json"),
    include_str!("../../../../app/messages/en/said.json"),
    include_str!("../../../../app/messages/en/helps.json"),
    include_str!("../../../../app/messages/en/contracts.json"),
    include_str!("../../../messages/report.en.json"),
];
const ITALIAN: [&str; 12] = [
    include_str!("../../../../app/messages/it/shell.json"),
    include_str!("../../../../app/messages/it/figure.json"),
    include_str!("../../../../app/messages/it/overview.json"),
    include_str!("../../../../app/messages/it/indicator.json"),
    include_str!("../../../../app/messages/it/courses.json"),
    include_str!("../../../../app/messages/it/effect.json"),
    include_str!("../../../../app/messages/it/methods.json"),
    include_str!("../../../../app/messages/it/receipt.json"),
    include_str!("../../../../app/messages/it/said.json"),
    include_str!("../../../../app/messages/it/helps.json"),
    include_str!("../../../../app/messages/it/contracts.json"),
    include_str!("../../../messages/report.it.json"),
];

/// A language's messages, numbers and names.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) locale: NativeLocale,
    messages: Map<String, Value>,
}

impl Words {
    /// The languages of the interface.
    pub(crate) fn all() -> Vec<Self> {
        [("en", ENGLISH), ("it", ITALIAN)]
            .into_iter()
            .map(|(code, texts)| Self {
                code,
                locale: NativeLocale::new(code),
                // A test of the interface holds that all files can be read.
                messages: texts
                    .iter()
                    .flat_map(|text| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default())
                    .collect(),
            })
            .collect()
    }

    /// The words of a key with its `{names}` filled in; the key itself where nobody wrote any.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let words = self.messages.get(key).and_then(Value::as_str).unwrap_or(key);
        args.iter().fold(words.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The words of a key where somebody wrote any.
    pub(crate) fn known(&self, key: &str) -> Option<&str> {
        self.messages.get(key).and_then(Value::as_str)
    }

    /// The words of a count.
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        // English and Italian have the same rule for whole numbers below a million.
        let form = if count == 1 { "one" } else { "other" };
        #[expect(clippy::cast_precision_loss, reason = "counts of places and indicators")]
        let number = self.locale.number(count as f64, 0, 0);
        self.say(&format!("{key}.{form}"), &[("count", &number)])
    }

    /// Two numbers as words where both have one.
    pub(crate) fn numbers(&self, counts: [usize; 2]) -> [String; 2] {
        let words =
            counts.map(|count| self.messages.get(&format!("number.n{count}")).and_then(Value::as_str));
        match words {
            [Some(one), Some(other)] => [one.to_owned(), other.to_owned()],
            _ => counts.map(|count| count.to_string()),
        }
    }

    /// A text in this language, or what stands for it.
    pub(crate) fn of(&self, text: &Text, otherwise: &str) -> String {
        match text.get(self.code) {
            "" => otherwise.to_owned(),
            words => words.to_owned(),
        }
    }

    /// The name of an indicator.
    pub(crate) fn indicator(&self, framework: &Framework, id: &str) -> String {
        let found = framework.indicators.iter().find(|indicator| indicator.id == id);
        found.map_or_else(|| id.to_owned(), |indicator| self.of(&indicator.label, id))
    }

    /// The name of a place.
    pub(crate) fn place(&self, framework: &Framework, id: &str) -> String {
        let found = framework.places.iter().find(|place| place.id == id);
        found.map_or_else(|| id.to_owned(), |place| self.of(&place.label, id))
    }
}
