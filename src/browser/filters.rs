//! The filters that are on, above the map: a chip for each choice, which drops it, and what to loosen
//! where nothing passes.

use std::rc::Rc;

use web_sys::Element;

use super::dom::{El, Icon, el, flag, icon, set_text, toggle};
use super::facet_panel;
use super::head::refill;
use super::inner::Inner;
use super::parts::{Scope, footing_sign, swatch};
use super::roving;
use crate::atlas::{Facet, Facets, State, has_filter};
use crate::dataset::search::Found;
use crate::dataset::{Day, Footing};
use crate::scene::words;

/// What chips and choices were filled with: while the day moves they mostly stay as they are.
#[derive(PartialEq)]
pub struct Filled {
    lists: [Vec<String>; 5],
    track: Option<String>,
    query: String,
    found: Option<Rc<Found>>,
    /// Where statuses are filtered, what passes depends on it.
    date: Option<Day>,
    is_open: bool,
    is_searching: bool,
}

impl Filled {
    fn of(inner: &Inner) -> Filled {
        let State { areas, kinds, footings, statuses, actors, .. } = &inner.state;
        Filled {
            lists: [areas, kinds, footings, statuses, actors].map(Clone::clone),
            track: inner.state.track.clone(),
            query: inner.state.query.clone(),
            found: inner.state.found.clone(),
            date: (!statuses.is_empty()).then_some(inner.state.date),
            is_open: inner.is_filter_open,
            is_searching: inner.is_searching(),
        }
    }
}

/// Whether there is anything to write about filters, or to take away.
pub fn is_wanted(inner: &Inner) -> bool {
    let has_chips = inner.frame.filters.last_element_child().is_some_and(|chips| chips.has_child_nodes());
    inner.is_filter_open || has_filter(&inner.state) || has_chips
}

/// Fills the chips and, where it is open, the panel of choices.
// The module is split here.
#[inline(never)]
pub fn fill(inner: &Inner) {
    let filled = Filled::of(inner);
    if inner.filled_filters.borrow().as_ref() == Some(&filled) {
        return;
    }
    *inner.filled_filters.borrow_mut() = Some(filled);
    let facets = Facets::of(&inner.state, &inner.dataset);
    let scope = inner.scope();
    let (bar, open) = (&inner.frame.filters, flag(inner.is_filter_open));
    if let Some(button) = bar.first_element_child() {
        toggle(&button, "aria-expanded", Some(open));
    }
    let mut parts = chips(inner, &scope);
    if has_filter(&inner.state) {
        if !has_only_track(inner) {
            let clear = link("clear", &inner.word("clear.all")).attr("title", &inner.word("clear"));
            parts.push(clear.class("link small"));
            let count = scope.count_of("filter.count", facets.passing, facets.all);
            parts.push(el("span").class("filter-count small muted").text(&count));
        }
        // While the search is open, its own list says so.
        let is_empty = facets.passing == 0 && !inner.is_searching();
        parts.extend(is_empty.then(|| nothing(inner, &facets)));
    }
    let had_focus = inner.root.active_element().is_some_and(|active| bar.contains(Some(&active)));
    if let Some(chips) = bar.last_element_child() {
        refill(&chips, parts, inner);
    }
    roving::settle(bar);
    // A chip that has dropped itself leaves the focus to the button at the front.
    let next = inner.next_focus.take();
    match next {
        None if had_focus => inner.focus_action(bar, "filter"),
        next => inner.next_focus.set(next),
    }
    facet_panel::fill(inner, &scope, &facets);
}

/// Tells a screen reader how many events pass now, and of another track where everybody stands in it.
#[inline(never)]
pub fn announce(inner: &Inner, is_other_track: bool) {
    let facets = Facets::of(&inner.state, &inner.dataset);
    let scope = inner.scope();
    let count = scope.count_of("filter.count", facets.passing, facets.all);
    let told = match is_other_track {
        true => format!("{count}. {}", words::plain_sentence(&inner.state, &inner.dataset, &inner.host)),
        false => count,
    };
    set_text(&inner.frame.live, &told);
}

