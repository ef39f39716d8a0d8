//! Japanese words: what they say is not done, not yet done or left open, and what only looks so.

use shishin::coverage::Standing;

use super::{check, standings};

#[test]
fn a_status_that_says_done_contradicts_words_that_say_otherwise() {
    check(
        "status-mismatch",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | 外部監査は実施していない。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 手順書は策定していません。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 多要素認証は導入していない。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 訓練はまだ行っていない。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 手順の整備ができていない。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 鍵の更新は、間に合っていない。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 委託先と調整中。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 委託先と協議中である。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 監視の範囲は、ベンダーに照会中です。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 来年度にSIEMを構築する。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 2027年4月から運用を始める。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 手順はこれから整える。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 監視は検討段階である。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 監視基盤の準備を進めている。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 監視の仕組みを開発しているところである。 |<!-- expect -->
| 別紙2 3.4-①-1 | 対応済 | 内部監査は毎年行う。委託先の監査は調整中である。 |<!-- expect -->
",
    );
}

#[test]
fn what_it_is_good_not_to_do_contradicts_nothing() {
    check(
        "status-mismatch",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | パスワードの使い回しは許可していない。 |
| 別紙2 3.4-①-1 | 対応済 | 私物端末の接続は認めていない。 |
| 別紙2 3.4-①-1 | 対応済 | 目的外の利用は行っていない。 |
| 別紙2 3.4-①-1 | 対応済 | 本番環境での試験は行っていない。 |
| 別紙2 3.4-①-1 | 対応済 | 無線LANは導入していない。 |
| 別紙2 3.4-①-1 | 対応済 | 例外の手順は定めていない。 |
| 別紙2 3.4-①-1 | 対応済 | 通信内容の監視は行っていない。 |
| 別紙2 3.4-①-1 | 対応済 | まだ更新していない端末は、接続を認めていない。 |
| 別紙2 3.4-①-1 | 対応済 | 調整中の案件を毎週確認する。 |
| 別紙2 3.4-①-1 | 対応済 | 次回の訓練の日程は調整中である。 |
| 別紙2 3.4-①-1 | 対応済 | 年度末までに監査を実施する。 |
| 別紙2 3.4-①-1 | 対応済 | 改善を進めている。 |
| 別紙2 3.4-①-1 | 対応済 | 検討段階の設計書も台帳で管理する。 |
",
    );
}

#[test]
fn what_does_not_apply_needs_a_reason_in_all_its_words() {
    check(
        "unjustified-exclusion",
        "
# 適用範囲

- 6.3は当社では適用しない。<!-- expect -->
- 別紙2 3.5-①-1は適用しません。<!-- expect -->
- 別紙2 3.7-②-2 の管理策は採用していない。<!-- expect -->
- 別紙2 2.1-①-1 は、施設を持たないため適用しない。

# 対応表

| 項番 | 対応内容 |
|---|---|
| 別紙2 3.4-①-1 | 当社には適用されない。 |<!-- expect -->
| 別紙2 3.5-①-1 | 採用しない。 |<!-- expect -->
| 別紙2 3.7-①-1 | 電子署名を扱わないため、適用しない。 |
| 別紙2 3.7-⑤-2 | 例外は適用しない。 |
| 別紙2 3.15-①-1 | SMSによる認証は安全性が低いため採用しない。 |
| 別紙2 3.15-①-1 | 適用しない機器は台帳に記す。 |

# 採否

| 項番 | 適用 | 備考 |
|---|---|---|
| 別紙2 3.4-①-1 | 不採用 | |<!-- expect -->
| 別紙2 3.5-①-1 | 適用されない | 施設を持たない |
",
    );
}

#[test]
fn an_answer_that_says_that_nothing_is_done_covers_nothing() {
    let standing = |words: &str| standings(&format!("\n# 監査\n\n{words}（別紙2 3.5-①-1）\n"));
    for words in [
        "外部監査は実施していない。",
        "訓練はまだ行っていない。",
        "手順書は策定していない。",
    ] {
        assert_eq!(standing(words), [Standing::Open], "{words}");
    }
    for words in [
        "例外は適用しない。",
        "パスワードの使い回しは許可しない。",
        "目的外の利用は行っていない。",
    ] {
        assert_eq!(standing(words), [Standing::Good], "{words}");
    }
}

#[test]
fn a_number_alone_that_is_no_clause_says_nothing_of_the_paragraph_above() {
    let body = |number: &str| format!("\n# 通信\n\n通信は暗号化している。\n\n（別紙2 {number}）\n");
    assert_eq!(standings(&body("3.5-①-1")), [Standing::Good]);
    assert!(standings(&body("9.9-①-1")).is_empty());
}

