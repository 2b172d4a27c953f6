//! What of a view can be shared: its address, the code that embeds it, a citation.

use crate::atlas::{Keyword, Shown, State, Theme, pairs_from_state};
use crate::dataset::{Dataset, Day};
use crate::world::Projection;

use super::host::{DateStyle, Host, edtf_words};
use super::words;

/// From where an embedded atlas comes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// Address of the module, `…/aukus-atlas.js`.
    pub module: String,
    /// Its hash, for the `integrity` attribute, where the host's manifest has it.
    pub integrity: Option<String>,
    /// Address of the page that holds the atlas alone, where the host has it.
    pub frame: Option<String>,
    /// Address of the dataset; `None` for the built-in one.
    pub data: Option<String>,
}

/// How an embedded atlas opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// Whether it opens on the day to which the data reaches by then, rather than on the day shown.
    pub follows_data: bool,
    /// Whether it opens with nothing chosen.
    pub is_unselected: bool,
    /// The projection, where it differs from the one shown.
    pub projection: Option<Projection>,
    /// The parts, where they differ from those shown.
    pub shown: Option<Shown>,
    /// The colours.
    pub theme: Theme,
    /// A language, where it is not to follow the page.
    pub lang: Option<String>,
    /// Whether it must be this very version of the module.
    pub is_pinned: bool,
}

/// What is embedded, and how.
#[derive(Clone, Copy)]
pub struct EmbedInput<'a> {
    /// From where.
    pub home: &'a Home,
    /// How it opens.
    pub opening: &'a Opening,
    /// What is looked at.
    pub state: &'a State,
    /// Whether the camera is the one that an atlas of any width opens with.
    pub has_opening_camera: bool,
    /// What is known.
    pub dataset: &'a Dataset,
    /// The surroundings.
    pub host: &'a dyn Host,
}

impl EmbedInput<'_> {
    /// The state that the embedded atlas shows.
    fn shown(&self) -> State {
        let mut shown = self.state.clone();
        shown.playing = None;
        if self.opening.follows_data {
            shown.date = self.dataset.updated();
        }
        if self.opening.is_unselected {
            shown.selected = None;
        }
        let projection = self.opening.projection.unwrap_or(shown.camera.projection);
        if self.has_opening_camera {
            shown.camera = State::opening(self.dataset).camera;
        }
        shown.camera.projection = projection;
        shown.view = self.opening.shown.unwrap_or(shown.view);
        shown
    }

    /// The attributes of the element, in the order of the reference.
    fn attributes(&self) -> Vec<(&'static str, String)> {
        let shown = self.shown();
        let mut attributes = Vec::new();
        if let Some(data) = &self.home.data {
            attributes.push(("src", data.clone()));
        }
        if !self.opening.follows_data {
            attributes.push(("date", shown.date.to_string()));
        }
        attributes.extend(shown.selected.map(|id| ("selected", id)));
        attributes.extend(shown.track.map(|id| ("track", id)));
        if shown.camera.projection == Projection::Globe {
            attributes.push(("projection", "globe".into()));
        }
        if shown.view != Shown::default() {
            attributes.push(("view", shown.view.word().to_owned()));
        }
        if self.opening.theme != Theme::default() {
            attributes.push(("theme", self.opening.theme.word().to_owned()));
        }
        attributes.extend(self.opening.lang.clone().map(|lang| ("lang", lang)));
        attributes
    }

    /// The markup of the element: what cannot run it shows the day's sentence.
    pub fn element(&self) -> String {
        let mut script = format!("<script type=\"module\" src=\"{}\"", markup(&self.home.module));
        if let Some(integrity) = self.home.integrity.as_ref().filter(|_| self.opening.is_pinned) {
            script.push_str(&format!(" integrity=\"{}\" crossorigin", markup(integrity)));
        }
        let attributes = self.attributes();
        let attributes = attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", markup(value)));
        let sentence = words::plain_sentence(&self.shown(), self.dataset, self.host);
        format!(
            "{script}></script>\n<aukus-atlas{}>\n  {}\n</aukus-atlas>",
            attributes.collect::<String>(),
            markup(&sentence)
        )
    }

    /// Address of the atlas alone in a page, as it is shown: attributes in the query, what they cannot
    /// tell in the fragment. `None` where the host has no such page.
    pub fn frame_address(&self) -> Option<String> {
        let frame = self.home.frame.as_ref()?;
        let shown = self.shown();
        let query: Vec<_> = self.attributes();
        let mut opening = State::opening(self.dataset);
        opening.date = shown.date;
        opening.selected.clone_from(&shown.selected);
        opening.track.clone_from(&shown.track);
        opening.view = shown.view;
        opening.camera.projection = shown.camera.projection;
        let fragment = pairs_from_state(&shown, &opening, self.dataset);
        let (query, fragment) = (encoded(&query), encoded(&fragment));
        let part = |sign: &str, text: String| if text.is_empty() { text } else { format!("{sign}{text}") };
        Some(format!("{frame}{}{}", part("?", query), part("#", fragment)))
    }

    /// The markup of a frame around that page.
    pub fn frame(&self) -> Option<String> {
        let address = self.frame_address()?;
        let title = words::text(&self.dataset.document.title, self.dataset, self.host).text;
        // As high as an article's column makes it; a phone's needs more and is told by its message.
        Some(format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"1100\" loading=\"lazy\"></iframe>",
            markup(&address),
            markup(title)
        ))
    }
}

