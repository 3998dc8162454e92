//! The arguments of the program, and their help.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use esito_model::Assumed;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// Esito measures social impact: partnership data goes in as CSV files, outcome indicators come out.
///
/// A BUNDLE is a folder (or a zip of it) with framework.toml and the data files that it names; or a CSV file, read
/// with the framework.toml beside it or, where there is none, with one that is guessed from the file. Results go to standard output, remarks about the data to standard error.
/// The program ends with 0 where all is good, 1 where something about the data is fatal (the rest was still
/// printed), 2 for wrong use.
#[derive(Debug, Parser)]
#[command(name = "esito", version, max_term_width = 110, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Print a first framework for CSV files, to be read and mended
    #[command(after_help = "\
Examples:
  esito init outcomes.csv > framework.toml
  esito init outcomes.csv participants.csv > framework.toml")]
    Init {
        /// CSV files of one folder
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of framework.toml, for editors
    ///
    /// An editor that reads it completes keys, shows what they mean and marks slips. With the extension Even Better
    /// TOML, for one, the first line of framework.toml is: #:schema ./framework.schema.json
    #[command(after_help = "\
Examples:
  esito schema > framework.schema.json")]
    Schema,
    /// Print files as they are understood
    ///
    /// Reads CSV and other text files in any usual encoding, workbooks (xlsx, xls, xlsb, ods), zips and gzips. Prints
    /// comma-separated UTF-8 with point decimals, ISO dates and one row of headers, in the file's own layout; what
    /// was recognised, left out or is in question is said on standard error.
    #[command(after_help = "\
Examples:
  esito read outcomes.csv > understood.csv
  esito read survey.xlsx --sheet 2024
  esito read --json outcomes.csv           what was recognised, column by column
  esito read --long by-year.csv            one row for each value")]
    Read(Read),
    /// Say what is wrong with the data
    #[command(after_help = "\
Examples:
  esito check ten-cities
  esito check ten-cities/outcomes.csv      only what is said about this file
  esito check --json ten-cities.zip > remarks.json")]
    Check(Check),
    /// Compute all findings as tidy CSV
    #[command(after_help = "\
Examples:
  esito compute ten-cities > findings.csv
  esito compute ten-cities --indicator jobs --place IT --period 2024
  esito compute ten-cities --by none       totals only, no breakdown
  esito compute tests/bundles/indigo --data ../shared/data/indigo --json > answer.json")]
    Compute(Compute),
    /// Put places side by side by a composite index
    ///
    /// Prints place, score, rank, the ranks that 5 and 95 % of the draws do not exceed, the share of the index that
    /// stands on values, and the status. What is drawn is told by --vary; the same seed gives the same digits.
    #[command(after_help = "\
Examples:
  esito compare ten-cities --index inclusion > ranks.csv
  esito compare ten-cities --index inclusion --level indicator    each step on the way
  esito compare ten-cities --index inclusion --party city --vary sampling --vary aggregation
  esito compare ten-cities --index inclusion --json > comparison.json")]
    Compare(Compare),
    /// Put places beside the places most like them: a place's profile
    ///
    /// Prints for each place and indicator the value, the quartiles of its peers, the difference from their median
    /// with its interval, and what may be said about it.
    #[command(after_help = "\
Examples:
  esito place ten-cities --place braga
  esito place ten-cities --context neet=2 --context density --peers 5 > beside.csv
  esito place ten-cities --place braga --json    peers with distances, ranks, what would change them, partnerships")]
    Place(Place),
    /// Print the payment statement of an outcomes contract
    ///
    /// One row for each outcome under each rule: what is paid, or why not, with the file and line of its row. The
    /// last row is the total. A cohort stands in the participant's place where a rule pays for cohorts.
    #[command(after_help = "\
Examples:
  esito pay ten-cities --contract youth-work > statement.csv
  esito pay ten-cities --contract youth-work --as-of 2024-12-31 --json
  esito pay ten-cities --contract youth-work --xlsx statement.xlsx
  esito pay tests/bundles/indigo --data ../shared/data/indigo --compare rate-cards")]
    Pay(Pay),
    /// Print what the outcomes are worth: social return on investment
    #[command(after_help = "\
Examples:
  esito value ten-cities
  esito value ten-cities --json > value.json
  esito value ten-cities --assume work.deadweight=0.5 --assume discount_rate=0.05")]
    Value(Value),
    /// Work a published answer out again: the same, or what differs
    ///
    /// ANSWER is a file that esito compute --json or esito publish wrote, or the folder of a published site: then all
    /// of its answers are verified. The question that was asked stands in the answer. Says in a sentence what came of
    /// it and lists everything that differs as CSV: findings, promises, receipts, definitions, remarks, files. Ends
    /// with 0 where all of it is the same, 1 where anything differs, 2 for a file that is no answer.
    #[command(after_help = "\
Examples:
  esito verify site/bundle/answer.json ten-cities
  esito verify site ten-cities.zip         every answer of a published site
  esito verify site site/bundle/files      a site published --with-rows, by its own files
  esito verify answer.json ten-cities --json > differences.json")]
    Verify(Verify),
    /// Print money over time: what each party paid and got, its rate of return, what an outcome cost
    #[command(after_help = "\
Examples:
  esito money ten-cities
  esito money ten-cities --json > money.json")]
    Money(Money),
    /// Write a static site of the dashboard for any web host
    ///
    /// The pages carry their computed answers. The data files stay here unless --with-rows is given; without them
    /// a reader sees every number and its receipt, but cannot open it down to its rows.
    #[command(after_help = "\
Examples:
  esito publish ten-cities -o site
  esito publish ten-cities -o site --with-rows")]
    Publish(Publish),
    /// Write the whole dashboard as one file to be printed
    ///
    /// Headline, promises, each indicator with its charts, tables, method and receipt, what is said about the data,
    /// sources and hashes. The file needs nothing else: no script, no network. A browser prints it or saves it as PDF.
    #[command(after_help = "\
Examples:
  esito report ten-cities -o report.html
  esito report ten-cities -o rapporto.html --lang it
  chromium --headless --print-to-pdf=report.pdf report.html")]
    Report(Report),
    /// Show the dashboard on this machine
    ///
    /// Prints the address and serves until it is stopped with Ctrl-C. Shows the demonstration bundle when none is
    /// named; of several bundles, each at an address of its own.
    #[command(after_help = "\
Examples:
  esito serve
  esito serve ten-cities
  esito serve ten-cities other-cities.zip --port 9000")]
    Serve(Serve),
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  esito completions bash > ~/.local/share/bash-completion/completions/esito
  esito completions zsh > ~/.zfunc/_esito")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// This sheet of a workbook, or file of a zip; `*` for all, one after the other
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Turn wide tables to long
    #[arg(long)]
    pub(crate) long: bool,
    /// Print what was recognised, and the remarks, as JSON: one line for each file
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A bundle, or CSV files of one folder
    #[arg(required = true, value_name = "BUNDLE | FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write the rows to mend into this folder, each behind its line and the reason, in the hand of its file
    #[arg(long, value_name = "DIR")]
    pub(crate) repair: Option<PathBuf>,
    /// Put the mended rows of this folder back: whole files below DIR/mended; the bundle stays as it is
    #[arg(long, value_name = "DIR", conflicts_with = "repair")]
    pub(crate) put_back: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print remarks and counts as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compute {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Only this indicator (repeatable)
    #[arg(long = "indicator", value_name = "ID")]
    pub(crate) indicators: Vec<String>,
    /// Only this breakdown, as the framework writes it, several columns joined with | (repeatable); `none` for
    /// totals only
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Vec<String>,
    /// Only this place (repeatable); `all` for all places together
    #[arg(long = "place", value_name = "CODE")]
    pub(crate) places: Vec<String>,
    /// Only this period (repeatable); `all` for all periods together
    #[arg(long = "period", value_name = "CODE")]
    pub(crate) periods: Vec<String>,
    /// Outcomes after this day are not due; otherwise the framework's
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<String>,
    /// Print the effects in place of the findings
    #[arg(long, conflicts_with = "json")]
    pub(crate) effects: bool,
    /// Print the whole answer as JSON, receipts and remarks included
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The index
    #[arg(long, value_name = "ID")]
    pub(crate) index: String,
    /// What a row is about
    #[arg(long, value_name = "LEVEL", default_value = "index", value_parser = ["index", "pillar", "indicator"])]
    pub(crate) level: String,
    /// The period [default: the index's own, otherwise each indicator's last with data]
    #[arg(long, value_name = "CODE")]
    pub(crate) period: Option<String>,
    /// Whose weights [default: the index's own]
    #[arg(long, value_name = "ID")]
    pub(crate) party: Option<String>,
    /// What varies: sampling, weights, parties, normalisation, aggregation, imputation, treatment; `none` for nothing
    /// (repeatable) [default: sampling and weights]
    #[arg(long, value_name = "WHAT", value_parser = ["sampling", "weights", "parties", "normalisation", "aggregation", "imputation", "treatment", "none"])]
    pub(crate) vary: Vec<String>,
    /// An indicator by which places are like each other, with its weight (repeatable); peers are part of the JSON
    #[arg(long, value_name = "ID[=WEIGHT]", value_parser = weighted)]
    pub(crate) context: Vec<(String, f64)>,
    /// How closely drawn weights keep to the nominal ones: Dirichlet with α = K · w [default: 100]
    #[arg(long, value_name = "K")]
    pub(crate) concentration: Option<f64>,
    /// The correlation of the errors of two indicators of the same place, 0 to 1 [default: 0]
    #[arg(long, value_name = "R")]
    pub(crate) correlation: Option<f64>,
    /// How many draws [default: 10000]
    #[arg(long, value_name = "N")]
    pub(crate) draws: Option<u32>,
    /// The seed of the draws [default: 20241]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Outcomes after this day are not due; otherwise the framework's
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<String>,
    /// Print all of it as JSON: steps, ranges, what the ranking depends on, parties, remarks
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Pay {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The contract; may be left out where the framework has only one
    #[arg(long, value_name = "ID")]
    pub(crate) contract: Option<String>,
    /// Compare published prices, results and payments instead, as this [[reconciliation]] of the framework says
    #[arg(long, value_name = "ID", conflicts_with_all = ["contract", "as_of", "xlsx"])]
    pub(crate) compare: Option<String>,
    /// Outcomes after this day are not due; otherwise the framework's
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<String>,
    /// Print the whole statement as JSON: rules in words, caps, what waits, remarks
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the statement as a workbook too, with a sheet of remarks
    #[arg(long, value_name = "FILE")]
    pub(crate) xlsx: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Value {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Set an assumption in place of the framework's: OUTCOME.ASSUMPTION=NUMBER, or inputs, or discount_rate
    #[arg(long, value_name = "NAME=NUMBER", value_parser = assumed)]
    pub(crate) assume: Vec<Assumed>,
    /// Print everything as JSON: sensitivity, range, claims, remarks
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Only this place [default: all of them]
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<String>,
    /// The period [default: each indicator's last with data]
    #[arg(long, value_name = "CODE")]
    pub(crate) period: Option<String>,
    /// An indicator by which places are like each other, with its weight (repeatable) [default: the framework's]
    #[arg(long, value_name = "ID[=WEIGHT]", value_parser = weighted)]
    pub(crate) context: Vec<(String, f64)>,
    /// How many peers a place has at most [default: the framework's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) peers: Option<u32>,
    /// Print everything as JSON: peers, distances, ranks, partnerships, remarks
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Money {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print everything as JSON: every flow with its file and line, periods, remarks
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A published answer, or the folder of a published site
    #[arg(value_name = "ANSWER | SITE")]
    pub(crate) answer: PathBuf,
    /// The bundle that it was made from
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print what came of it as JSON: one object for each answer
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The folder to write: new, empty, or made by an earlier publish
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Publish the data files too, whole, so that readers can open numbers down to their rows; refused where the
    /// framework names private columns
    #[arg(long)]
    pub(crate) with_rows: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The bundle
    pub(crate) bundle: PathBuf,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The file to write; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The language
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = ["en", "it"])]
    pub(crate) lang: String,
    /// Outcomes after this day are not due; otherwise the framework's
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The bundles
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The port; 0 for any free one [default: 7680, or the next free]
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// The address to listen on; other machines can only reach one that is not 127.0.0.1
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) bind: IpAddr,
}

#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Where else files that the framework names without a folder may be found (repeatable)
    #[arg(long = "data", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
}

