//! What words say: pure functions from a piece of text to what a careful reader notices in it.
//!
//! Knows no Markdown, no guideline and no document; whoever calls decides which text is a claim.
//! Ranges are byte ranges of the text handed in.

mod affix;
mod amount;
mod article;
mod assertion;
mod checkbox;
mod clause;
mod closing_citations;
mod deedless;
mod denied;
mod deviation;
mod excluding;
mod field;
mod figure;
mod fold;
mod interval;
mod legend;
mod lexicon;
mod lists;
mod mark;
mod maturity;
mod means;
mod naming;
mod near;
mod negation;
mod observe;
mod placeholder;
mod quantity;
mod refers;
mod register;
mod responsibility;
mod restatement;
mod scan;
mod scope;
mod sentence;
mod settled;
mod status;
mod subject;
mod surrounding;
mod title;
mod unconfirmed;
mod undone;
mod universal;
mod value;
mod voice;
mod wanting;

pub use amount::Amount;
pub use article::{paragraph_at, paragraphs, without_number};
pub use checkbox::{option, ticked};
pub use closing_citations::without_closing_citations;
pub use deedless::tells_no_deed;
pub use denied::{deed_denied, does_not_apply};
pub use deviation::names_deviation;
pub use excluding::{
    announces, excluding, gives_a_cause, introduces_exclusions, may_exclude, only_follows,
    speaks_of_itself, tells_whose_numbers,
};
pub use field::{Field, LabelLine, column, label, label_line};
pub use figure::{Figure, GivenFigure, figures, given_figures};
pub use interval::{VagueInterval, says_when, vague_interval};
pub use legend::Legend;
pub use lists::{FIGURED, OBSERVED, OPENINGS, STOPS, TOLD, lists};
pub use mark::{Mark, applies, mark};
pub use maturity::{level, level_aimed_at, says_whether};
pub use means::names_means;
pub use naming::{counts_clauses, named_value, names_clauses, tells_of_document};
pub use negation::{asks_for_a_fault, asks_for_the_unwelcome, behind_no, has_none, says_no};
pub use observe::{
    Hit, Kind, Observations, has_measure, observe, observe_at, opens_with_exceptions,
    says_how_often,
};
pub use placeholder::{
    Placeholder, defers, gives_no_reason, is_closing, leads_on, placeholder, placeholder_at,
    unwritten,
};
pub use quantity::{Bound, Quantity, Unit, period, quantities};
pub use register::{
    is_place, names_finding, names_register, says_it_is_over, tells_what_is_closed,
};
pub use responsibility::{asks_of_customers, inherits, responsibility};
pub use restatement::{Fingerprint, restates, words_shared};
pub use status::{
    Codes, NOTHING_TICKED, StatedStatus, Status, Unstated, both, heading_status, light,
    offers_statuses, progress, status, status_of_list, unstated,
};
pub use subject::{Subject, is_general, objects, subject, subject_of};
pub use surrounding::{Surrounding, above_column, headed, surrounding};
pub use title::{Product, titled};
pub use unconfirmed::unconfirmed;
pub use undone::{intends, undone};
pub use universal::{in_force, says_all_is_done, says_it_was_done};
pub use value::{AskedValue, ValueAnswer, ValueKind, asks_for_value, value_left_open};
pub use wanting::finds_wanting;
