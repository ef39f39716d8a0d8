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
        ("Applies", Some(Status)),
        ("Applicability", Some(Status)),
        ("適用", Some(Status)),
        ("適用区分", Some(Status)),
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
        "Conditionally",
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

/// The kinds that a reader would notice in a text, with their words; open lists left out,
/// as callers do by default.
fn noticed(text: &str) -> Vec<(Kind, String)> {
    let hits = observe(text)
        .hits
        .into_iter()
        .filter(|hit| hit.kind != Kind::OpenList);
    hits.map(|hit| (hit.kind, cut(text, &hit.range))).collect()
}

#[test]
fn weak_words_are_noticed_where_they_stand() {
    use Kind::*;
    let cases: &[(&str, &[(Kind, &str)])] = &[
        // Effort on the main predicate.
        ("個人情報の保護に努める。", &[(Effort, "努める")]),
        ("安全管理に努めています。", &[(Effort, "努めています")]),
        ("安全管理に努めます。", &[(Effort, "努めます")]),
        (
            "医療情報の保護に努めるものとする。",
            &[(Effort, "努めるものとする")],
        ),
        ("安全性の向上に努める", &[(Effort, "努める")]),
        ("情報漏えいの防止を心がける。", &[(Effort, "心がける")]),
        ("可用性の維持に配慮する。", &[(Effort, "に配慮")]),
        ("プライバシーに配慮しています。", &[(Effort, "に配慮")]),
        // What customers do is theirs; what is done for them is not.
        (
            "Customers are informed promptly.",
            &[(Unmeasured, "promptly")],
        ),
        ("Customers install patches promptly.", &[]),
        (
            "Reports follow at an appropriate frequency.",
            &[(Unmeasured, "appropriate frequency")],
        ),
        (
            "We strive to protect customer data.",
            &[(Effort, "strive to")],
        ),
        (
            "Backups are kept on a best effort basis.",
            &[(Effort, "best effort")],
        ),
        (
            "機密の保持に努めなければならない。",
            &[(Effort, "努めなければならない")],
        ),
        (
            "品質の向上に取り組んでいます。",
            &[(Effort, "向上に取り組んでいます")],
        ),
        (
            "紙の資料の管理を徹底します。",
            &[(Effort, "管理を徹底します")],
        ),
        // Undecided.
        ("二要素認証の導入を検討する。", &[(Undecided, "を検討")]),
        ("暗号化方式は検討中である。", &[(Undecided, "検討中")]),
        ("遠隔地へのバックアップを検討", &[(Undecided, "を検討")]),
        ("今後、監視体制を強化する。", &[(Undecided, "今後")]),
        ("ゼロトラストへの移行を目指す。", &[(Undecided, "を目指す")]),
        (
            "ログの集中管理を導入する予定である。",
            &[(Undecided, "予定")],
        ),
        ("WAFを導入予定", &[(Undecided, "予定")]),
        (
            "Multi-factor authentication is under consideration.",
            &[(Undecided, "under consideration")],
        ),
        ("Encryption is planned.", &[(Undecided, "is planned")]),
        // Open conditions.
        ("必要に応じて見直す。", &[(OpenCondition, "必要に応じて")]),
        ("アクセス権は適宜見直す。", &[(OpenCondition, "適宜")]),
        ("規程は随時更新する。", &[(OpenCondition, "随時")]),
        // The provider's own promise, whatever it is about.
        (
            "利用者側の措置は、必要に応じてお知らせします。",
            &[(OpenCondition, "必要に応じて")],
        ),
        (
            "医療機関側の設定は、適宜ご案内いたします。",
            &[(OpenCondition, "適宜")],
        ),
        ("持出しは原則として禁止する。", &[(Exception, "原則として")]),
        ("原則、外部媒体は使用しない。", &[(Exception, "原則、")]),
        (
            "Access rights are reviewed as needed.",
            &[(OpenCondition, "as needed")],
        ),
        (
            "Logs are archived where appropriate.",
            &[(OpenCondition, "where appropriate")],
        ),
        // A name elsewhere in the sentence does not say how far.
        ("MFAは可能な限り有効にする。", &[(Limit, "可能な限り")]),
        (
            "Single sign-on (SSO) is used whenever possible.",
            &[(Limit, "whenever possible")],
        ),
        // Unmeasured.
        (
            "事故を防ぐため必要な措置を講じなければならない。",
            &[(Unmeasured, "必要な措置を講")],
        ),
        ("アクセス権を適切に管理する。", &[(Unmeasured, "適切に")]),
        (
            "受託した情報を適切に管理しています。",
            &[(Unmeasured, "適切に")],
        ),
        (
            "障害が起きたら速やかに報告する。",
            &[(Unmeasured, "速やかに")],
        ),
        ("外部開発品は十分に検証する。", &[(Unmeasured, "十分に")]),
        ("可能な限り国内に保存する。", &[(Limit, "可能な限り")]),
        (
            "Incidents are reported in a timely manner.",
            &[(Unmeasured, "in a timely manner")],
        ),
        (
            "Account use is monitored in a timely manner.",
            &[(Unmeasured, "in a timely manner")],
        ),
        (
            "The team takes appropriate measures against malware.",
            &[(Unmeasured, "appropriate measures")],
        ),
        // Wishes.
        ("専用線を用いることが望ましい。", &[(Wish, "望ましい")]),
        ("権限は最小とすべきである。", &[(Wish, "べきである")]),
        ("暗号化が必要と考えます。", &[(Wish, "と考え")]),
        (
            "Keys should ideally be rotated.",
            &[(Wish, "should ideally")],
        ),
        // No period.
        ("ログを定期的に確認する。", &[(NoPeriod, "定期的")]),
        ("定期的な棚卸しを実施", &[(NoPeriod, "定期的")]),
        (
            "Access rights are reviewed periodically.",
            &[(NoPeriod, "periodically")],
        ),
        (
            "Regular access reviews by the owners",
            &[(NoPeriod, "Regular")],
        ),
        ("パスワードの定期変更", &[(NoPeriod, "定期変更")]),
        // The clause that is answered stands behind the predicate or before it.
        (
            "個人情報の保護に努めています [mic:3.2.1]。",
            &[(Effort, "努めています")],
        ),
        ("安全管理に努める（別紙2 3.4-①-1）。", &[(Effort, "努める")]),
        (
            "NIST SP 800-53 AC-2 に基づき、適切に管理する。",
            &[(Unmeasured, "適切に")],
        ),
        // Several in one unit.
        (
            "必要に応じて、適切に対応する。",
            &[(OpenCondition, "必要に応じて"), (Unmeasured, "適切に")],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, words)| (*kind, words.to_string()))
            .collect();
        assert_eq!(noticed(text), expected, "{text}");
    }
}

