//! The panel: what is known of the chosen actor or event, or of the day.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom::{El, Icon, el, flag, icon, patch, px, style, toggle};
use super::inner::Inner;
use super::parts::{Scope, footing_sign, more_button, select_button, swatch};
use super::room::Layout;
use super::touring::Touring;
use crate::atlas::{Direction, Filter, History, Selection, Shown, State, TourStop, neighbour_event};
use crate::dataset::{Claim, Footing};
use crate::scene::{DateStyle, edtf_words, words};

/// How far above the row that opened it the panel beside a table begins at most.
const MOST_ABOVE_ROW_PX: f64 = 480.0;

/// What the panel is made from.
pub struct PanelInput<'a> {
    pub scope: Scope<'a>,
    pub state: &'a State,
    /// Keys of lists that the reader has opened.
    pub expanded: &'a [String],
    /// Whether the panel is open where it is a sheet.
    pub is_sheet_open: bool,
    /// Whether it is a sheet at rest, which shows its first two parts: no others are made.
    pub is_at_rest: bool,
    pub touring: &'a Touring,
    pub history: &'a History,
}

/// As an expanded list: all of them are.
pub const EVERYTHING: &str = "*";

impl PanelInput<'_> {
    pub fn is_expanded(&self, key: &str) -> bool {
        self.expanded.iter().any(|expanded| expanded == key || expanded == EVERYTHING)
    }

    /// The button that opens the rest of a list of so many, or folds it again; none where all are shown anyhow.
    pub fn more(&self, (shown, all): (usize, usize), key: &str, text: &str) -> Option<El> {
        let is_paper = self.expanded.iter().any(|expanded| expanded == EVERYTHING);
        let is_open = self.is_expanded(key);
        if is_paper || (shown == all && !is_open) {
            return None;
        }
        let fewer = is_open.then(|| self.scope.word("fewer"));
        Some(more_button(key, fewer.as_deref().unwrap_or(text)).attr("aria-expanded", flag(is_open)))
    }

    /// The first items of a list, or all where the reader has opened it.
    pub fn shortened<'i, T>(&self, items: &'i [T], most: usize, key: &str) -> &'i [T] {
        if self.is_expanded(key) || items.len() <= most { items } else { &items[..most] }
    }
}

/// Fills the panel.
pub fn fill(panel: &web_sys::Element, input: &PanelInput) {
    if let Some(stop) = TourStop::of(input.state, input.scope.dataset) {
        return super::panel_tour::fill(panel, input, stop);
    }
    let mut children = match input.state.selection(input.scope.dataset) {
        Some(Selection::Actor(actor)) => super::panel_actor::actor(input, actor),
        Some(Selection::Event(event)) => super::panel_event::event(input, event),
        None => day(input),
    };
    if !input.is_at_rest
        && let Some(resume) = super::panel_tour::resume(input)
    {
        // Under what a resting sheet shows.
        children.insert(children.len().min(2), resume);
    }
    patch(panel, children);
}

/// The heading of the panel, with what stands above it and the button that closes it.
pub fn top(input: &PanelInput, above: El, title: El) -> El {
    let close = tool("close", &input.scope.word("close"), Icon::Close).class("button icon-only close");
    el("div")
        .class("top")
        .attr("data-sheet-head", "")
        .child(el("div").child(above.class("small muted above")).child(title))
        .children(ways(input))
        .child(handle(input))
        .child(close)
}

/// The button that opens the sheet, where the panel is one.
pub fn handle(input: &PanelInput) -> El {
    let (key, expanded) = if input.is_sheet_open { ("sheet.close", "true") } else { ("sheet.open", "false") };
    tool("sheet", &input.scope.word(key), Icon::Down)
        .class("button icon-only handle")
        .attr("aria-expanded", expanded)
}

