//! What stands inside the element until it is ready, and wherever it cannot be: the day as real text
//! in the page's own HTML, with its picture.

use std::fmt::Write;

use aukus_atlas::atlas::State;
use aukus_atlas::dataset::{Dataset, Edtf, Precision, Text};
use aukus_atlas::scene::svg::escape;
use aukus_atlas::scene::{Host, edtf_words, words};

/// The fallback of what is looked at, as HTML: a figure. `picture` is HTML too.
pub fn html(dataset: &Dataset, state: &State, picture: &str, host: &dyn Host) -> String {
    let page = Page { dataset, state, host };
    let mut html = String::new();
    let language = escape(&dataset.document.language);
    // Writing to a string does not fail.
    let _ = writeln!(html, "<figure class=\"aukus-atlas-fallback\" lang=\"{language}\">");
    let _ = writeln!(html, "  <h2>{}</h2>", page.text(&dataset.document.title));
    let _ = writeln!(html, "  <p>{}</p>", page.sentence());
    let _ = writeln!(html, "  {}", picture.trim());
    html.push_str(&page.events());
    let _ = writeln!(html, "  <figcaption>{}</figcaption>", escape(&words::attribution(dataset, host)));
    html.push_str("</figure>\n");
    html
}

struct Page<'a> {
    dataset: &'a Dataset,
    state: &'a State,
    host: &'a dyn Host,
}

impl Page<'_> {
    fn text(&self, text: &Text) -> String {
        let found = words::text(text, self.dataset, self.host);
        match found.other_language.filter(|tag| **tag != *self.dataset.document.language) {
            Some(tag) => format!("<span lang=\"{}\">{}</span>", escape(tag), escape(found.text)),
            None => escape(found.text),
        }
    }

    fn sentence(&self) -> String {
        let runs = words::sentence(self.state, self.dataset, self.host);
        let bold = |run: &words::Run| match run.is_bold {
            true => format!("<b>{}</b>", escape(&run.text)),
            false => escape(&run.text),
        };
        runs.iter().map(bold).collect()
    }

    /// The events to the day, the last first.
    fn events(&self) -> String {
        let by_day = self.dataset.events_by_day.iter().rev();
        let known: Vec<usize> =
            by_day.copied().filter(|&event| self.dataset.links[event].day() <= self.state.date).collect();
        if known.is_empty() {
            return format!("  <p>{}</p>\n", escape(self.host.messages().get("events.none")));
        }
        let summary = escape(self.host.messages().get("events.to-day"));
        let items: String = known.iter().map(|&event| self.event(event)).collect();
        format!(
            "  <details>\n  <summary>{summary} ({})</summary>\n  <ol>\n{items}  </ol>\n  </details>\n",
            known.len()
        )
    }

    fn event(&self, event: usize) -> String {
        let written = &self.dataset.document.events[event];
        let sources = self.dataset.links[event].sources.iter().map(|&source| {
            let source = &self.dataset.document.sources[source];
            let name = format!("{}: {}", self.text(&source.publisher), self.text(&source.title));
            match &source.url {
                Some(url) => format!("<a href=\"{}\">{name}</a>", escape(&url.0)),
                None => name,
            }
        });
        let sources = sources.collect::<Vec<_>>().join("; ");
        let (date, title) = (self.time(&written.date), self.text(&written.title));
        let cite = if sources.is_empty() { String::new() } else { format!(" <small>{sources}</small>") };
        format!("    <li>{date} {title}{cite}</li>\n")
    }

    fn time(&self, date: &Edtf) -> String {
        let words = escape(&edtf_words(date, false, self.host));
        match machine_date(date) {
            Some(machine) => format!("<time datetime=\"{machine}\">{words}</time>"),
            None => words,
        }
    }
}

