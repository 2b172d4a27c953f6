//! The widget's model on the page: state, what is drawn of it, and what must be drawn anew.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::canvas::CanvasPainter;
use super::dom::Kept;
use super::events::{Outgoing, Reason};
use super::frame::Frame;
use super::gestures::Gestures;
use super::labels::LabelLayer;
use super::load::Load;
use super::locale::BrowserHost;
use super::panel::PanelInput;
use super::parts::Scope;
use super::search::Search;
use super::sheet::SheetPress;
use super::time_view::{Opened, TimeView};
use super::told::Told;
use super::touring::Touring;
use super::{filters, head, lanes, legend, map, panel, table, time_menu, tools};
use crate::atlas::{
    self, Action, Camera, Flight, History, Selection, State, TourStop, state_to_json, update,
};
use crate::dataset::{Dataset, Day};
use crate::scene::{
    Color, DateStyle, Host, LabelMemory, MapGeometry, Messages, Palette, Scene, Timeline, TimelineScene,
    map_height_px, property_name,
};
use crate::world::{Projection, View, World};

/// Parts that must be drawn anew.
#[derive(Clone, Copy, Default)]
pub struct Dirty {
    pub map: bool,
    pub lanes: bool,
    /// Sentence, legend, panel, table.
    pub words: bool,
    /// Switches and everything that changes with the dataset or the language.
    pub fixed: bool,
    /// Colours and font.
    pub theme: bool,
}

impl Dirty {
    pub const ALL: Dirty = Dirty { map: true, lanes: true, words: true, fixed: true, theme: true };

    fn any(self) -> bool {
        self.map || self.lanes || self.words || self.fixed || self.theme
    }
}

/// The room that the page gives.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Size {
    pub width_px: f64,
    pub map_width_px: f64,
    pub map_height_px: f64,
    pub lanes_width_px: f64,
    pub pixel_ratio: f64,
    pub is_touch: bool,
}

/// Which parts the page lets be seen: what it hides costs nothing.
#[derive(Clone, Copy, PartialEq)]
pub struct Shown {
    pub head: bool,
    pub legend: bool,
    pub panel: bool,
}

/// A flight that is under way, and when it began.
pub struct UnderWay {
    pub flight: Flight,
    pub started_ms: Option<f64>,
    /// How much of it is done, 0 to 1.
    pub share: f64,
}

/// A map that goes on after it has been let go.
pub struct Glide {
    /// Pixels per millisecond.
    velocity: (f64, f64),
    last_ms: Option<f64>,
}

/// A glide loses all but a third of its speed in this time.
const GLIDE_MS: f64 = 110.0;
/// What is slower than this, in pixels per millisecond, stands.
const LEAST_GLIDE: f64 = 0.05;

/// The size of text as browsers have it (`--atlas-text`).
const TEXT_PX: f64 = 14.0;

/// How long a flight takes (`--atlas-fly`).
const FLIGHT_MS: f64 = 420.0;
/// The least heights to which a page's own height can press map and lanes.
const LEAST_MAP_PX: f64 = 240.0;
const LEAST_LANES_PX: f64 = 160.0;
/// How long the day stands still at each event where motion is unwanted.
const STEP_MS: f64 = 1200.0;

