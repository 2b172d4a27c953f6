//! Countries by what they are called in English, and by their codes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::dataset::did_you_mean;

/// A line each: alpha-3, alpha-2, the name most used, and other names after bars.
const COUNTRIES: &str = include_str!("countries.txt");

/// A country that was meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// Whether it was called by a code or by the name most used, so that its name in the reader's own
    /// language says the same.
    pub is_plain: bool,
}

/// What may be written and the country that is meant.
struct Index {
    by_code: BTreeMap<&'static str, &'static str>,
    /// By names as [`plain`] gives them.
    by_name: BTreeMap<String, Country>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { by_code: BTreeMap::new(), by_name: BTreeMap::new() };
    for line in COUNTRIES.lines() {
        let mut columns = line.splitn(3, ' ');
        let (Some(code), Some(short), Some(names)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        index.by_code.extend([(code, code), (short, code)]);
        for (at, name) in names.split('|').enumerate() {
            index.by_name.entry(plain(name)).or_insert(Country { code, is_plain: at == 0 });
        }
    }
    index
});

/// The country that a cell names. Codes must be in capitals, names may be in any letters.
pub fn country(called: &str) -> Option<Country> {
    let called = called.trim();
    if let Some(code) = INDEX.by_code.get(called) {
        return Some(Country { code, is_plain: true });
    }
    let bare = called.strip_prefix("the ").or(called.strip_prefix("The ")).unwrap_or(called);
    [called, bare].iter().find_map(|name| INDEX.by_name.get(&plain(name)).copied())
}

/// The country whose name is nearly this one, as a hint.
pub fn near(called: &str) -> Option<String> {
    const MOST_SLIPS: usize = 2;
    // Short names are near many that are meant to be something else.
    if called.chars().count() <= 3 {
        return None;
    }
    let names = COUNTRIES.lines().filter_map(|line| line.splitn(3, ' ').nth(2));
    let hint = did_you_mean(called, &mut names.flat_map(|names| names.split('|')))?;
    let (_, name) = hint.split_once('"')?;
    let name = name.split('"').next()?;
    let slips = strsim::osa_distance(&called.to_lowercase(), &name.to_lowercase());
    (slips <= MOST_SLIPS).then_some(hint)
}

/// A name in small letters, by one of several ways of writing it.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace('’', "'").replace(" & ", " and ");
    match name.strip_prefix("st. ").or(name.strip_prefix("st ")) {
        Some(rest) => format!("saint {rest}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::country_alpha2;

    #[test]
    fn countries_are_known_by_names_and_codes() {
        let table = [
            ("Japan", Some("JPN"), true),
            ("japan", Some("JPN"), true),
            ("JPN", Some("JPN"), true),
            ("JP", Some("JPN"), true),
            ("the United Kingdom", Some("GBR"), true),
            ("UK", Some("GBR"), false),
            ("Turkey", Some("TUR"), false),
            ("St. Lucia", Some("LCA"), true),
            ("Bosnia and Herzegovina", Some("BIH"), true),
            ("Soviet Union", None, false),
            ("jp", None, false),
            ("", None, false),
        ];
        for (called, code, is_plain) in table {
            let found = country(called);
            assert_eq!(found.map(|country| country.code), code, "{called}");
            assert_eq!(found.is_some_and(|country| country.is_plain), is_plain, "{called}");
        }
    }

    #[test]
    fn a_slip_in_a_name_is_seen() {
        assert_eq!(near("Itlay").as_deref(), Some("did you mean \"Italy\"?"));
        assert_eq!(near("Untied Kingdom").as_deref(), Some("did you mean \"United Kingdom\"?"));
        for other in ["Deutschland", "European Union", "EU", "NATO", "日本", "Oslo"] {
            assert_eq!(near(other), None, "{other}");
        }
    }

    #[test]
    fn codes_are_those_of_the_map_and_no_name_means_two() {
        let mut names: Vec<String> = Vec::new();
        for line in COUNTRIES.lines() {
            let mut words = line.splitn(3, ' ');
            let (code, short) = (words.next().unwrap(), words.next().unwrap());
            assert_eq!(country_alpha2(code), Some(short), "{line}");
            names.extend(words.next().unwrap().split('|').map(plain));
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
