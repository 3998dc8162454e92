//! Published answers that were tampered with, one way at a time.

use super::{NotVerifiable, Published, together, verification_csv};
use crate::{Bundle, SourceFile, Sources, narrow};
use esito_model::{Part, Question, Shown, Verification};
use serde_json::{Value, json};

const FRAMEWORK: &str = "[framework]\nid = \"x\"\ntitle = { en = \"Towns\", it = \"Città\" }\nminimum_group = 1\n\
    [[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\ntown = \"town\"\nsex = \"sex\"\nyear = { header = \"year\", type = \"period\" }\n\
    n = { header = \"n\", type = \"count\" }\nof = { header = \"of\", type = \"count\" }\n\
    [[indicator]]\nid = \"work\"\ntable = \"t\"\nnumerator = \"SUM(n)\"\ndenominator = \"SUM(of)\"\nunit = \"share\"\n\
    place = \"town\"\nperiod = \"year\"\nby = [\"sex\"]\n\
    [[target]]\nindicator = \"work\"\nbaseline = { period = \"2023\", value = 0.3 }\ntarget = { period = \"2026\", value = 0.9 }\n";
const ROWS: &str = "town,sex,year,n,of\nA,f,2023,1,3\nA,m,2024,2,3\nB,f,2024,4,7\nB,m,x,1,9\n";

fn bundle(framework: &str, rows: &str) -> Bundle {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    Bundle::load(Sources { files: vec![file("framework.toml", framework), file("t.csv", rows)] })
}

fn published() -> Value {
    serde_json::to_value(bundle(FRAMEWORK, ROWS).answer(&Question::default())).unwrap()
}

fn verify(answer: &Value, bundle: &Bundle) -> Verification {
    let published = Published::read(answer.to_string().as_bytes()).unwrap();
    published.verify(published.again(bundle), &[])
}

/// The differences as `part indicator place period group field: published -> recomputed`.
fn told(verification: &Verification) -> Vec<String> {
    let all = verification.differences.iter().map(|one| {
        let key = &one.key;
        let parts = [Some(&key.indicator), key.place.as_ref(), key.period.as_ref(), key.group.as_ref()];
        let about: Vec<&str> = parts.into_iter().flatten().map(esito_model::Label::as_str).collect();
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        let (a, b) = (side(&one.published), side(&one.recomputed));
        format!("{} {} {}: {a} -> {b}", one.part.code(), about.join("/"), one.field)
    });
    all.collect()
}

fn finding(answer: &mut Value, place: Value, period: Value, group: Value) -> &mut Value {
    let list = answer["findings"].as_array_mut().unwrap();
    let is = |f: &&mut Value| {
        let part = |name: &str| f.get(name).cloned().unwrap_or(Value::Null);
        part("place") == place && part("period") == period && part("group") == group
    };
    list.iter_mut().find(is).unwrap()
}

#[test]
fn an_untouched_answer_is_the_same() {
    let verification = verify(&published(), &bundle(FRAMEWORK, ROWS));
    assert!(verification.same, "{:?}", told(&verification));
    assert!(verification.findings > 10 && verification.differing == 0);
    assert!(verification.engine.same() && verification.bundle.same() && verification.framework.same());
    assert_eq!(verification.framework.published.len(), 64);
    assert_eq!(verification.title.get("it"), "Città");
    // Laid out anew, with a mark at its beginning, in another order: still the same.
    let mut text = String::from("\u{feff}");
    text.push_str(&serde_json::to_string_pretty(&published()).unwrap());
    let read = Published::read(text.as_bytes()).unwrap();
    assert!(read.verify(read.again(&bundle(FRAMEWORK, ROWS)), &[]).same);
    let mut turned = published();
    turned["findings"].as_array_mut().unwrap().reverse();
    assert!(verify(&turned, &bundle(FRAMEWORK, ROWS)).same);
}

#[test]
fn a_changed_digit_is_found_and_named() {
    let mut answer = published();
    let one = finding(&mut answer, json!("A"), json!("2023"), Value::Null);
    assert_eq!(one["value"], json!(0.333333333333));
    one["value"] = json!(0.333333333334);
    let verification = verify(&answer, &bundle(FRAMEWORK, ROWS));
    assert!(!verification.same);
    assert_eq!(verification.differing, 1);
    assert_eq!(told(&verification), ["finding work/A/2023 value: 0.333333333334 -> 0.333333333333"]);
    assert_eq!(
        verification_csv(&verification),
        "part,indicator,place,period,dimension,group,field,published,recomputed\n\
         finding,work,A,2023,,,value,0.333333333334,0.333333333333\n"
    );
}

#[test]
fn what_was_hidden_added_or_relabelled_is_found() {
    let mut answer = published();
    answer["findings"].as_array_mut().unwrap().remove(0);
    finding(&mut answer, json!("B"), json!("2024"), json!("f"))["value"] = json!("withheld");
    let copy = finding(&mut answer, json!("A"), json!("2024"), Value::Null).clone();
    answer["findings"].as_array_mut().unwrap().push(copy);
    answer["framework"]["indicators"][0]["direction"] = json!("lower");
    answer["promises"][0]["standing"] = json!("met");
    answer["receipts"][0]["used"] = json!(99);
    answer["remarks"] = json!([]);
    answer["health"]["doubtful_rows"] = json!(0);
    answer["files"][1]["rows"] = json!(40);
    answer["seal"] = json!("gold");
    let found = told(&verify(&answer, &bundle(FRAMEWORK, ROWS)));
    let expected = [
        "finding work finding: - -> 0.363636363636",
        "finding work/A/2024 finding: 0.666666666667 -> -",
        "finding work/B/2024/f value: withheld -> 0.571428571429",
        "promise work/2026 standing: met -> on_track",
        "receipt work used: 99 -> 4",
        "answer  files[t.csv].rows: 40 -> 4",
        "framework  indicators[work].direction: lower -> none",
        "answer  health.doubtful_rows: 0 -> 1",
        "answer  seal: gold -> -",
    ];
    for line in expected {
        assert!(found.iter().any(|one| one == line), "{line} is not among {found:#?}");
    }
    assert!(found.iter().any(|one| one.starts_with("remark ") && one.contains(": - -> ")), "{found:#?}");
}

