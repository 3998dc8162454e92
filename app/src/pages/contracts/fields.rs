//! The fields of the rule editor: which there are, in which groups, how each is filled in, what each means.

use crate::i18n::t;

/// A choice of words: the word of the framework, and the key of what is shown for it.
pub(super) type Words = &'static [(&'static str, &'static str)];

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Text, with suggestions from this list where there is one.
    Text(Option<&'static str>),
    Day,
    Tick,
    Choice(Words),
    /// A table of the bundle.
    Table,
    /// A column of the table that this field names.
    Column(&'static str),
    /// A list, row by row.
    Rows(Cells),
}

/// The cells of a row of a list: their names, and how each is filled in.
pub(super) type Cells = &'static [(&'static str, Kind)];

/// A field: its key, how it is filled in, and the key of a hint (empty for none).
pub(super) type Field = (&'static str, Kind, &'static str);

/// Fields that belong together; the first group of a form has no heading and is always open.
pub(super) struct Group {
    pub heading: &'static str,
    pub fields: &'static [Field],
}

const TEXT: Kind = Kind::Text(None);
/// A column of the contract's own table, and one of the ledger's.
const COLUMN: Kind = Kind::Column("table");
const PAID: Kind = Kind::Column("ledger.table");
const PRICES: Kind = Kind::Rows(&[("from", Kind::Day), ("until", Kind::Day), ("price", TEXT)]);
const TIERS: Kind = Kind::Rows(&[("from", TEXT), ("price", TEXT)]);
const PER_OUTCOME: Kind = Kind::Rows(&[("outcome", Kind::Text(Some("outcomes"))), ("amount", TEXT)]);
const STATUSES: Kind = Kind::Rows(&[
    ("word", TEXT),
    (
        "means",
        Kind::Choice(&[
            ("", "rules.no_column"),
            ("verified", "contracts.means_verified"),
            ("claimed", "contracts.means_claimed"),
            ("rejected", "contracts.means_rejected"),
            ("disputed", "contracts.means_disputed"),
        ]),
    ),
]);
const PER: Words = &[
    ("participant", "contracts.per_participant"),
    ("outcome", "contracts.per_outcome"),
    ("activity", "contracts.per_activity"),
    ("milestone", "contracts.per_milestone"),
    ("cohort", "contracts.per_cohort"),
    ("percentage_point", "contracts.per_percentage_point"),
];
const PAYS: Words = &[("verified", "contracts.pays_verified"), ("claimed", "contracts.pays_claimed")];
const COMPARED: Words = &[
    ("nothing", "rules.compared_nothing"),
    ("baseline", "rules.compared_baseline"),
    ("comparison_group", "rules.compared_group"),
    ("deadweight", "rules.compared_deadweight"),
];
const MEASURES: Words = &[
    ("level", "rules.measure_level"),
    ("increase", "rules.measure_increase"),
    ("reduction", "rules.measure_reduction"),
    ("relative_increase", "rules.measure_relative_increase"),
    ("relative_reduction", "rules.measure_relative_reduction"),
];
const JUDGED: Words = &[("value", "rules.judged_value"), ("low", "rules.judged_low")];
const EVERY: Words = &[
    ("year", "rules.every_year"),
    ("half", "rules.every_half"),
    ("quarter", "rules.every_quarter"),
    ("month", "rules.every_month"),
];

const MORE_CAPS: Group = Group {
    heading: "rules.caps",
    fields: &[
        ("cap.per_participant", TEXT, ""),
        ("cap.units_per_participant", TEXT, ""),
        ("cap.per_period.amount", TEXT, ""),
        ("cap.per_period.every", Kind::Choice(EVERY), ""),
        ("cap.per_outcome", PER_OUTCOME, ""),
    ],
};

/// Of a rule.
pub(super) const RULE: [Group; 7] = [
    Group {
        heading: "",
        fields: &[
            ("label", TEXT, ""),
            ("outcome", Kind::Text(Some("outcomes")), "contracts.hint_outcome"),
            ("price", TEXT, "contracts.hint_price"),
            ("per", Kind::Choice(PER), ""),
            ("once", Kind::Tick, ""),
            ("pays", Kind::Choice(PAYS), ""),
            ("within", TEXT, "contracts.hint_within"),
            ("cap.units", TEXT, ""),
            ("cap.amount", TEXT, ""),
        ],
    },
    Group {
        heading: "rules.prices",
        fields: &[("tiers", TIERS, "contracts.hint_tiers"), ("prices", PRICES, "rules.hint_prices")],
    },
    Group {
        heading: "rules.days",
        fields: &[
            ("from", Kind::Day, ""),
            ("until", Kind::Day, ""),
            ("not_before", TEXT, "contracts.hint_within"),
        ],
    },
    Group {
        heading: "rules.evidence",
        fields: &[
            ("evidence", Kind::Text(Some("columns")), "rules.hint_evidence"),
            ("eligible", TEXT, "rules.hint_eligible"),
            ("cohorts", TEXT, "rules.hint_cohorts"),
            ("threshold", TEXT, "contracts.hint_threshold"),
        ],
    },
    Group {
        heading: "rules.comparison",
        fields: &[
            ("compared", Kind::Choice(COMPARED), ""),
            ("baseline", TEXT, "rules.hint_baseline"),
            ("deadweight", TEXT, "rules.hint_deadweight"),
            ("measure", Kind::Choice(MEASURES), "rules.hint_measure"),
            ("judged_by", Kind::Choice(JUDGED), ""),
            ("above", TEXT, "rules.hint_above"),
            ("whole", Kind::Tick, ""),
            ("pooled", Kind::Tick, ""),
        ],
    },
    MORE_CAPS,
    Group {
        heading: "rules.others",
        fields: &[
            ("unless", Kind::Text(Some("rules")), "rules.hint_unless"),
            ("highest_of", TEXT, "rules.hint_highest_of"),
            ("replaces", Kind::Text(Some("rules")), "rules.hint_replaces"),
        ],
    },
];

