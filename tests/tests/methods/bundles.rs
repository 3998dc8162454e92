//! Worked examples that are whole bundles: the files of the page, or a bundle of the repository, through the engine.

use super::page::Case;
use super::root;
use esito_engine::compare::{Level, compare_csv};
use esito_engine::{Bundle, SourceFile, Sources, money_csv, statement_csv, tidy_csv, value_csv};
use esito_model::{CompareQuestion, Question, Vary};
use std::fs;

/// What the verb of a case prints.
pub(crate) fn run(case: &Case) -> String {
    let bundle = load(case);
    let word = |name: &str| case.words.get(name).map(String::as_str);
    match case.name.as_str() {
        "compute" => {
            let by = word("by").map(|by| if by == "none" { Vec::new() } else { vec![by.to_owned()] });
            let indicators = word("indicator").map(|id| vec![id.to_owned()]).unwrap_or_default();
            tidy_csv(&bundle.answer(&Question { by, indicators, ..Question::default() }).findings)
        }
        "pay" => statement_csv(&bundle.statement(word("contract").unwrap_or_default(), None).unwrap()),
        "money" => money_csv(&bundle.money_over_time()),
        "value" => value_csv(&bundle.valuation().unwrap()),
        _ => {
            let vary = word("vary").unwrap_or("none");
            let vary = Vary::WORDS.iter().filter(|(name, _)| *name == vary).map(|(_, vary)| *vary).collect();
            let question = CompareQuestion {
                index: word("index").unwrap_or_default().to_owned(),
                party: word("party").map(str::to_owned),
                vary,
                draws: 1000,
                ..CompareQuestion::default()
            };
            let answer = bundle.answer(&bundle.question_of_comparison(&question).unwrap());
            let level = match word("level") {
                Some("pillar") => Level::Pillar,
                Some("indicator") => Level::Indicator,
                _ => Level::Index,
            };
            compare_csv(&bundle.comparing(&answer, &question).unwrap().finish(), level)
        }
    }
}

fn load(case: &Case) -> Bundle {
    let source = |name: String, bytes: Vec<u8>| SourceFile { name, bytes: bytes.into(), sha256: None };
    let files = match case.words.get("bundle") {
        None => {
            case.files.iter().map(|(name, text)| source(name.clone(), text.clone().into_bytes())).collect()
        }
        Some(folder) => {
            let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
            entries
                .map(|path| {
                    source(path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
                })
                .collect()
        }
    };
    Bundle::load(Sources { files })
}
