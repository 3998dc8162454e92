//! Figures: a chart with its words, its read-out, its table twin and its files.
//!
//! Comes in: a [`Plate`]: findings already chosen. Goes out: one figure, the same hand on every page. It knows the
//! width of the screen and where the pointer is; it works nothing out.

mod at_once;
mod beside;
mod chip;
mod courses;
mod effects;
mod export;
mod menu;
mod names;
mod over_time;
mod own;
pub mod pick;
mod plate;
mod reading;
mod ready;
mod say;
pub mod sheet;
mod summary;
mod titles;
mod twin;
mod width;
pub mod words;

pub use chip::Chip;
pub use names::Names;
pub use over_time::LINES;
pub use own::{Cell, Rows};
pub use plate::{Plate, Spec};
pub use ready::{Ready, ReadyChart};
pub use say::{Say, one_currency};
pub use summary::summary;

use crate::address::use_address;
use crate::i18n::{t, use_i18n};
use esito_charts::{Drawing, Mark};
use esito_model::Question;
use leptos::html::Div;
use leptos::prelude::*;
pub use menu::Menu;
use reading::Reading;
use twin::Twin;
use width::follow_width;

/// The key in the address that lists figures shown as tables.
const TABLE: &str = "table";

/// What a figure is drawn at until its width is known.
const FIRST_WIDTH: f64 = 640.0;

/// A chart with its title, read-out, table twin and menu.
#[component]
pub fn Figure(
    /// What it shows.
    #[prop(into)]
    plate: Signal<Plate>,
    /// The question whose answer held its findings: receipts ask it again.
    #[prop(into)]
    question: Signal<Question>,
    /// The level of its title: 2 for a section of a page, 3 below one.
    #[prop(default = 2)]
    level: u8,
    /// What choosing a mark does; without it, its receipt opens.
    #[prop(optional)]
    choose: Option<Callback<Mark>>,
) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let room = NodeRef::<Div>::new();
    let width = follow_width(room, FIRST_WIDTH);
    let id = plate.with_untracked(|plate| plate.id);
    let as_table = Memo::new(move |_| {
        address.all(TABLE).iter().any(|shown| shown == id) || plate.with(|plate| plate.spec == Spec::Table)
    });
    let about = Memo::new(move |_| plate.with(|plate| plate.note.clone()));
    let drawing = Memo::new(move |_| {
        plate.with(|plate| plate.draw(width.get().max(plate.wide), &about.get(), i18n.format()))
    });
    let told = Memo::new(move |_| match plate.with(|plate| plate.said().map(str::to_owned)) {
        Some(said) => said,
        None => drawing.with(|drawing: &Drawing| summary(&drawing.summary)),
    });
    let wide = Memo::new(move |_| plate.with(|plate| plate.wide > width.get()));
    view! {
        <figure class="figure" id=format!("figure-{id}")>
            <figcaption class="figure-head">
                <Heading level=level text=Signal::derive(move || plate.with(|plate| plate.title.clone())) />
                <p class="sub">{move || plate.with(|plate| plate.subtitle.clone())}</p>
            </figcaption>
            <div class="figure-room" node_ref=room>
                {move || match as_table.get() {
                    true => view! { <Twin plate=plate question=question /> }.into_any(),
                    false => view! { <Reading plate=plate drawing=drawing question=question scrolls=wide choose=choose /> }.into_any(),
                }}
            </div>
            <p class="unseen" id=format!("about-{id}")>{move || told.get()}</p>
            <div class="figure-foot">
                <p class="figure-note">{move || plate.with(|plate| plate.note.clone())}</p>
                <div class="figure-tools">
                    <button
                        type="button"
                        class="quiet"
                        aria-pressed=move || as_table.get().to_string()
                        disabled=move || plate.with(|plate| plate.spec == Spec::Table)
                        on:click=move |_| address.push(|query| query.toggled(TABLE, id))
                    >
                        {move || t("figure.table")}
                    </button>
                    <Menu plate=plate drawing=drawing />
                </div>
            </div>
        </figure>
    }
}

/// A figure where there is a plate for it, and the same figure as long as there is one.
#[component]
pub fn FigureIf(
    /// What it shows.
    plate: Memo<Option<Plate>>,
    /// The question whose answer held its findings.
    #[prop(into)]
    question: Signal<Question>,
    /// The level of its title.
    #[prop(default = 2)]
    level: u8,
    /// What choosing a mark does; without it, its receipt opens.
    #[prop(optional)]
    choose: Option<Callback<Mark>>,
) -> impl IntoView {
    let there = Memo::new(move |_| plate.with(Option::is_some));
    let shown = Signal::derive(move || plate.get().unwrap_or_else(Plate::empty));
    move || {
        there.get().then(|| match choose {
            Some(choose) => {
                view! { <Figure plate=shown question=question level=level choose=choose /> }.into_any()
            }
            None => view! { <Figure plate=shown question=question level=level /> }.into_any(),
        })
    }
}

/// A title at its level.
#[component]
fn Heading(level: u8, text: Signal<String>) -> impl IntoView {
    match level {
        2 => view! { <h2>{move || text.get()}</h2> }.into_any(),
        _ => view! { <h3>{move || text.get()}</h3> }.into_any(),
    }
}
