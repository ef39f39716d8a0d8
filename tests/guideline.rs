//! Guidelines as Shishin understands them, held against trees that a person can review.
//!
//! With `UPDATE_SNAPSHOTS=1` the trees in `tests/data/guideline` are written anew.

use std::fmt::Write;
use std::path::Path;

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use shishin::guideline::{
    Catalogue, Certainty, Clause, ClauseIndex, Completeness, Guideline, Lookup, Modality,
    Requirement, builtin, oscal, published, sheet, writer,
};

const EXCERPT: &str = include_str!("data/guideline/mic-medical-cloud-2018-excerpt.md");
const OSCAL: &str = include_str!("data/guideline/sp800-53-rev4-subset.oscal.json");

fn excerpt() -> Guideline {
    let (guideline, problems) = published::read(EXCERPT, "excerpt");
    assert_eq!(problems, []);
    guideline
}

fn oscal_subset() -> Guideline {
    let (guideline, problems) = oscal::read(OSCAL, "nist-sp800-53-rev4").unwrap();
    assert_eq!(problems, []);
    guideline
}

fn built_in(id: &str) -> Guideline {
    let (_, text) = builtin::all()
        .iter()
        .find(|(known, _)| *known == id)
        .unwrap();
    let (guideline, problems) = published::read(text, "fallback");
    assert_eq!(problems, []);
    assert_eq!(guideline.id, id);
    guideline
}

/// The guideline as a tree of plain text.
fn tree(guideline: &Guideline) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| writeln!(out, "{name}: {value}").unwrap();
    line("id", &guideline.id);
    line("title", &guideline.title);
    line("edition", guideline.edition.as_deref().unwrap_or("-"));
    line("publisher", guideline.publisher.as_deref().unwrap_or("-"));
    line(
        "published",
        &guideline
            .published
            .map_or("-".to_owned(), |date| date.to_string()),
    );
    line("language", &guideline.language);
    line("aliases", &guideline.aliases.join(" | "));
    line("terms", &guideline.terms.join(" | "));
    line("completeness", &format!("{:?}", guideline.completeness));
    for (index, clause) in guideline.iter() {
        out.push('\n');
        let depth = guideline.ancestors(index).count();
        let indent = "  ".repeat(depth);
        for text in clause_lines(clause) {
            writeln!(out, "{indent}{text}").unwrap();
        }
    }
    out
}

fn clause_lines(clause: &Clause) -> Vec<String> {
    let mut marks = vec![format!("<{}>", clause.id)];
    marks.extend(clause.group.then(|| "group".to_owned()));
    marks.extend(
        clause
            .withdrawn
            .as_ref()
            .map(|found| format!("withdrawn → {}", found.moved_to.join(", "))),
    );
    marks.extend(
        (clause.provenance.certainty != Certainty::Final)
            .then(|| format!("{:?}", clause.provenance.certainty)),
    );
    marks.extend(clause.needs_agreement.then(|| "agreement".to_owned()));
    let mut lines = vec![format!("{}  {}", clause.display_label(), marks.join(" "))];
    lines.extend(
        clause
            .upstream
            .iter()
            .map(|upstream| format!("  ↑ {upstream}")),
    );
    lines.extend(
        clause
            .parameters
            .iter()
            .map(|found| format!("  {} = {}", found.id, found.label)),
    );
    for requirement in &clause.requirements {
        let label = requirement
            .label
            .as_ref()
            .map(|label| format!("{label}: "))
            .unwrap_or_default();
        let own = if requirement.paraphrased { "~" } else { "" };
        lines.push(format!(
            "  {:?}{own} {label}{}",
            requirement.modality, requirement.text
        ));
    }
    lines.extend(
        clause
            .guidance
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| format!("  > {line}")),
    );
    lines
}

fn assert_snapshot(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/guideline")
        .join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} differs; found:\n{found}",
        path.display()
    );
}

fn labels(guideline: &Guideline) -> Vec<&str> {
    guideline
        .clauses
        .iter()
        .filter_map(|clause| clause.label.as_deref())
        .collect()
}

