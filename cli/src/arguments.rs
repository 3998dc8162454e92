//! The arguments of the program, and their help.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
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
    /// Write a static site of the dashboard for any web host
    ///
    /// The pages carry their computed answers. The data files stay here unless --with-rows is given; without them
    /// a reader sees every number and its receipt, but cannot open it down to its rows.
    #[command(after_help = "\
Examples:
  esito publish ten-cities -o site
  esito publish ten-cities -o site --with-rows")]
    Publish(Publish),
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
    /// Print the whole answer as JSON, receipts and remarks included
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
    use super::{Arguments, day};
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
