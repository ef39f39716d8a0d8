//! What the wording layer reads out of words, as a writer of control tables meets it.

use shishin::wording::*;

/// The text that a range of `text` covers.
fn cut(text: &str, range: &std::ops::Range<usize>) -> String {
    text[range.clone()].to_string()
}

#[test]
fn columns_are_known_by_their_headings() {
    use Field::*;
    let cases: &[(&str, Option<Field>)] = &[
        ("項番", Some(Clause)),
        ("No.", Some(Clause)),
        ("№", Some(Clause)),
        ("Ｎｏ", Some(Clause)),
        ("管理策番号", Some(Clause)),
        ("実務基準\n番号", Some(Clause)),
        ("ガイドライン項番", Some(Clause)),
        ("Control ID", Some(Clause)),
        ("Ref.", Some(Clause)),
        ("管理策名", Some(Title)),
        ("要求事項", Some(Requirement)),
        ("対策項目", Some(Requirement)),
        ("ガイドラインの内容", Some(Requirement)),
        ("要求事項・対策", Some(Requirement)),
        ("対応状況", Some(Status)),
        ("区分", Some(Status)),
        ("対応 状況", Some(Status)),
        ("対応状況（○/△/×）", Some(Status)),
        ("セキュリティ対応状況", Some(Status)),
        ("対応", Some(Status)),
        ("Implementation status", Some(Status)),
        ("対応内容 ※1", Some(Measure)),
        ("②対応内容", Some(Measure)),
        ("対応状況・内容", Some(Measure)),
        ("当社の対応（共通基盤）", Some(Measure)),
        ("当社（共通基盤）", Some(Measure)),
        ("当社（業務アプリケーション）", Some(Measure)),
        ("対応（当社）", Some(Measure)),
        ("クラウドサービス事業者の対応内容", Some(Measure)),
        ("事業者側", Some(Measure)),
        ("How implemented", Some(Measure)),
        ("使用者側", Some(Customer)),
        ("利用者の対応", Some(Customer)),
        ("医療機関等側で実施いただく対策", Some(Customer)),
        ("お客様にて実施いただく事項", Some(Customer)),
        ("対応内容（利用者側）", Some(Customer)),
        ("対応（医療機関等）", Some(Customer)),
        ("ユーザ側", Some(Customer)),
        ("Customer responsibility", Some(Customer)),
        ("証跡", Some(Evidence)),
        ("根拠資料<br>（保管場所）", Some(Evidence)),
        ("エビデンス", Some(Evidence)),
        ("関連規程・証跡", Some(Evidence)),
        ("責任者", Some(Owner)),
        ("担当部署", Some(Owner)),
        ("Responsible role", Some(Owner)),
        ("頻度", Some(Frequency)),
        ("実施頻度", Some(Frequency)),
        ("対応予定日", Some(Due)),
        ("Target date", Some(Due)),
        ("対象外の理由", Some(Reason)),
        ("最終見直し", Some(Reviewed)),
        ("責任分界", Some(Responsibility)),
        ("準拠ガイドライン", Some(Guideline)),
        // Words that only look like one of them.
        ("ユーザID", None),
        ("機密区分", None),
        ("有効期限", None),
        ("利用者管理", None),
        ("利用者への周知", None),
        ("電話番号", None),
        ("版", None),
        ("", None),
    ];
    for (heading, field) in cases {
        assert_eq!(column(heading), *field, "{heading}");
    }
}

#[test]
fn label_lines_are_read_in_both_languages() {
    let cases: &[(&str, &str, Field, &str)] = &[
        ("対応条項: 3.4-①-1", "対応条項", Field::Clause, "3.4-①-1"),
        ("実装状況：一部対応", "実装状況", Field::Status, "一部対応"),
        (
            "**責任分界**： 共同（基盤は当社）",
            "責任分界",
            Field::Responsibility,
            "共同（基盤は当社）",
        ),
        (
            "- **責任者:** 情報セキュリティ責任者",
            "責任者",
            Field::Owner,
            "情報セキュリティ責任者",
        ),
        ("頻度 ： 年1回", "頻度", Field::Frequency, "年1回"),
        ("証跡:", "証跡", Field::Evidence, ""),
        ("【対応状況】対応済", "対応状況", Field::Status, "対応済"),
        (
            "対応内容：アクセスログを1年間保存する。",
            "対応内容",
            Field::Measure,
            "アクセスログを1年間保存する。",
        ),
        (
            "Covers: AC-2(1), AC-3",
            "Covers",
            Field::Clause,
            "AC-2(1), AC-3",
        ),
        (
            "Last reviewed: 2026-04-01\nOwner: CISO",
            "Last reviewed",
            Field::Reviewed,
            "2026-04-01",
        ),
    ];
    for (line, name, field, value) in cases {
        let read = label_line(line).unwrap_or_else(|| panic!("no label: {line}"));
        assert_eq!(cut(line, &read.name), *name, "{line}");
        assert_eq!(read.field, Ok(*field), "{line}");
        assert_eq!(cut(line, &read.value), *value, "{line}");
    }
}