#[test]
fn a_ministrys_text_is_read_by_its_numbers() {
    let guideline = excerpt();
    assert_eq!(
        labels(&guideline),
        [
            "第1章", "1.1", "1.1.1", "1.1.1(1)", "1.1.1(2)", "1.1.1(3)", "1.1.1(4)", "1.1.1(5)",
            "1.1.2"
        ]
    );
    assert_eq!(
        guideline.title,
        "クラウドサービス事業者が医療情報を取り扱う際の安全管理に関するガイドライン"
    );
    assert_eq!(guideline.edition.as_deref(), Some("第1版"));
    assert_eq!(guideline.published.unwrap().to_string(), "2018-07");
    assert!(matches!(
        guideline.completeness,
        Completeness::Partial { .. }
    ));
    assert_snapshot("mic-medical-cloud-2018-excerpt.txt", &tree(&guideline));
}

#[test]
fn a_sentence_cut_by_a_page_break_is_whole() {
    let guideline = excerpt();
    let clause = &guideline.clauses[5];
    let whole = "そのため、この場合のクラウドサービス事業者が負う義務の範囲は、医療機関等との契約内容等に依存するところが大きい。";
    assert!(clause.text.contains(whole));
    assert!(
        clause
            .requirements
            .iter()
            .any(|requirement| requirement.text == whole)
    );
}

#[test]
fn footnotes_belong_to_the_clause_that_refers_to_them() {
    let guideline = excerpt();
    let guidance: Vec<_> = guideline
        .clauses
        .iter()
        .filter(|clause| !clause.guidance.is_empty())
        .map(|clause| {
            (
                clause.id.as_str(),
                clause.guidance.chars().take(2).collect::<String>(),
            )
        })
        .collect();
    let expected = [
        ("1.1.1(3)", "注1"),
        ("1.1.1(4)", "注2"),
        ("1.1.1(5)", "注3"),
    ];
    assert_eq!(guidance, expected.map(|(id, note)| (id, note.to_owned())));
    assert!(
        !guideline.clauses[6]
            .text
            .contains("個々の利用者が、個別の状況")
    );
}

#[test]
fn an_oscal_catalogue_is_read_with_enhancements_and_parameters() {
    let guideline = oscal_subset();
    assert_snapshot("sp800-53-rev4-subset.txt", &tree(&guideline));
    assert!(
        guideline
            .aliases
            .iter()
            .any(|alias| alias == "NIST SP 800-53 Rev. 4")
    );
}

#[test]
fn the_built_in_guidelines_say_that_they_are_partial() {
    for (id, _) in builtin::all() {
        let guideline = built_in(id);
        assert!(
            matches!(&guideline.completeness, Completeness::Partial { note } if !note.is_empty())
        );
        for clause in &guideline.clauses {
            assert!(
                clause.provenance.source.is_some(),
                "{}",
                clause.display_label()
            );
            // An item is asked for by its title, which is as published.
            let told = |one: &Requirement| one.paraphrased || one.modality == Modality::Item;
            assert!(clause.requirements.iter().all(told));
        }
        assert_snapshot(&format!("{id}.txt"), &tree(&guideline));
    }
}