/// A view as a source is cited: title, version of the data, the day shown and the day to which the data
/// reaches, address, and when it was looked at.
pub fn citation(state: &State, dataset: &Dataset, host: &dyn Host, url: &str, today: Day) -> String {
    let messages = host.messages();
    let title = words::text(&dataset.document.title, dataset, host).text;
    let title = if title.ends_with(['.', '?', '!', '。']) { title.to_owned() } else { format!("{title}.") };
    let version = dataset.document.version.as_ref();
    let version = version.map(|version| messages.fill("cite.version", &[("version", version)]));
    let shown = host.date(state.date, DateStyle::Long);
    let data_to = edtf_words(&dataset.document.updated, false, host);
    let shown = messages.fill("cite.shown", &[("date", &shown), ("updated", &data_to)]);
    let accessed = host.date(today, DateStyle::Long);
    let accessed = messages.fill("cite.accessed", &[("url", url), ("date", &accessed)]);
    let parts = [Some(title), version, Some(shown), Some(accessed)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Pairs as a query or a fragment has them (`application/x-www-form-urlencoded`).
pub fn encoded(pairs: &[(&str, String)]) -> String {
    let pairs = pairs.iter().map(|(key, value)| format!("{}={}", form(key), form(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn form(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(byte.into()),
            b' ' => out.push('+'),
            byte => {
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
                }
                out.insert(out.len() - 2, '%');
            }
        }
    }
    out
}

/// Text within markup.
fn markup(text: &str) -> String {
    super::svg::escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{Action, merge_json, state_from_pairs, update};
    use crate::scene::NativeHost;
    use serde_json::json;

    fn built_in() -> Dataset {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/aukus.json");
        Dataset::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn home() -> Home {
        Home {
            module: "https://example.org/a&b/aukus-atlas.js".into(),
            integrity: Some("sha384-abc".into()),
            frame: Some("https://example.org/a&b/embed.html".into()),
            data: None,
        }
    }

    #[test]
    fn pairs_are_encoded_as_another_implementation_does() {
        let pairs = [("a b", "ä=&+~*'\"<>".to_owned()), ("é", "2024-04-08/..日".to_owned())];
        let expected = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs.iter().map(|(key, value)| (key, value)))
            .finish();
        assert_eq!(encoded(&pairs), expected);
    }

    #[test]
    fn the_code_of_the_element_has_what_is_shown_and_is_safe_markup() {
        let (dataset, host) = (built_in(), NativeHost::english());
        let mut state = State::opening(&dataset);
        merge_json(
            &mut state,
            &(&json!({"date": "2024-04-08", "selected": "JPN", "track": "pillar-2"})).into(),
            &dataset,
        );
        let (home, opening) = (home(), Opening { is_pinned: true, ..Opening::default() });
        let input = EmbedInput {
            home: &home,
            opening: &opening,
            state: &state,
            has_opening_camera: true,
            dataset: &dataset,
            host: &host,
        };
        let code = input.element();
        assert!(code.starts_with(
            "<script type=\"module\" src=\"https://example.org/a&amp;b/aukus-atlas.js\" integrity=\"sha384-abc\" crossorigin></script>\n\
             <aukus-atlas date=\"2024-04-08\" selected=\"JPN\" track=\"pillar-2\">\n  Pillar II · On 8 April 2024: 3 members"
        ), "{code}");
        assert!(code.ends_with(".\n</aukus-atlas>"), "{code}");
        let opening = Opening {
            follows_data: true,
            is_unselected: true,
            is_pinned: false,
            lang: Some("ja".into()),
            ..opening
        };
        let code = EmbedInput { opening: &opening, ..input }.element();
        assert!(
            code.contains("aukus-atlas.js\"></script>\n<aukus-atlas track=\"pillar-2\" lang=\"ja\">"),
            "{code}"
        );
    }

    #[test]
    fn the_address_of_the_frame_opens_the_same_view() {
        let (dataset, host) = (built_in(), NativeHost::english());
        let mut state = State::opening(&dataset);
        let partial = json!({
            "date": "2023-03-13", "selected": "joint-statement-2024", "view": "map", "statuses": ["critic", "member"],
            "camera": {"projection": "globe", "lon": 12.5, "lat": 3, "zoom": 2}, "range": {"start": "2022-01-01", "end": "2025-01-01"},
        });
        merge_json(&mut state, &(&partial).into(), &dataset);
        state = update(&state, Action::ToggleGroup("reactions".into()), &dataset);
        let (home, opening) = (home(), Opening::default());
        let input = EmbedInput {
            home: &home,
            opening: &opening,
            state: &state,
            has_opening_camera: false,
            dataset: &dataset,
            host: &host,
        };
        let address = url::Url::parse(&input.frame_address().unwrap()).unwrap();
        // As `embed.js` takes it: attributes first, then the fragment.
        let mut opened = State::opening(&dataset);
        for (key, value) in address.query_pairs() {
            let partial = match &*key {
                "projection" => json!({"camera": {"projection": value}}),
                key => json!({key: value}),
            };
            merge_json(&mut opened, &(&partial).into(), &dataset);
        }
        let fragment = url::form_urlencoded::parse(address.fragment().unwrap().as_bytes());
        let pairs: Vec<_> = fragment.map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
        let mut pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        assert_eq!(state_from_pairs(&mut pairs, &opened, &dataset), state);
    }

    #[test]
    fn a_citation_says_what_was_looked_at_and_when() {
        let (dataset, host) = (built_in(), NativeHost::english());
        let state = State { date: Day::parse("2024-04-08").unwrap(), ..State::opening(&dataset) };
        let today = Day::parse("2026-11-26").unwrap();
        let version = dataset.document.version.as_deref().unwrap();
        assert_eq!(
            citation(&state, &dataset, &host, "https://example.org/#date=2024-04-08", today),
            format!(
                "AUKUS: members, candidate partners and reactions. AUKUS Atlas, dataset {version}. Shown: 8 April 2024; \
                 data to {}. https://example.org/#date=2024-04-08 (accessed 26 November 2026).",
                edtf_words(&dataset.document.updated, false, &host)
            )
        );
    }
}
