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
        let scope = self.scope();
        if let Some(stop) = TourStop::of(&self.state, &self.dataset) {
            return self.say(step_in_words(&scope, &stop));
        }
        // The playhead's own value text says it already.
        if self.root.active_element().is_some_and(|active| active == self.frame.playhead) {
            return;
        }
        let is_choice = *selected != self.state.selected;
        let chosen = self.state.selection(&self.dataset).filter(|_| is_choice).map(|chosen| match chosen {
            Selection::Actor(actor) => el("span").text(&self.actor_and_status(actor)),
            Selection::Event(event) => scope.text("span", &self.dataset.document.events[event].title),
        });
        let is_other_day = *date != self.state.date;
        let day = is_other_day.then(|| words::plain_sentence(&self.state, &self.dataset, &self.host));
        let between = (chosen.is_some() && day.is_some()).then(|| el("span").text(". "));
        let day = day.map(|day| el("span").text(&day));
        self.say([chosen, between, day].into_iter().flatten().collect());
    }

    /// Says something, part by part in its own language; what was said last is not said again.
    fn say(&self, parts: Vec<El>) {
        let text: String = parts.iter().filter_map(|part| part.0.text_content()).collect();
        if self.frame.live.text_content().as_deref() != Some(&text) {
            replace(&self.frame.live, parts);
        }
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
        let told = told.into_iter().map(|part| el("span").and_text(". ").child(part));
        self.say(std::iter::once(date).chain(told).collect());
    }

    /// An actor and where it stands: "Japan: Considered".
    pub fn actor_and_status(&self, actor: usize) -> String {
        let status = words::standing_name(actor, &self.state, &self.dataset, &self.host);
        let name = words::actor_name(&self.dataset, actor, &self.host);
        self.host_messages().fill("lane", &[("name", &name), ("status", &status)])
    }
}