pub struct Inner {
    pub root: ShadowRoot,
    pub element: HtmlElement,
    pub frame: Frame,
    pub host: BrowserHost,
    pub dataset: Dataset,
    pub base_world: Rc<World>,
    pub detail_world: Option<Rc<World>>,
    pub opening: State,
    pub state: State,
    /// The camera of this moment; in flight it is on its way to the state's.
    pub camera: Camera,
    /// What a camera sees, as it was asked for last.
    pub seen: std::cell::Cell<Option<(Camera, View)>>,
    pub flight: Option<UnderWay>,
    pub glide: Option<Glide>,
    pub last_tick_ms: Option<f64>,
    /// When the page was last told of a gesture that was held back for it.
    pub last_notice_ms: f64,
    /// Whether a click has given the wheel to the map, until the pointer leaves it.
    pub is_map_entered: bool,
    pub sheet_press: Option<SheetPress>,
    /// How large the reader's texts are, 1 being as large as browsers have them.
    pub text_scale: f64,
    pub hovered: Option<Selection>,
    pub expanded: Vec<String>,
    pub table: table::TableView,
    /// The dialog of sharing, while it is open.
    pub share: Option<super::share::ShareView>,
    /// The action of the button that has copied something, or could not, until that has been read.
    pub copied: Option<(String, bool)>,
    pub map_painter: Option<CanvasPainter>,
    pub lanes_painter: Option<CanvasPainter>,
    pub map_labels: LabelLayer,
    pub lanes_labels: LabelLayer,
    pub lanes_names: LabelLayer,
    pub palette: Palette,
    /// The colour under everything, as the browser had it last: where it differs, the page has
    /// changed its colours.
    pub ground_color: String,
    /// Whether the reader wants no motion, and whether the main pointer is a finger.
    pub stillness: Media,
    pub coarseness: Media,
    pub size: Size,
    /// The height to which the page's own presses the lanes, where it does.
    pub lanes_most_px: Option<f64>,
    /// How far they reach beyond the element since neither map nor lanes can be pressed any more.
    pub excess_left_px: f64,
    pub shown: Shown,
    pub map_scene: Scene,
    pub geometry: MapGeometry,
    pub label_memory: LabelMemory,
    /// What is worked out once for dataset, language and font.
    pub lanes: Option<Timeline>,
    pub timeline: Option<TimelineScene>,
    pub lane_buttons: Vec<Kept>,
    pub group_buttons: Vec<Kept>,
    /// The order in which the page has the lanes' buttons.
    pub row_order: Vec<usize>,
    /// What the buttons of lanes and groups were written for last.
    pub written_rows: Option<lanes::WrittenRows>,
    /// Whether what lanes and playhead say may be about another day, dataset or language than is shown.
    pub are_lane_words_stale: bool,
    pub section: Kept,
    pub lanes_box: Kept,
    pub fit: Kept,
    pub playhead: Kept,
    /// The window of the overview and its two ends, once there has been one.
    pub overview: Option<[Kept; 3]>,
    /// The button for a list in place of the lanes, and whether there is one.
    pub list_switch: Kept,
    pub is_listed: bool,
    /// Rows on their way in.
    pub load: Option<Load>,
    /// How the reader wants the timeline.
    pub time: TimeView,
    pub dirty: Dirty,
    pub outbox: Vec<Outgoing>,
    pub gestures: Gestures,
    pub search: Search,
    /// Whether the choices of the filters are open.
    pub is_filter_open: bool,
    pub filled_filters: std::cell::RefCell<Option<filters::Filled>>,
    pub is_interactive: bool,
    /// What gets the focus once the model is no longer being changed: a listener of the page's may ask
    /// for the state then.
    pub next_focus: std::cell::Cell<Option<HtmlElement>>,
    /// Who lets time run.
    pub play_reason: Reason,
    /// The part of a day that has passed while time runs, but has not been shown yet.
    pub day_debt: f64,
    /// Whether the panel, a sheet where there is little room, is open.
    pub is_sheet_open: bool,
    pub touring: Touring,
    pub told: Told,
    /// What has been chosen so far.
    pub history: History,
    /// What keys have come to on the map.
    pub map_cursor: Option<Selection>,
    /// The action whose button in the panel gets the focus once the panel is filled.
    pub panel_focus: Option<&'static str>,
    /// Whether the camera is still the one the atlas opened with, which follows the width.
    pub has_opening_camera: bool,
    /// The same of the groups of lanes that are folded.
    pub has_opening_folds: bool,
}

impl Inner {
    pub fn world(&self) -> &World {
        self.detail_world.as_ref().unwrap_or(&self.base_world)
    }

    /// Dataset or world are other ones: nothing drawn of them can be kept.
    pub fn renew_geometry(&mut self) {
        let mut geometry = std::mem::take(&mut self.geometry);
        geometry.renew(&self.dataset, self.world());
        self.geometry = geometry;
        self.dirty.map = true;
    }

    /// Whether the reader has opened the rest of a list or an explanation.
    pub fn is_expanded(&self, key: &str) -> bool {
        self.expanded.iter().any(|expanded| expanded == key)
    }