#[test]
fn words_that_leave_open_how_well_how_far_and_when_are_weak() {
    check(
        "weak-wording",
        "
# 方針

- 異常時はしかるべき措置を行う。（別紙2 3.5-①-1）<!-- expect -->
- 障害には柔軟に対応する。（別紙2 3.5-①-1）<!-- expect -->
- 事故には臨機応変に対応する。（別紙2 3.5-①-1）<!-- expect -->
- ご要望には善処いたします。（別紙2 3.5-①-1）<!-- expect -->
- 事故には前向きに対応いたします。（別紙2 3.5-①-1）<!-- expect -->
- 機器はなるべく施錠する。（別紙2 3.5-①-1）<!-- expect -->
- 可能な範囲で暗号化する。（別紙2 3.5-①-1）<!-- expect -->
- 業務に支障のない範囲で公開する。（別紙2 3.5-①-1）<!-- expect -->
- 委託先を入念に確認する。（別紙2 3.5-①-1）<!-- expect -->
- 情報の取扱いに十分注意する。（別紙2 3.5-①-1）<!-- expect -->
- 状況を見ながら改善していく。（別紙2 3.5-①-1）<!-- expect -->
- 適切な時期に見直す。（別紙2 3.5-①-1）<!-- expect -->
- 機微なデータには適切な暗号化を実施する。（別紙2 3.5-①-1）<!-- expect -->
- 障害には、24時間以内に復旧手順書に従い柔軟に対応する。（別紙2 3.5-①-1）
- 利用者数の増加に柔軟に対応できる構成とする。（別紙2 3.5-①-1）
- 権限により閲覧可能な範囲を分けている。（別紙2 3.5-①-1）
- 可能な範囲で暗号化する。ただし、暗号化できない場合は管理者が承認する。（別紙2 3.5-①-1）
- 委託先を、委託先チェックリストにより入念に確認する。（別紙2 3.5-①-1）
- 退職者が出た際は随時アカウントを削除する。（別紙2 3.5-①-1）
",
    );
}

#[test]
fn other_words_for_again_and_again_need_an_interval_too() {
    check(
        "missing-frequency",
        "
# 点検

- アカウントの棚卸しを周期的に行う。（別紙2 3.5-①-1）<!-- expect -->
- 復元の試験を一定の間隔で行う。（別紙2 3.5-①-1）<!-- expect -->
- 設備の点検を不定期に行う。（別紙2 3.5-①-1）<!-- expect -->
- 教育を継続的に実施する。（別紙2 3.5-①-1）<!-- expect -->
- 権限の見直しを折に触れて行う。（別紙2 3.5-①-1）<!-- expect -->
- 権限をこまめに見直す。（別紙2 3.5-①-1）<!-- expect -->
- 適切な頻度で見直す。（別紙2 3.5-①-1）<!-- expect -->
- 通信を継続的に監視する。（別紙2 3.5-①-1）
- 脆弱性情報を継続的に収集し、毎週評価する。（別紙2 3.5-①-1）
- 不定期に発生する負荷に備える。（別紙2 3.5-①-1）
- 棚に一定の間隔を空けて機器を置く。（別紙2 3.5-①-1）
- 訓練を継続的に、年1回実施する。（別紙2 3.5-①-1）
",
    );
}

#[test]
fn marks_that_templates_leave_and_notes_that_put_off_are_placeholders() {
    check(
        "placeholder",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.5-①-1 | 対応済 | ●● |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 鍵は＿＿＿＿日ごとに更新する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 鍵は△△課が保管する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 規程第__条により入退室を管理する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 別途追記 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 施錠により管理する（詳細は後日記載）。 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | △の機器と○の機器を分けて台帳に記す。 |
| 別紙2 3.5-①-1 | 対応済 | max_login_回数を5回に設定する。 |
",
    );
}

#[test]
fn a_plan_without_a_year_is_told() {
    check(
        "unowned-plan",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.5-①-1 | 未対応 | 導入を計画している。 |<!-- expect -->
| 別紙2 3.5-①-1 | 未対応 | SIEMを導入する方針である。 |<!-- expect -->
| 別紙2 3.5-①-1 | 未対応 | 9月までに導入する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 予定 | 年度末までに整備する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 予定 | 2099年9月までに導入する。 |
| 別紙2 3.5-①-1 | 予定 | 2098年度末までに整備する。 |
| 別紙2 3.5-①-1 | 未対応 | 自社の環境にはこの機器がないため、対策を置いていない。 |

# 認証

二要素認証は年度末までに導入する。（別紙2 3.7-①-1）<!-- expect -->

内部監査は年度末までに実施する。（別紙2 3.7-②-2）
",
    );
}

