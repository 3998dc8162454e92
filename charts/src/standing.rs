//! How a promise stands as a shape and a class of colour, so that colour never speaks alone.

use esito_model::Standing;

/// The class of colour (`good`, `mid`, `bad`, `none`), the outline of the shape in a box of 10 by 10, and whether it
/// is drawn open.
#[must_use]
pub fn standing_mark(standing: Standing) -> (&'static str, &'static str, bool) {
    match standing {
        Standing::Met => ("good", "M1 5l3 3 5-7", true),
        Standing::OnTrack => ("good", "M5 1a4 4 0 1 0 .01 0z", false),
        Standing::Moderate => ("mid", "M5 1l4.5 8h-9z", false),
        Standing::Insufficient => ("bad", "M5 .5L9.5 5 5 9.5.5 5z", false),
        Standing::MovingAway => ("bad", "M1 1h8v8H1z", false),
        Standing::Missed => ("bad", "M1.5 1.5l7 7m0-7l-7 7", true),
        Standing::Unknown => ("none", "M5 1.5a3.5 3.5 0 1 0 .01 0z", true),
    }
}
