//! How documents call the guidelines that a project brings along, and which of several a number belongs to.

use serde_json::Value;

use super::Folder;

/// A standard's annex as a sheet.
const STANDARD: &str = "ISO/IEC 99001:2031 附属書A,,
番号,管理策,要求事項
A.5,組織の管理策,
A.5.1,方針,方針を定め、毎年見直さなければならない。
A.5.2,権限の付与,権限を承認の上で付与しなければならない。
A.8,技術の管理策,
A.8.1,記録の採取,操作の記録を採取しなければならない。
A.8.2,時計の同期,時計を同期させなければならない。
";

/// Another's clauses.
const OTHER: &str = "JIS Q 99002:2032,,
条項,項目,要求事項
6.1,危険の評価,危険を評価しなければならない。
9.1,監視と測定,結果を測定しなければならない。
9.2,内部の監査,監査を行わなければならない。
";

/// What a check of one document says: rules with the lines on which they speak, `missing-clause` left out, and
/// the clauses that are answered.
fn checked(guidelines: &[(&str, &str)], document: &str) -> (Vec<(String, u64)>, Vec<String>) {
    let mut files = vec![("文書.md", document)];
    files.extend_from_slice(guidelines);
    let folder = Folder::with(&files);
    let mut arguments = vec!["check", "--format", "json", "文書.md"];
    for (name, _) in guidelines {
        arguments.extend(["--guideline", name]);
    }
    let ran = folder.run(&arguments);
    let report: Value = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let found = list(&report["findings"]).into_iter().map(|finding| {
        let line = finding["start"]["line"].as_u64().unwrap_or_default();
        (
            finding["rule"].as_str().unwrap_or_default().to_owned(),
            line,
        )
    });
    let answered = list(&report["coverage"]).into_iter().flat_map(|guideline| {
        let clauses = list(&guideline["clauses"]).into_iter();
        let answered = clauses.filter(|clause| !list(&clause["answers"]).is_empty());
        answered.map(|clause| clause["label"].as_str().unwrap_or_default().to_owned())
    });
    let found = found.filter(|(rule, _)| rule != "missing-clause").collect();
    (found, answered.collect())
}

#[track_caller]
fn answers(document: &str, clauses: &[&str]) {
    let (found, answered) = checked(&[("standard.csv", STANDARD)], document);
    assert_eq!(answered, clauses, "{document}");
    let unknown: Vec<_> = { found.iter() }
        .filter(|(rule, _)| rule.starts_with("unknown") || rule == "missing-edition")
        .collect();
    assert!(unknown.is_empty(), "{document}: {unknown:?}");
}

#[test]
fn a_standard_is_known_by_every_spelling_of_its_designation() {
    for name in [
        "ISO/IEC 99001:2031",
        "ISO/IEC 99001",
        "ISO/IEC99001",
        "ISO 99001",
        "ISO99001",
        "ISO 99001:2031",
        "ISO/IEC 99001:2031 附属書A",
        "ISO/IEC 99001:2031 附属書 A",
        "ISO 99001-2031",
        "ISO 99001（2031年版）",
    ] {
        answers(
            &format!("# 対応\n\n{name} の A.8.1 に従い、操作ログを毎日採取し、1年保存する。\n"),
            &["A.8.1"],
        );
    }
    for name in ["ISO/IEC 99001-1", "ISO 990011", "IEC 99001", "XISO 99001"] {
        let text =
            format!("# 対応\n\n{name} の A.8.1 に従い、操作ログを毎日採取し、1年保存する。\n");
        answers(&text, &[]);
    }
}

#[test]
fn another_year_of_a_standard_is_another_edition() {
    let text = "# 対応\n\nISO/IEC 99001:2013 の A.8.1 に従い、操作ログを毎日採取する。\n";
    let (found, answered) = checked(&[("standard.csv", STANDARD)], text);
    assert_eq!(found, [("unknown-guideline".to_owned(), 3)]);
    assert!(answered.is_empty());
}

#[test]
fn a_sheet_without_a_title_is_known_by_the_designation_that_its_file_is_called_by() {
    let (_, sheet) = STANDARD.split_once('\n').expect("a title stands above");
    let text = "# 対応\n\nISO/IEC 99001 A.8.1 に従い、操作ログを毎日採取し、1年保存する。\n";
    let (found, answered) = checked(&[("iso99001-2031.csv", sheet)], text);
    assert_eq!((found, answered), (Vec::new(), vec!["A.8.1".to_owned()]));
}

#[test]
fn annexes_chapters_and_counts_behind_a_name_are_no_clauses() {
    for text in [
        "# ISO/IEC 99001:2031 附属書 A への対応\n",
        "# 対応\n\n- [ISO/IEC 99001:2031 Annex Aの新しい管理策](https://example.com/)\n",
        "# 対応\n\nISO/IEC 99001 の 93 項目に従う。ISO/IEC 99001 の 93 の管理策を読む。\n",
        "# 対応\n\nWe meet the ISO/IEC 99001 93 controls.\n",
        "# 対応\n\nISO 99001 9.2 に従い、内部監査を毎年6月に行う。\n",
        "# 対応\n\nISO 99001 を 2029 年に取得した。\n",
    ] {
        answers(text, &[]);
    }
    let text = "# 対応\n\nISO/IEC 99001 A.8.9 に従い、時計を同期させる。\n";
    let (found, _) = checked(&[("standard.csv", STANDARD)], text);
    assert_eq!(found, [("unknown-clause".to_owned(), 3)]);
}

