//! What the cells of a column leave open, as questions with their answers, and what follows from an answer.

use crate::check::alike;
use crate::judge::{Question, conceal, mask};
use crate::propose::{Looked, LookedColumn};
use crate::understood::Understood;
use esito_model::{Asked, Choice, ColumnDecision, Decisions, Reading};

/// How many cells a question shows.
const EXAMPLES: usize = 3;

/// The questions of each column, in the order of its columns; what was answered is written into the columns.
pub(super) fn ask(looked: &mut Looked, judged: &[Understood], decisions: &Decisions) -> Vec<Vec<Asked>> {
    let file = decisions.files.get(&looked.file).cloned().unwrap_or_default();
    let mut out = Vec::with_capacity(looked.columns.len());
    for column in &mut looked.columns {
        let decision = file.columns.get(&column.header).cloned().unwrap_or_default();
        let judged = judged.iter().find(|one| one.header() == column.header && !column.made);
        let questions: Vec<&Question> =
            judged.iter().flat_map(|one| one.questions()).filter(|question| question.is_asked()).collect();
        out.push(of_column(column, &questions, &decision));
    }
    out
}

/// The questions of one column.
pub(super) fn of_column(
    column: &mut LookedColumn,
    judged: &[&Question],
    decision: &ColumnDecision,
) -> Vec<Asked> {
    let mut out = Vec::new();
    if column.personal && super::is_used(column.meaning) {
        out.push(asked("personal-data", "personal-data", &[], 0, &["hidden", "shown"], decision));
    }
    if !super::is_used(column.meaning) {
        return out;
    }
    for question in judged {
        out.extend(from_cells(column, question, decision));
    }
    codes(column, decision, &mut out);
    spellings(column, decision, &mut out);
    if !column.private && !column.personal {
        for example in out.iter_mut().flat_map(|asked| &mut asked.examples) {
            *example = conceal(example).into_owned();
        }
    }
    if column.private {
        for asked in &mut out {
            asked.examples = asked.examples.iter().map(|cell| mask(cell)).collect();
            asked.choices.iter_mut().for_each(|choice| choice.becomes = None);
        }
    }
    out
}

/// What `judge` asks, where it matters for what the column is taken for.
fn from_cells(column: &mut LookedColumn, question: &Question, decision: &ColumnDecision) -> Option<Asked> {
    let code = question.code;
    let answered = decision.answers.contains_key(code);
    let count = question.count;
    let plain = |choices: &[&str]| asked(code, code, &question.examples, count, choices, decision);
    let becomes = |name: &str| {
        let reading = question.readings.iter().find(|(words, _)| words.starts_with(name));
        reading.map(|(_, text)| text.clone())
    };
    match code {
        "ambiguous-date" if column.holds_time() || answered => {
            let mut one = plain(&["day first", "month first", "text"]);
            for choice in one.choices.iter_mut().take(2) {
                choice.becomes = becomes(&choice.value).map(Reading::When);
            }
            Some(one)
        }
        "ambiguous-decimal" if column.holds_numbers() || answered => {
            let mut one = plain(&["point", "comma", "text"]);
            for (choice, name) in one.choices.iter_mut().zip(["decimal point", "decimal comma"]) {
                choice.becomes = becomes(name).and_then(|text| text.parse().ok()).map(Reading::Number);
            }
            Some(one)
        }
        "marker-or-word" => {
            if decision.answers.get(code).is_some_and(|answer| answer == "missing") {
                column.missing.extend(question.examples.iter().cloned());
            }
            Some(plain(&["missing", "word"]))
        }
        // These are asked below, from all cells.
        "leading-zeros" | "ambiguous-date" | "ambiguous-decimal" | "personal-data" => None,
        "two-digit-year" if column.holds_time() || answered => Some(plain(&["read", "text"])),
        "two-digit-year" => None,
        _ if column.holds_time() || column.holds_numbers() || answered => Some(plain(&["aside", "text"])),
        // All but a few cells are numbers or days: nothing of the column would be counted, and nobody told.
        _ if column.meaning == esito_model::Meaning::Text && column.guess.mostly().is_some() => {
            Some(plain(&["aside", "text"]))
        }
        _ => None,
    }
}

/// Codes that differ in zeros in front alone.
fn codes(column: &mut LookedColumn, decision: &ColumnDecision, out: &mut Vec<Asked>) {
    if column.holds_time() || column.holds_numbers() {
        return;
    }
    let Some((labels, times)) = column.guess.labels() else { return };
    let digits = |cell: &str| cell.len() < 16 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let mut codes: Vec<usize> = (0..labels.len()).filter(|at| digits(&labels[*at])).collect();
    let bare = |at: usize| labels[at].trim_start_matches('0');
    codes.sort_by(|a, b| bare(*a).cmp(bare(*b)).then(labels[*b].len().cmp(&labels[*a].len())));
    let twins: Vec<&[usize]> =
        codes.chunk_by(|a, b| bare(*a) == bare(*b)).filter(|group| group.len() > 1).collect();
    if twins.is_empty() {
        return;
    }
    let examples: Vec<String> = twins.iter().copied().flatten().map(|at| labels[*at].clone()).collect();
    let count = twins.iter().copied().flatten().map(|at| times[*at] as u64).sum();
    let key = "leading-zeros";
    if decision.answers.get(key).is_some_and(|answer| answer == "same") {
        // The longest is the code as it was meant: programs lose zeros and never add them.
        for group in &twins {
            for other in &group[1..] {
                column.merge.insert(labels[*other].clone(), labels[group[0]].clone());
            }
        }
    }
    let mut one = asked(key, key, &examples, count, &["same", "apart"], decision);
    one.choices[0].becomes = Some(Reading::Text(labels[twins[0][0]].clone()));
    out.push(one);
}

/// Places and groups in two spellings.
fn spellings(column: &mut LookedColumn, decision: &ColumnDecision, out: &mut Vec<Asked>) {
    use esito_model::Meaning::{Group, Place};
    if !matches!(column.meaning, Place | Group) {
        return;
    }
    let Some((labels, times)) = column.guess.labels() else { return };
    for group in alike(&labels, &times) {
        let Some((most, rest)) = group.split_first() else { continue };
        let into = labels[*most].clone();
        // What was agreed to elsewhere is not asked again.
        if rest.iter().all(|one| decision.merge.contains_key(&labels[*one])) {
            continue;
        }
        let key = format!("spelling-variants#{into}");
        if decision.answers.get(&key).is_some_and(|answer| answer == "same") {
            for other in rest {
                column.merge.insert(labels[*other].clone(), into.clone());
            }
        }
        let examples: Vec<String> = group.iter().map(|one| labels[*one].clone()).collect();
        let count = rest.iter().map(|one| times[*one] as u64).sum();
        let mut one = asked(&key, "spelling-variants", &examples, count, &["same", "apart"], decision);
        one.choices[0].becomes = Some(Reading::Text(into));
        out.push(one);
    }
}

fn asked(
    key: &str,
    code: &str,
    examples: &[String],
    count: u64,
    choices: &[&str],
    decision: &ColumnDecision,
) -> Asked {
    let chosen = decision.answers.get(key).filter(|answer| choices.contains(&answer.as_str()));
    Asked {
        key: key.to_owned(),
        code: code.to_owned(),
        examples: examples.iter().take(EXAMPLES).cloned().collect(),
        count,
        choices: choices.iter().map(|value| Choice { value: (*value).to_owned(), becomes: None }).collect(),
        chosen: chosen.cloned(),
    }
}
