//! Today, as far as rules ask for it.

use std::cell::Cell;
use std::ops::RangeInclusive;

use jiff::civil::Date;

/// Today, wherever the run takes it from. Notes on which days a rule would have been told the
/// same, so that what it finds can be kept as long.
#[derive(Debug)]
pub struct Today {
    date: Date,
    first: Cell<Date>,
    last: Cell<Date>,
}

impl Today {
    /// Today is `date`; nobody has asked yet.
    pub fn new(date: Date) -> Today {
        Today {
            date,
            first: Cell::new(Date::MIN),
            last: Cell::new(Date::MAX),
        }
    }

    /// Whether a day lies behind today.
    pub fn is_past(&self, day: Date) -> bool {
        let is_past = day < self.date;
        if is_past {
            // A day that another one follows is not the last one.
            self.first
                .set(self.first.get().max(day.tomorrow().unwrap_or(Date::MAX)));
        } else {
            self.last.set(self.last.get().min(day));
        }
        is_past
    }

    /// The days on which all answers given so far would have been the same.
    pub fn same_answers(&self) -> RangeInclusive<Date> {
        self.first.get()..=self.last.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn answers_hold_from_the_latest_day_that_is_past_to_the_first_that_is_not() {
        let today = Today::new(date(2026, 11, 24));
        assert_eq!(today.same_answers(), Date::MIN..=Date::MAX);
        assert!(today.is_past(date(2026, 11, 23)));
        assert!(today.is_past(date(2026, 3, 1)));
        assert!(!today.is_past(date(2026, 11, 24)));
        assert!(!today.is_past(date(2027, 3, 31)));
        let holds = today.same_answers();
        assert_eq!(holds, date(2026, 11, 24)..=date(2026, 11, 24));
    }
}
