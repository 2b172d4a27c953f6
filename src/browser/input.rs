//! Clicks, keys and wheel: what they mean as actions.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, WheelEvent};

use super::events::{Outgoing, Reason};
use super::inner::Inner;
use super::time_view::Opened;
use super::{lanes, time_menu};
use crate::atlas::{Action, Camera, Direction, Happening};
use crate::world::Projection;

/// What an input asks for.
pub enum Asked {
    /// An action; a choice is told to the page first, which may refuse it.
    Action(Action),
    /// Done already.
    Done,
}

/// How far an arrow key moves the map.
const KEY_PAN_PX: f64 = 60.0;
/// How much a key or a button zooms.
const ZOOM_STEP: f64 = 1.6;
/// The least time between two notices of the same held-back gesture.
const NOTICE_MS: f64 = 1000.0;

/// The nearest element around an event's target that has an attribute, within the widget.
pub fn around(event: &Event, attribute: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()?
}

impl Inner {
    /// A click on something that does something.
    pub fn click(&mut self, event: &Event) -> Option<Asked> {
        let button = around(event, "data-do");
        // A press anywhere else closes what is open.
        let is_within = |part: &Element| {
            event
                .target()
                .and_then(|target| target.dyn_into().ok())
                .is_some_and(|at| part.contains(Some(&at)))
        };
        if self.time.opened != Opened::Nothing && !is_within(&self.frame.time_menu) {
            let is_opener = is_within(&self.frame.options) || is_within(&self.frame.playhead);
            if !is_opener {
                time_menu::close(self);
            }
        }
        let action = button?.get_attribute("data-do")?;
        let (verb, argument) = action.split_once(':').unwrap_or((&action, ""));
        let argument = argument.to_owned();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let asked = match verb {
            "select" if self.state.selected.as_deref() == Some(&argument) && self.is_lane(event) => {
                Asked::Action(Action::Select(None))
            }
            "select" => Asked::Action(Action::Select(Some(argument))),
            "close" => Asked::Action(Action::Select(None)),
            "track" => Asked::Action(Action::SetTrack(some(argument))),
            "projection" if argument == "globe" => Asked::Action(Action::SetProjection(Projection::Globe)),
            "projection" => Asked::Action(Action::SetProjection(Projection::Flat)),
            "status" => Asked::Action(Action::ToggleStatus(argument)),
            "clear" => Asked::Action(Action::ClearFilters),
            "group" => Asked::Action(Action::ToggleGroup(argument)),
            "play" => Asked::Action(Action::PlayAs(self.time.playing)),
            "pause" => Asked::Action(Action::Pause),
            "fit-time" => Asked::Action(Action::SetRange(None)),
            "previous" => Asked::Action(self.step(Direction::Previous)),
            "next" => Asked::Action(self.step(Direction::Next)),
            "time-options" => return self.done(|inner| time_menu::open(inner, Opened::Options)),
            "day-field" => return self.done(|inner| time_menu::open(inner, Opened::Day)),
            "timeline" => {
                return self.done(|inner| {
                    inner.time.is_list = argument == "list";
                    inner.dirty.lanes = true;
                });
            }
            "list" => Asked::Action(super::list::turn(self, &argument)?),
            "show-day" => return self.done(time_menu::show_day),
            _ if time_menu::take_option(self, verb, &argument) => Asked::Done,
            "zoom-in" => return self.done(|inner| inner.zoom_map(ZOOM_STEP, None, true)),
            "zoom-out" => return self.done(|inner| inner.zoom_map(1.0 / ZOOM_STEP, None, true)),
            "reset-map" => return self.done(Inner::reset_map),
            "more" => {
                return self.done(|inner| {
                    inner.expanded.push(argument);
                    inner.dirty.words = true;
                });
            }
            "sheet" => {
                return self.done(|inner| {
                    inner.is_sheet_open = !inner.is_sheet_open;
                    inner.dirty.words = true;
                });
            }
            "explain" | "all-sources" => {
                return self.done(|inner| {
                    if inner.is_expanded(verb) {
                        inner.expanded.retain(|key| key != verb);
                    } else {
                        inner.expanded.push(verb.to_owned());
                    }
                    inner.dirty.fixed = true;
                });
            }
            _ => return None,
        };
        Some(asked)
    }

    fn done(&mut self, act: impl FnOnce(&mut Inner)) -> Option<Asked> {
        act(self);
        Some(Asked::Done)
    }

    fn step(&self, direction: Direction) -> Action {
        match self.time.happening {
            Happening::Event => Action::StepEvent(direction),
            Happening::Change => Action::StepChange(direction),
        }
    }

    fn is_lane(&self, event: &Event) -> bool {
        around(event, "data-do").is_some_and(|button| self.frame.lanes_rows.contains(Some(&button)))
    }

    fn reset_map(&mut self) {
        let projection = self.state.camera.projection;
        let opening = Camera { projection, ..Camera::opening(self.size.map_width_px) };
        let next = crate::atlas::update(&self.state, Action::MoveCamera(opening), &self.dataset);
        self.apply(next, Reason::User, true);
    }