    pub fn word(&self, key: &str) -> String {
        self.host.messages().get(key).to_owned()
    }

    pub fn host_messages(&self) -> &Messages {
        self.host.messages()
    }

    pub fn host_date(&self, day: Day, style: DateStyle) -> String {
        self.host.date(day, style)
    }

    /// Gives the focus to the button of an action within a part.
    pub fn focus_action(&self, parent: &Element, action: &str) {
        let buttons = parent.query_selector_all("[data-do]");
        let Ok(buttons) = buttons else { return };
        for at in 0..buttons.length() {
            let button = buttons.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
            if let Some(button) = button.filter(|b| b.get_attribute("data-do").as_deref() == Some(action)) {
                self.next_focus.set(Some(button));
                return;
            }
        }
    }

    /// Takes an action of the reader's or of the page's; a flight, where it moves the camera, is
    /// only for choices.
    pub fn act(&mut self, action: Action, reason: Reason) {
        let is_step = matches!(action, Action::SetTour(Some(_)));
        let is_select = matches!(action, Action::Select(_));
        let is_choice = matches!(action, Action::Select(Some(_)) | Action::Revisit(_));
        let is_projection = matches!(action, Action::SetProjection(_));
        if matches!(action, Action::Play | Action::PlayAs(_)) {
            self.play_reason = reason;
            self.day_debt = 0.0;
        }
        let mut next = update(&self.state, action, &self.dataset);
        if is_select {
            self.history.note(&self.state, &next);
        }
        if is_choice {
            next.camera = self.camera_for_choice(&next);
        }
        if is_step {
            next.camera = self.camera_for_step(&next);
        }
        if is_projection && self.has_opening_camera {
            next.camera = self.opening_camera(next.camera.projection);
        } else if is_projection {
            next.camera = next.camera.clamped(self.size.map_width_px, self.size.map_height_px);
        }
        let keeps_opening = is_projection && self.has_opening_camera;
        self.apply(next, reason, is_choice || is_step || is_projection);
        self.has_opening_camera |= keeps_opening;
    }

    /// Where an actor is: its place, and where its country's name stands.
    pub fn actor_places(&self, actor: usize) -> impl Iterator<Item = (f64, f64)> + use<> {
        let written = &self.dataset.document.actors[actor];
        let place = written.place.as_ref().map(|place| (place.lon, place.lat));
        let code = written.code.as_ref().and_then(|code| self.world().country_by_code(code));
        let label = code.and_then(|index| self.world().country(index)).map(|c| c.label_lon_lat_deg);
        [place, label].into_iter().flatten()
    }

    /// Where the camera must be for what is chosen to be wholly in view; as it is where it already is.
    pub fn camera_for_choice(&self, next: &State) -> Camera {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let document = &self.dataset.document;
        let points: Vec<(f64, f64)> = match next.selection(&self.dataset) {
            Some(Selection::Actor(actor)) => self.actor_places(actor).collect(),
            Some(Selection::Event(event)) => {
                let places = document.events[event].places.iter().map(|place| (place.lon, place.lat));
                let actors = self.dataset.links[event].actors.iter();
                let homes = actors.filter_map(|&a| document.actors[a].place.as_ref()).map(|p| (p.lon, p.lat));
                places.chain(homes).collect()
            }
            None => return next.camera,
        };
        let camera = next.camera;
        if points.is_empty() || camera.shows_all(&points, 12.0, width_px, height_px) {
            return camera;
        }
        let fitted = camera.fitted(&points, camera.zoom.max(1.0), width_px, height_px);
        // Where nearly the whole world is needed it is shown as it opens: on another meridian nobody
        // would find their way.
        let Camera { lon_deg, .. } = self.opening_camera(Projection::Flat);
        let whole = Camera { lon_deg, ..Camera::default() }.clamped(width_px, height_px);
        let is_whole = fitted.zoom < 1.2 && fitted.projection == whole.projection;
        if is_whole && whole.shows_all(&points, 0.0, width_px, height_px) { whole } else { fitted }
    }

