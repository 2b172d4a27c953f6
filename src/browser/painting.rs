//! What must be drawn anew, and drawing it.

use std::mem::take;

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dom::{px, style, toggle};
use super::inner::Inner;
use super::{filters, head, lanes, legend, map, table, time_menu, tools};
use crate::atlas::{self, Keyword};
use crate::scene::{Host, words};
use crate::world::Projection;

/// Parts that must be drawn anew.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Dirty {
    pub map: bool,
    pub lanes: bool,
    /// Sentence, legend, table; and after them the panel.
    pub words: bool,
    pub panel: bool,
    /// Switches and everything that changes with the dataset or the language.
    pub fixed: bool,
    /// Colours and font.
    pub theme: bool,
    /// What was drawn must still be fitted into the page's own height.
    pub height: bool,
}

impl Dirty {
    pub const ALL: Dirty =
        Dirty { map: true, lanes: true, words: true, panel: true, fixed: true, theme: true, height: false };

    pub fn any(self) -> bool {
        self != Dirty::default()
    }

    /// What is in either.
    fn or(self, other: Dirty) -> Dirty {
        Dirty {
            map: self.map || other.map,
            lanes: self.lanes || other.lanes,
            words: self.words || other.words,
            panel: self.panel || other.panel,
            fixed: self.fixed || other.fixed,
            theme: self.theme || other.theme,
            height: self.height || other.height,
        }
    }

    /// What is in this alone.
    fn without(self, other: Dirty) -> Dirty {
        Dirty {
            map: self.map && !other.map,
            lanes: self.lanes && !other.lanes,
            words: self.words && !other.words,
            panel: self.panel && !other.panel,
            fixed: self.fixed && !other.fixed,
            theme: self.theme && !other.theme,
            height: self.height && !other.height,
        }
    }
}

impl Inner {
    /// Whether another frame is wanted.
    pub fn wants_frame(&self) -> bool {
        self.dirty.any()
            || self.motion.flight.is_some()
            || self.motion.glide.is_some()
            || self.state.playing.is_some()
    }

    /// Moves what is in motion to this time, and draws what must be drawn.
    pub fn frame(&mut self, now_ms: f64) {
        if self.motion.flight.is_some() {
            self.fly_on(now_ms);
        }
        if self.motion.glide.is_some() {
            self.glide_on(now_ms);
        }
        match self.state.playing {
            Some(_) => self.let_time_run(now_ms),
            None => self.say_the_rest(),
        }
        self.draw_in_turns();
    }

    /// Draws what must be drawn. While the day is dragged every other frame draws the pictures, and those between them
    /// words and panel by turns: together they take longer than a hand should wait for its next step.
    fn draw_in_turns(&mut self) {
        if self.is_drawn_in_parts {
            self.draw_part();
            return;
        }
        let whole = self.dirty;
        if whole.fixed || !self.gestures.moves_the_day() {
            return self.draw();
        }
        let pictures = Dirty { words: false, panel: false, ..whole };
        let words = Dirty { words: whole.words, ..Dirty::default() };
        let panel = Dirty { panel: whole.panel, ..Dirty::default() };
        let turns = [pictures, words, pictures, panel];
        let from = self.turn;
        let Some(turn) = (from..from + turns.len()).find(|turn| turns[turn % turns.len()].any()) else {
            return;
        };
        self.turn = (turn + 1) % turns.len();
        let now = turns[turn % turns.len()];
        self.dirty = now;
        match now.words {
            // The panel, which comes after them, has a turn of its own.
            true => drop(self.draw_part()),
            false => self.draw(),
        }
        self.dirty = self.dirty.or(whole.without(now));
    }

    /// Draws everything that must be drawn.
    pub fn draw(&mut self) {
        while self.draw_part() {}
    }

    /// Draws the first part of what must be drawn; whether another is left. Parts that know how much room there is
    /// come before those that fill it.
    pub fn draw_part(&mut self) -> bool {
        if !self.state.query.is_empty() {
            self.look_for_query();
        }
        let dirty = &mut self.dirty;
        if take(&mut dirty.theme) {
            self.take_theme();
        } else if take(&mut dirty.fixed) {
            self.draw_fixed();
        } else if take(&mut dirty.words) {
            self.draw_words();
            self.dirty.panel = true;
        } else if take(&mut dirty.panel) {
            self.fill_panel();
        } else if take(&mut dirty.map) {
            if self.is_map_shown() && self.size.map_width_px > 0.0 {
                map::paint(self);
            }
        } else if take(&mut dirty.lanes) {
            if self.are_lanes_shown() && self.size.lanes_width_px > 0.0 {
                lanes::paint(self);
            }
        } else if take(&mut dirty.height) {
            // Painting may have found that the element is not as wide as it was.
            self.fit_height();
        }
        if self.dirty.any() {
            return true;
        }
        if take(&mut self.time.is_stale) {
            time_menu::fill(self);
        }
        if !self.is_interactive {
            self.still_buttons();
        }
        if let Some(part) = self.sought.take() {
            part.scroll_into_view_with_bool(true);
        }
        if let Some(action) = self.focus_when_drawn.take() {
            self.focus_action(&self.frame.section, &action);
        }
        self.is_drawn_in_parts = false;
        false
    }