#[test]
fn what_is_said_twice_to_be_out_of_scope_has_no_reason_yet() {
    check(
        "unjustified-exclusion",
        "
| 項番 | 当社の対策内容 | 使用者側での対策 |
|---|---|---|
| 別紙2 3.5-①-1 | 対象外 | 対象外 |<!-- expect -->
| 別紙2 3.7-①-1 | 対象外（本表の対象外） | 対象外 |<!-- expect -->
| 別紙2 3.7-②-2 | 対象外（本サービスは署名を扱わない） | 対象外 |
| 別紙2 2.1-①-1 | 対象外 | 施設の入退室を管理する。 |
",
    );
}

#[test]
fn no_more_than_a_plan_contradicts_a_status_that_says_done() {
    check(
        "status-mismatch",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.5-①-1 | ✅ | 実装予定 |<!-- expect -->
| 別紙2 3.5-①-1 | ✅ | 実装済み |
",
    );
}

#[test]
fn questions_are_numbered_by_whoever_asks() {
    check(
        "unknown-guideline",
        "
| # | 質問 | 回答 |
|---|---|---|
| Q1 | ログを残していますか。 | 5年間保存しています。 |
| Q2 | 監査を受けていますか。 | 毎年受けています。 |
| Q3 | 教育をしていますか。 | 毎年行っています。 |
",
    );
}

#[test]
fn a_cell_that_is_to_be_filled_in_is_told_under_a_clauses_heading() {
    check(
        "placeholder",
        "
# 脆弱性（別紙2 3.5-①-1）

重大なものから直す。

| 深刻度 | 対応期限 |
|---|---|
| 緊急 | {{期限}} |<!-- expect -->
| 高 | TBD |<!-- expect -->
| 中 | 30日以内 |
",
    );
}

#[test]
fn a_part_that_is_ticked_belongs_to_the_clause_above_it() {
    let body = |mark: &str| {
        format!(
            "\n## 別紙2 3.5-①-1 ウイルス対策\n\n### {mark}端末\n\n- 対策ソフトの定義を毎日更新する。\n"
        )
    };
    assert_eq!(standings(&body("")), [Standing::Good]);
    assert_eq!(standings(&body("✅ ")), [Standing::Good]);
}

#[test]
fn what_stands_below_a_status_in_its_paragraph_is_judged() {
    check(
        "weak-wording",
        "
### 別紙2 1.11-①-1　障害時の報告

対応状況：対応済
内容：速やかに医療機関等へ報告する。 <!-- expect -->

### 別紙2 3.4-①-1　ログ

**実装状況**: 実装済み  
異常があれば速やかに記録を保全する。 <!-- expect -->
",
    );
}

#[test]
fn a_chapter_that_has_a_clauses_title_is_answered_by_its_articles() {
    check(
        "placeholder",
        "
## 第2章　ログの取得と検証

（ログ）
第12条　操作ログは5年間保存し、毎月点検する（別紙2 3.4-①-1）。
",
    );
}

#[test]
fn what_a_row_is_about_is_neither_its_answer_nor_a_reason() {
    check(
        "unjustified-exclusion",
        "
| 条項 | 事項 | 提供事業者 | 対応状況 |
|---|---|---|---|
| 別紙2 3.5-①-1 | 電子署名 | 該当なし | 対象外 | <!-- expect -->
| 別紙2 3.4-①-1 | ログ | 5年間保存する。 | 対応済 |

| GL番号 | 対策（GLの要約） | 判定 | 実施内容 |
|---|---|---|---|
| 別紙2 3.5-①-1 | 電子署名 | 対象外 | | <!-- expect -->
| 別紙2 3.4-①-1 | ログ | 対応済 | 5年間保存する。 |
",
    );
}

#[test]
fn a_merged_cell_beside_a_clause_brings_nothing_of_the_row_above_but_itself() {
    check(
        "unjustified-exclusion",
        "
<table>
<tr><th>区分</th><th>項番</th><th>項目名</th><th>判定</th><th>内容</th><th>証跡</th></tr>
<tr><td rowspan=\"3\">技術的</td><td>別紙2 3.4-①-1</td><td>ログ</td><td>対応済</td><td>操作を記録し、5年間残す。</td><td>OPS-3 第2版</td></tr>
<tr><td>別紙2 3.7-⑤-2</td><td>IoT機器</td><td>対象外</td><td>対象外</td><td></td></tr><!-- expect -->
<tr><td>別紙2 3.15-①-1</td><td>電子署名</td><td>対象外</td><td>電子署名を扱わない。</td><td></td></tr>
</table>
",
    );
}

