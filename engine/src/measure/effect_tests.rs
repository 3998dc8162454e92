//! Effects on small bundles written as text, each expected value worked out by hand or by another program.

use super::tests::bundle;
use crate::Bundle;
use esito_model::{Answer, Cut, EffectEstimate, Filter, Question, Reason, Value, Verdict};

const COLUMNS: &str = "arm = \"arm\"\ncity = \"city\"\nsex = \"sex\"\n\
    year = { header = \"year\", type = \"period\" }\n\
    started = { header = \"started\", type = \"count\" }\nseen = { header = \"seen\", type = \"count\" }\n\
    done = { header = \"done\", type = \"count\" }\nscore = { header = \"score\", type = \"number\" }";

fn of(csv: &str, body: &str, comparison: &str) -> Bundle {
    let indicator = format!(
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nwhere = \"arm = 'p'\"\ndirection = \"higher\"\n\
         place = \"city\"\nperiod = \"year\"\n{body}\n[indicator.comparison]\n{comparison}\n"
    );
    bundle(COLUMNS, &indicator, &format!("arm,city,sex,year,started,seen,done,score\n{csv}"))
}

const SHARE: &str =
    "unit = \"share\"\ninterval = \"wilson\"\nnumerator = \"SUM(done)\"\ndenominator = \"SUM(seen)\"";

fn effect<'a>(answer: &'a Answer, place: Option<&str>, period: Option<&str>) -> &'a EffectEstimate {
    let same = |one: &&EffectEstimate| one.place.as_deref() == place && one.period.as_deref() == period;
    answer.effects.iter().find(same).unwrap()
}

fn close(found: Option<f64>, wanted: f64, within: f64) {
    assert!((found.unwrap() - wanted).abs() < within, "{found:?} {wanted}");
}

/// Newcombe (1998), table II, method 10: 56 of 70 against 48 of 80.
#[test]
fn a_difference_of_shares_has_newcombes_interval() {
    let csv = "p,A,f,2024,70,70,56,\nc,A,f,2024,80,80,48,\n";
    let answer = of(csv, SHARE, "where = \"arm = 'c'\"").answer(&Question::default());
    let found = effect(&answer, None, None);
    close(found.value.known(), 0.2, 1e-12);
    close(found.low, 0.0524, 5.1e-5);
    close(found.high, 0.3339, 5.1e-5);
    assert_eq!((found.interval.as_str(), found.verdict), ("newcombe", Some(Verdict::Better)));
    let (here, there) = (found.here.clone().unwrap(), found.there.clone().unwrap());
    assert_eq!((here.numerator, here.denominator, here.n), (Some(56.0), Some(70.0), 1));
    assert_eq!((there.numerator, there.denominator, there.value), (Some(48.0), Some(80.0), 0.6));
    assert_eq!(answer.findings[0].denominator, Some(70.0), "the comparison group is in no finding");
}

/// Place A against the group of A, or against all of it; a place without a group has none.
#[test]
fn places_are_held_against_their_own_group_or_the_whole() {
    let csv = "p,A,f,2024,10,10,6,\np,B,f,2024,20,20,8,\nc,A,f,2024,10,10,5,\nc,C,f,2024,30,30,3,\n";
    let within = of(csv, SHARE, "where = \"arm = 'c'\"").answer(&Question::default());
    close(effect(&within, Some("A"), None).value.known(), 0.1, 1e-12);
    let none = effect(&within, Some("B"), None);
    assert_eq!(
        (none.value, none.no_effect.as_str()),
        (Value::Missing(Reason::NotApplicable), "no_comparison")
    );
    assert!(none.here.is_none() && none.low.is_none());
    let whole = of(csv, SHARE, "where = \"arm = 'c'\"\neverywhere = true").answer(&Question::default());
    close(effect(&whole, Some("A"), None).value.known(), 0.6 - 0.2, 1e-12);
    close(effect(&whole, Some("B"), Some("2024")).value.known(), 0.4 - 0.2, 1e-12);
}