#[test]
fn words_that_a_reviewer_would_not_mind_stay_silent() {
    let cases = [
        // Short phrases that end in a noun, as real cells do.
        "入退室管理システムによる認証",
        "監視カメラの設置及び録画の90日間保存",
        "サーバ室の施錠",
        "アクセスログの取得・1年間保存",
        "権限は申請・承認制",
        "データセンターは国内に限定",
        "TLS 1.2以上による暗号化",
        "管理者による四半期ごとの棚卸し",
        // 原則 as a noun: every one in real tables.
        "最小権限の原則に基づき権限を付与する。",
        "最小権限の原則を適用",
        "知る必要性の原則に従い設定する。",
        // A trigger or an exception stated.
        "重大な脆弱性が公表された場合は、必要に応じて臨時メンテナンスを行う。",
        "障害発生時には必要に応じて代替機へ切り替える。",
        "原則として持出しを禁止する。ただし、情報セキュリティ責任者が承認した場合はこの限りでない。",
        "退職時には、必要に応じて端末を初期化する。",
        "利用者の求めに応じて随時開示する。",
        "原則として書面による。例外は台帳に記録する。",
        "Passwords are reset as needed when an account is compromised.",
        "Access is denied in principle, except for on-call engineers.",
        // The deed stands beside the effort.
        "訓練を行うなどして、意識の向上に努めている。",
        // What locks or destroys says how.
        "契約書は鍵付きの書庫で適切に保管する。",
        // Who does it, and not what is done.
        "情報を適切に取り扱っている事業者を選ぶ。",
        "適切に業務を行える者を選ぶ。",
        // Somebody decides.
        "原則として持出しを禁止する。業務に要する場合は、部長の許可を得て持ち出せる。",
        "Where possible, keys are rotated; otherwise the owner approves an exception.",
        "Regular users see their own records.",
        // Attributes and nouns.
        "適切な権限を付与する。",
        "十分な長さの鍵を用いる。",
        "適切な管理者を配置",
        "設備の同等性を確認",
        "電源の平等な配分",
        "検討会で承認する。",
        "リスク検討委員会を毎月開催",
        "検討結果を議事録に残す。",
        "対策を検討し、翌月までに実施する。",
        "原因究明と再発防止策の検討",
        "作業の予定",
        "作業予定表を共有する。",
        "予定された保守の前日に通知する。",
        "予定どおり切り替える。",
        "今後の再発防止策を報告する。",
        "今後も同じ頻度で監査する。",
        "予定日を通知する。",
        "努める責任者を置く。",
        "利用者に配慮した設計",
        "要配慮個人情報を暗号化する。",
        "守るべき資産を台帳に記載する。",
        "望ましい水準を満たす構成",
        "優先すべき対応を決める。",
        // A figure, a tool or a named procedure measures the adverb.
        "障害を検知したら30分以内に速やかに報告する。",
        "アクセス権はAWS IAMで適切に管理する。",
        "入退室管理規程に従い適切に管理する。",
        "Incidents are promptly reported within 24 hours.",
        "Keys are adequately protected by AWS KMS.",
        "インシデント対応手順書に沿って速やかに報告する。",
        "設定が適切に行われていることを確認する。",
        // A period stated anywhere in the unit.
        "ログを定期的に（毎月）確認する。",
        "定期的に棚卸しを行う。頻度は年1回とする。",
        "定期的に四半期ごとに見直す。",
        "９０日ごとに定期的に変更する。",
        "年に２回、定期的に訓練する。",
        "定期点検を実施",
        "不定期に抜き打ち監査を行う。",
        "3か月に1回、定期的に復元試験を行う。",
        "Access rights are reviewed periodically, at least quarterly.",
        "Backups are regularly tested every six months.",
        // Quotation.
        "要求は「適切に管理すること」である。",
        "ガイドラインの「必要に応じて」を毎年の監査時と定義する。",
        "The clause asks for \"appropriate measures\" here.",
        // The customer's duty is advice.
        "端末は利用者側で適切に管理してください。",
        "医療機関等において定期的に見直しをお願いします。",
        "利用者はパスワードを適切に管理する。",
        "お客様にて必要に応じて設定を変更いただきます。",
        "The customer reviews accounts as needed.",
        "利用者側の端末は、必要に応じて更新します。",
        "医療機関側で適宜お願いします。",
        // A dated plan is decided.
        "2027年3月に二要素認証を導入予定",
        "WAFを令和9年4月に導入する予定である。",
        // Look-alikes in English.
        "Alerts are handled irregularly-shaped data aside.",
        "The inappropriate use of media is prohibited.",
        "A designated officer approves each plan.",
    ];
    for text in cases {
        assert_eq!(noticed(text), [], "{text}");
    }
}

