//! The choices of the filters, each with how many events it would leave, given all the others.

use super::dom::{El, Icon, el, icon, replace, toggle};
use super::filters::facet_name;
use super::head::refill;
use super::inner::Inner;
use super::parts::{Scope, footing_sign};
use crate::atlas::{Facet, Facets};
use crate::dataset::Footing;
use crate::scene::words;

/// Fills the panel where it is open, and empties it where it is not.
pub fn fill(inner: &Inner, scope: &Scope, facets: &Facets) {
    let known = inner.root.query_selector(".facets").ok().flatten();
    let panel = known.unwrap_or_else(|| {
        let made = el("div").class("facets").attr("role", "group").0;
        // Right after the button that opens it: Tab leads from one to the other.
        let _ = inner.frame.filters.after_with_node_1(&made);
        made
    });
    toggle(&panel, "hidden", (!inner.is_filter_open).then_some(""));
    toggle(&panel, "aria-label", Some(&inner.word("filter")));
    if !inner.is_filter_open {
        return replace(&panel, []);
    }
    let (scrolled, all) = (panel.scroll_top(), groups(inner, scope, facets));
    let close = el("button")
        .class("button icon-only close")
        .attr("type", "button")
        .attr("data-do", "filter")
        .attr("aria-label", &inner.word("close"))
        .child(icon(Icon::Close));
    let note = el("p").class("small muted").text(&inner.word("filter.note"));
    let top = el("div").class("top").child(el("div").child(note)).child(close);
    refill(&panel, [top, el("div").class("facet-groups").children(all)], inner);
    panel.set_scroll_top(scrolled);
}

fn groups(inner: &Inner, scope: &Scope, facets: &Facets) -> Vec<El> {
    let (state, document) = (&inner.state, &inner.dataset.document);
    let mut groups = Vec::new();
    if document.tracks.len() > 1 {
        let all = if document.tracks.len() == 2 { "tracks.both" } else { "tracks.all" };
        let choice = |id: &str, name: &str, count: usize| {
            let is_on = state.track.as_deref().unwrap_or("") == id;
            option(scope, "radio", &format!("track:{id}"), None, name, count, is_on)
        };
        let mut choices = vec![choice("", &inner.word(all), facets.without(Facet::Track))];
        for (track, &count) in document.tracks.iter().zip(&facets.tracks) {
            choices.push(choice(&track.id, &scope.plain(&track.label), count));
        }
        groups.push(group(&facet_name(inner, Facet::Track), choices));
    }
    for (track, counts) in document.tracks.iter().zip(&facets.areas) {
        let is_narrowed = state.track.as_ref().is_some_and(|id| **id != *track.id);
        if track.areas.is_empty() || is_narrowed {
            continue;
        }
        let choices = track.areas.iter().zip(counts).map(|(area, &count)| {
            let is_on = state.areas.iter().any(|id| **id == *area.id);
            option(
                scope,
                "checkbox",
                &format!("area:{}", &*area.id),
                None,
                &scope.plain(&area.label),
                count,
                is_on,
            )
        });
        let name = inner.host_messages().fill("facet.areas-of", &[("track", &scope.plain(&track.label))]);
        groups.push(group(&name, choices.collect()));
    }
    let kinds = facets.kinds.iter().map(|(kind, count)| {
        let is_on = state.kinds.contains(kind);
        option(scope, "checkbox", &format!("kind:{kind}"), None, &scope.kind(kind), *count, is_on)
    });
    groups.push(group(&facet_name(inner, Facet::Kinds), kinds.collect()));
    let footings = Footing::ALL.iter().zip(&facets.footings).map(|(footing, &count)| {
        let word = footing.word();
        let is_on = state.footings.iter().any(|kept| kept == word);
        let name = scope.word(&format!("footing.{word}"));
        option(
            scope,
            "checkbox",
            &format!("footing:{word}"),
            Some(footing_sign(*footing)),
            &name,
            count,
            is_on,
        )
    });
    groups.push(group(&facet_name(inner, Facet::Footings), footings.collect()));
    let actors = document.actors.iter().zip(&facets.actors).enumerate().map(|(at, (actor, &count))| {
        let is_on = state.actors.iter().any(|id| **id == *actor.id);
        let name = words::actor_name(scope.dataset, at, scope.host);
        option(scope, "checkbox", &format!("actor:{}", &*actor.id), None, &name, count, is_on)
    });
    groups.push(group(&facet_name(inner, Facet::Actors), actors.collect()));
    groups
}

fn group(name: &str, choices: Vec<El>) -> El {
    el("div")
        .class("facet-group")
        .attr("role", "group")
        .attr("aria-label", name)
        .child(el("h4").class("small").attr("aria-hidden", "true").text(name))
        .children(choices)
}

fn option(
    scope: &Scope,
    kind: &str,
    action: &str,
    sign: Option<El>,
    name: &str,
    count: usize,
    is_on: bool,
) -> El {
    let input = el("input").attr("type", kind).attr("data-do", action);
    let input = if kind == "radio" { input.attr("name", "track") } else { input };
    let input = if is_on { input.attr("checked", "") } else { input };
    el("label")
        .class(if count == 0 { "facet zero" } else { "facet" })
        .child(input)
        .child(el("span").maybe(sign).and_text(name))
        .and_text(" ")
        .child(el("span").class("facet-count muted").text(&scope.host.number(count)))
}
