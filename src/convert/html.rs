//! HTML to plain text: what a reader would read of it, and the addresses of its links.

/// Elements whose content nobody reads.
const UNREAD: [&str; 6] = ["script", "style", "template", "noscript", "iframe", "object"];
/// Elements that stand in lines of their own.
const LINES: [&str; 22] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "tr",
    "ul",
];
/// Elements by which a text that may be HTML shows that it is.
const TELLING: [&str; 14] =
    ["a", "b", "i", "em", "strong", "span", "u", "small", "cite", "sub", "sup", "img", "font", "section"];

/// The text of a piece of HTML. A link to the web is followed by its address in brackets, where that is
/// not its text; all other links are gone, as are scripts and frames.
pub fn plain_text(html: &str) -> String {
    let mut text = Text::default();
    let mut links: Vec<(String, usize)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        if rest.starts_with('&') {
            let (letter, len) = entity(rest);
            text.push(&letter);
            rest = rest.get(len..).unwrap_or("");
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(tag) = Tag::read(rest) {
            rest = rest.get(tag.len..).unwrap_or("");
            if UNREAD.contains(&&*tag.name) && !tag.is_end {
                rest = after_end(rest, &tag.name);
            } else if LINES.contains(&&*tag.name) {
                text.end_line();
            } else if tag.name == "a" && !tag.is_end {
                links.push((tag.attribute("href").unwrap_or_default(), text.written.len()));
            } else if tag.name == "a"
                && let Some((address, start)) = links.pop()
            {
                let label = text.written.get(start..).unwrap_or("").trim();
                if crate::dataset::is_web_address(&address) && !label.contains(&address) {
                    let brackets = if label.is_empty() { address } else { format!(" ({address})") };
                    text.push(&brackets);
                }
            } else if tag.name == "img" {
                text.push(&tag.attribute("alt").unwrap_or_default());
            }
        } else {
            text.push("<");
            rest = rest.get(1..).unwrap_or("");
        }
    }
    text.push(rest);
    text.finish()
}

/// The beginning of a text as a title.
pub fn first_words(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or("").trim();
    if line.chars().count() <= MOST {
        return line.trim_end_matches('.').to_owned();
    }
    let cut: String = line.chars().take(MOST).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.']))
}

/// The text of something that may be HTML or may be text already.
pub fn text_of(text: &str) -> String {
    let is_html = text.match_indices('<').any(|(at, _)| {
        let tag = text.get(at..).and_then(Tag::read);
        tag.is_some_and(|tag| [&TELLING[..], &LINES, &UNREAD].concat().contains(&&*tag.name))
    });
    if is_html { plain_text(text) } else { text.trim().to_owned() }
}

/// The first address on the web that an attribute of a piece of HTML names, as in the code of a frame.
pub fn address_in(html: &str) -> Option<String> {
    let tags = html.match_indices('<').filter_map(|(at, _)| html.get(at..).and_then(Tag::read));
    let addresses =
        tags.filter_map(|tag| tag.attribute("src").or(tag.attribute("href")).or(tag.attribute("cite")));
    addresses.map(|address| with_scheme(&address)).find(|address| crate::dataset::is_web_address(address))
}

/// An address without a scheme of its own has the page's, which is `https:` today.
pub fn with_scheme(address: &str) -> String {
    match address.trim().strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => address.trim().to_owned(),
    }
}

/// A text with single spaces and no blank lines.
#[derive(Default)]
struct Text {
    written: String,
}

impl Text {
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            if !letter.is_whitespace() || letter == '\u{a0}' {
                self.written.push(if letter == '\u{a0}' { ' ' } else { letter });
            } else if !self.written.ends_with([' ', '\n']) && !self.written.is_empty() {
                self.written.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        self.written.truncate(self.written.trim_end_matches(' ').len());
        if !self.written.ends_with('\n') && !self.written.is_empty() {
            self.written.push('\n');
        }
    }

    fn finish(self) -> String {
        self.written.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n').collect()
    }
}

/// A tag at the beginning of a text.
struct Tag<'a> {
    /// In small letters.
    name: String,
    is_end: bool,
    attributes: &'a str,
    /// In bytes, brackets and all.
    len: usize,
}

impl<'a> Tag<'a> {
    /// Reads a tag; what is never closed is none.
    fn read(text: &'a str) -> Option<Tag<'a>> {
        let inner = text.strip_prefix('<')?;
        let is_end = inner.starts_with('/');
        let named = inner.strip_prefix('/').unwrap_or(inner);
        if !named.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '!' | '?')) {
            return None;
        }
        let name_len = named
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'))
            .unwrap_or(named.len());
        let mut quote = None;
        for (at, letter) in named.char_indices().skip_while(|(at, _)| *at < name_len) {
            match (quote, letter) {
                (None, '>') => {
                    let attributes = named.get(name_len..at)?;
                    let len = text.len() - named.len() + at + 1;
                    return Some(Tag {
                        name: named.get(..name_len)?.to_lowercase(),
                        is_end,
                        attributes,
                        len,
                    });
                }
                (None, '"' | '\'') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                _ => {}
            }
        }
        None
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            let end = rest
                .find(|letter: char| letter.is_whitespace() || letter == '=' || letter == '/')
                .unwrap_or(rest.len());
            let found = rest.get(..end)?.to_lowercase();
            if rest.is_empty() {
                return None;
            }
            rest = rest.get(end..)?.trim_start();
            let Some(value) = rest.strip_prefix('=') else {
                if found.is_empty() {
                    rest = rest.get(rest.chars().next()?.len_utf8()..)?;
                }
                continue;
            };
            let value = value.trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.get(1..)?.split_once(quote)?,
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if found == name {
                return Some(entities(value));
            }
            rest = after;
        }
    }
}