#[test]
fn what_is_done_in_addition_is_judged_beside_what_is_done() {
    check(
        "weak-wording",
        "
| 項番 | 基本の対策 | 追加の対策 |
|---|---|---|
| 別紙2 3.4-①-1 | 操作を記録し、5年間残す。 | 必要に応じて外部へ転送する。 |<!-- expect -->
| 別紙2 3.7-⑤-2 | 適切に管理する。 | なし |<!-- expect -->
| 別紙2 3.15-①-1 | 鍵を年1回更新する。 | － |

| 項番 | 対応状況 | 対応内容 | 追加の対策 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | 操作を記録し、5年間残す。 | 適切に監視する。 |<!-- expect -->
",
    );
}

#[test]
fn a_row_is_excluded_where_beside_its_exclusion_stands_a_dash() {
    let table = |other: &str| {
        standings(&format!(
            "
| 項番 | 基本の対策 | 追加の対策 |
|---|---|---|
| 別紙2 3.15-①-1 | 対象外（電子署名を扱わない） | {other} |
"
        ))
    };
    assert_eq!(table("－"), [Standing::Excluded]);
    assert_eq!(table(""), [Standing::Excluded]);
    assert_eq!(table("利用者の鍵は年1回更新する。"), [Standing::Good]);
}

#[test]
fn a_choice_of_which_nothing_is_ticked_is_no_answer() {
    check(
        "placeholder",
        "
| 項番 | 質問 | 回答 | 備考 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 操作を記録しているか | □はい　□いいえ　□対象外 | 5年間残す。 |<!-- expect -->
| 別紙2 3.5-①-1 | 範囲を確かめているか | ☑はい　□いいえ　□対象外 | 毎月確かめる。 |
| 別紙2 3.7-①-1 | 機器を更新しているか | □ はい □ いいえ □ 対象外 | |<!-- expect -->
| 別紙2 3.15-①-1 | 鍵を更新しているか | □はい　□いいえ　■対象外 | 電子署名を扱わない。 |

## 別紙2 3.7-②-2 脆弱性

□実施　□未実施<!-- expect -->

## 別紙2 3.19-①-1 予備機

■実施　□未実施

予備機を2台置いている。
",
    );
}

#[test]
fn what_is_put_off_without_a_date_is_told_however_it_is_put() {
    check(
        "unowned-plan",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | いいえ | 導入を検討しております。 |<!-- expect -->
| 別紙2 3.4-①-1 | いいえ | 製品選定を進めている。 |<!-- expect -->
| 別紙2 3.4-①-1 | 未対応 | Phase 1 で整備する。 |<!-- expect -->
| 別紙2 3.4-①-1 | 未対応 | 将来の拡張時に実装。 |<!-- expect -->
| 別紙2 3.4-①-1 | 未対応 | 優先的に取り組む。 |<!-- expect -->
| 別紙2 3.4-①-1 | 未対応 | 来年の9月までに二重化する。 |<!-- expect -->
| 別紙2 3.4-①-1 | 未対応 | 2027年9月までに二重化する。 |
| 別紙2 3.4-①-1 | いいえ | 費用に見合わないため、行わない。 |
| 別紙2 3.4-①-1 | いいえ | 障害のときは速やかに手作業で行う。 |

| 項番 | 回答 | 対応内容 | 備考 |
|---|---|---|---|
| 別紙2 3.4-①-1 | はい | 操作を記録し、5年間残す。 | |
| 別紙2 3.5-①-1 | いいえ | 対策ソフトを入れていない。 | 予備機の手配を検討しております。 |<!-- expect -->
",
    );
}

#[test]
fn a_place_for_an_interval_holds_one_or_says_on_what_occasion() {
    check(
        "missing-frequency",
        "
| 項番 | 対応状況 | 対応内容 | 実施頻度 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | ログを点検する。 | 定期 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 範囲を確かめる。 | 随時 |<!-- expect -->
| 別紙2 3.7-①-1 | 対応済 | 機器を点検する。 | 定期的に実施 |<!-- expect -->
| 別紙2 3.7-②-2 | 対応済 | 脆弱性を調べる。 | 年2回 |
| 別紙2 3.7-⑤-2 | 対応済 | 設定を見直す。 | 変更の都度 |
| 別紙2 3.15-①-1 | 対応済 | 退職者が出た際に権限を消す。 | 随時 |
| 別紙2 3.19-①-1 | 対応済 | 予備機を四半期ごとに起動する。 | 定期 |
| 別紙2 3.19-①-2 | 未対応 | 回線を点検する。 | 定期 |
| 別紙2 1.1-①-1 | 対応済 | 稼働を監視する。 | 常時 |

# 点検（別紙2 1.1-③-8）

媒体の台帳を点検する。

- **頻度**: 適宜<!-- expect -->
",
    );
}

