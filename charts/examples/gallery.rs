//! All charts on one page, to be looked at: `cargo run -p esito-charts --example gallery -- gallery.html 1180`.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "an example")]

#[path = "../tests/samples/mod.rs"]
mod samples;

use esito_charts::NativeLocale;
use std::fmt::Write;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "gallery.html".to_owned());
    let width: f64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1180.0);
    let theme = arguments.next().unwrap_or_else(|| "light".to_owned());
    let here = env!("CARGO_MANIFEST_DIR");
    let tokens = std::fs::read_to_string(format!("{here}/../app/style/tokens.css")).unwrap_or_default();
    let rules =
        std::fs::read_to_string(format!("{here}/charts.css")).expect("the style sheet lies beside the crate");
    let shapes = std::fs::read_to_string(format!("{here}/../public/map/europe.json")).unwrap_or_default();
    let locale = NativeLocale::new("en");
    let mut page = format!(
        "<!doctype html><html lang=en data-theme={theme}><meta charset=utf-8><meta name=viewport \
         content='width=device-width,initial-scale=1'><style>{tokens}{rules}\
         @font-face{{font-family:'Inter Variable';src:url({here}/../public/fonts/inter-latin-wght-normal.woff2);\
         font-weight:100 900;unicode-range:U+0000-00FF,U+2000-206F,U+2212,U+20AC}}\
         @font-face{{font-family:'Inter Variable';src:url({here}/../public/fonts/inter-latin-ext-wght-normal.woff2);\
         font-weight:100 900;unicode-range:U+0100-024F}}\
         body{{margin:16px;background:var(--paper);color:var(--ink);font:15px 'Inter Variable'}}\
         h2{{font-size:15px;margin:32px 0 8px}} .hit rect{{fill:red;fill-opacity:.08;stroke:red;stroke-opacity:.4}}\
         </style>"
    );
    for (name, drawing) in samples::all(width, &samples::rings(&shapes), &locale) {
        let _ = write!(page, "<h2>{name}</h2>{}", drawing.svg);
        println!(
            "{name}: {} × {}, {} marks, {} bytes",
            drawing.width,
            drawing.height,
            drawing.marks.len(),
            drawing.svg.len()
        );
    }
    std::fs::write(&file, page).expect("the page is written");
}
