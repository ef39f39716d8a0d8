//! Guidelines in spreadsheets: shapes of real ones with words of our own, and what Excel does to numbers.
//!
//! Each `tests/data/guideline-shapes/NAME.csv` has its reading beside it as `NAME.reading`; it has to be the
//! same from a workbook and from a table in Markdown. `UPDATE_SNAPSHOTS=1` writes the readings anew, to be looked at
//! before they are kept.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read the files that the program reads"
)]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use shishin::guideline::sheet::{self, Read};
use shishin::guideline::{Guideline, Problem, published};

/// A guideline's tree with what its clauses ask, and the problems in English.
fn reading(guideline: &Guideline, problems: &[Problem]) -> String {
    let mut reading = format!("# {}\n", guideline.name());
    for (index, clause) in guideline.iter() {
        let indent = "  ".repeat(guideline.ancestors(index).count());
        let label = clause.label.as_deref().unwrap_or("-");
        let group = if clause.group { " (group)" } else { "" };
        let _ = writeln!(reading, "{indent}{label} {}{group}", clause.title);
        for requirement in &clause.requirements {
            let _ = writeln!(
                reading,
                "{indent}  {:?}: {}",
                requirement.modality,
                requirement.text.replace('\n', " / ")
            );
        }
    }
    for problem in problems {
        let _ = writeln!(reading, "! {}", problem.message.en);
    }
    reading
}

fn read_sheet(text: &str) -> String {
    let Read {
        guideline,
        problems,
        ..
    } = sheet::read(text, "test").unwrap();
    reading(&guideline, &problems)
}

fn read_book(bytes: &[u8]) -> Read {
    match sheet::read_workbook(bytes, "test") {
        Ok(read) => read,
        Err(problem) => panic!("{}", problem.message.en),
    }
}

fn told(problems: &[Problem]) -> Vec<&str> {
    problems
        .iter()
        .map(|problem| problem.message.en.as_str())
        .collect()
}

