//! The methods by the names that pages call them by: columns of a row in, numbers and words out.

use super::page::number;
use super::{Found, Given};
use esito_engine::compare::{Funnel, Matrix, Point, components, funnel, peers};
use esito_engine::statistics::bootstrap::{RatioOfSums, acceleration, bootstrap, influences, replicates};
use esito_engine::statistics::cannot::Cannot;
use esito_engine::statistics::counts::{byar, poisson, poisson_test, rate};
use esito_engine::statistics::difference::{
    Share, agresti_caffo, katz, miettinen_nurminen, newcombe, wald_difference,
};
use esito_engine::statistics::effect::{
    MeanPart, Part, Started, less_deadweight, mover, welch_of_means, whatever_became,
};
use esito_engine::statistics::equity::{Group, between, equity, gap_over_time};
use esito_engine::statistics::fisher::fisher;
use esito_engine::statistics::interval::{
    Bounds, agresti_coull, clopper_pearson, jeffreys, wald, wilson, wilson_cc,
};
use esito_engine::statistics::money_over_time::{
    present_value, present_value_by_days, rate_of_return, rate_of_return_by_days,
};
use esito_engine::statistics::progress::{At, Path, attainment, class_of, early_warning, pace, project};
use esito_engine::statistics::ranks::{
    RankTest, benjamini_hochberg, holm, kendall, midranks, rank_sum, spearman,
};
use esito_engine::statistics::sample::{
    MeanTest, mean_interval, order_interval, paired, quantile_of_type, weighted_mean, welch,
};
use esito_engine::statistics::trend::{MannKendall, from_s, least_squares, mann_kendall, theil_sen, trend};
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;
type Data = BTreeMap<String, Vec<String>>;

/// Runs a method on a row; what it cannot do is a word under `reason`.
pub(crate) fn run(name: &str, row: &Row, data: &Data) -> Result<Given, String> {
    let call = Call { row, data };
    match call.of(name) {
        Some(Ok(given)) => Ok(given),
        Some(Err(cannot)) => Ok(given([("reason", Found::Word(cannot.code().to_owned()))])),
        None => Err(format!("no method is called {name}")),
    }
}

struct Call<'c> {
    row: &'c Row,
    data: &'c Data,
}

