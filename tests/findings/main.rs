//! What rules find in documents as their users write them, and what they leave alone.
//!
//! A line that ends in `<!-- expect -->` is one on which the rule has to find something; on any other
//! it may not.

mod english;
mod japanese;
mod regulations;
#[path = "../support/mod.rs"]
mod support;
mod wanting;

use shishin::coverage::Standing;
use shishin::document::UnitCache;
use shishin::finding::Severity;
use shishin::workspace::{Examination, examine};
use support::knowledge;

const MARK: &str = "<!-- expect -->";

fn examined(text: &str) -> Examination {
    examine(text, &knowledge(), &|_| true, &mut UnitCache::disabled())
}

/// Checks one rule on a document that answers the guideline of 総務省 and 経済産業省.
#[track_caller]
fn check(rule: &str, body: &str) {
    let marked = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n{body}");
    let text = marked.replace(MARK, "");
    let examination = examined(&text);
    let lines: Vec<&str> = text.lines().collect();
    let found: Vec<String> = { examination.findings.iter() }
        .filter(|finding| finding.rule == rule)
        .map(|finding| {
            let line = text[..finding.range.start].matches('\n').count();
            lines[line].trim_end().to_string()
        })
        .collect();
    let expected: Vec<&str> = { marked.lines() }
        .filter_map(|line| line.strip_suffix(MARK).map(str::trim_end))
        .collect();
    assert_eq!(found, expected, "{:#?}", examination.findings);
}

#[test]
fn an_answer_that_opens_with_a_plan_is_not_done_whatever_its_status_says() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | Implemented | Currently being rolled out. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | In progress. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | We are working on the process. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | On the roadmap for 2027. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | Scheduled for March 2027. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | Not implemented for contractors. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | Partially; laptops only. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | The scanner is not yet in use. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | No other types are allowed, and none are planned. |
| 別紙2 3.4-①-1 | Implemented | A failover test is run every September. The next test is planned for September 2099. |
| 別紙2 3.4-①-1 | Implemented | Maintenance is planned and logged by the facilities team. |
| 別紙2 3.5-①-1 | Implemented | Devices that are not yet enrolled are blocked. |
| 別紙2 3.7-①-1 | Implemented | Flaws for which a patch is not yet available are mitigated. |
| 別紙2 3.7-②-2 | Implemented | Capacity is planned every year. |
| 別紙2 3.4-①-1 | Implemented | Changes that are planned are announced 5 days before. |
| 別紙2 3.5-①-1 | Implemented | Decisions under consideration are not shared. |
| 別紙2 3.7-①-1 | Implemented | TODO lists in the tracker are no media. |
",
    );
}

#[test]
fn a_plan_in_english_prose_whose_date_has_passed_is_told() {
    check(
        "unowned-plan",
        "
# Access

A second factor will be introduced by the end of September 2025. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

The exercise is planned for 15.09.2026. [mic-meti:別紙2 3.5-①-1]<!-- expect -->

The certificate was renewed in May 2025 and will be kept for a year. [mic-meti:別紙2 3.7-①-1]

The vendor said that it will be done by May 2025. [mic-meti:別紙2 3.7-②-2]

The register will be moved by March 2031. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn english_that_says_that_work_goes_on_is_no_implementation() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | Implemented | The procedure is being drafted. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | We are evaluating a tool. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | Work has started on the register. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | The rollout to laptops is underway. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The policy is still a draft. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | Not all servers are covered yet. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | The remaining servers will be migrated in 2027. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | Single sign-on planned for 2027. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The tool is being rolled out to all sites. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The profile for tablets is still being configured. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | We are currently rolling out keys to administrators. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | Alerts will be sent to the customer in a later release. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The agent has not been deployed to the test network. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | Accounts are not reviewed. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | There is no formal process for this. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | Requests under consideration are kept in the queue. |
| 別紙2 3.5-①-1 | Implemented | Outages are planned with customers. |
| 別紙2 3.7-①-1 | Implemented | We are evaluating each supplier every year. |
| 別紙2 3.7-①-1 | Implemented | A change that has not been deployed within 30 days is withdrawn. |
| 別紙2 3.7-①-1 | Implemented | A ticket that is still being worked on is reviewed every week. |
| 別紙2 3.7-②-2 | Implemented | Work orders that have yet to be closed are escalated. |
| 別紙2 3.4-①-1 | Implemented | Deployments are stopped while maintenance is in progress. |
| 別紙2 3.5-①-1 | Implemented | An audit planned for 2027 is announced to the departments. |
| 別紙2 3.7-①-1 | Implemented | The limit was planned for 2024 and was introduced in May 2024. |
| 別紙2 3.7-②-2 | Implemented | Monitoring is ongoing. |
| 別紙2 3.4-①-1 | Implemented | Shared accounts are not permitted. |
| 別紙2 3.5-①-1 | Implemented | Wireless access is not used. |
",
    );
}

