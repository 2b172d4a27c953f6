//! A long dataset as JSON, read piece by piece: events that say no more than a row can hold become rows of
//! columns as they come in, so that the text is never held whole.

use super::columns::Columns;
use super::document::Document;
use super::edtf::Edtf;
use super::plain_event::{PlainEvent, Reading, read};
use super::read::{MOST_PROBLEMS, Problem, did_you_mean, quote};

/// Reads a dataset as it comes in, in pieces of any length.
///
/// An event is plain where it has a date that is sure, with both ends, a title in one language, no more than one actor and
/// that one's change of status in all tracks, and neither summary, sources, claims nor places. Events that
/// say more stay as they are, as long as there are no more than [`JsonReader::MOST_WHOLE`] of them; beyond that
/// all events are rows, of which only this much is taken.
#[derive(Debug, Default)]
pub struct JsonReader {
    splitter: Splitter,
    columns: Columns,
    actors: Ids,
    statuses: Ids,
    /// Events that say more, one after the other with commas between, with their numbers and where each ends.
    whole: String,
    whole_ends: Vec<(u32, usize)>,
    /// Whether there were so many of them that all events are rows.
    is_loose: bool,
    count: usize,
    problems: Vec<Problem>,
}

/// The most bytes of events that are kept whole.
const MOST_WHOLE_BYTES: usize = 16 << 20;

impl JsonReader {
    /// The most events that are kept with all that they say.
    pub const MOST_WHOLE: usize = 10_000;

    /// Makes room for what is still to come: so many times as much as has been read.
    pub fn make_room(&mut self, times: f64) {
        self.columns.make_room(times);
    }