/// 60/100 and 70/100 against 50/100 and 55/100: 0.1 − 0.05. The interval was worked out with Python's decimals.
#[test]
fn differences_in_differences_take_four_sides() {
    let csv =
        "p,A,f,2023,100,100,60,\np,A,f,2024,100,100,70,\nc,A,f,2023,100,100,50,\nc,A,f,2024,100,100,55,\n";
    let comparison = "method = \"difference_in_differences\"\nwhere = \"arm = 'c'\"\nbefore = \"2023\"";
    let answer = of(csv, SHARE, comparison).answer(&Question::default());
    let found = effect(&answer, None, Some("2024"));
    close(found.value.known(), 0.05, 1e-12);
    close(found.low, DID.0, 1e-12);
    close(found.high, DID.1, 1e-12);
    assert_eq!((found.interval.as_str(), found.verdict), ("mover", Some(Verdict::Unclear)));
    assert_eq!(found.here_before.as_ref().unwrap().numerator, Some(60.0));
    assert!(answer.effects.iter().all(|one| one.period.as_deref() == Some("2024")), "{:?}", answer.effects);
    let broken = of(csv, &format!("{SHARE}\nbreaks = [{{ period = \"2024\" }}]"), comparison);
    assert_eq!(effect(&broken.answer(&Question::default()), None, Some("2024")).no_effect, "break_between");
    let without = csv.replace("c,A,f,2023,100,100,50,\n", "");
    let answer = of(&without, SHARE, comparison).answer(&Question::default());
    assert_eq!(effect(&answer, None, Some("2024")).no_effect, "no_before");
}

const DID: (f64, f64) = (-0.138287373500935, 0.236916914840180);
const MATCHED: (f64, f64) = (-0.118355821560303, 0.351462378021590);

/// Women 8/10 against 30/60, men 12/30 against 3/10, weighed 10 and 30: ¼ × 0.3 + ¾ × 0.1 = 0.15; the plain difference
/// would be 20/40 − 33/70. Those whose sex is not known, or of whom there is nobody to compare, are left out.
#[test]
fn matched_groups_are_weighed_by_the_people_of_the_programme() {
    let csv = "p,A,f,2024,10,10,8,\np,A,m,2024,30,30,12,\np,A,x,2024,7,7,7,\np,A,,2024,2,2,2,\n\
               c,A,f,2024,60,60,30,\nc,A,m,2024,10,10,3,\nc,A,,2024,10,10,9,\n";
    let comparison = "method = \"matched\"\nmatch = [\"sex\"]\nwhere = \"arm = 'c'\"";
    let answer = of(csv, SHARE, comparison).answer(&Question::default());
    let found = effect(&answer, None, None);
    close(found.value.known(), 0.15, 1e-12);
    close(found.low, MATCHED.0, 1e-12);
    close(found.high, MATCHED.1, 1e-12);
    let (here, there) = (found.here.clone().unwrap(), found.there.clone().unwrap());
    assert_eq!((here.numerator, here.denominator, here.lost), (Some(20.0), Some(40.0), None));
    assert_eq!((there.numerator, there.denominator), (None, Some(70.0)));
    let matching = found.matching.unwrap();
    assert_eq!((matching.groups, matching.here, matching.left_out, matching.there), (2, 40.0, 9.0, 70.0));
    assert!(answer.findings.iter().all(|finding| finding.key.dimension.is_none()), "groups stay within");
    let men = Filter { column: "sex".into(), any_of: vec!["m".into()] };
    let answer = of(csv, SHARE, comparison).answer(&Question { filters: vec![men], ..Question::default() });
    close(effect(&answer, None, None).value.known(), 0.1, 1e-12);
    let nobody = csv.replace("c,A,f", "c,A,y").replace("c,A,m", "c,A,z");
    let answer = of(&nobody, SHARE, comparison).answer(&Question::default());
    assert_eq!(effect(&answer, None, None).no_effect, "nothing_matched");
}

