//! Texts that name clauses and do not say how they are met: registers of exceptions, lists of open points, what was
//! closed. Beside them what plans of action and their dates look like in English.

use serde_json::Value;

use super::Folder;

const HARBOUR: &str = "No.,Title,Requirement
HB-01,Lines,Mooring lines shall be replaced at least every 30 days.
HB-02,Keys,Keys of a berth shall be taken back within 24 hours of the end of a lease.
HB-03,Lights,Lights shall be tested at least every week.
HB-04,Log,The log of the harbour shall be kept for at least one year.
";

/// Lines and messages of what a rule finds in a document.
fn found(rule: &str, text: &str) -> Vec<(u64, String)> {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"harbour.csv\"]\n"),
        ("harbour.csv", HARBOUR),
        ("docs/boats.md", text),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    let of_rule = |finding: &&Value| finding["rule"] == rule;
    { found["findings"].as_array().unwrap().iter() }
        .filter(of_rule)
        .map(|finding| {
            let message = finding["message"].as_str().unwrap().to_owned();
            (finding["start"]["line"].as_u64().unwrap(), message)
        })
        .collect()
}

#[track_caller]
fn lines(rule: &str, text: &str, expected: &[u64]) {
    let found = found(rule, text);
    let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, expected, "{text}\n{found:#?}");
}

#[test]
fn a_value_is_due_where_it_is_told_how_a_clause_is_met() {
    let rows = "| No. | How |\n|---|---|\n| HB-01 | The mate replaces the lines at the quay. |\n";
    lines("missing-parameter", &format!("# Boats\n\n{rows}"), &[5]);
    for title in [
        "Exceptions list",
        "Deviation requests, season 2027",
        "Open points",
        "Follow-up of the audit of 2025",
    ] {
        lines("missing-parameter", &format!("# {title}\n\n{rows}"), &[]);
        let text = format!("# Boats\n\n## {title}\n\n{rows}");
        lines("missing-parameter", &text, &[]);
    }
    lines(
        "missing-parameter",
        &format!("# Exception handling\n\n{rows}"),
        &[5],
    );
}

#[test]
fn no_value_is_due_in_an_exception_an_open_point_or_a_pointer() {
    for text in [
        "| Exc. | Control | Berth | Reason | Owner | Approved | Ends |\n|---|---|---|---|---|---|---|\n| E-3 | HB-01 | 14 | The lines are of steel and the maker pins them | Ana Roth | 2026-08-02 | 2027-01-31 |\n",
        "| No. | Point | Control | Who | Due |\n|---|---|---|---|---|\n| 1 | Replacing of lines at the guests' pier | HB-01 | Ana Roth | 2027-01-31 |\n",
        "| Report | Observation | Control | Status | Due |\n|---|---|---|---|---|\n| A-7 | Lines at berth 14 are not replaced | HB-01 | Closed, verified | 2026-03-31 |\n",
        "Closed: E-28 (HB-01) when the lines at berth 9 were replaced.\n",
        "- HB-01: Policy 7.15, section 5.\n",
    ] {
        lines("missing-parameter", &format!("# Boats\n\n{text}"), &[]);
    }
    // What is found may be what is done.
    let text = "# Boats\n\n| Control | Observation | Status |\n|---|---|---|\n| HB-01 | The lines are replaced by the mate. | Met |\n";
    lines("missing-parameter", text, &[5]);
}

#[test]
fn a_value_may_be_given_as_an_age_or_a_day() {
    lines(
        "missing-parameter",
        "# Boats\n\n| No. | How |\n|---|---|\n| HB-01 | The lines are replaced by the mate after 21 days. |\n| HB-02 | The office takes the keys back on the last working day, at the latest at 18:00. |\n| HB-03 | Lights are tested after 2 days of rain. |\n",
        &[7],
    );
    lines(
        "missing-parameter",
        "# Boats\n\n| No. | How |\n|---|---|\n| HB-01 | The lines are replaced by the mate after 60 days. |\n",
        &[5],
    );
}

#[test]
fn what_is_over_is_not_overdue() {
    let item = |state: &str| {
        format!(
            "# Actions of the harbour\n\n### 7/1\n\n- Control: HB-03\n- Action: Test the lights\n- Target date: 2026-03-31\n- State: {state}\n"
        )
    };
    lines(
        "unowned-plan",
        &item("In progress. Lamps were ordered."),
        &[7],
    );
    for state in [
        "Done. The lamps were ordered.",
        "Closed",
        "**Completed**, 30 March",
    ] {
        lines("unowned-plan", &item(state), &[]);
    }
    let table = |status: &str| {
        format!(
            "# Follow-up\n\n| No. | Observation | Control | Status | Due |\n|---|---|---|---|---|\n| A-7 | Lights were not tested | HB-03 | {status} | 2026-03-31 |\n"
        )
    };
    lines("unowned-plan", &table("Open"), &[5]);
    lines("unowned-plan", &table("Closed, not verified"), &[]);
}

#[test]
fn the_scheduled_completion_is_the_date_of_a_plan_of_action() {
    let rows = "| POA&M ID | Weakness | Control(s) | Source | Planned milestones | Scheduled completion | Owner | State |\n|---|---|---|---|---|---|---|---|\n| V-1 | Lights at the pier are not tested | HB-03 | Scan 06/2026 | 1) Lamps by 10/15/2026 2) Rota | 3/31/2027 | Ana Roth | Ongoing |\n| V-2 | Lines are too old | HB-01 | Scan 06/2026 | 1) Buy | 11/15/2026 | Ana Roth | Ongoing |\n";
    let found = found("unowned-plan", &format!("# POA&M\n\n{rows}"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].0, 6, "{found:#?}");
    assert!(found[0].1.contains("11/15/2026"), "{found:#?}");
}

#[test]
fn a_part_of_a_year_is_a_date() {
    for time in [
        "in the second quarter of fiscal 2027",
        "in early 2027",
        "in the first half of 2027",
        "in fiscal year 2027",
    ] {
        let text = format!(
            "# Boats\n\n## HB-03 Lights\n\n**Status:** Planned\n\nA timer will test the lights {time}.\n"
        );
        lines("unowned-plan", &text, &[]);
    }
    let text = "# Boats\n\n## HB-03 Lights\n\n**Status:** Planned\n\nA timer of the 2027 model will test the lights.\n";
    lines("unowned-plan", text, &[5]);
}

#[test]
fn a_word_among_numbers_of_percent_is_no_unknown_status() {
    let rows = |last: &str| {
        format!(
            "# Boats\n\n| No. | How | Progress |\n|---|---|---|\n| HB-01 | The mate sees to it. | {last} |\n| HB-02 | The office sees to it. | 60 % |\n| HB-03 | The mate tests them. | 100 % |\n| HB-04 | The office keeps it. | 10 % |\n"
        )
    };
    lines("unknown-label", &rows("accepted"), &[]);
}

#[test]
fn what_a_clause_sends_its_reader_to_is_read_below_its_heading() {
    let text = "# Boats\n\n## HB-01 Lines\n\nSee LP-3.\n\n## HB-03 Lights\n\nThe mate tests them every Monday.\n";
    lines("placeholder", text, &[]);
    lines("refers-elsewhere", text, &[5]);
}

#[test]
fn to_do_in_a_column_of_statuses_is_one() {
    let text = "# Boats\n\n| No. | How | Status |\n|---|---|---|\n| HB-01 | The mate replaces them every 20 days. | Done |\n| HB-03 | A timer tests them every day. | To do |\n";
    lines("placeholder", text, &[]);
}
