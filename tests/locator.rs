//! The spellings of clause numbers, and what they mean.

use proptest::prelude::*;
use shishin::locator::{Locator, Reference, Target, read, read_all, small};

/// What a list of references means: normal forms joined by commas, ranges by 〜.
fn spelt(references: &[Reference]) -> String {
    let one = |reference: &Reference| match &reference.target {
        Target::One(locator) => locator.to_string(),
        Target::Through(first, last) => format!("{first}〜{last}"),
    };
    references.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Checks that each text is references and nothing else, and what they mean.
#[track_caller]
fn means(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, meaning)| {
            (
                text,
                read_all(text).map_or("nothing".into(), |all| spelt(&all)),
                meaning,
            )
        })
        .filter(|(_, found, meaning)| found != *meaning)
        .map(|(text, found, meaning)| format!("{text:?} is read as {found}, not as {meaning}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Checks which part of each text is read, and that the prose behind it is left alone.
#[track_caller]
fn stops_before_prose(table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (reference, prose) in table {
        let text = format!("{reference}{prose}");
        let end = read(&text).map_or(0, |(_, end)| end);
        if &text[..end] != *reference {
            wrong.push(format!("{:?} then {:?}", &text[..end], &text[end..]));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn numbers_are_read_in_every_width_and_spacing() {
    means(&[
        ("3.2.1", "3.2.1"),
        ("3.2.1(2)", "3.2.1(2)"),
        ("３．２．１（２）", "3.2.1(2)"),
        ("１．１．１（３）", "1.1.1(3)"),
        ("1. 1. 1", "1.1.1"),
        ("１．　１．　１", "1.1.1"),
        ("  3.2.1 (2) ", "3.2.1(2)"),
        ("4.1.1.2", "4.1.1.2"),
        ("1.10", "1.10"),
        ("1.1", "1.1"),
        ("4-1", "4.1"),
        ("7", "7"),
        ("(1)", "(1)"),
        ("（１）", "(1)"),
        ("( 1 )", "(1)"),
        ("⑴", "(1)"),
        ("①", "①"),
        ("⑳", "⑳"),
        ("㉑", "㉑"),
        ("㊱", "㊱"),
        ("❸", "③"),
        ("Ⓐ", "Ⓐ"),
        ("㋐", "㋐"),
        ("(a)", "(a)"),
        ("（Ａ）", "(A)"),
        ("(ii)", "(ii)"),
        ("(ア)", "(ア)"),
        ("（ｱ）", "(ア)"),
        ("（一）", "(一)"),
        ("ア", "ア"),
        ("カ\u{3099}", "ガ"),
        ("(カ\u{3099})", "(ガ)"),
        ("(1)①(a)", "(1)①(a)"),
        ("（１）①（ａ）", "(1)①(a)"),
        ("⑴ ① ⒜", "(1)①(a)"),
        ("3.2.1ア", "3.2.1ア"),
        ("3.2.1 ア(イ)", "3.2.1ア(イ)"),
        ("Ⅲ", "Ⅲ"),
        ("3\\.2\\.1\\(2\\)", "3.2.1(2)"),
    ]);
}

#[test]
fn a_letter_behind_a_registers_number_is_set_off() {
    means(&[
        ("AUDIT-01 a.", "AUDIT-1-a"),
        ("AUDIT-1-a", "AUDIT-1-a"),
        ("AC-2 a.", "AC-2a"),
    ]);
}

#[test]
fn chapters_and_articles_are_numbers() {
    means(&[
        ("第3章", "3"),
        ("第 3 章", "3"),
        ("第３章", "3"),
        ("第三条", "3"),
        ("第十二条", "12"),
        ("第二十一条", "21"),
        ("第百二十三条", "123"),
        ("第3条第2項", "3.2"),
        ("第3条第2項第一号", "3.2.1"),
        ("第2部", "2"),
        ("第Ⅱ部", "Ⅱ"),
        ("第2編第1款第3目", "2.1.3"),
        ("3章2節", "3.2"),
        ("第6.5章", "6.5"),
        ("第6.5章 C.11", "6.5-C11"),
        ("6.5 C.11", "6.5-C11"),
        ("第6章 6.5", "6.5"),
        ("第5条の2", "5の2"),
        ("第５条の２第１項", "5の2.1"),
        ("第⑥条", "⑥"),
        ("第3条(3)", "3(3)"),
        ("第3条ア", "3ア"),
    ]);
}

#[test]
fn parts_and_tables_have_a_word_in_front() {
    means(&[
        ("企7章第⑥条", "企7⑥"),
        ("企7⑥", "企7⑥"),
        ("企 ７ ⑥", "企7⑥"),
        ("企画7②", "企画7②"),
        ("企画管理編 7⑥", "企画管理編7⑥"),
        ("企画管理編 第7章 ⑥", "企画管理編7⑥"),
        ("経営1.1①", "経営1.1①"),
        ("運用13⑬", "運用13⑬"),
        ("システム運用編 13⑬", "システム運用編13⑬"),
        ("実 1", "実1"),
        ("実1", "実1"),
        ("推 2", "推2"),
        ("統12", "統12"),
        ("別紙2 1.1-①-1", "別紙2.1.1①-1"),
        ("別紙2 項番 1.1-①-1", "別紙2.1.1①-1"),
        ("別紙2の項番1.1-①-1", "別紙2.1.1①-1"),
        ("別紙2「1.1-①-1」", "別紙2.1.1①-1"),
        ("Req10.5", "10.5"),
        ("Req. 8.4", "8.4"),
        ("Art.7", "7"),
        ("別紙2 項番：1.1-①-1", "別紙2.1.1①-1"),
        ("別紙２", "別紙2"),
        ("別表 3", "別表3"),
        ("表4-1", "表4.1"),
        ("図 3.2", "図3.2"),
        ("附属書 A", "附属書A"),
        ("Annex A", "附属書A"),
        ("Annex A 8.24", "A.8.24"),
        ("附属書A 8.24", "A.8.24"),
        ("Annex 2", "附属書2"),
        ("Appendix B", "付録B"),
        ("付録 3", "付録3"),
        ("Table 4-1", "表4.1"),
    ]);
}

#[test]
fn circles_and_hyphens_mix() {
    means(&[
        ("1.1①-1", "1.1①-1"),
        ("1.1-①-1", "1.1①-1"),
        ("3.7-②-2", "3.7②-2"),
        ("１．１－①－１", "1.1①-1"),
        ("6.2-C1", "6.2-C1"),
        ("8.3-C(9)", "8.3-C(9)"),
        ("6.10-D", "6.10-D"),
    ]);
}

#[test]
fn control_identifiers_are_read() {
    means(&[
        ("AUDIT-01", "AUDIT-1"),
        ("FR-PRV-001", "FR-PRV-1"),
        ("ＦＲ－ＰＲＶ－００１", "FR-PRV-1"),
        ("FR\\-PRV\\-001", "FR-PRV-1"),
        ("ITGC-AC-003(2)", "ITGC-AC-3(2)"),
        ("D-M-03, D-M-04", "D-M-3, D-M-4"),
        ("FR-PRV-001〜003", "FR-PRV-1〜FR-PRV-3"),
        ("S3-GOV-01", "S3-GOV-1"),
        ("AC.L2-3.1.1", "AC.L2-3.1.1"),
        // Names of other things too, but not with such a number.
        ("ED-01", "ED-1"),
        ("IP-2", "IP-2"),
        ("SP-01、SP-02", "SP-1, SP-2"),
        ("SHA-01", "SHA-1"),
        ("TENANT-01.2", "TENANT-1.2"),
        ("実務 3-1-1", "実務3.1.1"),
        ("要件1", "要件1"),
        ("AC-2", "AC-2"),
        ("ac-2", "AC-2"),
        ("ＡＣ－２（１）", "AC-2(1)"),
        ("AC-2(1)", "AC-2(1)"),
        ("AC-2 (1)", "AC-2(1)"),
        ("AC-02(01)", "AC-2(1)"),
        ("AC‑2", "AC-2"),
        ("AC-2a", "AC-2a"),
        ("AC-2 a.", "AC-2a"),
        ("AC-2a.", "AC-2a"),
        ("AC-2 h.1", "AC-2h.1"),
        ("AC-2(1)(a)", "AC-2(1)(a)"),
        ("AC-2(1)(A)", "AC-2(1)(A)"),
        ("A.8.24", "A.8.24"),
        ("Ａ．８．２４", "A.8.24"),
        ("a.8.24", "A.8.24"),
        ("C.11", "C.11"),
        ("C-11", "C.11"),
        ("CC6.1", "CC-6.1"),
        ("PR.AC-1", "PR.AC-1"),
        ("ID.AM-2", "ID.AM-2"),
        ("GV.OC-01", "GV.OC-1"),
        ("SO-01", "SO-1"),
        ("6.1.3 d)", "6.1.3(d)"),
    ]);
}

#[test]
fn announcements_are_no_part_of_the_number() {
    means(&[
        ("Section 3.2", "3.2"),
        ("Sections 3.2 and 3.4", "3.2, 3.4"),
        ("§ 3.2", "3.2"),
        ("§3.2", "3.2"),
        ("Clause 8.24", "8.24"),
        ("Chapter 3", "3"),
        ("Article 5", "5"),
        ("Control AC-2", "AC-2"),
        ("項番 3.2", "3.2"),
        ("項番：3.2", "3.2"),
        ("No. 12", "12"),
        ("№12", "12"),
        ("Ｎｏ．１２", "12"),
        ("管理策 A.8.24", "A.8.24"),
    ]);
}

#[test]
fn ranges_have_two_ends() {
    means(&[
        ("3.2.1〜3.2.3", "3.2.1〜3.2.3"),
        ("3.2.1～3.2.3", "3.2.1〜3.2.3"),
        ("3.2.1 ~ 3.2.3", "3.2.1〜3.2.3"),
        ("3.2.1–3.2.3", "3.2.1〜3.2.3"),
        ("3.2.1—3.2.3", "3.2.1〜3.2.3"),
        ("3.2.1から3.2.3まで", "3.2.1〜3.2.3"),
        ("第3条から第5条まで", "3〜5"),
        ("AC-2 through AC-4", "AC-2〜AC-4"),
        ("AC-2 to AC-4", "AC-2〜AC-4"),
        ("AC-2 - AC-4", "AC-2〜AC-4"),
        ("3.2.1(1)〜(3)", "3.2.1(1)〜3.2.1(3)"),
        ("AC-2(1)～(3)", "AC-2(1)〜AC-2(3)"),
        ("C.11〜13", "C.11〜C.13"),
        ("企7①〜③", "企7①〜企7③"),
        ("3.2.1〜3", "3.2.1〜3.2.3"),
        ("AC-2 through AC-4, AU-6", "AC-2〜AC-4, AU-6"),
    ]);
}

#[test]
fn a_line_of_numbers_that_hyphens_join_without_end_is_survived() {
    let line = "AC-1-AC-2, ".repeat(20_000);
    let read_first = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || read(&line).map(|(references, _)| references.len()))
        .unwrap()
        .join();
    assert!(read_first.is_ok());
}

#[test]
fn lists_carry_on() {
    means(&[
        ("3.2.1(2)及び(3)", "3.2.1(2), 3.2.1(3)"),
        ("3.2.1(2)、(3)及び(4)", "3.2.1(2), 3.2.1(3), 3.2.1(4)"),
        ("3.2.1(2)・(3)", "3.2.1(2), 3.2.1(3)"),
        ("AC-2(1), (3)", "AC-2(1), AC-2(3)"),
        ("AC-2 (1)(2)", "AC-2(1), AC-2(2)"),
        ("AC-2(1)⑵", "AC-2(1), AC-2(2)"),
        ("SC-7(3)-(5)", "SC-7(3)〜SC-7(5)"),
        ("A.7.1-A.7.14", "A.7.1〜A.7.14"),
        ("A.7.1\\-A.7.14", "A.7.1〜A.7.14"),
        ("CC6.1-CC6.8", "CC-6.1〜CC-6.8"),
        ("CC6.1-CC6.3, CC7.2", "CC-6.1〜CC-6.3, CC-7.2"),
        ("AC-2-AC-5", "AC-2〜AC-5"),
        ("GV.OC-01-GV.OC-05", "GV.OC-1〜GV.OC-5"),
        ("4.1.1-4.1.3", "4.1.1〜4.1.3"),
        ("4.1-4.3、5.1", "4.1〜4.3, 5.1"),
        ("CC6.1-CC6.3, CC7.2-CC7.4", "CC-6.1〜CC-6.3, CC-7.2〜CC-7.4"),
        ("1-2-1-4", "1.2.1.4"),
        ("3.4-①-1", "3.4①-1"),
        ("1.1-1", "1.1.1"),
        ("AC-2(1), AC-3 and AU-6", "AC-2(1), AC-3, AU-6"),
        ("AC-2, AC-3, or AC-4", "AC-2, AC-3, AC-4"),
        ("AC-2 & AC-3", "AC-2, AC-3"),
        ("AC-2/AC-3", "AC-2, AC-3"),
        ("AC-2; AC-3", "AC-2, AC-3"),
        ("C.11、12", "C.11, C.12"),
        ("第6.5章 C.11、C.12", "6.5-C11, 6.5-C12"),
        ("6.2-C1, C2", "6.2-C1, 6.2-C2"),
        ("A.8.24, A.8.25", "A.8.24, A.8.25"),
        ("A.8.24, 8.25", "A.8.24, A.8.25"),
        ("A.8.24、25", "A.8.24, A.8.25"),
        ("第3条及び第5条", "3, 5"),
        ("第3条第1項及び第2項", "3.1, 3.2"),
        ("第3章第5条並びに第6条", "3.5, 3.6"),
        ("第3条第1項又は第5条", "3.1, 5"),
        ("3.2.1、3.2.3、4.1", "3.2.1, 3.2.3, 4.1"),
        ("3.2.1，3.2.3", "3.2.1, 3.2.3"),
        ("1, 2, 3", "1, 2, 3"),
        ("3.2.1と3.2.3", "3.2.1, 3.2.3"),
        ("第3条から第5条までと第7条", "3〜5, 7"),
        ("3.2.1および3.2.3", "3.2.1, 3.2.3"),
        ("3.2.1及ひ\u{3099}3.2.3", "3.2.1, 3.2.3"),
        ("3.2.1または3.2.3", "3.2.1, 3.2.3"),
        ("3.2.1\n3.2.3", "3.2.1, 3.2.3"),
        ("3.2.1\n・3.2.3", "3.2.1, 3.2.3"),
        ("3.2.1<br>3.2.3<br/>3.2.4", "3.2.1, 3.2.3, 3.2.4"),
        ("実 1<br>実 2", "実1, 実2"),
        ("実1、2", "実1, 実2"),
        ("企7⑥、⑦", "企7⑥, 企7⑦"),
        ("企7⑥、8①", "企7⑥, 企8①"),
        ("企7⑥、運用13①", "企7⑥, 運用13①"),
        ("(1)①(a)、(b)", "(1)①(a), (1)①(b)"),
        ("附属書C及びA.1", "附属書C, A.1"),
        ("要-1、要－02及び運用-3", "要-1, 要-2, 運用-3"),
        ("8.1.2.C.2, 8.1.2.C.3", "8.1.2-C2, 8.1.2-C3"),
        ("CC6.2 · CC6.3", "CC-6.2, CC-6.3"),
        ("(1)①(a)、②", "(1)①(a), (1)②"),
        ("(1)①(a)、(2)", "(1)①(a), (2)"),
        ("1.1①-1、2", "1.1①-1, 1.1①-2"),
        ("1.1①-1、1.2①-1", "1.1①-1, 1.2①-1"),
        ("3.2.1(2)、4", "3.2.1(2), 4"),
        ("別紙2 1.1-①-1、1.1-①-2", "別紙2.1.1①-1, 別紙2.1.1①-2"),
        ("別紙2、2.1①-1", "別紙2, 別紙2.2.1①-1"),
        ("別紙2、3", "別紙2, 別紙3"),
        ("別紙2 3.4、3.5", "別紙2.3.4, 別紙2.3.5"),
        ("PR.AC-1, ID.AM-2(1)", "PR.AC-1, ID.AM-2(1)"),
        ("AC-2, A.8", "AC-2, A.8"),
        ("Section 3.2 and Section 3.3", "3.2, 3.3"),
        ("4.1/表4-1", "4.1, 表4.1"),
    ]);
}

#[test]
fn a_long_list_is_read_whole() {
    let numbers: Vec<String> = (1..=99)
        .map(|number| format!("AC-{number}({number})"))
        .collect();
    assert_eq!(
        read_all(&numbers.join("、")).map(|all| spelt(&all)),
        Some(numbers.join(", "))
    );
}

#[test]
fn prose_behind_a_locator_is_left_alone() {
    stops_before_prose(&[
        ("3.2.1(2)", "に基づき、定期的に見直す。"),
        ("3.2.1(2)", "及びその他の要求事項"),
        ("3.2.1(2)", "、90日ごとに"),
        ("3.2.1(2)", "の要求に従う"),
        ("3.2.1", " (以下「本項」という)"),
        ("3.2.1", "（以下「本項」という。）"),
        ("3.2.1", " (see below)"),
        ("3.2.1", " (2026)"),
        ("3.2.1", " アクセス制御"),
        ("3.2.1", "アクセス制御"),
        ("3.2.1", " 人的対策"),
        ("3.2.1", "から始まる"),
        ("3.2.1", "。4.1も参照"),
        ("3", ". クラウドサービスの概要"),
        ("3", ". 2要素認証"),
        ("3", " 個人情報の保護"),
        ("1.1", " 日常の運用"),
        ("1", " 目的"),
        ("1", ". 目的"),
        ("2", " 時間外の対応"),
        ("3", " 編集権限"),
        ("4", " 条件付きアクセス"),
        ("5", "：アクセス制御"),
        ("6", "、7文字"),
        ("第5条", "を満たす"),
        ("AC-2", " requires account managers."),
        ("AC-2", " a policy is kept"),
        ("AC-2", ", a policy is kept"),
        ("AC-2", " and the rest"),
        ("AC-2", " and 3 servers"),
        ("AC-2", " to be reviewed"),
        ("AC-2", " - Account Management"),
        ("AC-2", " (Account Management)"),
        ("AC-2", ". The organization"),
        ("AC-2", " e.g. managers"),
        ("AC-2", " U.S. law"),
        ("AC-2 a.", " The organization"),
        ("AC-2(1)", ": automated"),
        ("7⑥", " に従い"),
        ("企7章第⑥条", "に従い"),
        ("A.8.24", "に定める"),
        ("A.8.24", "、TLS 1.2以上"),
        ("C.11", "、12件"),
        ("第1章", "では、目的を述べる"),
        ("第3条から第5条まで", "の規定"),
        ("①", "アクセス"),
        ("ア", " 利用者の識別"),
        ("実 1", "\nアクセス権限の管理"),
    ]);
}

#[test]
fn numbers_of_other_things_are_no_locators() {
    let others = [
        "90日",
        "90 日以内",
        "3か月",
        "3ヶ月ごと",
        "3カ月",
        "12月",
        "2026年",
        "3回",
        "5人",
        "5名",
        "2件",
        "8文字",
        "8 文字以上",
        "4桁",
        "10GB",
        "10 GB",
        "1.5GB",
        "99.9%",
        "99.9 %",
        "99.9％",
        "10:00",
        "2026-04-01",
        "2026/4/1",
        "2026.04.01",
        "24/7",
        "1,000",
        "27001",
        "第6.0版",
        "6.0版",
        "第 1 版",
        "2要素認証",
        "3段階",
        "1つ",
        "1-2営業日",
        "3〜5名",
        "2FA",
        "5G",
        "3rd party",
        "1.5h",
        "10.0.0.1",
        "192.168.1.1",
        "TLS 1.2",
        "TLS1.3",
        "SHA-256",
        "SHA-1",
        "AES-256",
        "COVID-19",
        "CWE-79",
        "FIPS-140",
        "SP-800-53",
        "EN-301",
        "OS 10",
        "AES256",
        "ISO 27001",
        "RFC 2119",
        "CVE-2024-1234",
        "X.509",
        "UTF-8",
        "MP3",
        "S3",
        "EC2",
        "v1.2",
        "p.12",
        "P2P",
        "SP 800-53",
        "第三者",
        "第2部門",
        "第1条件",
        "第3号機",
        "第1に",
        "10 days",
        "3 users",
        "30 minutes",
        "8 or more characters",
        "",
        " ",
        "-",
        "－",
        "対象外",
        "アクセス制御",
        "AC",
        "A",
        "Account",
        "NIST SP 800-53",
        "表に示す",
        "別紙",
        "運用管理",
        "企業",
        "実施済み",
        "設定",
        "(注)",
        "（以下同じ）",
        "()",
        "(see below)",
        "その他",
        "Annex",
        "Section",
        "第",
        "and",
        "及び",
        "。",
        "① ".trim_end_matches("① "),
    ];
    let read: Vec<_> = others
        .iter()
        .filter_map(|text| Some((*text, spelt(&read(text)?.0))))
        .collect();
    assert_eq!(read, []);
}

#[test]
fn marks_keep_numbers_apart() {
    let locator = |text: &str| text.parse::<Locator>().unwrap();
    for (left, right) in [
        ("①", "1"),
        ("①", "(1)"),
        ("(1)", "1"),
        ("(1)①", "⑴1"),
        ("1.10", "1.1"),
        ("(a)", "(A)"),
        ("(ア)", "ア"),
    ] {
        assert_ne!(
            left.parse::<Locator>(),
            right.parse::<Locator>(),
            "{left} and {right}"
        );
    }
    for (left, right) in [
        ("⑴", "（１）"),
        ("企7章第⑥条", "企7⑥"),
        ("1.1①-1", "1.1-①-1"),
        ("第三条", "第3条"),
        ("AC-2 (1)", "ac-02(1)"),
    ] {
        assert_eq!(locator(left), locator(right));
    }
}

#[test]
fn ranges_of_bytes_name_the_reference_alone() {
    let text = "　3.2.1(2)及び(3)に基づき";
    let (references, end) = read(text).unwrap();
    let written: Vec<_> = references
        .iter()
        .map(|reference| &text[reference.range.clone()])
        .collect();
    assert_eq!(written, ["3.2.1(2)", "(3)"]);
    assert_eq!(&text[end..], "に基づき");
}

#[test]
fn levels_form_a_tree() {
    let locator = |text: &str| text.parse::<Locator>().unwrap();
    assert!(locator("3.2.1(2)").starts_with(&locator("3.2")));
    assert!(!locator("3.20").starts_with(&locator("3.2")));
    assert_eq!(locator("3.2.1(2)").parent(), Some(locator("3.2.1")));
    assert_eq!(locator("①").parent(), None);
    assert_eq!(
        locator("別紙2").join(&locator("1.1-①")),
        locator("別紙2 1.1-①")
    );
}

/// Texts made of the pieces that locators are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "2",
        "10",
        "３",
        "07",
        ".",
        "．",
        "-",
        "－",
        " ",
        "　",
        "(1)",
        "（２）",
        "(a)",
        "(ア)",
        "(一)",
        "⑴",
        "①",
        "㉑",
        "Ⓑ",
        "❷",
        "ア",
        "カ\u{3099}",
        "ｱ",
        "第",
        "章",
        "条",
        "項",
        "節",
        "第3条",
        "第十二条",
        "第5条の2",
        "第6.5章",
        "第⑥条",
        "第Ⅱ部",
        "企",
        "企画管理編",
        "実 ",
        "AUDIT",
        "FR-PRV",
        "別紙",
        "表",
        "附属書",
        "Annex ",
        "Appendix ",
        "AC-2",
        "AC",
        "A.",
        "C",
        "a",
        "a.",
        "d)",
        " h.",
        "PR.AC-1",
        "CC6",
        "-C",
        "及び",
        "、",
        ",",
        "〜",
        "から",
        "まで",
        " through ",
        " to ",
        " and ",
        "と",
        "の",
        "\n",
        "<br>",
        "Section ",
        "§",
        "No. ",
        "項番",
        "日",
        "か月",
        "%",
        "GB",
        "版",
        "に基づき",
        " requires",
        "アクセス",
        "(see below)",
        "TLS 1.2",
        "Ⅲ",
        "\\",
        "🔑",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        if let Some((references, end)) = read(&text) {
            prop_assert!(text.is_char_boundary(end));
            prop_assert!(!references.is_empty());
        }
    }

    #[test]
    fn ranges_lie_inside_what_was_read_and_in_order(text in pieces()) {
        if let Some((references, end)) = read(&text) {
            let mut last = 0;
            for reference in references {
                prop_assert!(last <= reference.range.start && reference.range.start < reference.range.end && reference.range.end <= end);
                prop_assert!(text.get(reference.range.clone()).is_some());
                last = reference.range.end;
            }
        }
    }

    #[test]
    fn what_is_printed_reads_back_as_the_same(text in pieces()) {
        for reference in read(&text).map(|(references, _)| references).unwrap_or_default() {
            let ends = match reference.target {
                Target::One(locator) => vec![locator],
                Target::Through(first, last) => vec![first, last],
            };
            for locator in ends {
                let printed = locator.to_string();
                prop_assert_eq!(printed.parse::<Locator>(), Ok(locator), "{} from {:?}", printed, text);
            }
        }
    }

    #[test]
    fn any_text_is_locators_and_prose_without_an_error(text in pieces()) {
        let tree = shishin::grammar::parse(&text).unwrap();
        prop_assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
    }

    #[test]
    fn what_follows_far_behind_changes_nothing(text in pieces()) {
        let alone = read(&format!("{text}。"));
        prop_assert_eq!(alone, read(&format!("{text}。{}", "その他の文が続く。".repeat(60))));
    }

    /// The look at the characters that comes before the parser lets everything through that
    /// the grammar reads; a number that runs on behind a hyphen (`SC-4-AI-2`) is turned down later, and some codes
    /// are none of the grammar's.
    #[test]
    fn all_that_the_grammar_reads_is_read(text in pieces()) {
        let text = text.trim_start();
        prop_assume!(!begins_with_code(text));
        let tree = shishin::grammar::parse(text).unwrap();
        let root = tree.root_node();
        let end = root
            .children(&mut root.walk())
            .filter(|node| matches!(node.kind(), "locator" | "until"))
            .map(|node| node.end_byte())
            .last();
        let behind = end.and_then(|end| text[end..].strip_prefix('-'));
        prop_assume!(!behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_uppercase())));
        prop_assert_eq!(read(text).map(|(_, end)| end), end, "{}", text);
    }
}