    /// Takes a new state: notes what must be drawn anew and tells the page.
    pub fn apply(&mut self, next: State, reason: Reason, flies: bool) {
        let changed = changed_keys(&self.state, &next);
        if changed.is_empty() {
            return;
        }
        let has = |keys: &[&str]| changed.iter().any(|key| keys.contains(key));
        if has(&["camera"]) {
            self.has_opening_camera = false;
            self.flight = None;
            self.glide = None;
            if flies && !self.prefers_stillness() {
                let flight = Flight::new(self.camera, next.camera);
                self.camera = flight.at(0.0);
                self.flight = Some(UnderWay { flight, started_ms: None, share: 0.0 });
            } else {
                self.camera = next.camera;
            }
        }
        if has(&["folded"]) {
            self.has_opening_folds = false;
        }
        if has(&["range"]) && !self.frame.lanes_tip.has_attribute("hidden") {
            super::dom::toggle(&self.frame.lanes_tip, "hidden", Some(""));
        }
        if has(&["selected"]) {
            // What is opened at the foot is not about the selection.
            self.expanded.retain(|key| key == "explain" || key == "all-sources");
            self.is_sheet_open = false;
        }
        if has(&["date"]) && next.playing.is_none() {
            self.told.clear();
        }
        if self.state.tour.is_some() || next.tour.is_some() {
            self.follow_tour(&next, &changed, reason);
        }
        self.time.is_stale = self.time.opened == Opened::Options;
        let words = !changed.iter().all(|key| matches!(*key, "camera" | "range" | "lanes"));
        self.dirty.map |= !changed.iter().all(|key| matches!(*key, "range" | "playing" | "folded" | "lanes"));
        self.dirty.lanes |= !changed.iter().all(|key| matches!(*key, "camera" | "playing"));
        self.dirty.words |= words;
        let is_projection = next.camera.projection != self.state.camera.projection;
        self.dirty.fixed |= has(&["track", "view", "tour"]) || is_projection;
        self.dirty.theme |= has(&["theme"]);
        if next.playing.is_none() {
            self.last_tick_ms = None;
        }
        self.state = next;
        self.outbox.push(Outgoing::change(state_to_json(&self.state, &self.dataset), &changed, reason));
    }

    pub fn prefers_stillness(&self) -> bool {
        self.stillness.matches()
    }

    /// Whether another frame is wanted.
    pub fn wants_frame(&self) -> bool {
        self.dirty.any() || self.flight.is_some() || self.glide.is_some() || self.state.playing.is_some()
    }

    /// Moves what is in motion to this time, and draws what must be drawn.
    pub fn frame(&mut self, now_ms: f64) {
        if let Some(under_way) = &mut self.flight {
            let started_ms = *under_way.started_ms.get_or_insert(now_ms);
            let share = ((now_ms - started_ms) / FLIGHT_MS).clamp(0.0, 1.0);
            under_way.share = ease(share);
            self.camera = under_way.flight.at(under_way.share);
            self.dirty.map = true;
            if share >= 1.0 {
                self.flight = None;
            }
        }
        self.glide_on(now_ms);
        self.let_time_run(now_ms);
        self.draw();
    }

    /// The map has been let go while it moved: it slows down by itself.
    pub fn let_glide(&mut self, velocity: (f64, f64)) {
        if velocity.0.hypot(velocity.1) > LEAST_GLIDE && !self.stillness.matches() {
            self.glide = Some(Glide { velocity, last_ms: None });
        }
    }

    fn glide_on(&mut self, now_ms: f64) {
        let Some(Glide { velocity, last_ms }) = self.glide.take() else { return };
        let elapsed_ms = last_ms.map_or(0.0, |last_ms| (now_ms - last_ms).clamp(0.0, 100.0));
        self.glide_by(velocity, GLIDE_MS * (1.0 - (-elapsed_ms / GLIDE_MS).exp()));
        let kept = (-elapsed_ms / GLIDE_MS).exp();
        let velocity = (velocity.0 * kept, velocity.1 * kept);
        if velocity.0.hypot(velocity.1) > LEAST_GLIDE {
            self.glide = Some(Glide { velocity, last_ms: Some(now_ms) });
        }
    }

    fn glide_by(&mut self, velocity: (f64, f64), ms: f64) {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let middle = (width_px / 2.0, height_px / 2.0);
        let to = (middle.0 + velocity.0 * ms, middle.1 + velocity.1 * ms);
        self.move_camera(self.camera.dragged(middle, to, width_px, height_px));
    }