#[test]
fn numbers_with_titles_below_a_heading_of_controls_are_clauses() {
    let rows = "|---|---|\n| A.8.1 記録の採取 | 操作ログを毎日採取し、1年保存する。 |\n| A.8.2 | 時計を毎時同期させる。 |\n";
    for heading in [
        "管理策",
        "ISMS 管理策",
        "Control / 管理策",
        "附属書A",
        "カテゴリ",
    ] {
        answers(
            &format!("# ISO 99001 対応\n\n| {heading} | 対応内容 |\n{rows}"),
            &["A.8.1", "A.8.2"],
        );
    }
    answers(
        "# ISO 99001 対応\n\n| No. | 管理策 | 対応内容 |\n|---|---|---|\n| 1 | A.8.1 記録の採取 | 操作ログを毎日採取する。 |\n| 2 | A.8.2 時計の同期 | 毎時同期させる。 |\n",
        &["A.8.1", "A.8.2"],
    );
    // Controls in words are what is asked.
    answers(
        "# ISO 99001 対応\n\n| 番号 | 管理策 | 対応内容 |\n|---|---|---|\n| A.8.1 | 操作の記録を採取する | 操作ログを毎日採取する。 |\n",
        &["A.8.1"],
    );
}

#[test]
fn what_is_done_may_stand_below_a_heading_of_statuses() {
    for heading in ["対応", "対応状況", "実施状況"] {
        let text = format!(
            "# ISO 99001 対応\n\n| 番号 | {heading} |\n|---|---|\n| A.8.1 | 操作ログを必要に応じて採取する。 |\n"
        );
        let (found, _) = checked(&[("standard.csv", STANDARD)], &text);
        assert_eq!(found, [("weak-wording".to_owned(), 5)], "{heading}");
    }
}

#[test]
fn a_title_of_another_clause_is_seen_wherever_it_stands_in_the_row() {
    for table in [
        "| 番号 | 題名 | 対応内容 |\n|---|---|---|\n| A.8.2 | 記録の採取 | 操作ログを毎日採取する。 |\n",
        "| 番号 | 管理策 | 対応内容 |\n|---|---|---|\n| A.8.2 | 記録の採取 | 操作ログを毎日採取する。 |\n",
        "| 管理策 | 対応内容 |\n|---|---|\n| A.8.2 記録の採取 | 操作ログを毎日採取する。 |\n",
    ] {
        let text = format!("# ISO 99001 対応\n\n{table}");
        let (found, _) = checked(&[("standard.csv", STANDARD)], &text);
        assert_eq!(found, [("ambiguous-citation".to_owned(), 5)], "{table}");
    }
}

#[test]
fn a_number_that_only_another_guideline_of_the_project_has_is_its() {
    let both = [("standard.csv", STANDARD), ("other.csv", OTHER)];
    let text = "# 社内認証への対応

認証（JIS Q 99002:2032）とISMSの要求事項への対応を定める。

| 管理策ID | 対応内容 |
|---|---|
| A.5.1 | 方針を毎年4月に見直す。 |
| A.8.1 | 操作ログを毎日採取する。 |

| 条項 | 対応内容 |
|---|---|
| 9.2 | 監査部が毎年6月に監査する。 |
| A.8.2 | 時計を毎時同期させる。 |
";
    let (found, mut answered) = checked(&both, text);
    answered.sort();
    assert_eq!(found, []);
    assert_eq!(answered, ["9.2", "A.5.1", "A.8.1", "A.8.2"]);
    // Where the document declares one, its numbers are that one's.
    let declared = format!("---\nshishin: {{ guideline: other }}\n---\n{text}");
    let (found, _) = checked(&both, &declared);
    let unknown = found.iter().filter(|(rule, _)| rule == "unknown-clause");
    assert_eq!(unknown.count(), 3);
}

#[test]
fn an_edition_behind_a_name_is_no_clause() {
    let standard = "情報保護指針 第2.1版,,
番号,題名,要求事項
1,総則,
2,対策,
2.1,記録,記録を採取しなければならない。
2.2,時計,時計を同期させなければならない。
";
    let read = |text: &str| checked(&[("guide.csv", standard)], &format!("# 対応\n\n{text}\n"));
    // 2.1 asks for something: what stands behind it tells.
    for text in [
        "情報保護指針2.1の観点では、操作ログを毎日採取する。",
        "情報保護指針 2.1 の改定に備える。",
    ] {
        assert_eq!(read(text), (Vec::new(), Vec::new()), "{text}");
    }
    for text in [
        "情報保護指針 2.1 に従い、操作ログを毎日採取する。",
        "情報保護指針 第2.1版 2.1 に従い、操作ログを毎日採取する。",
    ] {
        assert_eq!(read(text).1, ["2.1"], "{text}");
    }
    let text = "情報保護指針 2.1 2.2 に従い、時計を毎時同期させる。";
    assert_eq!(read(text).1, ["2.2"], "{text}");
    for text in [
        "情報保護指針 3.0 の観点では、操作ログを毎日採取する。",
        "情報保護指針（3.0）を読み、操作ログを毎日採取する。",
        "情報保護指針 4.2 の文脈では、操作ログを毎日採取する。",
    ] {
        assert_eq!(
            read(text),
            (vec![("unknown-guideline".to_owned(), 3)], Vec::new()),
            "{text}"
        );
    }
    let text = "情報保護指針 4.2 に従い、操作ログを毎日採取する。";
    let (found, _) = read(text);
    assert!(
        found.iter().any(|(rule, _)| rule == "unknown-clause"),
        "{text}"
    );
}