/// An id, or an id and its weight: `population=2`.
fn weighted(text: &str) -> Result<(String, f64), String> {
    let Some((id, weight)) = text.split_once('=') else { return Ok((text.to_owned(), 1.0)) };
    let number = weight.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
    number
        .map(|weight| (id.to_owned(), weight))
        .ok_or_else(|| "expected a weight such as population=2".to_owned())
}

/// An assumption and its number: `work.deadweight=0.5`.
fn assumed(text: &str) -> Result<Assumed, String> {
    Assumed::read(text).ok_or_else(|| "expected an assumption such as work.deadweight=0.5".to_owned())
}

/// A day of the calendar, `2025-12-31`.
fn day(text: &str) -> Result<String, String> {
    let fault = || "expected a day such as 2025-12-31".to_owned();
    let numbers: Vec<u32> = text
        .split('-')
        .map(|part| if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None })
        .collect::<Option<_>>()
        .ok_or_else(fault)?;
    let [year, month, day] = numbers[..] else { return Err(fault()) };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Err(fault()),
    };
    if text.len() != 10 || day == 0 || day > last {
        return Err(fault());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, day, weighted};
    use clap::CommandFactory;

    #[test]
    fn the_arguments_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_verb_has_examples() {
        for verb in Arguments::command().get_subcommands() {
            let after = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(after.contains(&format!("  esito {}", verb.get_name())), "{}", verb.get_name());
        }
    }

    #[test]
    fn weights_stand_after_their_id() {
        assert_eq!(weighted("people"), Ok(("people".to_owned(), 1.0)));
        assert_eq!(weighted("people=0.5"), Ok(("people".to_owned(), 0.5)));
        assert!(weighted("people=-1").is_err() && weighted("people=").is_err());
    }

    #[test]
    fn days_are_of_the_calendar() {
        for good in ["2025-12-31", "2024-02-29", "2000-02-29"] {
            assert_eq!(day(good).as_deref(), Ok(good));
        }
        for bad in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-1-1",
            "31/12/2025",
            "2025-04-31",
            "2025",
            "2025-00-10",
            "+025-01-01",
        ] {
            assert!(day(bad).is_err(), "{bad}");
        }
    }
}
