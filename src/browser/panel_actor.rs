//! The panel of an actor: where it stands, how it got there, what was said.

use super::dom::{El, el};
use super::panel::{PanelInput, claims, event_list, section, top};
use super::parts::{chip, select_button, swatch};
use crate::atlas::{Filter, claims_about};
use crate::dataset::{Claim, Day, HistoryStep, Verification};
use crate::scene::{DateStyle, edtf_words, words};

/// Everything known of an actor on the day shown.
// The module is split here.
#[inline(never)]
pub fn actor(input: &PanelInput, actor: usize) -> Vec<El> {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let written = &dataset.document.actors[actor];
    let group = dataset.document.groups.iter().find(|group| group.id == written.group);
    let above = group.map_or(String::new(), |group| scope.plain(&group.label));
    let name = el("h3").class("name").text(&words::actor_name(dataset, actor, scope.host));
    let mut parts = vec![top(input, el("p").text(&above), name), standing(input, actor)];
    if input.is_at_rest {
        return parts;
    }
    let track = input.state.track_index(dataset);
    let concerns = |step: &&HistoryStep| step.concerns(track);
    let history: Vec<HistoryStep> = dataset.fold.history(actor).iter().filter(concerns).copied().collect();
    let (past, later) = history.split_at(history.partition_point(|step| step.day <= input.state.date));
    let current = current_step(input, actor, past);
    if let Some(step) = current {
        parts.extend(said_on(input, actor, step));
        parts.push(why(input, step, "current", 2).class("reason"));
    }
    parts.extend(latest(input, actor));
    // It tells of the last day that is known of.
    let class = if input.state.date < dataset.updated() { "summary small muted" } else { "lead muted" };
    parts.extend(written.summary.as_ref().map(|summary| scope.text("p", summary).class(class)));
    let before: Vec<HistoryStep> =
        past.iter().rev().filter(|step| Some(**step) != current).copied().collect();
    parts.extend(steps(input, &before, later));
    parts.extend(said(input, actor, current.map(|step| step.event)));
    parts.extend(happened(input, actor));
    parts
}

/// The step that made the status shown what it is.
fn current_step(input: &PanelInput, actor: usize, past: &[HistoryStep]) -> Option<HistoryStep> {
    let dataset = input.scope.dataset;
    let shown = dataset.fold.standing(actor, input.state.date, input.state.track_index(dataset)).shown;
    past.iter().rev().find(|step| shown.is_some() && step.status == shown).copied()
}

/// Why it stands where it stands.
pub fn reason(input: &PanelInput, actor: usize) -> Option<El> {
    let history = input.scope.dataset.fold.history(actor);
    let track = input.state.track_index(input.scope.dataset);
    let concerns = |step: &&HistoryStep| step.day <= input.state.date && step.concerns(track);
    let past: Vec<HistoryStep> = history.iter().filter(concerns).copied().collect();
    Some(why(input, current_step(input, actor, &past)?, "current", 2).class("reason"))
}

/// When that was, and the way to its event, where the status is older than what was said of it last.
fn said_on(input: &PanelInput, actor: usize, step: HistoryStep) -> Option<El> {
    let scope = &input.scope;
    let (dataset, track) = (scope.dataset, input.state.track_index(scope.dataset));
    let band = dataset.fold.band_on(actor, input.state.date, track);
    if band.is_some_and(|band| band.event == step.event) {
        return None;
    }
    let event = &dataset.document.events[step.event];
    let date = el("time").text(&edtf_words(&event.date, false, scope.host));
    Some(el("p").class("small muted said-on").child(select_button(&event.id, date)))
}