/// A standard of which only the numbers' last level is in the file, and whose letters and figures run together.
const CRITERIA: &str = "No.,Title,Requirement
CC5.1,Control activities,The entity selects control activities.
CC6.1,Logical access,The entity restricts logical access.
A1.1,Capacity,The entity monitors its capacity.
";

#[test]
fn what_is_before_the_numbers_of_clauses_is_their_family() {
    let read = |text: &str| checked(&[("soc2.csv", CRITERIA)], text);
    let table = "| Control ID | Description |\n|---|---|\n| CC5.1 | Roles are reviewed every month by the security team. |\n";
    let (found, answered) = read(&format!(
        "# SOC 2\n\n### CC5 - Control Activities\n\n{table}"
    ));
    assert_eq!((found, answered), (Vec::new(), vec!["CC5.1".to_owned()]));
    let (found, _) = read(
        "# SOC 2\n\n| Control ID | Description |\n|---|---|\n| CC5.9 | Roles are reviewed. |\n| CC5.1 | Roles are reviewed every month. |\n",
    );
    assert_eq!(found, [("unknown-clause".to_owned(), 5)]);
}

#[test]
fn a_number_may_have_its_guidelines_short_name_in_front() {
    let table = "# Matrix\n\n| Control ID | Description |\n|---|---|\n| SOC2-CC6.1 | Access is reviewed every month. |\n| SOC2-A1.1 | Capacity is measured every day. |\n";
    let (found, mut answered) = checked(&[("soc2.csv", CRITERIA)], table);
    answered.sort();
    assert_eq!(found, []);
    assert_eq!(answered, ["A1.1", "CC6.1"]);
    let table = "# 対応\n\n| 管理策番号 | 対応内容 |\n|---|---|\n| ISO-A.8.1 | 操作ログを毎日採取する。 |\n";
    answers(table, &["A.8.1"]);
}

#[test]
fn words_behind_a_name_and_numbers_that_run_on_are_no_clauses() {
    answers("# ISO 99001 IL5 Complete Matrix\n", &[]);
    answers("# ISO 99001:2031, 421 Controls\n", &[]);
    answers(
        "# ISO 99001\n\n### Isolation (A.8.1-AI-2)\n\nQueries are filtered by user.\n",
        &[],
    );
}

#[test]
fn a_questionnaires_own_numbers_are_told_by_their_questions() {
    let questions = "Question ID,Question\n1,What does the product do?\n2,Does the system send mail by itself?\n3,Is a person asked first?\n";
    let answered = |rows: &str| {
        let text = format!("# Security review\n\n| # | Question | Answer |\n|---|---|---|\n{rows}");
        checked(&[("questions.csv", questions)], &text).1
    };
    assert_eq!(
        answered(
            "| 1 | What does the product do? | It drafts letters. |\n| 2 | Does the system send mail by itself? | No mail leaves it. |\n"
        ),
        ["1", "2"]
    );
    let others = "| 1 | Who are you? | We are a company. |\n| 2 | Where are you? | In Osaka. |\n";
    assert!(answered(others).is_empty());
}

#[test]
fn an_old_edition_beside_the_one_at_hand_is_history() {
    let text = "# ISO/IEC 99001:2031 対応\n\nISO/IEC 99001:2013 から移行した。\n";
    answers(text, &[]);
}

#[test]
fn a_newcomer_with_a_guideline_of_his_own_learns_its_name() {
    let folder = Folder::with(&[
        ("standard.csv", STANDARD),
        ("memo.md", "# メモ\n\n今日の打ち合わせ。\n"),
    ]);
    let ran = folder.run(&[
        "check",
        "--locale",
        "ja",
        "--guideline",
        "standard.csv",
        "memo.md",
    ]);
    let own = "照らし合わせているガイドライン（本文ではこの名称で指せます）:\n  standard  ISO/IEC 99001:2031 附属書A\n内蔵のガイドライン（`--guideline ID` で選べます）:\n  mic-";
    assert!(ran.stdout.contains(own), "{}", ran.stdout);
}

#[test]
fn a_publisher_stands_for_its_only_standard_in_front_of_a_number() {
    answers(
        "# 記録\n\n**関連管理策**: 社内規程, ISO A.8.1\n\n操作の記録は1年間残す。\n",
        &["A.8.1"],
    );
}