#[test]
fn a_table_of_controls_lists_clauses() {
    let text = "# 院内クラウド管理策集 第2版

令和8年4月

## 改訂履歴

| 版 | 日付 | 内容 |
|---|---|---|
| 1 | 2025-04 | 制定 |

## 管理策

| 番号 | 管理策名 | 要求事項 | 区分 |
|---|---|---|---|
| 1.1 | 責任者 | 責任者を置く。<br>職務を文書で定める。 | 必須 |
| 1.2 | 記録 | 操作を記録する。 | 推奨 |
| A-3 | | 持ち出しは許可を得る。 | |
| 備考 | | 対象外の項目は除く。 | |
";
    let (guideline, problems) = published::read(text, "test");
    assert_eq!(problems, []);
    assert_eq!(guideline.title, "院内クラウド管理策集");
    let read: Vec<String> = guideline
        .clauses
        .iter()
        .map(|clause| {
            let asked: Vec<String> = { clause.requirements.iter() }
                .map(|one| format!("{:?} {}", one.modality, one.text))
                .collect();
            format!("{} / {}", clause.display_label(), asked.join(" / "))
        })
        .collect();
    assert_eq!(
        read,
        [
            "1.1 責任者 / Must 責任者を置く。 / Must 職務を文書で定める。",
            "1.2 記録 / Should 操作を記録する。",
            "A-3 持ち出しは許可を得る / Must 持ち出しは許可を得る。",
        ]
    );
    let row = &text[guideline.clauses[1].range.clone()];
    assert!(row.starts_with("| 1.2 | 記録"), "{row}");
    // Rows that only count, in a guideline whose headings have numbers, are its clause's own.
    let text = "# 基準\n\n## 1 記録\n\n次の事項を記録すること。\n\n| No | 内容 |\n|---|---|\n| 1 | 時刻 |\n| 2 | 利用者 |\n";
    let (guideline, _) = published::read(text, "test");
    assert_eq!(guideline.clauses.len(), 1);
}

#[test]
fn a_spreadsheet_of_controls_lists_clauses() {
    let text = "\u{feff}委託先管理基準 第2版,,,\r\n,,,\r\n項番,管理策名,要求事項,区分\r\n1.1,責任者,\"責任者を置く。\r\n職務を文書で定める。\",必須\r\n1.2,記録,\"操作を記録し、*|印*を付ける。\",推奨\r\n";
    let read = shishin::guideline::sheet::read(text, "基準").unwrap();
    assert_eq!(read.problems, []);
    let guideline = read.guideline;
    assert_eq!(guideline.title, "委託先管理基準");
    assert_eq!(guideline.edition.as_deref(), Some("第2版"));
    let asked: Vec<(&str, &str, Modality)> = guideline
        .clauses
        .iter()
        .flat_map(|clause| {
            let label = clause.label.as_deref().unwrap();
            { clause.requirements.iter() }.map(move |one| (label, one.text.as_str(), one.modality))
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("1.1", "責任者を置く。", Modality::Must),
            ("1.1", "職務を文書で定める。", Modality::Must),
            ("1.2", "操作を記録し、*|印*を付ける。", Modality::Should),
        ]
    );
    assert!(text[guideline.clauses[1].range.clone()].starts_with("1.2,記録"));
    let tabs = "Control ID\tRequirement\nA-1\tThe provider shall keep logs.\n";
    let guideline = { shishin::guideline::sheet::read(tabs, "ours").unwrap() }.guideline;
    assert_eq!(
        guideline.clauses[0].display_label(),
        "A-1 The provider shall keep logs"
    );
    let none = shishin::guideline::sheet::read("a,b\n1,2\n", "none").unwrap_err();
    assert!(none.message.en.contains("no row of headings"));
}

#[test]
fn an_id_of_ours_is_never_shown_as_a_number() {
    let guideline = built_in("mic-meti-medical-1.1");
    let catalogue = Catalogue::new(guideline);
    let index = catalogue.find_id("annex2-p8-2-2").unwrap();
    let clause = catalogue.guideline().clause(index).unwrap();
    assert_eq!(clause.display_label(), "機器・媒体の台帳管理");
    assert_eq!(
        (clause.label.as_deref(), clause.locator.as_ref()),
        (None, None)
    );
}

/// Cells of a spreadsheet whose beginnings, and whole lines, mean something in Markdown.
const HOSTILE: [&str; 18] = [
    "# 見出しのような本文を定めること。",
    "- 箇条書き\n- **区分**: 推奨\n- ログを保存すること。",
    "- **区分**: 推奨\nログを保存すること。",
    "---\nを定めること。",
    "===\nを定めること。",
    "甲を定めること。\n---",
    "ログを保存すること。\n\n# 9 別の見出し\n\nこれも定めること。",
    "    字下げを定めること。",
    "```\n定めること。",
    "~~~\n定めること。",
    "次を定めること。\n1. 甲\n2. 乙",
    "> 引用を定めること。",
    "<!-- を定めること。",
    "<div>を定めること。",
    "| a | b |\n|---|---|\nを定めること。",
    "[^1]: 注を定めること。",
    "[a]: https://example.jp を定めること。",
    "*強調* と _下線_ と `符号` と &amp; を定めること。",
];

