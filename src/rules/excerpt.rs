//! Words of a requirement for a message: whole terms that read by themselves, and not what is left
//! when a sentence is cut.

use std::ops::Range;

use crate::script::{is_hiragana, is_kanji};

/// No excerpt has more characters.
const LONGEST: usize = 160;

/// The part of a requirement in which `range` stands: of a Japanese sentence what lies between two
/// commas, of an English one what follows the words that lead to it ("The organization: ").
pub fn around(requirement: &str, range: &Range<usize>) -> String {
    let is_end = |c: char| matches!(c, '、' | '。' | '，' | '．');
    let start = requirement[..range.start].rfind(is_end).map_or(0, |at| {
        at + requirement[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = requirement[range.end..]
        .find(is_end)
        .map_or(requirement.len(), |at| range.end + at);
    let lead = requirement[start..range.start]
        .rfind(": ")
        .map_or(start, |at| start + at + 2);
    // A parameter alone says nothing: "Reviews the baseline: [frequency]".
    let is_bare = |lead: usize| requirement[lead..end].trim().starts_with('[');
    let lead = match lead > start && is_bare(lead) && requirement[range.end..end].trim().is_empty()
    {
        true => { requirement[start..lead - 2].rfind(": ") }.map_or(start, |at| start + at + 2),
        false => lead,
    };
    whole(&requirement[lead..end].replace('\n', " "))
}

/// A part of a requirement as a term of its own: with its verb in the form that ends a sentence, and
/// shortened, if it has to be, where a term ends.
pub fn whole(part: &str) -> String {
    within(part, LONGEST)
}

/// A part of a requirement as a term of its own, with no more than about `longest` characters.
pub fn within(part: &str, longest: usize) -> String {
    let part = part.trim_matches(|c: char| c.is_whitespace() || "。.;；、，".contains(c));
    let part = part.strip_suffix("; and").unwrap_or(part);
    let part = ending(part);
    if part.chars().count() <= longest {
        return part;
    }
    let cut: String = part.chars().take(longest).collect();
    let joints = [", ", "; ", " [", "、", "（"];
    let joint = joints.iter().filter_map(|joint| cut.rfind(joint)).max();
    let end = joint
        .filter(|at| *at > cut.len() / 2)
        .or_else(|| cut.rfind(' '))
        .unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ' ']))
}

/// A Japanese piece that goes on (「規程を作り」「周知したうえで」) in the form in which it ends (「規程を作る」「周知する」).
fn ending(piece: &str) -> String {
    const JOINTS: [&str; 4] = ["たうえで", "た上で", "たのち", "た後"];
    if let Some(stem) = JOINTS.iter().find_map(|joint| piece.strip_suffix(joint)) {
        return match stem.strip_suffix('し') {
            Some(noun) => format!("{noun}する"),
            None => format!("{stem}た"),
        };
    }
    let particle = |c: char| matches!(c, 'を' | 'に' | 'へ' | 'と' | 'が' | 'で');
    let mut starts = piece.char_indices().rev().filter(|(at, c)| {
        let behind = piece[at + c.len_utf8()..].chars().next();
        particle(*c) || (*c == 'て' && behind.is_some_and(is_kanji))
    });
    let Some((start, _)) = starts.next() else {
        return piece.to_owned();
    };
    let verb = piece[start..].chars().skip(1).collect::<String>();
    let kana = verb.trim_start_matches(is_kanji);
    let kanji = verb.chars().count() - kana.chars().count();
    let is_verb =
        kanji > 0 && (1..=3).contains(&kana.chars().count()) && kana.chars().all(is_hiragana);
    let stem = piece.strip_suffix('て').unwrap_or(piece);
    match stem.chars().next_back() {
        Some(last) if is_verb => {
            let front = &stem[..stem.len() - last.len_utf8()];
            let plain = kanji == 1 || front.ends_with(['直', '出', '消', '戻', '渡', '返']);
            match last {
                'し' if plain => format!("{front}す"),
                'し' => format!("{front}する"),
                'え' | 'け' | 'せ' | 'べ' | 'め' | 'れ' | 'げ' | 'ね' => {
                    format!("{stem}る")
                }
                'り' => format!("{front}る"),
                'い' if front.ends_with(['用', '率']) => format!("{stem}る"),
                'い' => format!("{front}う"),
                'き' => format!("{front}く"),
                'み' => format!("{front}む"),
                'び' => format!("{front}ぶ"),
                'ち' => format!("{front}つ"),
                'ぎ' => format!("{front}ぐ"),
                _ => piece.to_owned(),
            }
        }
        _ => piece.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_sentences_read_by_themselves() {
        let cases = [
            ("規程を作り", "規程を作る"),
            ("自社開発を用い", "自社開発を用いる"),
            ("手順を定め、", "手順を定める"),
            ("リスクを分析したうえで", "リスクを分析する"),
            ("全職員に周知し", "全職員に周知する"),
            ("監査を行い", "監査を行う"),
            ("記録を残して", "記録を残す"),
            ("権限を見直し", "権限を見直す"),
            ("場所はリスクを踏まえて決め", "場所はリスクを踏まえて決める"),
            ("所在を確かめ", "所在を確かめる"),
            ("規程に沿った取扱い", "規程に沿った取扱い"),
            ("容量", "容量"),
            ("操作の見直し", "操作の見直し"),
            (
                "Removes individuals from the list; and",
                "Removes individuals from the list",
            ),
        ];
        for (piece, expected) in cases {
            assert_eq!(whole(piece), expected, "{piece}");
        }
    }
}
