//! Documents that name a guideline's clauses by their titles or by what they ask: rows without numbers, numbered lines,
//! and guidelines of which nothing but titles is known.

use serde_json::Value;

use super::Folder;

/// A customer's questionnaire.
const QUESTIONS: &str = "番号,質問
A-1,管理者の認証方式
A-2,サーバーの時刻同期
A-3,復元の試験を毎年行うこと。
A-4,委託先の一覧
A-5,訓練
";

/// A list of controls with chapters and nothing but titles.
const TITLES: &str = "社内統制一覧,
番号,題名
5,組織
5.1,情報の取扱い方針
5.2,利用者権限の棚卸し
6,技術
6.1,操作記録の保管期間
";

const ENGLISH: &str = "Our Baseline,,
ID,Title,Requirement
B-1,Privileged access review,Privileged access shall be reviewed every quarter.
B-2,Tamper-proof audit trail,The audit trail shall be protected from changes.
B-3,Training,Staff shall be trained every year.
";

fn report(guideline: &str, document: &str) -> Value {
    let folder = Folder::with(&[
        ("文書.md", document),
        ("表.csv", guideline),
        ("shishin.toml", "guidelines = [\"表.csv\"]\n"),
    ]);
    let ran = folder.run(&["check", "--format", "json", "."]);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr))
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// The clauses that a document answers, each with the lines of its answers.
#[track_caller]
fn answers(guideline: &str, document: &str, expected: &[(&str, &[u64])]) {
    let report = report(guideline, document);
    let clauses =
        { list(&report["coverage"]).into_iter() }.flat_map(|guideline| list(&guideline["clauses"]));
    let answered: Vec<(String, Vec<u64>)> = clauses
        .map(|clause| {
            let lines = list(&clause["answers"]).into_iter();
            let lines = lines.filter_map(|answer| answer["line"].as_u64());
            let label = clause["label"].as_str().unwrap_or_default().to_owned();
            (label, lines.collect())
        })
        .filter(|(_, lines): &(_, Vec<u64>)| !lines.is_empty())
        .collect();
    let expected: Vec<(String, Vec<u64>)> = { expected.iter() }
        .map(|(label, lines)| ((*label).to_owned(), lines.to_vec()))
        .collect();
    assert_eq!(answered, expected, "{document}\n{report:#}");
}

#[test]
fn questions_in_a_guidelines_words_are_its_clauses_whatever_their_column_is_called() {
    let headings = [
        "質問",
        "質問項目",
        "確認事項",
        "チェック項目",
        "対策",
        "管理策",
        "管理策名",
        "要求事項",
        "項目名",
        "項目",
        "設問の見出し",
        "No.",
        "項番",
    ];
    for heading in headings {
        let document = format!(
            "# 回答集\n\n| {heading} | 回答 |\n|---|---|\n| 管理者の認証方式 | 鍵と暗証番号の二つで確かめる。 |\n| 復元の試験を毎年行うこと | 毎年9月に行い、結果を情報部長に示す。 |\n| サーバの時刻同期 | 2台の時刻サーバーに合わせる。 |\n| 委託先の一覧 | 総務部が四半期ごとに改める。 |\n"
        );
        let expected: &[(&str, &[u64])] =
            &[("A-1", &[5]), ("A-2", &[7]), ("A-3", &[6]), ("A-4", &[8])];
        answers(QUESTIONS, &document, expected);
    }
}

#[test]
fn two_rows_in_a_guidelines_words_are_enough_where_they_are_all_and_no_single_words() {
    answers(
        QUESTIONS,
        "# 回答\n\n| 質問 | 回答 |\n|---|---|\n| 管理者の認証方式 | 鍵と暗証番号の二つで確かめる。 |\n| 委託先の一覧 | |\n",
        &[("A-1", &[5]), ("A-4", &[6])],
    );
    answers(
        "番号,質問\n1,訓練\n2,監査\n3,採用\n",
        "# 予定\n\n| 項目 | 状況 |\n|---|---|\n| 訓練 | 済 |\n| 監査 | 済 |\n",
        &[],
    );
}