#[test]
fn what_stands_in_cells_is_written_as_it_is() {
    for (at, text) in HOSTILE.iter().enumerate() {
        check_cells(&[HOSTILE[(at + 1) % HOSTILE.len()], text]);
    }
    check_cells(&HOSTILE);
}

/// A sheet with such cells, written and read back.
fn check_cells(cells: &[&str]) {
    let mut csv = "項番,要求事項\n1,はじめを定めること。\n".to_owned();
    for (number, cell) in (2..).zip(cells) {
        csv.push_str(&format!("{number},\"{}\"\n", cell.replace('"', "\"\"")));
    }
    csv.push_str("99,おわりを定めること。\n");
    let guideline = sheet::read(&csv, "test").unwrap().guideline;
    let text = writer::to_markdown(&guideline);
    let (again, _) = published::read(&text, "test");
    assert_eq!(labels(&again), labels(&guideline), "{csv}\n{text}");
    let lost = writer::lost(&guideline, &again);
    let lost: Vec<&str> = { lost.iter() }.map(|clause| clause.text.as_str()).collect();
    assert_eq!(lost, [""; 0], "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_cell_is_written_as_it_is(
        // A title that begins with a number of its own is a clause of that number.
        first in "[-#*+>|`~=_<&\\[\\]! ]{0,6}[甲乙]{1,3}[-#*`_|>\\[\\] ]{0,3}",
        others in proptest::collection::vec("[-#*+>|`~=_<&\\[\\]!.()0-9a ]{0,6}[甲乙]{1,3}[-#*`_|>\\[\\] ]{0,3}", 0..4)
    ) {
        let cell = format!("{}を定めること。", [&[first][..], &others].concat().join("\n"));
        check_cells(&[&cell]);
    }
}

#[test]
fn what_is_written_is_read_back() {
    let guidelines = [
        excerpt(),
        oscal_subset(),
        built_in("mic-medical-cloud-2018"),
        built_in("mic-meti-medical-1.1"),
    ];
    for guideline in guidelines {
        let text = writer::to_markdown(&guideline);
        let (mut again, problems) = published::read(&text, "fallback");
        assert_eq!(problems, []);
        for (clause, original) in again.clauses.iter_mut().zip(&guideline.clauses) {
            clause.range = original.range.clone();
            assert_eq!(clause, original);
        }
        assert_eq!(again, guideline);
    }
}

fn found(catalogue: &Catalogue, locator: &str) -> String {
    let id = |index: ClauseIndex| catalogue.guideline().clause(index).unwrap().id.clone();
    let locator = locator.parse().unwrap();
    match catalogue.find(&locator) {
        Lookup::Found(index) => id(index),
        Lookup::Ambiguous(found) => format!("{:?}?", found.into_iter().map(id).collect::<Vec<_>>()),
        Lookup::Missing => {
            format!(
                "near {:?}",
                catalogue
                    .nearest(&locator)
                    .into_iter()
                    .map(id)
                    .collect::<Vec<_>>()
            )
        }
    }
}

#[test]
fn a_clause_is_found_in_every_spelling() {
    let seed = Catalogue::new(built_in("mic-medical-cloud-2018"));
    for (locator, id) in [
        ("第１章", "第1章"),
        ("1. 1. 1 （３）", "1.1.1(3)"),
        ("(1)①(a)", "(1)①(a)"),
        ("（１）①（ａ）", "(1)①(a)"),
    ] {
        assert_eq!(found(&seed, locator), id, "{locator}");
    }
    // Numbers of that make stand in an annex alone, so what is near one of them is looked for there.
    let annexed = Catalogue::new(built_in("mic-meti-medical-1.1"));
    let near = found(&annexed, "3.21-①-3");
    assert!(near.starts_with("near [\"別紙2 3"), "{near}");
    let nist = Catalogue::new(oscal_subset());
    for (locator, id) in [
        ("AC-2(1)", "ac-2.1"),
        ("AC-2 (1)", "ac-2.1"),
        ("AC-02(01)", "ac-2.1"),
        ("AC-2a", "ac-2"),
        ("AC-2 h.1", "ac-2"),
    ] {
        assert_eq!(found(&nist, locator), id, "{locator}");
    }
    assert_eq!(nist.find_id("ac-2.1"), nist.find_id("AC-2.1"));
}

