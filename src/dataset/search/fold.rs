//! Texts as they are compared: without case, accents and forms of letters that mean the same.

use std::cell::RefCell;
use std::ops::Range;

/// Folds texts. What Unicode knows of a letter the host is asked once for each.
pub struct Folding {
    decompose: Box<dyn Fn(char) -> String>,
    /// Letters beyond ASCII that have been asked for, in order.
    known: RefCell<Vec<(char, Box<str>)>>,
}

impl Folding {
    /// A folding. `decompose` gives a letter in its compatibility decomposition (NFKD), in capitals and
    /// then in small letters again: so the German ß becomes ss, and each of the Greek sigmas the same.
    pub fn new(decompose: impl Fn(char) -> String + 'static) -> Folding {
        Folding { decompose: Box::new(decompose), known: RefCell::default() }
    }

    /// A folding without a browser.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn native() -> Folding {
        use unicode_normalization::UnicodeNormalization;
        Folding::new(|letter| {
            let decomposed: String = std::iter::once(letter).nfkd().collect();
            decomposed.to_uppercase().to_lowercase()
        })
    }

    /// A text folded.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, &mut folded);
        folded
    }

    /// Adds a text folded.
    pub fn fold_into(&self, text: &str, folded: &mut String) {
        text.chars().for_each(|letter| self.add(letter, folded));
    }

    fn add(&self, letter: char, folded: &mut String) {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
            return;
        }
        let mut known = self.known.borrow_mut();
        let at = known.binary_search_by_key(&letter, |(known, _)| *known).unwrap_or_else(|place| {
            let mut plain = String::new();
            (self.decompose)(letter).chars().for_each(|part| add_plain(part, &mut plain));
            known.insert(place, (letter, plain.into()));
            place
        });
        folded.push_str(&known[at].1);
    }

    /// A text folded, and where each of its bytes comes from.
    pub fn trace(&self, text: &str) -> Traced {
        let mut traced = Traced { folded: String::new(), starts: Vec::new(), len: text.len() };
        for (at, letter) in text.char_indices() {
            self.add(letter, &mut traced.folded);
            traced.starts.resize(traced.folded.len(), at);
        }
        traced
    }
}

/// A folded text that knows where it comes from.
pub struct Traced {
    /// The text, folded.
    pub folded: String,
    /// By byte of it: where the letter that it comes from starts in the text.
    starts: Vec<usize>,
    len: usize,
}

impl Traced {
    /// The stretch of the text that a stretch of the folded one comes from, in whole letters and with
    /// whatever stands over the last of them.
    pub fn source(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.starts.get(folded.start).copied().unwrap_or(self.len);
        let last = folded.end.checked_sub(1).and_then(|at| self.starts.get(at)).copied();
        let after = self.starts[folded.end.min(self.starts.len())..].iter().find(|&&at| Some(at) != last);
        start..after.copied().unwrap_or(self.len).max(start)
    }
}

/// Adds a part of a decomposed letter: marks over and under letters are left out, and so is what has no
/// width; letters that Unicode does not decompose, like ø, become those that hasty typing puts for them.
fn add_plain(part: char, plain: &mut String) {
    let same = match part {
        // Accents, Hebrew points, Arabic vowel signs and the stroke that stretches a word.
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {
            return;
        }
        // Soft hyphen, joiners, marks of direction, selectors of a glyph.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => return,
        '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => return,
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        '’' | '‘' | 'ʼ' => "'",
        // Arabic: forms of alif, ya, kaf and ta marbuta.
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        // Katakana as hiragana.
        'ァ'..='ヶ' => {
            plain.extend(char::from_u32(part as u32 - 0x60));
            return;
        }
        _ => {
            plain.push(part);
            return;
        }
    };
    plain.push_str(same);
}

/// Whether a letter stands between words.
pub fn is_separator(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => !letter.is_ascii_alphanumeric(),
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' => true,
        '×' | '÷' => true,
        // Arabic and Devanagari punctuation, then all that is shared.
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}' => true,
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{27bf}' => true,
        '々' | '〆' | '〇' => false,
        '\u{3000}'..='\u{303f}' | '・' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' => true,
        _ => letter.is_whitespace(),
    }
}

/// Whether a letter is of a script that writes words without spaces: there each letter may begin one.
pub fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' // Thai, Lao, Burmese, Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