#[test]
fn tables_of_other_matters_with_some_of_a_guidelines_words_in_them_link_to_nothing() {
    let others = [
        // Most rows are about something else.
        "| 項目 | 状況 |\n|---|---|\n| 管理者の認証方式 | 済 |\n| 委託先の一覧 | 済 |\n| サーバーの時刻同期 | 済 |\n| 駐車場の契約 | 済 |\n| 名刺の発注 | 済 |\n",
        // Nobody answers anything.
        "| 研修の科目 | 時間 | 教室 |\n|---|---|---|\n| 管理者の認証方式 | 30分 | 第1 |\n| 委託先の一覧 | 20分 | 第2 |\n| サーバーの時刻同期 | 10分 | 第1 |\n",
        // One row tells nothing.
        "| 質問 | 回答 |\n|---|---|\n| 管理者の認証方式 | 鍵による。 |\n",
    ];
    for other in others {
        answers(QUESTIONS, &format!("# 記録\n\n{other}"), &[]);
    }
    // What two clauses are called tells neither.
    answers(
        "番号,質問\n1,操作記録の保管期間\n2,操作記録の保管期間\n3,委託先の一覧の更新\n4,機器の持出しの承認\n5,来訪者の受付の記録\n",
        "# 回答\n\n| 質問 | 回答 |\n|---|---|\n| 操作記録の保管期間 | 7年。 |\n| 委託先の一覧の更新 | 毎年4月に行う。 |\n| 機器の持出しの承認 | 課長が行う。 |\n| 来訪者の受付の記録 | 守衛が付ける。 |\n",
        &[("3", &[6]), ("4", &[7]), ("5", &[8])],
    );
}

#[test]
fn a_column_of_own_ids_does_not_hide_the_titles_beside_it() {
    answers(
        QUESTIONS,
        "# 突合\n\n| id | 出所 | 項目 | 当社の統制 | 状況 |\n|---|---|---|---|---|\n| own-auth-admin | 甲 | 管理者の認証方式 | 鍵と暗証番号の二つで確かめる。 | 実施済 |\n| own-time-sync | 甲 | サーバーの時刻同期 | 2台の時刻サーバーに合わせる。 | 実施済 |\n| own-vendor-list | 乙 | 委託先の一覧 | 総務部が四半期ごとに改める。 | 実施済 |\n",
        &[("A-1", &[5]), ("A-2", &[6]), ("A-4", &[7])],
    );
    // Numbers of the guideline's own shape come first, even where it has none of them.
    answers(
        "番号,管理策\nA.5.1,情報の取扱い方針\nA.5.2,利用者権限の棚卸し\nA.8.1,操作記録の保管期間\n",
        "# 対応表\n\n| 管理策番号 | 管理策 | 実施内容 |\n|---|---|---|\n| A.5.31 | 情報の取扱い方針 | 毎年4月に見直す。 |\n| A.5.32 | 利用者権限の棚卸し | 毎月行う。 |\n| A.8.33 | 操作記録の保管期間 | 7年。 |\n",
        &[],
    );
}

#[test]
fn a_number_without_its_letter_beside_the_clauses_title_is_the_clauses() {
    let guideline = "House Annex,,\nID,Title\nA.5.1,Rules\nA.6.1,Screening\nA.6.7,Work from home\n";
    answers(
        guideline,
        "# Controls\n\n| # | Control | Status |\n|---|---|---|\n| 6.1 | Screening | Implemented |\n\nPeople:\n\n| # | Control | Status |\n|---|---|---|\n| 5.1 | Rules | Implemented |\n| 6.7 | Work from home | Planned |\n",
        &[("A.5.1", &[11]), ("A.6.1", &[5]), ("A.6.7", &[12])],
    );
    answers(
        guideline,
        "# Agenda\n\n| # | Topic | Status |\n|---|---|---|\n| 6.2 | Screening | Done |\n",
        &[],
    );
}

#[test]
fn english_rows_name_clauses_by_title_or_requirement() {
    for heading in [
        "Question",
        "Control name",
        "Requirement",
        "Control",
        "What we were asked",
    ] {
        let document = format!(
            "# Answers\n\n| {heading} | Answer |\n|---|---|\n| Privileged Access Review | Owners review it in March, June, September and December. |\n| The audit trail shall be protected from changes | It is written once. |\n| Training | Every May. |\n"
        );
        let expected: &[(&str, &[u64])] = &[("B-1", &[5]), ("B-2", &[6]), ("B-3", &[7])];
        answers(ENGLISH, &document, expected);
    }
    answers(
        ENGLISH,
        "# Plan\n\n| Course | Room |\n|---|---|\n| Training | 1 |\n| Privileged access review | 2 |\n| Tamper-proof audit trail | 3 |\n",
        &[],
    );
}

