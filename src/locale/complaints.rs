//! What parsers of other people complain of, in Japanese: they speak English alone.

use super::Message;

/// What English complaints begin with or hold, and the Japanese for them. The first that fits is taken.
#[rustfmt::skip]
const COMPLAINTS: &[(&str, &str)] = &[
    // TOML.
    ("unclosed array table", "[[ ]] が閉じられていません"),
    ("unclosed array", "配列の ] がありません"),
    ("unclosed inline table", "インラインテーブルの } がありません"),
    ("unclosed table", "テーブル名の ] がありません"),
    ("duplicate key", "同じキーが二度書かれています"),
    ("missing comma between array elements", "配列の要素の間にコンマがありません"),
    ("missing comma between key-value pairs", "項目の間にコンマがありません"),
    ("extra comma", "余分なコンマがあります"),
    ("missing assignment", "キーと値の間に = がありません"),
    ("extra assignment", "余分な = があります"),
    ("extra `=`", "余分な = があります"),
    ("unexpected `=` in array", "配列の中に = があります。] を忘れていませんか"),
    ("missing value", "値が書かれていません"),
    ("key with no value", "値が書かれていません"),
    ("string values must be quoted", "文字列は引用符で囲んでください"),
    ("missing opening quote", "引用符が足りません"),
    ("invalid basic string", "文字列の書き方が正しくありません。閉じる引用符はありますか"),
    ("invalid multi-line", "複数行の文字列の書き方が正しくありません"),
    ("invalid literal string", "文字列の書き方が正しくありません。閉じる引用符はありますか"),
    ("missing escaped value", "文字列の中の \\ の後が正しくありません"),
    ("invalid unquoted key", "キーに使えない文字があります。引用符で囲んでください"),
    ("unquoted keys cannot be empty", "キーが書かれていません"),
    ("invalid key", "キーの書き方が正しくありません"),
    ("missing key", "キーが書かれていません"),
    ("unexpected key or value", "キーや値が余分にあります。改行を忘れていませんか"),
    ("unexpected content", "余分な文字があります"),
    ("invalid value", "値の書き方が正しくありません"),
    ("unexpected leading zero", "数の先頭に 0 は書けません"),
    // YAML.
    ("tabs disallowed", "字下げにタブは使えません。空白を使ってください"),
    ("found a tab", "字下げにタブは使えません。空白を使ってください"),
    ("tab cannot be used", "字下げにタブは使えません。空白を使ってください"),
    ("mapping values are not allowed", "この位置に「キー: 値」は書けません。字下げと、値の中の「: 」を確かめてください"),
    ("mapping keys are not allowed", "この位置にキーは書けません。字下げを確かめてください"),
    ("block sequence entries are not allowed", "この位置に「- 」の並びは書けません。字下げを確かめてください"),
    ("did not find expected key", "キーがあるはずの位置に別のものがあります。字下げを確かめてください"),
    ("did not find expected '-'", "「- 」があるはずの位置に別のものがあります。字下げを確かめてください"),
    ("did not find expected node content", "値があるはずの位置に別のものがあります"),
    ("simple key expect", "キーの後に「: 」がありません"),
    ("found unexpected end of stream", "閉じる引用符がありません"),
    ("found unknown escape character", "引用符の中の \\ の後が正しくありません"),
    ("invalid trailing content", "閉じる引用符の後に余分な文字があります"),
    ("did not find expected ',' or '", "閉じる括弧がありません"),
    ("misplaced bracket", "括弧の位置が正しくありません"),
    ("wrongly indented", "字下げが正しくありません"),
    ("invalid indentation", "字下げが正しくありません"),
    ("unknown anchor", "& で名付けていないものを * で引いています"),
    ("unprintable character", "使えない文字があります"),
    ("nested too deeply", "入れ子が深すぎます"),
    ("recursion limit", "入れ子が深すぎます"),
];

/// A parser's complaint in both languages. One that has no Japanese here stays as it is: an English
/// reason is better than none.
pub fn complaint(english: &str) -> Message {
    let known = COMPLAINTS.iter().find(|(words, _)| english.contains(words));
    Message::new(known.map_or(english, |(_, japanese)| *japanese), english)
}
