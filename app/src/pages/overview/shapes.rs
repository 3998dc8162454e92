//! The shapes of countries, fetched after the first numbers stand.

use esito_charts::Shapes;
use esito_model::Place;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use web_sys::wasm_bindgen::JsCast;

/// The edges of the finer map, in degrees: west, east, south, north.
const EUROPE: [f64; 4] = [-24.0, 46.0, 34.0, 71.0];

/// The shapes around these places, empty until they are there. A map without land still has its places.
pub(crate) fn shapes_around(places: &[Place]) -> RwSignal<Shapes> {
    let shapes = RwSignal::new(Shapes::default());
    let inside = |place: &Place| {
        let (Some(x), Some(y)) = (place.longitude, place.latitude) else { return true };
        (EUROPE[0]..=EUROPE[1]).contains(&x) && (EUROPE[2]..=EUROPE[3]).contains(&y)
    };
    if places.iter().any(|place| place.longitude.is_some()) {
        let path = if places.iter().all(inside) { "map/europe.json" } else { "map/world.json" };
        request_animation_frame(move || {
            spawn_local(async move {
                if let Some(rings) = fetch(path).await {
                    shapes.try_set(Shapes { rings });
                }
            });
        });
    }
    shapes
}

async fn fetch(path: &str) -> Option<Vec<Vec<(f64, f64)>>> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}