/// Whether a text may begin with a number that the grammar has no words for: `GV.OC`, 要-1, `8.1.2.C.2`.
fn begins_with_code(text: &str) -> bool {
    let is_kanji = |c: char| ('一'..='龯').contains(&c);
    let behind_kanji = text.trim_start_matches(is_kanji);
    let is_category = |text: &[u8]| matches!(text, [a, b, b'.', c, d, ..] if [a, b, c, d].iter().all(|c| c.is_ascii_uppercase()));
    let is_number = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let number = &text[..text.find(|c| !is_number(c)).unwrap_or(text.len())];
    let is_letter = |part: &str| part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase();
    let has_letter = number.split('.').skip(1).any(is_letter);
    behind_kanji.len() < text.len() && behind_kanji.starts_with(['-', '－', '‐', '−'])
        || is_category(text.as_bytes())
        || number.starts_with(|c: char| c.is_ascii_digit()) && has_letter
}

#[test]
fn a_registers_numbers_may_be_written_in_small_letters() {
    let read = |text: &str| small(text).map(|number: Locator| number.to_string());
    assert_eq!(read("s3-gov-01").as_deref(), Some("S3-GOV-1"));
    assert_eq!(read("gov-001").as_deref(), Some("GOV-1"));
    for other in [
        "step-1",
        "covid-19",
        "end-to-end",
        "s3",
        "2026-01",
        "gov-01-a",
        "Gov-01",
    ] {
        assert_eq!(read(other), None, "{other}");
    }
}