#[test]
fn misspelt_labels_name_what_was_meant_and_everyday_words_stay_alone() {
    let misspelt = [
        ("責任分解: 当社", "責任分界"),
        ("実装情況: 対応済", "実装状況"),
        ("対応状項: 3.4", "対応条項"),
        ("対応項条: 3.4", "対応条項"),
        ("証績: 操作ログ", "証跡"),
        ("最終見直: 2026-04-01", "最終見直し"),
        ("エビデンズ: 議事録", "エビデンス"),
        ("Freqency: monthly", "frequency"),
        ("Stauts: planned", "status"),
        ("Responsability: shared", "responsibility"),
        ("Evidnce: minutes", "evidence"),
    ];
    for (line, nearest) in misspelt {
        assert_eq!(
            label_line(line).map(|read| read.field),
            Some(Err(nearest)),
            "{line}"
        );
    }
    let everyday = [
        "対応事項: 次のとおり",
        "備考: なし",
        "注意: 端末を持ち出さない",
        "対応期間: 3か月",
        "対象内容: 全て",
        "要望事項: なし",
        "対応方針: 以下",
        "担当業務: 監視",
        "関連文献: なし",
        "目的: 医療情報を守る",
        "Note: see below",
        "Reviewer: A. Sato",
        "State: open",
        "Season: spring",
        "Cover: page 1",
        "https://example.jp/",
        "10:30 開始",
        "例: ログ",
        "ご担当: 佐藤",
        "本サービスでは、次のとおり対応しています: 証跡",
        "参考: 3.4-①-1",
    ];
    for line in everyday {
        assert_eq!(label_line(line), None, "{line}");
    }
}

#[test]
fn statuses_are_read_at_the_start_with_what_stands_beside_them() {
    use Status::*;
    let cases: &[(&str, Status, &str, &str)] = &[
        ("対応済", Implemented, "対応済", ""),
        ("対応済み。", Implemented, "対応済み", ""),
        ("○", Implemented, "○", ""),
        ("○（運用対処）", Implemented, "○", "運用対処"),
        ("◎", Implemented, "◎", ""),
        ("✅ 対応済（2025-04）", Implemented, "✅ 対応済", "2025-04"),
        ("✅", Implemented, "✅", ""),
        ("✔️ 実装済み", Implemented, "✔️ 実装済み", ""),
        ("はい", Implemented, "はい", ""),
        ("Yes", Implemented, "Yes", ""),
        ("Implemented", Implemented, "Implemented", ""),
        (
            "Implemented via Okta",
            Implemented,
            "Implemented",
            "via Okta",
        ),
        ("準拠", Implemented, "準拠", ""),
        ("2025年4月対応済", Implemented, "対応済", ""),
        ("△", Partial, "△", ""),
        ("△：管理者のみ", Partial, "△", "管理者のみ"),
        ("⚠️ 一部対応", Partial, "⚠️ 一部対応", ""),
        ("⚠️", Partial, "⚠️", ""),
        (
            "一部対応済み（外来のみ）",
            Partial,
            "一部対応済み",
            "外来のみ",
        ),
        (
            "Partially implemented",
            Partial,
            "Partially implemented",
            "",
        ),
        ("対応予定（2027年3月）", Planned, "対応予定", "2027年3月"),
        ("2027年3月対応予定", Planned, "対応予定", ""),
        ("△ 対応予定", Planned, "△ 対応予定", ""),
        ("検討中", Planned, "検討中", ""),
        ("Planned - 2027 Q1", Planned, "Planned", "2027 Q1"),
        (
            "代替策で対応：施錠保管",
            Alternative,
            "代替策で対応",
            "施錠保管",
        ),
        (
            "Compensating control",
            Alternative,
            "Compensating control",
            "",
        ),
        (
            "対象外（業務アプリケーションでの対策）",
            NotApplicable,
            "対象外",
            "業務アプリケーションでの対策",
        ),
        ("対象外", NotApplicable, "対象外", ""),
        (
            "対象外（業務アプリ（電子カルテ）での対策）",
            NotApplicable,
            "対象外",
            "業務アプリ（電子カルテ）での対策",
        ),
        (
            "対象外：紙媒体を扱わない",
            NotApplicable,
            "対象外",
            "紙媒体を扱わない",
        ),
        (
            "対象外 無線LANを利用していないため",
            NotApplicable,
            "対象外",
            "無線LANを利用していないため",
        ),
        (
            "対象外\n（オンプレミス機器なし）",
            NotApplicable,
            "対象外",
            "オンプレミス機器なし",
        ),
        (
            "無線LANを利用していないため、対象外とする。",
            NotApplicable,
            "対象外",
            "無線LANを利用していないため",
        ),
        ("該当なし", NotApplicable, "該当なし", ""),
        ("N/A - no wireless", NotApplicable, "N/A", "no wireless"),
        ("N-A", NotApplicable, "N-A", ""),
        (
            "Not applicable (SaaS)",
            NotApplicable,
            "Not applicable",
            "SaaS",
        ),
        ("－（紙媒体なし）", NotApplicable, "－", "紙媒体なし"),
        ("未対応", NotImplemented, "未対応", ""),
        ("×", NotImplemented, "×", ""),
        ("❌ 未実装", NotImplemented, "❌ 未実装", ""),
        ("いいえ", NotImplemented, "いいえ", ""),
        ("No", NotImplemented, "No", ""),
        ("Not implemented", NotImplemented, "Not implemented", ""),
    ];
    for (text, expected, words, reason) in cases {
        let stated = status(text).unwrap_or_else(|| panic!("no status: {text}"));
        assert_eq!(stated.status, *expected, "{text}");
        assert_eq!(cut(text, &stated.range), *words, "{text}");
        assert_eq!(
            stated
                .reason
                .map(|range| cut(text, &range))
                .unwrap_or_default(),
            *reason,
            "{text}"
        );
    }
}

