//! The widget's own words, and how the reader's language counts.

use std::rc::Rc;

/// How a language counts.
pub trait Grammar {
    /// The form of a word that goes with a count: `zero`, `one`, `two`, `few`, `many` or `other`.
    fn form(&self, count: usize) -> String;
    /// A count, with its digits in groups.
    fn number(&self, count: usize) -> String;
}

/// Where there is no browser to ask.
struct English;

impl Grammar for English {
    fn form(&self, count: usize) -> String {
        if count == 1 { "one".into() } else { "other".into() }
    }

    fn number(&self, count: usize) -> String {
        count.to_string()
    }
}

/// The widget's own words, by key.
#[derive(Clone)]
pub struct Messages {
    /// In the order of their keys.
    words: Vec<(String, String)>,
    grammar: Rc<dyn Grammar>,
}

impl Messages {
    /// Words in a language that counts like this.
    pub fn new(mut words: Vec<(String, String)>, grammar: Rc<dyn Grammar>) -> Messages {
        words.sort_unstable();
        Messages { words, grammar }
    }

    /// Words in a language that counts like English.
    pub fn english(words: Vec<(String, String)>) -> Messages {
        Messages::new(words, Rc::new(English))
    }

    fn find(&self, key: &str) -> Option<&str> {
        let at = self.words.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        Some(&self.words[at].1)
    }

    /// The message of a key; the key itself where there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The message of a key with its `{names}` filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The message of a count, which fills in `{n}`: of the keys `key.zero` to `key.other` the one whose form
    /// goes with it in this language, or `key.other`.
    pub fn count(&self, key: &str, count: usize) -> String {
        self.count_with(key, count, &[])
    }

    /// The same, with more to fill in.
    pub fn count_with(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let form = format!("{key}.{}", self.grammar.form(count));
        let other = format!("{key}.other");
        let number = self.number(count);
        let values: Vec<_> = values.iter().copied().chain([("n", number.as_str())]).collect();
        fill(self.find(&form).unwrap_or_else(|| self.get(&other)), &values)
    }

    /// A count, with its digits in groups.
    pub fn number(&self, count: usize) -> String {
        self.grammar.number(count)
    }
}

/// Fills in what stands in braces; what is not known stays as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|(known, _)| *known == name)?.1, after)));
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(words: &[(&str, &str)], grammar: Rc<dyn Grammar>) -> Messages {
        Messages::new(words.iter().map(|(key, word)| (key.to_string(), word.to_string())).collect(), grammar)
    }

    #[test]
    fn what_is_filled_in_is_not_looked_into() {
        let messages = messages(&[("next", "Next, {date}: {title} {else} {")], Rc::new(English));
        let filled = messages.fill("next", &[("title", "{date}"), ("date", "May")]);
        assert_eq!(filled, "Next, May: {date} {else} {");
        assert_eq!(messages.get("no.such"), "no.such");
    }

    /// As Arabic does: 1, 2, 3 to 10, 11 to 99.
    struct Many;

    impl Grammar for Many {
        fn form(&self, count: usize) -> String {
            let form = match count % 100 {
                _ if count == 0 => "zero",
                _ if count == 1 => "one",
                _ if count == 2 => "two",
                3..=10 => "few",
                11..=99 => "many",
                _ => "other",
            };
            form.into()
        }

        fn number(&self, count: usize) -> String {
            format!("<{count}>")
        }
    }

    #[test]
    fn a_form_that_a_language_lacks_falls_back_to_the_other() {
        let words =
            [("e.one", "one"), ("e.two", "two"), ("e.few", "{n} few {date}"), ("e.other", "{n} other")];
        let messages = messages(&words, Rc::new(Many));
        let told = [0, 1, 2, 3, 11, 100].map(|n| messages.count_with("e", n, &[("date", "d")]));
        assert_eq!(told, ["<0> other", "one", "two", "<3> few d", "<11> other", "<100> other"]);
    }
}
