//! Reading a chart: the pointer or the arrow keys step from mark to mark, and each says itself.

use super::plate::Plate;
use crate::components::use_receipt;
use crate::i18n::t;
use crate::order::sort_by;
use esito_charts::{Drawing, Mark};
use esito_model::Question;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

/// The chart with its read-out.
#[component]
pub(super) fn Reading(
    plate: Signal<Plate>,
    drawing: Memo<Drawing>,
    question: Signal<Question>,
    /// The chart is wider than its room.
    scrolls: Memo<bool>,
    /// What choosing a mark does; without it, its receipt opens.
    choose: Option<Callback<Mark>>,
) -> impl IntoView {
    let receipt = use_receipt();
    let id = plate.with_untracked(|plate| plate.id);
    let at = RwSignal::new(None::<usize>);
    // Only what the keys reach is spoken; a pointer would flood the reader.
    let spoken = RwSignal::new(String::new());
    let picture = NodeRef::<Div>::new();
    let mark = Memo::new(move |_| drawing.with(|drawing| drawing.marks.get(at.get()?).cloned()));
    Effect::new(move |_| {
        drawing.track();
        at.set(None);
    });
    let open = move || {
        if let Some(choose) = choose {
            if let Some(mark) = mark.get_untracked() {
                choose.run(mark);
            }
            return;
        }
        let key = at.get_untracked().and_then(|at| {
            drawing.with_untracked(|drawing| {
                let mark = drawing.marks.get(at)?;
                plate.with_untracked(|plate| plate.behind(mark).map(|finding| finding.key.clone()))
            })
        });
        if let Some(key) = key {
            receipt.open(question.get_untracked(), key);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        if key == "Enter" {
            open();
            return;
        }
        let to = drawing.with_untracked(|drawing| step(&drawing.marks, at.get_untracked(), &key));
        let Some(to) = to else { return };
        event.prevent_default();
        at.set(to);
        let words =
            to.and_then(|to| drawing.with_untracked(|d| d.marks.get(to).map(|mark| mark.title.clone())));
        spoken.set(words.unwrap_or_default());
    };
    let on_move = move |event: PointerEvent| {
        let Some(box_) = picture.get_untracked().map(|element| element.get_bounding_client_rect()) else {
            return;
        };
        let x = f64::from(event.client_x()) - box_.left();
        let y = f64::from(event.client_y()) - box_.top();
        let under = drawing.with_untracked(|drawing| nearest(&drawing.marks, x, y));
        if at.get_untracked() != under {
            at.set(under);
        }
    };
    view! {
        <div
            class="plate-scroll"
            class:scrolls=move || scrolls.get()
            tabindex="0"
            role="group"
            aria-roledescription=move || t("figure.chart")
            aria-label=move || plate.with(|plate| plate.title.clone())
            aria-describedby=format!("about-{id} keys-{id}")
            on:keydown=on_key
            on:blur=move |_| at.set(None)
        >
            <div
                class="plate"
                node_ref=picture
                on:pointermove=on_move
                on:pointerdown=on_move
                on:pointerleave=move |_| at.set(None)
                on:click=move |_| open()
            >
                <div class="plate-picture" inner_html=move || drawing.with(|drawing| drawing.svg.clone())></div>
                {move || mark.get().map(|mark| view! { <Readout mark=mark drawing=drawing /> })}
            </div>
        </div>
        <p class="unseen" id=format!("keys-{id}")>
            {move || match (choose.is_some(), plate.with(|plate| plate.own().is_some())) {
                (true, _) => t("figure.keys_choose"),
                (false, true) => t("figure.keys_only"),
                (false, false) => t("figure.keys"),
            }}
        </p>
        <p class="unseen" aria-live="polite">{move || spoken.get()}</p>
    }
}

/// The words of the mark under the pointer, and a ring around its value.
///
/// It is laid over the chart in the chart's own measure, with attributes only: the page allows no inline style.
#[component]
fn Readout(mark: Mark, drawing: Memo<Drawing>) -> impl IntoView {
    let (width, height) = drawing.with_untracked(|drawing| (drawing.width, drawing.height));
    let wide = 220.0_f64.min(width);
    let left = (mark.cx - wide / 2.0).clamp(0.0, (width - wide).max(0.0));
    let above = mark.cy > height / 2.0;
    let (top, tall) = if above { (0.0, (mark.cy - 12.0).max(0.0)) } else { (mark.cy + 12.0, 160.0) };
    view! {
        <svg class="readout" width=width height=height viewBox=format!("0 0 {width} {height}") aria-hidden="true">
            <circle class="readout-ring" cx=mark.cx cy=mark.cy r="7" />
            <foreignObject x=left y=top width=wide height=tall>
                <div class="readout-room" class:above=above>
                    <p class="readout-words">{mark.title}</p>
                </div>
            </foreignObject>
        </svg>
    }
}

/// Where a key leads from a mark; nothing where the key means nothing here.
fn step(marks: &[Mark], at: Option<usize>, key: &str) -> Option<Option<usize>> {
    if marks.is_empty() {
        return None;
    }
    let last = marks.len() - 1;
    let beside = |forward: bool| {
        let Some(at) = at else { return 0 };
        let own = &marks[at];
        // The same point of the next series; where the chart has only one, simply the next mark.
        let other = |mark: &Mark| mark.index == own.index && mark.series != own.series;
        let found = if forward {
            marks.iter().enumerate().skip(at + 1).find(|(_, mark)| other(mark))
        } else {
            marks.iter().enumerate().take(at).rev().find(|(_, mark)| other(mark))
        };
        found.map_or(at, |(found, _)| found)
    };
    match key {
        "ArrowRight" => Some(Some(at.map_or(0, |at| (at + 1).min(last)))),
        "ArrowLeft" => Some(Some(at.map_or(last, |at| at.saturating_sub(1)))),
        "ArrowDown" => Some(Some(beside(true))),
        "ArrowUp" => Some(Some(beside(false))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" => Some(None),
        _ => None,
    }
}

/// The mark whose box holds the point; of several the one whose value is nearest.
fn nearest(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let inside = |mark: &Mark| x >= mark.x && x <= mark.x + mark.w && y >= mark.y && y <= mark.y + mark.h;
    let away = |mark: &Mark| (mark.cx - x) * (mark.cx - x) + (mark.cy - y) * (mark.cy - y);
    let mut under: Vec<_> = marks.iter().enumerate().filter(|(_, mark)| inside(mark)).collect();
    sort_by(&mut under, |a, b| away(a.1).total_cmp(&away(b.1)));
    under.first().map(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::{Mark, nearest, step};

    fn mark(series: usize, index: usize, x: f64, y: f64) -> Mark {
        Mark { x, y: 0.0, w: 10.0, h: 100.0, cx: x + 5.0, cy: y, series, index, title: String::new() }
    }

    #[test]
    fn keys_walk_along_a_series_and_across_series() {
        let marks =
            [mark(0, 0, 0.0, 10.0), mark(0, 1, 10.0, 20.0), mark(1, 0, 0.0, 60.0), mark(1, 1, 10.0, 70.0)];
        assert_eq!(step(&marks, None, "ArrowRight"), Some(Some(0)));
        assert_eq!(step(&marks, Some(1), "ArrowDown"), Some(Some(3)));
        assert_eq!(step(&marks, Some(3), "ArrowUp"), Some(Some(1)));
        assert_eq!(step(&marks, Some(3), "ArrowRight"), Some(Some(3)));
        assert_eq!(step(&marks, Some(3), "Escape"), Some(None));
        assert_eq!(step(&marks, Some(3), "a"), None);
        assert_eq!(step(&[], None, "Home"), None);
        assert_eq!(nearest(&marks, 4.0, 55.0), Some(2));
        assert_eq!(nearest(&marks, 4.0, 15.0), Some(0));
        assert_eq!(nearest(&marks, 99.0, 15.0), None);
    }
}
