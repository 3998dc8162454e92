//! Contracts over a link: what was published with the site, or the engine in its worker.

use super::published::{fetch_text, is_plain};
use super::worker::unexpected;
use super::{Failure, Link, Published, Seat};
use esito_model::{Ask, Edit, PaymentComparison, Portfolio, RowsAt, Statement, Told, Trial};
use js_sys::Array;

impl Link {
    /// The contracts side by side.
    pub async fn contracts(&self) -> Result<Portfolio, Failure> {
        match self {
            Self::Published(_) => {
                let path = "bundle/contracts.json";
                serde_json::from_str(&fetch_text(path).await?).map_err(unreadable(path))
            }
            Self::Worker(seat) => match seat.put(Ask::Contracts).await? {
                Told::Contracts(portfolio) => Ok(*portfolio),
                other => Err(unexpected(other)),
            },
            Self::Memory(_) => Err(Failure::NeedsEngine),
        }
    }

    /// The statement of a contract as of a day; the published one is as of the framework's.
    ///
    /// Errors: `Absent` where there is no such contract, or it was left out.
    pub async fn statement(&self, contract: &str, as_of: Option<&str>) -> Result<Statement, Failure> {
        match self {
            Self::Published(_) => {
                let path = statement_path(contract, "json").filter(|_| as_of.is_none());
                let path = path.ok_or(Failure::NeedsEngine)?;
                serde_json::from_str(&fetch_text(&path).await?).map_err(unreadable(&path))
            }
            Self::Worker(seat) => match seat.pay(contract, as_of, false).await? {
                (Some(statement), _) => Ok(statement),
                (None, _) => Err(Failure::Absent(contract.to_owned())),
            },
            Self::Memory(_) => Err(Failure::NeedsEngine),
        }
    }

    /// Published figures beside payments.
    pub async fn reconciliation(&self, id: &str) -> Result<PaymentComparison, Failure> {
        match self {
            Self::Published(_) if is_plain(id) => {
                let path = format!("bundle/reconciliations/{id}.json");
                serde_json::from_str(&fetch_text(&path).await?).map_err(unreadable(&path))
            }
            Self::Worker(seat) => {
                let (found, _) = seat.reconcile(id, false).await?;
                found.ok_or_else(|| Failure::Absent(id.to_owned()))
            }
            Self::Published(_) | Self::Memory(_) => Err(Failure::NeedsEngine),
        }
    }
}

impl Seat {
    async fn put(self, ask: Ask) -> Result<Told, Failure> {
        Ok(self.ask(ask, &Array::new()).await?.0)
    }

    /// A statement, and its file where it is asked for.
    pub async fn pay(
        self,
        contract: &str,
        as_of: Option<&str>,
        csv: bool,
    ) -> Result<(Option<Statement>, Option<String>), Failure> {
        let ask = Ask::Pay { contract: contract.to_owned(), as_of: as_of.map(str::to_owned), csv };
        match self.put(ask).await? {
            Told::Paid { statement, csv } => Ok((statement.map(|statement| *statement), csv)),
            other => Err(unexpected(other)),
        }
    }

    /// Published figures beside payments, and their file where it is asked for.
    pub async fn reconcile(
        self,
        id: &str,
        csv: bool,
    ) -> Result<(Option<PaymentComparison>, Option<String>), Failure> {
        match self.put(Ask::Reconcile { comparison: id.to_owned(), csv }).await? {
            Told::Reconciled { comparison, csv } => Ok((comparison.map(|found| *found), csv)),
            other => Err(unexpected(other)),
        }
    }

    /// What edited rules would pay.
    pub async fn try_out(
        self,
        contract: &str,
        language: &str,
        edits: &[Edit],
        lines: bool,
    ) -> Result<Trial, Failure> {
        let ask = Ask::Try {
            contract: contract.to_owned(),
            language: language.to_owned(),
            edits: edits.to_vec(),
            lines,
            as_of: None,
        };
        match self.put(ask).await? {
            Told::Tried(trial) => {
                trial.map(|trial| *trial).ok_or_else(|| Failure::Absent(contract.to_owned()))
            }
            other => Err(unexpected(other)),
        }
    }

    /// Rows by file and line.
    pub async fn rows_at(self, places: &[(String, u64)]) -> Result<RowsAt, Failure> {
        match self.put(Ask::RowsAt { places: places.to_vec() }).await? {
            Told::RowsAt(rows) => Ok(rows),
            other => Err(unexpected(other)),
        }
    }
}

impl Published {
    /// The file of a contract's statement that lies beside the page: `json`, `csv` or `xlsx`.
    #[must_use]
    pub fn statement_file(self, contract: &str, ending: &str) -> Option<String> {
        statement_path(contract, ending)
    }

    /// The file of published figures beside payments.
    #[must_use]
    pub fn reconciliation_file(self, id: &str) -> Option<String> {
        is_plain(id).then(|| format!("bundle/reconciliations/{id}.csv"))
    }
}

fn statement_path(contract: &str, ending: &str) -> Option<String> {
    is_plain(contract).then(|| format!("bundle/statements/{contract}.{ending}"))
}

fn unreadable(path: &str) -> impl Fn(serde_json::Error) -> Failure + '_ {
    move |error| Failure::Unreadable(format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::statement_path;

    #[test]
    fn only_plain_ids_become_paths() {
        assert_eq!(statement_path("youth-work", "csv").as_deref(), Some("bundle/statements/youth-work.csv"));
        assert_eq!(statement_path("../secret", "json"), None);
    }
}