fn of_group<'a>(answer: &'a Answer, place: Option<&str>, group: &str) -> Option<&'a EffectEstimate> {
    answer.effects.iter().find(|one| {
        one.place.as_deref() == place && one.period.is_none() && one.group.as_deref() == Some(group)
    })
}

/// Women 8 of 10 against 30 of 60, men 12 of 30 against 3 of 10: each group by itself, by Newcombe; of those whose sex is
/// not known nothing is said.
#[test]
fn groups_have_effects_of_their_own() {
    use crate::statistics::difference::{Share, newcombe};
    let csv = "p,A,f,2024,10,10,8,\np,A,m,2024,30,30,12,\np,A,,2024,12,12,2,\n\
               c,A,f,2024,60,60,30,\nc,A,m,2024,10,10,3,\nc,A,,2024,10,10,9,\n";
    let body = format!("{SHARE}\nby = [\"sex\"]");
    let answer = of(csv, &body, "where = \"arm = 'c'\"").answer(&Question::default());
    for (group, one, other) in [("f", (8.0, 10.0), (30.0, 60.0)), ("m", (12.0, 30.0), (3.0, 10.0))] {
        let found = of_group(&answer, None, group).unwrap();
        assert_eq!(found.dimension.as_deref(), Some("sex"));
        close(found.value.known(), one.0 / one.1 - other.0 / other.1, 1e-12);
        let share = |(successes, trials)| Share { successes, trials };
        let known = newcombe(share(one), share(other), 0.95).unwrap();
        close(found.low, known.low, 1e-12);
        close(found.high, known.high, 1e-12);
        assert_eq!(of_group(&answer, Some("A"), group).unwrap().value, found.value);
    }
    assert!(of_group(&answer, None, "_U").is_none());
    let whole = effect(&answer, None, None);
    assert!(whole.dimension.is_none());
    close(whole.value.known(), 22.0 / 52.0 - 42.0 / 80.0, 1e-12);
    // Where no breakdown is asked for there is none; where a side's group is small it is withheld with the effect.
    let bare = of(csv, &body, "where = \"arm = 'c'\"");
    let none = bare.answer(&Question { by: Some(Vec::new()), ..Question::default() });
    assert!(none.effects.iter().all(|one| one.group.is_none()));
    let few = csv.replace("c,A,m,2024,10,10,3", "c,A,m,2024,2,2,1");
    let answer = of(&few, &format!("{body}\nminimum_group = 5"), "where = \"arm = 'c'\"");
    let found = of_group(&answer.answer(&Question::default()), None, "m").cloned().unwrap();
    assert_eq!(found.value, Value::Missing(Reason::Withheld));
    assert!(found.here.is_none() && found.there.is_none());
}

/// Women from 60 to 80 of 100 and others of them from 50 to 60: 0.2 less 0.1.
#[test]
fn groups_have_differences_in_differences() {
    let csv = "p,A,f,2023,100,100,60,\np,A,f,2024,100,100,80,\nc,A,f,2023,100,100,50,\nc,A,f,2024,100,100,60,\n\
               p,A,m,2023,100,100,60,\np,A,m,2024,100,100,60,\nc,A,m,2024,100,100,60,\n";
    let comparison = "method = \"difference_in_differences\"\nwhere = \"arm = 'c'\"\nbefore = \"2023\"";
    let body = format!("{SHARE}\nby = [\"sex\"]");
    let answer = of(csv, &body, comparison).answer(&Question::default());
    let of = |group: &str| {
        let is = |one: &&EffectEstimate| {
            one.group.as_deref() == Some(group)
                && one.period.as_deref() == Some("2024")
                && one.place.is_none()
        };
        answer.effects.iter().find(is).unwrap()
    };
    close(of("f").value.known(), 0.1, 1e-12);
    assert_eq!(of("f").here_before.as_ref().unwrap().numerator, Some(60.0));
    assert_eq!(of("m").no_effect, "no_before");
}

