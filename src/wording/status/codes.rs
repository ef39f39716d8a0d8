//! Letters that stand for statuses where a column holds nothing else: what one of them means, the others tell.

use super::Status;
use super::Status::*;

/// Which letters the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codes {
    /// Those of plans, I, PI, P, NA: P is planned.
    Plan,
    /// Y, P, N: P is in part.
    Answers,
    /// G, A, R: green, amber, red.
    Lights,
    /// F, P, N: fully, partly, not; C, PC, NC: compliant.
    Degrees,
}

/// Codes of plans, as legends have them.
const PLAN: &[(&str, Status)] = &[
    ("I", Implemented),
    ("FI", Implemented),
    ("IM", Implemented),
    ("PI", Partial),
    ("P", Planned),
    ("PL", Planned),
    ("PLN", Planned),
    ("AI", Alternative),
    ("ALT", Alternative),
    ("NA", NotApplicable),
    ("N/A", NotApplicable),
    ("NI", NotImplemented),
    ("IP", Planned),
];

const ANSWERS: &[(&str, Status)] = &[
    ("Y", Implemented),
    ("Yes", Implemented),
    ("P", Partial),
    ("N", NotImplemented),
    ("No", NotImplemented),
    ("NA", NotApplicable),
    ("N/A", NotApplicable),
];

const LIGHTS: &[(&str, Status)] = &[
    ("G", Implemented),
    ("A", Partial),
    ("Y", Partial),
    ("R", NotImplemented),
    ("NA", NotApplicable),
    ("N/A", NotApplicable),
];

const DEGREES: &[(&str, Status)] = &[
    ("F", Implemented),
    ("C", Implemented),
    ("P", Partial),
    ("PC", Partial),
    ("N", NotImplemented),
    ("NC", NotImplemented),
    ("NA", NotApplicable),
    ("N/A", NotApplicable),
];

impl Codes {
    /// Those that all of some cells are, where that is more than words for yes and no.
    pub fn of<'t>(cells: impl Iterator<Item = &'t str> + Clone) -> Option<Codes> {
        let holds = |code: &str| { cells.clone() }.any(|cell| cell == code);
        let all_are = |codes: Codes| { cells.clone() }.all(|cell| codes.status(cell).is_some());
        let found = if holds("P") && (holds("Y") || holds("Yes")) {
            Codes::Answers
        } else if holds("G") && (holds("R") || holds("A")) || holds("R") && holds("A") {
            Codes::Lights
        } else if holds("F") && (holds("P") || holds("N"))
            || holds("C") && (holds("PC") || holds("NC"))
        {
            Codes::Degrees
        } else {
            return None;
        };
        all_are(found).then_some(found)
    }

    /// The status that a cell's letters stand for.
    pub fn status(self, cell: &str) -> Option<Status> {
        let codes = match self {
            Codes::Plan => PLAN,
            Codes::Answers => ANSWERS,
            Codes::Lights => LIGHTS,
            Codes::Degrees => DEGREES,
        };
        let cell = cell.trim();
        let found = codes
            .iter()
            .find(|(code, _)| code.eq_ignore_ascii_case(cell));
        found.map(|(_, status)| *status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str]) -> Vec<Option<Status>> {
        let codes = Codes::of(cells.iter().copied());
        let read = |cell| codes.and_then(|codes| codes.status(cell));
        cells.iter().map(|cell| read(cell)).collect()
    }

    #[test]
    fn the_letters_beside_one_tell_what_it_means() {
        let all = [Some(Implemented), Some(Partial), Some(NotImplemented)];
        for cells in [
            ["Y", "P", "N"],
            ["G", "A", "R"],
            ["F", "P", "N"],
            ["C", "PC", "NC"],
        ] {
            assert_eq!(read(&cells), all, "{cells:?}");
        }
        for cells in [
            ["A", "B", "C"],
            ["P", "F", "F"],
            ["Y", "N", "Y"],
            ["I", "P", "NA"],
        ] {
            let is_degree = cells == ["P", "F", "F"];
            assert_eq!(read(&cells)[0].is_some(), is_degree, "{cells:?}");
        }
    }
}
