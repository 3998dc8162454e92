//! Numbers, dates and plural forms by the browser's `Intl`.

use super::Lang;
use esito_charts::Locale;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

/// The formats of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    lang: Lang,
}

thread_local! {
    /// `Intl` formats are dear to make and cheap to use: one for each language and choice of options.
    static MADE: RefCell<HashMap<(Lang, u16), Function>> = RefCell::new(HashMap::new());
}

const DAY: u16 = 0x200;
const MONTH: u16 = 0x300;
const MOMENT: u16 = 0x400;

impl Format {
    /// The formats of a language.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// A whole number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts on screen are far below 2^53")]
    pub fn whole(self, value: u64) -> String {
        self.decimals(value as f64, 0, 0)
    }

    /// The size of a file: `12 kB`, `3.4 MB`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "files are far below 2^53 bytes")]
    pub fn bytes(self, bytes: u64) -> String {
        let (value, unit) = match bytes {
            0..1_000 => (bytes as f64, "B"),
            1_000..1_000_000 => (bytes as f64 / 1e3, "kB"),
            1_000_000..1_000_000_000 => (bytes as f64 / 1e6, "MB"),
            _ => (bytes as f64 / 1e9, "GB"),
        };
        let decimals = u8::from(value < 10.0 && unit != "B" && unit != "kB");
        format!("{}\u{a0}{unit}", self.decimals(value, decimals, decimals))
    }

    /// A day in words (`2025-12-31` → `31 December 2025`); what is no such day stays as written.
    #[must_use]
    pub fn day(self, iso: &str) -> String {
        let date = Date::new(&JsValue::from_str(iso));
        if iso.len() != 10 || date.get_time().is_nan() {
            return iso.to_owned();
        }
        self.apply(DAY, &date)
    }

    /// A moment in milliseconds since 1970, in the reader's own time zone: `25 Nov 2026, 21:04`.
    #[must_use]
    pub fn moment(self, ms: f64) -> String {
        self.apply(MOMENT, &Date::new(&JsValue::from_f64(ms)))
    }

    /// A number with up to so many decimals as it needs.
    #[must_use]
    pub fn number_up_to(self, value: f64, most: u8) -> String {
        self.decimals(value, 0, most)
    }

    /// The plural form that a count asks for: `one`, `many`, `other`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts on screen are far below 2^53")]
    pub fn plural(self, count: u64) -> String {
        let rules = Intl::PluralRules::new(&self.tags(), &Object::new());
        rules.select(count as f64).into()
    }

    fn decimals(self, value: f64, min: u8, max: u8) -> String {
        self.apply(u16::from(min) << 4 | u16::from(max.max(min)), &JsValue::from_f64(value))
    }

    fn tags(self) -> Array {
        Array::of1(&JsValue::from_str(self.lang.tag()))
    }

    fn apply(self, kind: u16, value: &JsValue) -> String {
        let function = MADE
            .with_borrow_mut(|made| made.entry((self.lang, kind)).or_insert_with(|| self.make(kind)).clone());
        let text = function.call1(&JsValue::NULL, value).ok();
        text.and_then(|text| text.dyn_into::<JsString>().ok()).map(String::from).unwrap_or_default()
    }

    fn make(self, kind: u16) -> Function {
        let options = Object::new();
        let set = |key: &str, value: JsValue| {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &JsValue::from_str(key), &value);
        };
        match kind {
            DAY | MONTH => {
                set("timeZone", "UTC".into());
                set("month", if kind == DAY { "long" } else { "short" }.into());
                if kind == DAY {
                    set("day", "numeric".into());
                    set("year", "numeric".into());
                }
                Intl::DateTimeFormat::new(&self.tags(), &options).format()
            }
            MOMENT => {
                set("dateStyle", "medium".into());
                set("timeStyle", "short".into());
                Intl::DateTimeFormat::new(&self.tags(), &options).format()
            }
            _ => {
                set("minimumFractionDigits", (kind >> 4 & 15).into());
                set("maximumFractionDigits", (kind & 15).into());
                // `it` writes 3905 and `en` 3,905 by default; a table wants four digits grouped in both.
                set("useGrouping", "always".into());
                Intl::NumberFormat::new(&self.tags(), &options).format()
            }
        }
    }
}

impl Locale for Format {
    fn language(&self) -> &str {
        self.lang.code()
    }

    fn number(&self, value: f64, min_decimals: u8, max_decimals: u8) -> String {
        self.decimals(value, min_decimals, max_decimals)
    }

    fn month(&self, month: u8) -> String {
        // Any year will do; the middle of a month is in that month in every time zone.
        self.apply(MONTH, &Date::new(&JsValue::from_str(&format!("2024-{month:02}-15"))))
    }
}
