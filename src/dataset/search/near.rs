//! Words that are nearly what was typed.

use super::fold::is_separator;
use super::token::Token;

/// From so many letters on, what has been typed may be the beginning of a word.
const LEAST_BEGINNING: usize = 6;
/// The most different words that one typo stands for.
const MOST_NEAR: usize = 24;

/// The words of a folded text that a token may have been meant for, each once, the nearest first.
pub fn near_words(text: &str, token: &Token) -> Vec<String> {
    let most = token.most_typos();
    let mut near: Vec<(usize, &str)> = Vec::new();
    if most == 0 {
        return Vec::new();
    }
    let wanted = letters(&token.text);
    for word in text.split(is_separator) {
        // Each letter that the word lacks is a mistake; so most words are passed over at a glance.
        let lacks = (wanted & !letters(word)).count_ones() as usize;
        if lacks > most || word.len() < 2 || near.iter().any(|(_, known)| *known == word) {
            continue;
        }
        if let Some(distance) = distance(&token.text, word, most) {
            near.push((distance, word));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(MOST_NEAR).map(|(_, word)| word.to_owned()).collect()
}

/// How many letters must be changed, put in, left out or swapped with their neighbour for what was typed to
/// be the word, or the beginning of it; `None` where it is more than `most`.
pub fn distance(typed: &str, word: &str, most: usize) -> Option<usize> {
    let (typed_len, word_len) = (typed.chars().count(), word.chars().count());
    let mut least = match typed_len.abs_diff(word_len) {
        apart if apart <= most => strsim::osa_distance(typed, word),
        _ => usize::MAX,
    };
    if typed_len >= LEAST_BEGINNING {
        let ends = word.char_indices().map(|(at, _)| at).skip(typed_len).take(most + 1);
        for end in ends {
            least = least.min(strsim::osa_distance(typed, &word[..end]));
        }
    }
    (least <= most).then_some(least)
}

/// The letters of a word as bits; different letters may share one.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 64))
}