    /// Reads on. A piece may end anywhere, within a letter even.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(after) = self.splitter.advance(rest) {
            rest = after;
            let item = std::mem::take(&mut self.splitter.item);
            match std::str::from_utf8(&item) {
                Ok(text) => self.take(text),
                Err(_) => self.problem(self.count, "", "bytes that are no UTF-8".into(), "UTF-8", None),
            }
            self.count += 1;
            // Keeps the buffer's memory.
            self.splitter.item = item;
            self.splitter.item.clear();
        }
    }

    /// The text of the dataset with those of its events that are kept whole, once all has been read. It is to
    /// be read as any other.
    pub fn document(&self) -> Result<String, Problem> {
        let broken = |found: &str, expected: &str| Problem {
            path: String::new(),
            found: found.into(),
            expected: expected.into(),
            hint: None,
        };
        if let Some(found) = self.splitter.broken() {
            return Err(broken(found, "JSON"));
        }
        let utf8 = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).map(str::to_owned);
            text.map_err(|_| broken("bytes that are no UTF-8", "UTF-8"))
        };
        let (before, after) = self.splitter.rest.split_at(self.splitter.events_at.unwrap_or(0));
        let before = before.strip_prefix("\u{feff}".as_bytes()).unwrap_or(before);
        let events =
            if self.splitter.events_at.is_some() { format!("[{}]", self.whole) } else { String::new() };
        Ok(utf8(before)? + &events + &utf8(after)?)
    }

    /// A problem of the document with the number that its event has in the file.
    pub fn numbered(&self, mut problem: Problem) -> Problem {
        let number = problem.path.strip_prefix("events[").and_then(|rest| rest.split_once(']'));
        if let Some((at, after)) = number
            && let Some((number, _)) = at.parse().ok().and_then(|at: usize| self.whole_ends.get(at))
        {
            problem.path = format!("events[{number}]{after}");
        }
        problem
    }

    /// How many events have become rows.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The rows, or everything that is wrong with them, at `events[7].actors`.
    pub fn finish(mut self, document: &Document) -> Result<Columns, Vec<Problem>> {
        let actors = self.places("actors", &self.actors, document.actors.iter().map(|actor| &*actor.id));
        let statuses =
            self.places("changes", &self.statuses, document.statuses.iter().map(|status| &*status.id));
        for problem in actors.1.into_iter().chain(statuses.1) {
            self.problems.push(problem);
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let (actors, statuses) = (actors.0, statuses.0);
        let place = |places: &[usize], at: usize| places.get(at).copied();
        for actor in &mut self.columns.actors {
            *actor = place(&actors, usize::from(*actor)).map_or(Columns::NO_ACTOR, |at| at as u16);
        }
        for status in &mut self.columns.statuses {
            *status = place(&statuses, usize::from(*status)).map_or(Columns::NO_STATUS, |at| at as u8);
        }
        Ok(self.columns)
    }

    /// The places of ids in the dataset, and those that it does not have.
    fn places<'a>(
        &self,
        key: &str,
        ids: &Ids,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> (Vec<usize>, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut places = vec![usize::MAX; ids.sorted.len()];
        for (id, at, number) in &ids.sorted {
            match known.clone().position(|other| other == id) {
                Some(place) => places[usize::from(*at)] = place,
                None => problems.push(Problem {
                    path: format!("events[{number}].{key}"),
                    found: quote(id),
                    expected: "an id of the dataset".into(),
                    hint: did_you_mean(id, &mut known.clone()),
                }),
            }
        }
        problems.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        (places, problems)
    }

    fn take(&mut self, text: &str) {
        if self.is_loose {
            return self.take_loosely(self.count, text);
        }
        if let Some(event) = read(text, Reading::Plain)
            && self.push(self.count, &event, Reading::Plain).is_some()
        {
            return;
        }
        if !self.whole.is_empty() {
            self.whole.push(',');
        }
        self.whole.push_str(text);
        self.whole_ends.push((self.count as u32, self.whole.len()));
        if self.whole_ends.len() > JsonReader::MOST_WHOLE || self.whole.len() > MOST_WHOLE_BYTES {
            self.loosen();
        }
    }

    /// There are more events than can be kept whole: all are rows.
    fn loosen(&mut self) {
        self.is_loose = true;
        let whole = std::mem::take(&mut self.whole);
        let mut from = 0;
        for (number, end) in std::mem::take(&mut self.whole_ends) {
            self.take_loosely(number as usize, &whole[from..end]);
            from = end + 1;
        }
    }

    fn take_loosely(&mut self, number: usize, text: &str) {
        let Some(event) = read(text, Reading::Loose) else {
            return self.problem(number, "", "something else".into(), "an event with a date", None);
        };
        if self.push(number, &event, Reading::Loose).is_some() {
            return;
        }
        match Edtf::parse(event.date) {
            Err(expected) => self.problem(number, ".date", quote(event.date), expected, None),
            Ok(edtf) if edtf.start().is_none() || edtf.end().is_none() => {
                self.problem(number, ".date", quote(event.date), "a date with both ends", None);
            }
            Ok(_) => self.problem(number, ".kind", quote(&event.kind), "no more than 256 kinds", None),
        }
    }

    /// Adds a row; `None` where none can hold this.
    fn push(&mut self, number: usize, event: &PlainEvent, reading: Reading) -> Option<()> {
        let edtf = Edtf::parse(event.date).ok().filter(|edtf| reading == Reading::Loose || edtf.is_sure())?;
        let (start_day, days) = edtf.start_and_days()?;
        let kind = self.columns.place_of_kind(&event.kind)?;
        let actor = match event.actor {
            Some(actor) => self.actors.place(actor, number, usize::from(Columns::NO_ACTOR))? as u16,
            None => Columns::NO_ACTOR,
        };
        let status = match event.status {
            Some(status) => self.statuses.place(status, number, usize::from(Columns::NO_STATUS))? as u8,
            None => Columns::NO_STATUS,
        };
        let columns = &mut self.columns;
        columns.push_day(start_day);
        columns.spans.push(days);
        columns.actors.push(actor);
        columns.statuses.push(status);
        columns.kinds.push(kind);
        columns.titles.push_str(&event.title);
        columns.title_ends.push(columns.titles.len() as u32);
        Some(())
    }

    fn problem(&mut self, number: usize, key: &str, found: String, expected: &str, hint: Option<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let path = format!("events[{number}]{key}");
            self.problems.push(Problem { path, found, expected: expected.into(), hint });
        }
    }
}

/// Ids in the order in which they come first, found by their letters.
#[derive(Debug, Default)]
struct Ids {
    /// By letters: the id, its place, and the event that named it first.
    sorted: Vec<(String, u16, u32)>,
}