#[test]
fn what_is_to_be_completed_in_a_time_is_a_duty() {
    check(
        "placeholder",
        "
- Reviews are to be completed within 30 days. [mic-meti:別紙2 3.4-①-1]
- Training has to be completed in the first week. [mic-meti:別紙2 3.5-①-1]
- The list of systems is to be completed. [mic-meti:別紙2 3.7-①-1] <!-- expect -->
- The list is to be completed in 2027. [mic-meti:別紙2 3.7-②-2] <!-- expect -->
- To be completed by the network team. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

#[test]
fn an_english_sentence_can_exclude() {
    check(
        "unjustified-exclusion",
        "
| 項番 | Implementation |
|---|---|
| 別紙2 3.4-①-1 | This does not apply to our service. |<!-- expect -->
| 別紙2 3.5-①-1 | This control is not relevant to us. |<!-- expect -->
| 別紙2 3.7-①-1 | Does not apply, because no media leave the building. |
| 別紙2 3.7-②-2 | We do not use wireless networks. |
| 別紙2 3.4-①-1 | This does not apply to contractors, who sign in through a jump host. |
",
    );
}

#[test]
fn english_answers_that_deny_are_not_counted() {
    for (answer, standing) in [
        ("This control is not implemented.", Standing::Open),
        ("Nothing is done.", Standing::Open),
        ("The register is not yet in place.", Standing::Open),
        ("Backups are not tested.", Standing::Open),
        ("There is no VPN.", Standing::Excluded),
        ("We do not have wireless networks.", Standing::Excluded),
        ("Not relevant: nothing is printed.", Standing::Excluded),
        ("Unencrypted traffic is not accepted.", Standing::Good),
        ("Wireless is not used in production.", Standing::Good),
    ] {
        let found = standings(&format!("# Plan\n\n{answer} [mic-meti:別紙2 3.4-①-1]\n"));
        assert_eq!(found, [standing], "{answer}");
    }
}

#[test]
fn english_says_how_often_in_many_ways() {
    check(
        "missing-frequency",
        "
- Accounts are reviewed regularly, every other year. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly reviewed fortnightly. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly reviewed on Mondays. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly reviewed, on the first Monday of the month. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly reviewed in each sprint. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly reviewed twice p.a. [mic-meti:別紙2 3.4-①-1]
- Keys are regularly rotated, every 4 h. [mic-meti:別紙2 3.4-①-1]
- Accounts are reviewed at regular intervals not exceeding 90 days. [mic-meti:別紙2 3.4-①-1]
- One backup a month is restored on a regular basis. [mic-meti:別紙2 3.4-①-1]
- Accounts are reviewed frequently. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Answers to frequently asked questions are published. [mic-meti:別紙2 3.4-①-1]
- Accounts are reviewed regularly and what is no longer needed is removed. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Periodic changes and rotations are not required. [mic-meti:別紙2 3.4-①-1]
- Accounts are regularly checked on the first floor. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

#[test]
fn a_day_by_which_something_had_to_be_done_has_passed() {
    check(
        "unowned-plan",
        "
- A second factor must be enabled by June 2025. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- The owner shall review all accounts by the end of March 2025. [mic-meti:別紙2 3.5-①-1] <!-- expect -->
- The register is due by 2025-06-30. [mic-meti:別紙2 3.7-①-1] <!-- expect -->
- Completion is expected by June 2025. [mic-meti:別紙2 3.7-②-2] <!-- expect -->
- Systems must follow the policy of May 2025. [mic-meti:別紙2 3.4-①-1]
- Accounts created before June 2025 must be renewed. [mic-meti:別紙2 3.5-①-1]
- Telnet must not be used by June 2025. [mic-meti:別紙2 3.7-①-1]
- If it was sold by June 2025, it must be renewed by May 2025. [mic-meti:別紙2 3.7-②-2]
- Training must be completed by 31 March each year. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn the_day_of_the_next_review_has_passed() {
    check(
        "stale-review",
        "
# Policy

Owner: CISO. Next review: June 2025<!-- expect -->

**Review due:** 2025-06-30<!-- expect -->

The next review is scheduled for May 2025. [mic-meti:別紙2 3.4-①-1]<!-- expect -->

次回見直し：2025年6月<!-- expect -->

The next review looks at May 2025.

Next review: 2099-06-30

| 項番 | Implementation | Next review |
|---|---|---|
| 別紙2 3.5-①-1 | IT keeps the register. | 2025-06-30 |<!-- expect -->
| 別紙2 3.7-①-1 | IT keeps the register. | 2099-06-30 |
",
    );
}

#[test]
fn what_is_said_not_to_be_done_needs_no_interval() {
    check(
        "missing-frequency",
        "
# パスワード

- パスワードの定期的な変更は求めない。[mic-meti:別紙2 3.4-①-1]
- パスワードの定期的な変更は、利用者に求めていません。[mic-meti:別紙2 3.4-①-1]
- パスワードの定期変更は行わない。[mic-meti:別紙2 3.4-①-1]
- パスワードを定期的に変更する運用は廃止した。[mic-meti:別紙2 3.4-①-1]
- パスワードの定期的な変更は不要とする。[mic-meti:別紙2 3.4-①-1]
- 定期的なパスワード変更を要求しません。[mic-meti:別紙2 3.4-①-1]
- 定期的なパスワード変更は強制していません。[mic-meti:別紙2 3.4-①-1]
- 利用者のパスワードは、定期変更なし。[mic-meti:別紙2 3.4-①-1]
- パスワードの定期的な変更は推奨していない。[mic-meti:別紙2 3.4-①-1]
- パスワードの定期的な変更は求めず、漏えいの疑いがあるときに変更させる。[mic-meti:別紙2 3.4-①-1]
- パスワードを定期的に変更する必要はありません。[mic-meti:別紙2 3.4-①-1]
- Passwords are not rotated on a regular basis. [mic-meti:別紙2 3.4-①-1]
- The service does not require periodic password changes. [mic-meti:別紙2 3.4-①-1]
- We no longer rotate passwords regularly. [mic-meti:別紙2 3.4-①-1]
- Periodic password changes are not enforced. [mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn what_is_done_again_and_again_needs_one_whatever_else_is_denied() {
    check(
        "missing-frequency",
        "
# アカウント

- アカウントを定期的に見直し、古いものを残さない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 定期的に不要なアカウントを廃止する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 定期的な棚卸しで不要なアカウントを廃止している。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 職員はパスワードを定期的に変更しなければならない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- アカウントの定期的な棚卸しを欠かさない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 定期的に見直すほか、例外は認めない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 定期的に確認し例外を認めない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 権限を定期的に点検して共有を許可しない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- アカウントは定期的に点検しており、共有はない。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 定期的に、不審なログインがないことを確認する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Accounts that are not used are reviewed regularly. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- We regularly verify that accounts are not shared. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

#[test]
fn an_exception_in_parentheses_is_stated() {
    check(
        "weak-wording",
        "
# 変更管理

- 変更は、検証環境で原則として試験する（緊急時はCISOの承認により省略可）。[mic-meti:別紙2 3.4-①-1]
- 変更は、検証環境で原則として試験する（緊急時を除く）。[mic-meti:別紙2 3.4-①-1]
- 変更は、検証環境で原則として試験する（承認済みの手順）。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

#[test]
fn adverbs_that_nobody_can_check_are_weak() {
    check(
        "weak-wording",
        "
# 運用

- 記録媒体は厳重に保管する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 記録媒体は金庫に厳重に保管する。[mic-meti:別紙2 3.4-①-1]
- アカウントはしっかりと管理する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 万全の体制で監視する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 設備の容量は十分に確保する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 手順は適時見直す。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 手順は、システムを変更したときに適時見直す。[mic-meti:別紙2 3.4-①-1]
- 非常時に用いるアカウントは、復旧後に遅滞なく無効化する。[mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn a_citation_behind_a_pointer_says_not_how() {
    check(
        "refers-elsewhere",
        "
# 規程

監査規程による。[mic-meti:4.3] <!-- expect -->

認証の取得は認証規程を参照のこと。（別紙2 3.4-①-1） <!-- expect -->

監査室が毎年6月に監査する。[mic-meti:4.4]
",
    );
}

#[test]
fn to_do_it_by_a_document_says_not_how() {
    check(
        "refers-elsewhere",
        "
# 対応表

| 項番 | 対応状況 | 当社の対応 |
|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | 脆弱性管理規程に従い実施する。 | <!-- expect -->
| 別紙2 3.4-①-12 | 対応済 | 脆弱性対応は、脆弱性管理規程に基づき実施しています。 | <!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | アクセス管理規程に則って運用している | <!-- expect -->
| 別紙2 2.1-①-1 | 対応済 | 情報セキュリティ委員会が、脆弱性管理規程に従い30日以内に適用する。 |
| 別紙2 3.15-①-1 | 対応済 | 入退室管理規程に従い、入退室を記録する。 |
",
    );
}

#[test]
fn a_remark_that_only_sends_its_reader_on_is_no_answer_either() {
    check(
        "refers-elsewhere",
        "
# Questionnaire

| 項番 | Question | Response | Comments |
|---|---|---|---|
| 4.3 | Are you audited? | Yes | Please refer to our trust portal. | <!-- expect -->
| 4.4 | Are you certified? | Yes | ISO/IEC 27001, renewed in 2025. See the certificate. |
| 6.3 | Do you sign? | No | Please refer to our trust portal. |
| 別紙2 3.4-①-1 | Do you keep logs? | Yes | 操作ログ管理規程 第3条 |
",
    );
}

#[test]
fn a_dash_under_a_status_is_told_as_a_dash() {
    let text = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

| 項番 | 要求事項 | 対応状況 | 備考 |
|---|---|---|---|
| 4.2 | 分担 | \\- | 医療機関へ毎年4月に渡す |
| 4.3 | 監査 | ー | |
";
    let told: Vec<_> = { examined(text).findings.into_iter() }
        .filter(|finding| finding.rule == "placeholder")
        .map(|finding| (finding.severity, finding.message.ja))
        .collect();
    let said =
        |dash| format!("「{dash}」だけでは、対象外なのか、まだ対応していないのかが分かりません");
    assert_eq!(
        told,
        [
            (shishin::finding::Severity::Information, said("-")),
            (shishin::finding::Severity::Warning, said("ー"))
        ]
    );
}

#[test]
fn what_may_come_to_light_is_no_plan() {
    check(
        "status-mismatch",
        "
# 対応表

| 項番 | 対応状況 | 当社の対応 |
|---|---|---|
| 別紙2 3.7-②-2 | ○ | 公表から30日以内に適用する。今後発見される脆弱性についても同様に30日以内に適用する。 |
| 別紙2 3.7-①-1 | ○ | 今後導入する機器にも、同じ設定を当日に施す。 |
| 別紙2 3.4-①-1 | ○ | 今後、多要素認証を導入する。 | <!-- expect -->
| 別紙2 3.5-①-1 | ○ | 今後導入する予定である。 | <!-- expect -->
",
    );
}

#[test]
fn the_lines_of_a_rows_cells_belong_together() {
    check(
        "status-mismatch",
        "
# 対応表

| 項番 | 対応状況 | 当社の対応 |
|---|---|---|
| 2.1<br>3.2.1 | ○<br>△ | 適用判定表で判定<br>契約前に開示書を提示。変更時の再合意は未整備 |
| 4.3<br>4.4 | △<br>○ | 契約前に開示書を提示<br>変更時の再合意は未整備 |
| 4.1<br>4.2 | ○<br>○ | 適用判定表で判定<br>変更時の再合意は未整備 | <!-- expect -->
",
    );
}

#[test]
fn an_exclusion_in_a_sentence_needs_a_reason() {
    check(
        "unjustified-exclusion",
        "
# 対象外とする項目

- 別紙2 3.7-⑤-2：対象外（IoT機器を含むサービスではないため）
- 別紙2 3.15-①-1：対象外 <!-- expect -->
- 別紙2 3.4-①-12は対象外とする。 <!-- expect -->
- 無線LANを利用していないため、2省ガイドライン第1.1版 別紙2 3.5-①-1は対象外とする。

電子署名に係る機能は提供していない。このため、2省ガイドライン第1.1版 別紙2 2.1-①-1は対象外とする。
",
    );
}

#[test]
fn what_a_sentence_says_is_not_done_is_not_done() {
    let text = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

# 対応状況

別紙2 3.4-①-1は未対応である。

別紙2 3.15-①-1：対象外

ログは別紙2 3.4-①-12の対象外の装置からも集める。
";
    let examination = examined(text);
    let statuses: Vec<_> = { examination.contribution.answers.iter() }
        .map(|answer| answer.status)
        .collect();
    assert_eq!(
        statuses,
        [
            Some(shishin::wording::Status::NotImplemented),
            Some(shishin::wording::Status::NotApplicable)
        ]
    );
    let rules: Vec<&str> = { examination.findings.iter() }
        .map(|finding| &*finding.rule)
        .collect();
    assert!(!rules.contains(&"missing-parameter"), "{rules:?}");
}

#[test]
fn a_plan_needs_a_time_and_not_the_date_of_a_certificate() {
    check(
        "unowned-plan",
        "
# 第8条

**対応条項**: 4.4
**実装状況**: 一部対応 <!-- expect -->

当社は、ISO/IEC 27001 の認証を取得している（登録番号：IS 700000、有効期限 2025年12月末）。
",
    );
    check(
        "unowned-plan",
        "
# 対応表

| 項番 | 対応状況 | 対応内容 | 期限 |
|---|---|---|---|
| 別紙2 3.5-①-1 | 対応予定 | EDRを入れる | 来期 | <!-- expect -->
| 別紙2 3.4-①-12 | 対応予定 | 録画する | 早急に | <!-- expect -->
| 別紙2 3.7-①-1 | 対応予定 | 基準を作る | 2026年度中 |
| 別紙2 2.1-①-1 | 順次対応 | 入退室を記録する | | <!-- expect -->
| 別紙2 2.3-①-1 | 一部対応 | 残りは2026年度末までに終える | |
",
    );
}

#[test]
fn an_edition_that_is_not_at_hand_is_told_once() {
    check(
        "unknown-guideline",
        "
# 手順

2省ガイドライン第2.0版の4.4に基づき、認証を取得する。 <!-- expect -->

2省ガイドライン第2.0版の4.3に基づき、毎年9月に監査する。

総務省・経産省ガイドライン第1.1版の4.3に基づき、毎年9月に監査する。
",
    );
}

/// The messages of a rule on a document with this front matter, in Japanese, with their help.
fn told(rule: &str, front_matter: &str) -> Vec<String> {
    let text = format!("---\n{front_matter}\n---\n\n# アクセス管理規程\n");
    let found = examined(&text).findings;
    { found.into_iter() }
        .filter(|finding| finding.rule == rule)
        .map(|finding| {
            let help = finding.help.map_or(String::new(), |help| help.ja);
            let fix = finding
                .fixes
                .first()
                .map_or("", |fix| &fix.edits[0].new_text);
            format!("{} | {help} | {fix}", finding.message.ja)
        })
        .collect()
}

#[test]
fn a_slip_in_the_front_matter_is_told_with_what_was_meant() {
    let invalid = |front_matter: &str| told("invalid-front-matter", front_matter);
    assert_eq!(
        invalid("shishin: mic-meti-medical-1.1"),
        [
            "front matter の shishin には、項目の名前と値を書きます | 「shishin: { guideline: mic-meti-medical-1.1 }」のように書いてください | { guideline: mic-meti-medical-1.1 }"
        ]
    );
    assert_eq!(
        invalid("shisin: { guideline: mic-meti-medical-1.1 }"),
        ["front matter の「shisin」は「shishin」の書き誤りではありませんか |  | shishin"]
    );
    assert_eq!(
        invalid("title: アクセス管理規程\nguideline: mic-meti-medical-1.1"),
        [
            "front matter の guideline は、shishin の下に書かないと読まれません | 「shishin: { guideline: mic-meti-medical-1.1 }」のように書いてください | shishin: { guideline: mic-meti-medical-1.1 }"
        ]
    );
    assert!(invalid("guideline: brand-2026").is_empty());
    assert_eq!(
        invalid("shishin: { guideline: mic-meti-medical-1.1, cover: [4.4] }"),
        [
            "front matter の shishin に「cover」という項目はありません | 「covers」の書き誤りではありませんか | covers"
        ]
    );
    assert_eq!(
        invalid("shishin: { guideline: mic-meti-medical-1.1, reviewed: 去年 }"),
        [
            "reviewed の「去年」を日付として読めません | 見直した日を 2026-04-01 のように書いてください | "
        ]
    );
    assert_eq!(
        invalid("shishin: { guideline: mic-meti-medical-1.1, covers: [4.33] }"),
        ["covers の「4.33」という条項は見つかりません | 番号の近い条項: 4、4.4、4.3 | "]
    );
    assert!(invalid("title: 規程\nshinsho: 1\nauthor: 情報システム部").is_empty());
    let tabs = invalid("shishin:\n\tguideline: mic-meti-medical-1.1");
    assert!(tabs[0].contains("タブは使えません"), "{tabs:?}");
}

/// Labels behind what a section says hold for it, as a list or as lines.
#[test]
fn labels_that_close_a_section_hold_for_it() {
    for labels in [
        "- **責任者**: 運用部長\n",
        "- 毎年4月に行う。\n- **責任者**: 運用部長\n",
        "**責任者**: 運用部長\n",
    ] {
        let text = format!(
            "# 規程\n\n## 評価 [mic-meti:4.3]\n\n**実装状況**: 実装済み\n\n適切に評価する。\n\n{labels}"
        );
        let found = examined(&text).findings.into_iter();
        let found: Vec<_> = found.map(|one| one.rule).collect();
        assert_eq!(found, ["weak-wording"], "{labels}");
    }
}

#[test]
fn a_line_that_is_no_yaml_leaves_the_others_as_they_are() {
    let told = told(
        "invalid-front-matter",
        "shishin:\n  guideline: mic-meti-medical-1.1\n  owner\n  cover: [4.4]",
    );
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("YAML として読めません") || told[1].contains("YAML として読めません"));
    assert!(
        told.iter()
            .any(|one| one.contains("「covers」の書き誤りではありませんか"))
    );
}

#[test]
fn a_review_that_is_still_to_come_is_told_wherever_it_stands() {
    let stale = |front_matter: &str| told("stale-review", front_matter);
    let ahead =
        "最終見直しの日（2027-04-01）が、まだ来ていません | 実際に見直した日を書いてください | ";
    let shishin = "shishin: { guideline: mic-meti-medical-1.1";
    assert_eq!(
        stale(&format!("{shishin}, reviewed: 2027-04-01 }}")),
        [ahead]
    );
    assert_eq!(
        stale(&format!("{shishin} }}\nreviewed: 2027-04-01")),
        [ahead]
    );
    assert_eq!(
        stale(&format!("{shishin} }}\nreviewed: 2020-04-01")).len(),
        1
    );
    // The day of the check, and that month.
    assert!(stale(&format!("{shishin}, reviewed: 2026-11-22 }}")).is_empty());
    assert!(stale(&format!("{shishin}, reviewed: 2026年11月 }}")).is_empty());
    // Nobody speaks to Shishin here.
    assert!(stale("reviewed: 2020-04-01").is_empty());
}

#[test]
fn a_sentence_that_tells_of_editions_cites_no_old_one() {
    check(
        "superseded-edition",
        "
# 沿革

クラウドサービス事業者が医療情報を取り扱う際の安全管理に関するガイドライン第1版は、現行のガイドラインに統合された。
クラウドサービス事業者が医療情報を取り扱う際の安全管理に関するガイドライン 第1版との差分を確かめた。

# 根拠

本書は、クラウドサービス事業者が医療情報を取り扱う際の安全管理に関するガイドライン第1版に基づく。 <!-- expect -->
",
    );
}

/// The text after the first fix of each finding of a rule.
fn mended(rule: &str, text: &str) -> Vec<String> {
    let found = examined(text).findings;
    let found = found.iter().filter(|finding| finding.rule == rule);
    let mend = |finding: &shishin::finding::Finding| {
        let edit = &finding.fixes.first()?.edits[0];
        let mut mended = text.to_string();
        mended.replace_range(edit.range.clone(), &edit.new_text);
        Some(mended)
    };
    found
        .map(|finding| mend(finding).unwrap_or_default())
        .collect()
}

#[test]
fn a_word_of_the_form_is_no_reason() {
    check(
        "unjustified-exclusion",
        "
# 対応表

| 項番 | 対応状況 | 対応内容 | 備考 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対象外（理由） | | | <!-- expect -->
| 別紙2 3.4-①-1 | 対象外（理由を記載） | | | <!-- expect -->
| 別紙2 3.4-①-1 | 対象外（なし） | | | <!-- expect -->
| 別紙2 3.4-①-1 | 対象外（―） | | | <!-- expect -->
| 別紙2 3.4-①-1 | N/A (reason) | | | <!-- expect -->
| 別紙2 3.4-①-1 | 対象外（TBD） | | | <!-- expect -->
| 別紙2 3.4-①-1 | 対象外（ログを持つ機器がない） | | |
| 別紙2 3.4-①-1 | 対象外（該当する機器なし） | | |
| 別紙2 3.4-①-1 | N/A (no reason to log: there is no device) | | |

## ログの取得 [mic-meti:別紙2 3.4-①-12]

**実装状況**: 対象外 <!-- expect -->

**理由**: 理由を記載
",
    );
}

#[test]
fn labels_that_are_still_to_be_filled_in_are_told() {
    check(
        "placeholder",
        "
# 手順

## ログの取得 [mic-meti:別紙2 3.4-①-1]

**実装状況**: 【要記入】 <!-- expect -->
**責任者**: 【要記入】
**証跡**: 【要記入】

ログはサーバーごとに取得し、5年間保存する。

## 操作ログ [mic-meti:別紙2 3.4-①-12]

**実装状況**: 実装済み
**頻度**: TODO <!-- expect -->

操作ログはサーバーごとに取得し、毎月確かめる。

## 機器 [mic-meti:別紙2 3.7-⑤-2]

**実装状況**: 対応予定（2027年3月）
**責任者**: 未定
**証跡**: 未定

機器の台帳を作り、毎月確かめる。

## 表

| 項番 | 対応状況 | 対応内容 | 責任者 |
|---|---|---|---|
| 別紙2 1.1-①-1 | 【要記入】 | 入室はカードで確かめ、記録を5年間残す。 | 【要記入】 | <!-- expect -->
| 別紙2 1.1-①-1 | 対応済 | 入室はカードで確かめ、記録を5年間残す。 | 総務部長 |
",
    );
}

#[test]
fn evidence_that_is_not_settled_is_none() {
    check(
        "missing-evidence",
        "
# 対応表

| 項番 | 対応状況 | 対応内容 | 証跡 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | 未定 | <!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | 要確認 | <!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | TBD | <!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | 【要記入】 | <!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | 点検記録（第3版は作成中） |
| 別紙2 3.4-①-1 | 対応予定（2027年3月） | ログは5年間保存する。 | 未定 |
",
    );
}

#[test]
fn a_table_that_is_kept_without_evidence_is_told_once() {
    check(
        "missing-evidence",
        "
# 対応表

| 項番 | 対応状況 | 対応内容 | 証跡 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 | | <!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 定義は毎日更新する。 | |
| 別紙2 3.7-①-1 | 対応済 | 台帳は四半期ごとに照合する。 | |
| 別紙2 1.1-①-1 | 対応済 | 入室はカードで確かめる。 | 入室記録 |

# 追補

| 項番 | 対応状況 | 対応内容 | 証跡 |
|---|---|---|---|
| 別紙2 3.4-①-12 | 対応済 | 保守の操作を録画する。 | | <!-- expect -->
| 別紙2 1.1-①-1 | 対応済 | 入室はカードで確かめる。 | 入室記録 |
",
    );
}

#[test]
fn the_word_that_closes_a_document_is_no_answer_and_takes_none_away() {
    let told = |answer: &str| {
        let text = format!(
            "---\nshishin: {{ guideline: mic-medical-cloud-2018 }}\n---\n\n# 開示書\n\n**(1)③　運用管理規程**\n\n{answer}以上\n"
        );
        let found = examined(&text).findings.into_iter();
        found
            .filter(|finding| finding.rule == "placeholder")
            .count()
    };
    assert_eq!(told("規程は全53条で、毎年3月に委員会が見直す。\n\n"), 0);
    assert_eq!(told(""), 1);
}

#[test]
fn an_allowed_row_is_not_counted_among_those_without_evidence() {
    let text = "---
shishin: { guideline: mic-meti-medical-1.1 }
---

# 対応表

| 項番 | 対応状況 | 対応内容 | 証跡 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | ログは5年間保存する。 <!-- shishin: allow missing-evidence because 画面で示す --> | |
| 別紙2 3.5-①-1 | 対応済 | 定義は毎日更新する。 | |
| 別紙2 3.7-①-1 | 対応済 | 台帳は四半期ごとに照合する。 <!-- shishin: allow missing-evidence because 画面で示す --> | |
| 別紙2 3.4-①-12 | 対応済 | 保守の操作を録画する。 | |
| 別紙2 1.1-①-1 | 対応済 | 入室はカードで確かめる。 | 入室記録 |
";
    let found = examined(text).findings;
    let lines: Vec<(&str, usize)> = { found.iter() }
        .filter(|finding| finding.rule != "missing-clause")
        .map(|finding| {
            let line = text[..finding.range.start].matches('\n').count() + 1;
            (&*finding.rule, line)
        })
        .collect();
    assert_eq!(
        lines,
        [("missing-evidence", 10), ("missing-evidence", 12)],
        "{found:#?}"
    );
}

#[test]
fn a_part_that_is_met_is_asked_until_when_the_rest_is() {
    check(
        "unowned-plan",
        "
# 対応表

| 項番 | 判定 | 現状 | いつまで |
|---|---|---|---|
| 別紙2 3.4-①-1 | 一部充足 | 本院のログは5年間保存する。 | 2099-01-15 |
| 別紙2 3.5-①-1 | 一部充足 | 本院の定義は毎日更新する。 | | <!-- expect -->
",
    );
}

#[test]
fn front_matter_that_is_not_closed_is_told_and_closed() {
    let mended = |text: &str| mended("invalid-front-matter", text);
    assert_eq!(
        mended("---\nshishin:\n  guideline: mic-meti-medical-1.1\n\n# 規程\n"),
        ["---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n\n# 規程\n"]
    );
    // As an editor indents the line below a nested key.
    assert_eq!(
        mended("---\nshishin:\n  guideline: mic-meti-medical-1.1\n  ---\n\n# 規程\n"),
        ["---\nshishin:\n  guideline: mic-meti-medical-1.1\n---\n\n# 規程\n"]
    );
    assert_eq!(
        mended("---\nshishin: { guideline: mic-meti-medical-1.1 }"),
        ["---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n"]
    );
    for silent in [
        "---\ntitle: 規程\n\n# 規程\n",
        "---\n\nshishin: これは本文です。\n",
        "---\nこの線の下は本文です。\n",
        "---\nshishin: { guideline: mic-meti-medical-1.1 }\n---\n",
    ] {
        assert_eq!(mended(silent), Vec::<String>::new(), "{silent}");
    }
}

#[test]
fn a_prefix_in_brackets_of_full_width_cites_where_it_is_known() {
    let found = standings(
        "
# ログ

- ログは5年間保存している。［mic-meti:別紙2 3.4-①-1］
- ログは5年間保存している。【mic-meti：別紙2 3.4-①-1】
- ログは5年間保存している。［ｍｉｃ－ｍｅｔｉ：別紙２　３．４－①－１］
- ログは5年間保存している。【ISO27001:8.15】
- ログは5年間保存している。【注意:3.4】
",
    );
    assert_eq!(found, [Standing::Good, Standing::Good, Standing::Good]);
    check(
        "unknown-guideline",
        "
# ログ

- ログは5年間保存している。【ISO27001:8.15】
- ログは5年間保存している。[mic-mti:4.3] <!-- expect -->
",
    );
}

#[test]
fn a_misspelt_prefix_is_corrected() {
    assert_eq!(
        mended(
            "unknown-guideline",
            "# ログ\n\nログは5年間保存している。[mic-mti:4.3]\n"
        ),
        ["# ログ\n\nログは5年間保存している。[mic-meti:4.3]\n"]
    );
}

/// How the answers of a document stand, in their order.
fn standings(body: &str) -> Vec<Standing> {
    let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n{body}");
    let answers = examined(&text).contribution.answers;
    answers.iter().map(|answer| answer.standing).collect()
}

#[test]
fn advice_to_customers_and_talk_answer_nothing() {
    let found = standings(
        "
# アクセス

- 利用者の活動のログは5年間保存している。[mic-meti:別紙2 3.4-①-1]
- ログの保存期間は、お客様にて設定してください。[mic-meti:別紙2 3.4-①-1]
- Customers should enable multi-factor authentication. [mic-meti:別紙2 3.4-①-1]
- 先月の定例会で、ログの保存について協議した。[mic-meti:別紙2 3.4-①-1]
- ログは当社が保存しています。期間はお客様にてご指定ください。[mic-meti:別紙2 3.4-①-1]
",
    );
    use Standing::{Good, Weak};
    assert_eq!(found, [Good, Weak, Weak, Weak, Good]);
}

#[test]
fn an_interval_may_stand_in_another_item_about_the_same_deed() {
    check(
        "missing-frequency",
        "
# 事業継続

## 計画の訓練 [mic-meti:別紙2 3.7-①-1]

- Procedures are kept for periodic testing of the continuity plans.
- The continuity plans are tested at least annually in a tabletop exercise.

## 評価 [mic-meti:別紙2 3.4-①-1]

- Periodic evaluations of all safeguards are carried out.
- Internal evaluations are held regularly. <!-- expect -->
- Evaluations take place at least annually, and after a change of the environment.

## 権限 [mic-meti:別紙2 1.1-①-1]

- 利用者の権限の棚卸しを定期的に行う。
- 利用者の権限の棚卸しは、四半期ごとに部門長が行う。

## 記録 [mic-meti:別紙2 2.1-①-1]

- 入退室の記録は定期的に点検する。 <!-- expect -->
- 鍵の本数は毎月数える。
",
    );
}

#[test]
fn a_clause_named_in_passing_under_the_heading_of_another_is_asked_no_value() {
    check(
        "missing-parameter",
        "
# 権限

## 最小権限 [mic-meti:別紙2 1.1-①-1]

- 権限は申請書で付与する。
- 付与の操作は記録する（別紙2 3.4-①-1）。

## ログ

- 利用者の操作はすべて記録する（別紙2 3.4-①-12）。
",
    );
    check(
        "missing-parameter",
        "
# ログ

- 利用者の活動のログを取得し、専用のサーバに保存する（別紙2 3.4-①-1）。 <!-- expect -->
",
    );
}

#[test]
fn what_only_points_at_a_place_in_brackets_refers_elsewhere() {
    check(
        "refers-elsewhere",
        "
# 対策

- ログの保存（別紙2 3.4-①-1）を参照。 <!-- expect -->
- ログの取得については、運用の手引（第5章）を参照のこと。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- ログの取得は情報システム管理規程（別紙2 3.4-①-1）を参照する。 <!-- expect -->
- 設定値（90日）を参照し、古い記録を消去する。[mic-meti:別紙2 3.4-①-1]
- 利用者は自分の操作の記録（最大90日分）を参照できる。[mic-meti:別紙2 3.4-①-1]
- 下図（図2）のとおり、ログを別の区画に保存する。[mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn notes_that_something_is_to_be_written_are_placeholders_however_they_go_on() {
    check(
        "placeholder",
        "
# 対策

- Access is revoked within [PLACEHOLDER: number of hours] hours. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Access is reviewed at least [PLACEHOLDER: frequency, e.g., monthly or quarterly]. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 保存期間は【要確認：法務部と調整のうえ年度内に決定する】とする。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 未定。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Logs are reviewed [Assignment: organization-defined frequency]. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- To follow. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 対応しています。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 確認中の申請は一覧に残す。[mic-meti:別紙2 3.4-①-1]
",
    );
}

#[test]
fn what_is_done_fast_or_when_there_is_time_can_not_be_checked() {
    check(
        "weak-wording",
        "
# 対策

- 事故の発生時は迅速に対応する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
- 事故の発生時は、30分以内に迅速に連絡する。[mic-meti:別紙2 3.4-①-1]
- Patches are tested outside production when time permits. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
- Access of those who move is changed as found necessary. [mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

/// The rules that find something in the last line of a document, and how seriously each takes it.
fn at_the_end(body: &str) -> Vec<(String, Severity)> {
    let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{body}");
    let last = text.trim_end().rfind('\n').map_or(0, |end| end + 1);
    { examined(&text).findings.into_iter() }
        .filter(|finding| finding.range.end >= last)
        .map(|finding| (finding.rule.to_string(), finding.severity))
        .collect()
}

#[test]
fn a_row_that_is_being_written_is_told_as_that_and_nothing_more() {
    let table = "## 別紙2\n\n| 項番 | 対応状況 | 当社の対応 | 担当 |\n|---|---|---|---|\n\
                 | 3.4-①-1 | 対応済 | 操作ログを1年間保存する。 | 運用部 |\n";
    for row in [
        "| 3.4-①-12",
        "| 3.4-①-12 | 対応済",
        "| 3.4-①-12 | 対象外",
        "| 3.4-①-12 | 一部対応",
        "| 3.4-①-12 | 対応済 | ログ",
    ] {
        for behind in ["", "\n"] {
            let found = at_the_end(&format!("{table}{row}{behind}"));
            let expected = [("placeholder".to_string(), Severity::Information)];
            assert_eq!(found, expected, "{row}");
        }
    }
    for begun in ["|", "| ", "| 3.4-①-9"] {
        let found = at_the_end(&format!("{table}{begun}"));
        let louder = found
            .iter()
            .any(|(_, severity)| *severity > Severity::Information);
        assert!(found.len() <= 1 && !louder, "{begun}: {found:?}");
    }
    // One with its end is what it is, and so is one of a table whose rows have none.
    let found = at_the_end(&format!("{table}| 3.4-①-12 | 対象外 | | |\n"));
    assert_eq!(found[0].0, "unjustified-exclusion");
    let open = table.replace(" |\n", "\n").replace("---|\n", "---\n");
    let found = at_the_end(&format!("{open}| 3.4-①-12 | 対象外\n"));
    assert_eq!(found[0].0, "unjustified-exclusion", "{open}");
}

#[test]
fn what_stands_in_an_open_bracket_may_still_be_said() {
    for words in [
        "ログを1年間残す（別紙2 3.4-①-9",
        "ログを1年間残す（総務省・経産省ガイドライン第1.1版 別紙2 3.4-①-9",
        "**対応条項**: 別紙2 3.4-①-1\n**実装状況**: 一部対応（",
        "**対応条項**: 別紙2 3.4-①-1\n**実装状況**: 対象外（",
    ] {
        assert_eq!(at_the_end(&format!("## 第5条\n\n{words}")), [], "{words}");
    }
    let found = at_the_end("ログを1年間残す（別紙2 3.4-①-9）");
    assert_eq!(found[0].0, "unknown-clause");
}

#[test]
fn a_value_is_not_asked_for_where_nothing_is_said_yet() {
    check(
        "missing-parameter",
        "
# ログ

- [mic-meti:別紙2 3.4-①-1]
",
    );
    check(
        "missing-parameter",
        "
# ログ

- 操作ログを保存する。[mic-meti:別紙2 3.4-①-1] <!-- expect -->
",
    );
}

#[test]
fn adverbs_in_what_is_done_for_something_are_its_purpose() {
    check(
        "weak-wording",
        "
# 対策

- 職員が重要さを十分に理解するように、年2回の研修を行う。[mic-meti:別紙2 3.7-①-1]
- 職員が重要さを十分に理解するように、研修を行う。[mic-meti:別紙2 3.7-①-1]
- 情報が適切に守られるよう、暗号化する。[mic-meti:別紙2 3.7-①-1]
- 情報を適切に管理するよう努める。[mic-meti:別紙2 3.7-①-1] <!-- expect -->
- 権限を見直し、適切に管理するため、情報を集める。[mic-meti:別紙2 3.7-①-1]
- 社内規程に基づき、適切に管理している。[mic-meti:別紙2 3.7-①-1] <!-- expect -->
- 媒体管理規程に基づき、適切に管理している。[mic-meti:別紙2 3.7-①-1]
- Privileges are restricted appropriately in accordance with best practice. [mic-meti:別紙2 3.7-①-1] <!-- expect -->
- Privileges are restricted appropriately in accordance with section 4 of the access policy. [mic-meti:別紙2 3.7-①-1]
- Risks are assessed annually, or more often as needed, in response to changes of the services. [mic-meti:別紙2 3.7-①-1]
- Sufficient measures are in place. [mic-meti:別紙2 3.7-①-1] <!-- expect -->

| 項番 | 実施内容 |
|---|---|
| 別紙2 3.7-①-1 | 適切に管理する | <!-- expect -->
| 別紙2 3.7-②-2 | 適切に管理する。 | <!-- expect -->
",
    );
}

#[test]
fn what_is_set_elsewhere_refers_elsewhere_whatever_number_it_ends_in() {
    check(
        "refers-elsewhere",
        "
# 分担

- 役割の分担は、別に定める（2省ガイドライン 4.2）。 <!-- expect -->
- 分担については、別に定めるところによる。[mic-meti:4.2] <!-- expect -->
- 分担の詳細は別途定めるものとする。[mic-meti:4.2] <!-- expect -->
- 連絡の順は別に定める表に沿い、当番が電話で伝える。[mic-meti:4.2]
",
    );
}

#[test]
fn english_that_puts_off_what_its_status_says_is_done_is_told() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | Implemented | Reviews of service accounts are pending. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | Volumes will be encrypted by Q1 2099. |<!-- expect -->
| 別紙2 3.7-①-1 | Implemented | Logs go to the collector; we are still working on the alerts. |<!-- expect -->
| 別紙2 3.7-②-2 | Implemented | Logs are reviewed every week. No record that a review has ever run. |<!-- expect -->
| 別紙2 3.4-①-1 | Implemented | The queue shows which requests are pending. |
| 別紙2 3.5-①-1 | Implemented | Patches are pending approval for three days at most. |
| 別紙2 3.7-①-1 | Implemented | Each volume will be encrypted before data is written to it. |
",
    );
}

#[test]
fn a_day_on_which_something_was_done_lies_behind() {
    check(
        "status-mismatch",
        "
| 項番 | Status | Completion date | Implementation |
|---|---|---|---|
| 別紙2 3.4-①-1 | Implemented | 2099-04-01 | Logs are kept for five years. |<!-- expect -->
| 別紙2 3.5-①-1 | Implemented | 2026-04-01 | Files are scanned on each write. |
| 別紙2 3.7-①-1 | Planned | 2099-04-01 | Roles will be reviewed. |

| 項番 | Status | Target completion date | Implementation |
|---|---|---|---|
| 別紙2 3.7-②-2 | Implemented | 2099-04-01 | Roles are reviewed every year. |
",
    );
}

#[test]
fn a_remark_that_says_no_more_than_the_status_is_no_answer() {
    check(
        "placeholder",
        "
| 項番 | Answer | Comment |
|---|---|---|
| 別紙2 3.4-①-1 | Yes | Yes |<!-- expect -->
| 別紙2 3.5-①-1 | Yes | Files are scanned on each write. |
| 別紙2 3.7-①-1 | No | No |
",
    );
    check(
        "placeholder",
        "
| 項番 | Implementation |
|---|---|
| 別紙2 3.4-①-1 | Both parties |<!-- expect -->
| 別紙2 3.5-①-1 | Both parties scan what they receive. |
",
    );
}

#[test]
fn an_interval_may_stand_under_a_schedule() {
    check(
        "missing-frequency",
        "
# Backups [mic-meti:別紙2 3.4-①-1]

## Approach

Volumes are backed up regularly to a second region.

## Schedule

Backups of volumes run every night.
",
    );
    check(
        "missing-frequency",
        "
# Backups [mic-meti:別紙2 3.4-①-1]

## Approach

Volumes are backed up regularly to a second region.<!-- expect -->

## Staff

The roster changes every night.
",
    );
}

#[test]
fn what_a_bracket_calls_planned_answers_nothing() {
    let body =
        "The router filters (別紙2 3.4-①-1). A second factor is used (別紙2 3.5-①-1, planned).";
    assert_eq!(standings(body), [Standing::Good]);
}

#[test]
fn of_two_statuses_the_least_done_counts() {
    check(
        "unowned-plan",
        "
| 項番 | Status | Implementation |
|---|---|---|
| 別紙2 3.4-①-1 | N/A / Partial | The cloud provider guards the rooms. |<!-- expect -->

- **Status:** Open / In Progress / Closed / Risk Accepted / Controls Added
",
    );
}

#[test]
fn who_says_that_it_will_not_be_done_has_not_answered() {
    for refusal in [
        "対応しない。",
        "実施しません。",
        "対応の予定はない。",
        "導入を見送る。",
        "We will not implement this control.",
        "There are no plans to implement this.",
        "Undecided.",
    ] {
        for cited in ["[mic-meti:4.4]", "（mic-meti:4.4）", "【mic-meti:4.4】"] {
            let examination = examined(&format!("# 方針\n\n{refusal}{cited}\n"));
            let standing = examination.contribution.answers[0].standing;
            assert_ne!(standing, Standing::Good, "{refusal}{cited}");
        }
    }
    check(
        "unowned-plan",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | 操作の記録を3年間保存する。 |
| 別紙2 3.5-①-1 | 対応しない | |<!-- expect -->
| 別紙2 3.7-①-1 | 見送り | |<!-- expect -->
",
    );
}

#[test]
fn a_plan_is_one_whatever_brackets_its_citation_stands_in() {
    for plan in ["来年度に対応する", "未定", "実施していない"] {
        for cited in [
            "。[mic-meti:4.4]",
            "[mic-meti:4.4]。",
            "。［mic-meti:4.4］",
            "（mic-meti:4.4）。",
            "。（mic-meti:4.4）",
            "【mic-meti:4.4】",
            "。[mic-meti:4.3][mic-meti:4.4]",
        ] {
            let examination = examined(&format!("# 方針\n\n{plan}{cited}\n"));
            let standing = examination.contribution.answers[0].standing;
            assert_ne!(standing, Standing::Good, "{plan}{cited}");
        }
    }
}

#[test]
fn a_citation_of_a_known_prefix_that_leads_nowhere_is_told() {
    check(
        "unread-citation",
        "
# 方針

記録を3年間保存する。[mic-meti:あいう]<!-- expect -->

委託先を年1回評価する。[mic-meti:4.3 4.4]<!-- expect -->

責任者を置く。[mic-meti:4..3]<!-- expect -->

監査を毎年9月に受ける。[mic-meti:4.3]

担当: [mic-meti: 情報システム部が、問い合わせを受ける。]
",
    );
    let falling = examined("# 方針\n\n監査を毎年9月に受ける。[mic-meti:4.4〜4.2]\n");
    assert_eq!(falling.contribution.answers.len(), 3);
}

#[test]
fn what_stands_for_a_status_or_a_day_and_is_none_is_told() {
    check(
        "unknown-label",
        "
## 委託先の評価 [mic-meti:4.4]

**実装状況**: 上出来<!-- expect -->

委託先を毎年6月に評価する。

## 第三者認証 [mic-meti:4.3]

**実装状況**: 対応予定
**期限**: 2027-02-30<!-- expect -->

外部の監査を受ける。

## 監視 [mic-meti:別紙2 3.4-①-1]

**実装状況**: 対応予定
**期限**: 2027年3月31日

操作の記録を3年間保存する。
",
    );
    check(
        "unknown-label",
        "
| 項番 | 対応状況 | 対応内容 | 期限 |
|---|---|---|---|
| 別紙2 1.1-④-7 | 対応済 | 返却された機器を台帳と照らし合わせる。 | |
| 別紙2 3.7-①-1 | 対応予定 | 試験の手順を定める。 | 2027/13/45 |<!-- expect -->
",
    );
}
