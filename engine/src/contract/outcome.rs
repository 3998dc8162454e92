//! Rows of a contract's table as the payment engine sees them, and the two roads out of them.

/// What a row's status says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    Claimed,
    #[default]
    Verified,
    Rejected,
    Disputed,
    /// A word that nobody knows, or none.
    Unknown,
}

impl Status {
    /// The status of a word, in English or Italian.
    pub(crate) fn of(word: &str) -> Self {
        match word.trim().to_lowercase().as_str() {
            "verified" | "verificato" | "verificata" => Self::Verified,
            "claimed" | "dichiarato" | "dichiarata" | "richiesto" | "richiesta" => Self::Claimed,
            "rejected" | "respinto" | "respinta" | "rifiutato" | "rifiutata" => Self::Rejected,
            "disputed" | "contestato" | "contestata" => Self::Disputed,
            _ => Self::Unknown,
        }
    }
}

/// Of which group a row's people are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Side {
    #[default]
    Intervention,
    Comparison,
    Unknown,
}

impl Side {
    /// The group of a word, in English or Italian.
    pub(crate) fn of(word: &str) -> Self {
        match word.trim().to_lowercase().as_str() {
            "intervention" | "treatment" | "treated" | "intervento" | "trattamento" => Self::Intervention,
            "comparison" | "control" | "confronto" | "controllo" => Self::Comparison,
            _ => Self::Unknown,
        }
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub file: String,
    pub line: u64,
    pub participant: Option<String>,
    pub outcome: Option<String>,
    /// Days since 1970-01-01.
    pub date: Option<i32>,
    pub started: Option<i32>,
    pub status: Status,
    /// How many, in ten-thousandths.
    pub quantity: Option<i64>,
    pub cohort: Option<String>,
    pub side: Side,
    pub people: Option<f64>,
    pub effect: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub level: Option<f64>,
    pub currency: Option<String>,
    /// For each rule whether its condition holds.
    pub eligible: Vec<bool>,
    /// For each rule whether its evidence is filled in.
    pub evident: Vec<bool>,
}

impl Outcome {
    /// Whether the row may be paid under a rule as far as its condition goes.
    pub(crate) fn is_eligible(&self, rule: usize) -> bool {
        self.eligible.get(rule).copied().unwrap_or(true)
    }

    /// Whether the evidence that a rule asks for is there.
    pub(crate) fn is_evident(&self, rule: usize) -> bool {
        self.evident.get(rule).copied().unwrap_or(true)
    }
}