#[test]
fn an_annex_may_be_left_out_where_the_rest_is_unique() {
    let catalogue = Catalogue::new(built_in("mic-meti-medical-1.1"));
    assert_eq!(found(&catalogue, "1.1"), "1.1");
    assert_eq!(found(&catalogue, "別紙2 1.1"), "別紙2 1.1");
    assert_eq!(found(&catalogue, "1.1-①-1"), "別紙2 1.1-①-1");
    assert_eq!(found(&catalogue, "別紙2 1.1①-1"), "別紙2 1.1-①-1");
    assert_eq!(found(&catalogue, "別紙2の1.1-①-1"), "別紙2 1.1-①-1");
}

#[test]
fn a_part_is_found_by_each_of_its_names() {
    let text = "---\nguideline:\n  id: 厚労省\n  parts: [[企, 企画管理編, 企画], [経, 経営管理編]]\n---\n\n\
                ## 企7 委託\n\n### 企7⑥ 外部保存\n\n## 経7 統制\n";
    let (guideline, problems) = published::read(text, "test");
    assert_eq!(problems, []);
    let catalogue = Catalogue::new(guideline);
    for locator in ["企7⑥", "企画管理編 7⑥", "企画7⑥", "企7章第⑥条", "7⑥"] {
        assert_eq!(found(&catalogue, locator), "企7⑥", "{locator}");
    }
    assert_eq!(found(&catalogue, "7"), r#"["企7", "経7"]?"#);
}

#[test]
fn a_clause_that_is_not_there_has_neighbours() {
    let seed = Catalogue::new(built_in("mic-medical-cloud-2018"));
    assert_eq!(
        found(&seed, "1.1.1(6)"),
        r#"near ["1.1.1", "1.1.1(5)", "1.1.1(4)"]"#
    );
    let nist = Catalogue::new(oscal_subset());
    assert_eq!(found(&nist, "AC-8"), r#"near ["ac-7", "ac-3", "ac-13"]"#);
}

#[test]
fn an_item_of_a_control_is_found_with_its_requirements() {
    let nist = Catalogue::new(oscal_subset());
    let labels = |locator: &str| -> Vec<String> {
        let (index, requirements) = nist.find_requirement(&locator.parse().unwrap()).unwrap();
        let clause = nist.guideline().clause(index).unwrap();
        requirements
            .iter()
            .map(|&at| clause.requirements[at].label.clone().unwrap())
            .collect()
    };
    assert_eq!(labels("AC-2a"), ["a"]);
    assert_eq!(labels("AC-2 h."), ["h.1", "h.2", "h.3"]);
    assert_eq!(nist.find_requirement(&"AC-2".parse().unwrap()), None);
}

#[test]
fn a_range_names_the_clauses_between_its_ends() {
    let seed = Catalogue::new(built_in("mic-medical-cloud-2018"));
    let between = seed.between(&"1.1.1(2)".parse().unwrap(), &"1.1.1(4)".parse().unwrap());
    let ids: Vec<_> = between
        .iter()
        .map(|&index| &seed.guideline().clause(index).unwrap().id)
        .collect();
    assert_eq!(ids, ["1.1.1(2)", "1.1.1(3)", "1.1.1(4)"]);
}

/// Reads a guideline and gives each problem's rule with the words it points at.
fn problems(text: &str) -> Vec<(&'static str, String)> {
    let (_, problems) = published::read(text, "test");
    problems
        .into_iter()
        .map(|problem| (problem.rule, text[problem.range].to_owned()))
        .collect()
}

#[test]
fn mistakes_are_reported_at_their_place_and_the_rest_is_read() {
    let text = "---\nguideline:\n  id: x\n  titel: 指針\n  completeness: 全部\n---\n\n# 1 総則\n\n\
                - **区文**: 必須\n- **区分**: 必修\n\n記録すること。\n\n# 2 体制\n\n# 1 総則\n";
    assert_eq!(
        problems(text),
        [
            ("invalid-guideline", "titel".to_owned()),
            ("invalid-guideline", "全部".to_owned()),
            ("invalid-guideline", "区文".to_owned()),
            ("invalid-guideline", "必修".to_owned()),
            ("duplicate-clause", "# 1 総則".to_owned()),
        ]
    );
    let (guideline, _) = published::read(text, "test");
    assert_eq!(labels(&guideline), ["1", "2"]);
    assert_eq!(guideline.clauses[0].modality(), Modality::Must);
}

#[test]
fn a_file_without_clauses_says_what_was_looked_for() {
    let (guideline, problems) = published::read("ただの文章です。\n", "test");
    assert!(guideline.clauses.is_empty());
    assert!(
        problems[0].message.ja.contains("第1章"),
        "{:?}",
        problems[0]
    );
    assert!(published::read("", "test").1.len() == 1);
}

#[test]
fn other_ministries_texts_keep_their_numbering() {
    let text = "# 安全管理に関する指針\n\n第1章 総則\n\n## 第1節 目的\n\n### 第1条（目的）\n\nこの指針は、目的を定める。\n\n\
                ## 第2節 組織\n\n### 第2条 責任者\n\n責任者を置くこと。\n\n## 第2章 運用\n\n### 第1節 記録\n\n#### 第3条 記録\n\n\
                **(1) 取得**\n\n記録を取得すること。\n\n**① 対象**\n\nア 利用者\n\n**(2) 保存**\n\n1年間保存すること。\n\n\
                ## 別紙2 一覧\n\n### 1 人的対策\n\n### 1.1 規程\n\n#### ① 規程の策定\n\n### 2 物理的対策\n";
    let (guideline, problems) = published::read(text, "test");
    assert_eq!(problems, []);
    assert_eq!(
        labels(&guideline),
        [
            "第1章",
            "第1章第1節",
            "第1条",
            "第1章第2節",
            "第2条",
            "第2章",
            "第2章第1節",
            "第3条",
            "第3条(1)",
            "第3条(1)①",
            "第3条(2)",
            "別紙2",
            "別紙2 1",
            "別紙2 1.1",
            "別紙2 1.1①",
            "別紙2 2"
        ]
    );
}

/// Labels with those of the clauses around them: `1 > 実 1`.
fn outline(text: &str) -> Vec<String> {
    let (guideline, problems) = published::read(text, "test");
    assert_eq!(problems, []);
    let name = |index: ClauseIndex| guideline.clause(index).unwrap().label.clone().unwrap();
    guideline
        .iter()
        .map(|(index, _)| match guideline.ancestors(index).next() {
            Some(parent) => format!("{} > {}", name(parent), name(index)),
            None => name(index),
        })
        .collect()
}

#[test]
fn numbers_with_a_word_count_through_the_chapters() {
    let text = "# 選定基準 第2.0版\n\n## 1. 必須事項\n\n### 実 1 登録\n\n要員を登録すること。\n\n### 実 2 記録\n\n記録を保存すること。\n\n\
                ## 2. 推奨事項\n\n### 推 1 監査\n\n監査を受けることが望ましい。\n\n### 推 2 訓練\n\n訓練を行うことが望ましい。\n";
    assert_eq!(
        outline(text),
        ["1", "1 > 実 1", "1 > 実 2", "2", "2 > 推 1", "2 > 推 2"]
    );
    let chapters = text
        .replace("## 1. ", "## 第1章 ")
        .replace("## 2. ", "## 第2章 ");
    assert_eq!(
        outline(&chapters),
        [
            "第1章",
            "第1章 > 実 1",
            "第1章 > 実 2",
            "第2章",
            "第2章 > 推 1",
            "第2章 > 推 2"
        ]
    );
}

#[test]
fn a_heading_without_a_number_over_clauses_is_no_part_of_the_clause_before() {
    let text = "# 見本基準 第2版\n\n## 第1 組織\n\n### 1-(1) 責任者\n\n責任者を定めること。\n\n## 設備の基準\n\n### 2-(1) 施錠\n\n#### 解説\n\n\
                扉を施錠すること。\n";
    let (guideline, _) = published::read(text, "test");
    let texts: Vec<&str> = { guideline.clauses.iter() }
        .map(|clause| clause.text.trim())
        .collect();
    assert_eq!(
        texts,
        ["責任者を定めること。", "#### 解説\n\n扉を施錠すること。"]
    );
}

#[test]
fn edition_and_date_may_stand_on_lines_of_one_paragraph() {
    let text = "# 見本基準\n\n第2版\n令和7年4月\n\n## 1 総則\n\n責任者を定めること。\n";
    let (guideline, _) = published::read(text, "test");
    assert_eq!(guideline.name(), "見本基準 第2版");
    assert_eq!(guideline.published.unwrap().to_string(), "2025-04");
}

#[test]
fn list_items_with_a_bold_number_are_clauses() {
    let text = "# チェックリスト 2026\n\n## A. 組織\n\n- **A-1** 責任者を任命していること。\n- **A-2** 規程を年1回見直していること。\n\n## B. 技術\n\n- **B-1** 多要素認証を用いていること。\n- **重要** 急ぐこと。\n";
    assert_eq!(outline(text), ["A", "A > A-1", "A > A-2", "B", "B > B-1"]);
    let (guideline, _) = published::read(text, "test");
    let clause = &guideline.clauses[1];
    assert_eq!(clause.title, "責任者を任命していること");
    assert_eq!(clause.text, "責任者を任命していること。");
    assert_eq!(clause.modality(), Modality::Must);
}

#[test]
fn numbered_paragraphs_under_their_announcement_are_clauses() {
    let text = "# 基準 第2版\n\n## 第2章 体制\n\n### 遵守事項\n\n① 責任者を任命すること。\n\n② 状況の点検。\n\n### 解説\n\n① は経営者が任命する。\n\n## 第3章 運用\n\n① これは説明である。\n";
    assert_eq!(
        outline(text),
        ["第2章", "第2章 > 第2章①", "第2章 > 第2章②", "第3章"]
    );
    let (guideline, _) = published::read(text, "test");
    assert_eq!(guideline.clauses[2].modality(), Modality::Must);
}

#[test]
fn a_minimum_and_a_recommended_guideline_are_told_apart() {
    let text = "## 6.5 技術的安全対策\n\n### C.最低限のガイドライン\n\n1. 利用者の識別と認証を行うこと。\n\
                2. 次の事項を記録すること：\n   - 操作者\n   - 日時\n\n\
                ### D.推奨されるガイドライン\n\n1. 二要素認証を採用すること。\n";
    let (guideline, _) = published::read(text, "test");
    assert_eq!(labels(&guideline), ["6.5", "6.5 C", "6.5 D"]);
    let asked: Vec<_> = guideline
        .clauses
        .iter()
        .flat_map(|clause| &clause.requirements)
        .map(|found| {
            (
                found.label.as_deref().unwrap_or("-"),
                found.text.as_str(),
                found.modality,
            )
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("1", "利用者の識別と認証を行うこと。", Modality::Must),
            ("2", "次の事項を記録すること：操作者", Modality::Must),
            ("2", "次の事項を記録すること：日時", Modality::Must),
            ("1", "二要素認証を採用すること。", Modality::Should),
        ]
    );
    let catalogue = Catalogue::new(guideline);
    let (clause, items) = catalogue
        .find_requirement(&"第6.5章 C.2".parse().unwrap())
        .unwrap();
    assert_eq!(
        (
            catalogue.guideline().clause(clause).unwrap().id.as_str(),
            items
        ),
        ("6.5 C", vec![1, 2])
    );
}

#[test]
fn files_that_are_no_catalogue_say_what_to_do() {
    let message = |json: &str| oscal::read(json, "test").unwrap_err().message.ja;
    assert!(message("{").contains("1行1文字目"));
    assert!(message("{\"profile\": {}}").contains("プロファイル"));
    assert!(message("{\"component-definition\": {}}").contains("component-definition"));
    assert!(message("{\"catalog\": {}}").contains("controls"));
    assert!(message("[]").contains("OSCAL"));
}

#[test]
fn holes_in_a_catalogue_are_reported_and_the_rest_is_read() {
    let json = r#"{"catalog": {"groups": [{"title": "Access", "controls": [
        {"id": "a-1", "title": "One"}, {"id": "a-1", "title": "Again"}, {"title": "Nameless"}, {}]}]}}"#;
    let (guideline, problems) = oscal::read(json, "test").unwrap();
    let ids: Vec<_> = guideline
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(ids, ["Access", "a-1", "Nameless"]);
    let rules: Vec<_> = problems
        .iter()
        .map(|problem| (problem.rule, &json[problem.range.clone()]))
        .collect();
    assert_eq!(
        rules,
        [
            ("invalid-guideline", "Access"),
            ("duplicate-clause", "a-1"),
            ("invalid-guideline", "Nameless"),
            ("invalid-guideline", ""),
        ]
    );
}

