//! Guidelines in workbooks and in sheets of other encodings.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::Folder;

const ANSWERS: &str = "# 対応表（委託先管理基準）\n\n| 項番 | 対応状況 | 対応内容 |\n|---|---|---|\n| 1.1 | ○ | 情報セキュリティ責任者を取締役会が任命する。 |\n";
const SHEET: &str = "委託先管理基準 第2版,,\n項番,管理策名,要求事項\n1.1,責任者,責任者を置く。\n1.2,記録,操作を記録する。\n";

fn row(sheet: &mut Worksheet, at: u32, values: &[&str]) {
    for (column, value) in (0..).zip(values) {
        sheet.write_string(at, column, *value).unwrap();
    }
}

fn workbook(numbers: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("使い方").unwrap();
    row(cover, 0, &["この表に答えてください。"]);
    let sheet = book.add_worksheet().set_name("基準").unwrap();
    row(sheet, 0, &["委託先管理基準 第2版"]);
    row(sheet, 1, &["項番", "管理策名", "要求事項"]);
    for (at, number) in (2..).zip(numbers) {
        row(sheet, at, &[number, "記録", "操作を記録する。"]);
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_a_guideline() {
    let folder = Folder::with(&[
        ("対応表.md", ANSWERS),
        ("shishin.toml", "guidelines = [\"基準.xlsx\"]\n"),
    ]);
    folder.write("基準.xlsx", &workbook(&["1.1", "1.2", "1.2"]));
    let shown = folder.check(&[]).stdout;
    assert!(
        shown.contains("1.2「記録」に答える記述がありません"),
        "{shown}"
    );
    assert!(
        shown.contains("基準!A5: 条項「1.2」は前にもあります"),
        "{shown}"
    );
    // The cache knows the workbook by what is in it.
    folder.write("基準.xlsx", &workbook(&["1.1", "1.3"]));
    let shown = folder.check(&[]).stdout;
    assert!(
        shown.contains("1.3「記録」に答える記述がありません"),
        "{shown}"
    );
    let ran = folder.run(&["import", "基準.xlsx"]);
    assert!(ran.stdout.contains("1.1 記録  [必須 1]"), "{}", ran.stdout);
    assert!(
        ran.stderr
            .contains("基準.xlsx: シート「使い方」は条項の一覧ではないため読みません"),
        "{}",
        ran.stderr
    );
    let ran = folder.run(&["explain", "1.3"]);
    assert!(ran.stdout.contains("操作を記録する"), "{}", ran.stdout);
    let json = folder
        .run(&["import", "基準.xlsx", "--format", "json"])
        .json();
    assert_eq!(json["title"], "委託先管理基準");
    assert_eq!(json["edition"], "第2版");
}

#[test]
fn a_workbook_that_cannot_be_read_is_told() {
    let folder = Folder::with(&[
        ("対応表.md", ANSWERS),
        (
            "shishin.toml",
            "guidelines = [\"基準.xlsx\", \"古い.xls\"]\n",
        ),
    ]);
    folder.write("基準.xlsx", b"no workbook");
    folder.write("古い.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let shown = folder.check(&[]).stdout;
    assert!(shown.contains("Excelのブックとして読めません"), "{shown}");
    assert!(shown.contains("古い形式（.xls）のブックです"), "{shown}");
    assert!(
        shown.contains("基準.xlsx をガイドラインとして読めません"),
        "{shown}"
    );
}

#[test]
fn a_sheet_in_another_encoding_is_read_and_told() {
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(SHEET);
    let units = SHEET.replace(',', "\t");
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(units.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, bytes) in [("Shift_JIS (CP932)", &shift_jis[..]), ("UTF-16", &utf_16)] {
        let folder = Folder::with(&[
            ("対応表.md", ANSWERS),
            ("shishin.toml", "guidelines = [\"基準.csv\"]\n"),
        ]);
        folder.write("基準.csv", bytes);
        let shown = folder.check(&[]).stdout;
        assert!(
            shown.contains("1.2「記録」に答える記述がありません"),
            "{shown}"
        );
        let ran = folder.run(&["import", "基準.csv"]);
        assert!(
            ran.stderr
                .contains(&format!("基準.csv: {name} として読みました")),
            "{}",
            ran.stderr
        );
    }
    let folder = Folder::with(&[]);
    let twice = SHEET.replace("1.2", "1.1");
    folder.write("基準.csv", &encoding_rs::SHIFT_JIS.encode(&twice).0);
    let ran = folder.run(&["import", "基準.csv"]);
    assert!(
        ran.stderr.contains("1.1,記録,操作を記録する。"),
        "{}",
        ran.stderr
    );
    // With a mark of byte order the columns are those of the text.
    folder.write("基準.csv", format!("\u{feff}{twice}").as_bytes());
    let ran = folder.run(&["import", "基準.csv"]);
    assert!(ran.stderr.contains("基準.csv:4:1"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("として読みました"), "{}", ran.stderr);
}

#[test]
fn a_document_that_is_not_utf_8_is_told_what_it_is() {
    let folder = Folder::with(&[("他.md", "# 手順\n")]);
    let text = "# 手順\n\n操作を記録する。\n";
    folder.write("手順.md", &encoding_rs::SHIFT_JIS.encode(text).0);
    let shown = folder.check(&[]).stdout;
    assert!(shown.contains("Shift_JIS (CP932) のようです"), "{shown}");
    assert!(shown.contains("iconv -f CP932 -t UTF-8 手順.md"), "{shown}");
    folder.write("手順.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff");
    let shown = folder.check(&["--locale", "en"]).stdout;
    assert!(shown.contains("its encoding is not known"), "{shown}");
}

/// Who cites a chapter with one clause answers the clause; of two it is not known which.
#[test]
fn the_only_clause_of_a_chapter_is_answered_below_the_chapters_heading() {
    let sheet = "番号,題名,要求事項\n6,運用,\n6.1,記録,操作を記録する。\n6.2,制限,接続を制限する。\n7,教育,\n7.1,教育の実施,教育を行う。\n";
    let answers = "# 社内基準への対応\n\n## 6 運用\n\n手順を運用部が定める。\n\n## 7 教育\n\n教育を年1回行う。\n";
    let folder = Folder::with(&[
        ("対応表.md", answers),
        ("基準.csv", sheet),
        ("shishin.toml", "guidelines = [\"基準.csv\"]\n"),
    ]);
    let shown = folder.check(&[]).stdout;
    assert!(!shown.contains("7.1「教育の実施」"), "{shown}");
    assert!(shown.contains("6.1「記録」"), "{shown}");
    assert!(shown.contains("6.2「制限」"), "{shown}");
}

/// A questionnaire with ids of questions, answered in a table of the same columns.
#[test]
fn ids_of_questions_are_answered_by_their_column() {
    let questions = "Question ID,Question\nA&A-01.1,Is there a plan for audits?\nAIS-02.1,Are baselines for applications kept?\n";
    let answers = "---\nshishin: { guideline: caiq }\n---\n\n# Answers\n\n| Question ID | Answer | Implementation |\n|---|---|---|\n| A&A-01.1 | Yes | The audit plan of 2026 lists four audits by the internal audit office. |\n";
    let folder = Folder::with(&[
        ("caiq.csv", questions),
        ("answers.md", answers),
        ("shishin.toml", "guidelines = [\"caiq.csv\"]\n"),
    ]);
    let coverage = folder.check(&["--format", "json"]).json()["coverage"][0].clone();
    assert_eq!(coverage["covered"], 1, "{coverage}");
    assert_eq!(coverage["missing"], 1, "{coverage}");
}

/// A register of one's own counts in other ways than the ministries do.
#[test]
fn a_registers_own_numbers_are_those_of_its_clauses() {
    let folder = Folder::with(&[
        (
            "台帳.csv",
            "番号,要求事項\nFR-PRV-001,事業者を登録できること。\nITGC-AC-003,特権を管理すること。\nAUDIT-01,監査の記録を残すこと。\n実務 3-1-1,入退室を記録すること。\n",
        ),
        ("shishin.toml", "guidelines = [\"台帳.csv\"]\n"),
        (
            "表.md",
            "# 対応表\n\n| 要件ID | 実施内容 |\n|---|---|\n| FR-PRV-001 | 運用部が登録画面で登録する。 |\n| AUDIT\\-01 | 監査の記録を5年間残す。 |\n\n特権は情報システム部が毎月棚卸しする。（台帳 ITGC-AC-003）\n",
        ),
    ]);
    let found = folder.check(&[]).stdout;
    assert!(
        found.contains("要求事項 4 件: 対応あり 3、不十分 0、記載なし 1"),
        "{found}"
    );
    assert!(
        found.contains("実務 3-1-1「入退室を記録すること」"),
        "{found}"
    );
}

#[test]
fn a_column_whose_cells_are_no_numbers_is_said_to_be_so() {
    let folder = Folder::with(&[(
        "台帳.csv",
        "番号,要求事項\nauth_mfa,多要素で認証すること。\n",
    )]);
    let ran = folder.run(&["import", "台帳.csv"]);
    assert!(
        ran.stderr
            .contains("「auth_mfa」など、番号の列にあるものを条項番号として読めません"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert!(ran.stderr.contains("台帳.csv:2:1"), "{}", ran.stderr);
}

/// A table that goes on in the next section, and one of which rows were left out.
#[test]
fn rows_may_be_numbered_from_anywhere() {
    for numbers in [["8", "9"], ["1", "4"], ["1", "2"]] {
        let [first, second] = numbers;
        let text = format!(
            "# 対応一覧\n\n| No | 対策項目 | 対策の概要 | 状況 | 当社の取り組み |\n|---|---|---|---|---|\n| {first} | 3.4-①-1 | ログ | 済 | ログを5年間残す。 |\n| {second} | 3.5-①-1 | 対策 | 済 | EDRを入れている。 |\n"
        );
        let configuration = "guidelines = [{ id = \"mic-meti-medical-1.1\", covers = [\"別紙2 3.4-①-1\", \"別紙2 3.5-①-1\"] }]\n";
        let folder = Folder::with(&[("表.md", &text), ("shishin.toml", configuration)]);
        let found = folder.check(&[]).stdout;
        assert!(found.contains("記載なし 0"), "{numbers:?}: {found}");
    }
}

/// What is asked for may stand there as an order, and the guideline itself may ask a question.
#[test]
fn a_yes_takes_the_interval_of_what_it_answers() {
    let found = |guideline: &str, text: &str| {
        let folder = Folder::with(&[
            ("hb.csv", guideline),
            (
                "shishin.toml",
                "guidelines = [\"hb.csv\"]\nlocale = \"en\"\n",
            ),
            ("answers.md", text),
        ]);
        folder.check(&[]).stdout
    };
    let rule =
        "Number,Title,Requirement\nHB-1,Review,Rights shall be reviewed at least quarterly.\n";
    let row = |asked: &str| {
        format!(
            "# Answers\n\n| No. | Requirement | Complied with? | Explanation |\n|---|---|---|---|\n| HB-1 | {asked} | Yes | In the steering meeting, by J. Bakker |\n"
        )
    };
    let yes = found(rule, &row("Review of rights, quarterly"));
    assert!(!yes.contains("missing-parameter"), "{yes}");
    let open = found(rule, &row("Review of rights"));
    assert!(open.contains("missing-parameter"), "{open}");
    let question =
        "Number,Title,Requirement\nHB-1,Review,Shall rights be reviewed at least quarterly?\n";
    let answer = |text: &str| format!("# Answers\n\n## HB-1 Review\n\n{text}\n");
    let yes = found(question, &answer("Yes. The steering meeting does it."));
    assert!(!yes.contains("missing-parameter"), "{yes}");
    let open = found(question, &answer("The steering meeting does it."));
    assert!(open.contains("missing-parameter"), "{open}");
}

#[test]
fn a_yes_takes_the_interval_of_its_question_unless_it_gives_another() {
    let guideline = "Supplier questionnaire,\nNumber,Requirement\nHB-1,Access rights shall be reviewed at least every six months.\n";
    let answer = |explanation: &str| {
        format!(
            "# Answers\n\n| Req. ID | Question | Yes | No | Explanation |\n|---|---|---|---|---|\n| HB-1 | Are access rights reviewed at least every six months? | X | | {explanation} |\n"
        )
    };
    for (explanation, is_short) in [
        ("Every 12 months, by J. Bakker.", true),
        ("By J. Bakker.", false),
    ] {
        let folder = Folder::with(&[
            ("hb.csv", guideline),
            (
                "shishin.toml",
                "guidelines = [\"hb.csv\"]\nlocale = \"en\"\n",
            ),
            ("answers.md", &answer(explanation)),
        ]);
        let found = folder.check(&[]).stdout;
        assert_eq!(found.contains("falls short"), is_short, "{found}");
        assert_eq!(found.contains("missing-parameter"), is_short, "{found}");
    }
}
