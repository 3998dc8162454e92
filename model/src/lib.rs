//! The words of Esito: framework, question, answer, remark, and the messages that carry them.
//!
//! Plain serde types and nothing else: no arithmetic on data, no I/O, no knowledge of Polars or of a screen.
//! Every seat (browser worker, command line) and every page speaks in these types only.

mod answer;
mod finding;
mod framework;
mod indicator;
mod link;
pub mod number;
mod question;
mod reading;
mod receipt;
mod remark;
mod text;

pub use answer::{Answer, FileStamp, Health, PeriodSpan, Promise, Standing};
pub use finding::{Finding, Key, Reason, UNKNOWN, Value};
pub use framework::{
    Agreement, Column, ColumnType, Dimension, Framework, Index, IndexMember, Lookup, Many, Pillar, Place,
    Point, Reference, Source, Table, Target, Unpivot,
};
pub use indicator::{Across, Direction, Every, Indicator, Interval, Measure, Period, Unit};
pub use link::{Ask, Progress, Reply, Request, Stage, Told};
pub use question::{Cut, Filter, Question};
pub use reading::{ColumnRead, FileRead, Layout, LineRead, QuestionRead, SheetRead};
pub use receipt::{LeftOut, Opened, OpenedRow, Receipt};
pub use remark::{Place as RemarkPlace, Remark, Severity};
pub use text::Text;