/// Back to what was chosen before, and on again. Where there is either there are both, so that neither moves to where
/// the other has just been pressed.
fn ways(input: &PanelInput) -> Vec<El> {
    let ways = [("back", Direction::Previous, Icon::Back), ("forward", Direction::Next, Icon::Forward)]
        .map(|(name, direction, icon)| (name, input.history.ahead(direction).is_some(), icon));
    if !ways.iter().any(|(_, is_there, _)| *is_there) {
        return Vec::new();
    }
    let button = |(name, is_there, icon): (&str, bool, Icon)| {
        let way = tool(name, &input.scope.word(name), icon).class("button icon-only way");
        if is_there { way } else { way.attr("aria-disabled", "true") }
    };
    ways.into_iter().map(button).collect()
}

/// A button that is an icon.
pub fn tool(action: &str, name: &str, kind: Icon) -> El {
    el("button")
        .class("button icon-only")
        .attr("type", "button")
        .attr("data-do", action)
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(kind))
}

/// The name of an actor, the title of an event.
pub fn subject_name(scope: &Scope, subject: Option<Selection>) -> Option<String> {
    Some(match subject? {
        Selection::Actor(actor) => words::actor_name(scope.dataset, actor, scope.host),
        Selection::Event(event) => scope.plain(&scope.dataset.document.events[event].title),
    })
}

/// A section with a heading.
pub fn section(heading: El, content: impl IntoIterator<Item = El>) -> El {
    el("div").class("section").child(heading).children(content)
}

/// Nothing chosen: who stands where on the day, what happened last and what comes next.
fn day(input: &PanelInput) -> Vec<El> {
    let Scope { dataset, host, .. } = &input.scope;
    let date = host.date(input.state.date, DateStyle::Long);
    let filter = Filter::new(input.state, dataset);
    let is_past = |event: usize| dataset.links[event].day() <= input.state.date;
    let latest = dataset.events_by_day.iter().rev().find(|&&e| is_past(e) && filter.event(e)).copied();
    let mut parts = vec![
        el("div")
            .class("top")
            .child(
                el("div")
                    .child(el("h3").class("name").text(&date))
                    .child(el("p").class("muted").text(&input.scope.word("choose"))),
            )
            .children(ways(input)),
        standings(input),
    ];
    let track = input.state.track_index(dataset).map(|track| &dataset.document.tracks[track]);
    if let Some(summary) = track.and_then(|track| track.summary.as_ref()) {
        parts.push(input.scope.text("p", summary).class("lead"));
    }
    if let Some(summary) = &dataset.document.summary {
        parts.push(input.scope.text("p", summary).class("lead"));
    }
    // Of a day on which much happened all is told: the marks of the timeline take no focus.
    let latest_day = latest.map(|event| dataset.links[event].day());
    let of_latest_day: Vec<usize> = dataset
        .events_by_day
        .iter()
        .filter(|&&e| Some(dataset.links[e].day()) == latest_day && filter.event(e))
        .copied()
        .collect();
    let next = neighbour_event(input.state, dataset).filter(|&id| dataset.row_of(id).is_none());
    let next: Vec<usize> = next.into_iter().collect();
    for (key, events) in [("latest", of_latest_day), ("next-up", next)] {
        if !events.is_empty() {
            let heading = input.scope.heading(&input.scope.word(key), None);
            parts.push(section(heading, [event_list(input, &events)]));
        }
    }
    if !dataset.document.corrections.is_empty() {
        parts.push(corrections(input));
    }
    parts
}

/// Every status that somebody has on the day, and who has it.
fn standings(input: &PanelInput) -> El {
    const MOST_NAMED: usize = 12;
    let scope = &input.scope;
    let Scope { dataset, host } = *scope;
    let holders = dataset.holders(input.state.date, input.state.track_index(dataset));
    let statuses = dataset.document.statuses.iter().zip(holders).enumerate();
    let items: Vec<El> = statuses
        .filter(|(_, (_, holders))| !holders.is_empty())
        .map(|(status, (written, holders))| {
            let key = format!("standings-{status}");
            let shown = input.shortened(&holders, MOST_NAMED, &key);
            let line = el("li").child(swatch(written.tone)).child(scope.text("b", &written.label));
            let line = shown.iter().enumerate().fold(line, |line, (at, &actor)| {
                let name = el("span").text(&words::actor_name(dataset, actor, host));
                let button = select_button(&dataset.document.actors[actor].id, name);
                line.and_text(if at == 0 { " " } else { ", " }).child(button)
            });
            line.maybe(input.more((shown.len(), holders.len()), &key, &scope.word("show-all")))
        })
        .collect();
    if items.is_empty() {
        return el("p").class("muted").text(&scope.word("counts.none"));
    }
    el("ul").class("plain standings").children(items)
}