proptest! {
    /// Headings of every style, in any order, at any level.
    #[test]
    fn any_file_is_survived(
        lines in proptest::collection::vec(
            "(#{1,6} )?(第[1-3１２](編|章|節|条|項)|[1-3](\\. ?[1-3]){0,3}|\\([1-3a-c]\\)|[①-③]|[アイ]|AC-[12](\\([12]\\))?|別紙[12]|表[12]|C\\.|>|- \\*\\*(区分|番号|本文)\\*\\*:)? ?(題名|記録すること。|<sup>1</sup>|必須|なし|要約|、)?",
            0..30,
        )
    ) {
        let text = lines.join("\n\n");
        let (guideline, problems) = published::read(&text, "test");
        for problem in &problems {
            prop_assert!(text.get(problem.range.clone()).is_some());
        }
        for (index, clause) in guideline.iter() {
            prop_assert!(text.get(clause.range.clone()).is_some());
            prop_assert!(clause.parent.is_none_or(|parent| parent < index));
            prop_assert!(guideline.ancestors(index).count() < 32);
            if let Some(parent) = clause.parent {
                prop_assert!(guideline.clauses[parent.as_usize()].children.contains(&index));
            }
        }
        let ids: std::collections::HashSet<_> = guideline.clauses.iter().filter_map(|clause| clause.label.as_ref()).collect();
        let labelled = guideline.clauses.iter().filter(|clause| clause.label.is_some()).count();
        prop_assert_eq!(ids.len(), labelled);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        published::read(&text, "test");
        let _ = oscal::read(&text, "test");
    }
}

