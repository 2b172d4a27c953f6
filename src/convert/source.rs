//! What is known of a source from its address and a few words.

use crate::dataset::is_web_address;

/// A source as it will stand in a dataset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    pub title: String,
    pub publisher: String,
    /// A word of [`Tier`](crate::dataset::Tier).
    pub tier: String,
    pub url: Option<String>,
    pub date: Option<String>,
}

impl Source {
    /// A source of an address, a title and a publisher, of which some are known; `None` where nothing is.
    /// Says also whether the tier is a guess.
    pub fn new(
        title: &str,
        publisher: &str,
        url: Option<&str>,
        tier: Option<&str>,
    ) -> Option<(Source, bool)> {
        let url = url.filter(|url| is_web_address(url));
        let host = url.map(host).unwrap_or_default();
        let first = |texts: [&str; 3]| texts.into_iter().find(|text| !text.is_empty()).map(str::to_owned);
        let short = url.map(short_address).unwrap_or_default();
        let title = first([title, &short, publisher])?;
        let publisher = first([publisher, &host, &title])?;
        let guessed = guess_tier(&host);
        let source = Source {
            title,
            publisher,
            tier: tier.unwrap_or(guessed).to_owned(),
            url: url.map(str::to_owned),
            date: None,
        };
        Some((source, tier.is_none()))
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

/// An address as it is shown: without scheme, query and the last slash.
fn short_address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    path.strip_prefix("www.").unwrap_or(path).to_owned()
}

/// What kind of publisher has such a host.
fn guess_tier(host: &str) -> &'static str {
    let labels: Vec<&str> = host.split('.').collect();
    let has = |words: &[&str]| labels.iter().rev().take(2).any(|label| words.contains(label));
    let is_of =
        |names: &[&str]| names.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")));
    match () {
        () if has(&["gov", "mil", "int", "gouv", "gob", "gc", "govt"]) || is_of(&["europa.eu"]) => "official",
        () if is_of(&["reuters.com", "apnews.com", "afp.com", "kyodonews.net", "dpa.com"]) => "agency",
        () if is_of(&["wikipedia.org", "wikimedia.org", "britannica.com", "wikidata.org"]) => "reference",
        () if has(&["edu", "ac"]) => "research",
        () => "press",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_says_what_its_address_says() {
        let url = "https://www.defense.gov/News/Release/?id=1";
        let (source, is_guess) = Source::new("", "", Some(url), None).unwrap();
        assert_eq!(
            (source.title.as_str(), source.publisher.as_str(), source.tier.as_str(), is_guess),
            ("defense.gov/News/Release", "defense.gov", "official", true)
        );
        let (source, is_guess) = Source::new("A report", "The Paper", None, Some("research")).unwrap();
        assert_eq!((source.url, source.tier.as_str(), is_guess), (None, "research", false));
        assert_eq!(Source::new("", "", Some("javascript:x"), None), None);
    }

    #[test]
    fn tiers_are_guessed_by_host() {
        let table = [
            ("gov.uk", "official"),
            ("mod.go.jp", "press"),
            ("minister.defence.gov.au", "official"),
            ("nato.int", "official"),
            ("en.wikipedia.org", "reference"),
            ("lse.ac.uk", "research"),
            ("notreuters.com", "press"),
            ("", "press"),
        ];
        for (host, tier) in table {
            assert_eq!(guess_tier(host), tier, "{host}");
        }
    }
}
