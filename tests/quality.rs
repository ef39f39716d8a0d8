//! The floor below which the quality of content links may not fall, on the half of the labelled
//! statements that nothing was tuned on. `cargo bench --bench quality` prints all of it.

#[path = "quality/measure.rs"]
#[allow(dead_code, reason = "the bench shows more than the floor needs")]
mod measure;

use measure::{Links, Plain, decisions, measure};
use shishin::matching::{LINK, Matcher};

/// For each set of statements: recall at 1, recall at 5, mean reciprocal rank.
const FLOORS: [(&str, f64, f64, f64); 5] = [
    ("English narratives", 0.60, 0.84, 0.71),
    ("Japanese, MHLW 6.0", 0.66, 0.80, 0.74),
    ("Japanese, MIC/METI", 0.74, 0.88, 0.80),
    ("Japanese on English", 0.45, 0.75, 0.60),
    ("English on Japanese", 0.60, 0.80, 0.70),
];

#[test]
fn clauses_are_found_at_least_as_well_as_before() {
    for set in measure::sets() {
        let (_, first, among_five, reciprocal) = FLOORS
            .into_iter()
            .find(|(name, ..)| *name == set.name)
            .unwrap();
        let found = measure(&Matcher::new(&set.guideline), &set, |statement| {
            !statement.tuning
        });
        assert!(found.share(found.first) >= first, "{}: {found:?}", set.name);
        assert!(
            found.share(found.among_five) >= among_five,
            "{}: {found:?}",
            set.name
        );
        assert!(
            found.mean_reciprocal_rank() >= reciprocal,
            "{}: {found:?}",
            set.name
        );
        for cosine in [false, true] {
            let plain = measure(&Plain::new(&set.guideline, cosine), &set, |s| !s.tuning);
            assert!(
                found.mean_reciprocal_rank() > plain.mean_reciprocal_rank(),
                "{}: {plain:?} is no worse",
                set.name
            );
        }
    }
}

/// One percent of unrelated prose may be linked; the 130 pieces here are the hardest that could be
/// thought of, so that two of them are let through.
#[test]
fn links_are_right_and_unrelated_prose_is_left_alone() {
    let (mut right, mut linked) = (0, 0);
    for set in measure::sets() {
        let matcher = Matcher::new(&set.guideline);
        let (related, _) = decisions(&matcher, &set, |statement| !statement.tuning);
        let (_, unrelated) = decisions(&matcher, &set, |_| true);
        let links = Links::at(LINK, &related, &unrelated);
        right += links.right;
        linked += links.linked;
        assert!(links.unrelated_linked <= 2, "{}: {links:?}", set.name);
    }
    assert!(linked >= 50, "{linked} links");
    assert!(
        f64::from(right as u32) / f64::from(linked as u32) >= 0.85,
        "{right} of {linked}"
    );
}
