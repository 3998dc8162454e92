//! Files of what is shown: the picture as PNG, and how a file is named.
//!
//! Everything is made in the page from what is on the screen; nothing is fetched or sent.

use crate::components::save::{save_blob, text_blob};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

/// How many pixels of the file stand for one of the screen: enough for print.
const DENSITY: u32 = 2;

/// Draws an SVG of this size on a canvas and hands it over as PNG.
pub(crate) fn save_png(name: String, svg: &str, width: u32, height: u32) {
    let Ok(blob) = text_blob("image/svg+xml;charset=utf-8", svg) else { return };
    let (Ok(url), Ok(image)) = (Url::create_object_url_with_blob(&blob), HtmlImageElement::new()) else {
        return;
    };
    let drawn = image.clone();
    let source = url.clone();
    let loaded = Closure::once_into_js(move || {
        let canvas =
            document().create_element("canvas").ok().and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok());
        let Some(canvas) = canvas else { return };
        canvas.set_width(width * DENSITY);
        canvas.set_height(height * DENSITY);
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok()) else {
            return;
        };
        let (across, down) = (f64::from(width * DENSITY), f64::from(height * DENSITY));
        let painted =
            context.draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, across, down);
        let _ = Url::revoke_object_url(&source);
        if painted.is_err() {
            return;
        }
        let done = Closure::once_into_js(move |blob: JsValue| {
            if let Ok(blob) = blob.dyn_into::<Blob>() {
                save_blob(&name, &blob);
            }
        });
        // A canvas too large for the browser gives no picture; the SVG is there for that case.
        let _ = canvas.to_blob(done.unchecked_ref());
    });
    image.set_onload(Some(loaded.unchecked_ref()));
    image.set_src(&url);
}

/// Whether the page is shown dark now: an exported picture is to look like the screen.
pub(crate) fn is_dark() -> bool {
    let root = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    let system = || {
        let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
        query.is_some_and(|query| query.matches())
    };
    match root.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => system(),
    }
}

/// A name that every file system takes.
pub(crate) fn file_name(words: &str, ending: &str) -> String {
    let mut name = String::new();
    for letter in words.chars() {
        match letter {
            letter if letter.is_alphanumeric() => name.extend(letter.to_lowercase()),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    let short: String = name.chars().take(60).collect();
    format!("{}.{ending}", short.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_are_plain() {
        assert_eq!(
            file_name("Cost per outcome, 2025 (€): Gdańsk", "svg"),
            "cost-per-outcome-2025-gdańsk.svg"
        );
    }
}
