//! Which script a character belongs to, and one width for what Japanese keyboards write in two.
//!
//! This module looks at one character at a time, and knows no words.

/// A character of full-width ASCII (`Ａ`, `５`, `（`) as the ASCII that it stands for; any other as it is.
///
/// ```
/// use shishin::script::narrow;
///
/// assert_eq!("ＡＣ－２（１）、別紙".chars().map(narrow).collect::<String>(), "AC-2(1)、別紙");
/// ```
pub const fn narrow(character: char) -> char {
    match character {
        // All of it lies at one distance from ASCII.
        '！'..='～' => (character as u32 - 0xFEE0) as u8 as char,
        _ => character,
    }
}

/// What opens the brackets in which texts cite, （4.3）, [AC-2], 〔別紙2 3.4〕, each at the place of the one that closes it
/// in [`CLOSING_BRACKETS`].
pub const OPENING_BRACKETS: [char; 6] = ['（', '(', '【', '［', '[', '〔'];

/// What closes the brackets that [`OPENING_BRACKETS`] open.
pub const CLOSING_BRACKETS: [char; 6] = ['）', ')', '】', '］', ']', '〕'];

/// Whether a character is a digit of ASCII, of either width.
pub const fn is_digit(character: char) -> bool {
    narrow(character).is_ascii_digit()
}

/// Whether a character is a kanji (with the marks that stand for one).
pub const fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='鿿' | '㐀'..='䶿' | '々' | '〆' | 'ヶ')
}

/// Whether a character is katakana or its long-vowel mark.
pub const fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

/// Whether a character is hiragana.
pub const fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ')
}

/// Whether a character is one that Japanese words are written with: kanji or kana.
pub const fn is_japanese(character: char) -> bool {
    is_kanji(character) || is_hiragana(character) || is_katakana(character)
}
