//! Text in one language or in several.

/// A text of the dataset: one string, or one per language.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "cli", derive(serde::Serialize), serde(untagged))]
pub enum Text {
    /// In the dataset's own language.
    Plain(String),
    /// By BCP 47 tag, at least one.
    #[cfg_attr(feature = "cli", serde(serialize_with = "as_record"))]
    Languages(Vec<(String, String)>),
}

/// A text as found for a reader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language where that is known to differ from what was asked for.
    pub other_language: Option<&'a str>,
}

impl Text {
    /// The text for a reader of `language`: the exact tag, else a shorter or sister tag of the same
    /// primary language, else the dataset's own language, else the first there is.
    pub fn find<'a>(&'a self, language: &str, dataset_language: &'a str) -> Found<'a> {
        let asked = primary(language);
        match self {
            Text::Plain(text) => {
                let same = primary(dataset_language) == asked;
                Found { text, other_language: (!same).then_some(dataset_language) }
            }
            Text::Languages(by_tag) => {
                let of = |wanted: &str| by_tag.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
                let sister = |wanted: &str| by_tag.iter().find(|(tag, _)| primary(tag) == wanted);
                if let Some((_, text)) = of(language).or_else(|| of(&asked)).or_else(|| sister(&asked)) {
                    return Found { text, other_language: None };
                }
                let fallback = of(dataset_language)
                    .or_else(|| sister(&primary(dataset_language)))
                    .or_else(|| by_tag.first());
                fallback.map_or(Found { text: "", other_language: None }, |(tag, text)| Found {
                    text,
                    other_language: Some(tag),
                })
            }
        }
    }
}

#[cfg(feature = "cli")]
fn as_record<S: serde::Serializer>(by_tag: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(by_tag.iter().map(|(tag, text)| (tag, text)))
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::Plain(text.into())
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> Text {
        Text::Languages([("en".into(), "Japan".into()), ("pt-BR".into(), "Japão".into())].into())
    }

    #[test]
    fn the_nearest_language_is_found() {
        let text = both();
        assert_eq!(text.find("en-AU", "en").text, "Japan");
        assert_eq!(text.find("pt", "en").text, "Japão");
        assert_eq!(text.find("PT-br", "en").other_language, None);
    }

    #[test]
    fn a_fallback_names_its_language() {
        let text = both();
        assert_eq!(text.find("ja", "en"), Found { text: "Japan", other_language: Some("en") });
        let plain = Text::from("Japan");
        assert_eq!(plain.find("ja", "en").other_language, Some("en"));
        assert_eq!(plain.find("en-GB", "en").other_language, None);
    }
}