/// Of a version of the plan.
pub(super) const VERSION: [Group; 3] = [
    Group {
        heading: "",
        fields: &[
            ("label", TEXT, ""),
            ("from", Kind::Day, ""),
            ("cap.amount", TEXT, ""),
            ("cap.units", TEXT, ""),
            ("cap", Kind::Tick, ""),
        ],
    },
    Group {
        heading: "rules.agreement",
        fields: &[("agreed.on", Kind::Day, ""), ("agreed.by", TEXT, "rules.hint_agreed_by")],
    },
    MORE_CAPS,
];

/// Of the contract itself.
pub(super) const WHOLE: [Group; 5] = [
    Group {
        heading: "",
        fields: &[
            ("label", TEXT, ""),
            ("currency", TEXT, "rules.hint_currency"),
            ("starts", Kind::Day, ""),
            ("ends", Kind::Day, ""),
            ("cap.amount", TEXT, ""),
            ("floor", TEXT, "contracts.hint_floor"),
        ],
    },
    Group {
        heading: "rules.caps",
        fields: &[
            ("cap.per_participant", TEXT, ""),
            ("cap.units_per_participant", TEXT, ""),
            ("cap.units", TEXT, ""),
            ("cap.per_period.amount", TEXT, ""),
            ("cap.per_period.every", Kind::Choice(EVERY), ""),
            ("cap.per_outcome", PER_OUTCOME, ""),
        ],
    },
    Group {
        heading: "rules.parties",
        fields: &[
            ("party.outcome_payer", TEXT, "rules.hint_party"),
            ("party.provider", TEXT, "rules.hint_party"),
            ("party.investor", TEXT, "rules.hint_party"),
            ("party.intermediary", TEXT, "rules.hint_party"),
            ("party.verifier", TEXT, "rules.hint_party"),
        ],
    },
    Group {
        heading: "rules.rows",
        fields: &[
            ("table", Kind::Table, "rules.hint_table"),
            ("outcome", COLUMN, ""),
            ("date", COLUMN, ""),
            ("participant", COLUMN, "rules.hint_participant"),
            ("started", COLUMN, "rules.hint_started"),
            ("status", COLUMN, "rules.hint_status"),
            ("statuses", STATUSES, "rules.hint_statuses"),
            ("quantity", COLUMN, "rules.hint_quantity"),
            ("people", COLUMN, "rules.hint_people"),
            ("cohort", COLUMN, ""),
            ("group", COLUMN, "rules.hint_group"),
            ("effect", COLUMN, "rules.hint_effect"),
            ("low", COLUMN, ""),
            ("high", COLUMN, ""),
            ("level", COLUMN, "rules.hint_level"),
            ("currency_column", COLUMN, "rules.hint_currency_column"),
            ("where", TEXT, "rules.hint_where"),
        ],
    },
    Group {
        heading: "rules.ledger",
        fields: &[
            ("ledger.table", Kind::Table, "rules.hint_ledger"),
            ("ledger.amount", PAID, "rules.hint_ledger_amount"),
            ("ledger.rule", PAID, "rules.hint_ledger_rule"),
            ("ledger.participant", PAID, ""),
            ("ledger.date", PAID, "rules.hint_ledger_date"),
        ],
    },
];

/// Whether a field holds more than a word or a number.
pub(super) fn is_long(key: &str) -> bool {
    matches!(key, "eligible" | "where")
}

/// What a field holds where nobody has chosen anything.
pub(super) fn is_usual(key: &str, value: &str) -> bool {
    match key {
        "compared" => value == "nothing",
        "measure" => matches!(value, "level" | "increase"),
        "judged_by" => value == "value",
        "cap.per_period.every" => value == "year",
        _ => false,
    }
}