/// Women young 8 of 10 against 30 of 60, women old 5 of 10 against 5 of 10, men 12 of 30 against 3 of 10: of women
/// ½ × 0.3 + ½ × 0 = 0.15. A breakdown that is not among the columns that must agree says nothing.
#[test]
fn of_a_matched_comparison_the_groups_within_it_have_effects() {
    let csv = "p,A,f,2024,10,10,8,1\np,A,f,2024,10,10,5,2\np,A,m,2024,30,30,12,1\n\
               c,A,f,2024,60,60,30,1\nc,A,f,2024,10,10,5,2\nc,A,m,2024,10,10,3,1\n";
    let csv = format!("arm,city,sex,year,started,seen,done,score\n{csv}");
    let columns = COLUMNS.replace("score = { header = \"score\", type = \"number\" }", "score = \"score\"");
    let indicator = format!(
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nwhere = \"arm = 'p'\"\nplace = \"city\"\nperiod = \"year\"\n{SHARE}\n\
         by = [\"sex\", \"year\"]\n[indicator.comparison]\nmethod = \"matched\"\nmatch = [\"sex\", \"score\"]\n\
         where = \"arm = 'c'\"\n"
    );
    let answer = bundle(&columns, &indicator, &csv).answer(&Question::default());
    let women = of_group(&answer, None, "f").unwrap();
    close(women.value.known(), 0.15, 1e-12);
    assert_eq!(women.matching.unwrap().groups, 2);
    close(of_group(&answer, None, "m").unwrap().value.known(), 0.1, 1e-12);
    assert!(of_group(&answer, None, "2024").is_none());
}

/// The rows of the comparison group of a finding's place are opened beside its own.
#[test]
fn a_receipt_opens_the_rows_of_the_comparison_group() {
    let csv = "p,A,f,2024,70,70,56,\nc,A,f,2024,80,80,48,\nc,B,f,2024,20,20,9,\n";
    let within = of(csv, SHARE, "where = \"arm = 'c'\"");
    let question = Question::default();
    let key = |place: Option<&str>| esito_model::Key {
        indicator: "i".into(),
        place: place.map(Into::into),
        ..esito_model::Key::default()
    };
    let opened = within.open_compared(&question, &key(Some("A")), 0, 10).unwrap();
    assert_eq!((opened.receipt.used, opened.finding.numerator), (1, Some(48.0)));
    assert_eq!(opened.rows[0].line, 3);
    assert!(opened.receipt.formula.ends_with("WHERE arm = 'c'"), "{}", opened.receipt.formula);
    assert_eq!(within.open_compared(&question, &key(None), 0, 10).unwrap().receipt.used, 2);
    let everywhere = of(csv, SHARE, "where = \"arm = 'c'\"\neverywhere = true");
    assert_eq!(everywhere.open_compared(&question, &key(Some("A")), 0, 10).unwrap().receipt.used, 2);
    // Nobody there: no row is used, and none is lost.
    let alone = of(&csv.replace("c,A", "c,D"), SHARE, "where = \"arm = 'c'\"");
    let opened = alone.open_compared(&question, &key(Some("A")), 0, 10).unwrap();
    assert_eq!((opened.receipt.used, opened.total), (0, 1));
    let small = of(
        &csv.replace("80,80,48", "2,2,1"),
        &format!("{SHARE}\nminimum_group = 5"),
        "where = \"arm = 'c'\"",
    );
    assert_eq!(small.open_compared(&question, &key(Some("A")), 0, 10).unwrap().closed, "withheld");
    let none = of(csv, SHARE, "adjust = { deadweight = { share = 0.25, evidence = \"a study\" } }");
    assert!(none.open_compared(&question, &key(Some("A")), 0, 10).is_none());
}