fn rows_of(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// The rows as a workbook of text, with cells merged downwards where nothing stands below one.
fn as_workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let head = rows
        .iter()
        .position(|row| row.iter().all(|value| !value.is_empty()));
    for (at, row) in rows.iter().enumerate() {
        for (column, value) in row
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_empty())
        {
            let below = rows[at + 1..].iter();
            let is_band = |row: &[String]| row.iter().filter(|value| !value.is_empty()).count() < 2;
            let empty = below
                .take_while(|row| row.get(column).is_some_and(String::is_empty) && !is_band(row));
            let last = at + empty.count();
            let (at, last, column) = (at as u32, last as u32, column as u16);
            let is_below = head.is_some_and(|head| at as usize > head);
            match last > at && is_below {
                true => sheet.merge_range(at, column, last, column, value, &plain),
                false => sheet.write_string(at, column, value),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The rows from the headings on as a table.
fn as_markdown(rows: &[Vec<String>]) -> String {
    let head = rows
        .iter()
        .position(|row| row.iter().filter(|value| !value.is_empty()).count() > 2)
        .unwrap();
    let width = rows[head].len();
    let mut text = format!("# {}\n\n", rows[0][0]);
    for (at, row) in rows[head..].iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.join(" | "));
        if at == 0 {
            let _ = writeln!(text, "|{}", "---|".repeat(width));
        }
    }
    text
}

#[test]
fn shapes_are_read_alike_from_text_workbooks_and_markdown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/guideline-shapes");
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    names.sort();
    assert!(names.len() > 5);
    for path in names {
        let csv = std::fs::read_to_string(&path).unwrap();
        let found = read_sheet(&csv);
        let known = path.with_extension("reading");
        if update {
            std::fs::write(&known, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&known).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
        // What the server writes out for an editor is the same guideline.
        let guideline = { sheet::read(&csv, "test").unwrap() }.guideline;
        let written = shishin::guideline::writer::to_markdown(&guideline);
        let (again, problems) = published::read(&written, "test");
        assert_eq!(reading(&again, &problems), expected, "{written}");
        let rows = rows_of(&csv);
        let book = read_book(&as_workbook(&rows));
        // Places are in the messages of a workbook.
        let without_places: Vec<Problem> = { book.problems.into_iter() }
            .map(|mut problem| {
                if let Some((_, message)) = problem.message.en.split_once(": ") {
                    problem.message.en = message.to_owned();
                }
                problem
            })
            .collect();
        assert_eq!(
            reading(&book.guideline, &without_places),
            expected,
            "{} as a workbook",
            path.display()
        );
        // Two rows of headings cannot stand in Markdown.
        if path
            .file_stem()
            .is_some_and(|name| name != "questionnaire-ja")
        {
            let (guideline, problems) = published::read(&as_markdown(&rows), "test");
            let tree = |text: &str| text.lines().skip(1).collect::<Vec<_>>().join("\n");
            assert_eq!(
                tree(&reading(&guideline, &problems)),
                tree(&expected),
                "{} as Markdown",
                path.display()
            );
        }
    }
}

fn row(sheet: &mut Worksheet, at: u32, values: &[&str]) {
    for (column, value) in (0..).zip(values) {
        if !value.is_empty() {
            sheet.write_string(at, column, *value).unwrap();
        }
    }
}

#[test]
fn each_sheet_with_clauses_is_a_chapter_and_the_others_are_passed_over() {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("表紙").unwrap();
    row(cover, 3, &["", "安全管理の点検表"]);
    row(cover, 5, &["", "第3版"]);
    row(cover, 6, &["", "2026年3月"]);
    let history = book.add_worksheet().set_name("改版履歴").unwrap();
    row(history, 0, &["No", "改定日", "内容"]);
    row(history, 1, &["1", "2025-04-01", "はじめて作った。"]);
    let first = book.add_worksheet().set_name("組織").unwrap();
    row(first, 0, &["項番", "要求事項"]);
    row(first, 1, &["5.1", "責任者を置く。"]);
    row(first, 3, &["5.2", "会議を開く。"]);
    let second = book.add_worksheet().set_name("技術").unwrap();
    row(second, 0, &["項番", "名称", "要求事項"]);
    row(second, 1, &["8.1", "端末", "端末を暗号化する。"]);
    let hidden = book.add_worksheet().set_name("作業用").unwrap();
    row(hidden, 0, &["項番", "要求事項"]);
    row(hidden, 1, &["9.9", "消し忘れた行。"]);
    hidden.set_hidden(true);
    let read = read_book(&book.save_to_buffer().unwrap());
    assert_eq!(
        reading(&read.guideline, &read.problems),
        "# 安全管理の点検表 第3版\n- 組織 (group)\n  5.1 責任者を置く\n    Must: 責任者を置く。\n  5.2 会議を開く\n    Must: 会議を開く。\n- 技術 (group)\n  8.1 端末\n    Must: 端末を暗号化する。\n"
    );
    let notes: Vec<&str> = read.notes.iter().map(|note| note.en.as_str()).collect();
    assert_eq!(
        notes,
        [
            "the sheet “作業用” is hidden and is not read",
            "the sheet “表紙” lists no clauses and is not read",
            "the sheet “改版履歴” lists no clauses and is not read",
        ]
    );
}

#[test]
fn sheets_with_numbers_in_their_names_number_what_stands_in_them() {
    let mut book = Workbook::new();
    for (name, titles) in [("1 組織", ["体制", "規程"]), ("2 技術", ["認証", "暗号"])] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        row(sheet, 0, &["点検表"]);
        row(sheet, 1, &["No.", "項目", "確認内容"]);
        for (at, title) in (0..).zip(titles) {
            sheet.write_number(at + 2, 0, at + 1).unwrap();
            row(sheet, at + 2, &["", title, "行っているか。"]);
        }
    }
    let read = read_book(&book.save_to_buffer().unwrap());
    let labels: Vec<&str> = { read.guideline.clauses.iter() }
        .filter_map(|clause| clause.label.as_deref())
        .collect();
    assert_eq!(labels, ["1", "1.1", "1.2", "2", "2.1", "2.2"]);
    assert_eq!(read.guideline.title, "点検表");
    assert!(read.problems.is_empty(), "{:?}", told(&read.problems));
}

#[test]
fn a_sheet_with_the_numbers_of_another_is_told() {
    let mut book = Workbook::new();
    for name in ["点検表", "委託先用"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        row(sheet, 0, &["番号", "要求事項"]);
        row(sheet, 1, &["1.1", "責任者を置く。"]);
    }
    let example = book.add_worksheet().set_name("記入例").unwrap();
    row(example, 0, &["番号", "要求事項", "回答"]);
    row(example, 1, &["1.1", "責任者を置く。", "置いている"]);
    let read = read_book(&book.save_to_buffer().unwrap());
    assert_eq!(
        told(&read.problems),
        [
            "The numbers of the sheet “委託先用” stand in a sheet before it, and it is not read. If it is another guideline, save it as a workbook of its own; if it is another table of the same clauses, hide the sheet."
        ]
    );
    assert_eq!(read.guideline.clauses.len(), 1);
    assert_eq!(read.notes.len(), 1);
}

