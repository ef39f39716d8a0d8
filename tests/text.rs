//! Positions and edits: what an editor says and what the bytes are.

use std::ops::Range;

use proptest::prelude::*;
use shishin::text::{Buffer, Encoding, LineIndex, Lined, Position};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn at(line: u32, column: u32) -> Position {
    Position { line, column }
}

#[test]
fn columns_count_units_of_the_encoding() {
    let text = "指針\n鍵🔑の更新\n";
    let index = LineIndex::new(text);
    let update = text.find("の更新").unwrap();
    assert_eq!(index.position(text, update, Encoding::Utf8), at(1, 7));
    assert_eq!(index.position(text, update, Encoding::Utf16), at(1, 3));
    assert_eq!(index.position(text, update, Encoding::Utf32), at(1, 2));
}

#[test]
fn a_column_inside_a_character_means_its_start() {
    let text = "鍵🔑の";
    let index = LineIndex::new(text);
    assert_eq!(index.offset(text, at(0, 2), Encoding::Utf16), "鍵".len());
    assert_eq!(index.offset(text, at(0, 5), Encoding::Utf8), "鍵".len());
    assert_eq!(index.position(text, 5, Encoding::Utf16), at(0, 1));
}

#[test]
fn what_is_out_of_range_is_cut() {
    let text = "一行目\r\n二行目";
    let index = LineIndex::new(text);
    assert_eq!(
        index.offset(text, at(0, 99), Encoding::Utf16),
        "一行目".len()
    );
    assert_eq!(index.offset(text, at(9, 0), Encoding::Utf16), text.len());
    assert_eq!(index.position(text, 999, Encoding::Utf16), at(1, 3));
    assert_eq!(
        index.position(text, "一行目\r".len(), Encoding::Utf16),
        at(0, 3)
    );
}

#[test]
fn lines_end_as_the_protocol_says() {
    let text = "一\n二\r\n三\r四\u{2028}四\u{85}四\u{b}四\n";
    let index = LineIndex::new(text);
    let lines: Vec<&str> = (0..index.line_count())
        .map(|line| &text[index.line(text, line)])
        .collect();
    assert_eq!(lines, ["一", "二", "三", "四\u{2028}四\u{85}四\u{b}四", ""]);
    assert_eq!(Buffer::new(text).line_count(), 5);
    assert_eq!(LineIndex::new("").line_count(), 1);
    assert_eq!(Buffer::new("").line_count(), 1);
}

#[test]
fn edits_replace_what_stands_between_two_positions() {
    let mut buffer = Buffer::new("鍵は🔑年1回更新する。\n");
    let replaced = buffer.apply(at(0, 5)..at(0, 7), "2回", Encoding::Utf16);
    assert_eq!(buffer.text(), "鍵は🔑年2回更新する。\n");
    assert_eq!(replaced, 13..17);
    buffer.apply(at(0, 99)..at(0, 4), "", Encoding::Utf16);
    assert_eq!(buffer.text(), "鍵は🔑\n");
}

#[test]
fn a_line_end_may_be_typed_in_two_halves() {
    let mut buffer = Buffer::new("一\n二");
    buffer.apply(at(0, 1)..at(0, 1), "\r", Encoding::Utf16);
    assert_eq!(buffer.line_count(), 2);
    assert_eq!(buffer.position("一\r\n二".len(), Encoding::Utf16), at(1, 1));
}

/// Texts that are made of what is hard to count.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "指",
        "鍵",
        "か\u{3099}",
        "e\u{301}",
        "🔑",
        "👩\u{200d}⚕\u{fe0f}",
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\u{feff}",
        "\0",
        "１",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn encodings() -> impl Strategy<Value = Encoding> {
    prop::sample::select(ENCODINGS.to_vec())
}

fn positions() -> impl Strategy<Value = Position> {
    (0..20_u32, 0..20_u32).prop_map(|(line, column)| at(line, column))
}

