//! A tour in the panel's place: the step, what it is about, the way on, and all steps.

use web_sys::Element;

use super::dom::{El, Icon, el, icon, patch};
use super::panel::{PanelInput, claim, handle, section, subject_name, tool};
use super::panel_actor::{reason, standing};
use super::panel_event::change_item;
use super::parts::Scope;
use super::roving::{self, ROVE};
use crate::atlas::{Selection, TourPosition, TourStop, claims_by_weight};
use crate::scene::{DateStyle, edtf_words};

/// Fills the panel with a step.
// The module is split here.
#[inline(never)]
pub fn fill(panel: &Element, input: &PanelInput, stop: TourStop) {
    patch(panel, tour(input, stop));
    roving::settle_all(panel);
}

/// Everything of a step.
fn tour(input: &PanelInput, stop: TourStop) -> Vec<El> {
    let scope = &input.scope;
    let messages = scope.host.messages();
    let (n, all) = numbers(&stop);
    let title = scope.plain(&stop.tour.title);
    let above = messages.fill("tour.step", &[("title", &title), ("n", &n), ("all", &all)]);
    let heading = el("h3").class("name").text(&heading(scope, &stop));
    let leave = tool("tour-leave", &scope.word("tour.leave"), Icon::Close).class("button icon-only close");
    let top = el("div")
        .class("top")
        .child(el("div").child(el("p").class("small muted above").text(&above)).child(heading))
        .child(handle(input))
        .child(leave);
    let stop_part = el("div")
        .class("stop")
        .child(bar(&stop))
        .maybe(date(input, &stop).map(|date| el("p").class("muted").text(&date)))
        .child(scope.text("p", &stop.step.text))
        .maybe(input.touring.is_paused.then(|| paused(input, &stop)))
        .child(buttons(input, &stop))
        .maybe((!input.is_at_rest).then(|| el("div").class("facts").children(facts(input, &stop))));
    if input.is_at_rest {
        return vec![top, stop_part];
    }
    let mut parts = vec![top, stop_part, steps(input, &stop)];
    parts.extend(others(input, &stop));
    parts
}

/// A step for the ear: what is the dataset's is told in its language.
pub fn step_in_words(scope: &Scope, stop: &TourStop) -> Vec<El> {
    let (n, all) = numbers(stop);
    let title = || match stop.subject(scope.dataset) {
        Some(Selection::Event(event)) => scope.text("span", &scope.dataset.document.events[event].title),
        _ => el("span").text(&heading(scope, stop)),
    };
    let value = |name: &str| match name {
        "n" => el("span").text(&n),
        "all" => el("span").text(&all),
        "title" => title(),
        _ => scope.text("span", &stop.step.text),
    };
    let mut parts = Vec::new();
    let mut rest = scope.host.messages().get("tour.said");
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        parts.extend([el("span").text(before), value(name)]);
        rest = after;
    }
    parts.push(el("span").text(rest));
    parts
}

/// The step's number and how many there are.
fn numbers(stop: &TourStop) -> (String, String) {
    ((stop.at + 1).to_string(), stop.count().to_string())
}

/// What a step is about, as a heading.
fn heading(scope: &Scope, stop: &TourStop) -> String {
    let day = || stop.day(scope.dataset).map(|day| scope.host.date(day, DateStyle::Long));
    let name = subject_name(scope, stop.subject(scope.dataset)).or_else(day);
    name.unwrap_or_else(|| scope.plain(&stop.tour.title))
}

/// When it was: as its event's source tells it, else the day it shows.
fn date(input: &PanelInput, stop: &TourStop) -> Option<String> {
    let scope = &input.scope;
    if let Some(Selection::Event(event)) = stop.subject(scope.dataset) {
        return Some(edtf_words(&scope.dataset.document.events[event].date, false, scope.host));
    }
    stop.day(scope.dataset).map(|day| scope.host.date(day, DateStyle::Long))
}

fn short_date(input: &PanelInput, stop: &TourStop) -> Option<String> {
    stop.day(input.scope.dataset).map(|day| input.scope.host.date(day, DateStyle::Short))
}

fn bar(stop: &TourStop) -> El {
    let pieces = (0..stop.count()).map(|at| {
        el("i").class(match at.cmp(&stop.at) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        })
    });
    el("div").class("steps-bar").attr("aria-hidden", "true").children(pieces)
}

