//! How much a statement says, and whether two statements can both hold.

use super::quantity::{Bound, DAYS_PER_YEAR, Unit};
use crate::record::{self, Record};

/// How much a statement says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// In the scale of `unit`; 0 times a year for what is never done.
    pub value: f32,
    /// What it counts.
    pub unit: Unit,
    /// On which side of it the values lie.
    pub bound: Option<Bound>,
    /// The tool that is said to see to it, by a number; 0 where none is. Two tools may differ.
    pub tool: u16,
}

/// How far lengths of time and intervals may be apart that mean the same: 90日 and 3か月.
const SAME_TIME: f32 = 0.1;

impl Record for Amount {
    const WORDS: usize = 2;

    fn write(&self, put: &mut impl FnMut(u32)) {
        let bound = match self.bound {
            None => 0,
            Some(Bound::AtLeast) => 1,
            Some(Bound::AtMost) => 2,
        };
        put(self.value.to_bits());
        put(record::joined(self.unit as u16 | bound << 8, self.tool));
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<Amount> {
        let (value, (unit, tool)) = (f32::from_bits(take()), record::halves(take()));
        Some(Amount {
            value,
            tool,
            unit: *Unit::ALL.get(usize::from(unit & 0xff))?,
            bound: match unit >> 8 {
                0 => None,
                1 => Some(Bound::AtLeast),
                _ => Some(Bound::AtMost),
            },
        })
    }
}

impl Amount {
    /// Whether two statements about one thing can both hold as they are meant: two bounds on one
    /// side have to be the same, a figure has to keep the other's bound.
    pub fn agrees(&self, other: &Amount) -> bool {
        let (Some(one), Some(two)) = (self.comparable(), other.comparable()) else {
            return true;
        };
        if self.tool != other.tool && self.tool != 0 && other.tool != 0 {
            return true;
        }
        let (one, two) = match (self.unit, other.unit) {
            (one_unit, two_unit) if one_unit == two_unit => (one, two),
            (Unit::Days, Unit::TimesPerYear) if one > 0.0 => (DAYS_PER_YEAR as f32 / one, two),
            (Unit::TimesPerYear, Unit::Days) if two > 0.0 => (one, DAYS_PER_YEAR as f32 / two),
            _ => return true,
        };
        let room = match self.unit {
            Unit::Days | Unit::TimesPerYear => SAME_TIME,
            _ => 1e-4,
        };
        if (one - two).abs() <= room * one.max(two) {
            return true;
        }
        match (self.bound, other.bound) {
            (Some(Bound::AtLeast), Some(Bound::AtMost)) => one <= two,
            (Some(Bound::AtMost), Some(Bound::AtLeast)) => one >= two,
            (Some(Bound::AtLeast), None) => two >= one,
            (Some(Bound::AtMost), None) => two <= one,
            (None, Some(Bound::AtLeast)) => one >= two,
            (None, Some(Bound::AtMost)) => one <= two,
            _ => false,
        }
    }

    fn comparable(&self) -> Option<f32> {
        self.value.is_finite().then_some(self.value)
    }
}
