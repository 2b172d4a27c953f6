//! The words of a query, and how well one of them matches at a place of a text.

use std::ops::Range;

use super::fold::{Folding, is_separator, is_unspaced};

/// How well a word of a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// A word of the text is like it, but for a letter or two.
    Typo,
    /// It stands within a word.
    Within,
    /// A word begins with it.
    Prefix,
    /// It is a word.
    Exact,
}

/// A word of a query, folded.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What is looked for.
    pub text: String,
    /// Where no text has it: the words of the texts that are nearly it.
    pub near: Vec<String>,
}

/// In scripts with spaces what is shorter than this, in letters, is only found where a word begins.
const LEAST_WITHIN: usize = 3;

/// The words of a query.
pub fn tokens(query: &str, folding: &Folding) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for word in folding.fold(query).split(is_separator).filter(|word| !word.is_empty()) {
        if !tokens.iter().any(|token| token.text == word) {
            tokens.push(Token { text: word.to_owned(), near: Vec::new() });
        }
    }
    tokens
}

impl Token {
    /// How many mistakes are forgiven: none in short words, in numbers and in scripts of which a letter is
    /// half a word.
    pub fn most_typos(&self) -> usize {
        if self.text.chars().any(|letter| is_unspaced(letter) || letter.is_numeric()) {
            return 0;
        }
        match self.text.chars().count() {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        }
    }

    /// Calls back with each place of a folded text where the token matches, and how well it does.
    pub fn matches(&self, text: &str, found: &mut dyn FnMut(Range<usize>, Quality)) {
        if self.near.is_empty() {
            let reaches_within = self.text.chars().count() >= LEAST_WITHIN;
            for (at, matched) in text.match_indices(&self.text) {
                let place = at..at + matched.len();
                match quality(text, &place) {
                    Quality::Within if !reaches_within => {}
                    quality => found(place, quality),
                }
            }
        }
        for word in &self.near {
            for (at, matched) in text.match_indices(word.as_str()) {
                let place = at..at + matched.len();
                if quality(text, &place) == Quality::Exact {
                    found(place, Quality::Typo);
                }
            }
        }
    }
}

fn quality(text: &str, place: &Range<usize>) -> Quality {
    let is_edge = |before: Option<char>, after: Option<char>| {
        let parts = |letter: Option<char>| letter.is_none_or(|l| is_separator(l) || is_unspaced(l));
        parts(before) || parts(after)
    };
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let within = &text[place.clone()];
    let starts = is_edge(before.chars().next_back(), within.chars().next());
    let ends = is_edge(within.chars().next_back(), after.chars().next());
    match (starts, ends) {
        (true, true) => Quality::Exact,
        (true, false) => Quality::Prefix,
        (false, _) => Quality::Within,
    }
}
