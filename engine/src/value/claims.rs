//! What partners claim of an outcome beside what was observed: a change has happened once.

use esito_model::number::{digits12, round12};
use esito_model::{ClaimCheck, Remark, RemarkPlace, Severity, ValueMap};

/// Each outcome that partners claim, with their parts by the agreed shares, and what has to be said.
pub(crate) fn check(map: &ValueMap) -> (Vec<ClaimCheck>, Vec<Remark>) {
    let mut out = Vec::new();
    let mut remarks = Vec::new();
    for outcome in &map.outcomes {
        let own: Vec<_> = map.claims.iter().filter(|claim| claim.outcome == outcome.id).collect();
        if own.is_empty() {
            continue;
        }
        let observed = outcome.quantity.value;
        let claimed: f64 = own.iter().filter_map(|claim| claim.quantity).sum();
        let shares: f64 = own.iter().filter_map(|claim| claim.share).sum();
        let mut doubt = |code: &str, message: String, help: &str| {
            let place = RemarkPlace {
                file: "framework.toml".to_owned(),
                line: own.first().map(|claim| claim.line),
                column: Some("claim".to_owned()),
                ..RemarkPlace::default()
            };
            remarks.push(Remark::new(code, Severity::Doubt, place, message).with_help(help));
        };
        // Shares are sums of a few decimals: 0.4 + 0.35 + 0.25 may be a last digit off.
        let too_much = round12(claimed) > round12(observed) || round12(shares) > 1.0;
        if round12(claimed) > round12(observed) {
            let (claimed, observed) = (digits12(claimed), digits12(observed));
            let message = format!(
                "expected partners to claim at most the observed {observed} of \"{}\", found {claimed}",
                outcome.id
            );
            doubt("claims-exceed", message, "agree on shares: share = … in each [[value.claim]]");
        }
        if round12(shares) > 1.0 {
            let message = format!(
                "expected the shares of \"{}\" to come to at most 1, found {}",
                outcome.id,
                digits12(shares)
            );
            doubt("claims-exceed", message, "a change can be given away only once");
        }
        let part = |claim: &&esito_model::Claim| Some((claim.who.clone(), round12(claim.share? * observed)));
        out.push(ClaimCheck {
            outcome: outcome.id.clone(),
            observed,
            claimed,
            too_much,
            parts: own.iter().filter_map(part).collect(),
        });
    }
    (out, remarks)
}
