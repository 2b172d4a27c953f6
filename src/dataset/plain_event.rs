//! One event of a JSON text, read without making a tree of it: what a row of columns can hold.

use std::borrow::Cow;

/// What a row tells of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlainEvent<'a> {
    pub date: &'a str,
    pub title: Cow<'a, str>,
    pub kind: Cow<'a, str>,
    pub actor: Option<&'a str>,
    pub status: Option<&'a str>,
}

/// How much an event may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// No more than a row can hold.
    Plain,
    /// Anything; what a row cannot hold is passed over.
    Loose,
}

/// Reads an event. `None` where it says more than it may, or is none.
pub(super) fn read(text: &str, reading: Reading) -> Option<PlainEvent<'_>> {
    let mut cursor = Cursor { text, at: 0 };
    let mut event = PlainEvent::default();
    let mut change: Option<(&str, &str)> = None;
    let is_loose = reading == Reading::Loose;
    cursor.each_pair(&mut |cursor, key| {
        match key {
            "id" => cursor.string().map(drop),
            "date" => cursor.plain_string().map(|date| event.date = date),
            "title" if cursor.peek() == Some(b'"') => cursor.string().map(|title| event.title = title),
            // Of several languages the first.
            "title" if is_loose => cursor.each_pair(&mut |cursor, _| {
                let text = cursor.string()?;
                if event.title.is_empty() {
                    event.title = text;
                }
                Some(())
            }),
            "kind" => cursor.string().map(|kind| event.kind = kind),
            "actors" => cursor.each_item(&mut |cursor| {
                let actor = cursor.plain_string()?;
                let is_first = event.actor.is_none();
                event.actor = event.actor.or(Some(actor));
                (is_first || is_loose).then_some(())
            }),
            "changes" => cursor.each_item(&mut |cursor| {
                let read = cursor.change(is_loose)?;
                let is_first = change.is_none();
                change = change.or(read);
                (is_first || is_loose).then_some(())
            }),
            _ if is_loose => cursor.skip(),
            "summary" => cursor.plain_string().filter(|text| text.is_empty()).map(drop),
            "sources" | "tracks" | "areas" | "places" | "claims" | "disputes" => {
                cursor.each_item(&mut |_| None)
            }
            _ => None,
        }
    })?;
    cursor.blanks();
    if let Some((actor, status)) = change {
        // Read loosely, an event that changes another actor's status becomes a row of that one.
        if event.actor != Some(actor) && !is_loose {
            return None;
        }
        (event.actor, event.status) = (Some(actor), Some(status));
    }
    (cursor.at == text.len() && !event.date.is_empty()).then_some(event)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a sign with the blanks around it, where it stands here.
    fn takes(&mut self, sign: u8) -> bool {
        self.blanks();
        let is_there = self.peek() == Some(sign);
        if is_there {
            self.at += 1;
            self.blanks();
        }
        is_there
    }

    /// The letters of a string as they are written.
    fn letters(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let from = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            match *bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                0..0x20 => return None,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        self.text.get(from..at)
    }

    /// A string without escapes: ids and dates have none.
    fn plain_string(&mut self) -> Option<&'a str> {
        self.letters().filter(|letters| !letters.contains('\\'))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        let letters = self.letters()?;
        if letters.contains('\\') { unescaped(letters).map(Cow::Owned) } else { Some(Cow::Borrowed(letters)) }
    }

    /// Hands over each pair of a record: its key, with the cursor before its value.
    fn each_pair(&mut self, visit: &mut dyn FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        if !self.takes(b'{') {
            return None;
        }
        if self.takes(b'}') {
            return Some(());
        }
        loop {
            let key = self.plain_string()?;
            if !self.takes(b':') {
                return None;
            }
            visit(self, key)?;
            if self.takes(b',') {
                continue;
            }
            return self.takes(b'}').then_some(());
        }
    }

    /// Hands over each item of a list, with the cursor before it.
    fn each_item(&mut self, visit: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if !self.takes(b'[') {
            return None;
        }
        if self.takes(b']') {
            return Some(());
        }
        loop {
            visit(self)?;
            if self.takes(b',') {
                continue;
            }
            return self.takes(b']').then_some(());
        }
    }

    /// Who takes which status, in all tracks: the outer `None` where it says more, the inner where it
    /// sets none.
    #[allow(clippy::option_option)]
    fn change(&mut self, is_loose: bool) -> Option<Option<(&'a str, &'a str)>> {
        let (mut actor, mut status) = (None, None);
        self.each_pair(&mut |cursor, key| match key {
            "actor" => cursor.plain_string().map(|id| actor = Some(id)),
            "status" if cursor.peek() == Some(b'"') => cursor.plain_string().map(|id| status = Some(id)),
            _ if is_loose => cursor.skip(),
            _ => None,
        })?;
        match (actor, status) {
            (Some(actor), Some(status)) => Some(Some((actor, status))),
            _ => is_loose.then_some(None),
        }
    }

    /// Passes over a value. Its brackets are known to be closed.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.letters()?;
                    if depth == 0 {
                        return Some(());
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return Some(()),
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return Some(());
                    }
                }
                b',' if depth == 0 => return Some(()),
                _ => {}
            }
            self.at += 1;
        }
    }
}

/// The letters of a string with escapes.
fn unescaped(letters: &str) -> Option<String> {
    let mut text = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let escape = after.chars().next()?;
        rest = after.get(escape.len_utf8()..)?;
        text.push(match escape {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '/' => escape,
            'u' => {
                let high = unit(&mut rest)?;
                match high {
                    // The second half of what takes two.
                    0xd800..0xdc00 => {
                        rest = rest.strip_prefix("\\u")?;
                        let low = unit(&mut rest)?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                        char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)?
                    }
                    _ => char::from_u32(high)?,
                }
            }
            _ => return None,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// Four hexadecimal digits.
fn unit(rest: &mut &str) -> Option<u32> {
    let digits = rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *rest = &rest[4..];
    u32::from_str_radix(digits, 16).ok()
}
