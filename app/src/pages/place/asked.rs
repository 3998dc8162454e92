//! Which peers are asked for, as the address says it: `context=neet:2`, `context=size:1`, `peers=4`.

use crate::address::Query;
use esito_model::{PlacesQuestion, Profile};
use std::collections::BTreeMap;

/// The key of the variables by which places are like each other.
pub const CONTEXT: &str = "context";

/// The key of how many peers there are.
pub const PEERS: &str = "peers";

/// The value that stands for no context: all other places are the peers.
const NONE: &str = "none";

/// The most peers that can be asked for.
pub const MOST: u32 = 30;

/// The question that an address asks; what cannot be read is passed over.
#[must_use]
pub fn asked(query: &Query) -> PlacesQuestion {
    let parts = query.all(CONTEXT);
    let one = |part: &String| {
        let (id, weight) = part.rsplit_once(':')?;
        let weight: f64 = weight.parse().ok()?;
        (weight.is_finite() && weight > 0.0).then(|| (id.to_owned(), weight))
    };
    let context = match parts.as_slice() {
        [] => None,
        [only] if only == NONE => Some(BTreeMap::new()),
        parts => Some(parts.iter().filter_map(one).collect::<BTreeMap<_, _>>()).filter(|all| !all.is_empty()),
    };
    let peers = query.get(PEERS).and_then(|text| text.parse().ok()).filter(|most| (1..=MOST).contains(most));
    let period = query.get("period").filter(|period| *period != "all").map(str::to_owned);
    PlacesQuestion { period, context, peers, ..PlacesQuestion::default() }
}

/// The address with these variables; what the framework says itself is not written down.
#[must_use]
pub fn with_context(query: Query, context: &BTreeMap<String, f64>, profile: Option<&Profile>) -> Query {
    let own = profile.map(|profile| &profile.context);
    let used: BTreeMap<&String, f64> =
        context.iter().filter(|(_, weight)| **weight > 0.0).map(|(id, weight)| (id, *weight)).collect();
    let same = own.is_some_and(|own| {
        own.len() == used.len() && own.iter().zip(&used).all(|((a, x), (b, y))| a == *b && x == y)
    });
    if same || (used.is_empty() && own.is_none_or(BTreeMap::is_empty)) {
        return query.with(CONTEXT, None);
    }
    if used.is_empty() {
        return query.with(CONTEXT, Some(NONE));
    }
    let parts: Vec<String> = used.iter().map(|(id, weight)| format!("{id}:{weight}")).collect();
    query.with_all(CONTEXT, parts.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{asked, with_context};
    use crate::address::Query;
    use esito_model::{PlacesQuestion, Profile};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_written_is_asked() {
        let context = BTreeMap::from([("neet".to_owned(), 2.0), ("size".to_owned(), 0.5)]);
        let query = with_context(Query::read("?place=braga"), &context, None);
        assert_eq!(query.text(), "?place=braga&context=neet:2&context=size:0.5");
        assert_eq!(asked(&query).context, Some(context.clone()));
        let own = Profile { context: context.clone(), ..Profile::default() };
        assert_eq!(with_context(query.clone(), &context, Some(&own)).text(), "?place=braga");
        let none = with_context(query, &BTreeMap::from([("neet".to_owned(), 0.0)]), Some(&own));
        assert_eq!(none.text(), "?place=braga&context=none");
        assert_eq!(asked(&none).context, Some(BTreeMap::new()));
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let query = Query::read("?context=neet:x&context=:&context=size:-1&peers=0");
        assert_eq!(asked(&query), PlacesQuestion::default());
        assert_eq!(asked(&Query::read("?peers=7")).peers, Some(7));
        assert_eq!(asked(&Query::read("?peers=700")).peers, None);
        assert_eq!(asked(&Query::read("?period=2024")).period.as_deref(), Some("2024"));
        assert_eq!(asked(&Query::read("?period=all")), PlacesQuestion::default());
    }
}
