//! What is wanting in a row, and what judges: levels of maturity, auditors' columns, gaps, opinions.

use shishin::coverage::Standing;

use super::{check, standings};

#[test]
fn a_date_that_is_still_to_be_settled_is_told_where_something_is_wanting() {
    check(
        "unowned-plan",
        "
| 別紙2 | 適合状況 | 現状 | 改善の期限 |
|---|---|---|---|
| 3.4-①-1 | 適合 | 操作の記録を5年間残し、情報課が毎月点検する。 | |
| 3.5-①-1 | 不適合 | 検査用の端末2台に対策の仕組みがない。 | 要検討 |<!-- expect -->
| 3.7-①-1 | 不適合 | 台帳に載せていない機器が3台ある。 | |<!-- expect -->
| 3.7-②-2 | 不適合 | 持ち出しの申請を紙で受けている。 | 2099年3月 |
",
    );
}

#[test]
fn levels_below_the_one_that_is_aimed_at_are_not_met() {
    let text = "
# 自己評価

成熟度の目標は、すべての項目でレベル3とする。

| 別紙2 | 成熟度 | 根拠 | 改善計画 |
|---|:-:|---|---|
| 3.4-①-1 | 4 | 操作の記録を5年間残し、件数を毎月測る。 | － |
| 3.5-①-1 | 3 | 定義を毎日更新し、範囲を毎月確かめる。 | |
| 3.7-①-1 | 2 | 台帳はあるが、照合の記録を残していない。 | |<!-- expect -->
| 3.7-②-2 | 0 | 持ち出しの手順を定めていない。 | 2099年3月に定める。 |
";
    check("unowned-plan", text);
    check("placeholder", &text.replace("<!-- expect -->", ""));
    check(
        "unowned-plan",
        "
| 別紙2 | レベル | 根拠 | レベル2に届かない場合の計画 |
|---|:-:|---|---|
| 3.4-①-1 | 2 | 操作の記録を5年間残し、件数を毎月測る。 | － |
| 3.5-①-1 | 1 | 定義の更新を担当者に任せている。 | 2025年11月までに手順を定める。 |<!-- expect -->
",
    );
}

#[test]
fn what_an_auditor_found_decides_beside_what_somebody_says_of_himself() {
    let text = "
○＝適合、△＝観察、×＝不適合。

| 別紙2 | 質問 | 自己点検 | 監査の判定 | 確認した記録 | コメント |
|---|---|:-:|:-:|---|---|
| 3.4-①-1 | 記録を残しているか | ○ | × | なし | 9月分の記録が残っていなかった。 |
| 3.5-①-1 | 範囲を確かめているか | ○ | ○ | 会議録 | 毎月の会議録で確かめた。 |
";
    check("missing-evidence", text);
    let expected = [Standing::Open, Standing::Good];
    assert_eq!(standings(text), expected);
}

#[test]
fn a_gap_without_a_plan_is_not_met_and_none_is() {
    let text = "
| 別紙2 | 現状 | あるべき姿 | 差 | 手当て |
|---|---|---|:-:|---|
| 3.4-①-1 | 操作の記録を5年間残している。 | 同左 | なし | － |
| 3.5-①-1 | 定義の更新だけを毎日行っている。 | 範囲も毎月確かめる | あり | |<!-- expect -->
| 3.7-①-1 | 台帳の照合を年に1回行っている。 | 四半期ごとに行う | あり | 2099年4月から行う（情報課） |
";
    check("unowned-plan", text);
}

#[test]
fn marks_that_a_list_explains_are_statuses() {
    let text = "
# 差分の分析

- Ａ：満たす
- Ｂ：一部満たす
- Ｃ：満たさない
- －：該当しない

| 条項 | 現状 | 評価 | 期限・担当 |
|---|---|:-:|---|
| 別紙2 3.4-①-1 | 操作の記録を残していない。 | C | 未定 |
| 別紙2 3.7-①-1 | 電子署名を使う機能がない。 | － | － |
| 別紙2 3.5-①-1 | 定義を毎日更新し、範囲を毎月確かめる。 | A | － |
";
    check("placeholder", text);
    let expected = [Standing::Open, Standing::Excluded, Standing::Good];
    assert_eq!(standings(text), expected);
}

#[test]
fn an_empty_box_before_a_clause_is_not_done() {
    let text = "
- ☑ 別紙2 3.4-①-1　操作の記録を5年間残し、毎月点検する。
- ☐ 別紙2 3.5-①-1　定義の更新と範囲の確認
";
    let expected = [Standing::Good, Standing::Open];
    assert_eq!(standings(text), expected);
}

#[test]
fn who_gives_an_opinion_or_reports_a_clause_promises_nothing() {
    check(
        "weak-wording",
        "
# 意見書

提供事業者ガイドライン4.3については、本文に別紙を合わせるべきである。
",
    );
    check(
        "weak-wording",
        "
# 評価の規程

2省ガイドライン4.3は、外部の者による評価が望ましいとする。

2省ガイドライン4.4のとおり、認証を取ることが望ましい。<!-- expect -->
",
    );
}

