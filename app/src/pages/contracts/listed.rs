//! A list in a form, row by row: rows come and go by button, and each cell is a field of its own.

use super::editor::Edits;
use super::field::{Field, fault, field_id, is_at, rows_of};
use super::fields::{Cells, label};
use super::form::Shown;
use crate::components::focus::focus;
use crate::i18n::{t, t_with};
use esito_model::Trial;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the focus goes when the rows have changed, and where it must be still: nobody is called back from elsewhere.
type Way = Option<(String, String)>;

/// The list.
#[component]
pub(super) fn Rows(
    shown: Memo<Shown>,
    trial: Memo<Arc<Trial>>,
    edits: Edits,
    name: StoredValue<String>,
    key: &'static str,
    cells: Cells,
    hint: &'static str,
    whole: bool,
) -> impl IntoView {
    let count = Memo::new(move |_| shown.with(|shown| rows_of(&shown.fields, key)));
    let id = StoredValue::new(field_id(&name.get_value(), key));
    let at = move |end: &str| format!("{}-{end}", id.get_value());
    let way = RwSignal::new(Way::None);
    Effect::new(move |_| {
        count.track();
        if let Some((to, from)) = way.try_update(Option::take).flatten() {
            request_animation_frame(move || {
                let now = document().active_element();
                if now.is_none_or(|now| now.id() == from || now.tag_name() == "BODY") {
                    focus(&to);
                }
            });
        }
    });
    let first = cells.first().map_or("", |(cell, _)| *cell);
    let add = move |_| {
        way.set(Some((at(&format!("{}-{first}", count.get_untracked())), at("add"))));
        edits.make(&name.get_value(), &format!("{key}.add"), "");
    };
    let rows = move || (0..count.get()).collect::<Vec<_>>();
    let row = move |number: usize| {
        let remove = move |_| {
            way.set(Some((at("add"), at(&format!("{number}-remove")))));
            edits.make(&name.get_value(), &format!("{key}.{number}.remove"), "");
        };
        let called = t_with("rules.row", &[("number", &(number + 1).to_string())]);
        let of = t_with("rules.remove_row_of", &[("row", &called), ("list", &label(key, whole))]);
        let fields = cells.iter().map(|(cell, kind)| {
            let key = format!("{key}.{number}.{cell}");
            view! { <Field shown=shown trial=trial edits=edits name=name key=key kind=*kind hint="" whole=whole/> }
        });
        view! {
            <div class="listed-row" role="group" aria-label=called>
                {fields.collect_view()}
                <button type="button" class="quiet" id=at(&format!("{number}-remove")) aria-label=of on:click=remove>
                    {t("rules.remove_row")}
                </button>
            </div>
        }
    };
    let said = move || {
        shown.with(|shown| shown.remarks.iter().filter(|remark| is_at(remark, key)).map(fault).collect_view())
    };
    view! {
        <fieldset class="listed" id=id.get_value()>
            <legend>{label(key, whole)}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{t(hint)}</p> })}
            <For each=rows key=|number| *number children=row/>
            <button type="button" class="btn small" id=at("add") on:click=add>{t("rules.add_row")}</button>
            <ul class="faults">{said}</ul>
        </fieldset>
    }
}
