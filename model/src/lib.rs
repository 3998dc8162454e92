//! The words of Esito: framework, question, answer, remark, and the messages that carry them.
//!
//! Plain serde types and nothing else: no arithmetic on data, no I/O, no knowledge of Polars or of a screen.
//! Every seat (browser worker, command line) and every page speaks in these types only.

mod answer;
mod assumption;
mod cash;
mod columns;
mod compare;
mod comparison;
mod contract;
mod course;
mod document;
mod effect;
mod finding;
mod framework;
mod indicator;
mod kept;
mod label;
mod link;
mod money;
mod notice;
pub mod number;
mod places;
mod portfolio;
mod promise;
mod question;
mod reading;
mod receipt;
mod remark;
mod seal;
mod statement;
mod text;
mod trial;
mod understanding;
mod value;
mod verification;
mod versions;

pub use answer::{Answer, FileStamp, Health, PeriodSpan, Shown};
pub use assumption::{Assumed, Assumption, RatioBin, Support, ValueStep};
pub use cash::{
    CostPerOutcome, Flow, FlowKind, FlowPeriod, FlowSum, MoneyColumns, MoneyOverTime, MoneyPlan, PartyMoney,
    Return,
};
pub use columns::Columnar;
pub use compare::{
    CompareQuestion, Index, IndexAggregate, IndexMember, IndexMissing, IndexNormalise, IndexOutliers,
    IndexParty, IndexTreat, MissingRule, Pillar, Vary, WeighedBy, WeightsMade,
};
pub use comparison::{
    CLEAR, ComparedCell, ComparedComponent, ComparedFactor, ComparedFunnel, ComparedIndicator, ComparedPair,
    ComparedParty, ComparedPeer, ComparedPillar, ComparedPlace, ComparedTreatment, Comparison,
    ComparisonProposal, ComparisonSensitivity, SobolIndex, SobolShare,
};
pub use contract::{
    Cap, Compared, Contract, ContractColumns, DatedPrice, Effect, JudgedBy, Ledger, Party, Payment, Pays,
    Per, PeriodCap, PlanVersion, Published, Reconciliation, Tier,
};
pub use course::{Course, Equity, Gap, GapAt, GapPoint, LikeForLike, Trend, Way};
pub use document::{Document, Sealed};
pub use effect::{
    Attrition, Between, ComparisonGroup, EffectEstimate, EffectMethod, EffectSide, Matching, Verdict,
};
pub use finding::{Beside, Finding, Key, Reason, UNKNOWN, Value};
pub use framework::{
    Agreement, Column, ColumnType, DateOrder, DecimalMark, Dimension, Framework, GroupOf, Lookup, Many,
    PacePath, Place, Point, Reference, Source, Table, Target, Unpivot,
};
pub use indicator::{
    Across, Break, Direction, Every, Indicator, Interval, Measure, MissingCells, Period, Unit,
};
pub use kept::{KeptBundle, KeptFile, KeptVersion, PrivateColumn, Shelf};
pub use label::Label;
pub use link::{Ask, People, Progress, Reply, Request, Stage, Told, Writable};
pub use money::Money;
pub use notice::{Notice, NoticeKind};
pub use places::{
    AmongPeers, Beyond, PartnershipList, PlaceBeside, PlaceCell, PlaceInIndex, PlaceMove, PlacePartnership,
    PlacePeer, PlaceStep, Places, PlacesIndex, PlacesIndicator, PlacesQuestion, PlacesVariable, Profile,
};
pub use portfolio::{
    ComparisonSummary, ContractSummary, CurrencySum, MatchSum, Portfolio, Risk, RuleCost, UnitCost, Worth,
};
pub use promise::{Projection, Promise, PromiseVersion, Standing, Warning};
pub use question::{Cut, Filter, Question};
pub use reading::{
    ColumnRead, DELIMITERS, ENCODINGS, FileRead, Layout, LineRead, QuestionRead, ReadAs, SheetRead,
    SheetReason, SheetWhy,
};
pub use receipt::{LeftOut, Opened, OpenedRow, Receipt};
pub use remark::{Fix, Particulars, Place as RemarkPlace, Remark, Severity};
pub use seal::{OtherQuestion, Seal, SealedFramework, SealedKind};
pub use statement::{
    CapFrom, CapUse, ContractEvent, LineStatus, Match, MeasuredEffect, MonthPaid, Pace, PaymentComparison,
    Reconciled, Reduction, RuleState, Statement, StatementLine, Waiting, cap_parts,
};
pub use text::Text;
pub use trial::{Edit, RowsAt, TableRows, Trial, TrialRule, TrialTable, TrialVersion};
pub use understanding::{
    Asked, Choice, ColumnDecision, ColumnUnderstood, Decisions, FileDecision, FileUnderstood,
    IndicatorDecision, IndicatorProposed, Meaning, Reading, Sample, Understanding,
};
pub use value::{
    Adjustment, Claim, ClaimCheck, FirstYear, OtherConvention, OutcomeValue, Proxy, Ranged, RatioRange,
    Swing, Valuation, ValueInput, ValueMap, ValueOutcome, Valued,
};
pub use verification::{Difference, FileDifference, Pair, Part, Verification, Verified};
pub use versions::{
    Changes, FindingMoved, RowChange, RowChangeKind, RowsAsked, RowsInOut, RowsSaid, TableChanges,
};
