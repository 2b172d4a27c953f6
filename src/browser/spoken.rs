//! What a screen reader is told of what has just changed.

use super::dom::{El, el, replace, set_text};
use super::inner::Inner;
use super::panel_tour::step_in_words;
use crate::atlas::{Direction, Filter, Selection, TourStop, has_filter, moved_since};
use crate::dataset::Day;
use crate::scene::{DateStyle, words};

impl Inner {
    /// Tells a screen reader what has just changed, and no more.
    pub fn announce(&self, (selected, date): &(Option<String>, Day)) {
        if let Some(stop) = TourStop::of(&self.state, &self.dataset) {
            let scope = self.scope();
            return set_text(&self.frame.live, &step_in_words(&scope, &stop));
        }
        // The playhead's own value text says it already.
        if self.root.active_element().is_some_and(|active| active == self.frame.playhead) {
            return;
        }
        let is_choice = *selected != self.state.selected;
        let chosen = self.state.selection(&self.dataset).filter(|_| is_choice).map(|chosen| match chosen {
            Selection::Actor(actor) => self.actor_and_status(actor),
            Selection::Event(event) => {
                let title = &self.dataset.document.events[event].title;
                words::text(title, &self.dataset, &self.host).text.to_owned()
            }
        });
        let is_other_day = *date != self.state.date;
        let day = is_other_day.then(|| words::plain_sentence(&self.state, &self.dataset, &self.host));
        let told: Vec<String> = chosen.into_iter().chain(day).collect();
        set_text(&self.frame.live, &told.join(". "));
    }

    /// Tells where a step has led: the day, what happened on it and who moved; or that there is no further one.
    // The module is split here.
    #[inline(never)]
    pub fn announce_step(&self, before: Day, direction: Direction) {
        if self.state.date == before {
            let key = match direction {
                Direction::Previous => "previous.none",
                Direction::Next if has_filter(&self.state) => "next.none-kept",
                Direction::Next => "next.none",
            };
            return set_text(&self.frame.live, &self.word(key));
        }
        const MOST_TITLES: usize = 3;
        let (scope, filter) = (self.scope(), Filter::new(&self.state, &self.dataset));
        let is_of_day = |event: &&usize| self.dataset.links[**event].day() == self.state.date;
        let events =
            self.dataset.events_by_day.iter().filter(is_of_day).filter(|&&event| filter.event(event));
        let titles = events
            .map(|&event| scope.text("span", &self.dataset.document.events[event].title))
            .take(MOST_TITLES);
        let moved = moved_since(&self.state, self.state.date.plus(-1), &self.dataset);
        let moved = moved.iter().map(|moved| el("span").text(&self.actor_and_status(moved.actor)));
        let told: Vec<El> = titles.chain(moved).collect();
        if told.is_empty() {
            let sentence = words::plain_sentence(&self.state, &self.dataset, &self.host);
            return set_text(&self.frame.live, &sentence);
        }
        let date = el("span").text(&self.host_date(self.state.date, DateStyle::Long));
        let parts =
            std::iter::once(date).chain(told.into_iter().map(|part| el("span").and_text(". ").child(part)));
        replace(&self.frame.live, parts);
    }

    /// An actor and where it stands: "Japan: Considered".
    pub fn actor_and_status(&self, actor: usize) -> String {
        let status = words::standing_name(actor, &self.state, &self.dataset, &self.host);
        let name = words::actor_name(&self.dataset, actor, &self.host);
        self.host_messages().fill("lane", &[("name", &name), ("status", &status)])
    }
}
