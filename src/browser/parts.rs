//! Pieces of HTML that several parts share.

use super::dom::{El, el, toggle};
use crate::dataset::{Dataset, Footing, Source, Text, Tier, Tone};
use crate::scene::{Host, edtf_words, words};

/// What the parts are made from.
pub struct Scope<'a> {
    pub dataset: &'a Dataset,
    pub host: &'a dyn Host,
}

impl Scope<'_> {
    /// A message.
    pub fn word(&self, key: &str) -> String {
        self.host.messages().get(key).to_owned()
    }

    /// So many of so many, as the message of `key` says it.
    pub fn count_of(&self, key: &str, count: usize, all: usize) -> String {
        let values = [("n", &*self.host.number(count)), ("all", &self.host.number(all))];
        self.host.messages().fill(key, &values)
    }

    /// The same, or the bare number where that is all.
    pub fn count_or_all(&self, key: &str, count: usize, all: usize) -> String {
        if count == all { self.host.number(all) } else { self.count_of(key, count, all) }
    }

    /// An element with a text of the dataset; told to a screen reader in the text's own language.
    pub fn text(&self, name: &str, text: &Text) -> El {
        let found = words::text(text, self.dataset, self.host);
        let element = el(name).text(found.text);
        match found.other_language {
            Some(language) => element.attr("lang", language).attr("dir", "auto"),
            None => element,
        }
    }

    /// The text itself.
    pub fn plain(&self, text: &Text) -> String {
        words::text(text, self.dataset, self.host).text.to_owned()
    }

    /// A kind of event.
    pub fn kind(&self, kind: &str) -> String {
        words::kind_name(kind, self.host)
    }

    /// A status's swatch and name.
    pub fn status(&self, status: usize) -> El {
        let name = words::status_name(self.dataset, status, self.host);
        el("span").class("status").child(swatch(self.dataset.document.statuses[status].tone)).and_text(&name)
    }

    /// A heading of a section, with something at its right.
    pub fn heading(&self, title: &str, aside: Option<El>) -> El {
        el("h4").text(title).maybe(aside)
    }

    /// The note that statuses are ours; it opens the explanation.
    pub fn ours(&self) -> El {
        el("button")
            .class("ours small")
            .attr("type", "button")
            .attr("data-do", "explain")
            .text(&self.word("grouping"))
    }

    /// A source as a link with its publisher and its tier.
    pub fn source_line(&self, source: &Source) -> El {
        el("span")
            .class("source small")
            .child(self.source_link(source, &source.publisher))
            .children(chips(source, self))
    }

    /// A link to a source; plain text where it has no address.
    pub fn source_link(&self, source: &Source, text: &Text) -> El {
        let name = |element: &str| self.text(element, text).attr("data-source", &source.id);
        let Some(url) = &source.url else { return name("span") };
        let date = source.date.as_ref().map(|date| edtf_words(date, true, self.host));
        let title =
            [Some(self.plain(&source.title)), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let link = name("a").attr("href", &url.0).attr("target", "_blank").attr("rel", "noopener noreferrer");
        match words::text(text, self.dataset, self.host).other_language {
            // A title is read out in the language of what it is the title of.
            Some(_) => link.attr("title", &title),
            None => link.attr("title", &format!("{title} ({})", self.word("opens-tab"))),
        }
    }

    /// The first sources of a list, and how many more there are.
    pub fn source_lines(&self, ids: &[crate::dataset::Id], most: usize, key: &str, is_expanded: bool) -> El {
        let sources: Vec<&Source> = ids
            .iter()
            .filter_map(|id| self.dataset.source(id))
            .map(|at| &self.dataset.document.sources[at])
            .collect();
        let shown = if is_expanded { sources.len() } else { sources.len().min(most) };
        let lines = el("div").class("sources").children(sources[..shown].iter().map(|s| self.source_line(s)));
        if shown == sources.len() {
            // Whoever has opened them goes on with the first that was not there.
            let revealed = lines.0.children().item(most as u32).filter(|_| is_expanded);
            if let Some(link) = revealed.and_then(|line| line.first_element_child()) {
                toggle(&link, "data-after", Some(&format!("more:{key}")));
            }
            return lines;
        }
        let rest = sources.len() - shown;
        let words = self.host.messages().count("sources.more", rest);
        let more = el("button")
            .class("rest small")
            .attr("type", "button")
            .attr("data-do", &format!("more:{key}"))
            // The name begins with the visible text, for readers who press buttons by voice.
            .attr("aria-label", &format!("+{rest} ({words})"))
            .attr("title", &words)
            .text(&format!("+{rest}"));
        // At the end of the last line, where there is one.
        match lines.0.last_element_child() {
            Some(last) => {
                let _ = last.append_child(&more.0);
                lines
            }
            None => lines.child(more),
        }
    }
}

/// The tier of a source, and what else must be known of it.
pub fn chips(source: &Source, scope: &Scope) -> Vec<El> {
    let tier = match source.tier {
        Tier::Official => "official",
        Tier::Agency => "agency",
        Tier::Press => "press",
        Tier::Research => "research",
        Tier::Reference => "reference",
        Tier::Secondary => "secondary",
    };
    let mut chips = vec![chip(tier, &scope.word(&format!("tier.{tier}")))];
    if source.state_media == Some(true) {
        chips.push(chip("state", &scope.word("state-media")));
    }
    chips
}

/// A small framed word.
pub fn chip(class: &str, text: &str) -> El {
    el("span").class(&format!("chip {class}")).text(text)
}

/// The square of a tone.
pub fn swatch(tone: Tone) -> El {
    el("i").class(&format!("swatch {}", tone.word())).attr("aria-hidden", "true")
}

/// The sign of a footing.
pub fn footing_sign(footing: Footing) -> El {
    el("i").class(&format!("footing {}", footing.word())).attr("aria-hidden", "true")
}

/// A button that opens the rest of a list.
pub fn more_button(key: &str, text: &str) -> El {
    el("button")
        .class("more small")
        .attr("type", "button")
        .attr("data-do", &format!("more:{key}"))
        .child(super::dom::icon(super::dom::Icon::Down))
        .and_text(text)
}

/// A button that reads as a link and chooses something.
pub fn select_button(id: &str, content: El) -> El {
    el("button").class("link").attr("type", "button").attr("data-do", &format!("select:{id}")).child(content)
}
