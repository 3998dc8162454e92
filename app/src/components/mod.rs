//! Small parts that several pages use.

pub mod focus;
pub mod intake;
pub mod missing;
pub mod on_paper;
pub mod place_chips;
pub mod receipt;
pub mod rows_of;
pub mod save;
pub mod save_answer;
pub mod shown;
pub mod template;
pub mod unmeasured;

pub use missing::{Failed, NotFound};
pub use on_paper::on_paper;
pub use place_chips::PlaceChips;
pub use receipt::{ReceiptButton, use_receipt};
pub use rows_of::RowsOf;
pub use save_answer::SaveAnswer;
pub use shown::Shown;
pub use unmeasured::Unmeasured;