#[test]
fn words_inside_a_sentence_are_no_status() {
    let cases = [
        "",
        "－",
        "-",
        "ー",
        "未対応の機器を対象外とする",
        "対応内容を参照",
        "対象外（A棟）の機器は施錠する",
        "○印の項目を確認する",
        "○○規程に定める",
        "● サーバ室を施錠する",
        "実施責任者が承認する",
        "対応状況を毎月報告する",
        "無停電電源装置を設置",
        "可用性を監視する",
        "有効期限を90日とする",
        "適用",
        "必須",
        "Mandatory",
        "No. 3",
        "No wireless networks are used",
        "Planned maintenance is announced",
        "Implemented controls are reviewed",
        "計画書を作成する",
        "完了報告を受ける",
    ];
    for text in cases {
        assert_eq!(status(text), None, "{text}");
    }
}

#[test]
fn headings_carry_a_status_only_by_emoji() {
    assert_eq!(
        heading_status("✅ 遵守事項①: 体制").map(|s| s.status),
        Some(Status::Implemented)
    );
    assert_eq!(
        heading_status("⚠️ 遵守事項②").map(|s| s.status),
        Some(Status::Partial)
    );
    assert_eq!(
        heading_status("❌ 3.4-①-1").map(|s| s.status),
        Some(Status::NotImplemented)
    );
    assert_eq!(heading_status("○ 組織体制"), None);
    assert_eq!(heading_status("組織体制 ✅"), None);
}

#[test]
fn duties_are_read_by_their_subject() {
    use shishin::guideline::Responsibility::*;
    let cases = [
        ("当社", Some(Provider)),
        ("クラウド事業者", Some(Provider)),
        ("当社が医療機関等に通知する", Some(Provider)),
        ("利用者", Some(Customer)),
        ("医療機関等", Some(Customer)),
        ("Customer", Some(Customer)),
        ("共同（基盤: 当社、端末: 医療機関）", Some(Shared)),
        ("当社／利用者", Some(Shared)),
        ("双方", Some(Shared)),
        ("Shared", Some(Shared)),
        ("継承（クラウド基盤事業者）", Some(Inherited)),
        ("Inherited from AWS", Some(Inherited)),
        ("情報システム部", None),
    ];
    for (text, expected) in cases {
        assert_eq!(responsibility(text), expected, "{text}");
    }
}

#[test]
fn placeholders_are_told_from_short_answers() {
    use Placeholder::*;
    let cases: &[(&str, Placeholder, &str)] = &[
        ("", Empty, ""),
        ("　 ", Empty, "　 "),
        ("－", Dash, "－"),
        ("\\-", Dash, "\\-"),
        ("—", Dash, "—"),
        ("TODO", Todo, "TODO"),
        ("TODO: 手順書名を確認", Todo, "TODO"),
        ("保存期間はTBDとする。", Todo, "TBD"),
        ("要確認", Todo, "要確認"),
        ("未定。", Todo, "未定。"),
        ("（要確認）", Todo, "（要確認）"),
        ("ログを保存する【要精読】。", Todo, "【要精読】"),
        ("○○規程に従う", Todo, "○○"),
        ("●●株式会社が運用する", Todo, "●●"),
        ("…", Todo, "…"),
        ("to be determined", Todo, "to be determined"),
        ("実施", TooShort, "実施"),
        ("対応済み", TooShort, "対応済み"),
        ("あり", TooShort, "あり"),
        ("規程あり", TooShort, "規程あり"),
        ("Yes", TooShort, "Yes"),
    ];
    for (text, expected, words) in cases {
        let (found, range) = placeholder(text).unwrap_or_else(|| panic!("no placeholder: {text}"));
        assert_eq!(found, *expected, "{text}");
        assert_eq!(cut(text, &range), *words, "{text}");
    }
    let answers = [
        "施錠管理",
        "多要素認証",
        "MFA",
        "AES-256",
        "IDカード認証",
        "ToDoリストで進捗を管理する",
        "未定義の通信を遮断する",
        "要確認事項を台帳に記録する",
        "二〇〇五年に策定した規程",
        "同上",
        "対象外",
        "サーバ室は常時施錠",
        "毎月確認する体制",
        "Encrypted disks",
        "photodiode",
        "WAF導入",
        "年1回",
    ];
    for text in answers {
        assert_eq!(placeholder(text), None, "{text}");
    }
}