#[test]
fn who_asks_for_a_check_of_an_annex_cites_none_of_its_clauses() {
    check(
        "broad-citation",
        "
運用の担当の方、2省ガイドライン別紙2への回答をご確認ください。伺いたいのは次の2点です。
",
    );
    check("unknown-clause", "\n# 別紙1　運用の説明\n\n4.1に答える。\n");
}

#[test]
fn of_what_an_auditor_found_wanting_nobody_asks_a_value() {
    let beside = |remarks: &str| {
        format!(
            "
# 監査の結果

| 別紙2 | 判定 | {remarks} |
|---|---|---|
| 3.4-①-1 | ○ | 対象の端末は23台である。 |
"
        )
    };
    check("missing-parameter", &beside("所見"));
    let asked = beside("対応内容").replace("。 |", "。 |<!-- expect -->");
    check("missing-parameter", &asked);
    check(
        "placeholder",
        &beside("所見").replace("対象の端末は23台である。", ""),
    );
    check(
        "missing-parameter",
        "
# 指摘

## 別紙2 3.4-①-1

- 事実：9月の操作の記録がなかった。
- 是正：記録の仕組みを直す。
",
    );
}

#[test]
fn the_date_under_a_clauses_heading_is_that_of_its_row() {
    check(
        "unowned-plan",
        "
# 監査の報告

| 別紙2 | 判定 | 確認した内容 |
|---|---|---|
| 3.4-①-1 | 軽微な不適合 | 毎月の点検は見たが、9月分の記録がなかった。 |
| 3.5-①-1 | 軽微な不適合 | 範囲の確認が口頭であった。 |<!-- expect -->

## 3.4-①-1 の是正

- 是正：点検の記録を様式に残す。
- 期限：2099年1月29日
",
    );
}

#[test]
fn a_remark_beside_marks_in_columns_of_clauses_is_about_those_that_it_names() {
    check(
        "unowned-plan",
        "
| システム | 3.4-①-1 | 3.5-①-1 | 備考 |
|---|:-:|:-:|---|
| 受付 | △ | ○ | 3.4-①-1：操作の記録は2099年2月から残す（情報課）。 |
",
    );
    check(
        "unowned-plan",
        "
| システム | 3.4-①-1 | 3.5-①-1 | 備考 |
|---|:-:|:-:|---|
| 会計 | △ | △ | 3.5-①-1：範囲の確認は2099年2月から始める。 |<!-- expect -->
",
    );
}

#[test]
fn what_drafts_leave_open_is_told_wherever_it_stands() {
    check(
        "placeholder",
        "
# 覚書

第4条　2省ガイドライン4.4について、当社はISMSの認証を取得し、年1回の審査を受けている。

第8条　乙は終了の日から【●】日以内に情報を返す。<!-- expect -->

第9条　改修は30日前までに案内する。TODO：一覧へのリンク<!-- expect -->

TODO の印を付けた項は、来月に見直す。

## 改訂履歴

- 第2版　TODO だった第3条を書いた。
- 第3版　TODO を除いた。
",
    );
}

#[test]
fn remarks_are_called_for_where_something_is_wanting() {
    check(
        "placeholder",
        "
採点：Ａ＝受入可、Ｂ＝条件付きで受入可、Ｃ＝確認できず

| 項番 | 採点 | 意見 |
|---|:-:|---|
| 別紙2 3.4-①-1 | A | |
| 別紙2 3.5-①-1 | A | |
| 別紙2 3.7-①-1 | C | 台帳の写しが届いていない。 |
| 別紙2 3.7-②-2 | B | 申請書の様式を改めること。 |
",
    );
}

#[test]
fn marks_of_papers_and_rows_of_no_clause_are_no_placeholders() {
    check(
        "placeholder",
        "
| 項番 | ISP | AUP |
|---|---|---|
| 別紙2 3.4-①-1 | X | |
| 別紙2 3.5-①-1 | X | X |

| 項番 | 行事 | 対応内容 |
|---|---|---|
| 別紙2 3.4-①-1 | 点検 | 操作の記録を毎月点検し、情報課が5年間残す。 |
| − | 年度のまとめ | − |
",
    );
}

#[test]
fn what_is_under_way_until_a_day_is_not_done() {
    check(
        "unowned-plan",
        "
| 項番 | 是正の内容 | 期限 | 進捗 |
|---|---|---|---|
| 別紙2 3.4-①-1 | 記録の設定を改める。 | 2025/11/13 | 実施中 |<!-- expect -->
| 別紙2 3.5-①-1 | 範囲の確認を毎月行う。 | | 実施中 |
",
    );
}