#[test]
fn a_certificate_that_has_expired_is_told() {
    check(
        "stale-review",
        "
| 項番 | 対応状況 | 対応内容 | 証跡 |
|---|---|---|---|
| 4.4 | 対応済 | ISMS認証（有効期限：2024年3月）を取得している。 | 登録証 |<!-- expect -->
| 4.4 | 対応済 | ISMS認証を取得している。 | 登録証（2025年3月31日まで有効） |<!-- expect -->
| 4.4 | 対応済 | プライバシーマーク（有効期間：2022年4月1日〜2024年3月31日） | 登録証 |<!-- expect -->
| 4.4 | 対応済 | ISMS認証（有効期限：2099年3月）を取得している。 | 登録証 |
| 4.4 | 対応済 | ISMS認証を取得している。旧登録証の有効期限は2024年3月であった。 | 登録証 |
| 4.4 | 対応済 | 有効期間：2022年4月1日〜2099年3月31日 | 登録証 |

有効期限：2024年3月 の文書は捨てる。
",
    );
}

#[test]
fn what_is_open_in_the_front_matter_is_told_there() {
    let opened = |owner: &str| {
        let text = format!(
            "---\nowner: {owner}\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n# 監査\n\n監査を年1回行う。（別紙2 3.5-①-1）\n"
        );
        let findings = super::examined(&text).findings;
        let told = { findings.iter() }
            .filter(|finding| finding.rule == "placeholder")
            .map(|finding| text[finding.range.clone()].to_string());
        told.collect::<Vec<_>>()
    };
    assert_eq!(opened("TBD"), ["TBD"]);
    assert_eq!(opened("未定"), ["未定"]);
    assert!(opened("情報管理課").is_empty());
}

#[test]
fn what_is_not_there_yet_is_not_done_whatever_the_column_is_called() {
    let body = "
| 項番 | 項目 | 現在の正本 | 現状 | 不足 |
|---|---|---|---|---|
| 4.3 | 評価 | 運用規程 | あり | |
| 別紙2 3.5-①-1 | 対策ソフト | なし | 不足 | 正本がなかった |
| 別紙2 3.7-①-1 | 機器 | なし | ドキュメント必要 | |
| 別紙2 3.7-②-2 | 脆弱性 | 運用規程 | ✅ 実装済み | |
| 別紙2 3.15-①-1 | 署名 | 運用規程 | ❌ 未実装 | |
";
    assert_eq!(
        standings(body),
        [
            Standing::Good,
            Standing::Open,
            Standing::Open,
            Standing::Good,
            Standing::Open,
        ]
    );
    let said = |words: &str| {
        standings(&format!(
            "\n## 変更管理\n\n**対応条項**: 別紙2 3.4-①-1\n\n**現状**: {words}\n"
        ))
    };
    assert_eq!(said("変更管理の仕組みがない"), [Standing::Open]);
    assert_eq!(
        said("問い合わせのワークフローがありません。"),
        [Standing::Open]
    );
    assert_eq!(said("外部から接続する仕組みがない。"), [Standing::Good]);
    assert_eq!(
        said("変更は申請書で管理し、部長が承認する。"),
        [Standing::Good]
    );
}

#[test]
fn a_clauses_own_title_is_no_reason() {
    check(
        "unjustified-exclusion",
        "
| 管理策番号 | 題 | 状況 |
|---|---|---|
| 別紙2 3.4-①-1 | 記録 | N/A |<!-- expect -->

| 管理策番号 | 表記 | 状況 |
|---|---|---|
| 4.3 | 医療情報システム等の安全管理に係る評価 | N/A |<!-- expect -->
| 4.4 | 認証を要する業務を行わない | N/A |
",
    );
}

#[test]
fn a_ticked_box_alone_is_done_and_two_statuses_side_by_side_are_none() {
    check(
        "placeholder",
        "
| 項番 | 対応 | 状態 |
|---|---|---|
| 別紙2 3.4-①-1 | 操作を記録し、5年間残す。 | [x] |
| 別紙2 3.5-①-1 | 対策ソフトを毎日更新する。 | [ ] |<!-- expect -->

| 項番 | 確認項目 | 内容 | 判定 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 記録 | 記録の方法を確かめる | 未 / 済 |<!-- expect -->
| 別紙2 3.5-①-1 | 更新 | 更新の方法を確かめる | 済 |
| 別紙2 3.7-①-1 | 機器 | 機器の型番を確かめる | 適・否 |<!-- expect -->
",
    );
}