#[test]
fn enhancements_in_a_sheet_without_families_are_asked_for() {
    const SHEET: &str = "Control ID,Requirement
AC-2,アカウントを管理しなければならない。
AC-2(1),自動化しなければならない。
";
    let folder = Folder::with(&[
        ("controls.csv", SHEET),
        (
            "文書.md",
            "| Control ID | 実装 |\n|---|---|\n| AC-2 | 毎日取り込む。 |\n",
        ),
    ]);
    let ran = folder.run(&[
        "check",
        "--locale",
        "ja",
        "--guideline",
        "controls.csv",
        "文書.md",
    ]);
    assert!(
        ran.stdout
            .contains("要求事項 2 件: 対応あり 1、不十分 0、記載なし 1"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_number_that_the_only_guideline_lacks_is_unknown_below_a_running_heading_too() {
    let table = "| # | Point of focus | Status |\n|---|---|---|\n| A.8.7 | 記録の保管 | 対応済 |\n";
    let (found, _) = checked(&[("standard.csv", STANDARD)], table);
    assert!(
        found.contains(&("unknown-clause".to_owned(), 3)),
        "{found:?}"
    );
}

#[test]
fn an_address_names_no_guideline() {
    let text = "# 方針\n\n出典は https://example.org/99001 にある。\n\n## A.5.1 方針\n\n方針は社長が定め、毎年4月に見直す。\n";
    let (found, answered) = checked(&[("iso99001-2031.csv", STANDARD)], text);
    assert_eq!((found, answered), (Vec::new(), vec!["A.5.1".to_owned()]));
}

#[test]
fn a_bold_word_before_a_count_is_no_label() {
    let text =
        "# SoA\n\n**Implemented:** 52\n\n## A.5.1 方針\n\n方針は社長が定め、毎年4月に見直す。\n";
    let (found, _) = checked(&[("standard.csv", STANDARD)], text);
    assert_eq!(found, Vec::new());
}

/// What a newcomer is told whose documents answer a guideline that nobody gave.
#[test]
fn a_guideline_that_is_not_at_hand_is_named_once() {
    let tables = "# FISC 安全対策基準 対応表\n\n## 実務基準\n\n| 実務基準番号 | 対策内容 |\n|---|---|\n| 実 1 | 利用者を認証する。 |\n\n\
                  ## 設備基準\n\n| 設備基準番号 | 対策内容 |\n|---|---|\n| 設 1 | 入退室を記録する。 |\n";
    let folder = Folder::with(&[
        ("表.md", tables),
        (
            "Mapping.md",
            "# NIST SP 800-53 Rev. 5 mapping\n\nWe log in with keys.\n",
        ),
        (
            "方針.md",
            "# 方針\n\n厚生労働省「医療情報システムの安全管理に関するガイドライン」第6.0版の 8.3 に基づき、記録を残す。\n\n\
             「クラウド利用ガイドライン」第2版を全員に配る。\n",
        ),
    ]);
    let found = folder.check(&[]).stdout;
    for told in [
        "「FISC」の番号（実 1 など）は、ガイドラインが登録されていないため、照らし合わせていません（ほか1表）",
        "「NIST SP 800-53」は登録されていないため",
        "「医療情報システムの安全管理に関するガイドライン」は登録されていないため",
        "guidelines に加えると、照らし合わせられます",
    ] {
        assert!(found.contains(told), "{told}: {found}");
    }
    assert_eq!(found.matches("[unknown-guideline]").count(), 3, "{found}");
}

#[test]
fn a_column_of_counts_holds_no_clauses_of_an_unknown_guideline() {
    let text = "# 統制の件数\n\n| 分野 | 内容 | 管理策 |\n|---|---|---|\n| AC | アクセス | 4 |\n| AU | 監査 | 5 |\n";
    let folder = Folder::with(&[("件数.md", text)]);
    let found = folder.check(&[]).stdout;
    assert!(!found.contains("unknown-guideline"), "{found}");
}

#[test]
fn a_table_below_the_name_of_another_standard_answers_nothing_of_the_one_at_hand() {
    const CARDS: &str = "決済基準 第3版\n番号,要求事項\n5.1,端末を台帳で管理すること\n5.2,端末の紛失を届け出ること\n5.3,端末を消去すること\n";
    const LAW: &str =
        "個人情報保護法\n番号,題名\n第17条,目的の特定\n第20条,取得\n第23条,安全管理\n";
    // A heading inside of a document that names the guideline at hand.
    let own = "# 対応表\n\n決済基準 第3版への対応を示す。\n\n## 決済基準\n\n| 番号 | 状況 | 実施内容 |\n|---|---|---|\n| 5.1 | 対応済 | 台帳を毎月棚卸しする。 |\n";
    let rows = "| 番号 | 状況 | 実施内容 |\n|---|---|---|\n| 5.2 | 対応済 | 分類表を年1回見直す。 |\n| 5.9 | 対応済 | 一覧を公表する。 |\n";
    for heading in [
        "ISO/IEC 27001 への対応",
        "電気通信事業法への対応",
        "NIST CSF",
    ] {
        let document = format!("{own}\n## {heading}\n\n{rows}");
        let (found, answered) = checked(&[("cards.csv", CARDS)], &document);
        assert_eq!(answered, ["5.1"], "{heading}");
        assert!(
            found.iter().all(|(rule, _)| rule != "unknown-clause"),
            "{heading}: {found:?}"
        );
    }
    let articles = "# 法令への対応\n\n## 個人情報保護法\n\n| 条 | 対応 |\n|---|---|\n| 第23条 | 鍵を年1回替える。 |\n\n## GDPR\n\n| 条 | 対応 |\n|---|---|\n| Art. 17 | 画面から削除できる。 |\n| Art. 7 | 画面から撤回できる。 |\n";
    let (found, answered) = checked(&[("law.csv", LAW)], articles);
    assert_eq!(answered, ["第23条"]);
    assert!(
        found.iter().all(|(rule, _)| rule != "unknown-clause"),
        "{found:?}"
    );
    // Numbers that the guideline at hand does not have, below a title that names another.
    let sheet = "# 設定の一覧（FISC 安全対策基準）\n\n| 基準 | 対策 |\n|---|---|\n| 統1 | 方針を年1回承認する。 |\n| 統2 | 体制図を毎年改める。 |\n";
    let (found, answered) = checked(&[("cards.csv", CARDS)], sheet);
    assert_eq!(answered, Vec::<String>::new());
    assert!(
        found.iter().all(|(rule, _)| rule == "unknown-guideline"),
        "{found:?}"
    );
}

#[test]
fn numbers_with_letters_are_of_the_guideline_that_has_them_whatever_the_title_names() {
    let table = "| Control | Status | Measure |\n|---|---|---|\n| A.5.1 | Implemented | The board approves the policy every March. |\n| A.8.1 | Implemented | Operations are logged and kept for one year. |\n";
    for title in [
        "HIPAA security programme",
        "ISO 99001 statement of applicability",
    ] {
        answers(&format!("# {title}\n\n{table}"), &["A.5.1", "A.8.1"]);
    }
    let annex = "\n## Privacy controls (ISO 99701)\n\n| Control | Status | Measure |\n|---|---|---|\n| A.1.2.2 | Implemented | The purpose is recorded in the register. |\n| A.1.2.7 | Implemented | Contracts are signed before data are given. |\n";
    let document = format!("# ISO 99001 statement of applicability\n\n{table}{annex}");
    let (found, answered) = checked(&[("standard.csv", STANDARD)], &document);
    assert_eq!(answered, ["A.5.1", "A.8.1"]);
    assert_eq!(found, [("unknown-guideline".to_owned(), 12)]);
}

#[test]
fn what_a_document_is_filed_under_is_no_clause() {
    let document = "# Statement of applicability, ISO 99001\n\n| Field | Value |\n|---|---|\n| Title | Statement of applicability |\n| Reference | BAY-SOA-001 |\n| Status | Approved |\n";
    answers(document, &[]);
}

#[test]
fn rows_that_go_through_a_checklist_are_its_answers_whatever_their_column_is_called() {
    let items = ["1-1", "1-2", "2-1", "2-2", "2-3", "3-1", "3-2", "3-3"];
    let sheet: String = { items.iter() }
        .map(|number| format!("{number},{number} の点検を毎年行うこと\n"))
        .collect();
    let sheet = format!("番号,要求事項\n{sheet}");
    let table = |numbers: &[&str]| -> String {
        let rows = { numbers.iter() }
            .map(|number| format!("| {number} | ○ | 担当が毎年4月に点検する。 |\n"));
        format!(
            "# 回答\n\n| No | 回答 | 説明 |\n|---|---|---|\n{}",
            rows.collect::<String>()
        )
    };
    let (_, answered) = checked(&[("list.csv", &sheet)], &table(&items[..7]));
    assert_eq!(answered, &items[..7]);
    // A slip of the pen is told.
    let long: Vec<String> = (1..=12).map(|number| format!("4-{number}")).collect();
    let long: Vec<&str> = { items.iter().copied() }
        .chain(long.iter().map(String::as_str))
        .collect();
    let rows: String = { long.iter() }
        .map(|number| format!("{number},点検\n"))
        .collect();
    let (found, answered) = checked(
        &[("list.csv", &format!("番号,要求事項\n{rows}"))],
        &table(&[&long[..19], &["9-9"]].concat()),
    );
    assert_eq!(answered, &long[..19]);
    assert!(
        found.iter().any(|(rule, _)| rule == "unknown-clause"),
        "{found:?}"
    );
    // Some numbers of one's own are no answers.
    let (_, answered) = checked(&[("list.csv", &sheet)], &table(&["1-1", "1-2", "1-3"]));
    assert_eq!(answered, Vec::<String>::new());
}

#[test]
fn a_regulations_paragraph_is_cited_in_brackets_with_its_sign() {
    const RULE: &str = "Data Rule,\nCitation,Title,Text\n164.308(a)(2),Official,Identify the official.\n164.312(b),Audit,Record the activity.\n";
    for cited in [
        "(§ 164.308(a)(2))",
        "(§164.308(a)(2))",
        "(45 CFR 164.308(a)(2))",
        "(45 CFR § 164.308(a)(2))",
        "[§ 164.308(a)(2)]",
    ] {
        let document = format!("# Policy\n\nThe security official is Ann Lee {cited}.\n");
        let (_, answered) = checked(&[("rule.csv", RULE)], &document);
        assert_eq!(answered, ["164.308(a)(2)"], "{cited}");
    }
}

#[test]
fn what_a_guideline_tells_its_reader_to_do_is_asked() {
    let guideline = "---\nguideline: { id: rule, title: House Rule }\n---\n# House Rule\n\n## 1.1 Access\n\nLimit access to those who need it.\n\n## 1.2 Logs\n\nControl of logs is described elsewhere.\n";
    let folder = Folder::with(&[
        ("rule.md", guideline),
        ("a.md", "# Policy\n\nHouse Rule 1.2: see the wiki.\n"),
    ]);
    let found = folder.check(&["--guideline", "rule.md"]).stdout;
    assert!(found.contains("1.1"), "{found}");
    assert!(!found.contains("1.2「Logs」に答える"), "{found}");
    let sheet = "Requirement,Family,Security requirement\n3.1.1,Access,\"Limit access, to those who need it.\"\n3.1.2,Access,Limit the kinds of transactions.\n";
    let (_, answered) = checked(
        &[("list.csv", sheet)],
        "# Answers\n\n| Clause | Answer |\n|---|---|\n| 3.1.1 | Okta groups decide. |\n| 3.1.2 | Roles decide. |\n",
    );
    assert_eq!(answered, ["3.1.1", "3.1.2"]);
}

#[test]
fn an_edition_may_be_written_as_an_ordinal() {
    let standard = "---\nguideline:\n  id: harbour\n  title: Harbour Control Set\n  edition: \"2\"\n---\n\n# Harbour Control Set v2\n\n## AC-2 Accounts\n\nAccounts shall be reviewed.\n";
    let read = |name: &str| {
        let text = format!(
            "# Plan\n\nThis plan answers the {name}.\n\n## AC-2 Accounts\n\nThe service desk compares accounts with the list of staff every Monday.\n"
        );
        checked(&[("guide.md", standard)], &text)
    };
    for name in [
        "Harbour Control Set, 2nd edition",
        "Harbour Control Set (second edition)",
        "Harbour Control Set Version 2",
    ] {
        assert_eq!(read(name), (Vec::new(), vec!["AC-2".to_owned()]), "{name}");
    }
    let (found, _) = read("Harbour Control Set");
    assert_eq!(found, [("missing-edition".to_owned(), 3)]);
}

#[test]
fn an_edition_may_be_that_of_a_year() {
    let standard = "---\nguideline:\n  id: harbour\n  title: Harbour Control Set\n  edition: \"2022\"\n---\n\n# Harbour Control Set 2022\n\n## AC-2 Accounts\n\nAccounts shall be reviewed.\n";
    for name in [
        "Harbour Control Set, 2022 edition",
        "Harbour Control Set (2022 Edition)",
    ] {
        let text = format!(
            "# Plan\n\nThis plan answers the {name}.\n\n## AC-2 Accounts\n\nThe service desk compares accounts with the list of staff every Monday.\n"
        );
        let read = checked(&[("guide.md", standard)], &text);
        assert_eq!(read, (Vec::new(), vec!["AC-2".to_owned()]), "{name}");
    }
}

#[test]
fn a_block_may_open_with_the_number_and_the_title_of_its_clause() {
    let standard = "Section,Title,Requirement\n7.1,Logging,Security events shall be logged.\n7.2,Incident notice,The customer shall be told of incidents.\n7.3,Clocks,Clocks shall be synchronised.\n9.1,Subcontractors,The supplier shall list its subcontractors.\n";
    let text = "# Response\n\n### 7 Records\n\n7.1 Logging. Sign-ins are logged and kept for 400 days.\n\n**7.2** Incident notice: by telephone, within 24 hours.\n\n7.3 Cameras. They hang above each door.\n\n- 9.1 Subcontractors: the list is on the portal.\n- 9.2 Subcontractors: none.\n";
    let (_, answered) = checked(&[("guide.csv", standard)], text);
    assert_eq!(answered, ["7.1", "7.2", "9.1"]);
}

#[test]
fn a_practice_of_cmmc_is_the_requirement_that_its_number_ends_in() {
    let standard = "Control ID,Requirement\n3.1.5,Employ the principle of least privilege.\n3.1.8,Limit unsuccessful logon attempts.\n";
    let text = "# Plan (guide)\n\n### AC.L2-3.1.5\n\nAdministrators use a second account.\n\n| Practice | Status | Notes |\n|---|---|---|\n| AC.L2-3.1.8 | Implemented | After 5 failures the account is locked. |\n| AC.L2-3.1.9 | Implemented | The banner is shown. |\n";
    let (found, answered) = checked(&[("guide.csv", standard)], text);
    assert_eq!(answered, ["3.1.5", "3.1.8"]);
    assert_eq!(found, [("unknown-clause".to_owned(), 10)]);
}

/// 「NIST 800-171」, as files and people call it, and its whole designation are one name.
#[test]
fn a_series_is_named_with_its_letters_or_without() {
    const SHEET: &str =
        "Number,Title\n3.1.4,Separation of duties\n3.1.8,Limit failed logons\n3.3.7,Time stamps\n";
    let text = "# NIST SP 800-171 Rev 2 — Gap analysis\n\n| ID | Short title | State today |\n|---|---|---|\n\
                | 3.1.4 | Separation of duties | Two administrators approve each other’s changes. |\n\
                | 3.1.8 | Limit failed logons | Ten failures lock the account for an hour. |\n\n\
                ### Clock\n\n**Control:** NIST SP 800-171 § 3.3.7\n\nThe clock is set every hour.\n";
    for file in ["nist-800-171.csv", "nist-sp-800-171.csv", "sp-800-171.csv"] {
        let (_, answered) = checked(&[(file, SHEET)], text);
        assert_eq!(answered, ["3.1.4", "3.1.8", "3.3.7"], "{file}");
    }
    let (_, answered) = checked(
        &[("nist-sp-800-171.csv", SHEET)],
        "# Clock\n\nThe clock is set every hour (NIST 800-171 3.3.7).\n",
    );
    assert_eq!(answered, ["3.3.7"]);
}

/// A document says in its opening what its tables are about; of several that it names none is sure.
#[test]
fn a_table_of_a_guideline_that_is_not_at_hand_is_told_with_the_name_in_the_opening() {
    let table = "| Control | Measure |\n|---|---|\n| A.5.1 | The board approves the policy every March. |\n";
    let told = |opening: &str| {
        let text = format!("# Controls\n\n{opening}\n\n## Table\n\n{table}");
        let folder = Folder::with(&[("controls.md", &text)]);
        folder.check(&["--locale", "en"]).stdout
    };
    let one = told("This statement is made under ISO/IEC 27001:2022 and its annex.");
    assert!(
        one.contains("the numbers of “ISO/IEC 27001:2022” (A.5.1 …) are not checked"),
        "{one}"
    );
    let two = told("We follow ISO/IEC 27001:2022 and SOC 2.");
    assert!(two.contains("it is not clear which guideline"), "{two}");
    assert!(two.contains("such as ISO/IEC 27001:2022 or SOC 2"), "{two}");
    let none = told("This is our statement.");
    assert!(
        none.contains("one that is not built in is added under"),
        "{none}"
    );
}

/// Another catalogue in the configuration does not explain why nothing is checked.
#[test]
fn a_heading_with_a_guideline_that_is_not_at_hand_is_told_beside_another_catalogue() {
    let (found, answered) = checked(
        &[("standard.csv", STANDARD)],
        "# PCI DSS 4.0 overview\n\nCards are read on terminals of the bank.\n",
    );
    assert!(answered.is_empty());
    assert_eq!(found, [("unknown-guideline".to_owned(), 1)]);
}

/// Above a sheet's table stands who publishes it, and below that what it is.
#[test]
fn the_title_of_a_sheet_may_stand_below_its_publisher() {
    const SHEET: &str = "Orchard Consortium,,\nOrchard Farm Security Standard 2025 edition,,\nControl ID,Title,Requirement\nF1.1,Two factors,Administrators shall sign in with two factors.\n";
    let (found, _) = checked(
        &[("ofss.csv", SHEET)],
        "# Risks\n\nThis was assessed by the Orchard Farm Security Standard 2024 edition, F1.1.\n",
    );
    assert_eq!(found, [("superseded-edition".to_owned(), 3)]);
}

#[test]
fn numbers_of_many_kinds_are_read() {
    let rules = "番号,見出し,本文\n要-1,責任,責任の範囲を契約書に定めること。\n要-2,記録,記録を保存すること。\n要-3,点検,毎月点検すること。\n運用-04,教育,毎年教育すること。\n8.1.2.C.2,端末,端末を台帳に載せること。\nCC6.2,登録,利用者を登録すること。\nCC6.3,役割,役割を定めること。\n";
    let document = "# 対応表\n\n| 番号 | 対応内容 |\n|---|---|\n| 要-1、要－２ | 営業部が契約書の第3条に責任の範囲を定め、控えを7年保存する。 |\n| CC6.2 · CC6.3 | 人事部が入社の日に登録し、役割を毎年4月に見直す。 |\n\n点検は毎月5日に運用部が行う（要-3）。\n\n## 8.1.2.C.2 端末\n\n情報システム部が毎年4月に台帳と端末を照らし合わせる。\n\n## 教育 `運用-04`\n\n人事部が毎年4月に全員を教育する。\n";
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"rules.csv\"]\n"),
        ("rules.csv", rules),
        ("docs/table.md", document),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    assert_eq!(found["coverage"][0]["covered"], 7, "{found:#}");
    let text = document.replace("要－２ |", "要-9 |");
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"rules.csv\"]\n"),
        ("rules.csv", rules),
        ("docs/table.md", &text),
    ]);
    let ran = folder.check(&[]);
    assert!(ran.stdout.contains("unknown-clause"), "{}", ran.stdout);
}

