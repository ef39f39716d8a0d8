//! Values as Excel shows them.

use calamine::ExcelDateTime;

use super::{Kind, Value};

/// A number in a cell's format. Formats with figures and words are followed (`0.00`, `000`,
/// `"AC-"0`), since a reader sees 1.10 and not 1.1; any other shows the number as it is.
pub fn number(number: f64, format: &str) -> Value {
    // Of several formats the first is that of positive numbers.
    let format = format.split(';').next().unwrap_or_default();
    Value {
        text: formatted(number, format).unwrap_or_else(|| plain(number)),
        kind: Kind::Number,
        merged: false,
    }
}

/// A date, or a time where there is no day.
pub fn date(date: &ExcelDateTime) -> Value {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    let text = match date.is_duration() || date.as_f64() < 1.0 {
        true => format!("{hour}:{minute:02}"),
        false => format!("{year:04}-{month:02}-{day:02}"),
    };
    Value {
        text,
        kind: Kind::Date,
        merged: false,
    }
}

/// With as many figures as Excel keeps, which hides what sums leave behind: 1.2000000000000002.
fn plain(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    kept.to_string()
}

fn formatted(number: f64, format: &str) -> Option<String> {
    let (mut before, mut behind) = (String::new(), String::new());
    let (mut whole, mut decimals) = (0, None);
    let mut has_figures = false;
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        let is_ended = !behind.is_empty();
        let words = match has_figures {
            true => &mut behind,
            false => &mut before,
        };
        match character {
            '0' | '#' if !is_ended => {
                has_figures = true;
                match &mut decimals {
                    Some(count) => *count += usize::from(character == '0'),
                    None => whole += usize::from(character == '0'),
                }
            }
            '.' if has_figures && decimals.is_none() && !is_ended => decimals = Some(0),
            '"' => {
                let text = characters.as_str();
                let end = text.find('"')?;
                words.push_str(&text[..end]);
                characters = text[end + 1..].chars();
            }
            '\\' => words.push(characters.next()?),
            // Room for a sign, as wide as the character behind it.
            '_' => {
                characters.next()?;
            }
            '-' | '(' | ')' | ' ' | ':' | '.' => words.push(character),
            _ => return None,
        }
    }
    if !has_figures || number < 0.0 {
        return None;
    }
    let figures = format!("{number:.*}", decimals.unwrap_or(0));
    let missing = whole.saturating_sub(figures.find('.').unwrap_or(figures.len()));
    Some(format!("{before}{}{figures}{behind}", "0".repeat(missing)))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (value, format, shown) in [
            (1.1, "General", "1.1"),
            (12.0, "General", "12"),
            (1.0 + 0.1 + 0.1, "General", "1.2"),
            (1.1, "0.00", "1.10"),
            (2.0, "0.0", "2.0"),
            (7.0, "000", "007"),
            (7.0, "\"AC-\"0", "AC-7"),
            (3.0, "\"第\"0\"章\"", "第3章"),
            (1.1, "@", "1.1"),
            (1234.0, "#,##0", "1234"),
            (0.5, "0%", "0.5"),
            (-1.0, "0.0", "-1"),
        ] {
            assert_eq!(number(value, format).text, shown, "{value} as {format}");
        }
    }
}
