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

/// What is done about risks that remain says nothing of how far a control is met.
#[test]
fn a_register_of_risks_answers_no_clause() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"harbour.csv\"]\n"),
        ("harbour.csv", HARBOUR),
        (
            "docs/boats.md",
            "# Boats\n\n| No. | ✔ | How |\n|---|---|---|\n| HB-03 | ✔ | The mate tests all lights every Monday. |\n",
        ),
        (
            "docs/risks.md",
            "# What may happen\n\n| Risk | Control | Treatment | State |\n|---|---|---|---|\n| A lamp fails at night | HB-03 | Accept; decided by the master on 3 March 2026 | open |\n| Lines break | HB-01 | Buy better ones | open |\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    let clauses = found["coverage"][0]["clauses"].as_array().unwrap();
    let states: Vec<_> = { clauses.iter() }
        .map(|clause| {
            (
                clause["label"].as_str().unwrap(),
                clause["state"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(states[2], ("HB-03", "covered"), "{found:#?}");
    assert_eq!(states[0], ("HB-01", "missing"), "{found:#?}");
    let rules = { found["findings"].as_array().unwrap().iter() }
        .map(|finding| finding["rule"].as_str().unwrap());
    let silent = ["conflicting-status", "missing-parameter", "unknown-label"];
    assert!(
        !rules.clone().any(|rule| silent.contains(&rule)),
        "{found:#?}"
    );
}

/// What else is found about an answer takes no value away from it.
#[test]
fn a_value_beside_a_dead_link_or_a_weak_word_is_given() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"harbour.csv\"]\n"),
        ("harbour.csv", HARBOUR),
        (
            "docs/lines.md",
            "# Lines\n\n## HB-01 Lines\n\nLines are replaced every 20 days. Old ones are sold where appropriate.\n\nThe list lies in [the office](office.md).\n",
        ),
        (
            "docs/keys.md",
            "# Keys\n\n## HB-02 Keys\n\nKeys come back within 30 hours of the end of a lease.\n",
        ),
        (
            "docs/index.md",
            "# Who does what\n\n| Control | Who tells |\n|---|---|\n| HB-01 | The mate tells about lines at the quay |\n| HB-02 | The office tells about keys of a berth |\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    let asked: Vec<_> = { found["findings"].as_array().unwrap().iter() }
        .filter(|finding| finding["rule"] == "missing-parameter")
        .map(|finding| finding["path"].as_str().unwrap())
        .collect();
    assert_eq!(asked, ["docs/keys.md"], "{found:#?}");
}

#[test]
fn a_summary_sends_its_reader_to_the_finding_below() {
    let report = |finding: &str| {
        format!(
            "# Report\n\n## Summary\n\n| Control | Conclusion | Rating |\n|---|---|---|\n| HB-03 | See finding 1. | Partially met |\n\n## What was found\n\n### Finding 1: the pier (HB-03)\n\n{finding}\n"
        )
    };
    let text = report(
        "Lights at the pier are tested every week but for two of them. Due: January 29, 2027.",
    );
    lines("refers-elsewhere", &text, &[]);
    lines("unowned-plan", &text, &[]);
    lines("missing-parameter", &text, &[]);
    let text = "# Report\n\n## Summary\n\n| Control | Conclusion | Rating |\n|---|---|---|\n| HB-03 | See finding 1. | Partially met |\n";
    lines("refers-elsewhere", text, &[7]);
    lines("unowned-plan", text, &[7]);
}

#[test]
fn the_list_behind_an_answer_gives_its_value() {
    let text = |list: &str| {
        format!("# Boats\n\n## Keys\n\n**Berths (HB-02):** the office takes keys back.\n\n{list}")
    };
    let list = "- A lease ends at noon.\n- Keys come back within 20 hours.\n";
    lines("missing-parameter", &text(list), &[]);
    lines(
        "missing-parameter",
        &text("- A lease ends at noon.\n"),
        &[5],
    );
    let far = format!(
        "{}\n## Lines\n\n- Keys come back within 20 hours.\n",
        text("Leases end.\n")
    );
    lines("missing-parameter", &far, &[5]);
}

#[test]
fn two_days_tell_an_interval_and_a_share_of_a_month_none() {
    lines(
        "missing-parameter",
        "# Boats\n\n| No. | How |\n|---|---|\n| HB-01 | Lines were replaced on 4 February 2026, next on 1 March 2026. |\n| HB-02 | The office takes the keys back at midnight of that day. |\n",
        &[],
    );
}

#[test]
fn a_year_behind_a_comma_is_an_edition() {
    let order = "---\nguideline:\n  id: harbour-order\n  title: Harbour Order\n  edition: 2024\n---\n\n# Harbour Order\n\n## 1.1 Lines\n\nLines shall be of rope.\n";
    for (written, expected) in [
        ("the Harbour Order", 1),
        ("the rules (Harbour Order, 2024)", 0),
        ("the Harbour Order (2024)", 0),
        ("the Harbour Order, 2024-03 issue of the log", 1),
    ] {
        let text = format!("# Boats\n\nWe follow {written}.\n\n## 1.1 Lines\n\nRope it is.\n");
        let folder = Folder::with(&[
            ("shishin.toml", "guidelines = [\"order.md\"]\n"),
            ("order.md", order),
            ("docs/boats.md", &text),
        ]);
        let found = folder.check(&["--locale", "en", "--format", "json"]).json();
        let found = { found["findings"].as_array().unwrap().iter() }
            .filter(|finding| finding["rule"] == "missing-edition");
        assert_eq!(found.count(), expected, "{written}");
    }
}

#[test]
fn a_standard_that_the_opening_names_is_not_at_hand() {
    let told = |text: &str| {
        let folder = Folder::with(&[("trust.md", text)]);
        let found = folder.check(&["--locale", "en", "--format", "json"]).json();
        { found["findings"].as_array().unwrap().iter() }
            .filter(|finding| finding["rule"] == "unknown-guideline")
            .map(|finding| finding["message"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let [only] = &told(
        "# Trust\n\nWe follow NIST SP 800-53 Rev. 5.\n\nLogs are kept for a year (AU-11). Access is reviewed in May (AC-2).\n",
    )[..] else {
        panic!()
    };
    assert!(only.contains("NIST SP 800-53"), "{only}");
    let none: [String; 0] = [];
    assert_eq!(
        told("# Trust\n\nWe read NIST SP 800-53 Rev. 5 and liked it. Our van is AB-12.\n"),
        none
    );
    let table = "# Trust\n\nWe follow NIST SP 800-53 Rev. 5.\n\n| Control | What we do |\n|---|---|\n| RA-5 | Scans run every night. |\n| AU-11 | Logs are kept for a year. |\n";
    let [only] = &told(table)[..] else { panic!() };
    assert!(only.contains("NIST SP 800-53"), "{only}");
}

/// How many clauses of the harbour's are answered, weakly answered and missing.
fn standing(text: &str) -> [u64; 3] {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"harbour.csv\"]\n"),
        ("harbour.csv", HARBOUR),
        ("docs/boats.md", text),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    ["covered", "weak", "missing"].map(|state| found["coverage"][0][state].as_u64().unwrap())
}

#[test]
fn what_was_found_wrong_and_what_is_to_be_done_about_it_answers_nothing() {
    for text in [
        "# Audit\n\n### Finding 1: keys (HB-02)\n\nKeys of six berths were still out in May.\n",
        "# Audit findings\n\n- HB-02: Keys of six berths were still out in May.\n",
        "# Boats\n\n## Remediation plan\n\n- HB-02: Take keys back within a day.\n",
        "# 点検\n\n## 指摘1 鍵（HB-02）\n\n退去した6隻の鍵が戻っていなかった。\n",
        "# 点検\n\n## 是正計画\n\n- HB-02: 鍵を24時間以内に回収する。\n",
    ] {
        assert_eq!(standing(text), [0, 0, 4], "{text}");
    }
    let text = "# Boats\n\n### Finding 1: keys (HB-02)\n\n**Status**: Not implemented\n\nKeys are still out.\n";
    assert_eq!(standing(text), [0, 1, 3], "{text}");
    let text = "# Boats\n\n## HB-02 Keys\n\n### Next steps\n\nThe office calls for keys within 20 hours.\n";
    assert_eq!(standing(text), [1, 0, 3], "{text}");
}

#[test]
fn blank_rows_and_headings_among_rows_set_apart() {
    let text = "# Boats\n\n| No. | Status | How |\n|---|---|---|\n| | | |\n| HB-01 | Implemented | The mate replaces lines every 20 days. |\n| | | |\n| No. | Status | How |\n| HB-02 | Implemented | |\n";
    lines("placeholder", text, &[9]);
}

#[test]
fn statuses_of_a_documents_own_are_those_that_it_explains() {
    let table = |legend: &str, of: [&str; 3]| {
        format!(
            "# Boats\n\n{legend}\n\n| No. | Status | How |\n|---|---|---|\n| HB-01 | {} | The mate replaces lines every 20 days. |\n| HB-02 | {} | The office takes keys back within 20 hours. |\n| HB-03 | {} | Lights are tested by the skipper. |\n",
            of[0], of[1], of[2]
        )
    };
    let text = table(
        "Legend: ✅ implemented, 🟡 partial, — open",
        ["✅", "✅", "—"],
    );
    assert_eq!(standing(&text), [2, 1, 1], "{text}");
    lines("placeholder", &text, &[]);
    let legend = "| Status | Meaning |\n|---|---|\n| Afloat | In place |\n| Adrift | Not done |\n| Tenant | The tenant of the berth sees to it |";
    let text = table(legend, ["Afloat", "Adrift", "Tenant"]);
    assert_eq!(standing(&text)[..2], [2, 1], "{text}");
    lines("unknown-label", &text, &[]);
    lines(
        "unknown-label",
        &table("", ["Done", "Done", "Berthed"]),
        &[9],
    );
}

#[test]
fn a_standard_is_named_by_its_letters_and_its_columns_by_its_name() {
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [\"hipaa-security-rule.csv\", \"pci-dss.csv\"]\n",
        ),
        (
            "hipaa-security-rule.csv",
            "Number,Title,Text\n7.1(a),Lines,Lines shall be of rope.\n7.2(a),Log,A log shall be kept.\n",
        ),
        (
            "pci-dss.csv",
            "Number,Title,Text\n1.1,Keys,Keys shall be kept.\n1.2,Lights,Lights shall burn.\n",
        ),
        (
            "docs/boats.md",
            "# Boats\n\nLines are of rope (HIPAA § 7.1(a)), and the office keeps the keys (PCI-DSS 1.1).\n\n| HIPAA | PCI DSS | What we do |\n|---|---|---|\n| 7.2(a) | 1.2 | The skipper lights the lamps at dusk and writes it down. |\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    assert_eq!(found["coverage"][0]["covered"], 2, "{found:#}");
    assert_eq!(found["coverage"][1]["covered"], 2, "{found:#}");
}

#[test]
fn headings_stand_below_banners() {
    let text = "# Boats\n\n| | | BERTHS | | | |\n|---|---|---|---|---|---|\n| | | **Implementation** | | **Governance** | |\n| **Control ID** | **Name** | **Status** | **Implementation** | **Owner** | **Due** |\n| HB-01 | Lines | N/A | | | |\n| HB-02 | Keys | Planned | A cabinet with a clock. | | 2020-08-31 |\n| HB-03 | Lights | Implemented | Planned for March 2099. | Skipper | |\n";
    lines("unjustified-exclusion", text, &[7]);
    lines("unowned-plan", text, &[8]);
    lines("status-mismatch", text, &[9]);
}

#[test]
fn what_is_in_force_is_not_planned() {
    let text = |status: &str, said: &str| {
        format!("# Boats\n\n## HB-02 Keys\n\n**Implementation Status:** {status}\n\n{said}\n")
    };
    let said =
        "The cabinet has been in operation since March 2021 and takes keys back within 20 hours.";
    lines("status-mismatch", &text("Planned", said), &[7]);
    lines("unowned-plan", &text("Planned", said), &[]);
    lines("status-mismatch", &text("Implemented", said), &[]);
    // What is done in part still wants a date for the rest.
    lines("status-mismatch", &text("Partial", said), &[]);
    lines("unowned-plan", &text("Partial", said), &[5]);
    let said = "Once the cabinet is in force, keys come back within 20 hours. Due: 2099-03-31.";
    lines("status-mismatch", &text("Planned", said), &[]);
    let said = "Yes, once a year; the last round was closed on 8 July 2026.";
    let section = format!("# Boats\n\n## HB-04 Log\n\n{said}\n");
    lines("unowned-plan", &section, &[]);
}

#[test]
fn states_of_risks_are_no_statuses_of_clauses() {
    let text = "# Risks\n\n| ID | Risk | Treatment | Control | Owner | State |\n|---|---|---|---|---|---|\n| R-03 | Theft | Reduce | HB-02 | Office | In progress |\n| R-09 | Fog | Accept | HB-03 | Skipper | Accepted |\n| R-15 | Frost | Reduce | HB-01 | Mate | Closed |\n";
    lines("unknown-label", text, &[]);
}