#[test]
fn a_dash_is_an_exclusion_beside_what_says_so_and_a_kind_stands_before_its_status() {
    let rules = "No.,Title,Requirement\nYD-1,Paper,Paper shall be burnt.\nYD-2,Ropes,Ropes shall be tested.\nYD-3,Lamps,Lamps shall burn.\n";
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"rules.csv\"]\n"),
        ("rules.csv", rules),
        (
            "docs/table.md",
            "# 対応表\n\n| 番号 | 対応状況 | 対応内容 |\n|---|---|---|\n| YD-1 | － | 当てはまらない。紙の記録を扱わないため。 |\n| YD-2 | New — Planned | ロープの試験を行う。期限は2099年3月31日。 |\n| YD-3 | － | 灯は日没から日の出まで当直が点ける。 |\n",
        ),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    let coverage = &found["coverage"][0];
    assert_eq!(coverage["excluded"], 1, "{found:#}");
    assert_eq!(coverage["weak"], 2, "{found:#}");
    let placeholders = { found["findings"].as_array().unwrap().iter() }
        .filter(|finding| finding["rule"] == "placeholder");
    let lines: Vec<_> = placeholders
        .map(|finding| finding["start"]["line"].as_u64())
        .collect();
    assert_eq!(lines, [Some(7)], "{found:#}");
}