/// Matched by sex: the comparison group has women and people of unknown sex, the programme women and men.
#[test]
fn a_receipt_of_a_matched_comparison_opens_the_rows_that_were_matched() {
    let csv = "p,A,f,2024,10,10,8,\np,A,m,2024,30,30,12,\nc,A,f,2024,60,60,30,\nc,A,,2024,9,9,2,\nc,B,m,2024,10,10,3,\n";
    let matched = "method = \"matched\"\nmatch = [\"sex\"]\nwhere = \"arm = 'c'\"";
    let question = Question::default();
    let key = |place: Option<&str>| esito_model::Key {
        indicator: "i".into(),
        place: place.map(Into::into),
        ..esito_model::Key::default()
    };
    let opened = of(csv, SHARE, matched).open_compared(&question, &key(Some("A")), 0, 10).unwrap();
    assert_eq!((opened.receipt.used, opened.rows[0].line), (1, 4));
    let left: Vec<_> = opened.receipt.left_out.iter().map(|one| (one.reason.as_str(), one.count)).collect();
    assert_eq!(left, [("condition", 2), ("unmatched", 1)]);
    // All together men are matched too; against the whole group, in A as well.
    let whole = of(csv, SHARE, matched).open_compared(&question, &key(None), 0, 10).unwrap();
    assert_eq!(whole.receipt.used, 2);
    let everywhere = of(csv, SHARE, &format!("{matched}\neverywhere = true"));
    assert_eq!(everywhere.open_compared(&question, &key(Some("A")), 0, 10).unwrap().receipt.used, 2);
}

/// Of 50 who started 40 were seen and 30 achieved it; of 50 others 45 and 20: 0.6 − 0.4 over those who started, and from
/// 30/50 − 25/50 to 40/50 − 20/50 whatever became of the lost.
#[test]
fn those_who_were_lost_stay_in_the_denominator() {
    let csv = "p,A,f,2024,50,40,30,\nc,A,f,2024,50,45,20,\n";
    let comparison = "where = \"arm = 'c'\"\nadjust = { attrition = { started = \"SUM(started)\", evidence = \"the register\" } }";
    let answer = of(csv, SHARE, comparison).answer(&Question::default());
    let found = effect(&answer, None, None);
    close(found.value.known(), 0.2, 1e-12);
    let here = found.here.clone().unwrap();
    assert_eq!((here.denominator, here.lost), (Some(50.0), Some(10.0)));
    let whatever = found.whatever.unwrap();
    close(Some(whatever.low), 0.1, 1e-12);
    close(Some(whatever.high), 0.4, 1e-12);
    let known = crate::statistics::difference::newcombe(
        crate::statistics::difference::Share { successes: 30.0, trials: 50.0 },
        crate::statistics::difference::Share { successes: 20.0, trials: 50.0 },
        0.95,
    )
    .unwrap();
    close(found.low, known.low, 1e-12);
    close(answer.findings[0].value.known(), 0.75, 1e-12);
    let fewer = of(&csv.replace("50,45", "44,45"), SHARE, comparison).answer(&Question::default());
    assert_eq!(effect(&fewer, None, None).no_effect, "fewer_started");
}

/// 0.5 less a quarter that would have come about anyway, a fifth to three tenths.
#[test]
fn deadweight_is_an_assumption_with_its_range() {
    let csv = "p,A,f,2024,100,100,50,\n";
    let comparison =
        "adjust = { deadweight = { share = 0.25, low = 0.2, high = 0.3, evidence = \"a study\" } }";
    let answer = of(csv, SHARE, comparison).answer(&Question::default());
    let found = effect(&answer, None, None);
    close(found.value.known(), 0.375, 1e-12);
    let wilson = crate::statistics::interval::wilson(50.0, 100.0, 0.95).unwrap();
    close(found.low, wilson.low * 0.7, 1e-12);
    close(found.high, wilson.high * 0.8, 1e-12);
    assert_eq!((found.interval.as_str(), found.there.is_none()), ("scaled", true));
}

