//! Title, the day's sentence, the switches above the map, what comes next, and the foot.

use wasm_bindgen::JsCast;

use super::dom::{El, Icon, el, flag, icon, patch, replace, set_text, toggle};
use super::inner::Inner;
use super::parts::{chips, swatch};
use super::roving::{self, ROVE};
use crate::scene::{edtf_words, event_title, words};
use crate::world::Projection;

/// What opens at the foot, by the actions that open it.
pub const AT_FOOT: [&str; 2] = ["explain", "all-sources"];

/// Fills what changes with the day.
pub fn fill_day(inner: &Inner) {
    let runs = words::sentence(&inner.state, &inner.dataset, &inner.host);
    let runs = runs.into_iter().map(|run| el(if run.is_bold { "b" } else { "span" }).text(&run.text));
    replace(&inner.frame.sentence, runs);
    let (next_up, event) = words::next_up(&inner.state, &inner.dataset, &inner.host);
    // By single letters: to look for longer texts takes code that nothing else of the first part needs.
    let (before, rest) = next_up.split_once('{').unwrap_or((&next_up, ""));
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let scope = inner.scope();
    let title = event.map(|id| match inner.dataset.document.events.get(id) {
        Some(event) => scope.text("span", &event.title),
        None => el("span").text(&event_title(&inner.dataset, id, &inner.host)),
    });
    let parts = [Some(el("span").text(before)), title, Some(el("span").text(after))];
    replace(&inner.frame.next_up, parts.into_iter().flatten());
    let is_playing = inner.state.playing.is_some();
    let (name, kind) = if is_playing { ("pause", Icon::Pause) } else { ("play", Icon::Play) };
    let word = inner.word(name);
    let play = &inner.frame.play;
    if play.get_attribute("aria-label").as_deref() != Some(&word) || !play.has_child_nodes() {
        toggle(play, "aria-label", Some(&word));
        toggle(play, "title", Some(&word));
        toggle(play, "data-do", Some(name));
        replace(play, [icon(kind)]);
    }
}

/// Fills what changes with the dataset and the language.
pub fn fill_fixed(inner: &Inner) {
    let document = &inner.dataset.document;
    let title = words::text(&document.title, &inner.dataset, &inner.host);
    set_text(&inner.frame.title, title.text);
    toggle(&inner.frame.title, "lang", title.other_language);
    let label = title.text;
    if inner.is_interactive {
        toggle(&inner.frame.section, "aria-label", Some(label));
    }
    let attribution = words::attributions(&inner.dataset, &inner.host).into_iter().fold(
        el("p"),
        |line, (text, other_language)| {
            let text = el("span").text(&text);
            let text = match other_language {
                Some(language) => text.attr("lang", &language).attr("dir", "auto"),
                None => text,
            };
            line.child(text).and_text(" ")
        },
    );
    let count = inner.host_messages().count("sources.all", document.sources.len());
    let buttons = el("p").class("foot-links").children([
        opener(inner, "all-sources", &count),
        opener(inner, "explain", &inner.word("about.grouping")),
    ]);
    let makes = [grouping as fn(&Inner) -> El, all_sources];
    let opened = AT_FOOT.into_iter().zip(makes).filter(|(key, _)| inner.is_expanded(key));
    let opened = opened.map(|(_, make)| make(inner));
    refill(&inner.frame.foot, [attribution, buttons].into_iter().chain(opened), inner);
    if inner.is_foot_opened.take() {
        let opened = inner.frame.foot.last_element_child();
        inner.next_focus.set(opened.and_then(|opened| opened.dyn_into().ok()));
    }
}

/// A button that opens something at the foot.
fn opener(inner: &Inner, key: &str, name: &str) -> El {
    let button = el("button").class("link").attr("type", "button").attr("data-do", key);
    button.attr("aria-expanded", flag(inner.is_expanded(key))).text(name)
}

/// What is opened at the foot, which then has the focus.
fn opened() -> El {
    el("div").class("opened").attr("tabindex", "-1")
}

