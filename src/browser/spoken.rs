//! What a screen reader is told of what has just changed.

use super::dom::set_text;
use super::inner::Inner;
use super::panel_tour::step_in_words;
use crate::atlas::{Selection, TourStop};
use crate::dataset::Day;
use crate::scene::words;

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

    /// An actor and where it stands: "Japan: Considered".
    pub fn actor_and_status(&self, actor: usize) -> String {
        let status = words::standing_name(actor, &self.state, &self.dataset, &self.host);
        let name = words::actor_name(&self.dataset, actor, &self.host);
        self.host_messages().fill("lane", &[("name", &name), ("status", &status)])
    }
}