/// Positions as the documentation defines them, in the most simple-minded way.
fn offset_in_model(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut offset = 0;
    for _ in 0..position.line {
        let rest = &text[offset..];
        match rest.find(['\n', '\r']) {
            Some(end) => {
                offset += end
                    + if rest[end..].starts_with("\r\n") {
                        2
                    } else {
                        1
                    }
            }
            None => return text.len(),
        }
    }
    let mut units = 0;
    for character in text[offset..].chars() {
        units += match encoding {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        };
        if matches!(character, '\n' | '\r') || units > position.column as usize {
            return offset;
        }
        offset += character.len_utf8();
    }
    offset
}

fn is_inside_line_end(text: &str, offset: usize) -> bool {
    text[..offset].ends_with('\r') && text[offset..].starts_with('\n')
}

proptest! {
    #[test]
    fn every_place_survives_the_way_to_the_editor_and_back(text in texts(), encoding in encodings()) {
        let index = LineIndex::new(&text);
        let buffer = Buffer::new(&text);
        for offset in (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)) {
            let position = index.position(&text, offset, encoding);
            prop_assert_eq!(position, buffer.position(offset, encoding));
            let expected = if is_inside_line_end(&text, offset) { offset - 1 } else { offset };
            prop_assert_eq!(index.offset(&text, position, encoding), expected);
            prop_assert_eq!(buffer.offset(position, encoding), expected);
        }
    }

    #[test]
    fn any_position_means_the_place_that_the_model_finds(
        text in texts(), position in positions(), encoding in encodings(),
    ) {
        let expected = offset_in_model(&text, position, encoding);
        prop_assert_eq!(LineIndex::new(&text).offset(&text, position, encoding), expected);
        prop_assert_eq!(Buffer::new(&text).offset(position, encoding), expected);
    }

    #[test]
    fn edits_of_a_buffer_equal_edits_of_a_string(
        text in texts(),
        edits in prop::collection::vec((positions(), positions(), texts()), 0..12),
        encoding in encodings(),
    ) {
        let mut buffer = Buffer::new(&text);
        let mut model = text;
        for (one, other, new_text) in edits {
            let range = sorted(
                offset_in_model(&model, one, encoding),
                offset_in_model(&model, other, encoding),
            );
            prop_assert_eq!(&buffer.apply(one..other, &new_text, encoding), &range);
            model.replace_range(range, &new_text);
            prop_assert_eq!(&buffer.text(), &model);
            let index = LineIndex::new(&model);
            prop_assert_eq!(buffer.line_count(), index.line_count());
            for line in 0..=index.line_count() {
                prop_assert_eq!(buffer.line(line), index.line(&model, line));
            }
        }
    }
}

fn sorted(one: usize, other: usize) -> Range<usize> {
    one.min(other)..one.max(other)
}

#[test]
fn a_byte_order_mark_stands_on_no_line() {
    let text = "\u{feff}項番 4.3\n次の行";
    let lines = LineIndex::of_file(text);
    let number = text.find("4.3").unwrap();
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let place = lines.position(text, number, encoding);
        assert_eq!(lines.offset(text, place, encoding), number);
        let first = lines.position(text, 0, encoding);
        assert_eq!((first.line, first.column), (0, 0));
    }
    assert_eq!(lines.position(text, number, Encoding::Utf16).column, 3);
    assert_eq!(&text[lines.line(text, 0)], "項番 4.3");
}

#[test]
fn a_position_counted_from_one_before_it_is_the_same() {
    let text = "一行目😀 abc\r\n\r\n二行目\nβγ\r末尾";
    for lined in [
        Lined::new(text.to_string()),
        Lined::of_file(format!("\u{feff}{text}")),
    ] {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for from in 0..=lined.text.len() + 1 {
                let from = lined.text.floor_char_boundary(from);
                let known = (from, lined.position(from, encoding));
                for offset in 0..=lined.text.len() + 1 {
                    let counted = lined.position_behind(known, offset, encoding);
                    assert_eq!(counted, lined.position(offset, encoding), "{from} {offset}");
                }
            }
        }
    }
}