#[test]
fn open_lists_are_left_to_the_caller_and_the_defined_term_is_none() {
    let kinds = |text: &str| {
        observe(text)
            .hits
            .into_iter()
            .map(|hit| hit.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("ウイルス等を検知する。"), [Kind::OpenList]);
    assert_eq!(kinds("医療機関等に通知する。"), []);
    assert_eq!(kinds("同等の措置を確認する。"), []);
}

#[test]
fn a_hit_carries_its_sentence() {
    let text = "ログを1年間保存する。アクセス権は適宜見直す。端末を施錠する。";
    let hits = observe(text).hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(cut(text, &hits[0].sentence), "アクセス権は適宜見直す。");
}

#[test]
fn items_of_a_cell_are_sentences_of_their_own() {
    let text = "・障害発生時は30分以内に報告\n・権限は適宜見直す";
    assert_eq!(noticed(text), [(Kind::OpenCondition, "適宜".to_string())]);
}

#[test]
fn what_is_still_to_come_is_noticed_beside_a_claim() {
    let cases = [
        ("二要素認証は2027年3月に導入予定", "予定"),
        ("手順書は検討中", "検討中"),
        ("TODO: 手順書の番号", "TODO"),
        ("⚠️ 一部の拠点のみ", "⚠"),
        ("監視は未実施", "未実施"),
        ("手順書を準備中です。", "準備中"),
        (
            "Encryption will be implemented next year.",
            "will be implemented",
        ),
        ("The runbook is not yet approved.", "not yet"),
        (
            "The firewall will be put into service in 2027.",
            "will be put into",
        ),
    ];
    for (text, words) in cases {
        let future = observe(text)
            .future
            .unwrap_or_else(|| panic!("nothing: {text}"));
        assert_eq!(cut(text, &future), words, "{text}");
    }
    let done = [
        "予定表に従い毎月実施している",
        "次回の監査は2027年4月の予定である。",
        "検討会で承認済み",
        "未実施者には再受講を求める",
        "開発中の環境は分離する",
        "未対応の脆弱性を一覧で管理する",
        "ToDoリストで管理する",
        "「検討中」の案件を台帳に記す",
        "Changes will be implemented by operations after the board has approved them.",
    ];
    for text in done {
        assert_eq!(observe(text).future, None, "{text}");
    }
}

#[test]
fn units_say_how_often_and_name_things() {
    let periods = [
        ("年1回、監査を行う", Some("年1回")),
        ("年に２回以上の訓練", Some("年に２回")),
        ("毎月のログ確認", Some("毎月")),
        ("90日ごとに変更", Some("90日ごと")),
        ("四半期に1回棚卸し", Some("四半期に1回")),
        ("3か月に1回の点検", Some("3か月に1回")),
        ("常時監視", Some("常時")),
        ("reviewed annually", Some("annually")),
        ("once a year", Some("once a year")),
        ("every six months", Some("every six months")),
        ("reviewed every July", Some("every July")),
        (
            "reviewed every January and July by the CISO",
            Some("every January and July"),
        ),
        ("each April the list is renewed", Some("each April")),
        ("毎年4月に棚卸し", Some("毎年")),
        ("3回失敗で停止", None),
        ("2026年に実施", None),
        ("一度だけ確認", None),
    ];
    for (text, expected) in periods {
        assert_eq!(
            period(text).map(|range| cut(text, &range)).as_deref(),
            expected,
            "{text}"
        );
    }
    assert!(has_measure("ログを90日保存"));
    assert!(!has_measure("3.4-①-1 に基づき管理"));
    assert!(!has_measure("2026年度から管理"));
    assert!(names_means("CloudTrailで記録"));
    assert!(names_means("アクセス管理規程に従う"));
    assert!(!names_means("規程に従う"));
    assert!(!names_means("IT資産を管理"));
    assert!(!names_means("Access is reviewed."));
    assert!(!names_means("NIST SP 800-53 AC-2 に基づき管理"));
}

#[test]
fn a_text_that_only_points_elsewhere_is_told_from_an_answer() {
    let pointing = [
        "情報セキュリティ規程を参照",
        "詳細は情報セキュリティ管理規程（非公開）",
        "別紙1参照",
        "詳細は運用手順書を参照のこと。",
        "アクセス管理規程による。",
        "詳細については「バックアップ手順書」に定める。",
        "情報システム管理規程 第5条",
        "アクセス管理規程 第3条のとおり",
        "詳細は security-policy.md を参照してください。",
        "See the Access Control Policy.",
        "Refer to section 5 of the SSP.",
        "Account management is described in the Access Control Policy.",
    ];
    for text in pointing {
        assert!(observe(text).refers_elsewhere.is_some(), "{text}");
    }
    let answering = [
        "ログを1年間保存する。詳細は運用規程を参照。",
        "アクセス管理規程に定める手順で権限を付与し、年1回見直す。",
        "以下のとおり",
        "次のとおりとする。",
        "操作ログを参照できる者を限定",
        "生体認証による入退室管理",
        "当社のデータセンターによる運用",
        "運用担当者がログを確認",
        "アクセス管理規程を定めている。",
        "Access is reviewed monthly. See the Access Control Policy.",
        "入退室管理規程",
        "ログの確認",
        "パスワードポリシーの適用",
    ];
    for text in answering {
        assert_eq!(observe(text).refers_elsewhere, None, "{text}");
    }
}

#[test]
fn quantities_are_read_in_all_spellings() {
    let days = |text: &str| quantities(text).first().map(|q| (q.unit, q.value.round()));
    let cases = [
        ("90日", Some((Unit::Days, 90.0))),
        ("９０日間保存", Some((Unit::Days, 90.0))),
        ("3か月", Some((Unit::Days, 91.0))),
        ("３ヶ月", Some((Unit::Days, 91.0))),
        ("5年間保存", Some((Unit::Days, 1825.0))),
        ("一年", Some((Unit::Days, 365.0))),
        ("十二か月", Some((Unit::Days, 365.0))),
        ("12 months", Some((Unit::Days, 365.0))),
        ("90-day", Some((Unit::Days, 90.0))),
        ("2,880 min", Some((Unit::Days, 2.0))),
        ("48 hrs.", Some((Unit::Days, 2.0))),
        ("12 mths", Some((Unit::Days, 365.0))),
        ("AC-2 h", None),
        ("8文字以上", Some((Unit::Characters, 8.0))),
        ("13 characters", Some((Unit::Characters, 13.0))),
        ("256bit", Some((Unit::Bits, 256.0))),
        ("2048ビット", Some((Unit::Bits, 2048.0))),
        ("AES-256", Some((Unit::Bits, 256.0))),
        ("年1回", Some((Unit::TimesPerYear, 1.0))),
        ("四半期", Some((Unit::TimesPerYear, 4.0))),
        ("quarterly", Some((Unit::TimesPerYear, 4.0))),
        ("twice a year", Some((Unit::TimesPerYear, 2.0))),
        ("every January and July", Some((Unit::TimesPerYear, 2.0))),
        ("5回失敗", Some((Unit::Times, 5.0))),
        ("2027年3月", None),
        ("令和8年4月1日", None),
        ("第5条", None),
        ("3.4-①-1", None),
        ("AC-2", None),
        ("第3四半期", None),
        ("十分に検証", None),
        ("2026年度", None),
    ];
    for (text, expected) in cases {
        assert_eq!(days(text), expected, "{text}");
    }
}

#[test]
fn requirements_ask_for_values_and_answers_are_measured_against_them() {
    let kind = |text: &str| asks_for_value(text).map(|asked| asked.kind);
    assert_eq!(
        kind("ログを作り、一定期間保存する。"),
        Some(ValueKind::Period)
    );
    assert_eq!(kind("定期的に所在を確かめる。"), Some(ValueKind::Interval));
    assert_eq!(
        kind("8文字以上など十分な長さとする。"),
        Some(ValueKind::Length)
    );
    assert_eq!(
        kind("Reviews accounts [organization-defined frequency];"),
        Some(ValueKind::Interval)
    );
    assert_eq!(
        kind("Retains records for [organization-defined time period]."),
        Some(ValueKind::Period)
    );
    assert_eq!(
        kind("Enforces a limit of [organization-defined number] attempts"),
        Some(ValueKind::Count)
    );
    assert_eq!(
        kind("Notifies [organization-defined personnel or roles]"),
        None
    );
    assert_eq!(kind("体制を整備する。"), None);
    // What a parameter asks for is what it names first.
    let events = "[organization-defined audited events (the subset of the auditable events defined in AU-2 a.) \
        along with the frequency of (or situation requiring) auditing for each identified event]";
    assert_eq!(kind(events), None);
    assert_eq!(
        kind("[organization-defined events along with the frequency of auditing]"),
        None
    );
    assert_eq!(
        kind("[organization-defined actions (and the number of them)]"),
        None
    );
    assert_eq!(
        kind("[organization-defined frequency (or when the situation requires)]"),
        Some(ValueKind::Interval)
    );

    let answer = |requirement: &str, statement: &str| {
        let asked = asks_for_value(requirement).expect("the requirement asks");
        match asked.answered_by(statement) {
            ValueAnswer::Missing => "missing".to_string(),
            ValueAnswer::Short(range) => format!("short {}", cut(statement, &range)),
            ValueAnswer::Given(range) => format!("given {}", cut(statement, &range)),
        }
    };
    assert_eq!(
        answer("ログを一定期間保存する。", "ログを取得している。"),
        "missing"
    );
    assert_eq!(
        answer("ログを一定期間保存する。", "ログを5年間保存"),
        "given 5年間"
    );
    assert_eq!(
        answer("契約中は一定期間保存する。", "契約終了まで保存"),
        "given 契約終了"
    );
    assert_eq!(
        answer("8文字以上とする。", "パスワードは6文字"),
        "short 6文字"
    );
    assert_eq!(answer("8文字以上とする。", "13文字以上"), "given 13文字");
    assert_eq!(answer("定期的に見直す。", "毎年4月に見直す"), "given 毎年");
    assert_eq!(
        answer("年1回以上見直す。", "2年に1回見直す"),
        "short 2年に1回"
    );
    assert_eq!(
        answer("3か月以内に通知する。", "90日以内に通知"),
        "given 90日"
    );
    assert_eq!(
        answer("24時間以内に報告する。", "2日以内に報告"),
        "short 2日"
    );
    assert_eq!(
        answer(
            "reviewed [organization-defined frequency]",
            "Accounts are reviewed every January and July."
        ),
        "given every January and July"
    );
    assert_eq!(
        answer("reviewed [frequency]", "Accounts are reviewed."),
        "missing"
    );
    assert_eq!(
        answer(
            "reviewed [frequency]",
            "Accounts are reviewed every 90 days."
        ),
        "given every 90 days"
    );
}

#[test]
fn a_requirement_given_back_is_told_from_an_answer() {
    let logs = Fingerprint::of(
        "利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存すること。",
    );
    assert!(restates(
        "利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存しています。",
        &logs
    ));
    assert!(restates(
        "当社は、利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存する。",
        &logs
    ));
    assert!(!restates(
        "利用者の活動、機器の事象、障害、使用状況などのログを作り、1年間保存する。",
        &logs
    ));
    assert!(!restates(
        "利用者の活動、機器の事象、障害、使用状況などのログをCloudTrailで作り、一定期間保存する。",
        &logs
    ));
    assert!(!restates("操作ログを取得し、一定期間保存する。", &logs));
    assert!(!restates("", &logs));
    let rules = Fingerprint::of(
        "医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程を作り、医療機関等から求められたら出せるようにしておく。",
    );
    assert!(restates(
        "医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程を作成し、医療機関等から求められたら提出できるようにしている。",
        &rules
    ));
    for adding in [
        "医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程を作成し、医療機関等から求められたら翌営業日までに提出する。",
        "運用部が医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程を作成し、医療機関等から求められたら提出できるようにしている。",
        "医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程を作成し、医療機関等から求められたら3日で提出できるようにしている。",
        "医療情報システム等への接続制限・記録・点検を定めたアクセス管理の規程をBoxに作成し、医療機関等から求められたら提出できるようにしている。",
    ] {
        assert!(!restates(adding, &rules), "{adding}");
    }
    // Where it says which clause it answers, that adds nothing.
    for cited in [
        "[mic:3.4-①-1]",
        "（別紙2 3.4-①-1）",
        "（総務省・経済産業省ガイドライン第1.1版 別紙2 3.4-①-1）",
    ] {
        let text = format!(
            "利用者の活動、機器の事象、障害、使用状況などのログを作り、一定期間保存しています{cited}。"
        );
        assert!(restates(&text, &logs), "{text}");
    }
    let short = Fingerprint::of("端末を施錠する。");
    assert!(short.is_too_short());
    assert!(!restates("端末を施錠する。", &short));
    let english = Fingerprint::of(
        "The organization reviews accounts for compliance with account management requirements [organization-defined frequency].",
    );
    assert!(restates(
        "We review accounts for compliance with account management requirements.",
        &english
    ));
    assert!(!restates(
        "Okta reports are used to review accounts for compliance with account management requirements.",
        &english
    ));
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    /// Texts of the stuff that the readers look for, in any order.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => prop::sample::select(vec![
                "対象外", "（", "）", "対応", "検討", "予定", "中", "努め", "る", "年", "1", "回", "８", "文字", "以上", "：", ":", "。", "、", "\n", "○", "⚠️",
                "✅", "TODO", "【", "】", "「", "」", "必要に応じて", "適切に", "ため", "-", "－", "N/A", "No", ".", " ", "　", "every", "once", "a", "year", "[",
                "]", "参照", "規程", "第", "条", "十", "一", "*", "\\", "㍻", "①", "が", "e\u{301}", "👩‍💻",
            ]).prop_map(str::to_string),
            1 => any::<char>().prop_map(|c| c.to_string()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Cutting a range that splits a character would panic.
        #[test]
        fn is_read_without_panic_and_with_ranges_on_characters(text in texts(), other in texts()) {
            for stated in [status(&text), heading_status(&text)].into_iter().flatten() {
                cut(&text, &stated.range);
                if let Some(reason) = stated.reason {
                    prop_assert!(!cut(&text, &reason).trim().is_empty());
                }
            }
            if let Some((_, range)) = placeholder(&text) {
                cut(&text, &range);
            }
            if let Some(line) = label_line(&text) {
                cut(&text, &line.name);
                cut(&text, &line.value);
            }
            column(&text);
            responsibility(&text);
            let noticed = observe(&text);
            for hit in &noticed.hits {
                cut(&text, &hit.range);
                prop_assert!(hit.sentence.start <= hit.range.start && hit.range.start < hit.sentence.end);
                cut(&text, &hit.sentence);
            }
            for range in [period(&text), noticed.future, noticed.refers_elsewhere].into_iter().flatten() {
                cut(&text, &range);
            }
            for quantity in quantities(&text) {
                cut(&text, &quantity.range);
            }
            if let Some(asked) = asks_for_value(&text) {
                cut(&text, &asked.range);
                if let ValueAnswer::Short(range) | ValueAnswer::Given(range) = asked.answered_by(&other) {
                    cut(&other, &range);
                }
            }
            restates(&text, &Fingerprint::of(&other));
        }
    }
}

