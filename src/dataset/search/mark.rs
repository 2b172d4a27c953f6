//! Where the words of a query stand in a text that is shown.

use std::ops::Range;

use super::fold::Folding;
use super::token::Token;

/// The stretches of a text, in bytes, that a query's words match: in order, apart from each other.
pub fn marks(tokens: &[Token], text: &str, folding: &Folding) -> Vec<Range<usize>> {
    let traced = folding.trace(text);
    let mut all: Vec<Range<usize>> = Vec::new();
    for token in tokens {
        token.matches(&traced.folded, &mut |place, _| all.push(traced.source(place)));
    }
    all.sort_unstable_by_key(|range| (range.start, range.end));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for range in all {
        match marks.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }
    marks
}

/// Whether a text has every word of a query.
pub fn has_all(tokens: &[Token], text: &str, folding: &Folding) -> bool {
    let folded = folding.fold(text);
    tokens.iter().all(|token| {
        let mut is_found = false;
        token.matches(&folded, &mut |_, _| is_found = true);
        is_found
    })
}

/// The stretch of a long text, in bytes, that is shown with its first mark: about `most` letters of it, cut
/// between words where there are spaces.
pub fn excerpt(text: &str, marks: &[Range<usize>], most: usize) -> Range<usize> {
    if text.chars().count() <= most {
        return 0..text.len();
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    // A third of the room stands before the mark.
    let before = text[..first].char_indices().rev().take(most / 3).last().map_or(first, |(at, _)| at);
    let start = match before {
        0 => 0,
        _ => text[before..first].find(' ').map_or(before, |at| before + at + 1),
    };
    let rest = &text[start..];
    let Some((end, _)) = rest.char_indices().nth(most) else { return start..text.len() };
    let least = marks.first().map_or(0, |mark| mark.end.saturating_sub(start));
    let end = rest[..end].rfind(' ').filter(|&at| at >= least).unwrap_or(end.max(least));
    start..start + end
}