pub fn standing(input: &PanelInput, actor: usize) -> El {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let track = input.state.track_index(dataset);
    let standing = dataset.fold.standing(actor, input.state.date, track);
    let Some(shown) = standing.shown else {
        return el("p").class("standing muted").text(&scope.word("no-status"));
    };
    let band = dataset.fold.band_on(actor, input.state.date, track);
    let since = band.filter(|band| band.from > Day::MIN).map(|band| {
        let date = &dataset.document.events[band.event].date;
        let words = if date.is_interval() || date.first_day() != band.from {
            (scope.host.date(band.from, DateStyle::Long), true)
        } else {
            (edtf_words(date, false, scope.host), date.starts_exactly())
        };
        let key = if words.1 { "since.day" } else { "since" };
        scope.host.messages().fill(key, &[("date", &words.0)])
    });
    let tone = dataset.document.statuses[shown].tone;
    let line = el("p")
        .class("standing")
        .child(swatch(tone))
        .child(el("b").text(&words::status_name(dataset, shown, scope.host)))
        .and_text(" ")
        .child(el("span").class("muted").text(&since.unwrap_or_default()));
    // Where it stands and how it reacts are two things: the one not shown is told beside it.
    let other =
        [standing.ordered, standing.unordered].into_iter().flatten().find(|held| held.status != shown);
    let other = other.map(|held| {
        let name = words::status_name(dataset, held.status, scope.host);
        let since = match dataset.fold.held_since(actor, track, held) {
            Day::MIN => String::new(),
            day => {
                let date = scope.host.date(day, DateStyle::Long);
                scope.host.messages().fill("since.day", &[("date", &date)])
            }
        };
        el("p")
            .class("standing also small muted")
            .child(swatch(dataset.document.statuses[held.status].tone))
            .and_text(
                scope
                    .host
                    .messages()
                    .fill("also", &[("status", &name), ("since", &since)])
                    .trim_end_matches([' ', ',', '、', '，', '،']),
            )
    });
    el("div").child(line).maybe(other)
}

/// Where it stands on the last day that is known of, where that is otherwise than on the day shown.
fn latest(input: &PanelInput, actor: usize) -> Option<El> {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let (track, last) = (input.state.track_index(dataset), dataset.updated());
    let shown = |day| dataset.fold.standing(actor, day, track).shown;
    let status =
        shown(last).filter(|status| input.state.date < last && Some(*status) != shown(input.state.date))?;
    let date = scope.host.date(last, DateStyle::Long);
    let go = el("button")
        .class("link")
        .attr("type", "button")
        .attr("data-do", &format!("goto:{last}"))
        .text(&scope.host.messages().fill("latest.on", &[("date", &date)]));
    let name = words::status_name(dataset, status, scope.host);
    let mark = swatch(dataset.document.statuses[status].tone);
    let words = el("span").child(go).and_text(" ").child(el("b").text(&name));
    Some(el("p").class("standing also small muted latest").child(mark).child(words))
}

/// Why: the step's note and the first of its sources.
fn why(input: &PanelInput, step: HistoryStep, key: &str, most_sources: usize) -> El {
    let scope = &input.scope;
    let (note, sources) = scope.dataset.why(&step);
    let change = &scope.dataset.document.events[step.event].changes[step.change];
    let partly = (change.verification == Some(Verification::Partly))
        .then(|| el("p").child(chip("partly", &scope.word("partly"))));
    let key = format!("sources-{key}");
    let lines = scope.source_lines(sources, most_sources, &key, input.is_expanded(&key));
    el("div").child(scope.text("p", note)).maybe(partly).child(lines)
}

/// How it got to where it stands, and where it goes from there: the latest step first.
fn steps(input: &PanelInput, before: &[HistoryStep], later: &[HistoryStep]) -> Vec<El> {
    let scope = &input.scope;
    let list = |steps: &mut dyn Iterator<Item = &HistoryStep>| {
        el("ol").class("history small").children(steps.map(|step| history_item(input, *step)))
    };
    let (opened, button) = later.last().map_or((None, None), |last| {
        let date = scope.host.date(last.day, DateStyle::Long);
        let text = scope.host.messages().count_with("changes.later", later.len(), &[("date", &date)]);
        let all = || list(&mut later.iter().rev()).class("history later small");
        after_that(input, ("later", later.len()), &text, all)
    });
    let mut parts = Vec::from_iter(opened);
    if before.is_empty() {
        // There is nothing that the button could stand under.
        parts.extend(button.map(|button| section(scope.heading(&scope.word("after-that"), None), [button])));
        return parts;
    }
    let shown = input.shortened(before, 4, "before");
    let heading = scope.heading(&scope.word("before-that"), Some(scope.ours()));
    let text = scope.host.messages().count("changes.earlier", before.len() - shown.len());
    let earlier = input.more((shown.len(), before.len()), "before", &text);
    parts.push(section(heading, [list(&mut shown.iter())]).maybe(earlier).maybe(button));
    parts
}

/// What comes later, under a heading of its own where the reader has opened it; else the button that opens it.
fn after_that(
    input: &PanelInput,
    (key, count): (&str, usize),
    text: &str,
    list: impl FnOnce() -> El,
) -> (Option<El>, Option<El>) {
    let button = input.more((0, count), key, text);
    if !input.is_expanded(key) {
        return (None, button);
    }
    let heading = input.scope.heading(&input.scope.word("after-that"), None);
    (Some(section(heading, [list()]).maybe(button)), None)
}

