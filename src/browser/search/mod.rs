//! Search: what is typed, what is found, and which of it the arrow keys have reached.

mod field;
mod results;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::events::{Outgoing, Reason};
use super::inner::Inner;
use super::input::Asked;
use crate::atlas::{Action, state_to_json};
use crate::dataset::Day;
use crate::dataset::search::{Answer, Folding, Group, Index, Item, Names};
use crate::scene::{Host, words};

/// What the reader searches with.
#[derive(Default)]
pub struct Search {
    /// Made when something is first looked for, for a dataset and a language.
    index: Option<Index>,
    answer: Answer,
    /// What the list offers, in its order.
    choices: Vec<Choice>,
    /// Which of it the arrow keys have reached.
    active: Option<usize>,
    is_open: bool,
    /// Groups that are listed in full.
    whole: Vec<Group>,
}

/// What a line of the list does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Choice {
    /// Opens what was found.
    Open(Item),
    /// Lists all of a group.
    All(Group),
    /// Keeps what is typed as a filter.
    Keep,
    /// Shows the day that is typed.
    Day(Day),
}

impl Inner {
    /// Dataset or language are other ones: what is typed is to be looked for anew.
    pub fn forget_found(&mut self) {
        self.search.index = None;
        self.search.answer = Answer::default();
        self.state.found = None;
        self.filled_filters.take();
        self.look_for_query();
        self.fill_search();
    }

    /// Whether the field is open.
    pub fn is_searching(&self) -> bool {
        self.search.is_open
    }

    /// Opens the field, or gives it the focus where it is open.
    #[inline(never)]
    pub fn open_search(&mut self) {
        self.search.is_open = true;
        // While the query stands in the field it has no chip.
        self.dirty.words = true;
        self.search.whole.clear();
        self.fill_search();
        self.next_focus.set(field::input(self));
    }

    /// Closes the field. What is typed goes with it, unless it is to stay as a filter.
    #[inline(never)]
    pub fn close_search(&mut self, keeps: bool, returns_focus: bool) {
        if !self.search.is_open {
            return;
        }
        self.search.is_open = false;
        self.dirty.words = true;
        if !keeps {
            self.act(Action::SetQuery(String::new()), Reason::User);
        } else if !self.state.query.is_empty() {
            // From now on it is a part of the permalink.
            let state = state_to_json(&self.state, &self.dataset);
            self.outbox.push(Outgoing::change(state, &["query"], Reason::User));
        }
        field::remove(self);
        if returns_focus {
            self.focus_action(&self.frame.section, "search");
        }
    }

    /// The focus has left the field for this element: what is typed stays as a filter, and can be seen and
    /// dropped among them.
    pub fn leave_search(&mut self, next: Option<&Element>) {
        if !self.search.is_open {
            return;
        }
        // A window that loses the focus leaves it where it is in the page.
        let active = self.root.active_element();
        let is_within = |field: Element| field.contains(next.or(active.as_ref()).map(AsRef::as_ref));
        if !field::part(self).is_some_and(is_within) {
            self.close_search(true, false);
        }
    }

    /// Something was typed.
    #[inline(never)]
    pub fn type_query(&mut self, query: String) {
        self.search.whole.clear();
        self.act(Action::SetQuery(query), Reason::User);
        self.look_for_query();
        self.fill_search();
    }

    /// Looks for something else than was typed.
    pub fn search_for(&mut self, query: String) {
        field::write(self, &query);
        self.type_query(query);
        self.next_focus.set(field::input(self));
    }

    /// Looks for what is typed, where that has not been done: the state then knows what it keeps.
    #[inline(never)]
    pub fn look_for_query(&mut self) {
        if self.state.query.trim().is_empty() {
            self.state.found = None;
            self.search.answer = Answer::default();
            return;
        }
        if self.state.found.is_some() && self.search.index.is_some() {
            return;
        }
        let index = self.search.index.take().unwrap_or_else(|| self.new_index());
        self.search.answer = index.find(&self.state.query, &self.dataset);
        self.state.found = Some(index.keep(&self.search.answer, &self.dataset).into());
        self.search.index = Some(index);
    }

