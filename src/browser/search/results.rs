//! The list of what was found, group by group, with what was looked for underlined.

use std::ops::Range;

use super::Choice;
use super::field::Filling;
use crate::atlas::known_days;
use crate::browser::dom::{El, el};
use crate::browser::inner::Inner;
use crate::browser::parts::{Scope, footing_sign, swatch};
use crate::dataset::search::{
    Folding, Group, Hit, Item, Names, Passage, Role, Token, excerpt, has_all, marks, passages,
};
use crate::scene::{DateStyle, Host, edtf_words, typed_day, words};

/// How many lines of a group are listed before it is asked for in full.
const MOST_LINES: usize = 5;
/// How many lines of a group are listed at most.
const MOST_ALL: usize = 100;
/// How many letters of a text below the title are shown.
const EXCERPT: usize = 110;

/// What to write under the field, and what its lines do.
pub fn list(inner: &Inner) -> (Filling, Vec<Choice>) {
    let query = inner.state.query.trim();
    let hits = &inner.search.answer.hits;
    let mut filling = Filling { groups: Vec::new(), count: String::new(), none: None, hint: None };
    let mut choices = Vec::new();
    if query.is_empty() {
        return (filling, choices);
    }
    filling.count = inner.host_messages().count("search.found", hits.len());
    let (first, last) = known_days(&inner.dataset);
    let day = typed_day(query, &inner.host).filter(|day| (first..=last).contains(day));
    if let Some(day) = day {
        let values = [("name", inner.word("date.go")), ("status", inner.host_date(day, DateStyle::Long))];
        let text =
            inner.host_messages().fill("lane", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        filling.groups.push(option(choices.len()).child(el("span").class("found-title").text(&text)));
        choices.push(Choice::Day(day));
    }
    if hits.is_empty() && day.is_none() {
        filling.none = Some(nothing(inner, query));
        return (filling, choices);
    }
    for group in hits.chunk_by(|a, b| a.item.group() == b.item.group()) {
        filling.groups.push(group_list(inner, group, &mut choices));
    }
    if hits.is_empty() {
        return (filling, choices);
    }
    let keep = inner.host_messages().fill("search.keep", &[("query", query)]);
    let keep = option(choices.len()).class("found keep").child(el("span").text(&keep));
    choices.push(Choice::Keep);
    filling.groups.push(keep);
    filling.hint = (!inner.size.is_touch).then(|| inner.word("search.hint"));
    (filling, choices)
}

fn option(at: usize) -> El {
    el("div")
        .class("found")
        .attr("role", "option")
        .attr("id", &format!("found-{at}"))
        .attr("data-do", &format!("found:{at}"))
}

fn group_list(inner: &Inner, hits: &[Hit], choices: &mut Vec<Choice>) -> El {
    let group = hits[0].item.group();
    let key = match group {
        Group::Actors => "search.actors",
        Group::Areas => "search.areas",
        Group::Events => "events",
        Group::Places => "search.places",
        Group::Claims => "claims",
        Group::Sources => "sources",
    };
    let id = format!("found-{}", key.replace('.', "-"));
    let count = el("span").class("muted").text(&inner.host.number(hits.len()));
    let heading = el("div")
        .class("found-group small")
        .attr("id", &id)
        .attr("role", "presentation")
        .child(el("b").text(&inner.word(key)))
        .and_text(" ")
        .child(count);
    let is_whole = inner.search.whole.contains(&group);
    let most = if is_whole { MOST_ALL } else { MOST_LINES };
    let mut lines = Vec::new();
    for hit in hits.iter().take(most) {
        lines.push(line(inner, hit.item, choices.len()));
        choices.push(Choice::Open(hit.item));
    }
    if !is_whole && hits.len() > most {
        let text = inner.host_messages().count("search.all", hits.len());
        lines.push(option(choices.len()).class("found more").child(el("span").text(&text)));
        choices.push(Choice::All(group));
    }
    el("div").attr("role", "group").attr("aria-labelledby", &id).child(heading).children(lines)
}

fn line(inner: &Inner, item: Item, at: usize) -> El {
    let Some(index) = &inner.search.index else { return option(at) };
    let (tokens, folding) = (&inner.search.answer.tokens, index.folding());
    let names = Names {
        language: inner.host.language(),
        actor: &|actor| words::actor_name(&inner.dataset, actor, &inner.host),
        row_title: &|row| inner.host.row_title(row),
    };
    let all = passages(&inner.dataset, index.places(), &names, item);
    let Some((title, rest)) = all.split_first() else { return option(at) };
    let mark = match item {
        Item::Actor(actor) => {
            let track = inner.state.track_index(&inner.dataset);
            let shown = inner.dataset.fold.standing(actor, inner.state.date, track).shown;
            shown.map(|status| swatch(inner.dataset.document.statuses[status].tone))
        }
        Item::Claim(event, claim) => {
            Some(footing_sign(inner.dataset.document.events[event].claims[claim].footing))
        }
        _ => None,
    };
    let name =
        el("span").class("found-title").maybe(mark).child(marked("span", title, tokens, folding, false));
    // Words that the title lacks are shown where they do stand.
    let beyond = (!has_all(tokens, &title.text, folding))
        .then(|| best_of(rest, tokens, folding))
        .flatten()
        .map(|passage| marked("span", passage, tokens, folding, true).class("found-text small muted"));
    let aside = aside(inner, item).map(|text| el("span").class("found-aside small muted").text(&text));
    option(at).child(el("span").child(name).maybe(beyond)).maybe(aside)
}

/// The passage that has most of what was looked for.
fn best_of<'p>(rest: &'p [Passage<'p>], tokens: &[Token], folding: &Folding) -> Option<&'p Passage<'p>> {
    let counted = rest.iter().map(|passage| {
        let count =
            tokens.iter().filter(|token| has_all(std::slice::from_ref(*token), &passage.text, folding));
        (count.count(), passage)
    });
    // Of equals the first, which says most.
    let best = counted.rev().max_by_key(|(count, _)| *count);
    best.filter(|(count, _)| *count > 0).map(|(_, passage)| passage)
}

/// A text with what was looked for in it underlined; a long one only about that.
fn marked(name: &str, passage: &Passage, tokens: &[Token], folding: &Folding, is_cut: bool) -> El {
    let text = &*passage.text;
    let ranges = marks(tokens, text, folding);
    let most = if is_cut || passage.role != Role::Title { EXCERPT } else { usize::MAX };
    let shown = excerpt(text, &ranges, most);
    let mut element = el(name);
    if let Some(language) = passage.language {
        element = element.attr("lang", language);
    }
    if shown.start > 0 {
        element = element.and_text("… ");
    }
    let mut at = shown.start;
    let is_shown = |range: &&Range<usize>| range.start >= shown.start && range.end <= shown.end;
    for range in ranges.iter().filter(is_shown) {
        element = element.and_text(&text[at..range.start]).child(el("mark").text(&text[range.clone()]));
        at = range.end;
    }
    element = element.and_text(&text[at..shown.end]);
    if shown.end < text.len() { element.and_text(" …") } else { element }
}

/// What stands at the right of a line.
fn aside(inner: &Inner, item: Item) -> Option<String> {
    let Inner { dataset, host, .. } = inner;
    let scope = Scope { dataset, host };
    let document = &dataset.document;
    Some(match item {
        Item::Actor(actor) => words::standing_name(actor, &inner.state, dataset, host),
        Item::Track(_) | Item::Area(..) => inner.word("search.only"),
        Item::Event(id) => match document.events.get(id) {
            Some(event) => edtf_words(&event.date, true, host),
            None => host.date(dataset.day_of(id), DateStyle::Short),
        },
        Item::Claim(event, _) => edtf_words(&document.events[event].date, true, host),
        Item::Place(at) => {
            let events = inner.search.index.as_ref()?.places().get(at)?.events.len();
            inner.host_messages().count("events.some", events)
        }
        Item::Source(at) => scope.plain(&document.sources[at].publisher),
    })
}

/// Nothing was found: what to loosen, and the way back.
fn nothing(inner: &Inner, query: &str) -> El {
    let messages = inner.host_messages();
    let text = messages.fill("search.none", &[("query", query)]);
    let button = |action: &str, text: &str| {
        el("button").class("link").attr("type", "button").attr("data-do", action).text(text)
    };
    let looser = inner.search.index.as_ref().and_then(|index| {
        let all: Vec<&str> = query.split_whitespace().collect();
        let without = |at: usize| {
            let rest: Vec<&str> = all.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, w)| *w).collect();
            let rest = rest.join(" ");
            (index.find(&rest, &inner.dataset).hits.len(), at, rest)
        };
        // A long sentence is no list of words to be left out one by one.
        let tried = (0..all.len()).filter(|_| (2..=6).contains(&all.len())).map(without);
        let (count, at, rest) = tried.max_by_key(|(count, ..)| *count)?;
        let text = messages.count_with("search.without", count, &[("word", all[at])]);
        (count > 0).then(|| button(&format!("search-for:{rest}"), &text))
    });
    let all = button("search-for:", &messages.count("search.show-all", inner.dataset.event_count()));
    el("div").class("search-none").child(el("p").attr("role", "status").text(&text)).maybe(looser).child(all)
}
