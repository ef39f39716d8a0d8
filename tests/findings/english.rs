//! What rules find in English documents as their users wrote them, and what they leave alone.

use super::{check, standings};
use shishin::coverage::Standing;

#[test]
fn what_has_not_been_done_is_not_implemented() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | Implemented | The failover has never been tested; the runbook is from 2021. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | Agents are on all servers. The rollout to laptops has not started. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | We have not reviewed the roles since 2023. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | An exercise is held every spring. No exercise has been held since the move. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The yearly drill hasn't taken place this year. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | The register is still to be written. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | Rules exist. We are going to enforce them with a proxy. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | Quarterly recertification is scheduled to begin in March 2099. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The second site will be available next year. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | The policy has still to be approved by the board. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | Images whose scan has not been completed are not deployed. |
| 別紙2 3.5-①-1 | Implemented | The hash shows that the log has not been altered. |
| 別紙2 3.7-①-1 | Implemented | Accounts they have not reviewed in time are disabled. |
| 別紙2 3.7-②-2 | Implemented | No changes have been made to the baseline since May. |
| 別紙2 3.4-①-1 | Implemented | Traffic is going to the proxy, which logs it. |
| 別紙2 3.5-①-1 | Implemented | People who are going to leave hand their keys in. |
| 別紙2 3.7-①-1 | Implemented | The backup job is due to start at 02:00 each night. |
| 別紙2 3.7-②-2 | Implemented | Where a test has not been performed, the change is rejected. |
| 別紙2 3.4-①-1 | Implemented | Keys have not been shared outside the team. |
| 別紙2 3.5-①-1 | Implemented | The contract was due to start in 2024 and did. |
",
    );
}

#[test]
fn a_sentence_that_says_when_something_will_be_there_is_a_plan() {
    for (answer, standing) in [
        (
            "A second site will be available in the course of next year.",
            Standing::Weak,
        ),
        (
            "The scanner will be operational by the end of 2099.",
            Standing::Open,
        ),
        (
            "Penetration testing has never been performed.",
            Standing::Weak,
        ),
        ("Patches will be installed within 30 days.", Standing::Good),
        (
            "Each laptop will be set up before it is handed over.",
            Standing::Good,
        ),
    ] {
        let found = standings(&format!("# Plan\n\n{answer} [mic-meti:別紙2 3.4-①-1]\n"));
        assert_eq!(found, [standing], "{answer}");
    }
}

#[test]
fn a_key_explains_dashes_and_words() {
    check(
        "status-mismatch",
        "
# Matrix

Key: ● in place, ◐ in place in part, ○ not in place, — does not apply.

| 項番 | What we do | Where we are |
|---|---|---|
| 別紙2 3.4-①-1 | The lock will be introduced with the new laptops. | ● |<!-- expect -->
| 別紙2 3.5-①-1 | Everything runs at the provider's. | — |
",
    );
    check(
        "unjustified-exclusion",
        "
# Matrix

## Sites

| 項番 | What we do | Where it stands |
|---|---|---|
| 別紙2 3.4-①-1 | | – |<!-- expect -->
| 別紙2 3.5-①-1 | We rent no rooms. | – |

Legend: ✓ done; ✗ not done; – not applicable
",
    );
    check(
        "status-mismatch",
        "
# Matrix

Status: Live = implemented, Building = in progress, Parked = planned.

| 項番 | What we do | Status |
|---|---|---|
| 別紙2 3.4-①-1 | The lock will be introduced with the new laptops. | Live |<!-- expect -->
| 別紙2 3.5-①-1 | The scanner will be introduced. | Parked |
",
    );
}

#[test]
fn a_deviation_says_nothing_of_the_control_but_why_it_is_one() {
    for rule in [
        "unjustified-exclusion",
        "missing-parameter",
        "partial-clause",
    ] {
        let text = "
| ID | 項番 | Deviation type | Justification |
|---|---|---|---|
| FP-1 | 別紙2 3.4-①-1 | False positive | |<!-- expect -->
| OR-2 | 別紙2 3.5-①-1 | Operational requirement | The agency's scanner signs in with a password. |
| RA-3 | 別紙2 3.7-①-1 | Risk adjustment (High to Moderate) | TBD |<!-- expect -->
";
        match rule {
            "unjustified-exclusion" => check(rule, text),
            _ => check(rule, &text.replace("<!-- expect -->", "")),
        }
    }
}