#[test]
fn what_a_document_is_for_is_no_promise() {
    let body = "
# ID 棚卸手順

**対応条項**: 別紙2 3.4-①-1

## 目的

- ID の棚卸を定期的に行い、適切に管理する。

## 手順

- ID を毎月確かめる。
";
    check("missing-frequency", body);
    check("weak-wording", body);
}

#[test]
fn what_something_is_done_for_and_what_is_done_at_an_interval_too_is_not_weak() {
    check(
        "weak-wording",
        "
# 方針

- 情報が部門ごとに適切に管理、運用されるために、各部門に責任者を置く。（別紙2 3.5-①-1）
- 方針を毎年度または必要に応じて見直す。（別紙2 3.5-①-1）
- 手順を年1回及び必要に応じて見直す。（別紙2 3.5-①-1）
- 手順または必要に応じて台帳を見直す。（別紙2 3.5-①-1）<!-- expect -->
- 世代管理による適切な削除を行う。（別紙2 3.5-①-1）<!-- expect -->
- 違反した者には、適切かつ厳格な措置をとる。（別紙2 3.5-①-1）<!-- expect -->
- 不正な接続には、必要な対策を直ちに講じる。（別紙2 3.5-①-1）<!-- expect -->
- 速やかかつ確実に報告する。（別紙2 3.5-①-1）<!-- expect -->
- 必要によって台帳を見直す。（別紙2 3.5-①-1）<!-- expect -->
- 閲覧は業務上の必要により認める。（別紙2 3.5-①-1）
",
    );
    check(
        "missing-frequency",
        "
# 方針

- OSの修正の定期適用。（別紙2 3.5-①-1）<!-- expect -->
",
    );
}

#[test]
fn an_answer_that_names_nothing_is_told_and_a_status_alone_is_no_answer() {
    let body = "
# 対応

## 別紙2 3.5-①-1

役割分担を明確にしています。<!-- expect -->

## 別紙2 3.7-①-1

対応済<!-- expect -->

## 別紙2 3.7-②-2<!-- expect -->

- **対応状況**: 対応済

## 別紙2 3.15-①-1

アクセス管理規程を整備しています。

## 別紙2 3.19-①-1

必要な体制を24時間維持しています。
";
    check("placeholder", body);
    let standings = standings(&body.replace("<!-- expect -->", ""));
    assert_eq!(
        standings,
        [
            Standing::Good,
            Standing::Weak,
            Standing::Weak,
            Standing::Good,
            Standing::Good,
        ]
    );
}

#[test]
fn what_is_done_is_read_below_the_heading_of_a_status_too() {
    let body = "
| 項番 | 要求事項 | 対応状況 |
|---|---|---|
| 別紙2 3.5-①-1 | 対策 | 対応済 |
| 別紙2 3.7-①-1 | 機器 | 機器を認証取得品に統一し、台帳で管理している。 |
| 別紙2 3.7-②-2 | 脆弱性 | 対応済（7日以内に適用） |
| 別紙2 3.15-①-1 | 署名 | 鍵を適切に管理する。 |<!-- expect -->
| 別紙2 3.19-①-1 | 予備 | 対応済 |
";
    check("weak-wording", body);
    assert_eq!(
        standings(&body.replace("<!-- expect -->", "")),
        [
            Standing::Good,
            Standing::Good,
            Standing::Good,
            Standing::Weak,
            Standing::Good,
        ]
    );
}

#[test]
fn beside_what_is_not_done_a_clauses_own_title_says_nothing() {
    check(
        "unowned-plan",
        "
| 管理策 | 内容 | 現状 |
|---|---|---|
| 4.3 | 医療情報システム等の安全管理に係る評価 | ❌ 未実装 |<!-- expect -->
| 4.4 | 認証を要する業務を行わないため見送る。 | ❌ 未実装 |
",
    );
}

#[test]
fn what_waits_for_something_or_is_not_there_contradicts_a_status_that_says_done() {
    check(
        "status-mismatch",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-12 | 実施 | 作業は録画している。突合は監視製品の選定後に始める。 |<!-- expect -->
| 別紙2 3.4-①-12 | 実施 | 作業は録画している。突合はツールの導入後に開始します。 |<!-- expect -->
| 別紙2 3.19-①-1 | 実施 | 予備機を備えていないため、復旧するまで停止する。 |<!-- expect -->
| 別紙2 3.19-①-1 | 実施 | 予備機は用意していませんので、復旧までお待ちいただきます。 |<!-- expect -->
| 別紙2 3.19-①-1 | 実施 | 予備機を備えていないため、代わりに別の拠点で再開する。 |
| 別紙2 3.19-①-1 | 実施 | 私物の端末は用意していないため、貸与品だけを使う。 |
| 別紙2 3.4-①-12 | 実施 | 選定後に始める運用の手順も定めている。 |
",
    );
}

