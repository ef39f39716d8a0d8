//! Semantic tokens: all of them, those of a part, or what has changed since they were last shown.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tower_lsp_server::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensRangeResult, SemanticTokensResult,
};

use super::Text;
use crate::assistance::tokens::{self, Kind, Modifier, Token};
use crate::server::context::{Answer, Context};
use crate::server::place;
use crate::workspace::Analysis;

/// The tokens that were last shown of each open document, under the name that the client knows
/// them by.
#[derive(Default)]
pub struct Shown {
    documents: Mutex<FxHashMap<PathBuf, (u64, Vec<SemanticToken>)>>,
}

impl Shown {
    /// Forgets a document that was closed.
    pub fn forget(&self, path: &std::path::Path) {
        self.lock().remove(path);
    }

    /// Replaces what is kept of a document; gives its name and what was kept before.
    fn replace(
        &self,
        path: PathBuf,
        tokens: Vec<SemanticToken>,
    ) -> (u64, Option<(u64, Vec<SemanticToken>)>) {
        let mut documents = self.lock();
        let id = documents.get(&path).map_or(1, |(id, _)| id + 1);
        (id, documents.insert(path, (id, tokens)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<PathBuf, (u64, Vec<SemanticToken>)>> {
        // Entries are replaced as a whole: a panic beside them leaves them as they were.
        self.documents
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the numbers in tokens stand for: the protocol's own types, which every theme colours, and
/// modifiers of ours.
pub fn legend() -> SemanticTokensLegend {
    let types = Kind::ALL.map(|kind| match kind {
        Kind::Locator => SemanticTokenType::NUMBER,
        Kind::Guideline => SemanticTokenType::NAMESPACE,
        Kind::Placeholder => SemanticTokenType::MACRO,
        Kind::Status => SemanticTokenType::ENUM_MEMBER,
        Kind::Label => SemanticTokenType::PROPERTY,
        Kind::Rule => SemanticTokenType::DECORATOR,
        Kind::Weak => SemanticTokenType::MODIFIER,
        Kind::Modality => SemanticTokenType::KEYWORD,
    });
    let modifiers = Modifier::ALL.map(|modifier| {
        SemanticTokenModifier::new(match modifier {
            Modifier::Unresolved => "unresolved",
            Modifier::Reported => "reported",
            Modifier::Open => "open",
            Modifier::Excluded => "excluded",
            Modifier::Must => "must",
            Modifier::Should => "should",
            Modifier::May => "may",
        })
    });
    SemanticTokensLegend {
        token_types: types.to_vec(),
        token_modifiers: modifiers.to_vec(),
    }
}

/// All tokens of a document.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn full(context: &Context) -> Answer<Option<SemanticTokensResult>> {
    let Some((path, tokens)) = all(context)? else {
        return Ok(None);
    };
    let (id, _) = context.shown_tokens().replace(path, tokens.clone());
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens {
        result_id: Some(id.to_string()),
        data: tokens,
    })))
}

/// What has changed in the tokens since those that the client knows as `known`; all of them where
/// that is not what was shown last.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn delta(context: &Context, known: &str) -> Answer<Option<SemanticTokensFullDeltaResult>> {
    let Some((path, tokens)) = all(context)? else {
        return Ok(None);
    };
    let (id, before) = context.shown_tokens().replace(path, tokens.clone());
    let result_id = Some(id.to_string());
    Ok(Some(match before {
        Some((before, old)) if before.to_string() == known => {
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id,
                edits: difference(&old, &tokens).into_iter().collect(),
            })
        }
        _ => SemanticTokensFullDeltaResult::Tokens(SemanticTokens {
            result_id,
            data: tokens,
        }),
    }))
}

/// The one edit that makes `new` of `old`. Places in it count numbers, five a token.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(one, other): &(&SemanticToken, &SemanticToken)| one == other;
    let before = std::iter::zip(old, new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = std::iter::zip(old.iter().rev(), new.iter().rev())
        .take_while(same)
        .count();
    let (gone, come) = (&old[..old.len() - after], &new[..new.len() - after]);
    let numbers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    (!gone.is_empty() || !come.is_empty()).then(|| SemanticTokensEdit {
        start: numbers(before),
        delete_count: numbers(gone.len()),
        data: (!come.is_empty()).then(|| come.to_vec()),
    })
}

/// The tokens of a part of a document.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn part(
    context: &Context,
    range: tower_lsp_server::ls_types::Range,
) -> Answer<Option<SemanticTokensRangeResult>> {
    context.check()?;
    let Some(analysis) = context.analysis().filter(|_| is_on(context)) else {
        return Ok(None);
    };
    let encoding = context.session.encoding();
    let within = place::bytes(&analysis.lined, range, encoding);
    let found = context.view(&analysis, |view| tokens::tokens(view, Some(&within)));
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data: convert(context, &analysis, &found),
    })))
}

fn is_on(context: &Context) -> bool {
    context.session.settings.semantic_tokens.enable
}

fn all(context: &Context) -> Answer<Option<(PathBuf, Vec<SemanticToken>)>> {
    context.check()?;
    let (Some(subject), Some(analysis)) = (&context.subject, context.analysis()) else {
        return Ok(None);
    };
    if !is_on(context) {
        return Ok(None);
    }
    let found = context.view(&analysis, |view| tokens::tokens(view, None));
    Ok(Some((
        subject.path.clone(),
        convert(context, &analysis, &found),
    )))
}

/// Tokens as the protocol counts them: each from the one before.
fn convert(context: &Context, analysis: &Analysis, tokens: &[Token]) -> Vec<SemanticToken> {
    let text = Text::new(context, &analysis.lined);
    let (mut line, mut start) = (0, 0);
    tokens
        .iter()
        .map(|token| {
            let range = text.range(&token.range);
            let begins = range.start;
            let same_line = begins.line == line;
            let converted = SemanticToken {
                delta_line: begins.line - line,
                delta_start: if same_line {
                    begins.character - start
                } else {
                    begins.character
                },
                length: range.end.character.saturating_sub(begins.character),
                token_type: token.kind as u32,
                token_modifiers_bitset: token.modifiers.bits(),
            };
            (line, start) = (begins.line, begins.character);
            converted
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(length: u32) -> SemanticToken {
        SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        }
    }

    #[test]
    fn a_difference_makes_the_new_of_the_old() {
        let lists: [&[u32]; 6] = [&[], &[1], &[1, 1], &[1, 2, 3], &[1, 3], &[2, 2, 2, 1]];
        for old in lists {
            for new in lists {
                let old: Vec<_> = old.iter().copied().map(token).collect();
                let new: Vec<_> = new.iter().copied().map(token).collect();
                let mut made = old.clone();
                if let Some(edit) = difference(&old, &new) {
                    let start = edit.start as usize / 5;
                    let end = start + edit.delete_count as usize / 5;
                    made.splice(start..end, edit.data.unwrap_or_default());
                }
                assert_eq!(made, new);
            }
        }
    }

    #[test]
    fn the_legend_is_in_the_order_of_the_numbers() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
        for (place, modifier) in Modifier::ALL.into_iter().enumerate() {
            assert_eq!(modifier as usize, place);
        }
    }
}