    /// Stops whatever moves the map, where it is now.
    pub fn stop_motion(&mut self) {
        self.glide = None;
        if self.flight.take().is_some() {
            self.move_camera(self.camera);
        }
    }

    fn let_time_run(&mut self, now_ms: f64) {
        if self.state.playing.is_none() {
            self.say_the_rest();
            return;
        }
        let before = self.state.date;
        self.pass_time(now_ms);
        self.tell_since(before, now_ms);
    }

    fn pass_time(&mut self, now_ms: f64) {
        let last_ms = *self.last_tick_ms.get_or_insert(now_ms);
        let elapsed_ms = now_ms - last_ms;
        let playing = self.state.playing.unwrap_or_default();
        let told = (self.state.selected.clone(), self.state.date);
        if self.prefers_stillness() {
            if elapsed_ms >= STEP_MS / playing.speed {
                self.last_tick_ms = Some(now_ms);
                let before = self.state.date;
                let step = if playing.stops { Action::StepChange } else { Action::StepEvent };
                self.act(step(crate::atlas::Direction::Next), self.play_reason);
                if self.state.date == before || playing.stops {
                    self.act(Action::Pause, self.play_reason);
                }
            }
        } else if elapsed_ms > 0.0 {
            self.last_tick_ms = Some(now_ms);
            // A page that slept does not run through a year at once.
            let per_second = crate::atlas::days_per_second(&self.state, &self.dataset);
            self.day_debt += per_second * elapsed_ms.min(100.0) / 1000.0;
            let days = self.day_debt.floor();
            if days >= 1.0 {
                self.day_debt -= days;
                self.act(Action::Advance(days as i32), self.play_reason);
            }
        }
        if self.state.playing.is_none() {
            self.announce(&told);
        }
    }

    /// Ends what is in motion at its goal and draws.
    pub fn settle(&mut self) {
        if let Some(under_way) = self.flight.take() {
            self.camera = under_way.flight.goal();
            self.dirty.map = true;
        }
        if let Some(Glide { velocity, .. }) = self.glide.take() {
            self.glide_by(velocity, GLIDE_MS);
        }
        self.draw();
    }

    fn draw(&mut self) {
        if std::mem::take(&mut self.dirty.theme) {
            self.take_theme();
        }
        if self.dirty.fixed {
            self.show_parts();
            head::fill_fixed(self);
            head::fill_switches(self);
            tools::fill(self);
            self.measure();
        }
        let dirty = std::mem::take(&mut self.dirty);
        self.are_lane_words_stale |= dirty.words || dirty.fixed;
        if !self.state.query.is_empty() {
            self.look_for_query();
        }
        if dirty.words {
            if filters::is_wanted(self) {
                filters::fill(self);
            }
            if self.shown.head || self.are_lanes_shown() {
                head::fill_day(self);
            }
            if self.shown.legend {
                legend::fill(self);
            }
            self.fill_panel();
            if self.state.view == atlas::Shown::Table {
                table::fill(self);
            }
        }
        if std::mem::take(&mut self.time.is_stale) {
            time_menu::fill(self);
        }
        if dirty.map && self.is_map_shown() && self.size.map_width_px > 0.0 {
            map::paint(self);
        }
        if dirty.lanes && self.are_lanes_shown() && self.size.lanes_width_px > 0.0 {
            lanes::paint(self);
        }
        if !self.is_interactive {
            self.still_buttons();
        }
        // Painting may have found that the element is not as wide as it was.
        if dirty.fixed {
            self.fit_height();
        }
    }

    pub fn is_map_shown(&self) -> bool {
        matches!(self.state.view, atlas::Shown::Both | atlas::Shown::Map)
    }

    fn are_lanes_shown(&self) -> bool {
        matches!(self.state.view, atlas::Shown::Both | atlas::Shown::Timeline)
    }