#[test]
fn a_no_beside_what_is_done_everywhere_is_told() {
    check(
        "status-mismatch",
        "
| 項番 | Implemented? | How |
|---|---|---|
| 別紙2 3.4-①-1 | No | All hosts send their logs to the collector, which keeps them for a year. |<!-- expect -->
| 別紙2 3.5-①-1 | No | All hosts but the two of the archive send their logs to the collector. |
| 別紙2 3.7-①-1 | No | Every quarter we would have to look through three thousand accounts. |

| 項番 | Yes | No | Remarks |
|---|:-:|:-:|---|
| 別紙2 3.4-①-1 | | x | The register is complete and compared with the directory each Monday. |<!-- expect -->
| 別紙2 3.5-①-1 | | x | A register is being written. |
",
    );
}

#[test]
fn weak_words_in_the_only_remark_are_told() {
    check(
        "weak-wording",
        "
| 項番 | Yes | No | Comments |
|---|:-:|:-:|---|
| 別紙2 3.4-①-1 | x | | The baseline is applied wherever feasible. |<!-- expect -->
| 別紙2 3.5-①-1 | x | | Rules are loosened as needed. |<!-- expect -->
| 別紙2 3.7-①-1 | x | | The baseline is applied to all hosts. |
",
    );
}

#[test]
fn the_interval_of_another_deed_says_nothing() {
    check(
        "missing-frequency",
        "
- Copies are made every night; a recovery is rehearsed periodically. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Keys rotate each quarter. Guests are counted on a regular basis. [mic-meti:別紙2 3.5-①-1] <!-- expect -->
- Access rights are reviewed regularly. The review is held every quarter. [mic-meti:別紙2 3.7-①-1]
- Logs are looked at regularly. This happens every Monday. [mic-meti:別紙2 3.7-②-2]
- Rights are checked regularly, at least once a year. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn an_exception_that_has_run_out_is_told() {
    check(
        "stale-review",
        "
- The shared login of the scanner was approved until 2025-03-31 and is in use. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The waiver for the kiosk, granted until 2025-03-31, was extended. [mic-meti:別紙2 3.5-①-1]
- The exception for the kiosk is tolerated until 2099-03-31. [mic-meti:別紙2 3.7-①-1]
",
    );
}

#[test]
fn a_duty_that_is_nobodys_does_not_apply() {
    let found = standings(
        "
| 項番 | Responsibility | What we do |
|---|---|---|
| 別紙2 3.4-①-1 | Not applicable | The service prints nothing. |
| 別紙2 3.5-①-1 | Shared | Files are scanned on each write. |
",
    );
    assert_eq!(found, [Standing::Excluded, Standing::Good]);
}

#[test]
fn what_changed_in_a_document_answers_nothing() {
    let found = standings(
        "
# Matrix

## What changed in this edition

別紙2 3.4-①-1 was \"Shared\" until May 2026.

## Version history

別紙2 3.5-①-1 was split.
",
    );
    assert_eq!(found, []);
}

#[test]
fn a_number_that_readers_are_sent_to_has_to_exist() {
    check(
        "unknown-clause",
        "
# Plan

## 別紙2 3.4-①-1

Logs go to the collector (see 別紙2 3.5-①-1).
",
    );
}

#[test]
fn days_may_be_written_with_hyphens_that_do_not_break() {
    check(
        "unowned-plan",
        "
| 項番 | Status | Milestone date | What we do |
|---|---|---|---|
| 別紙2 3.4-①-1 | Planned | 2099‑09‑15 | Roles are written down. |
| 別紙2 3.5-①-1 | Planned | 2025‑09‑15 | Files are scanned. |<!-- expect -->
",
    );
}

#[test]
fn a_plan_has_no_evidence_yet() {
    check(
        "placeholder",
        "
| 項番 | Status | Title | Evidence references |
|---|---|---|---|
| 別紙2 3.4-①-1 | Planned (March 2099) | Roles | - |
| 別紙2 3.5-①-1 | Not implemented (March 2099) | Scans | - |
",
    );
}

#[test]
fn a_plan_with_its_day_is_decided() {
    check(
        "weak-wording",
        "
- Copies are restored each quarter. Rehearsals are planned for September 2099. [mic-meti:別紙2 3.4-①-1]
- Copies are restored each quarter. Rehearsals are planned. [mic-meti:別紙2 3.5-①-1] <!-- expect -->
",
    );
}

#[test]
fn what_is_somebody_elses_is_not_asked_for_its_values() {
    check(
        "missing-parameter",
        "
| 項番 | Responsibility | What we do |
|---|---|---|
| 別紙2 3.4-①-1 | Customer | You approve the roles of your own users. |
",
    );
}

#[test]
fn a_row_of_statuses_and_codes_is_asked_for_nothing_in_particular() {
    check(
        "partial-clause",
        "
| 項番 | Applicability | Implementation | Risk |
|---|---|---|---|
| 別紙2 3.4-①-1 | Applicable (Shared) | Implemented | R-01 |
| 別紙2 3.5-①-1 | Applicable (Local) | Implemented | N/A |
",
    );
}

#[test]
fn a_list_of_contents_answers_nothing() {
    let found = standings(
        "
# Standard

- [Contents](#contents)
  - [別紙2 3.4-①-1 Logs](#logs)

## Logs

Logs are kept for a year.
",
    );
    assert_eq!(found, []);
}

#[test]
fn what_stands_under_current_status_is_the_status() {
    let found = standings(
        "
# Plan

### 別紙2 3.4-①-1 Logs

**Current Status:** Planned
**Target Status:** Implemented

- The collector was chosen.
",
    );
    assert_eq!(found, [Standing::Weak]);
}

#[test]
fn a_short_heading_says_what_applies() {
    check(
        "placeholder",
        "
| 項番 | Appl. | Justification | Status | Evidence |
|---|---|---|---|---|
| 別紙2 3.4-①-1 | Yes | Needed by contract | Implemented | log policy |
| 別紙2 3.5-①-1 | No | No files are exchanged | — | — |
",
    );
}

#[test]
fn a_row_with_a_title_alone_heads_the_rows_below_it() {
    check(
        "placeholder",
        "
| 項番 | Control | Applicable? | Reason | Status | Implementation |
|---|---|---|---|---|---|
| | **Logs** | | | | |
| 別紙2 3.4-①-1 | Event logs | Yes | Contract | Implemented | Logs are kept for a year. |
| | **Malware** | | | | |
| 別紙2 3.5-①-1 | Malware | Yes | Contract | Implemented | Hosts are scanned every night. |
",
    );
}

#[test]
fn an_address_for_mail_leads_to_no_file() {
    check(
        "broken-evidence",
        "
Logs are kept for a year; questions go to <trust@acme.example>. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn notes_to_who_writes_are_placeholders() {
    check(
        "placeholder",
        "
- Restores are tested [how often?] by the night shift. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The officer in charge is ____________. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Keys are kept by [please fill in before this is sent to anybody]. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The module `__init__` reads __all__ keys from the safe each night. [mic-meti:別紙2 3.4-①-1]
- The form asks [who] opened the door and (why?) each time. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn who_does_it_says_nothing_of_how_soon() {
    check(
        "weak-wording",
        "
- The IT Service Desk promptly removes the rights. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The Security Engineers handle alerts in a timely manner. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Okta promptly locks the account. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The Okta agent promptly locks the account. [mic-meti:別紙2 3.4-①-1]
- Drivers are trained before they drive, and as needed thereafter. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Drivers are trained as needed before they drive. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn the_day_of_what_was_done_is_no_plans() {
    check(
        "unowned-plan",
        "
| 項番 | Implemented? | How |
|---|---|---|
| 別紙2 3.4-①-1 | No | The plan has been shown to all drivers in May 2026. |
| 別紙2 3.5-①-1 | No | The gate is to be built in May 2026. |<!-- expect -->
| 別紙2 3.7-①-1 | No | The gate was scheduled to be built in May 2026. |<!-- expect -->
",
    );
}

#[test]
fn an_auditors_result_is_no_word_for_a_status() {
    check(
        "unknown-label",
        "
| 項番 | Control activity | Result |
|---|---|---|
| 別紙2 3.4-①-1 | Ropes are checked each May. | No exceptions noted |
| 別紙2 3.5-①-1 | Lamps are lit at dusk. | No exceptions noted |
| 別紙2 3.7-①-1 | Fires are reported within an hour. | Not tested |

| 項番 | What we do | Status |
|---|---|---|
| 別紙2 3.4-①-1 | Ropes are checked each May. | Implemented |
| 別紙2 3.5-①-1 | Lamps are lit at dusk. | Implemented |
| 別紙2 3.7-①-1 | Fires are reported within an hour. | Splendid |<!-- expect -->
",
    );
}

#[test]
fn a_no_beside_what_has_been_done_is_told() {
    check(
        "status-mismatch",
        "
| 項番 | Implemented? | How |
|---|---|---|
| 別紙2 3.4-①-1 | No | The plan has been communicated to all drivers in May 2026. |<!-- expect -->
| 別紙2 3.5-①-1 | No | A supplier has been chosen in May 2026. |
| 別紙2 3.7-①-1 | No | The gate has been installed in May 2026, but not in the east. |
| 別紙2 3.7-②-2 | No | The gate has been installed in the old yard. |
",
    );
}

#[test]
fn what_comes_with_the_next_release_is_not_done() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | Implemented | The tablets will be configured in the next release of the profile to lock after 5 minutes. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | A second gate is to be deployed next quarter. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | We will install the agent in the coming months. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | Patches will be installed within 30 days. |
| 別紙2 3.4-①-1 | Implemented | We will install a patch in the next maintenance window after its test. |
| 別紙2 3.5-①-1 | Implemented | Each tablet is to be configured before it is handed over. |
",
    );
}

#[test]
fn how_many_tickets_a_control_has_is_no_answer() {
    for (line, answers) in [
        ("- **別紙2 3.4-①-1**: 14", 0),
        ("- **別紙2 3.4-①-1**: 14 drivers hold a key", 1),
    ] {
        let found = standings(&format!("# Tickets\n\n{line}\n"));
        assert_eq!(found.len(), answers, "{line}");
    }
}

#[test]
fn what_waits_for_a_later_date_or_for_a_budget_is_open() {
    check(
        "weak-wording",
        "
## Logs [mic-meti:別紙2 3.4-①-1]

Reviews will be automated at a later date.<!-- expect -->

Operation logs are kept for three years; archives follow once budget permits.<!-- expect -->
",
    );
    check(
        "placeholder",
        "
## Assessment [mic-meti:4.4]

[NAME] assesses each supplier every June.<!-- expect -->

The lead [NOTE TO DRAFTER: check with HR] keeps the list.<!-- expect -->

The result is kept in the register [IDM].
",
    );
}

#[test]
fn the_day_of_an_exception_is_no_plan() {
    check(
        "unowned-plan",
        "
| Control | Result |
|---|---|
| 別紙2 3.4-①-1 | Exception noted. No review took place in June 2026. |
",
    );
}

#[test]
fn each_morning_and_every_working_day_say_how_often() {
    check(
        "missing-frequency",
        "
# Logs

Alerts are looked at regularly, each morning. [mic-meti:別紙2 3.4-①-1]

Alerts are looked at regularly, every working day at nine. [mic-meti:別紙2 3.4-①-1]

Alerts are looked at regularly, each in its turn. [mic-meti:別紙2 3.4-①-1]<!-- expect -->
",
    );
}

/// What is cited beside an exclusion says of what, and not why, whether it is a link or not.
#[test]
fn a_citation_is_no_reason_for_an_exclusion() {
    check(
        "unjustified-exclusion",
        "
This does not apply to our service. [mic-meti:4.3]<!-- expect -->
",
    );
    check(
        "unjustified-exclusion",
        "
This does not apply to our service. [mic-meti:4.3]<!-- expect -->

[mic-meti:4.3]: https://example.com/#43
",
    );
}

#[test]
fn figures_numbers_and_names_that_a_template_leaves_open_are_placeholders() {
    check(
        "placeholder",
        "
# Recovery

The service is back within XX hours of the failure. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

障害からXX時間以内に復旧させる。[mic-meti:別紙2 3.4-①-1]<!-- expect -->

The module has certificate no. XXXX and is renewed each year. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

Tickets go to <SECURITY_OFFICER> within one hour. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

Records follow chapter XX of the manual, in the form DD-XX-20XX, for 5 years. [mic-meti:別紙2 3.4-①-1]

The header carries <API_TOKEN> for 10 minutes. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn what_was_to_be_done_by_a_day_that_has_passed_is_told() {
    check(
        "unowned-plan",
        "
# Staff

The way ahead: a second analyst, to be hired by March 2025, and a new workstation. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

The data was found to be complete by March 2025. [mic-meti:別紙2 3.4-①-1]

Keys are to be seen in the register of March 2025. [mic-meti:別紙2 3.4-①-1]
",
    );
    check(
        "weak-wording",
        "
# Copies

A copy outside the network, for use when the network is down, is still under consideration. [mic-meti:別紙2 3.4-①-1]<!-- expect -->
",
    );
}

#[test]
fn a_row_with_more_cells_than_headings_is_told_at_what_does_not_show() {
    check(
        "unknown-label",
        "
| 項番 | Title | Status |
|---|---|---|
| 別紙2 3.4-①-1 | Logs | Access | Not implemented |<!-- expect -->
| 別紙2 3.5-①-1 | Logs \\| Access | Implemented |
| 別紙2 3.7-①-1 | Logs | Implemented | |
| 別紙2 3.7-②-2 | Logs | Implemented |
",
    );
}

#[test]
fn what_is_done_may_stand_behind_the_status_itself() {
    check(
        "placeholder",
        "
# 運用

## 別紙2 3.4-①-1

**Status**: Implemented. Logs are read each morning by the analyst on duty.

## 別紙2 3.5-①-1<!-- expect -->

**Status**: Implemented.
",
    );
}