/// The name of a field; the contract itself has other names for some.
pub(super) fn label(key: &str, whole: bool) -> String {
    let plain: Vec<&str> =
        key.split('.').map(|part| if part.parse::<usize>().is_ok() { "*" } else { part }).collect();
    t(match (plain.join(".").as_str(), whole) {
        ("prices.*.from", _) => "rules.cell_from",
        ("prices.*.until", _) => "rules.cell_until",
        ("prices.*.price" | "tiers.*.price", _) => "rules.cell_price",
        ("tiers.*.from", _) => "rules.cell_units",
        ("cap.per_outcome.*.outcome", _) => "rules.cell_outcome",
        ("cap.per_outcome.*.amount", _) => "rules.cell_amount",
        ("statuses.*.word", _) => "rules.cell_word",
        ("statuses.*.means", _) => "rules.cell_means",
        ("prices.add" | "tiers.add" | "cap.per_outcome.add" | "statuses.add", _) => "rules.row_added",
        ("prices.*.remove" | "tiers.*.remove" | "cap.per_outcome.*.remove" | "statuses.*.remove", _) => {
            "rules.row_removed"
        }
        ("ledger.table", _) => "rules.field_ledger_table",
        ("ledger.amount", _) => "rules.field_ledger_amount",
        ("ledger.rule", _) => "rules.field_ledger_rule",
        ("ledger.participant", _) => "rules.field_ledger_participant",
        ("ledger.date", _) => "rules.field_ledger_date",
        ("agreed.on", _) => "rules.field_agreed_on",
        ("agreed.by", _) => "rules.field_agreed_by",
        ("outcome", true) => "rules.field_outcome_column",
        ("cohort", _) => "rules.field_cohort_column",
        ("label", _) => "contracts.field_label",
        ("outcome", false) => "contracts.field_outcome",
        ("price", _) => "contracts.field_price",
        ("prices", _) => "rules.field_prices",
        ("per", _) => "contracts.field_per",
        ("tiers", _) => "contracts.field_tiers",
        ("once", _) => "contracts.field_once",
        ("pays", _) => "contracts.field_pays",
        ("within", _) => "contracts.field_within",
        ("not_before", _) => "contracts.field_not_before",
        ("threshold", _) => "contracts.field_threshold",
        ("evidence", _) => "rules.field_evidence",
        ("eligible", _) => "rules.field_eligible",
        ("cohorts", _) => "rules.field_cohorts",
        ("compared", _) => "rules.field_compared",
        ("baseline", _) => "rules.field_baseline",
        ("deadweight", _) => "rules.field_deadweight",
        ("measure", _) => "rules.field_measure",
        ("judged_by", _) => "rules.field_judged_by",
        ("above", _) => "rules.field_above",
        ("whole", _) => "rules.field_whole",
        ("pooled", _) => "rules.field_pooled",
        ("unless", _) => "rules.field_unless",
        ("highest_of", _) => "rules.field_highest_of",
        ("replaces", _) => "rules.field_replaces",
        ("cap", _) => "rules.field_lifted",
        ("cap.units", _) => "contracts.field_cap_units",
        ("cap.amount", _) => "contracts.field_cap_amount",
        ("cap.per_participant", _) => "contracts.field_cap_participant",
        ("cap.units_per_participant", _) => "rules.field_cap_units_participant",
        ("cap.per_period.amount", _) => "rules.field_cap_period",
        ("cap.per_period.every", _) => "rules.field_cap_every",
        ("cap.per_outcome", _) => "rules.field_cap_outcome",
        ("from", _) => "contracts.field_from",
        ("until", _) => "contracts.field_until",
        ("floor", _) => "contracts.field_floor",
        ("starts", _) => "contracts.field_starts",
        ("ends", _) => "contracts.field_ends",
        ("currency", _) => "rules.field_currency",
        ("table", _) => "rules.field_table",
        ("where", _) => "rules.field_where",
        ("participant", _) => "rules.field_participant",
        ("date", _) => "rules.field_date",
        ("started", _) => "rules.field_started",
        ("status", _) => "rules.field_status",
        ("statuses", _) => "rules.field_statuses",
        ("quantity", _) => "rules.field_quantity",
        ("people", _) => "rules.field_people",
        ("group", _) => "rules.field_group",
        ("effect", _) => "rules.field_effect",
        ("low", _) => "rules.field_low",
        ("high", _) => "rules.field_high",
        ("level", _) => "rules.field_level",
        ("currency_column", _) => "rules.field_currency_column",
        ("party.outcome_payer", _) => "contracts.role_payer",
        ("party.provider", _) => "contracts.role_provider",
        ("party.investor", _) => "contracts.role_investor",
        ("party.intermediary", _) => "contracts.role_intermediary",
        ("party.verifier", _) => "contracts.role_verifier",
        ("add", true) => "rules.new_contract",
        ("add", false) => "contracts.field_add",
        _ => "contracts.field_remove",
    })
}
