//! Every kind of chart against a picture that a person has looked at. `UPDATE_GOLDEN=1` writes them anew.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod samples;

use esito_charts::{NativeLocale, Shapes, Theme, standalone};
use std::path::PathBuf;

/// A piece of land in the rough shape of the western Alps' surroundings: enough to see clipping and paint.
fn land() -> Shapes {
    let rings = vec![
        vec![
            (-10.0, 36.0),
            (3.0, 42.0),
            (15.0, 38.0),
            (30.0, 46.0),
            (40.0, 60.0),
            (5.0, 53.0),
            (-4.0, 48.0),
            (-9.0, 43.0),
        ],
        vec![(-6.0, 50.0), (1.5, 51.0), (-2.0, 57.0), (-6.0, 58.0)],
    ];
    Shapes { rings }
}

/// One element a line, so that a change is seen where it is.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<") + "\n"
}

fn compare(name: &str, svg: &str) -> Result<(), String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, svg).unwrap();
        return Ok(());
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if golden == svg {
        return Ok(());
    }
    let differ = golden.lines().zip(svg.lines()).enumerate().find(|(_, (a, b))| a != b);
    let (line, (was, is)) = differ.unwrap_or((golden.lines().count().min(svg.lines().count()), ("", "")));
    Err(format!("{name}.svg, line {}:\n  was {was}\n  is  {is}", line + 1))
}

#[test]
fn every_chart_is_as_it_was_looked_at() {
    let (english, italian) = (NativeLocale::new("en"), NativeLocale::new("it"));
    let mut faults = Vec::new();
    for (name, drawing) in samples::all(720.0, &land(), &english) {
        faults.extend(compare(name, &lines(&drawing.svg)).err());
    }
    for (name, drawing) in samples::all(358.0, &land(), &italian) {
        faults.extend(compare(&format!("{name}-358-it"), &lines(&drawing.svg)).err());
    }
    let drawing = esito_charts::bars(&samples::barred(560.0), &english);
    let notes =
        ["Source: Esito.".to_owned(), "Illustrative data: no city reported these figures.".to_owned()];
    for (name, theme) in [("export-light", Theme::Light), ("export-dark", Theme::Dark)] {
        faults.extend(
            compare(name, &standalone(&drawing, "In work six months after the programme", &notes, theme))
                .err(),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