#[test]
fn a_guideline_is_called_by_its_files_name_and_by_letters_that_a_document_gives_it() {
    let folder = Folder::with(&[
        (
            "shishin.toml",
            "guidelines = [\"harbour-control-set.csv\"]\n",
        ),
        (
            "harbour-control-set.csv",
            "Control,Title,Requirement\nA1.1,Reviews,Keys shall be counted at a defined interval.\nA1.2,Leavers,Keys of leavers shall be taken back within one business day.\n",
        ),
        (
            "docs/keys.md",
            "# Keys\n\nThis procedure answers the Harbour Control Set (HCS).\n\n## 4 Counting\n\n*HCS control: A1.1*\n\nThe mate counts the keys periodically.\n\n## 5 Leavers\n\nThe office asks for keys at least 3 days ahead and has them back within a day (HCS A1.2).\n\n## 6 Guests\n\nGuests get no key (HCS A1.9).\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    let told: Vec<_> = { found["findings"].as_array().unwrap().iter() }
        .map(|finding| {
            (
                finding["rule"].as_str().unwrap(),
                finding["start"]["line"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("missing-frequency", 9), ("unknown-clause", 17)],
        "{found:#}"
    );
    assert_eq!(found["coverage"][0]["missing"], 0);
}

#[test]
fn a_files_name_may_begin_with_the_letters_that_documents_call_the_guideline_by() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"hcs-control-set.csv\"]\n"),
        (
            "hcs-control-set.csv",
            "Control,Title,Requirement\nA1.1,Keys,Keys shall be counted.\nA1.2,Rope,Rope shall be tested.\n",
        ),
        (
            "docs/keys.md",
            "# Keys\n\nThis answers the Harbour Control Set (HCS).\n\n## 4 Counting\n\n*HCS control: A1.1*\n\nThe mate counts the keys each day.\n\n## 5 Rope\n\nThe mate tests rope each May (HCS A1.2).\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    assert_eq!(found["coverage"][0]["covered"], 2, "{found:#}");
}

#[test]
fn a_column_named_after_its_guideline_holds_the_clauses_beside_the_companys_own_numbers() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"criteria.md\"]\n"),
        (
            "criteria.md",
            "# Pier Assurance Criteria (PAC), edition 3\n\n| Ref | Criterion |\n|---|---|\n| PAC1.1 | Lines are of rope. |\n| PAC1.2 | Lamps burn at night. |\n",
        ),
        (
            "docs/matrix.md",
            "# Matrix\n\nPier Assurance Criteria (PAC), edition 3.\n\n| Control # | Control activity | PAC criteria | Owner |\n|---|---|---|---|\n| C-01 | The mate buys rope each May. | PAC1.1 | Mate |\n| C-02 | The watch lights the lamps at dusk. | PAC1.2 | Watch |\n| C-03 | The mate tests rope each June. | PAC1.1 | Mate |\n| C-04 | Keys are counted each day. | PAC1.9 | Watch |\n",
        ),
    ]);
    let found = folder.check(&["--locale", "en", "--format", "json"]).json();
    assert_eq!(found["coverage"][0]["covered"], 2, "{found:#}");
    let told: Vec<_> = { found["findings"].as_array().unwrap().iter() }
        .filter(|finding| finding["rule"] == "unknown-clause")
        .map(|finding| finding["start"]["line"].as_u64())
        .collect();
    assert_eq!(told, [Some(10)], "{found:#}");
}

#[test]
fn a_column_of_criteria_by_their_sign_for_a_number_holds_clauses() {
    let folder = Folder::with(&[
        ("shishin.toml", "guidelines = [\"rules.csv\"]\n"),
        (
            "rules.csv",
            "番号,見出し,本文\n2.1,責任,責任の範囲を定めること。\n2.2,点検,毎月点検すること。\n",
        ),
        (
            "docs/table.md",
            "# 自己点検票\n\n| 基準№ | 対応状況 | 実施内容 |\n|---|---|---|\n| 2.1 | 対応済 | 営業部が契約書の第3条に責任の範囲を定める。 |\n| 2.2 | 対応済 | 運用部が毎月5日に点検する。 |\n",
        ),
    ]);
    let found = folder.check(&["--format", "json"]).json();
    assert_eq!(found["coverage"][0]["covered"], 2, "{found:#}");
}
