//! Documents: the answers of `compare`, `place`, `pay`, `value` and `money` as they are written, with their seal.

use crate::{
    Comparison, MoneyOverTime, PaymentComparison, Places, Portfolio, Remark, Seal, Statement, Valuation,
    Valued,
};
use serde::Serialize;

/// What a question other than one for findings got.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Document {
    /// Places side by side by an index.
    Comparison(Box<Comparison>),
    /// Places beside their peers.
    Places(Box<Places>),
    /// A payment statement.
    Statement(Box<Statement>),
    /// A contract that cannot be paid: no total, for it does not pay nothing.
    NotPaid {
        /// The contract's id.
        contract: String,
        /// Nothing.
        total: Option<i64>,
        /// Nothing.
        currency: Option<String>,
        /// None.
        lines: [u8; 0],
        /// Why.
        remarks: Vec<Remark>,
    },
    /// Published figures beside payments.
    Reconciliation(Box<PaymentComparison>),
    /// The contracts side by side.
    Contracts(Box<Portfolio>),
    /// What the value map comes to.
    Valuation(Box<Valuation>),
    /// A value map that cannot be used.
    NotValued {
        /// Nothing.
        inputs: Option<f64>,
        /// Nothing.
        present_value: Option<f64>,
        /// Nothing.
        net_value: Option<f64>,
        /// Nothing.
        ratio: Option<f64>,
        /// Nothing.
        first_year: Option<u8>,
        /// Why.
        remarks: Vec<Remark>,
    },
    /// The value map, what it comes to, and the money over time.
    Worth(Box<Valued>),
    /// Money over time.
    Money {
        /// In the order of the framework.
        money: Vec<MoneyOverTime>,
        /// What has to be said.
        remarks: Vec<Remark>,
    },
}

impl Document {
    /// What has to be said; of contracts side by side nothing.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        match self {
            Self::Comparison(one) => &one.remarks,
            Self::Places(one) => &one.remarks,
            Self::Statement(one) => &one.remarks,
            Self::Reconciliation(one) => &one.remarks,
            Self::Valuation(one) => &one.remarks,
            Self::Worth(one) => &one.remarks,
            Self::NotPaid { remarks, .. } | Self::NotValued { remarks, .. } | Self::Money { remarks, .. } => {
                remarks
            }
            Self::Contracts(_) => &[],
        }
    }
}

/// A document with its seal, as it is written.
#[derive(Clone, Debug, Serialize)]
pub struct Sealed {
    /// What it was made of.
    pub seal: Seal,
    /// What came of it.
    #[serde(flatten)]
    pub document: Document,
}
