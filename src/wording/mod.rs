//! What words say: pure functions from a piece of text to what a careful reader notices in it.
//!
//! Knows no Markdown, no guideline and no document; whoever calls decides which text is a claim.
//! Ranges are byte ranges of the text handed in.

mod field;
mod fold;
mod near;
mod placeholder;
mod status;

pub use field::{Field, LabelLine, column, label, label_line};
pub use placeholder::{Placeholder, placeholder};
pub use status::{StatedStatus, Status, heading_status, responsibility, status};