/// What the statuses mean, and that they are ours.
// The module is split here.
#[inline(never)]
fn grouping(inner: &Inner) -> El {
    let scope = inner.scope();
    let items = inner.dataset.document.statuses.iter().map(|status| {
        let name = el("b").child(swatch(status.tone)).and_text(" ").child(scope.text("span", &status.label));
        let meaning = status.description.as_ref().map(|text| scope.text("span", text));
        el("li").child(name).and_text(" ").maybe(meaning)
    });
    let tracks = inner.dataset.document.tracks.iter().filter_map(|track| {
        let summary = scope.text("span", track.summary.as_ref()?);
        Some(el("li").child(scope.text("b", &track.label)).and_text(" ").child(summary))
    });
    opened()
        .child(el("p").text(&scope.word("grouping.explained")))
        .child(el("ul").class("plain grouping").children(items.chain(tracks)))
}

/// Every source of the dataset.
// The module is split here.
#[inline(never)]
fn all_sources(inner: &Inner) -> El {
    let scope = inner.scope();
    let items = inner.dataset.document.sources.iter().map(|source| {
        let date = source.date.as_ref().map(|date| format!(", {}", edtf_words(date, true, scope.host)));
        let publisher =
            scope.text("span", &source.publisher).class("muted").and_text(&date.unwrap_or_default());
        el("li")
            .class("source")
            .child(scope.source_link(source, &source.title))
            .child(publisher)
            .children(chips(source, &scope))
    });
    opened().child(el("ol").class("all-sources").children(items))
}

/// Fills the switches of track and projection.
pub fn fill_switches(inner: &Inner) {
    let segment = |action: String, name: &str, is_on: bool| -> El {
        el("button")
            .class("button")
            .attr("type", "button")
            .attr("data-do", &action)
            .attr("aria-pressed", flag(is_on))
            .text(name)
    };
    let tracks = &inner.dataset.document.tracks;
    let mut buttons = Vec::new();
    if tracks.len() > 1 {
        let all = if tracks.len() == 2 { "tracks.both" } else { "tracks.all" };
        buttons.push(segment("track:".into(), &inner.word(all), inner.state.track.is_none()));
        for track in tracks {
            let is_on = inner.state.track.as_deref() == Some(&*track.id);
            let name = words::text(&track.label, &inner.dataset, &inner.host).text;
            let short = words::short_track(name);
            buttons.push(segment(format!("track:{}", &*track.id), short, is_on).attr("title", name));
        }
    }
    refill(&inner.frame.tracks, buttons, inner);
    let projection = inner.state.camera.projection;
    let buttons = [("flat", Projection::Flat), ("globe", Projection::Globe)]
        .map(|(name, kind)| segment(format!("projection:{name}"), &inner.word(name), projection == kind));
    refill(&inner.frame.projections, buttons, inner);
}

/// Replaces buttons; one that had the focus keeps it.
pub fn refill(parent: &web_sys::Element, buttons: impl IntoIterator<Item = El>, inner: &Inner) {
    refill_by(parent, buttons.into_iter().collect(), inner, replace);
}

/// The same where what is there and looks the same stays: for what changes with every step of a hand, and is no form.
pub fn refill_changed(parent: &web_sys::Element, buttons: Vec<El>, inner: &Inner) {
    refill_by(parent, buttons, inner, patch);
}

fn refill_by(
    parent: &web_sys::Element,
    buttons: Vec<El>,
    inner: &Inner,
    fill: impl FnOnce(&web_sys::Element, Vec<El>),
) {
    let focused = inner.root.active_element().filter(|active| parent.contains(Some(active)));
    let action = focused.and_then(|active| active.get_attribute("data-do"));
    fill(parent, buttons);
    if parent.has_attribute(ROVE) {
        roving::settle(parent);
    }
    if let Some(action) = action {
        inner.focus_action(parent, &action);
    }
}
