//! Words by which the provider says what it does, and what was found out about them.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHasher;

use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::wording::{
    self, Figure, GivenFigure, Observations, Placeholder, Quantity, StatedStatus, Status,
};

/// Words by which the provider says what it does.
#[derive(Clone, Debug)]
pub struct Claim {
    /// All of it.
    pub range: Range<usize>,
    /// As a reader sees it.
    pub text: Box<str>,
    /// See [`Claim::observations`].
    pub(super) noticed: Option<Box<Observations>>,
    /// It says nothing yet, and how.
    pub placeholder: Option<(Placeholder, Range<usize>)>,
    /// The figures in it, with what they are figures of; ranges count from the unit's start.
    pub figures: Vec<Figure>,
    /// What was found out about it.
    pub(super) known: Known,
}

/// What was found out about a claim when somebody asked, kept with it from edit to edit. It may depend
/// on nothing but the claim's text and what is the same for all that is read with one cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    nearest: OnceLock<Nearest>,
    restates: OnceLock<(ClauseReference, bool)>,
    exclusion: OnceLock<Option<Box<StatedStatus>>>,
    undone: OnceLock<Option<Box<StatedStatus>>>,
    denied: OnceLock<Option<Box<StatedStatus>>>,
    quantities: OnceLock<Box<[Quantity]>>,
    points: OnceLock<bool>,
    names_means: OnceLock<bool>,
    says_how_often: OnceLock<bool>,
    given: OnceLock<Box<(ClauseReference, Box<[Given]>)>>,
}

/// A figure of a claim that gives what a requirement of a clause asks for.
#[derive(Clone, Debug)]
pub struct Given {
    /// The number of the requirement.
    pub requirement: u16,
    /// The figure.
    pub figure: GivenFigure,
    /// The parts of the clause that its sentence can be about, and those of which it speaks clearly.
    pub touched: [u16; 2],
}

/// The clause that a claim speaks to more than to any other of some guidelines, of which there is a
/// hash, and how much.
type Nearest = (u32, Option<(ClauseReference, f32)>);

impl Claim {
    /// What a careful reader notices in it; ranges count from the unit's start.
    pub fn observations(&self) -> &Observations {
        static NOTHING: Observations = Observations {
            hits: Vec::new(),
            refers_elsewhere: None,
            future: None,
        };
        self.noticed.as_deref().unwrap_or(&NOTHING)
    }

    /// The clause of `guidelines` that the claim speaks to most by its content, and how much, as `find`
    /// finds it.
    pub fn nearest(
        &self,
        guidelines: &[GuidelineIndex],
        find: impl Fn() -> Option<(ClauseReference, f32)>,
    ) -> Option<(ClauseReference, f32)> {
        let mut hasher = FxHasher::default();
        guidelines.hash(&mut hasher);
        let guidelines = hasher.finish() as u32;
        let nearest = &self.known.nearest;
        let (among, nearest) = nearest.get_or_init(|| (guidelines, find()));
        match *among == guidelines {
            true => *nearest,
            false => find(),
        }
    }

    /// Whether it gives a clause's own words back, as `find` finds it.
    pub fn restates(&self, clause: ClauseReference, find: impl Fn() -> bool) -> bool {
        known_of(&self.known.restates, clause, find)
    }

    /// Whether it sends its reader on to another text, as `find` finds it.
    pub fn points(&self, find: impl Fn() -> bool) -> bool {
        *self.known.points.get_or_init(find)
    }

    /// The figures with a unit that it gives, whatever they are figures of.
    pub fn quantities(&self) -> &[Quantity] {
        let quantities = &self.known.quantities;
        quantities.get_or_init(|| wording::quantities(&self.text).into())
    }

    /// Its figures that give what the requirements of a clause ask for, as `find` finds them.
    pub fn given(
        &self,
        clause: ClauseReference,
        find: impl Fn() -> Vec<Given>,
    ) -> Cow<'_, [Given]> {
        let known = { &self.known.given }.get_or_init(|| Box::new((clause, find().into())));
        match known.0 == clause {
            true => Cow::Borrowed(&known.1),
            false => Cow::Owned(find()),
        }
    }

    /// Whether a tool, a procedure or a document is named in it.
    pub fn names_means(&self) -> bool {
        let names_means = &self.known.names_means;
        *names_means.get_or_init(|| wording::names_means(&self.text))
    }

    /// Whether it says how often something is done.
    pub fn says_how_often(&self) -> bool {
        let says_how_often = &self.known.says_how_often;
        *says_how_often.get_or_init(|| wording::says_how_often(&self.text))
    }

    /// The words by which it says that what is asked does not apply, as a status.
    pub fn exclusion(&self) -> Option<&StatedStatus> {
        let find = || {
            let excludes = |text: &str| {
                wording::status(text).filter(|stated| stated.status == Status::NotApplicable)
            };
            let behind_no = || {
                let rest = wording::behind_no(&self.text)?;
                let start = self.text.len() - rest.len();
                let moved = |range: Range<usize>| start + range.start..start + range.end;
                excludes(rest).map(|stated| StatedStatus {
                    range: moved(stated.range),
                    reason: stated.reason.map(moved),
                    ..stated
                })
            };
            let stated = excludes(&self.text)
                .or_else(|| wording::does_not_apply(&self.text))
                .or_else(behind_no);
            stated.map(Box::new)
        };
        self.known.exclusion.get_or_init(find).as_deref()
    }

    /// The words by which it says that what is asked is not done yet, or not all of it, as a status. What
    /// is a note that the answer is still to be written is none.
    pub fn undone(&self) -> Option<&StatedStatus> {
        let find = || {
            let stated = self.says_something().then(|| wording::undone(&self.text));
            stated.flatten().map(Box::new)
        };
        self.known.undone.get_or_init(find).as_deref()
    }

    /// As [`Claim::undone`], for one that is all that is said: "Accounts are not reviewed" beside other words may
    /// be said of a few accounts.
    pub fn undone_in_all(&self) -> Option<&StatedStatus> {
        let find = || {
            let denied = { self.says_something() }.then(|| wording::deed_denied(&self.text));
            denied.flatten().map(Box::new)
        };
        let denied = || self.known.denied.get_or_init(find).as_deref();
        self.undone().or_else(denied)
    }

    /// Whether it is more than a blank, a dash or a note that it is still to be written.
    pub fn says_something(&self) -> bool {
        !matches!(
            self.placeholder,
            Some((
                Placeholder::Empty | Placeholder::Dash | Placeholder::Todo,
                _
            ))
        )
    }
}

/// What is known of one clause, found out now where it is another than the first that was asked about.
pub(super) fn known_of<T: Copy>(
    known: &OnceLock<(ClauseReference, T)>,
    clause: ClauseReference,
    find: impl Fn() -> T,
) -> T {
    match known.get_or_init(|| (clause, find())) {
        (of, known) if *of == clause => *known,
        _ => find(),
    }
}