#[test]
fn what_is_under_way_in_one_of_several_sentences_wants_a_time() {
    check(
        "unowned-plan",
        "
# 脆弱性

パッチは公開から7日以内に適用する（別紙2 3.7-②-2）。適用できないときの手順は策定中である。<!-- expect -->

パッチは公開から7日以内に適用する（別紙2 3.7-②-2）。適用できないときの手順は2099年3月までの予定で策定中である。

パッチは公開から7日以内に適用する（別紙2 3.7-②-2）。申請中の例外は毎週見直す。
",
    );
}

#[test]
fn what_is_not_done_wants_a_time_or_a_reason() {
    check(
        "unowned-plan",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 2.3-①-1 | 未実施 | 事業者に設備を照会した。 |<!-- expect -->
| 別紙2 3.4-①-1 | 要改善 | 台帳を毎年4月に更新する。 |<!-- expect -->
| 別紙2 3.5-①-1 | 未対応 | 費用が見合わないため行わない。 |
| 別紙2 3.7-①-1 | 未対応 | 2099年3月に機種を替える。 |
| 別紙2 3.7-②-2 | 未対応 | 代わりに通信を遮断している。 |
| 別紙2 3.7-②-2 | いいえ | 通信を遮断している。 |
| 別紙2 3.7-②-2 | 未検証 | 通信を遮断する設計とした。 |<!-- expect -->

## 別紙2 3.19-①-2

- [ ] はい
- [x] いいえ<!-- expect -->
",
    );
}

#[test]
fn the_interval_of_one_thing_is_not_that_of_another_behind_it() {
    check(
        "missing-frequency",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 実施 | 毎日3時に全件の複製を取る。読み戻しの試験は定期的に行う。 |<!-- expect -->
| 別紙2 3.4-①-1 | 実施 | 毎月、読み戻しの試験を行う。試験の手順は定期的に見直す。 |
| 別紙2 3.4-①-1 | 実施 | 毎月、権限を棚卸しする。結果は定期的に委員会へ報告する。 |
| 別紙2 3.4-①-1 | 実施 | 読み戻しの試験は定期的に行う。毎年9月に実施する。 |
",
    );
}

#[test]
fn a_figure_for_one_clause_measures_no_word_about_another() {
    check(
        "weak-wording",
        "
操作と障害の記録を5年間保存する（別紙2 3.4-①-1）。保守の作業は適切に管理する（別紙2 3.4-①-12）。<!-- expect -->

操作と障害の記録を5年間保存し、適切に管理する（別紙2 3.4-①-1）。

操作と障害の記録を5年間保存する。記録は適切に管理する（別紙2 3.4-①-1）。

監査の資料は、適切な範囲で提供する（別紙2 1.1-①-1）。<!-- expect -->

点検の委員会は、必要の都度開催する（別紙2 1.1-①-1）。<!-- expect -->

予備の回線は、次期バージョンで検討する（別紙2 3.19-①-2）。<!-- expect -->
",
    );
}

#[test]
fn what_a_template_leaves_open_is_unfinished() {
    check(
        "placeholder",
        "
認証を維持している。登録番号は、IS XXXXXX である[mic-meti:4.4]。<!-- expect -->

認証（第10ＸＸＸＸ号）を毎年の審査で維持している[mic-meti:4.4]。<!-- expect -->

鍵は [情報管理責任者名] が金庫で保管し、毎月確かめる[mic-meti:4.4]。<!-- expect -->

申請の番号は XXXX-XXXX の形式で台帳に記し、毎月確かめる[mic-meti:4.4]。

認証を維持し、登録番号 `XXXXXX` の欄を毎年確かめる[mic-meti:4.4]。
",
    );
}

#[test]
fn a_plan_of_improvements_does_not_mend_what_is_weak() {
    let standings = standings(
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-12 | 対応済 | 適切に管理する。 |
| 別紙2 3.19-①-1 | 対応済 | 全サーバーを2台構成とし、年2回試験する。 |

# 改善計画

| No. | 項番 | 課題 | 対策 | 担当 | 期限 | 進捗 |
|---|---|---|---|---|---|---|
| 1 | 別紙2 3.4-①-12 | 突合が漏れている | 毎週、記録と突き合わせる | 運用部 | 2099年3月 | 完了 |
| 2 | 別紙2 3.19-①-1 | 試験の記録がない | 記録の様式を定める | 運用部 | 2099年3月 | 完了 |
",
    );
    assert_eq!(standings, [Standing::Weak, Standing::Good]);
}