/// Whether at most the track is filtered by, which its switch shows already.
fn has_only_track(inner: &Inner) -> bool {
    Facet::ALL
        .iter()
        .all(|&facet| facet == Facet::Track || !crate::atlas::is_filtered_by(&inner.state, facet))
}

fn link(action: &str, text: &str) -> El {
    el("button").class("link").attr("type", "button").attr("data-do", action).text(text)
}

fn chips(inner: &Inner, scope: &Scope) -> Vec<El> {
    let (state, document) = (&inner.state, &inner.dataset.document);
    let chip = |action: String, sign: Option<El>, name: &str| {
        let remove = inner.host_messages().fill("filter.drop", &[("name", name)]);
        el("button")
            .class("filter-chip small")
            .attr("type", "button")
            .attr("data-do", &action)
            .attr("aria-label", &remove)
            .attr("title", &remove)
            .maybe(sign)
            .child(el("span").text(name))
            .child(icon(Icon::Close))
    };
    let mut chips = Vec::new();
    for id in &state.statuses {
        if let Some(at) = inner.dataset.status(id) {
            let name = words::status_name(&inner.dataset, at, scope.host);
            chips.push(chip(format!("status:{id}"), Some(swatch(document.statuses[at].tone)), &name));
        }
    }
    for id in &state.areas {
        let area = document.tracks.iter().flat_map(|track| &track.areas).find(|area| *area.id == **id);
        chips.extend(area.map(|area| chip(format!("area:{id}"), None, &scope.plain(&area.label))));
    }
    for kind in &state.kinds {
        chips.push(chip(format!("kind:{kind}"), None, &scope.kind(kind)));
    }
    for word in &state.footings {
        let footing = Footing::ALL.iter().find(|footing| footing.word() == word);
        let sign = footing.map(|&footing| footing_sign(footing));
        chips.push(chip(format!("footing:{word}"), sign, &scope.word(&format!("footing.{word}"))));
    }
    for id in &state.actors {
        if let Some(at) = inner.dataset.actor(id) {
            chips.push(chip(format!("actor:{id}"), None, &words::actor_name(&inner.dataset, at, scope.host)));
        }
    }
    let query = state.query.trim();
    if !query.is_empty() && !inner.is_searching() {
        let name = inner.host_messages().fill("filter.query", &[("query", query)]);
        chips.push(chip("unfilter:query".into(), None, &name));
    }
    chips
}

/// What a facet is called.
pub fn facet_name(inner: &Inner, facet: Facet) -> String {
    inner.word(&format!("facet.{}", facet.key()))
}

/// Nothing passes: which filter is in the way.
fn nothing(inner: &Inner, facets: &Facets) -> El {
    let loosen = match facets.loosen(&inner.state) {
        Some((facet, count)) => {
            let name = facet_name(inner, facet);
            let text = inner.host_messages().count_with("filter.without", count, &[("filter", &name)]);
            link(&format!("unfilter:{}", facet.key()), &text)
        }
        None => link("clear", &inner.word("clear")),
    };
    el("p")
        .class("filter-none small")
        .child(el("b").text(&inner.word("filter.none")))
        .and_text(" ")
        .child(loosen)
}

impl Inner {
    /// Opens the choices, or closes them.
    #[inline(never)]
    pub fn toggle_filter(&mut self) {
        self.is_filter_open = !self.is_filter_open;
        fill(self);
        self.focus_action(&self.frame.filters, "filter");
    }

    /// The reader is elsewhere: what is open closes, without moving the focus.
    pub fn close_filter_unless_within(&mut self, target: Option<&Element>) {
        let is_within =
            |target: &Element| target.closest(".facets, .filters").is_ok_and(|part| part.is_some());
        if self.is_filter_open && !target.is_some_and(is_within) {
            self.is_filter_open = false;
            fill(self);
        }
    }
}