impl Call<'_> {
    /// A number of the row; the level is 0.95 where the row has none.
    fn n(&self, name: &str) -> f64 {
        match self.row.get(name) {
            Some(text) => number(text),
            None if name == "level" => 0.95,
            None => panic!("the example needs a column {name}"),
        }
    }

    fn word(&self, name: &str) -> &str {
        self.row.get(name).map_or("", String::as_str)
    }

    fn words(&self, name: &str) -> &[String] {
        self.data.get(name).unwrap_or_else(|| panic!("the sample needs a column {name}"))
    }

    /// The numbers of a column of the sample.
    fn values(&self, name: &str) -> Vec<f64> {
        self.words(name).iter().map(|text| number(text)).collect()
    }

    fn sorted(&self, name: &str) -> Vec<f64> {
        let mut values = self.values(name);
        values.sort_by(f64::total_cmp);
        values
    }

    fn pairs(&self, x: &str, y: &str) -> Vec<(f64, f64)> {
        self.values(x).into_iter().zip(self.values(y)).collect()
    }

    /// The values of the sample in the rows of one group.
    fn group(&self, group: &str) -> Vec<f64> {
        let all = self.words("group").iter().zip(self.values("value"));
        all.filter(|(one, _)| *one == group).map(|(_, value)| value).collect()
    }

    fn shares(&self) -> (Share, Share) {
        let share = |x: &str, n: &str| Share { successes: self.n(x), trials: self.n(n) };
        (share("x1", "n1"), share("x2", "n2"))
    }

    fn flows(&self) -> Vec<(i32, f64)> {
        self.pairs("day", "flow").into_iter().map(|(day, flow)| (day as i32, flow)).collect()
    }

    fn points(&self) -> Vec<At> {
        self.pairs("time", "value").into_iter().map(|(time, value)| At { time, value }).collect()
    }

    fn city(&self) -> RatioOfSums {
        RatioOfSums { units: self.pairs("numerator", "denominator") }
    }

    fn of(&self, name: &str) -> Option<Result<Given, Cannot>> {
        self.of_shares(name)
            .or_else(|| self.of_counts_and_samples(name))
            .or_else(|| self.of_series(name))
            .or_else(|| self.of_promises_and_money(name))
            .or_else(|| self.of_places(name))
            .or_else(|| self.of_effects(name))
    }

    fn of_shares(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let level = self.n("level");
        let one = |method: fn(f64, f64, f64) -> Result<Bounds, Cannot>| {
            bounds(method(self.n("successes"), self.n("trials"), level))
        };
        let two = |method: fn(Share, Share, f64) -> Result<Bounds, Cannot>| {
            let (first, second) = self.shares();
            bounds(method(first, second, level))
        };
        Some(match name {
            "wilson" => one(wilson),
            "wilson_cc" => one(wilson_cc),
            "clopper_pearson" => one(clopper_pearson),
            "agresti_coull" => one(agresti_coull),
            "jeffreys" => one(jeffreys),
            "wald" => one(wald),
            "newcombe" => two(newcombe),
            "wald_difference" => two(wald_difference),
            "agresti_caffo" => two(agresti_caffo),
            "miettinen_nurminen" => two(miettinen_nurminen),
            "katz" => two(katz),
            "fisher" => {
                fisher([[self.n("a"), self.n("b")], [self.n("c"), self.n("d")]], level).map(|found| {
                    numbers([
                        ("p", found.p),
                        ("odds", found.odds),
                        ("low", found.bounds.low),
                        ("high", found.bounds.high),
                    ])
                })
            }
            "equity" => self.equity(level),
            "between" => {
                let (first, second) = self.shares();
                let group =
                    |share: Share| Group { code: String::new(), value: share.value(), share: Some(share) };
                let gap = between(&group(first), &group(second), self.word("better") == "higher", level);
                let ends = gap.difference_bounds.unwrap_or(Bounds { low: f64::NAN, high: f64::NAN });
                Ok(numbers([("difference", gap.difference), ("low", ends.low), ("high", ends.high)]))
            }
            _ => return None,
        })
    }

    fn equity(&self, level: f64) -> Result<Given, Cannot> {
        let counts = self.pairs("successes", "trials");
        let groups: Vec<Group> = (self.words("group").iter().zip(counts))
            .map(|(code, (successes, trials))| {
                let share = Share { successes, trials };
                Group { code: code.clone(), value: share.value(), share: Some(share) }
            })
            .collect();
        equity(&groups, self.word("better") == "higher", level).map(|found| {
            let mut out = given([("worst", Found::Word(found.worst)), ("best", Found::Word(found.best))]);
            for (name, gap) in [("best", found.to_best), ("others", found.to_others)] {
                let ends = gap.difference_bounds.unwrap_or(Bounds { low: f64::NAN, high: f64::NAN });
                out.extend(numbers([
                    (&*format!("gap_to_{name}"), gap.difference),
                    (&*format!("ratio_to_{name}"), gap.ratio.unwrap_or(f64::NAN)),
                    (&*format!("low_to_{name}"), ends.low),
                    (&*format!("high_to_{name}"), ends.high),
                ]));
            }
            out
        })
    }

    fn of_counts_and_samples(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let level = self.n("level");
        Some(match name {
            "poisson" => bounds(poisson(self.n("events"), level)),
            "byar" => bounds(byar(self.n("events"), level)),
            "rate" => bounds(rate(poisson(self.n("events"), level), self.n("base"))),
            "poisson_test" => {
                poisson_test(self.n("events"), self.n("base"), self.n("rate")).map(|p| numbers([("p", p)]))
            }
            "mean_interval" => mean(mean_interval(&self.values("value"), level)),
            "welch" => mean(welch(&self.group("1"), &self.group("2"), level)),
            "paired" => mean(paired(&self.group("1"), &self.group("2"), level)),
            "weighted_mean" => {
                weighted_mean(&self.pairs("value", "weight")).map(|mean| numbers([("mean", mean)]))
            }
            "quantile_of_type" => {
                let definition = self.n("definition") as u8;
                quantile_of_type(&self.sorted("value"), self.n("share"), definition)
                    .map(|quantile| numbers([("quantile", quantile)]))
            }
            "order_interval" => bounds(order_interval(&self.sorted("value"), self.n("share"), level)),
            "influences" => Ok(numbers([(
                "influence",
                influences(&self.city()).unwrap_or_default()[self.n("unit") as usize - 1],
            )])),
            "acceleration" => {
                Ok(numbers([("acceleration", acceleration(&influences(&self.city()).unwrap_or_default()))]))
            }
            "replicates" => {
                replicates(&self.city(), self.n("draws") as u32, self.n("seed") as u64).map(|found| {
                    let (bias, error) = found.bias_and_error();
                    let all = match self.word("interval") {
                        "percentile" => found.percentile(level),
                        "basic" => found.basic(level),
                        _ => found.normal(level),
                    };
                    let own = [("estimate", found.estimate), ("bias", bias), ("error", error)];
                    let mut out = numbers(own);
                    out.extend(numbers([("low", all.low), ("high", all.high)]));
                    out
                })
            }
            "bootstrap" => {
                bounds(bootstrap(&self.city(), self.n("draws") as u32, level, self.n("seed") as u64))
            }
            _ => return None,
        })
    }

    fn of_series(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let level = self.n("level");
        let series = || self.pairs("time", "value");
        let one = |p: Vec<f64>| Ok(numbers([("p", p[self.n("place") as usize - 1])]));
        Some(match name {
            "mann_kendall" => mann_kendall(&self.values("value")).map(test),
            "from_s" => Ok(test(from_s(self.n("s"), self.n("variance")))),
            "theil_sen" => theil_sen(&series(), level)
                .map(|(slope, ends)| numbers([("slope", slope), ("low", ends.low), ("high", ends.high)])),
            "trend" => trend(&series(), level).map(|found| {
                let course = Found::Word(format!("{:?}", found.course));
                given([
                    ("course", course),
                    ("slope", Found::Number(found.slope)),
                    ("p", Found::Number(found.test.p)),
                ])
            }),
            "least_squares" => least_squares(&series())
                .map(|line| numbers([("slope", line.slope), ("intercept", line.intercept), ("p", line.p)])),
            "midranks" => {
                let ranks = midranks(&self.values("value"));
                Ok(numbers([("rank", ranks[self.n("place") as usize - 1])]))
            }
            "rank_sum" => rank_sum(&self.group("automatic"), &self.group("manual")).map(ranked),
            "kendall" => kendall(&self.pairs("value", "weight")).map(ranked),
            "spearman" => spearman(&self.pairs("value", "weight")).map(ranked),
            "holm" => one(holm(&self.values("p"))),
            "benjamini_hochberg" => one(benjamini_hochberg(&self.values("p"))),
            _ => return None,
        })
    }

    fn of_places(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let place = || self.n("place") as usize - 1;
        Some(Ok(match name {
            "funnel" => {
                let points =
                    self.pairs("events", "people").into_iter().map(|(events, of)| Point { events, of });
                let found = funnel(Funnel::Share, &points.collect::<Vec<_>>())?;
                let z = found.z[place()].unwrap_or(f64::NAN);
                numbers([("centre", found.centre), ("dispersion", found.dispersion), ("z", z)])
            }
            "peers" => {
                let known = |name: &str| self.values(name).into_iter().map(Some).collect::<Vec<_>>();
                let context = Matrix::from_columns(&[known("one"), known("two")]);
                let found = peers(&context, &[self.n("weight_one"), self.n("weight_two")], place(), 1);
                numbers([("nearest", found[0].place as f64 + 1.0), ("distance", found[0].distance)])
            }
            "components" => {
                let names = [
                    "patents",
                    "royalties",
                    "internet",
                    "exports",
                    "telephones",
                    "electricity",
                    "schooling",
                    "university",
                ];
                let known = |name: &&str| self.values(name).into_iter().map(Some).collect::<Vec<_>>();
                let found =
                    components(&Matrix::from_columns(&names.iter().map(known).collect::<Vec<_>>())).unwrap();
                let at = self.n("component") as usize - 1;
                let with = |indicator: usize| found.vectors[at][indicator] * found.eigenvalues[at].sqrt();
                numbers([
                    ("eigenvalue", found.eigenvalues[at]),
                    ("share", found.explained()[at]),
                    ("patents", with(0)),
                    ("schooling", with(6)),
                ])
            }
            _ => return None,
        }))
    }

    fn of_effects(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let level = self.n("level");
        let column = |name: &str| self.values(name);
        Some(match name {
            "mover" => {
                let shares = self.pairs("successes", "trials").into_iter();
                let part = |(factor, (successes, trials)): (f64, (f64, f64))| Part {
                    factor,
                    value: successes / trials,
                    bounds: wilson(successes, trials, level).unwrap(),
                };
                let parts: Vec<Part> = column("factor").into_iter().zip(shares).map(part).collect();
                let estimate: f64 = parts.iter().map(|part| part.factor * part.value).sum();
                bounds(mover(&parts)).map(|mut found| {
                    found.extend(numbers([("estimate", estimate)]));
                    found
                })
            }
            "welch_of_means" => {
                let means = self.pairs("mean", "error").into_iter().zip(column("degrees"));
                let part = |(factor, ((value, error), degrees)): (f64, ((f64, f64), f64))| MeanPart {
                    factor,
                    value,
                    error,
                    degrees,
                };
                let parts: Vec<MeanPart> = column("factor").into_iter().zip(means).map(part).collect();
                welch_of_means(&parts, level).map(|found| {
                    numbers([
                        ("estimate", found.estimate),
                        ("standard_error", found.estimate / found.t),
                        ("low", found.bounds.low),
                        ("high", found.bounds.high),
                    ])
                })
            }
            "less_deadweight" => {
                let (successes, trials) = (self.n("successes"), self.n("trials"));
                let own = wilson(successes, trials, level).unwrap();
                let range = Bounds { low: self.n("least"), high: self.n("most") };
                less_deadweight(successes / trials, own, self.n("share"), range)
                    .map(|(value, ends)| numbers([("value", value), ("low", ends.low), ("high", ends.high)]))
            }
            "whatever_became" => {
                let counts = self.pairs("achieved", "seen").into_iter().zip(column("started"));
                let part = |(factor, ((achieved, seen), started)): (f64, ((f64, f64), f64))| Started {
                    factor,
                    achieved,
                    seen,
                    started,
                };
                let parts: Vec<Started> = column("factor").into_iter().zip(counts).map(part).collect();
                bounds(whatever_became(&parts))
            }
            _ => return None,
        })
    }

    fn of_promises_and_money(&self, name: &str) -> Option<Result<Given, Cannot>> {
        let level = self.n("level");
        let at = |time: &str, value: &str| At { time: self.n(time), value: self.n(value) };
        Some(match name {
            "attainment" => {
                let baseline =
                    self.row.get("baseline").filter(|text| !text.is_empty()).map(|text| number(text));
                attainment(baseline, self.n("target"), self.n("actual"))
                    .map(|share| numbers([("attainment", share)]))
            }
            "pace" => {
                let path = if self.word("path") == "compound" { Path::Compound } else { Path::Linear };
                let (from, to, now) = (at("from", "baseline"), at("to", "target"), at("now", "actual"));
                pace(Some(from), to, now, path).map(|pace| numbers([("pace", pace)]))
            }
            "class_of" => Ok(given([("class", Found::Word(format!("{:?}", class_of(self.n("pace")))))])),
            "project" => project(&self.points(), self.n("time"), level)
                .map(|(value, ends)| numbers([("value", value), ("low", ends.low), ("high", ends.high)])),
            "early_warning" => {
                let higher = self.word("better") == "higher";
                early_warning(&self.points(), at("to", "target"), higher, level).map(|found| match found {
                    None => given([("warning", Found::Word("none".to_owned()))]),
                    Some(found) => {
                        let clear = if found.clear { "clear" } else { "within the band" };
                        let mut out = given([("warning", Found::Word(clear.to_owned()))]);
                        out.extend(numbers([
                            ("projected", found.projected),
                            ("short", found.short),
                            ("since", found.since),
                        ]));
                        out
                    }
                })
            }
            "gap_over_time" => {
                let value = |text: &String| (!text.is_empty()).then(|| number(text));
                let sides = self.words("one").iter().map(value).zip(self.words("other").iter().map(value));
                let points: Vec<_> =
                    self.values("time").into_iter().zip(sides).map(|(t, (a, b))| (t, a, b)).collect();
                gap_over_time(&points, level).map(|found| {
                    let course = Found::Word(format!("{:?}", found.course));
                    given([("course", course), ("slope", Found::Number(found.slope))])
                })
            }
            "present_value" => {
                present_value(self.n("rate"), &self.values("flow")).map(|value| numbers([("value", value)]))
            }
            "rate_of_return" => rate_of_return(&self.values("flow")).map(|rate| numbers([("rate", rate)])),
            "present_value_by_days" => {
                present_value_by_days(self.n("rate"), &self.flows()).map(|value| numbers([("value", value)]))
            }
            "rate_of_return_by_days" => {
                rate_of_return_by_days(&self.flows()).map(|rate| numbers([("rate", rate)]))
            }
            _ => return None,
        })
    }
}

fn given<const N: usize>(pairs: [(&str, Found); N]) -> Given {
    pairs.into_iter().map(|(name, found)| (name.to_owned(), found)).collect()
}

fn numbers<const N: usize>(pairs: [(&str, f64); N]) -> Given {
    given(pairs.map(|(name, value)| (name, Found::Number(value))))
}

fn bounds(found: Result<Bounds, Cannot>) -> Result<Given, Cannot> {
    found.map(|ends| numbers([("low", ends.low), ("high", ends.high)]))
}

fn mean(found: Result<MeanTest, Cannot>) -> Result<Given, Cannot> {
    found.map(|test| {
        let mut out =
            numbers([("mean", test.estimate), ("low", test.bounds.low), ("high", test.bounds.high)]);
        out.extend(numbers([("t", test.t), ("degrees", test.degrees), ("p", test.p)]));
        out
    })
}

fn test(test: MannKendall) -> Given {
    numbers([("s", test.s), ("variance", test.variance), ("z", test.z), ("p", test.p)])
}

fn ranked(test: RankTest) -> Given {
    numbers([("estimate", test.estimate), ("statistic", test.statistic), ("p", test.p)])
}