#[test]
fn a_changed_row_and_a_changed_framework_are_named_by_their_files() {
    let verification =
        verify(&published(), &bundle(FRAMEWORK, &ROWS.replace("B,f,2024,4,7", "B,f,2024,5,7")));
    let names: Vec<&str> = verification.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["t.csv"]);
    assert!(verification.framework.same() && !verification.bundle.same());
    assert!(
        told(&verification)
            .contains(&"finding work/B/2024 value: 0.571428571429 -> 0.714285714286".to_owned())
    );
    assert!(verification.differences.iter().all(|one| !one.field.contains("sha256")), "said once, as files");

    let other = FRAMEWORK.replace("value = 0.9", "value = 0.5");
    let verification = verify(&published(), &bundle(&other, ROWS));
    assert_eq!(verification.files[0].name, "framework.toml");
    assert!(!verification.framework.same());
    assert_eq!(verification.differing, 0, "{:?}", told(&verification));
    assert!(verification.differences.iter().any(|one| one.part == Part::Promise && one.field == "target"));

    // Only the ends of lines: every figure is the same, the file is not.
    let verification = verify(&published(), &bundle(FRAMEWORK, &ROWS.replace('\n', "\r\n")));
    assert!(!verification.same && verification.differing == 0);
    assert_eq!(verification.files.len(), 1);
}

#[test]
fn another_bundle_is_called_one() {
    let other = FRAMEWORK.replace("id = \"x\"", "id = \"y\"");
    let verification = verify(&published(), &bundle(&other, ROWS));
    assert!(verification.other_bundle && !verification.same && verification.differences.is_empty());
    assert_eq!((verification.id.published.as_str(), verification.id.recomputed.as_str()), ("x", "y"));
}

#[test]
fn another_engine_is_said_and_is_no_difference() {
    let mut answer = published();
    answer["engine"] = json!("0.0.9");
    answer["receipts"][0]["engine"] = json!("0.0.9");
    let verification = verify(&answer, &bundle(FRAMEWORK, ROWS));
    assert!(verification.same, "{:?}", told(&verification));
    assert_eq!(verification.engine.published, "0.0.9");
}

#[test]
fn the_question_in_the_answer_is_asked_again() {
    let bundle = bundle(FRAMEWORK, ROWS);
    let question = Question { by: Some(Vec::new()), as_of: Some("2023-12-31".into()), ..Question::default() };
    let mut answer = bundle.answer(&question);
    let shown = Shown { places: vec!["A".into(), "all".into()], periods: vec!["2023".into()] };
    narrow(&mut answer, shown);
    assert_eq!(answer.findings.len(), 2);
    let value = serde_json::to_value(&answer).unwrap();
    let verification = verify(&value, &bundle);
    assert!(verification.same, "{:?}", told(&verification));
    assert_eq!(verification.as_of.published, "2023-12-31");
}

#[test]
fn what_is_no_answer_is_refused_with_its_reason() {
    let code = |text: &str| Published::read(text.as_bytes()).map(|_| ()).map_err(|fault| fault.code());
    assert_eq!(code("town,year\nA,2024\n"), Err("not_json"));
    assert_eq!(code("{}"), Err("not_an_answer"));
    assert_eq!(code("[1, 2]"), Err("not_an_answer"));
    assert_eq!(code(&"[".repeat(100_000)), Err("not_json"));
    let mut old = published();
    old.as_object_mut().unwrap().remove("question");
    assert_eq!(code(&old.to_string()), Err("no_question"));
    assert_eq!(Published::read(old.to_string().as_bytes()).unwrap_err(), NotVerifiable::NoQuestion);
    let mut odd = published();
    odd["question"] = json!({ "cuts": "all" });
    assert_eq!(code(&odd.to_string()), Err("not_an_answer"));
}

#[test]
fn answers_of_one_site_are_counted_and_told_once() {
    let (before, after) = (bundle(FRAMEWORK, ROWS), bundle(FRAMEWORK, &ROWS.replace("4,7", "5,7")));
    let first = Question { by: Some(Vec::new()), ..Question::default() };
    let questions = [first, Question { indicators: vec!["work".into()], ..Question::default() }];
    let on = |bundle: &Bundle| {
        let all = questions.iter().map(|question| {
            let text = serde_json::to_string(&before.answer(question)).unwrap();
            let published = Published::read(text.as_bytes()).unwrap();
            let verification = published.verify(published.again(bundle), &[]);
            (published, verification)
        });
        together(&all.collect::<Vec<_>>()).unwrap()
    };
    let whole = before.answer(&Question::default()).findings.len() as u64;
    let same = on(&before);
    assert!(same.same && same.differing == 0);
    assert_eq!(same.findings, whole);
    let other = on(&after);
    let single = verify(&published(), &after);
    assert_eq!((other.same, other.findings, other.files.len()), (false, whole, 1));
    assert_eq!(other.differing, single.differing);
    assert_eq!(other.differences.len(), single.differences.len());
    assert!(together(&[]).is_none());
}