    /// A key. What it does, if it does anything.
    pub fn key(&mut self, event: &KeyboardEvent) -> Option<Asked> {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        let key = event.key();
        if key == "Escape" && self.time.opened != Opened::Nothing {
            let opened = self.time.opened;
            return self.done(|inner| time_menu::open(inner, opened));
        }
        if key == "Escape" && self.state.selected.is_some() {
            return Some(Asked::Action(Action::Select(None)));
        }
        let target: Element = event.target()?.dyn_into().ok()?;
        if key == "Enter" && self.frame.time_menu.contains(Some(&target)) && target.tag_name() == "INPUT" {
            return self.done(time_menu::show_day);
        }
        if key == "Enter" && target == self.frame.playhead {
            return self.done(|inner| time_menu::open(inner, Opened::Day));
        }
        let is_overview = self.overview.as_ref().is_some_and(|kept| kept.element == target);
        if is_overview && super::overview::key(self, &key) {
            return Some(Asked::Done);
        }
        if (is_overview || target == self.frame.playhead)
            && let Some(asked) = self.axis_key(&key)
        {
            return Some(asked);
        }
        if target == self.frame.playhead {
            return self.playhead_key(&key, event.shift_key());
        }
        if target == self.frame.map {
            return self.map_key(&key);
        }
        None
    }

    /// Keys that zoom the axis.
    fn axis_key(&mut self, key: &str) -> Option<Asked> {
        match key {
            "+" | "=" => self.done(|inner| inner.zoom_time_here(ZOOM_STEP)),
            "-" | "_" => self.done(|inner| inner.zoom_time_here(1.0 / ZOOM_STEP)),
            "0" => Some(Asked::Action(Action::SetRange(None))),
            _ => None,
        }
    }

    fn playhead_key(&self, key: &str, is_shifted: bool) -> Option<Asked> {
        let date = self.state.date;
        let range = crate::atlas::default_range(&self.dataset);
        // A day beyond the data is not told of: nothing is known there.
        let kept = |day: crate::dataset::Day| {
            let end_day = crate::dataset::Day((range.end_day - 1e-6).floor().clamp(-4e8, 4e8) as i32);
            let start_day = crate::dataset::Day(range.start_day.ceil().clamp(-4e8, 4e8) as i32);
            Action::GoTo(day.min(end_day).max(start_day))
        };
        let end = |day: f64| crate::dataset::Day(day.floor().clamp(-4e8, 4e8) as i32).plus(0);
        let action = match key {
            "ArrowLeft" | "ArrowDown" if is_shifted => Action::StepEvent(Direction::Previous),
            "ArrowRight" | "ArrowUp" if is_shifted => Action::StepEvent(Direction::Next),
            "PageDown" if is_shifted => Action::StepChange(Direction::Previous),
            "PageUp" if is_shifted => Action::StepChange(Direction::Next),
            "ArrowLeft" | "ArrowDown" => kept(date.plus(-1)),
            "ArrowRight" | "ArrowUp" => kept(date.plus(1)),
            "PageDown" => kept(date.plus(-30)),
            "PageUp" => kept(date.plus(30)),
            "Home" => Action::GoTo(self.dataset.span().map_or(end(range.start_day), |(first, _)| first)),
            "End" => Action::GoTo(self.dataset.updated()),
            " " if self.state.playing.is_some() => Action::Pause,
            " " => Action::PlayAs(self.time.playing),
            _ => return None,
        };
        Some(Asked::Action(action))
    }

    fn map_key(&mut self, key: &str) -> Option<Asked> {
        match key {
            "ArrowLeft" => self.pan_map(-KEY_PAN_PX, 0.0),
            "ArrowRight" => self.pan_map(KEY_PAN_PX, 0.0),
            "ArrowUp" => self.pan_map(0.0, -KEY_PAN_PX),
            "ArrowDown" => self.pan_map(0.0, KEY_PAN_PX),
            "+" | "=" => self.zoom_map(ZOOM_STEP, None, true),
            "-" | "_" => self.zoom_map(1.0 / ZOOM_STEP, None, true),
            "0" | "Home" => self.reset_map(),
            _ => return None,
        }
        Some(Asked::Done)
    }

    /// The wheel: the page's, unless Ctrl (or a pinch on a touchpad, which browsers tell the same
    /// way) asks for a zoom. Gives whether it was taken.
    pub fn wheel(&mut self, event: &WheelEvent) -> bool {
        let zone = around(event, "data-zone").and_then(|zone| zone.get_attribute("data-zone"));
        let Some(zone) = zone else { return false };
        if !event.ctrl_key() && !event.meta_key() {
            let now_ms = event.time_stamp();
            if now_ms - self.last_notice_ms > NOTICE_MS {
                self.last_notice_ms = now_ms;
                self.outbox.push(Outgoing::gesture("wheel"));
            }
            return false;
        }
        // Lines and pages in pixels, roughly; a notch of a wheel is about 100 px.
        let unit_px = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => 16.0,
            WheelEvent::DOM_DELTA_PAGE => 400.0,
            _ => 1.0,
        };
        let factor = (-event.delta_y() * unit_px / 300.0).clamp(-1.0, 1.0).exp();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if zone == "map" {
            let about = lanes::position_in(&self.frame.map, x, y);
            self.zoom_map(factor, Some(about), false);
        } else {
            let about = lanes::position_in(&self.frame.lanes, x, y);
            self.zoom_time(factor, self.along(about));
        }
        true
    }
}