/// A company's standard counts its chapters by letters alone: a chapter is none of the text before it.
#[test]
fn chapters_that_are_letters_alone_hold_their_clauses() {
    let text = "# 情報セキュリティ基準 第3版\n\n## A 組織\n\n### A-1 教育\n\n全従業員に年1回以上の教育を実施すること。\n\n## Ｂ　技術\n\n### B-1 ログ\n\n操作ログを1年以上保存すること。\n\nA 社の事例は付録に示す。\n";
    let (guideline, problems) = published::read(text, "standard");
    assert_eq!(problems, []);
    let parent = |clause: &Clause| {
        let parent = clause.parent.and_then(|parent| guideline.clause(parent));
        parent.map(|parent| parent.display_label())
    };
    let clauses = { guideline.clauses.iter() }
        .map(|clause| (clause.display_label(), parent(clause)))
        .collect::<Vec<_>>();
    let inside = |label: &str, chapter: &str| (label.to_string(), Some(chapter.to_string()));
    assert_eq!(
        clauses,
        [
            ("A 組織".to_string(), None),
            inside("A-1 教育", "A 組織"),
            ("B 技術".to_string(), None),
            inside("B-1 ログ", "B 技術"),
        ]
    );
    let education = guideline.clause(ClauseIndex(1)).unwrap();
    assert_eq!(
        education.text.trim(),
        "全従業員に年1回以上の教育を実施すること。"
    );
}