/// What the event changed and what was said, or where the actor stands.
fn facts(input: &PanelInput, stop: &TourStop) -> Vec<El> {
    let scope = &input.scope;
    match stop.subject(scope.dataset) {
        Some(Selection::Event(event)) => {
            let written = &scope.dataset.document.events[event];
            let changes = written.changes.iter().map(|change| change_item(input, event, change));
            let changes = (!written.changes.is_empty()).then(|| el("ul").class("plain").children(changes));
            let claims = claims_by_weight(&written.claims, scope.dataset);
            let quoted = claims.into_iter().find(|claim| claim.quote.is_some());
            let quoted = quoted.map(|quoted| el("ul").class("plain").child(claim(input, (None, quoted))));
            let more = more(input, &written.id);
            let key = format!("sources-tour-{}", stop.at);
            let sources = scope.source_lines(&written.sources, 2, &key, input.is_expanded(&key));
            changes.into_iter().chain(quoted).chain([sources, more]).collect()
        }
        Some(Selection::Actor(actor)) => {
            let id = &scope.dataset.document.actors[actor].id;
            let mut facts = vec![standing(input, actor)];
            facts.extend(reason(input, actor));
            facts.push(more(input, id));
            facts
        }
        None => Vec::new(),
    }
}

/// The whole panel of what the step is about; the tour can be taken up again.
fn more(input: &PanelInput, id: &str) -> El {
    el("button")
        .class("more small")
        .attr("type", "button")
        .attr("data-do", &format!("select:{id}"))
        .text(&input.scope.word("tour.more"))
}

fn paused(input: &PanelInput, stop: &TourStop) -> El {
    let back = el("button")
        .class("link")
        .attr("type", "button")
        .attr("data-do", &format!("tour-step:{}", stop.at))
        .text(&input.scope.word("tour.return"));
    el("p").class("paused small muted").text(&input.scope.word("tour.paused")).and_text(" ").child(back)
}

fn buttons(input: &PanelInput, stop: &TourStop) -> El {
    let scope = &input.scope;
    let back = el("button")
        .class("button outlined")
        .attr("type", "button")
        .attr("data-do", "tour-back")
        .child(icon(Icon::Previous))
        .and_text(&scope.word("tour.back"));
    let back = match stop.previous() {
        Some(_) => back,
        // It stays where it is, and keeps the focus.
        None => back.attr("aria-disabled", "true"),
    };
    let next = el("button").class("button primary").attr("type", "button").attr("data-do", "tour-next");
    let next = match stop.next() {
        Some(next_stop) => {
            let words = match short_date(input, &next_stop) {
                Some(date) => scope.host.messages().fill("tour.next", &[("date", &date)]),
                None => scope.word("tour.next.undated"),
            };
            next.text(&words).child(icon(Icon::Next))
        }
        None => next.text(&scope.word("tour.again")),
    };
    el("div").class("tour-buttons").children([back, next])
}

fn steps(input: &PanelInput, stop: &TourStop) -> El {
    let scope = &input.scope;
    let items = stop.all().map(|other| {
        let is_now = other.at == stop.at;
        let date = short_date(input, &other).map(|date| el("span").class("muted").text(&date));
        let button = el("button")
            .class("step")
            .attr("type", "button")
            .attr("data-do", &format!("tour-step:{}", other.at))
            .child(el("span").class("number").text(&(other.at + 1).to_string()))
            .child(el("span").maybe(date).child(el("span").text(&heading(scope, &other))));
        let button = if is_now { button.attr("aria-current", "step") } else { button };
        el("li").child(button)
    });
    let list = el("ol").class("steps plain small").attr(ROVE, "column").children(items);
    let hint = el("p").class("small muted tour-hint").text(&scope.word("tour.keys"));
    section(scope.heading(&scope.word("tour.steps"), None), [list, hint])
}

/// The other tours of the dataset.
fn others(input: &PanelInput, stop: &TourStop) -> Option<El> {
    let scope = &input.scope;
    let tours = &scope.dataset.document.tours;
    let others: Vec<El> = tours
        .iter()
        .filter(|tour| tour.id != stop.tour.id && !tour.steps.is_empty())
        .map(|tour| {
            let button = scope
                .text("button", &tour.title)
                .class("link")
                .attr("type", "button")
                .attr("data-do", &format!("other-tour:{}", &*tour.id));
            el("li").child(button)
        })
        .collect();
    (!others.is_empty()).then(|| {
        let heading = scope.heading(&scope.word("tour.others"), None);
        section(heading, [el("ul").class("plain spaced").children(others)])
    })
}

/// The way back into a tour that was left, if one was.
// Inlined into the first wasm part; only its callee lives in the later part, so answering *no* fetches nothing.
#[inline(always)]
pub fn resume(input: &PanelInput) -> Option<El> {
    way_back(&input.scope, input.touring.left.as_ref()?)
}

#[inline(never)]
fn way_back(scope: &Scope, left: &TourPosition) -> Option<El> {
    let stop = TourStop::at(left, scope.dataset)?;
    let (n, all) = numbers(&stop);
    let words = scope.host.messages().fill("tour.resume", &[("n", &n), ("all", &all)]);
    let button = el("button")
        .class("more small")
        .attr("type", "button")
        .attr("data-do", "tour")
        .child(icon(Icon::Tour))
        .and_text(&words);
    Some(button)
}