#[test]
fn a_note_that_says_whose_the_numbers_are_answers_nothing() {
    for rule in ["refers-elsewhere", "broad-citation"] {
        check(
            rule,
            "
## C 技術の対策

（以下の項番は2省ガイドライン別紙2のもの）

**3.4-①-1　ログの作成・保存**

利用者のログインと機器の障害を記録し、6年間保存する。
",
        );
    }
}

#[test]
fn what_was_done_on_a_day_is_no_plan_for_it() {
    check(
        "unowned-plan",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 一部対応 | 手順書は作成済み（旧手順は 2026-07-09 に訂正）。本番は未実装。 |<!-- expect -->
| 別紙2 3.5-①-1 | 一部対応 | 端末には導入した。サーバへの導入は2026年9月末に完了する。 |<!-- expect -->
",
    );
}

#[test]
fn a_documents_code_and_a_talk_to_come_say_nothing_of_how() {
    check(
        "refers-elsewhere",
        "
| 項番 | 対応状況 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 対応済 | OD-S-08による。 |<!-- expect -->
| 別紙2 3.5-①-1 | 対応済 | 役割分担は別途協議のうえ定めます。 |<!-- expect -->
| 別紙2 3.7-①-1 | 対応済 | 通信の暗号化はAES-256による。 |
",
    );
}

#[test]
fn room_to_write_in_brackets_is_still_to_be_filled() {
    check(
        "placeholder",
        "
作業のログは、【　　　】が作業の後に確認する（別紙2 3.4-①-12）。<!-- expect -->

設定の変更は、［担当部署］が承認する（別紙2 3.7-①-1）。<!-- expect -->

表の（　）内の数字は件数である（別紙2 3.4-①-1）。
",
    );
}

#[test]
fn the_status_of_a_document_is_not_that_of_what_its_first_page_says() {
    check(
        "status-mismatch",
        "
# 監査の報告

**監査者**: 佐藤（次の版から専任者へ移管予定）
**ステータス**: ✅ Pass（公開の判定を通過）

## 4.2 役割分担

契約書の別表1に、当社と医療機関の作業を書いている。
",
    );
}

/// Words in bold or in a link have marks around them that are no part of what is said.
#[test]
fn an_exclusion_among_marks_is_found_at_its_words() {
    check(
        "unjustified-exclusion",
        "
| 項番 | 対応内容 |
|---|---|
| 4.2 | いいえ。**対象外**です。 | <!-- expect -->
| 4.3 | [いいえ](a.md)。[対象外](a.md)です。 | <!-- expect -->
| 別紙2 3.4-①-1 | **[対象外](a.md)**（[mic-meti:4.3](a.md)） | <!-- expect -->
| 別紙2 3.4-①-12 | **いいえ**。[対象外](a.md)（[規程](a.md)のとおり委託しないため） |

## [mic-meti:別紙2 3.5-①-1]

[いいえ](a.md)。**対象外**（未定）です。 <!-- expect -->
",
    );
    let table = "| 項番 | 対応内容 |\n|---|---|\n| 4.2 | **いいえ**。[対象外](a.md)です。 |\n";
    let text = format!("---\nshishin: {{ guideline: mic-meti-medical-1.1 }}\n---\n\n{table}");
    let examination = super::examined(&text);
    let words: Vec<&str> = { examination.findings.iter() }
        .filter(|finding| finding.rule == "unjustified-exclusion")
        .map(|finding| &text[finding.range.clone()])
        .collect();
    assert_eq!(words, ["対象外"]);
}

/// What an action leaves to be filled in behind a status is told until somebody does.
#[test]
fn a_place_to_fill_in_behind_a_status_is_told_of() {
    check(
        "placeholder",
        "
| 項番 | 対応状況 | 内容 |
|---|---|---|
| 4.2 | 対象外（【要記入】） | 委託していない。 |
| 4.3 | 未対応（【要記入】までに行う） | 評価の手順がない。 | <!-- expect -->
| 4.4 | 未対応（検討中） | 認証を得ていない。 |
| 別紙2 3.4-①-1 | 対応予定（【要記入】までに行う） | ログを3年間残す。 |
| 別紙2 3.4-①-12 | 未対応（2099年3月までに行う） | ログを残す仕組みがない。 |
",
    );
    check(
        "unjustified-exclusion",
        "
| 項番 | 対応状況 | 内容 |
|---|---|---|
| 4.2 | 対象外（【要記入】） | 委託していない。 | <!-- expect -->
| 4.3 | 対象外（詳細は右） | 委託していない。 |
| 4.4 | 対象外（【要記入】） | | <!-- expect -->

## [mic-meti:別紙2 3.5-①-1]

**実装状況**: 対象外（【要記入】） <!-- expect -->
",
    );
}