    fn show_parts(&self) {
        let view = match self.state.view {
            atlas::Shown::Both => "both",
            atlas::Shown::Map => "map",
            atlas::Shown::Timeline => "timeline",
            atlas::Shown::Table => "table",
        };
        super::dom::toggle(&self.frame.section, "data-view", Some(view));
        let is_globe = self.state.camera.projection == crate::world::Projection::Globe;
        super::dom::toggle(&self.frame.section, "data-globe", is_globe.then_some(""));
        let hidden = (self.state.view != atlas::Shown::Table).then_some("");
        super::dom::toggle(&self.frame.table, "hidden", hidden);
        let still = (!self.is_interactive).then_some("");
        super::dom::toggle(&self.frame.section, "data-still", still);
        // A picture is still read out: as one.
        let picture = self.frame.grid.first_element_child();
        for part in picture.iter().flat_map(children) {
            super::dom::toggle(&part, "inert", still);
        }
        let name = still.map(|_| crate::scene::words::plain_sentence(&self.state, &self.dataset, &self.host));
        if let Some(picture) = picture {
            super::dom::toggle(&picture, "role", still.map(|_| "img"));
            super::dom::toggle(&picture, "aria-label", name.as_deref());
        }
        super::dom::toggle(&self.frame.section, "lang", Some(self.host.language()));
        let direction = if self.host.is_right_to_left() { "rtl" } else { "ltr" };
        super::dom::toggle(&self.frame.section, "dir", Some(direction));
    }

    /// The buttons of a picture are words, and take no focus.
    pub fn still_buttons(&self) {
        let still = (!self.is_interactive).then_some("");
        let Ok(buttons) = self.frame.section.query_selector_all("button") else { return };
        for at in 0..buttons.length() {
            let Some(button) = buttons.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else {
                continue;
            };
            super::dom::toggle(&button, "disabled", still);
            super::dom::toggle(&button, "role", still.map(|_| "presentation"));
            // What is drawn is inert, and keeps what it has been given; the rest is filled anew.
            if still.is_some() && button.closest("[inert]").ok().flatten().is_none() {
                let _ = button.remove_attribute("aria-pressed");
            }
        }
    }

    fn fill_panel(&mut self) {
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
        let scope = Scope { dataset: &self.dataset, host: &self.host };
        let input = PanelInput {
            scope,
            state: &self.state,
            expanded: &self.expanded,
            is_sheet_open: self.is_sheet_open,
            touring: &self.touring,
            history: &self.history,
        };
        panel::fill(&self.frame.panel, &input);
        if !self.is_sheet_open {
            self.frame.panel.set_scroll_top(0);
        }
        let layout = self.frame.section.get_attribute("data-layout").unwrap_or_default();
        let is_resting = has_subject
            && !self.is_sheet_open
            && self.is_interactive
            && matches!(layout.as_str(), "narrow" | "phone");
        let children = self.frame.panel.children();
        // Of a resting sheet the first two are seen, its head and the status; the rest takes no focus.
        for child in (2..children.length()).filter_map(|at| children.item(at)) {
            super::dom::toggle(&child, "inert", is_resting.then_some(""));
        }
        super::dom::toggle(&self.frame.panel, "data-swipe", stop.map(|_| ""));
        let asked = self.panel_focus.take().map(str::to_owned);
        if let Some(action) = asked.or(action) {
            self.next_focus.set(Some(self.frame.panel.clone().unchecked_into()));
            self.focus_action(&self.frame.panel, &action);
        }
    }