impl Ids {
    /// The place of an id, where it is added if it is new; `None` where there are `most` already.
    fn place(&mut self, id: &str, number: usize, most: usize) -> Option<usize> {
        let at = match self.sorted.binary_search_by(|(known, ..)| known.as_str().cmp(id)) {
            Ok(at) => return Some(usize::from(self.sorted[at].1)),
            Err(at) => at,
        };
        let place = self.sorted.len();
        (place < most).then(|| {
            self.sorted.insert(at, (id.to_owned(), place as u16, number as u32));
            place
        })
    }
}

/// Cuts the text of a dataset into its events and the rest.
#[derive(Debug, Default)]
struct Splitter {
    /// Everything but the events, and where in it their list stands.
    rest: Vec<u8>,
    events_at: Option<usize>,
    /// The event under way, or the one that has just ended.
    item: Vec<u8>,
    part: Part,
    /// How many brackets are open.
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    /// Where in the rest the last string of the outermost record began and ended.
    last_string: (usize, usize),
    /// Whether that string is a key, with its colon read.
    is_after_colon: bool,
    is_too_long: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Part {
    #[default]
    Rest,
    /// Between events.
    Events,
    /// In one.
    Event,
}

/// The longest event; what is longer has a quote or a bracket that is never closed.
const MOST_EVENT_BYTES: usize = 4 << 20;

impl Splitter {
    /// Reads on, to the end of the next event: what is left after it. `None` where all is read.
    fn advance<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let mut at = 0;
        while at < bytes.len() {
            match self.part {
                Part::Rest => {
                    self.in_rest(bytes[at]);
                    at += 1;
                }
                Part::Events => match bytes[at] {
                    b']' => {
                        self.part = Part::Rest;
                        self.depth = 1;
                        at += 1;
                    }
                    b',' | b' ' | b'\n' | b'\r' | b'\t' => at += 1,
                    _ => {
                        self.part = Part::Event;
                        self.depth = 0;
                    }
                },
                Part::Event => {
                    let (taken, is_done) = self.in_event(&bytes[at..]);
                    at += taken;
                    if is_done {
                        self.part = Part::Events;
                        return Some(&bytes[at..]);
                    }
                }
            }
        }
        None
    }

    fn in_rest(&mut self, byte: u8) {
        if self.is_in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.is_in_string = false;
                    self.last_string.1 = self.rest.len();
                }
                _ => {}
            }
            self.rest.push(byte);
            return;
        }
        match byte {
            b'"' => {
                self.is_in_string = true;
                self.last_string.0 = self.rest.len() + 1;
            }
            b'[' if self.depth == 1 && self.is_after_colon && self.is_at_events() => {
                self.events_at = Some(self.rest.len());
                self.part = Part::Events;
                self.is_after_colon = false;
                return;
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b':' if self.depth == 1 => self.is_after_colon = true,
            b',' if self.depth == 1 => self.is_after_colon = false,
            _ => {}
        }
        self.rest.push(byte);
    }

    /// Whether the key before a list of the outermost record is that of the events, for the first time.
    fn is_at_events(&self) -> bool {
        let (from, to) = self.last_string;
        self.events_at.is_none() && self.rest.get(from..to) == Some(b"events")
    }

    /// Takes bytes of an event: how many, and whether it is complete.
    fn in_event(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        let mut is_done = false;
        while at < bytes.len() && !is_done {
            let byte = bytes[at];
            if self.is_in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => self.is_in_string = false,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.is_in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    // A value that is no record ends before the sign that follows.
                    b',' | b']' | b'}' if self.depth == 0 => break,
                    b'}' | b']' => {
                        self.depth -= 1;
                        is_done = self.depth == 0;
                    }
                    _ => {}
                }
            }
            at += 1;
        }
        let ends_before = at < bytes.len() && !is_done;
        self.item.extend_from_slice(&bytes[..at]);
        if self.item.len() > MOST_EVENT_BYTES {
            self.is_too_long = true;
            self.item.clear();
        }
        // A stray bracket is part of what is wrong.
        if ends_before && at == 0 {
            self.item.push(bytes[0]);
            return (1, true);
        }
        (at, is_done || ends_before)
    }

    /// What is wrong with the brackets of a text that has ended.
    fn broken(&self) -> Option<&'static str> {
        if self.is_too_long {
            return Some("an event of more than four million bytes");
        }
        let is_whole = self.part == Part::Rest && self.depth == 0 && !self.is_in_string;
        (!is_whole).then_some("a text that ends too early")
    }
}