    fn draw_fixed(&mut self) {
        self.show_parts();
        head::fill_fixed(self);
        head::fill_switches(self);
        tools::fill(self);
        self.measure();
        self.lanes.are_words_stale = true;
        (self.dirty.fixed, self.dirty.height) = (false, true);
    }

    fn draw_words(&mut self) {
        self.lanes.are_words_stale = true;
        if let Some(picture) = self.frame.grid.first_element_child() {
            let name =
                (!self.is_interactive).then(|| words::plain_sentence(&self.state, &self.dataset, &self.host));
            toggle(&picture, "aria-label", name.as_deref());
        }
        if filters::is_wanted(self) {
            filters::fill(self);
        }
        if self.shown.head || self.are_lanes_shown() {
            head::fill_day(self);
        }
        if self.shown.legend {
            legend::fill(self);
        }
        if self.state.view == atlas::Shown::Table {
            table::fill(self);
        }
        let is_moving = self.gestures.moves_the_day() || self.state.playing.is_some();
        if self.layout.is_one_column() && (is_moving || self.holds_still) {
            self.hold_still(is_moving);
        }
    }

    /// In one column the legend stands above the lanes: while the day is dragged or time runs, it, the sentence and what
    /// comes next keep the height they have had, so that the lanes stay under the finger.
    // The module is split here.
    #[inline(never)]
    fn hold_still(&mut self, is_moving: bool) {
        self.holds_still = is_moving;
        for part in [&self.frame.sentence, &self.frame.legend, &self.frame.next_up] {
            let height = is_moving.then(|| px(part.get_bounding_client_rect().height()));
            style(part, "min-height", height.as_deref().unwrap_or_default());
        }
    }

    pub fn is_map_shown(&self) -> bool {
        matches!(self.state.view, atlas::Shown::Both | atlas::Shown::Map)
    }

    pub fn are_lanes_shown(&self) -> bool {
        matches!(self.state.view, atlas::Shown::Both | atlas::Shown::Timeline)
    }

    fn show_parts(&self) {
        toggle(&self.frame.section, "data-view", Some(self.state.view.word()));
        let is_globe = self.state.camera.projection == Projection::Globe;
        toggle(&self.frame.section, "data-globe", is_globe.then_some(""));
        let hidden = (self.state.view != atlas::Shown::Table).then_some("");
        toggle(&self.frame.table, "hidden", hidden);
        let still = (!self.is_interactive).then_some("");
        toggle(&self.frame.section, "data-still", still);
        // A picture is still read out: as one.
        let picture = self.frame.grid.first_element_child();
        for part in picture.iter().flat_map(children) {
            toggle(&part, "inert", still);
        }
        if let Some(picture) = picture {
            toggle(&picture, "role", still.map(|_| "img"));
        }
        toggle(&self.frame.section, "lang", Some(self.host.language()));
        let direction = if self.host.is_right_to_left() { "rtl" } else { "ltr" };
        toggle(&self.frame.section, "dir", Some(direction));
    }

    /// The buttons of a picture are words, and take no focus.
    pub fn still_buttons(&self) {
        let still = (!self.is_interactive).then_some("");
        let Ok(buttons) = self.frame.section.query_selector_all("button") else { return };
        for at in 0..buttons.length() {
            let Some(button) = buttons.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else {
                continue;
            };
            toggle(&button, "disabled", still);
            toggle(&button, "role", still.map(|_| "presentation"));
            // What is drawn is inert, and keeps what it has been given; the rest is filled anew.
            if still.is_some() && button.closest("[inert]").ok().flatten().is_none() {
                let _ = button.remove_attribute("aria-pressed");
            }
        }
    }
}

/// The elements right within another.
fn children(parent: &Element) -> impl Iterator<Item = Element> {
    let children = parent.children();
    (0..children.length()).filter_map(move |at| children.item(at))
}
