//! A line of a statement, opened: the words of its rule, how the amount came about, and the rows as they stand.

use super::say::{Say, reason};
use crate::components::RowsOf;
use crate::i18n::t_with;
use esito_model::{Statement, StatementLine};
use leptos::prelude::*;
use std::sync::Arc;

/// What stands below an opened line.
#[component]
pub(super) fn OpenedLine(line: StatementLine, statement: Arc<Statement>, say: Say) -> impl IntoView {
    let rule = statement.rules.iter().find(|rule| rule.id == line.rule);
    let words = rule.map(|rule| say.text(&rule.words).to_owned());
    let sum = line.units.zip(line.price).map(|(units, price)| {
        let args =
            [("units", say.units(units)), ("price", say.price(price)), ("amount", say.money(line.amount))];
        t_with("contracts.sum", &args.each_ref().map(|(key, text)| (*key, text.as_str())))
    });
    let kept = (line.withheld.0 > 0)
        .then(|| t_with("contracts.line_kept", &[("amount", &say.money(line.withheld))]));
    let why = (!line.reason.is_empty()).then(|| reason(&say, &statement, &line));
    let mut places = Vec::new();
    if line.line > 0 {
        places.push((line.file.clone(), line.line));
    }
    places.extend(line.more.clone());
    view! {
        <div class="opened-line">
            {words.map(|words| view! { <p class="rule-words">{words}</p> })}
            {sum.map(|sum| view! { <p class="sum">{sum}</p> })}
            {why.map(|why| view! { <p>{t_with("contracts.because", &[("reason", &why)])}" "{kept}</p> })}
            <RowsOf places=places/>
        </div>
    }
}