#[test]
fn columns_that_number_what_is_asked_hold_a_guidelines_numbers() {
    let guideline =
        "自社管理基準,\n番号,要求事項\n6.1,保守計画を定めること。\n6.2,機器を監視すること。\n";
    for heading in [
        "統制番号",
        "統制ID",
        "対策番号",
        "管理No",
        "チェックNo.",
        "点検項目番号",
        "Safeguard ID",
    ] {
        let table = format!(
            "| {heading} | 実施内容 | 状況 |\n|---|---|---|\n| 6.1 | 計画書を開発部長が毎年4月に改める。 | 実施済 |\n| 6.2 | 運用係が毎日見る。 | 実施済 |\n"
        );
        answers(
            guideline,
            &format!("# 自社管理基準 対応表\n\n{table}"),
            &[("6.1", &[5]), ("6.2", &[6])],
        );
        // They may be the document's own.
        answers(guideline, &format!("# 機器の保守\n\n{table}"), &[]);
    }
}

#[test]
fn lines_with_a_clauses_number_and_title_head_what_stands_below_them() {
    let guideline = "民間事業者の情報取扱い指針,,\n番号,題名,要求事項\n1,守るべき法規,法規を一覧にすること。\n2,組織としての取組み,責任者を定めること。\n3,情報の区分,情報を区分すること。\n";
    answers(
        guideline,
        "# 情報の取扱い\n\n民間事業者の情報取扱い指針への対応を示す。\n\n1、守るべき法規\n\n- 法規を一覧にし、法務課が毎年4月に改める。\n\n**2、組織としての取組み**\n\n責任者は情報部長とする。\n\n3、その他の事項\n\n- 駐車場は裏にある。\n",
        &[("1", &[7]), ("2", &[11])],
    );
}

#[test]
fn clauses_of_which_only_titles_are_known_are_missed_and_chapters_are_not() {
    let report = report(
        TITLES,
        "# 対応表\n\n| 条項 | 実施内容 | 状況 |\n|---|---|---|\n| 5.1 | 方針を社長が毎年4月に改める。 | 実施済 |\n",
    );
    let counts = &report["coverage"][0];
    assert_eq!(counts["requirements"], 3, "{report:#}");
    assert_eq!(counts["covered"], 1, "{report:#}");
    let told: Vec<String> = { list(&report["findings"]).into_iter() }
        .filter(|finding| finding["rule"] == "missing-clause")
        .map(|finding| finding["message"].to_string())
        .collect();
    let told = told.join("\n");
    assert!(told.contains("5.2") && told.contains("6.1"), "{told}");
    assert!(
        !told.contains("「組織」") && !told.contains("「技術」"),
        "{told}"
    );
}

#[test]
fn the_summary_says_that_a_catalogue_holds_titles_alone() {
    let folder = Folder::with(&[
        (
            "文書.md",
            "# 対応表\n\n| 条項 | 実施内容 |\n|---|---|\n| 5.1 | 方針を社長が毎年4月に改める。 |\n",
        ),
        ("表.csv", TITLES),
        ("shishin.toml", "guidelines = [\"表.csv\"]\n"),
    ]);
    let japanese = folder.run(&["check", "--locale", "ja", "."]).stdout;
    assert!(
        japanese.contains("条項の題名だけを収めているため"),
        "{japanese}"
    );
    let english = folder.run(&["check", "--locale", "en", "."]).stdout;
    assert!(
        english.contains("the catalogue holds titles alone"),
        "{english}"
    );
}

#[test]
fn headings_of_a_guideline_that_ask_nothing_are_not_missed() {
    let folder = Folder::with(&[
        ("文書.md", "# 対応\n\n基準の 1.1 に基づき、責任者を置く。\n"),
        (
            "基準.md",
            "# 基準\n\n## 1.1 責任\n\n責任者を定めること。\n\n## 1.2 用語\n\n## 1.3 背景\n\n",
        ),
        (
            "shishin.toml",
            "guidelines = [\"基準.md\"]\nexclude = [\"基準.md\"]\n",
        ),
    ]);
    let shown = folder.run(&["check", "."]).stdout;
    assert!(!shown.contains("1.2") && !shown.contains("1.3"), "{shown}");
}

