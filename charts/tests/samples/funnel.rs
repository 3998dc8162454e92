//! Pretend places within the limits of chance, and some outside.

use super::{CITIES, frame, share};
use esito_charts::{Benchmark, Datum, FunnelPoint, FunnelSpec, Ink};

/// Shares of 40 to 5,000 people around 46 %, limits by the normal approximation; some places far outside.
pub(crate) fn funnelled(width: f64) -> FunnelSpec {
    let centre = 0.46;
    let limits = |of: f64| {
        let error = (centre * (1.0 - centre) / of).sqrt();
        let at = |z: f64| (centre + z * error).clamp(0.0, 1.0);
        [of, at(-3.09), at(-1.96), at(1.96), at(3.09)]
    };
    let points = CITIES.iter().enumerate().map(|(n, (name, _, _))| {
        let of = (40.0 * 1.71_f64.powi(n as i32)).round();
        let off = [0.5, -1.2, 2.4, 0.2, -0.8, 3.9, -2.2, 1.0, -4.6, 0.4][n];
        let value = centre + off * (centre * (1.0 - centre) / of).sqrt();
        let outside = off.abs() > 1.96;
        FunnelPoint {
            label: (*name).to_owned(),
            ink: if n == 3 { Ink::C2 } else { Ink::C1 },
            of: (n != 7).then_some(of),
            datum: Datum::known(value),
            outside,
            named: outside || n == 3,
            strong: n == 3,
            note: if outside { "outside the limits".to_owned() } else { String::new() },
        }
    });
    FunnelSpec {
        frame: frame("f", width, share()),
        points: points.collect(),
        curve: (0..40).map(|step| limits(40.0 * 125.0_f64.powf(f64::from(step) / 39.0))).collect(),
        centre: Benchmark { label: "All together".to_owned(), value: centre },
        benchmark: Some(Benchmark { label: "Median".to_owned(), value: 0.475 }),
        of: "People".to_owned(),
        people: "people".to_owned(),
        nothing: "Nothing to show".to_owned(),
        ..FunnelSpec::default()
    }
}
