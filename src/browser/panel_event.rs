//! The panel of an event: what happened, what it changed, who said what, and where that stands.

use super::dom::{El, el, flag};
use super::panel::{PanelInput, claims, section, top};
use super::parts::{chips, select_button, swatch};
use crate::atlas::claims_by_weight;
use crate::dataset::{Change, Day, Event, Precision, Tier, Verification};
use crate::scene::{DateStyle, edtf_words, words};

/// Everything known of an event.
// The module is split here.
#[inline(never)]
pub fn event(input: &PanelInput, event: usize) -> Vec<El> {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let written = &dataset.document.events[event];
    let kind = scope.kind(&written.kind);
    let above = belongs(input, event, &kind);

    let places: Vec<String> = written.places.iter().map(|place| scope.plain(&place.name)).collect();
    let places = scope.host.list(&places);
    let is_day =
        written.date.start().is_some_and(|p| p.precision >= Precision::Day) && !written.date.is_interval();
    let date = match is_day && written.date.starts_exactly() {
        true => scope.host.date(written.date.first_day(), DateStyle::Full),
        false => edtf_words(&written.date, false, scope.host),
    };
    let when_where = if places.is_empty() { date } else { format!("{date} · {places}") };
    let mut parts = vec![
        top(input, above, scope.text("h3", &written.title).class("name")),
        el("p").class("muted when").text(&when_where),
    ];
    if input.is_at_rest {
        return parts;
    }
    parts.push(scope.text("p", &written.summary).class("lead"));
    parts.extend(changed(input, event));
    parts.extend(taking_part(input, event));
    let all: Vec<_> =
        claims_by_weight(&written.claims, dataset).into_iter().map(|claim| (None, claim)).collect();
    parts.extend(claims(input, &scope.word("claims"), &all, ("count.of", all.len())));
    parts.extend(disputes(input, written));
    parts.extend(sources(input, written));
    parts
}

/// Kind, tracks and areas of an event: each keeps what is like it, or lets go of that again.
fn belongs(input: &PanelInput, event: usize, kind: &str) -> El {
    let scope = &input.scope;
    let (dataset, state) = (scope.dataset, input.state);
    let written = &dataset.document.events[event];
    let link = |action: String, name: String, is_on: bool| {
        el("button")
            .class("link keeps")
            .attr("type", "button")
            .attr("data-do", &action)
            .attr("aria-pressed", flag(is_on))
            .attr("title", &scope.host.messages().fill("only", &[("name", &name)]))
            .text(&name)
    };
    let kept_kind = state.kinds.contains(&written.kind);
    let mut links = vec![link(format!("kind:{}", written.kind), kind.to_owned(), kept_kind)];
    for &track in &dataset.links[event].tracks {
        let track = &dataset.document.tracks[track];
        let is_on = state.track.as_deref() == Some(&*track.id);
        let id = if is_on { "" } else { &*track.id };
        links.push(link(format!("track:{id}"), scope.plain(&track.label), is_on));
    }
    let areas = dataset.document.tracks.iter().flat_map(|track| &track.areas);
    for area in areas.filter(|area| written.areas.contains(&area.id)) {
        let is_on = state.areas.iter().any(|id| **id == *area.id);
        links.push(link(format!("area:{}", &*area.id), scope.plain(&area.label), is_on));
    }
    let mut line = el("p");
    for (at, link) in links.into_iter().enumerate() {
        line = line.and_text(if at == 0 { "" } else { " · " }).child(link);
    }
    line
}

/// What the event changed: from which status to which.
fn changed(input: &PanelInput, event: usize) -> Option<El> {
    let scope = &input.scope;
    let written = &scope.dataset.document.events[event];
    if written.changes.is_empty() {
        return None;
    }
    let items = written.changes.iter().map(|change| change_item(input, event, change));
    let heading = scope.heading(&scope.word("changed"), Some(scope.ours()));
    Some(section(heading, [el("ul").class("plain").children(items)]))
}

