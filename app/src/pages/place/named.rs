//! What is said about a value beside its peers: a sign, a word, a class.

use crate::i18n::t;
use esito_model::AmongPeers;

/// A sign that stands beside the word, so that colour never speaks alone.
pub(super) fn sign(beside: AmongPeers) -> &'static str {
    match beside {
        AmongPeers::Better | AmongPeers::Higher => "▲",
        AmongPeers::Worse | AmongPeers::Lower => "▼",
        AmongPeers::Alike => "≈",
        AmongPeers::NoInterval | AmongPeers::FewPeers | AmongPeers::NoValue => "–",
    }
}

/// The word.
pub(super) fn word(beside: AmongPeers) -> String {
    match beside {
        AmongPeers::Better => t("place.better"),
        AmongPeers::Worse => t("place.worse"),
        AmongPeers::Higher => t("place.higher"),
        AmongPeers::Lower => t("place.lower"),
        AmongPeers::Alike => t("place.alike"),
        AmongPeers::NoInterval => t("place.no_interval"),
        AmongPeers::FewPeers => t("place.few_peers"),
        AmongPeers::NoValue => t("place.no_value"),
    }
}

/// The class of its colour.
pub(super) fn class(beside: AmongPeers) -> &'static str {
    match beside {
        AmongPeers::Better => "verdict good",
        AmongPeers::Worse => "verdict bad",
        AmongPeers::Higher | AmongPeers::Lower => "verdict ink",
        AmongPeers::Alike | AmongPeers::NoInterval | AmongPeers::FewPeers | AmongPeers::NoValue => "verdict",
    }
}