    /// Reads the room there is; whether it has changed.
    pub fn measure(&mut self) -> bool {
        let ground = self.computed(&self.frame.section, "background-color");
        if ground != self.ground_color {
            self.ground_color = ground;
            self.take_theme();
        }
        let section: &HtmlElement = self.frame.section.unchecked_ref();
        let width_px = f64::from(section.client_width());
        self.read_text_scale();
        let layout = match width_px / self.text_scale {
            960.0.. => "wide",
            560.0.. => "medium",
            400.0.. => "narrow",
            _ => "phone",
        };
        if self.section.toggle("data-layout", Some(layout)) {
            tools::place(self, layout);
            legend::place(self, layout);
        }
        let map_width_px = f64::from(self.frame.map.client_width());
        let lanes_width_px = f64::from(self.frame.lanes.client_width());
        let window = web_sys::window();
        let natural_px = map_height_px(map_width_px);
        let size = Size {
            width_px,
            map_width_px,
            map_height_px: natural_px,
            lanes_width_px,
            pixel_ratio: window.map_or(1.0, |w| w.device_pixel_ratio()).clamp(0.5, 4.0),
            is_touch: self.coarseness.matches(),
        };
        let is_shrunk = self.size.map_height_px < natural_px || self.lanes_most_px.is_some();
        let excess_px = self.excess_px();
        let has_other_height =
            (excess_px >= 1.0 || is_shrunk) && (excess_px - self.excess_left_px).abs() >= 1.0;
        let compared = Size { map_height_px: self.size.map_height_px, ..size };
        if compared == self.size && !has_other_height {
            return false;
        }
        self.size = size;
        (self.lanes_most_px, self.excess_left_px) = (None, 0.0);
        let shown = self.seen_parts();
        if shown != self.shown {
            self.shown = shown;
            self.dirty.words = true;
        }
        super::dom::style(&self.frame.map, "height", &super::dom::px(natural_px));
        self.take_opening_folds();
        self.take_opening_camera();
        self.take_theme();
        (self.dirty.map, self.dirty.lanes, self.dirty.fixed) = (true, true, true);
        true
    }

    /// As long as nobody has moved the camera, it follows the width and the dataset.
    pub fn take_opening_camera(&mut self) {
        if self.has_opening_camera && self.size.map_width_px > 0.0 {
            self.opening.camera = self.opening_camera(self.opening.camera.projection);
            self.state.camera = self.opening_camera(self.state.camera.projection);
            self.camera = self.state.camera;
        }
    }

    /// How the map opens in a projection.
    pub fn opening_camera(&self, projection: Projection) -> Camera {
        Camera::opening(&self.dataset, &self.base_world, projection, self.size.map_width_px)
    }

    /// Where there is little room, groups that only react open folded, until the reader or the page says
    /// otherwise.
    pub fn take_opening_folds(&mut self) {
        if self.has_opening_folds && self.size.width_px > 0.0 {
            let is_little = self.size.width_px < 560.0;
            let folds = if is_little { atlas::reacting_groups(&self.dataset) } else { Vec::new() };
            self.opening.folded.clone_from(&folds);
            self.state.folded = folds;
        }
    }

    /// Which parts the page lets be seen.
    fn seen_parts(&self) -> Shown {
        let is_seen = |part: &Element| part.get_client_rects().length() > 0;
        let frame = &self.frame;
        Shown { head: is_seen(&frame.sentence), legend: is_seen(&frame.legend), panel: is_seen(&frame.panel) }
    }

    /// How far the timeline reaches beyond the element, where the page has given it a height; what
    /// stands under the timeline may flow on below.
    fn excess_px(&self) -> f64 {
        let bottom_px = |element: &Element| element.get_bounding_client_rect().bottom();
        let last = if self.are_lanes_shown() { &self.frame.lanes } else { &self.frame.map };
        bottom_px(last) - bottom_px(&self.element)
    }

    /// Where the page has given the element a height, the map gives way, then the lanes.
    fn fit_height(&mut self) {
        let mut excess_px = self.excess_px();
        if self.element.client_height() <= 0 || excess_px < 1.0 {
            return;
        }
        if self.is_map_shown() {
            let least_px = LEAST_MAP_PX.min(self.size.map_height_px);
            let height_px = (self.size.map_height_px - excess_px).max(least_px);
            if height_px < self.size.map_height_px {
                self.size.map_height_px = height_px;
                super::dom::style(&self.frame.map, "height", &super::dom::px(height_px));
                map::paint(self);
                excess_px = self.excess_px();
            }
        }
        let drawn_px = self.timeline.as_ref().map_or(0.0, |timeline| timeline.scene.height_px);
        if excess_px >= 1.0 && self.are_lanes_shown() && drawn_px > LEAST_LANES_PX {
            let most_px = drawn_px - excess_px / self.text_scale;
            self.lanes_most_px = Some(most_px.max(LEAST_LANES_PX));
            lanes::paint(self);
            excess_px = self.excess_px();
        }
        self.excess_left_px = excess_px.max(0.0);
    }