#[test]
fn an_oscal_control_with_nothing_but_a_title_is_missed() {
    let catalog = r#"{"catalog":{"uuid":"c3da6d1d-c20c-4c7c-ae73-4010cb2de5ea","metadata":{"title":"House rules","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.1.2"},"groups":[{"id":"h","title":"House","controls":[{"id":"h-1","title":"Door locks","props":[{"name":"label","value":"H-1"}]},{"id":"h-2","title":"Fire drill","props":[{"name":"label","value":"H-2"}]}]}]}}"#;
    let folder = Folder::with(&[
        (
            "answers.md",
            "# Answers\n\n| Control | Answer |\n|---|---|\n| H-1 | Doors are locked at 18:00 by the guard. |\n",
        ),
        ("house.json", catalog),
        ("shishin.toml", "guidelines = [\"house.json\"]\n"),
    ]);
    let shown = folder.run(&["check", "--locale", "en", "."]).stdout;
    assert!(
        shown.contains("H-2") && shown.contains("Fire drill"),
        "{shown}"
    );
    assert!(!shown.contains("nothing answers H-1"), "{shown}");
}

/// Questions of a customer, with a column of titles.
const VENDOR: &str = "Question ID,Title,Question
GOV-01,Policy,Has the board approved a security policy?
GOV-02,Responsibilities,\"Who runs security, and who hears of it?\"
GOV-03,Risk assessment,\"How often are risks assessed, e.g. with SP 800.30?\"
GOV-04,Insurance,Are you insured?
";

#[test]
fn a_question_with_its_number_is_answered_below_it_in_bold_or_not() {
    for (before, behind) in [("**", "**"), ("### ", ""), ("", "")] {
        let document = format!(
            "# Our answers\n\n{before}GOV-01 Has the board approved a security policy?{behind}\n\nYes, in March 2026.\n\n{before}GOV-02 Who runs security, and who hears of it?{behind}\n\nThe head of security; the board does.\n\n{before}GOV-03: How often are risks assessed, e.g. with SP 800.30?{behind}\n\nEach May.\n"
        );
        let lines: &[(&str, &[u64])] = match before {
            "### " => &[("GOV-01", &[3]), ("GOV-02", &[7]), ("GOV-03", &[11])],
            _ => &[("GOV-01", &[5]), ("GOV-02", &[9]), ("GOV-03", &[13])],
        };
        answers(VENDOR, &document, lines);
    }
}

#[test]
fn a_question_that_was_put_in_other_words_is_known_by_its_number_in_bold() {
    let document = "# Our answers\n\n**GOV-02 Name your officer.**\n\nAda Ray, who tells the board.\n\n**GOV-09 Do you print?**\n\nNo.\n\n**A1: Ask again**\n\nNothing.\n";
    answers(VENDOR, document, &[("GOV-02", &[5])]);
    let report = report(VENDOR, document);
    let found = list(&report["findings"]).into_iter();
    let unknown: Vec<Value> = found
        .filter(|finding| finding["rule"] == "unknown-clause")
        .map(|finding| finding["start"]["line"].clone())
        .collect();
    assert_eq!(unknown, [7], "{report:#}");
}

#[test]
fn an_answer_that_opens_with_its_own_letter_does_not_end_the_question() {
    answers(
        "Our Baseline,,\nID,Title,Requirement\nA.8.3,Access,Access shall be limited.\nA.8.24,Cryptography,Keys shall be managed.\n",
        "# FAQ\n\n**Q8: Which cipher is used? (A.8.24)**\n\nA8: AES with 256 bits.\n\n**Q9: Who has access? (A.8.3)**\n\nA9: Nobody but the duty team.\n",
        &[("A.8.3", &[9]), ("A.8.24", &[5])],
    );
}

#[test]
fn a_regulations_citations_are_numbers() {
    answers(
        "Citation,Standard,Requirement\n164.308(a)(2),Responsibility,Identify the security official.\n164.310(c),Workstations,Implement safeguards for workstations.\n",
        "# Program\n\n### §164.308(a)(2) Responsibility\n\nAda Ray is the official.\n",
        &[("164.308(a)(2)", &[3])],
    );
}

