//! Ids made of what things are called: the same for the same name, and each once.

use std::collections::BTreeMap;

/// The ids that are taken, each with the number at which the search for another like it begins.
#[derive(Debug, Default)]
pub struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// An id like this one that is not taken yet: itself, or with a number after it.
    pub fn take(&mut self, wanted: &str) -> String {
        let mut number = self.0.get(wanted).copied().unwrap_or(1);
        let mut id = if number == 1 { wanted.to_owned() } else { format!("{wanted}-{number}") };
        while self.0.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_owned(), number + 1);
        self.0.entry(id.clone()).or_insert(2);
        id
    }
}

/// The longest id that is made, in letters.
const MOST: usize = 60;

/// What something is called as an id: small letters and digits with hyphens between words, Latin letters
/// without their accents. `otherwise` where nothing of the name is left.
pub fn slug(name: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letters >= MOST {
            break;
        }
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_alphanumeric() => slug.push(letter),
            // These do not divide a word.
            None if matches!(letter, '\'' | '’' | '.' | '\u{300}'..='\u{36f}') => continue,
            None if slug.is_empty() || slug.ends_with('-') => continue,
            None => slug.push('-'),
        }
        letters += 1;
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() }
}

/// A text, given in small letters, with its Latin letters without accents.
pub fn without_accents(text: &str) -> String {
    let mut bare = String::new();
    for letter in text.chars() {
        match plain(letter) {
            Some(letters) => bare.push_str(letters),
            None => bare.push(letter),
        }
    }
    bare
}

/// A Latin letter without its accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id() {
        let table = [
            ("Japan joins, at last!", "japan-joins-at-last"),
            ("Türkiye’s “veto”", "turkiyes-veto"),
            ("  ", "event"),
            ("…", "event"),
            ("日本が加盟", "日本が加盟"),
            ("Rózsa Péter", "rozsa-peter"),
            ("U.S. entry", "us-entry"),
        ];
        for (name, id) in table {
            assert_eq!(slug(name, "event"), id);
        }
        assert_eq!(slug(&"word ".repeat(100), "event").chars().count(), 59);
    }

    #[test]
    fn ids_that_meet_are_numbered() {
        let mut ids = Ids::default();
        assert_eq!(
            [ids.take("a"), ids.take("a"), ids.take("a-2"), ids.take("a")],
            ["a", "a-2", "a-2-2", "a-3"]
        );
    }
}