    /// How large the reader has set texts: lanes grow with them, as the style sheet's lengths do.
    fn read_text_scale(&mut self) {
        let size = self.computed(&self.frame.section, "font-size");
        let size_px = js_sys::parse_float(&size);
        let scale = if size_px.is_nan() { 1.0 } else { (size_px / TEXT_PX).clamp(0.5, 4.0) };
        if scale != self.text_scale {
            self.text_scale = scale;
            super::dom::style(&self.frame.section, "--scale", &crate::decimal::text(scale, 3));
        }
    }

    pub fn computed(&self, element: &Element, property: &str) -> String {
        let computed = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
        computed.and_then(|computed| computed.get_property_value(property).ok()).unwrap_or_default()
    }

    /// The colours as the page and the theme have them now.
    fn probed_palette(&self) -> Palette {
        let probe = &self.frame.probe;
        let color = |color: Color| {
            super::dom::style(probe, "color", &format!("var(--atlas-{})", property_name(color)));
            let computed = web_sys::window()?.get_computed_style(probe).ok()??;
            computed.get_property_value("color").ok().filter(|value| !value.is_empty())
        };
        Palette::light().with(color)
    }

    /// The page's own colours as they are in the light theme, which is that of paper.
    pub fn paper_palette(&self) -> Palette {
        super::dom::style(&self.frame.probe, "color-scheme", "light");
        let palette = self.probed_palette();
        super::dom::style(&self.frame.probe, "color-scheme", "");
        palette
    }

    /// Reads the colours and the font as the page and the theme have them now.
    pub fn take_theme(&mut self) {
        let Some(window) = web_sys::window() else { return };
        self.palette = self.probed_palette();
        if let Ok(Some(computed)) = window.get_computed_style(&self.frame.section)
            && let Ok(family) = computed.get_property_value("font-family")
        {
            self.host.set_font_family(family);
        }
        if let Some(mut lanes) = self.lanes.take() {
            lanes.measure(&self.dataset, &self.host);
            self.lanes = Some(lanes);
        }
        if let Some(painter) = &mut self.map_painter {
            painter.set_colors(&self.palette, &[Color::Paper, Color::Water]);
        }
        if let Some(painter) = &mut self.lanes_painter {
            painter.set_colors(&self.palette, &[Color::Paper]);
        }
        self.dirty.map = true;
        self.dirty.lanes = true;
    }
}

/// `cubic-bezier(.3, 0, .1, 1)` is close to this: slow at both ends, slower at the second.
fn ease(share: f64) -> f64 {
    let inverse = 1.0 - share;
    if share < 0.3 { share * share / 0.3 * 0.9 } else { 1.0 - 0.73 * (inverse / 0.7).powi(3) }
}

/// The elements right within another.
fn children(parent: &Element) -> impl Iterator<Item = Element> {
    let children = parent.children();
    (0..children.length()).filter_map(move |at| children.item(at))
}

/// A question to the browser that is asked again and again.
pub struct Media(Option<web_sys::MediaQueryList>);

impl Media {
    pub fn new(query: &str) -> Media {
        Media(web_sys::window().and_then(|window| window.match_media(query).ok().flatten()))
    }

    pub fn matches(&self) -> bool {
        self.0.as_ref().is_some_and(|list| list.matches())
    }
}

/// The keys of the state in which two states differ.
fn changed_keys(before: &State, after: &State) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let mut note = |differs: bool, key: &'static str| {
        if differs {
            keys.push(key);
        }
    };
    note(before.date != after.date, "date");
    note(before.selected != after.selected, "selected");
    note(before.track != after.track, "track");
    note(before.areas != after.areas, "areas");
    note(before.kinds != after.kinds, "kinds");
    note(before.footings != after.footings, "footings");
    note(before.statuses != after.statuses, "statuses");
    note(before.actors != after.actors, "actors");
    note(before.folded != after.folded, "folded");
    note(before.lanes != after.lanes, "lanes");
    note(before.query != after.query, "query");
    note(before.view != after.view, "view");
    note(before.camera != after.camera, "camera");
    note(before.range != after.range, "range");
    note(before.tour != after.tour, "tour");
    note(before.playing != after.playing, "playing");
    note(before.lang != after.lang, "lang");
    note(before.theme != after.theme, "theme");
    keys
}
