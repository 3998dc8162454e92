//! The places of the table on a map: choosing a point chooses its row, and the other way round.

use super::columns::Matrix;
use crate::address::use_address;
use crate::figure::{FigureIf, Say};
use crate::i18n::{t, use_i18n};
use crate::link::first_question;
use crate::pages::overview::shapes::shapes_around;
use esito_charts::Mark;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// The map with the choice of what it shows.
#[component]
pub(super) fn Map(
    answer: StoredValue<Arc<Answer>>,
    shown: Memo<Matrix>,
    chosen: Memo<Vec<String>>,
) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    let shapes = answer.with_value(|answer| shapes_around(&answer.framework.places));
    let of = shown_column(shown);
    let plate = Memo::new(move |_| {
        let (id, code) = of.get()?;
        answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            chosen.with(|chosen| shapes.with(|shapes| say.on_map(indicator, code.as_deref(), chosen, shapes)))
        })
    });
    let choose = Callback::new(move |mark: Mark| {
        let place = plate.with_untracked(|plate| plate.as_ref()?.behind(&mark)?.key.place.clone());
        if let Some(place) = place {
            address.push(|query| toggled(query, &place));
        }
    });
    let none = Memo::new(move |_| plate.with(Option::is_none));
    let columns = Memo::new(move |_| {
        shown.with(|matrix| {
            matrix.columns.iter().map(|column| (column.id.clone(), column.label.clone())).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="tied">
            <ColumnChoice columns=columns of=Memo::new(move |_| of.get().map(|(id, _)| id)) />
            {move || none.get().then(|| view! { <p class="calm">{t("compare.no_map")}</p> })}
            <FigureIf plate=plate question=first_question() choose=choose />
            <p class="figure-note">{t("compare.map_note")}</p>
        </section>
    }
}

/// The column that map and funnel show: that of the address, else the one that sorts, else the first.
pub(super) fn shown_column(shown: Memo<Matrix>) -> Memo<Option<(String, Option<String>)>> {
    let address = use_address();
    Memo::new(move |_| {
        let asked = address.get("show");
        shown.with(|matrix| {
            let by = |id: &str| matrix.columns.iter().find(|column| column.id == id);
            let column = asked.as_deref().and_then(by).or_else(|| by(&matrix.sort.0));
            let column = column.or_else(|| matrix.columns.first())?;
            Some((column.id.clone(), column.code.clone()))
        })
    })
}

/// Which of these indicators is shown; it stands in the address as `show`.
#[component]
pub(super) fn ColumnChoice(
    #[prop(into)] columns: Signal<Vec<(String, String)>>,
    of: Memo<Option<String>>,
) -> impl IntoView {
    let address = use_address();
    let option = move |(id, label): (String, String)| {
        let own = id.clone();
        let selected = move || of.with(|of| of.as_deref() == Some(own.as_str()));
        view! { <option value=id prop:selected=selected>{label}</option> }
    };
    view! {
        <label class="choice wide">
            <span>{t("figure.indicator")}</span>
            <select on:change=move |event| address.set("show", Some(&event_target_value(&event)))>
                {move || columns.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The place chosen or let go; the first one goes where there are too many.
pub(super) fn toggled(query: crate::address::Query, place: &str) -> crate::address::Query {
    let query = query.toggled("place", place);
    let all = query.all("place");
    let from = all.len().saturating_sub(super::side::MOST);
    query.with_all("place", all[from..].iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::toggled;
    use crate::address::Query;

    #[test]
    fn at_most_six_places_are_chosen() {
        let query = Query::read("?place=a&place=b&place=c&place=d&place=e&place=f");
        assert_eq!(toggled(query.clone(), "c").all("place"), ["a", "b", "d", "e", "f"]);
        assert_eq!(toggled(query, "g").all("place"), ["b", "c", "d", "e", "f", "g"]);
    }
}