/// A date as HTML and JSON-LD know it, `2024-04-08`, `2024-04` or `2024`: that of its start.
pub fn machine_date(date: &Edtf) -> Option<String> {
    let point = date.start()?;
    let (year, month, day) = point.first.to_ymd();
    // HTML's years are those of four digits; there is no year 0.
    if !(1..=9999).contains(&year) {
        return None;
    }
    Some(match point.precision {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// An SVG document as a part of a page: as wide as there is room, with ids that no other picture of the
/// page has.
pub fn inline_svg(svg: &str, id: &str) -> String {
    let named = svg.replace(" id=\"", &format!(" id=\"{id}-")).replace("url(#", &format!("url(#{id}-"));
    // The height follows from the box.
    let Some((open, rest)) = named.split_once('>') else { return named };
    let attributes = open.split(' ').filter(|part| !part.starts_with("height="));
    let attributes = attributes.map(|part| if part.starts_with("width=") { "width=\"100%\"" } else { part });
    format!("{}>{rest}", attributes.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use aukus_atlas::dataset::Dataset;
    use aukus_atlas::scene::NativeHost;

    use super::*;
    use crate::picture;

    fn dataset(title: &str) -> Dataset {
        let json = serde_json::json!({
            "schema": 1, "title": title, "language": "en", "updated": "2024-04-30",
            "scales": [{"id": "nearness", "label": "Nearness", "ordered": true}],
            "statuses": [{"id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1"}],
            "groups": [{"id": "all", "label": "All"}], "tracks": [],
            "sources": [{"id": "s", "title": "A & B", "publisher": "Ministry", "tier": "official", "url": "https://example.org/?a=1&b=2"}],
            "actors": [{"id": "JPN", "group": "all", "code": "JPN"}],
            "events": [
                {"id": "joins", "date": "2024-04", "title": "Japan joins", "summary": "", "kind": "accession", "actors": ["JPN"],
                 "sources": ["s"], "changes": [{"actor": "JPN", "status": "member"}]},
                {"id": "later", "date": "2024-04-20", "title": "Later", "summary": "", "kind": "accession", "actors": [], "sources": []},
            ]
        });
        Dataset::read(&json).unwrap()
    }

    #[test]
    fn texts_are_never_markup_and_events_to_the_day_are_listed_with_their_sources() {
        let dataset = dataset("<script>alert(1)</script> & \"more\"");
        let day = aukus_atlas::dataset::Day::parse("2024-04-08");
        let state = picture::state(&dataset, day, None).unwrap();
        let html = html(&dataset, &state, "<svg></svg>", &NativeHost::english());
        assert!(
            html.contains("<h2>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;</h2>"),
            "{html}"
        );
        assert!(html.contains("<p>On <b>8 April 2024</b>: <b>1</b> member (Japan).</p>"), "{html}");
        assert!(html.contains(
            "<li><time datetime=\"2024-04\">April 2024</time> Japan joins <small><a href=\"https://example.org/?a=1&amp;b=2\">\
             Ministry: A &amp; B</a></small></li>"
        ), "{html}");
        assert!(!html.contains("Later"));
        assert!(!html.contains("<script"));
        // What search engines read is data, and nothing in it ends its element.
        let data = crate::json_ld::element(&dataset, &NativeHost::english());
        assert_eq!((data.matches("<script").count(), data.matches("</script").count()), (1, 1));
    }

    #[test]
    fn dates_are_as_html_knows_them() {
        let of = |text: &str| machine_date(&Edtf::parse(text).unwrap());
        assert_eq!(of("2024-04-08").as_deref(), Some("2024-04-08"));
        assert_eq!(of("2024~").as_deref(), Some("2024"));
        assert_eq!(of("2023-05/2025").as_deref(), Some("2023-05"));
        assert_eq!(of("-0043-03-15"), None);
        assert_eq!(of("../2024"), None);
    }

    #[test]
    fn two_pictures_of_a_page_share_no_ids() {
        let svg = "<svg xmlns=\"x\" width=\"640\" height=\"300\" viewBox=\"0 0 640 300\"><clipPath id=\"box0\"/><g clip-path=\"url(#box0)\"/></svg>";
        assert_eq!(
            inline_svg(svg, "a"),
            "<svg xmlns=\"x\" width=\"100%\" viewBox=\"0 0 640 300\"><clipPath id=\"a-box0\"/><g clip-path=\"url(#a-box0)\"/></svg>"
        );
    }
}
