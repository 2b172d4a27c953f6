//! Countries by what they are called in English, and by their codes.

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

/// The country that a cell names. Codes must be in capitals, names may be in any letters.
pub fn country(called: &str) -> Option<Country> {
    let called = called.trim();
    let bare = called.strip_prefix("the ").or(called.strip_prefix("The ")).unwrap_or(called);
    let lower = [called.to_lowercase(), bare.to_lowercase()];
    COUNTRIES.lines().find_map(|line| {
        let (code, rest) = line.split_at_checked(3)?;
        let (short, names) = rest.trim_start().split_once(' ')?;
        let names: Vec<String> = names.split('|').map(plain).collect();
        if called == code || called == short {
            return Some(Country { code, is_plain: true });
        }
        let at = names.iter().position(|name| lower.iter().any(|lower| plain(lower) == *name))?;
        Some(Country { code, is_plain: at == 0 })
    })
}

/// The country whose name is nearly this one, as a hint.
pub fn near(called: &str) -> Option<String> {
    let names = COUNTRIES.lines().filter_map(|line| line.splitn(3, ' ').nth(2));
    let hint = did_you_mean(called, &mut names.flat_map(|names| names.split('|')))?;
    // Short names are near many that are meant to be something else.
    let (_, name) = hint.split_once('"')?;
    let name = name.split('"').next()?;
    let distance = strsim::osa_distance(&called.to_lowercase(), &name.to_lowercase());
    (called.chars().count() > 3 && distance <= 2).then_some(hint)
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
    use crate::scene::country_alpha2;

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