/// What follows the end of an element whose content nobody reads.
fn after_end<'a>(text: &'a str, name: &str) -> &'a str {
    let ends = text.match_indices("</").filter_map(|(at, _)| {
        let after = text.get(at..)?;
        let tag = Tag::read(after).filter(|tag| tag.name == name)?;
        after.get(tag.len..)
    });
    ends.into_iter().next().unwrap_or("")
}

fn entities(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        plain.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let (letter, len) = entity(rest);
        plain.push_str(&letter);
        rest = rest.get(len..).unwrap_or("");
    }
    plain + rest
}

/// Names of letters as they are met in texts.
const NAMED: [(&str, &str); 47] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("times", "×"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("para", "¶"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("shy", ""),
    ("zwnj", ""),
];

/// What an entity at the beginning of a text stands for, and its length; what is none stands for itself.
fn entity(text: &str) -> (String, usize) {
    let body = text.get(1..).unwrap_or("");
    let end = body.bytes().take(12).position(|byte| byte == b';');
    let name = end.and_then(|end| body.get(..end)).unwrap_or("");
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    let letter = code.and_then(char::from_u32).filter(|letter| !letter.is_control()).map(String::from);
    let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| (*letter).to_owned());
    match letter.or(named) {
        Some(letter) => (letter, name.len() + 2),
        None => ("&".into(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_becomes_what_is_read_of_it() {
        let table = [
            ("plain", "plain"),
            ("a < b & c", "a < b & c"),
            ("1 <2", "1 <2"),
            ("<p>One.</p><p class=\"lead\">Two<br>three</p>", "One.\nTwo\nthree"),
            ("<ul><li>a</li> <li>b</li></ul>", "a\nb"),
            (
                "see <a href=\"https://example.org/x?a=1&amp;b=2\">the report</a>.",
                "see the report (https://example.org/x?a=1&b=2).",
            ),
            ("<a href='https://example.org/'>https://example.org/</a>", "https://example.org/"),
            ("<a href=\"javascript:alert(1)\">click</a>", "click"),
            ("<a href=https://example.org>here</a>", "here (https://example.org)"),
            (
                "<a href=\"https://example.org/p\"><img src=\"p.png\" alt=\"A picture\"></a>",
                "A picture (https://example.org/p)",
            ),
            ("<script>alert('<p>')</script>after", "after"),
            ("<style>p { }</style><b>b</b>old", "bold"),
            ("<!-- no -->yes<!-- never ends", "yes"),
            ("&ldquo;q&rdquo; &#8212; &#x2014; &nosuch; &amp;lt;", "“q” — — &nosuch; &lt;"),
            ("<b>unclosed <i", "unclosed <i"),
            ("<blockquote>Said. <cite>She</cite></blockquote>", "Said. She"),
            ("  many \n\n spaces  ", "many spaces"),
            ("<IFRAME src='https://example.org/v'>x</IFRAME>", ""),
        ];
        for (html, text) in table {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn text_that_is_no_html_stays_as_it_is() {
        assert_eq!(text_of("x <y> AT&amp;T  &c"), "x <y> AT&amp;T  &c");
        assert_eq!(text_of("x <b>y</b> AT&amp;T"), "x y AT&T");
    }

    #[test]
    fn the_address_of_a_frame_is_found() {
        let frame = "<iframe width=\"5\" src=\"//example.org/v?a&amp;b\"></iframe>";
        assert_eq!(address_in(frame).as_deref(), Some("https://example.org/v?a&b"));
        assert_eq!(address_in("<a href='javascript:x'>"), None);
    }

    proptest! {
        #[test]
        fn no_html_is_too_strange(html in "(<[a-z/!?\"'= ]{0,9}>?|&[#a-z0-9x]{0,5};?|<a href=|https://a\\.b|[a-z \"'é]|-->|<!--|</?script>){0,12}|\\PC{0,40}") {
            let text = plain_text(&html);
            prop_assert!(!text.contains("</script>") || html.contains("&"));
            text_of(&html);
            address_in(&html);
        }

        #[test]
        fn what_has_neither_tags_nor_entities_is_left(text in "[a-zA-Zé0-9.,;:!? -]{0,40}") {
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain_text(&text), expected);
        }
    }
}
