//! What words say: pure functions from a piece of text to what a careful reader notices in it.
//!
//! Knows no Markdown, no guideline and no document; whoever calls decides which text is a claim.
//! Ranges are byte ranges of the text handed in.

// ---- observe.rs
// pub enum Kind { Effort, Undecided, OpenCondition, Unmeasured, OpenList, Wish, NoPeriod }
// pub struct Hit { pub kind: Kind, pub range: Range<usize>, pub sentence: Range<usize> }
// pub struct Observations { pub hits: Vec<Hit>  /* guards inside the unit applied */,
//     pub period: Option<Range<usize>>  /* 年1回, 毎月, 90日ごと, annually */, pub number: bool, pub named: bool /* a tool, procedure, document named */,
//     pub refers_elsewhere: Option<Range<usize>> /* the whole text only points at another document */,
//     pub future: Option<Range<usize>> /* 予定, 検討中, TODO, ⚠️, will be implemented: for status-mismatch */ }
// pub fn observe(text: &str) -> Observations          one pass, no regex engine, ~1 ns/byte on clean text
// ---- placeholder.rs
// pub enum Placeholder { Empty, Dash, Todo, TooShort }
// pub fn placeholder(text: &str) -> Option<(Placeholder, Range<usize>)>
// ---- status.rs
// pub enum Status { Implemented, Partial, Planned, Alternative, NotApplicable, NotImplemented }   serde kebab-case
// pub struct StatedStatus { pub status: Status, pub range: Range<usize>, pub reason: Option<Range<usize>> }
// pub fn status(text: &str) -> Option<StatedStatus>        a status cell or label value
// pub fn heading_status(text: &str) -> Option<StatedStatus>   an emoji mark in front of a heading's title
// pub fn responsibility(text: &str) -> Option<Responsibility> (crate::guideline::Responsibility) 当社/事業者→Provider 利用者/医療機関→Customer 共同→Shared 継承→Inherited
// ---- field.rs
// pub enum Field { Clause, Title, Requirement, Status, Measure, Customer, Evidence, Owner, Frequency, Due, Reason, Reviewed, Responsibility, Guideline }
// pub fn column(heading: &str) -> Option<Field>         table headings
// pub fn label(name: &str) -> Option<Field>             label lines
// pub fn label_line(line: &str) -> Option<LabelLine { name: Range, field: Result<Field, &'static str /*nearest known*/>, value: Range }>
// ---- quantity.rs
// pub struct Quantity { pub range, pub value: f64, pub unit: Unit }  lengths of time, counts of characters, bits, times per period
// pub fn quantities(text: &str) -> Vec<Quantity>; pub fn asks_for_value(requirement: &str) -> Option<Unit-or-kind + Range>
// ---- restatement.rs
// pub struct Fingerprint(..) of a requirement's text, computed once;  pub fn restates(statement: &str, requirement: &Fingerprint) -> bool