pub fn change_item(input: &PanelInput, event: usize, change: &Change) -> El {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let day = dataset.links[event].day();
    let actor = dataset.actor(&change.actor);
    let track = change.track.as_ref().and_then(|id| dataset.track(id));
    let shown = |day: Day| actor.and_then(|actor| dataset.fold.standing(actor, day, track).shown);
    let (before, after) = (shown(day.plus(-1)), shown(day));
    let name = actor.map_or(change.actor.to_string(), |actor| words::actor_name(dataset, actor, scope.host));
    let mut line = el("p").class("change").child(select_button(&change.actor, el("b").text(&name)));
    match (before, after) {
        (Some(before), Some(after)) if before == after => {
            line = line
                .child(scope.status(after))
                .child(el("span").class("small muted").text(&scope.word("restated")));
        }
        (before, after) => {
            if let Some(before) = before {
                line =
                    line.child(scope.status(before)).and_text(&format!(" {} ", scope.word("change.arrow")));
            }
            line = line.maybe(after.map(|after| scope.status(after)));
        }
    }
    let partly = (change.verification == Some(Verification::Partly))
        .then(|| super::parts::chip("partly", &scope.word("partly")));
    let note = change.note.as_ref().map(|note| scope.text("p", note).class("small muted"));
    el("li").child(line.maybe(partly)).maybe(note)
}

fn taking_part(input: &PanelInput, event: usize) -> Option<El> {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let actors = &dataset.links[event].actors;
    if actors.is_empty() {
        return None;
    }
    let track = input.state.track_index(dataset);
    let items = actors.iter().map(|&actor| {
        let shown = dataset.fold.standing(actor, input.state.date, track).shown;
        let mark = shown.map(|status| swatch(dataset.document.statuses[status].tone));
        let name = words::actor_name(dataset, actor, scope.host);
        let content =
            el("span").class("status").maybe(mark).child(el("span").class("underlined").text(&name));
        el("li").child(select_button(&dataset.document.actors[actor].id, content))
    });
    let heading = scope.heading(&scope.word("taking-part"), None);
    Some(section(heading, [el("ul").class("plain inline").children(items)]))
}

fn disputes(input: &PanelInput, written: &Event) -> Option<El> {
    let scope = &input.scope;
    if written.disputes.is_empty() {
        return None;
    }
    let items = written.disputes.iter().enumerate().map(|(at, dispute)| {
        let key = format!("sources-dispute-{at}");
        el("li").class("dispute").child(scope.text("p", &dispute.text)).child(scope.source_lines(
            &dispute.sources,
            3,
            &key,
            input.is_expanded(&key),
        ))
    });
    let heading = scope.heading(&scope.word("disputes"), None);
    Some(section(heading, [el("ul").class("plain").children(items)]))
}

/// All sources: title, publisher, date, tier, and what else must be known of them.
fn sources(input: &PanelInput, written: &Event) -> Option<El> {
    let scope = &input.scope;
    let mut all: Vec<_> = written
        .sources
        .iter()
        .filter_map(|id| scope.dataset.source(id))
        .map(|at| &scope.dataset.document.sources[at])
        .collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|source| source.tier != Tier::Official);
    let shown = input.shortened(&all, 5, "sources");
    let items = shown.iter().map(|source| {
        let date = source.date.as_ref().map(|date| format!(", {}", edtf_words(date, true, scope.host)));
        let about = scope.text("span", &source.publisher).class("muted").and_text(&date.unwrap_or_default());
        let note = source.note.as_ref().map(|note| scope.text("p", note).class("small muted"));
        let archive = source.archive.as_ref().map(|url| {
            el("a")
                .attr("href", &url.0)
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer")
                .text(&scope.word("archive"))
        });
        el("li")
            .class("small")
            .child(scope.source_link(source, &source.title))
            .child(el("p").class("source").child(about).children(chips(source, scope)).maybe(archive))
            .maybe(note)
    });
    let heading = scope.heading(&scope.word("sources"), Some(el("span").text(&scope.host.number(all.len()))));
    let text = scope.host.messages().count("sources.all", all.len());
    let more = input.more((shown.len(), all.len()), "sources", &text);
    Some(section(heading, [el("ul").class("plain spaced").children(items)]).maybe(more))
}