/// What was wrong in the dataset's subject or before, and has been put right.
fn corrections(input: &PanelInput) -> El {
    let scope = &input.scope;
    let all = &scope.dataset.document.corrections;
    let shown = input.shortened(all, 0, "corrections");
    let items = shown.iter().map(|correction| {
        el("li")
            .child(el("time").class("small muted").text(&edtf_words(&correction.date, true, scope.host)))
            .child(scope.text("p", &correction.text))
    });
    let heading =
        scope.heading(&scope.word("corrections"), Some(el("span").text(&scope.host.number(all.len()))));
    let list = el("ul").class("plain").children(items);
    let more = input.more((shown.len(), all.len()), "corrections", &scope.word("show-all"));
    section(heading, [list]).maybe(more)
}

/// Events as a list of dates and titles.
pub fn event_list(input: &PanelInput, events: &[usize]) -> El {
    let scope = &input.scope;
    el("ul").class("events small").children(events.iter().map(|&event| {
        let written = &scope.dataset.document.events[event];
        el("li")
            .child(el("time").class("muted").text(&edtf_words(&written.date, true, scope.host)))
            .child(select_button(&written.id, scope.text("span", &written.title)))
    }))
}

/// A claim: the sentence, the quotation, who says it on what footing, and where it stands; and of an event that is not
/// what is looked at, when that was.
pub fn claim(input: &PanelInput, (event, claim): (Option<usize>, &Claim)) -> El {
    let scope = &input.scope;
    let date = event.map(|event| {
        let event = &scope.dataset.document.events[event];
        let date = el("time").text(&edtf_words(&event.date, true, scope.host));
        select_button(&event.id, date)
    });
    let quote = claim.quote.as_ref().map(|quote| {
        let is_weak = matches!(claim.footing, Footing::Anonymous | Footing::Reported);
        let class = if is_weak { "weak" } else { "firm" };
        let text = scope.plain(quote);
        let quoted = scope.host.messages().fill("quote", &[("text", &text)]);
        scope.text("blockquote", quote).text(&quoted).class(class)
    });
    let footing = scope.word(&format!("footing.{}", claim.footing.word()));
    let who = el("span")
        .child(footing_sign(claim.footing))
        .child(el("b").text(&footing))
        .and_text(" ")
        .child(scope.text("span", &claim.by).class("muted"));
    let by = el("p").class("by small").child(who).maybe(date.map(|date| date.class("link on muted")));
    let source = scope.dataset.source(&claim.source).map(|at| {
        let source = &scope.dataset.document.sources[at];
        let line = scope.source_line(source);
        match &claim.locator {
            Some(locator) => line.child(scope.text("span", locator).class("muted")),
            None => line,
        }
    });
    el("li").class("claim").child(scope.text("p", &claim.text)).maybe(quote).child(by).maybe(source)
}

/// What the signs of footings mean.
fn footings(scope: &Scope) -> El {
    let items = Footing::ALL.iter().map(|footing| {
        let word = scope.word(&format!("footing.{}", footing.word()));
        el("span").child(footing_sign(*footing)).and_text(&scope.host.lower_case(&word))
    });
    el("p").class("footings small muted").attr("aria-hidden", "true").children(items)
}

/// Claims under a heading, the first few of them. The message of `key` tells how many of all they are.
pub fn claims(
    input: &PanelInput,
    title: &str,
    all: &[(Option<usize>, &Claim)],
    (key, total): (&str, usize),
) -> Option<El> {
    if all.is_empty() {
        return None;
    }
    let shown = input.shortened(all, 3, "claims");
    let count = input.scope.count_or_all(key, all.len(), total);
    let heading = input.scope.heading(title, Some(el("span").text(&count)));
    let list = el("ul").class("plain").children(shown.iter().map(|it| claim(input, *it)));
    let text = input.scope.host.messages().count("claims.all", all.len());
    let more = input.more((shown.len(), all.len()), "claims", &text);
    Some(section(heading, [list]).maybe(more).child(footings(&input.scope)))
}