#[test]
fn titles_two_rows_of_headings_and_merged_cells_are_read_as_they_look() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 5, "安全管理基準 第2版", &plain)
        .unwrap();
    sheet.merge_range(2, 0, 2, 2, "項番", &plain).unwrap();
    sheet.merge_range(2, 3, 2, 4, "管理策", &plain).unwrap();
    sheet.merge_range(2, 5, 3, 5, "備考", &plain).unwrap();
    row(sheet, 3, &["大", "中", "小", "名称", "内容"]);
    sheet.merge_range(4, 0, 6, 0, "3", &plain).unwrap();
    sheet.merge_range(4, 1, 5, 1, "1", &plain).unwrap();
    row(
        sheet,
        4,
        &[
            "",
            "",
            "1",
            "登録",
            "利用者を登録する。\n・申請による\n・承認を得る",
        ],
    );
    row(sheet, 5, &["", "", "2", "削除", "退職の日に削除する。"]);
    sheet.merge_range(6, 1, 7, 1, "2", &plain).unwrap();
    sheet.merge_range(6, 2, 7, 2, "1", &plain).unwrap();
    sheet.merge_range(6, 3, 7, 3, "棚卸し", &plain).unwrap();
    row(sheet, 6, &["", "", "", "", "半年ごとに見直す。"]);
    row(sheet, 7, &["", "", "", "", "結果を残す。"]);
    // The headings stand again on the next page.
    row(sheet, 9, &["4", "1", "1", "委託", "委託先を選ぶ。"]);
    let read = read_book(&book.save_to_buffer().unwrap());
    assert_eq!(
        reading(&read.guideline, &read.problems),
        "# 安全管理基準 第2版\n\
         3  (group)\n\
         \x20 3.1  (group)\n\
         \x20   3.1.1 登録\n\
         \x20     Must: 利用者を登録する。\n\
         \x20     Must: ・申請による\n\
         \x20     Must: ・承認を得る\n\
         \x20   3.1.2 削除\n\
         \x20     Must: 退職の日に削除する。\n\
         \x20 3.2  (group)\n\
         \x20   3.2.1 棚卸し\n\
         \x20     Must: 半年ごとに見直す。\n\
         \x20     Must: 結果を残す。\n\
         4  (group)\n\
         \x20 4.1  (group)\n\
         \x20   4.1.1 委託\n\
         \x20     Must: 委託先を選ぶ。\n"
    );
}

#[test]
fn what_excel_does_to_numbers_is_told_at_the_cell() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("一覧 表").unwrap();
    row(sheet, 1, &["", "番号", "要求事項", "改定"]);
    let date = Format::new().set_num_format("m/d");
    for (at, number) in (2..).zip([1.8, 1.9, 1.1, 1.11]) {
        sheet.write_number(at, 1, number).unwrap();
        sheet
            .write_string(at, 2, format!("事項{at}を行う。"))
            .unwrap();
    }
    // 1.1 itself, which makes the 1.1 behind 1.9 another.
    sheet.write_number(2, 1, 1.1).unwrap();
    let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
    sheet.write_datetime_with_format(6, 1, &day, &date).unwrap();
    row(sheet, 6, &["", "", "日付になった行。"]);
    let formula = Formula::new("ROW()-5").set_result("2");
    sheet.write_formula(7, 1, formula).unwrap();
    row(sheet, 7, &["", "", "数式の行。"]);
    sheet.write_datetime_with_format(7, 3, &day, &date).unwrap();
    let failed = Formula::new("A1/0").set_result("#DIV/0!");
    sheet.write_formula(8, 1, failed).unwrap();
    row(sheet, 8, &["", "", "誤りの行。"]);
    let read = read_book(&book.save_to_buffer().unwrap());
    let labels: Vec<&str> = { read.guideline.clauses.iter() }
        .filter_map(|clause| clause.label.as_deref())
        .collect();
    assert_eq!(labels, ["1.1", "1.9", "1.10", "1.11", "2"]);
    assert_eq!(
        told(&read.problems),
        [
            "'一覧 表'!B5: Excel keeps the number as a decimal, and 1.10 became 1.1 (it is read as 1.10). Format the column as text and type 1.10 again.",
            "'一覧 表'!B7: The number is a date (2026-01-02), and the row is not read. Excel took a number (1-2 or the like) for a date. Format the column as text and type it again.",
            "'一覧 表'!B9: The formula failed (#DIV/0!). Mend it in Excel and save the workbook.",
        ]
    );
}

