//! The texts on methods, each with its formula, its limits, its source and a worked example that the test suite runs.
//!
//! They are files beside the site, fetched when this page is opened: nobody else has to carry them.

use super::bring;
use crate::address::{Page, use_address};
use crate::i18n::{Lang, lang, t};
use crate::link::{MethodText, Published};
use leptos::prelude::*;

/// The texts, as they come.
#[component]
pub(super) fn Texts() -> impl IntoView {
    let address = use_address();
    let topic = address.memo("topic");
    let texts = LocalResource::new(|| Published.methods());
    // A topic that is one of the texts can only be brought into view when they are there.
    Effect::new(move |_| {
        let (Some(Ok(texts)), Some(topic)) = (texts.get(), topic.get()) else { return };
        if texts.iter().any(|text| text.name == topic) {
            request_animation_frame(move || bring(&topic));
        }
    });
    let list = move || match texts.get() {
        None => view! { <p class="sub" role="status">{t("shell.loading")}</p> }.into_any(),
        Some(Ok(texts)) => {
            let all = texts.into_iter().map(|text| view! { <Entry text/> });
            view! { <div class="texts">{all.collect_view()}</div> }.into_any()
        }
        Some(Err(_)) => view! { <p class="advice">{t("methods.texts_absent")}</p> }.into_any(),
    };
    view! {
        <section id="texts">
            <h2>{t("methods.texts")}</h2>
            <p>{t("methods.texts_intro")}</p>
            {list}
        </section>
    }
}

#[component]
fn Entry(text: MethodText) -> impl IntoView {
    let address = use_address();
    let topic = address.memo("topic");
    let own = text.name.clone();
    let open = Memo::new(move |_| topic.get().as_deref() == Some(own.as_str()));
    // The texts are written in English; a reader of the screen has to know.
    let foreign = (lang() != Lang::En).then_some("en");
    let title = text.title.get(lang().code()).to_owned();
    let name = text.name.clone();
    let href = move || address.href(Page::Methods, &[("topic", &name)]);
    view! {
        <details id=text.name class="chapter text" prop:open=open>
            <summary><h3>{title}</h3></summary>
            <div lang=foreign class="words" inner_html=text.html></div>
            <p><a href=href data-noscroll="">{t("methods.text_link")}</a></p>
        </details>
    }
}
