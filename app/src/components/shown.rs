//! A state as a page shows it: a quiet shape while loading, the thing itself, or why it did not come.

use super::Failed;
use crate::i18n::t;
use crate::state::State;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// Shows an answer through `view` as soon as it is there.
#[component]
pub fn Shown(
    /// The state.
    #[prop(into)]
    state: Signal<State<Arc<Answer>>, LocalStorage>,
    /// How the answer is shown.
    view: impl Fn(Arc<Answer>) -> AnyView + Send + 'static,
) -> impl IntoView {
    shown(state, Box::new(view))
}

// Not generic, so that it is compiled once and not for each caller.
fn shown(
    state: Signal<State<Arc<Answer>>, LocalStorage>,
    view: Box<dyn Fn(Arc<Answer>) -> AnyView + Send>,
) -> AnyView {
    let view = move || match state.get() {
        State::Loading => view! { <Waiting/> }.into_any(),
        State::Failed(failure) => view! { <Failed failure/> }.into_any(),
        State::Ready(answer) => view(answer),
    };
    view.into_any()
}

/// A quiet shape in the place of what is on its way.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="unseen">{t("shell.loading")}</span>
            <div class="bone tall"></div>
            <div class="bone"></div>
            <div class="bone short"></div>
        </div>
    }
}