/// Means by Welch, from Student's own intervals: the same as of the values themselves.
#[test]
fn means_are_held_against_each_other_by_welch() {
    let csv = "p,A,f,2024,,,,1\np,A,f,2024,,,,4\np,A,f,2024,,,,6\np,A,f,2024,,,,7.5\n\
               c,A,f,2024,,,,0.5\nc,A,f,2024,,,,1\nc,A,f,2024,,,,2\nc,A,f,2024,,,,2.5\nc,A,f,2024,,,,9\n";
    let body = "value = \"AVG(score)\"\ninterval = \"t\"";
    let answer = of(csv, body, "where = \"arm = 'c'\"").answer(&Question::default());
    let found = effect(&answer, None, None);
    let known = crate::statistics::sample::welch(&[1.0, 4.0, 6.0, 7.5], &[0.5, 1.0, 2.0, 2.5, 9.0], 0.95);
    let known = known.unwrap();
    close(found.value.known(), known.estimate, 1e-12);
    close(found.low, known.bounds.low, 1e-10);
    close(found.high, known.bounds.high, 1e-10);
    assert_eq!(found.interval, "welch");
    let alone = "p,A,f,2024,,,,1\np,A,f,2024,,,,4\nc,A,f,2024,,,,0.5\n";
    let answer = of(alone, body, "where = \"arm = 'c'\"").answer(&Question::default());
    let found = effect(&answer, None, None);
    assert_eq!((found.value, found.low), (Value::Known(2.0), None));
    assert_eq!(found.no_interval, "one_observation");
}

/// A bootstrap draws both sides; a quick answer has the effect and no interval yet.
#[test]
fn what_is_drawn_again_is_drawn_on_both_sides() {
    let mut csv = String::new();
    for row in 0..30 {
        csv.push_str(&format!("p,A,f,2024,10,10,{},\nc,A,f,2024,10,10,{},\n", 5 + row % 4, 2 + row % 5));
    }
    let body =
        "unit = \"share\"\ninterval = \"bootstrap\"\nnumerator = \"SUM(done)\"\ndenominator = \"SUM(seen)\"";
    for comparison in
        ["where = \"arm = 'c'\"", "where = \"arm = 'c'\"\nmethod = \"matched\"\nmatch = [\"sex\"]"]
    {
        let bundle = of(&csv, body, comparison);
        let answer = bundle.answer(&Question::default());
        let found = effect(&answer, None, None);
        let (value, low, high) = (found.value.known().unwrap(), found.low.unwrap(), found.high.unwrap());
        assert!(low < value && value < high && high - low < 0.2, "{low} {value} {high}");
        assert_eq!(found.interval, "mover");
        let quick = bundle.answer(&Question { quick: true, ..Question::default() });
        let found = effect(&quick, None, None);
        assert_eq!((found.value.known(), found.low), (Some(value), None));
    }
}

#[test]
fn a_row_of_both_groups_leaves_no_effect_and_a_remark() {
    let csv = "p,A,f,2024,70,70,56,\nc,A,f,2024,80,80,48,\n";
    let answer = of(csv, SHARE, "where = \"arm IS NOT NULL\"").answer(&Question::default());
    assert_eq!(effect(&answer, None, None).no_effect, "groups_overlap");
    let remark = answer.remarks.iter().find(|remark| remark.code == "groups-overlap").unwrap();
    assert_eq!(remark.count, 1);
}

#[test]
fn a_small_comparison_group_is_withheld_with_the_effect() {
    let csv = "p,A,f,2024,70,70,56,\np,B,f,2024,60,60,30,\nc,A,f,2024,3,3,1,\nc,B,f,2024,80,80,48,\n\
               c,D,f,2024,90,90,40,\n";
    let body = format!("{SHARE}\nminimum_group = 5");
    let answer = of(csv, &body, "where = \"arm = 'c'\"").answer(&Question::default());
    for place in ["A", "B"] {
        // B goes with A: its group is the smallest that is left.
        let found = effect(&answer, Some(place), None);
        assert_eq!(found.value, Value::Missing(Reason::Withheld), "{place}");
        assert!(found.here.is_none() && found.there.is_none() && found.low.is_none());
    }
    assert!(effect(&answer, None, None).value.known().is_some());
    let asked = Question { cuts: vec![Cut::Place], by: Some(Vec::new()), ..Question::default() };
    let some = of(csv, &body, "where = \"arm = 'c'\"").answer(&asked);
    assert_eq!(effect(&some, Some("A"), None), effect(&answer, Some("A"), None));
}
