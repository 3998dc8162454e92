//! The figure's menu: files of exactly what is shown, and a link to it.

use super::export::{file_name, is_dark, save_png};
use super::plate::{Plate, Spec};
use super::sheet::{csv, lines};
use crate::components::save::{csv_text, save_text};
use crate::i18n::{t, t_with};
use crate::state::use_dashboard;
use esito_charts::{Drawing, Theme, standalone};
use esito_model::Label;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Details;
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// What can be taken away.
#[derive(Clone, Copy, PartialEq)]
enum File {
    Svg,
    Png,
    Csv,
}

/// The menu.
#[component]
pub fn Menu(plate: Signal<Plate>, drawing: Memo<Drawing>) -> impl IntoView {
    let dashboard = use_dashboard();
    let details = NodeRef::<Details>::new();
    let copied = RwSignal::new(false);
    let notice = Memo::new(move |_| {
        let illustrative = dashboard.ready().is_some_and(|answer| answer.framework.illustrative);
        if illustrative {
            format!("{} {}", t("illustrative.heading"), t("illustrative.text"))
        } else {
            String::new()
        }
    });
    let source = Memo::new(move |_| {
        let answer = dashboard.ready()?;
        let indicators: FxHashSet<Label> =
            plate.with(|plate| plate.findings().map(|finding| finding.key.indicator.clone()).collect());
        let receipts =
            answer.receipts.iter().filter(|receipt| indicators.contains(receipt.indicator.as_str()));
        let ids: Vec<&str> =
            receipts.flat_map(|receipt| receipt.sources.iter().map(String::as_str)).collect();
        let sources = answer.framework.sources.iter().filter(|source| ids.contains(&source.id.as_str()));
        let names: Vec<&str> = sources.map(|source| source.name.as_str()).collect();
        (!names.is_empty()).then(|| t_with("figure.source", &[("names", &names.join("; "))]))
    });
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let save = move |file: File| {
        let plate = plate.get_untracked();
        let notice = notice.get_untracked();
        let stem = plate.stem();
        match file {
            File::Csv if plate.own().is_some() => {
                let rows = plate.own().map(|rows| rows.with_notice(&notice)).unwrap_or_default();
                save_text(&file_name(&stem, "csv"), "text/csv;charset=utf-8", &csv_text(&rows));
            }
            File::Csv => {
                let text = if plate.sheet.is_empty() {
                    csv(&plate.findings().cloned().collect::<Vec<_>>(), &notice)
                } else {
                    lines(&plate.sheet, &notice)
                };
                // Spreadsheets take a file without the mark for their own old encoding.
                let text = format!("\u{feff}{text}");
                save_text(&file_name(&stem, "csv"), "text/csv;charset=utf-8", &text);
            }
            File::Svg | File::Png => {
                let notes = [
                    plate.subtitle.clone(),
                    plate.note.clone(),
                    source.get_untracked().unwrap_or_default(),
                    notice,
                ];
                let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
                let theme = if is_dark() { Theme::Dark } else { Theme::Light };
                let svg = drawing.with_untracked(|drawing| standalone(drawing, &plate.title, &notes, theme));
                if file == File::Svg {
                    save_text(&file_name(&stem, "svg"), "image/svg+xml;charset=utf-8", &svg);
                } else if let Some((width, height)) = size(&svg) {
                    save_png(file_name(&stem, "png"), &svg, width, height);
                }
            }
        }
        close();
    };
    let copy = move |_| {
        let address = window().location().href().unwrap_or_default();
        // Where the browser forbids it, the address bar still has the link.
        let _ = window().navigator().clipboard().write_text(&address);
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(3));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    // A menu left behind would cover what comes next.
    let on_leave = move |event: FocusEvent| {
        // Where a click gives no focus there is nothing to go by, and the click may be on the menu itself.
        let Some(to) = event.related_target().and_then(|to| to.dyn_into::<Node>().ok()) else { return };
        if !details.get_untracked().is_some_and(|details| details.contains(Some(&to))) {
            close();
        }
    };
    let no_picture = move || plate.with(|plate| plate.spec == Spec::Table);
    view! {
        <details class="menu" node_ref=details on:keydown=on_key on:focusout=on_leave>
            <summary class="quiet">{t("figure.take")}</summary>
            <div class="menu-list">
                <button type="button" on:click=move |_| save(File::Svg) disabled=no_picture>{t("figure.svg")}</button>
                <button type="button" on:click=move |_| save(File::Png) disabled=no_picture>{t("figure.png")}</button>
                <button type="button" on:click=move |_| save(File::Csv)>{t("figure.csv")}</button>
                <button type="button" on:click=copy>
                    {move || if copied.get() { t("figure.copied") } else { t("figure.copy") }}
                </button>
            </div>
        </details>
        <span class="unseen" role="status">{move || copied.get().then(|| t("figure.copied"))}</span>
    }
}

/// Width and height of a standalone SVG, from its own attributes.
fn size(svg: &str) -> Option<(u32, u32)> {
    let head = svg.get(svg.find("<svg")?..)?;
    let of = |name: &str| {
        let from = head.find(&format!(" {name}=\""))? + name.len() + 3;
        let text = head.get(from..)?.split('"').next()?;
        text.split('.').next()?.parse::<u32>().ok()
    };
    Some((of("width")?, of("height")?))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_picture_knows_its_size() {
        assert_eq!(
            size("<?xml version=\"1.0\"?><svg xmlns=\"x\" width=\"640\" height=\"420.5\">"),
            Some((640, 420))
        );
        assert_eq!(size("<svg viewBox=\"0 0 1 1\">"), None);
    }
}