#[test]
fn a_number_is_read_in_its_format() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["No", "要求事項"]);
    let two = Format::new().set_num_format("0.00");
    let named = Format::new().set_num_format("\"AC-\"0");
    sheet.write_number_with_format(1, 0, 1.09, &two).unwrap();
    sheet.write_number_with_format(2, 0, 1.1, &two).unwrap();
    sheet.write_number_with_format(3, 0, 7, &named).unwrap();
    for at in 1..4 {
        sheet.write_string(at, 1, "行う。").unwrap();
    }
    let read = read_book(&book.save_to_buffer().unwrap());
    let labels: Vec<&str> = { read.guideline.clauses.iter() }
        .filter_map(|clause| clause.label.as_deref())
        .collect();
    assert_eq!(labels, ["1.09", "1.10", "AC-7"]);
}

#[test]
fn a_column_of_numbers_is_known_however_it_is_put() {
    let headings = [
        "Clause no.",
        "Req. ID",
        "Req. no.",
        "Ref. no.",
        "Item no.",
        "Question no.",
        "Nr.",
        "Code",
        "Key",
        "Control Ref",
        "Criterion-ID",
    ];
    for heading in headings {
        let csv = format!("{heading};Topic;Requirement\nHB-1.1;Policy;There shall be a policy.\n");
        let read = sheet::read(&csv, "test").unwrap();
        let [.., clause] = read.guideline.clauses.as_slice() else {
            panic!("{heading}");
        };
        assert_eq!(clause.label.as_deref(), Some("HB-1.1"), "{heading}");
        assert_eq!(clause.title, "Policy", "{heading}");
    }
}

#[test]
fn a_zero_that_was_lost_before_is_told_in_a_sheet_of_text() {
    let csv = "番号,要求事項\n4.1,甲を行う。\n4.9,乙を行う。\n4.1,丙を行う。\n";
    let read = sheet::read(csv, "test").unwrap();
    assert_eq!(read.guideline.clauses[2].label.as_deref(), Some("4.10"));
    let [problem] = read.problems.as_slice() else {
        panic!("{:?}", told(&read.problems));
    };
    assert_eq!(&csv[problem.range.clone()], "4.1,丙を行う。");
    assert!(problem.message.en.starts_with("4.10 became 4.1"));
    // In another chapter the same numbers are others.
    let csv = "大項目,番号,要求事項\n1 甲,1.1,一を行う。\n,1.9,二を行う。\n2 乙,1.1,三を行う。\n";
    let read = sheet::read(csv, "test").unwrap();
    assert_eq!(told(&read.problems).len(), 1, "{:?}", told(&read.problems));
    assert!(told(&read.problems)[0].contains("second time"));
}

