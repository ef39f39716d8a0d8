//! Sentences by which something that should be there is not: what an auditor writes of a nonconformity.

use super::closing_citations::without_closing_citations;

/// Whether the first sentence of a text ends by saying that something is missing, or was not done: 「復元の試験の記録がない。」,
/// 「申請書が3件欠けていた。」
pub fn finds_wanting(text: &str) -> bool {
    const ENDS: [&str; 22] = [
        "がない",
        "がなかった",
        "はなかった",
        "もない",
        "がありません",
        "がありませんでした",
        "欠けている",
        "欠けていた",
        "漏れている",
        "漏れていた",
        "抜けている",
        "抜けていた",
        "抜けた",
        "漏れた",
        "不足している",
        "不足していた",
        "残っていない",
        "残っていなかった",
        "されていない",
        "されていなかった",
        "していなかった",
        "未着手であった",
    ];
    let sentence = text.split('。').next().unwrap_or_default();
    let sentence = without_closing_citations(sentence).trim_end();
    ENDS.iter().any(|end| sentence.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::finds_wanting;

    #[test]
    fn what_is_missing_is_found() {
        for text in [
            "事実：第2四半期の復元の記録がない。",
            "毎日の取得は見たが、試験の記録がなかった。",
            "申請書が3件欠けていた。",
        ] {
            assert!(finds_wanting(text), "{text}");
        }
        for text in ["記録を5年間残す。", "抜けた人の権限を消す。"] {
            assert!(!finds_wanting(text), "{text}");
        }
    }
}