#[test]
fn a_column_of_nothing_but_numbers_is_that_of_the_numbers_whatever_it_is_called() {
    for heading in [
        "Standard ID,Title,Requirement",
        "Requirement,Title,Remark",
        "Wharf,Name,Text",
    ] {
        let guideline = format!(
            "{heading}\n3.1,Moorings,Ropes shall be checked.\n3.2,Lamps,Lamps shall be lit.\n"
        );
        let document =
            "# Harbour rules of the quay\n\n### 3.2 Lamps\n\nLit at dusk by the watch.\n";
        answers(&guideline, document, &[("3.2", &[3])]);
    }
    // A weight is no number of a clause.
    let report = report(
        "Title,Requirement,Weight\n3.1 Moorings,Ropes shall be checked.,7\n3.2 Lamps,Lamps shall be lit.,8\n",
        "# A\n",
    );
    let labels: Vec<Value> = { list(&report["coverage"]).into_iter() }
        .flat_map(|guideline| list(&guideline["clauses"]))
        .map(|clause| clause["label"].clone())
        .collect();
    assert_eq!(labels, ["3.1", "3.2"], "{report:#}");
}

#[test]
fn a_cell_with_number_and_title_is_the_clauses() {
    answers(
        "No.,Title\n1,Application lists\n2,Patches for applications\n3,Settings of macros\n",
        "# Essentials\n\n| Strategy | Level | Status |\n|---|---|---|\n| **1. Application lists** | 1 | Needs work |\n| **2. Patches for applications** | 2 | Compliant |\n| 3. Settings of macros | 2 | Compliant |\n",
        &[("1", &[5]), ("2", &[6]), ("3", &[7])],
    );
}

#[test]
fn regulations_are_cited_with_ranges_and_behind_their_source() {
    const RULE: &str = "Citation,Standard,Requirement\n164.308(a)(6)(i),Incidents,Handle incidents.\n164.308(a)(6)(ii),Response,Respond to incidents.\n164.310(b),Workstations,Say how they are used.\n164.312(a)(1),Access,Limit access.\n";
    let document = "# Policy\n\n### 5.2 Use of workstations (Required - 45 CFR 164.310(b))\n\nScreens lock after five minutes.\n\n| Citation | Status | How |\n|---|---|---|\n| § 164.308(a)(6)(i)-(ii) | Implemented | The duty officer answers within an hour. |\n\n### §164.312(f) Scanners\n\nThey run.\n\n### 6 Copies (see also 164.312(a)(1))\n\nKept twice.\n";
    answers(
        RULE,
        document,
        &[
            ("164.308(a)(6)(i)", &[9]),
            ("164.308(a)(6)(ii)", &[9]),
            ("164.310(b)", &[3]),
        ],
    );
    let report = report(RULE, document);
    let found = list(&report["findings"]).into_iter();
    let unknown = found.filter(|finding| finding["rule"] == "unknown-clause");
    let lines: Vec<Value> = unknown
        .map(|finding| finding["start"]["line"].clone())
        .collect();
    assert_eq!(lines, [11], "{report:#}");
}

/// Criteria with numbers of several levels.
const CRITERIA: &str = "画面の基準 2.2,
条文番号,見出し
1.1.1,代替の文章
2.5.3,名前の表示
2.5.8,押せる大きさ
";

#[test]
fn numbers_with_their_titles_link_below_any_heading_and_grades_are_no_answers() {
    let document = "# 画面の基準 2.2 への適合

| 達成基準 | レベル | 結果 |
|---|---|---|
| 1.1.1 代替の文章 | A | ✅ すべての画像に付け、出荷前に検査している |
| 2.5.3 名前の表示 | AA | ✅ 部品ごとに名前を付け、毎月検査している |

## 2.5.8 押せる大きさ

押せる大きさは24画素以上とし、毎月検査している。
";
    answers(
        CRITERIA,
        document,
        &[("1.1.1", &[5]), ("2.5.3", &[6]), ("2.5.8", &[8])],
    );
    let findings = list(&report(CRITERIA, document)["findings"]);
    assert!(findings.is_empty(), "{findings:#?}");
}