#[test]
fn advice_and_talk_tell_nothing_that_is_done() {
    let none = [
        "Customers should enable a second factor for their users.",
        "The customer must choose a password of its own. [nist-sp800-53-rev4:IA-5]",
        "In the meeting of 3 March we discussed AC-2 and agreed to look at it again.",
        "二要素認証は、お客様にて設定してください。",
        "利用者は、パスワードを定期的に変更する必要があります。[mic-meti:別紙2 3.4-①-1]",
        "先月の定例会で、AC-2の進め方について協議した。",
    ];
    for text in none {
        assert!(tells_no_deed(text), "{text}");
    }
    let deeds = [
        "Customers are responsible for their own devices.",
        "We discussed AC-2 in March. Since then the help desk disables accounts on the same day.",
        "Incidents are discussed in the weekly meeting.",
        "二要素認証は[既定で]有効にしており、お客様にて[無効に]できません。",
        "Customers should enable a second factor. Ours is enforced by Keycloak.",
        "二要素認証は当社が設定しています。お客様にてご確認ください。",
        "月次で医療機関と協議している。",
        "利用者は二要素認証でログインする。",
        "",
    ];
    for text in deeds {
        assert!(!tells_no_deed(text), "{text}");
    }
}

#[test]
fn answers_that_say_that_it_is_not_done_are_told_from_sentences_about_it() {
    use Status::*;
    let cases: &[(&str, Option<Status>)] = &[
        ("未対応", Some(NotImplemented)),
        ("未実施。", Some(NotImplemented)),
        ("未実施。2027年3月までに始める。", Some(NotImplemented)),
        ("未実施（2027年3月に開始）", Some(NotImplemented)),
        ("対応していない", Some(NotImplemented)),
        ("いいえ", Some(NotImplemented)),
        ("× 未導入", Some(NotImplemented)),
        ("対応予定", Some(Planned)),
        ("2027年3月対応予定", Some(Planned)),
        ("現在準備中", Some(Planned)),
        ("現在、検討中です。", Some(Planned)),
        ("来年度に対応する", Some(Planned)),
        ("今後整備する予定です。", Some(Planned)),
        ("今後対応", Some(Planned)),
        ("2027年度中に導入します。", Some(Planned)),
        ("一部対応", Some(Partial)),
        ("Not yet implemented", Some(NotImplemented)),
        ("Not implemented.", Some(NotImplemented)),
        ("No", Some(NotImplemented)),
        ("Planned for Q3", Some(Planned)),
        ("In progress", Some(Planned)),
        ("Will be done next year", Some(Planned)),
        ("To be implemented by March 2027.", Some(Planned)),
        // About something else.
        ("未対応の機器は接続させない。", None),
        ("未対応、未検査の機器は接続させない。", None),
        ("未実施（A棟）の点検を翌月に行う。", None),
        ("一部、外部に委託する。", None),
        ("一部の機器を除き、暗号化している。", None),
        ("計画：年1回、訓練の計画を立てる。", None),
        ("なし", None),
        ("いいえ、個人ごとのIDを使う。", None),
        ("対応している。", None),
        ("毎年9月に監査を実施する。", None),
        ("今後発見される脆弱性にも30日以内に対応する。", None),
        ("来年度の計画を毎年3月に定める。", None),
        ("No shared accounts exist.", None),
        ("No in-house servers are used.", None),
        ("Planned maintenance is announced a week ahead.", None),
        (
            "Scheduled in the maintenance window, patches are applied monthly.",
            None,
        ),
        ("Open ports are closed by the firewall.", None),
        ("Will be notified within 24 hours.", None),
        ("Partial backups run nightly.", None),
    ];
    for (text, status) in cases {
        let read = undone(text).map(|stated| stated.status);
        assert_eq!(read, *status, "{text}");
    }
}

#[test]
fn marks_in_cells_are_told_from_words() {
    let cases: &[(&str, Option<Mark>)] = &[
        ("X", Some(Mark::Ticked)),
        ("✓", Some(Mark::Ticked)),
        ("✔\u{fe0f}", Some(Mark::Ticked)),
        ("レ", Some(Mark::Ticked)),
        ("〇", Some(Mark::Ticked)),
        ("●（2027年3月）", Some(Mark::Ticked)),
        ("[x]", Some(Mark::Ticked)),
        ("Yes", Some(Mark::Ticked)),
        ("×", Some(Mark::Crossed)),
        ("", Some(Mark::Open)),
        ("－", Some(Mark::Open)),
        ("\\-", Some(Mark::Open)),
        ("☐", Some(Mark::Open)),
        ("No", Some(Mark::Open)),
        ("Xen hosts", None),
        ("● 毎月点検", None),
        ("☒ Planned", None),
        ("レビュー", None),
        ("対象外", None),
        ("1", None),
        ("?", None),
    ];
    for (text, expected) in cases {
        assert_eq!(mark(text).map(|(mark, _)| mark), *expected, "{text}");
    }
}