#[test]
fn what_is_no_workbook_is_told() {
    let failed = |bytes: &[u8]| match sheet::read_workbook(bytes, "test") {
        Ok(_) => panic!("it was read"),
        Err(problem) => problem.message.en,
    };
    assert!(failed(b"PK\x03\x04").contains("cannot be read as a workbook"));
    assert!(failed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").contains(".xls"));
    let mut book = Workbook::new();
    row(book.add_worksheet(), 0, &["品名", "値段"]);
    let bytes = book.save_to_buffer().unwrap();
    assert!(failed(&bytes).contains("no row of headings"));
    assert!(failed(&bytes[..bytes.len() / 2]).contains("cannot be read as a workbook"));
}

/// The parts of a small workbook, unpacked.
fn parts() -> Vec<(String, Vec<u8>)> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["番号", "要求事項"]);
    for at in 1..5 {
        sheet.write_number(at, 0, at).unwrap();
        sheet.write_string(at, 1, "行う。").unwrap();
    }
    sheet.merge_range(5, 0, 7, 0, "9", &Format::new()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        parts.push((name, content));
    }
    parts
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        std::io::Write::write_all(&mut writer, content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut parts = parts();
    assert!(sheet::read_workbook(&packed(&parts), "test").is_ok());
    parts.push(("xl/media/bomb.bin".to_owned(), vec![b'x'; 300 << 20]));
    let bomb = packed(&parts);
    assert!(bomb.len() < 1 << 20);
    let problem = sheet::read_workbook(&bomb, "test").err().unwrap();
    assert!(
        problem.message.en.contains("unpacks to more than"),
        "{}",
        problem.message.en
    );
    parts.pop();
    // A list of texts that says how much room to make for it.
    let strings = parts
        .iter_mut()
        .find(|(name, _)| name.ends_with("sharedStrings.xml"));
    let (_, content) = strings.unwrap();
    let text = String::from_utf8(content.clone()).unwrap();
    let at = text.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
    *content = format!("{}99999999999{}", &text[..at], &text[at..]).into_bytes();
    assert!(sheet::read_workbook(&packed(&parts), "test").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever stands in a part, reading ends, with a guideline or with a problem.
    #[test]
    fn a_damaged_workbook_does_no_harm(
        part in 0_usize..12,
        changes in proptest::collection::vec((0.0..1.0_f64, "[<>/\"=a-z0-9 &;!-]{0,6}"), 1..6),
    ) {
        let mut parts = parts();
        let count = parts.len();
        let (_, content) = &mut parts[part % count];
        for (place, text) in changes {
            let at = (place * content.len() as f64) as usize;
            let end = (at + text.len()).min(content.len());
            content.splice(at..end, text.into_bytes());
        }
        let _ = sheet::read_workbook(&packed(&parts), "test");
    }
}

#[test]
fn rows_that_become_no_clause_are_named() {
    let csv = "項番,要求事項\n1.1,甲を定めること。\n1.2,乙を定めること。\n1.3,丙を定めること。\n1.4,丁を定めること。\nあ,戊を定めること。\n合計,\n1.6,\n項番,要求事項\n";
    let notes = |read: Read| -> Vec<String> {
        assert_eq!(told(&read.problems), [""; 0]);
        assert_eq!(read.guideline.clauses.len(), 4);
        read.notes.into_iter().map(|note| note.en).collect()
    };
    assert_eq!(
        notes(sheet::read(csv, "test").unwrap()),
        [
            "rows with something in the column of numbers that is no number of a clause are passed over: line 6 “あ”, line 7 “合計”",
            "rows with nothing beside their number are passed over: line 8 “1.6”",
        ]
    );
    let rows: Vec<Vec<String>> = rows_of(csv);
    let book = notes(read_book(&as_workbook(&rows)));
    assert!(
        book[0].ends_with("Sheet1!A6 “あ”, Sheet1!A7 “合計”"),
        "{book:?}"
    );
    assert!(book[1].ends_with("Sheet1!A8 “1.6”"), "{book:?}");
}

#[test]
fn words_alone_among_the_numbers_do_not_take_the_table_away() {
    let csv = "項番,要求事項\n1.1,甲を定めること。\n1.2,乙を定めること。\n小計,\n計,\n合計,\n";
    assert_eq!(sheet::read(csv, "test").unwrap().guideline.clauses.len(), 2);
}

#[test]
fn a_quotation_that_is_not_closed_takes_no_row_with_it() {
    let open = "項番,要求事項\r\n1.1,\"甲を\r\n定めること。\"\r\n1.2,\"閉じない引用を定めること。\r\n1.3,丙を定めること。\r\n";
    for (csv, at) in [
        (open.to_owned(), "1.2,\"閉じない引用を定めること。"),
        // It seems to be closed by the mark that opens another.
        (
            format!("{open}1.4,\"丁を\"\"定める\"\"こと。\"\r\n"),
            "1.2,\"閉じない引用を定めること。",
        ),
    ] {
        let read = sheet::read(&csv, "test").unwrap();
        let clauses = &read.guideline.clauses;
        assert_eq!(clauses.len(), csv.matches("\r\n1.").count(), "{csv}");
        assert_eq!(clauses[0].title, "甲を定めること");
        assert_eq!(clauses[2].title, "丙を定めること");
        assert_eq!(&csv[clauses[2].range.clone()], "1.3,丙を定めること。");
        let [problem] = &*read.problems else {
            panic!("{:?}", told(&read.problems));
        };
        assert!(
            problem
                .message
                .en
                .starts_with("A quotation mark is not closed")
        );
        assert_eq!(&csv[problem.range.clone()], at);
    }
    // Marks within a value open nothing.
    let inches = "No.,Requirement\n1.1,\"Racks of 19\"\" are locked.\nAlways.\"\n1.2,Screens of 24\" are shielded.\n1.3,Doors are locked.\n";
    let read = sheet::read(inches, "test").unwrap();
    assert_eq!((read.guideline.clauses.len(), read.problems.len()), (3, 0));
}