    fn new_index(&self) -> Index {
        let names = Names {
            language: self.host.language(),
            actor: &|actor| words::actor_name(&self.dataset, actor, &self.host),
            row_title: &|row| self.host.row_title(row),
        };
        let decompose = |letter: char| {
            let letter = js_sys::JsString::from(letter.to_string().as_str());
            letter.normalize("NFKD").to_upper_case().to_lower_case().into()
        };
        Index::new(&self.dataset, &names, Folding::new(decompose))
    }

    /// Names the field in the reader's language.
    pub fn name_search(&self) {
        field::name(self);
    }

    /// Writes the list anew.
    fn fill_search(&mut self) {
        if !self.search.is_open {
            return;
        }
        let (list, choices) = results::list(self);
        self.search.active = (!choices.is_empty()).then_some(0);
        self.search.choices = choices;
        field::fill(self, list);
        field::mark_active(self);
    }

    /// A key in the field.
    pub fn search_key(&mut self, key: &str) -> Option<Asked> {
        match key {
            "ArrowDown" => self.move_in_list(1),
            "ArrowUp" => self.move_in_list(-1),
            "Enter" => return self.choose_found(self.search.active?),
            "Escape" => self.close_search(false, true),
            _ => return None,
        }
        Some(Asked::Done)
    }

    fn move_in_list(&mut self, by: isize) {
        let count = self.search.choices.len() as isize;
        if count > 0 {
            let now = self.search.active.map_or(-by.min(0) - 1, |at| at as isize);
            self.search.active = Some((now + by).rem_euclid(count) as usize);
            field::mark_active(self);
        }
    }

    /// Does what a line of the list does.
    #[inline(never)]
    pub fn choose_found(&mut self, at: usize) -> Option<Asked> {
        match *self.search.choices.get(at)? {
            Choice::Keep => self.close_search(true, true),
            Choice::All(group) => {
                self.search.whole.push(group);
                self.fill_search();
                self.search.active = Some(at.min(self.search.choices.len().saturating_sub(1)));
                field::mark_active(self);
                self.next_focus.set(field::input(self));
            }
            Choice::Day(day) => {
                self.close_search(false, true);
                return Some(Asked::Action(Action::GoTo(day)));
            }
            Choice::Open(item) => {
                let action = self.opening_of(item)?;
                // What is opened is shown without the query as a filter.
                self.close_search(false, false);
                let panel = self.frame.panel.clone().dyn_into::<HtmlElement>().ok();
                match action {
                    Action::Select(_) => self.next_focus.set(panel),
                    _ => self.focus_action(&self.frame.section, "search"),
                }
                return Some(Asked::Action(action));
            }
        }
        Some(Asked::Done)
    }

    /// What opening something does.
    fn opening_of(&self, item: Item) -> Option<Action> {
        let document = &self.dataset.document;
        let select = |event: usize| Some(Action::Select(Some(document.events.get(event)?.id.to_string())));
        match item {
            Item::Actor(at) => Some(Action::Select(Some(document.actors.get(at)?.id.to_string()))),
            Item::Track(at) => Some(Action::SetTrack(Some(document.tracks[at].id.to_string()))),
            Item::Area(track, area) => {
                let id = &document.tracks[track].areas[area].id;
                let is_kept = self.state.areas.iter().any(|kept| **kept == **id);
                // Chosen a second time it would be dropped.
                Some(if is_kept {
                    Action::SetQuery(String::new())
                } else {
                    Action::ToggleArea(id.to_string())
                })
            }
            Item::Event(id) if self.dataset.row_of(id).is_some() => {
                Some(Action::GoTo(self.dataset.day_of(id)))
            }
            Item::Event(event) | Item::Claim(event, _) => select(event),
            Item::Place(at) => {
                let events = &self.search.index.as_ref()?.places().get(at)?.events;
                select(self.latest_of(events)?)
            }
            Item::Source(at) => {
                let id = &document.sources[at].id;
                let rests = |event: &&usize| document.events[**event].source_ids().any(|named| named == id);
                let events: Vec<usize> = self.dataset.events_by_day.iter().filter(rests).copied().collect();
                select(self.latest_of(&events)?)
            }
        }
    }

    /// Of events in the order of time the latest one up to the day shown, else the first.
    fn latest_of(&self, events: &[usize]) -> Option<usize> {
        let is_past = |event: &&usize| self.dataset.links[**event].day() <= self.state.date;
        events.iter().rev().find(is_past).or(events.first()).copied()
    }
}