impl Inner {
    /// What an open sheet lies over takes neither focus nor presses.
    // The module is split here.
    #[inline(never)]
    fn keep_under_sheet(&mut self, is_under: bool) {
        self.is_under_sheet = is_under;
        let frame = &self.frame;
        let main = frame.panel.previous_element_sibling();
        let parts = [&frame.head, &frame.legend, &frame.table, &frame.foot].into_iter().chain(&main);
        for part in parts {
            let had_focus =
                is_under && self.root.active_element().is_some_and(|active| part.contains(Some(&active)));
            toggle(part, "inert", is_under.then_some(""));
            if had_focus {
                self.next_focus.set(self.frame.panel.clone().dyn_into().ok());
            }
        }
    }

    /// Beside a table the panel begins where it can be seen from the row that opened it.
    // The module is split here.
    #[inline(never)]
    fn stand_beside_row(&self) {
        let table = &self.frame.table;
        let pressed = self.root.active_element().filter(|active| table.contains(Some(active)));
        let row = pressed.and_then(|active| active.closest("tr").ok().flatten());
        let row = row.or_else(|| table.query_selector("tr.chosen").ok().flatten());
        let top_px = |element: &Element| element.get_bounding_client_rect().top();
        let row_px = row.map_or(0.0, |row| top_px(&row) - top_px(table));
        // Where the reader's window begins; a frame as high as its content does not know.
        let seen_px = (-top_px(table)).max(row_px - MOST_ABOVE_ROW_PX);
        style(&self.frame.panel, "--row-top", &px(seen_px.min(row_px).max(0.0)));
    }

    /// Fills the panel, and keeps the focus in it.
    pub fn fill_panel(&mut self) {
        let is_under_sheet = self.is_sheet() && self.is_sheet_open;
        if is_under_sheet != self.is_under_sheet {
            self.keep_under_sheet(is_under_sheet);
        }
        let stop = TourStop::of(&self.state, &self.dataset);
        let has_subject = self.state.selected.is_some() || stop.is_some();
        self.section.toggle("data-selected", has_subject.then_some(""));
        self.section.toggle("data-tour", stop.map(|_| ""));
        self.section.toggle("data-sheet", self.is_sheet_open.then_some("open"));
        // The table shows it only for what is chosen.
        self.shown.panel = self.shown.panel || self.seen_parts().panel;
        if !self.shown.panel {
            return;
        }
        let focused = self.root.active_element().filter(|active| self.frame.panel.contains(Some(active)));
        let action = focused.as_ref().map(|active| active.get_attribute("data-do").unwrap_or_default());
        let scope = self.scope();
        let input = PanelInput {
            scope,
            state: &self.state,
            expanded: &self.expanded,
            is_sheet_open: self.is_sheet_open,
            is_at_rest: self.is_sheet() && !self.is_sheet_open && self.is_interactive,
            touring: &self.touring,
            history: &self.history,
        };
        fill(&self.frame.panel, &input);
        if self.state.view == Shown::Table && self.layout == Layout::Wide {
            self.stand_beside_row();
        }
        if !self.is_sheet_open {
            self.frame.panel.set_scroll_top(0);
        }
        toggle(&self.frame.panel, "data-swipe", stop.map(|_| ""));
        let asked = self.panel_focus.take().map(str::to_owned);
        if let Some(action) = asked.or(action) {
            let is_there = |opener: &HtmlElement| opener.get_client_rects().length() > 0;
            let opener = self.opener.take_if(|_| !has_subject).filter(is_there);
            self.next_focus.set(Some(opener.unwrap_or_else(|| self.frame.panel.clone().unchecked_into())));
            self.focus_action(&self.frame.panel, &action);
        }
    }
}
