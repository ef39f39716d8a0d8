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
