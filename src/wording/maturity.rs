//! Levels of maturity, and which of them is aimed at; whether something is wanting, in one word.

use super::fold::fold;

/// The highest level that anybody counts to.
const HIGHEST: u8 = 5;

/// The level that a cell gives and nothing else: 「3」, 「レベル3」, "L2".
pub fn level(text: &str) -> Option<u8> {
    let text = text.trim().trim_matches('*');
    let number = ["レベル", "Level ", "level ", "Lv.", "Lv", "L"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let mut signs = number.trim().chars().map(fold);
    let level = u8::try_from(signs.next()?.to_digit(10)?).ok()?;
    (signs.next().is_none() && level <= HIGHEST).then_some(level)
}

/// The level that a text says is aimed at: 「目標は全項目レベル3以上とする」, 「レベル3に達していない場合」, "target level: 3".
pub fn level_aimed_at(text: &str) -> Option<u8> {
    const AIMS: [&str; 5] = ["目標", "求めるレベル", "要求レベル", "target", "Target"];
    const BEHIND: [&str; 6] = ["に達し", "に満た", "に届か", "以上を目", "未満", "を下回"];
    let places = ["レベル", "level ", "Level ", "level: ", "Level: "];
    let mut found = places.iter().flat_map(|word| text.match_indices(word));
    found.find_map(|(at, word)| {
        let behind = text[at + word.len()..].trim_start_matches(['は', '：', ':', ' ']);
        let first = behind.chars().next()?;
        let level = u8::try_from(fold(first).to_digit(10)?).ok()?;
        let rest = &behind[first.len_utf8()..];
        let sentence = text[..at]
            .rsplit(['。', '\n', '.'])
            .next()
            .unwrap_or_default();
        let is_meant = AIMS.iter().any(|word| sentence.contains(word))
            || BEHIND.iter().any(|word| rest.starts_with(word));
        let is_number = !rest.starts_with(|c: char| fold(c).is_ascii_digit());
        (is_meant && is_number && level <= HIGHEST).then_some(level)
    })
}

/// Whether a cell says in one word that there is something, or that there is none: 「あり」, 「なし」.
pub fn says_whether(text: &str) -> Option<bool> {
    match text.trim() {
        "あり" | "有" | "有り" => Some(true),
        "なし" | "無" | "無し" | "ない" => Some(false),
        text if text.eq_ignore_ascii_case("yes") => Some(true),
        text if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("none") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_numbers_alone() {
        let levels = ["3", "レベル2", "L4", " ０ ", "12", "3.4", "高"].map(level);
        let expected = [Some(3), Some(2), Some(4), Some(0), None, None, None];
        assert_eq!(levels, expected);
    }

    #[test]
    fn one_level_is_aimed_at() {
        for (text, expected) in [
            ("目標は全項目レベル3以上とする。", Some(3)),
            ("レベル３に達していない場合の計画", Some(3)),
            ("Target level: 4", Some(4)),
            ("レベル：0 未着手、1 場当たり", None),
            ("レベル2の作業者が行う。", None),
        ] {
            assert_eq!(level_aimed_at(text), expected, "{text}");
        }
    }
}
