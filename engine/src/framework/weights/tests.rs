//! Judgements and budgets in, weights or remarks out.

use super::super::read;
use esito_model::{Index, Remark, Severity, WeighedBy};

const HEAD: &str = "[framework]\nid = \"f\"\ntitle = \"F\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\n\
    city = \"City\"\njobs = { header = \"Jobs\", type = \"number\" }\npay = { header = \"Pay\", type = \"number\" }\n\
    rent = { header = \"Rent\", type = \"number\" }\nair = { header = \"Air\", type = \"number\" }\n";

fn framework(index: &str) -> (Option<Index>, Vec<Remark>) {
    let indicator = |id: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntable = \"t\"\ncolumn = \"{id}\"\ndirection = \"higher\"\nplace = \"city\"\n"
        )
    };
    let indicators: String = ["jobs", "pay", "rent", "air"].map(indicator).concat();
    let pillars = "[[index.pillar]]\nid = \"work\"\nindicators = [{ id = \"jobs\" }, { id = \"pay\" }]\n\
        [[index.pillar]]\nid = \"home\"\nindicators = [{ id = \"rent\" }]\n\
        [[index.pillar]]\nid = \"nature\"\nindicators = [{ id = \"air\" }]\n";
    let (head, tail) = index.split_once("---").unwrap_or((index, ""));
    let text = format!("{HEAD}{indicators}[[index]]\nid = \"i\"\n{head}\n{pillars}{tail}");
    let found = read("framework.toml", &text);
    (found.framework.indexes.into_iter().next(), found.remarks)
}

fn codes(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.code.as_str()).collect()
}

/// Judgements without contradiction: 0.6, 0.3, 0.1, and a consistency ratio of nothing.
#[test]
fn judgements_in_pairs_become_weights() {
    let pairs = "pairwise = [[\"work\", \"home\", 2], [\"work\", \"nature\", 6], [\"home\", \"nature\", 3], [\"pay\", \"jobs\", 0.25]]";
    let (index, remarks) = framework(pairs);
    assert!(remarks.is_empty(), "{remarks:?}");
    let index = index.unwrap();
    let weights: Vec<f64> = index.pillars.iter().map(|pillar| pillar.weight).collect();
    for (found, wanted) in weights.iter().zip([1.8, 0.9, 0.3]) {
        assert!((found - wanted).abs() < 1e-9, "{weights:?}");
    }
    let work: Vec<f64> = index.pillars[0].indicators.iter().map(|member| member.weight).collect();
    assert!((work[0] - 1.6).abs() < 1e-9 && (work[1] - 0.4).abs() < 1e-9, "{work:?}");
    assert_eq!(index.made.len(), 2);
    assert_eq!((index.made[0].by, index.made[0].count), (WeighedBy::Pairwise, 3));
    assert!(index.made[0].inconsistency.unwrap().abs() < 1e-9 && !index.made[0].contradict());
    assert_eq!(index.made[1].pillar.as_deref(), Some("work"));
}

/// Saaty's own random index of 0.58 for three: work beats home beats nature beats work is as contradictory as can be.
#[test]
fn judgements_that_contradict_each_other_are_told_and_count() {
    let pairs = "pairwise = [[\"work\", \"home\", 5], [\"home\", \"nature\", 5], [\"nature\", \"work\", 5]]";
    let (index, remarks) = framework(pairs);
    assert_eq!(codes(&remarks), ["inconsistent-judgements"]);
    assert_eq!(remarks[0].severity, Severity::Doubt);
    let made = &index.unwrap().made[0];
    assert!(made.contradict() && made.inconsistency.unwrap() > 1.0, "{made:?}");
}

/// Ann 50, 30, 20; Bob 2, 0, 2: the means of 0.5 and 0.5, 0.3 and 0, 0.2 and 0.5.
#[test]
fn budgets_are_averaged_person_by_person() {
    let party = "---[[index.party]]\nid = \"city\"\nbudget = [{ work = 50, home = 30, nature = 20 }, { work = 2, nature = 2 }]\n";
    let (index, remarks) = framework(party);
    assert!(remarks.is_empty(), "{remarks:?}");
    let party = &index.unwrap().parties[0];
    for (id, wanted) in [("work", 1.5), ("home", 0.45), ("nature", 1.05)] {
        assert!((party.pillars[id] - wanted).abs() < 1e-9, "{:?}", party.pillars);
    }
    assert!(party.indicators.is_empty());
    assert_eq!((party.made[0].by, party.made[0].count), (WeighedBy::Budget, 2));
}

#[test]
fn what_cannot_be_weighed_is_said() {
    for (written, code) in [
        ("pairwise = [[\"work\", \"home\", 2]]", "missing-judgement"),
        ("pairwise = [[\"work\", \"jobs\", 2]]", "unknown-key"),
        ("pairwise = [[\"work\", \"hime\", 2]]", "unknown-key"),
        ("pairwise = [[\"pay\", \"jobs\", 2], [\"jobs\", \"pay\", 2]]", "duplicate-judgement"),
        ("pairwise = [[\"pay\", \"jobs\", 0]]", "wrong-type"),
        ("pairwise = \"work\"", "wrong-type"),
        ("budget = [{ wrk = 2 }]", "unknown-key"),
        ("budget = [{ work = -2 }]", "no-weight"),
        ("pairwise = [[\"pay\", \"jobs\", 2]]\nbudget = [{ jobs = 1, pay = 1 }]", "two-weights"),
        (
            "---[[index.party]]\nid = \"p\"\nindicators = { jobs = 2 }\npairwise = [[\"pay\", \"jobs\", 2]]\n",
            "two-weights",
        ),
    ] {
        let (index, remarks) = framework(written);
        assert_eq!(codes(&remarks).first(), Some(&code), "{written}: {remarks:?}");
        assert!(index.is_none(), "{written}");
    }
    let (index, remarks) = framework("budget = [{ work = 0 }, { work = 1, home = 1 }]");
    assert_eq!(codes(&remarks), ["no-weight"]);
    assert_eq!(index.unwrap().made[0].count, 1);
}