fn history_item(input: &PanelInput, step: HistoryStep) -> El {
    let scope = &input.scope;
    let document = &scope.dataset.document;
    let event = &document.events[step.event];
    let change = &event.changes[step.change];
    let name = match step.status {
        Some(status) => words::status_name(scope.dataset, status, scope.host),
        None => {
            let scale =
                change.scale.as_ref().and_then(|id| document.scales.iter().find(|scale| scale.id == *id));
            let scale = scale.map_or(String::new(), |scale| scope.plain(&scale.label));
            scope.host.messages().fill("change.ends", &[("scale", &scale)])
        }
    };
    let mark = match step.status {
        Some(status) => swatch(document.statuses[status].tone),
        None => el("i").class("swatch none").attr("aria-hidden", "true"),
    };
    let track = step.track.map(|track| scope.text("span", &document.tracks[track].label).class("muted"));
    let date = edtf_words(&event.date, true, scope.host);
    let head = el("div")
        .class("row")
        .child(el("span").child(el("b").text(&name)).and_text(" ").maybe(track))
        .child(select_button(&event.id, el("time").text(&date)));
    let key = format!("{}-{}", step.event, step.change);
    el("li").child(mark).child(head).child(why(input, step, &key, 1))
}

/// Claims in the actor's events up to the day shown: of the event that made its status, then the latest first.
fn said(input: &PanelInput, actor: usize, leading: Option<usize>) -> Option<El> {
    let dataset = input.scope.dataset;
    let of_actor = |event: &usize| dataset.links[*event].actors.contains(&actor);
    let all = claims_about(dataset.events_by_day.iter().rev().copied().filter(of_actor), leading, dataset);
    let filter = Filter::new(input.state, dataset);
    let kept: Vec<(usize, &Claim)> = all
        .iter()
        .filter(|(event, claim)| filter.event(*event) && keeps_footing(input, claim))
        .copied()
        .collect();
    let to_day: Vec<(Option<usize>, &Claim)> = kept
        .iter()
        .filter(|(event, _)| dataset.links[*event].day() <= input.state.date)
        .map(|(event, claim)| (Some(*event), *claim))
        .collect();
    let key = if kept.len() < all.len() { "filtered.of" } else { "count.of" };
    claims(input, &input.scope.word("claims.to-day"), &to_day, (key, all.len()))
}

/// Whether a claim is on a footing that is kept.
fn keeps_footing(input: &PanelInput, claim: &Claim) -> bool {
    let kept = &input.state.footings;
    kept.is_empty() || kept.iter().any(|word| word == claim.footing.word())
}

/// The actor's events up to the day shown, the latest first; of one day those first that changed where it stands.
fn happened(input: &PanelInput, actor: usize) -> Vec<El> {
    let scope = &input.scope;
    let dataset = scope.dataset;
    let mut all: Vec<usize> = dataset
        .events_by_day
        .iter()
        .rev()
        .filter(|&&e| dataset.links[e].actors.contains(&actor))
        .copied()
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let id = &dataset.document.actors[actor].id;
    let changes = |event: usize| dataset.document.events[event].changes.iter().any(|c| c.actor == *id);
    all.sort_by_key(|&event| (std::cmp::Reverse(dataset.links[event].day()), !changes(event)));
    let (total, filter) = (all.len(), Filter::new(input.state, dataset));
    let all: Vec<usize> = all.into_iter().filter(|&event| filter.event(event)).collect();
    let key = if all.len() < total { "filtered.of" } else { "count.of" };
    let (later, to_day) = all.split_at(all.partition_point(|&e| dataset.links[e].day() > input.state.date));
    let shown = input.shortened(to_day, 5, "events");
    let count = scope.count_or_all(key, to_day.len(), total);
    let heading = scope.heading(&scope.word("events.to-day"), Some(el("span").text(&count)));
    let messages = scope.host.messages();
    let content = if shown.is_empty() {
        let key = if all.len() < total { "events.none-kept" } else { "events.none" };
        el("p").class("small muted").text(&scope.word(key))
    } else {
        event_list(input, shown)
    };
    let more = input.more((shown.len(), to_day.len()), "events", &messages.count("events.all", to_day.len()));
    let text = messages.count("events.later", later.len());
    let list = || event_list(input, later).class("events later small");
    let (opened, button) = match later.len() {
        0 => (None, None),
        count => after_that(input, ("events-later", count), &text, list),
    };
    let mut parts = Vec::from_iter(opened);
    parts.push(section(heading, [content]).maybe(more).maybe(button));
    parts
}
