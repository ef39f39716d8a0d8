//! The id that a misspelt one is likely to mean.

use crate::spelling;

/// The one of `known` that `id` is a slip away from. Ids that differ in a number are two controls and
/// no slip: ac-9 is not ac-2.
pub fn id<'k>(id: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let figures = numbers(id);
    spelling::nearest(id, known.filter(|known| numbers(known) == figures))
}

/// The numbers in an id, without leading zeros.
fn numbers(id: &str) -> Vec<&str> {
    let parts = id.split(|c: char| !c.is_ascii_digit());
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| part.trim_start_matches('0')).collect()
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn a_slip_is_no_other_number() {
        let known = ["ac-2", "ac-2.1", "ac-3", "au-2"];
        let near = |written| id(written, known.into_iter());
        assert_eq!(near("AC-2"), Some("ac-2"));
        assert_eq!(near("ac-02"), Some("ac-2"));
        assert_eq!(near("ac2.1"), Some("ac-2.1"));
        assert_eq!(near("ac-9"), None);
        assert_eq!(near("ac-22"), None);
    }
}
