//! Which page is shown at which path.

use crate::address::Page;
use crate::components::missing::NotFound;
use crate::i18n::follow_language;
use crate::pages::{
    compare::Compare, contracts::Contracts, data::Data, indicator::Indicator, methods::Methods,
    overview::Overview, place::Place, value::Value, verify::Verify,
};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::path;

/// The page at the address.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| in_language(|| view! { <NotFound/> }.into_any())>
            <Route path=path!("/") view=|| shown(Page::Overview)/>
            <Route path=path!("/indicator") view=|| shown(Page::Indicator)/>
            <Route path=path!("/compare") view=|| shown(Page::Compare)/>
            <Route path=path!("/contracts") view=|| shown(Page::Contracts)/>
            <Route path=path!("/value") view=|| shown(Page::Value)/>
            <Route path=path!("/place") view=|| shown(Page::Place)/>
            <Route path=path!("/data") view=|| shown(Page::Data)/>
            <Route path=path!("/methods") view=|| shown(Page::Methods)/>
            <Route path=path!("/verify") view=|| shown(Page::Verify)/>
        </FlatRoutes>
    }
}

fn shown(page: Page) -> AnyView {
    in_language(move || match page {
        Page::Overview => view! { <Overview/> }.into_any(),
        Page::Indicator => view! { <Indicator/> }.into_any(),
        Page::Compare => view! { <Compare/> }.into_any(),
        Page::Contracts => view! { <Contracts/> }.into_any(),
        Page::Value => view! { <Value/> }.into_any(),
        Page::Place => view! { <Place/> }.into_any(),
        Page::Data => view! { <Data/> }.into_any(),
        Page::Methods => view! { <Methods/> }.into_any(),
        Page::Verify => view! { <Verify/> }.into_any(),
    })
}

/// The page, drawn anew when the language changes: all its state is in the address, so nothing is lost.
fn in_language(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    (move || {
        follow_language();
        view()
    })
    .into_any()
}
