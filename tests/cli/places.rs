//! Where it is said that a clause is missing: beside what is about the same matter.

use super::Folder;

/// A list of controls, as it comes from a sheet: no chapters but those of their numbers.
const LIST: &str = "No.,Title,Requirement
B.1.1,Policy,The organization shall have a policy that is approved by management.
B.1.2,Roles,Roles and responsibilities shall be assigned.
B.2.1,Sites,Sites shall be protected by walls and doors that are locked.
B.2.2,Visitors,Visitors shall be escorted while they are on the premises.
B.2.3,Cables,Cables shall be protected from damage and interception.
B.3.1,Logs,Logs shall be kept and reviewed at intervals that are set.
";

#[test]
fn a_clause_is_missing_where_most_of_its_kin_are_answered() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"list.csv\"]\n"),
        ("list.csv", LIST),
        (
            "a-visits.md",
            "# Visits\n\n## Guests (B.2.2)\n\nReception walks guests to their host.\n\n## Logs (B.3.1)\n\nThe log of visits is kept for a year and read every month.\n",
        ),
        (
            "statement.md",
            "# Statement\n\n## Organization\n\n| No. | How |\n|---|---|\n| B.1.1 | The board approves the policy each May. |\n| B.1.2 | Roles are in the handbook of the staff office. |\n\n## Sites\n\n| No. | How |\n|---|---|\n| B.2.1 | Doors lock themselves, walls are of brick. |\n| B.2.2 | Reception walks guests to their host. |\n",
        ),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    let missing: Vec<_> = { found["findings"].as_array().unwrap().iter() }
        .filter(|finding| finding["rule"] == "missing-clause")
        .map(|finding| (finding["path"].as_str(), finding["start"]["line"].as_u64()))
        .collect();
    assert_eq!(missing, [(Some("statement.md"), Some(10))], "{found:#?}");
}

/// A clause in each column: what is planned of one says nothing of the others.
#[test]
fn what_is_found_in_one_column_weakens_no_other() {
    let catalog = include_str!("../data/guideline/sp800-53-rev4-subset.oscal.json");
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [{ path = \"catalog.json\", covers = [\"AC-2\", \"AC-3\"] }]\n",
        ),
        ("catalog.json", catalog),
        (
            "systems.md",
            "# Systems (NIST SP 800-53 Rev. 4)\n\n| System | AC-2 | AC-3 |\n|---|---|---|\n| Orders | Implemented: groups of the directory | Implemented: role checks |\n| Sandbox | Planned | Implemented: role checks |\n",
        ),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    let clauses = found["coverage"][0]["clauses"].as_array().unwrap();
    let states: Vec<_> = { clauses.iter() }
        .map(|clause| (clause["label"].as_str(), clause["state"].as_str()))
        .collect();
    assert_eq!(
        states,
        [
            (Some("AC-2"), Some("weak")),
            (Some("AC-3"), Some("covered"))
        ],
        "{found:#?}"
    );
}
