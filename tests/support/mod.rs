//! What the integration tests share.

use jiff::civil::date;
use shishin::workspace::{Knowledge, Project, load_guidelines};

/// What a run knows in a project without a configuration, on the day of the examples.
pub fn knowledge() -> Knowledge {
    let project = Project::default();
    let loaded = load_guidelines(&project, &[]).expect("the built-in guidelines load");
    Knowledge::new(
        &project,
        loaded.guidelines,
        loaded.chosen,
        date(2026, 11, 22),
    )
}
