//! The widget's model on the page: state, what is drawn of it, and what must be drawn anew.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::dom::{Kept, Media, toggle};
use super::engine::Engine;
use super::events::{Outgoing, Reason};
use super::filters;
use super::frame::Frame;
use super::gestures::Gestures;
use super::head::AT_FOOT;
use super::js;
use super::lanes::LanesView;
use super::load::Load;
use super::locale::BrowserHost;
use super::map::MapView;
use super::motion::Motion;
use super::painting::Dirty;
use super::parts::Scope;
use super::room::{Layout, Shown, Size};
use super::search::Search;
use super::sheet::SheetPress;
use super::time_view::{Opened, TimeView};
use super::told::Told;
use super::touring::Touring;
use crate::atlas::{Action, Flight, History, Selection, State, changed_keys, state_to_json, update};
use crate::dataset::{Dataset, Day};
use crate::scene::tables::TableInput;
use crate::scene::{DateStyle, Host, Messages, Palette};
use crate::world::World;

pub struct Inner {
    pub root: ShadowRoot,
    pub element: HtmlElement,
    pub frame: Frame,
    pub host: BrowserHost,
    pub dataset: Dataset,
    pub opening: State,
    /// Whether the page's author has written a day.
    pub is_day_authored: bool,
    pub state: State,
    pub map: MapView,
    pub lanes: LanesView,
    pub motion: Motion,
    /// When the page was last told of a gesture that was held back for it.
    pub last_notice_ms: f64,
    pub sheet_press: Option<SheetPress>,
    /// Whether the page has given the data, which then has no address.
    pub has_own_data: bool,
    /// How large the reader's texts are, 1 being as large as browsers have them.
    pub text_scale: f64,
    pub hovered: Option<Selection>,
    pub expanded: Vec<String>,
    /// The page of the table's rows, from 0.
    pub table_page: usize,
    /// The dialog of sharing, while it is open.
    pub share: Option<super::share::ShareView>,
    /// The action of the button that has copied something, or could not, until that has been read.
    pub copied: Option<(String, bool)>,
    pub palette: Palette,
    /// The colour under everything, as the browser had it last: where it differs, the page has
    /// changed its colours.
    pub ground_color: String,
    /// Whether the reader wants no motion, and whether the main pointer is a finger.
    pub stillness: Media,
    pub coarseness: Media,
    pub size: Size,
    pub shown: Shown,
    pub section: Kept,
    /// Rows on their way in.
    pub load: Option<Load>,
    /// How the reader wants the timeline.
    pub time: TimeView,
    pub layout: Layout,
    pub dirty: Dirty,
    /// While the day is dragged frames draw its parts by turns: whose turn is next.
    pub turn: usize,
    /// Whether each frame draws one part only, until all is drawn.
    pub is_drawn_in_parts: bool,
    /// What the page scrolls to when everything is drawn.
    pub sought: Option<Element>,
    /// The action whose button gets the focus when everything is drawn.
    pub focus_when_drawn: Option<String>,
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
    /// Whether the panel, a sheet where there is little room, is open.
    pub is_sheet_open: bool,
    /// What had the focus when something was chosen, and has it again when that is closed.
    pub opener: Option<HtmlElement>,
    /// Whether sentence and legend are held at the height they have had.
    pub holds_still: bool,
    /// Whether what an open sheet lies over is kept from the reader.
    pub is_under_sheet: bool,
    /// Whether the reader's last input was a key: then the page scrolls to what gets the focus.
    pub is_by_key: bool,
    /// Whether the reader's last click was in the panel: what is chosen there is read on there.
    pub is_within_panel: bool,
    /// Whether what has been opened at the foot gets the focus.
    pub is_foot_opened: std::cell::Cell<bool>,
    /// The button that has opened it.
    pub foot_opener: Option<Element>,
    pub touring: Touring,
    pub told: Told,
    /// What has been chosen so far.
    pub history: History,
    /// The action whose button in the panel gets the focus once the panel is filled.
    pub panel_focus: Option<&'static str>,
    /// Whether the camera is still the one the atlas opened with, which follows the width.
    pub has_opening_camera: bool,
    /// Whether the folded groups of lanes are still those that the atlas opened with.
    pub has_opening_folds: bool,
}

impl Inner {
    /// The model of an element's inside, which it builds.
    pub fn new(
        engine: &Engine,
        element: HtmlElement,
        root: ShadowRoot,
        dataset: Dataset,
        host: BrowserHost,
    ) -> Inner {
        let frame = Frame::build(&root, &dataset, &host);
        let opening = State::opening(&dataset);
        let mut inner = Inner {
            map: MapView::new(&frame, engine),
            lanes: LanesView::new(&frame, engine),
            motion: Motion::new(opening.camera),
            section: Kept::new(frame.section.clone()),
            root,
            element,
            host,
            state: opening.clone(),
            opening,
            dataset,
            frame,
            last_notice_ms: f64::MIN,
            sheet_press: None,
            has_own_data: false,
            text_scale: 1.0,
            hovered: None,
            expanded: Default::default(),
            table_page: 0,
            share: None,
            copied: None,
            palette: Palette::light(),
            ground_color: String::new(),
            stillness: Media::new("(prefers-reduced-motion: reduce)"),
            coarseness: Media::new("(pointer: coarse)"),
            size: Size::default(),
            shown: Shown { head: true, legend: true, panel: true },
            load: None,
            time: Default::default(),
            layout: Layout::default(),
            dirty: Dirty::ALL,
            turn: 0,
            is_day_authored: false,
            is_drawn_in_parts: false,
            sought: None,
            focus_when_drawn: None,
            outbox: Vec::new(),
            gestures: Default::default(),
            search: Default::default(),
            is_filter_open: false,
            filled_filters: Default::default(),
            is_interactive: true,
            is_sheet_open: false,
            next_focus: None.into(),
            opener: None,
            holds_still: false,
            is_under_sheet: false,
            is_by_key: false,
            is_within_panel: false,
            is_foot_opened: false.into(),
            foot_opener: None,
            touring: Default::default(),
            told: Default::default(),
            history: Default::default(),
            panel_focus: None,
            has_opening_camera: true,
            has_opening_folds: true,
        };
        inner.renew_geometry();
        inner
    }

    pub fn world(&self) -> &World {
        self.map.detail_world.as_ref().unwrap_or(&self.map.base_world)
    }

    /// Dataset or world have changed: nothing drawn of them can be kept.
    pub fn renew_geometry(&mut self) {
        let mut geometry = std::mem::take(&mut self.map.geometry);
        geometry.renew(&self.dataset, self.world());
        self.map.geometry = geometry;
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

    /// Gives the focus to the button of an action within a part, or to what stands in its place after it.
    pub fn focus_action(&self, parent: &Element, action: &str) {
        let buttons = parent.query_selector_all("[data-do], [data-after]");
        let Ok(buttons) = buttons else { return };
        for at in 0..buttons.length() {
            let button = buttons.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
            let is_it = |button: &HtmlElement| {
                ["data-do", "data-after"]
                    .iter()
                    .any(|key| button.get_attribute(key).as_deref() == Some(action))
            };
            if let Some(button) = button.filter(is_it) {
                self.next_focus.set(Some(button));
                return;
            }
        }
    }

    /// What gets the focus, and how: the page scrolls there only where keys have led, and never to the panel, most of
    /// which may be out of sight anyhow.
    pub fn take_focus(&self) -> Option<(HtmlElement, JsValue)> {
        let element = self.next_focus.take()?;
        let scrolls = match self.frame.panel.contains(Some(&element)) {
            true => false,
            false => {
                // What is typed must be seen, wherever it was asked for.
                self.is_by_key || self.frame.foot.contains(Some(&element)) || element.tag_name() == "INPUT"
            }
        };
        Some((element, js::object(&[("preventScroll", (!scrolls).into())])))
    }

    /// Takes an action of the reader's or of the page's; a flight, where it moves the camera, is
    /// only for choices.
    pub fn act(&mut self, action: Action, reason: Reason) {
        let is_step = matches!(action, Action::SetTour(Some(_)));
        let is_select = matches!(action, Action::Select(_));
        let is_choice = matches!(action, Action::Select(Some(_)) | Action::Revisit(_));
        let is_projection = matches!(action, Action::SetProjection(_));
        let mut next = update(&self.state, action, &self.dataset);
        if is_select {
            self.history.note(&self.state, &next);
        }
        if is_choice && self.is_map_shown() {
            let camera = self.camera_for_choice(&next);
            self.motion.note_departure(next.camera, camera, self.has_opening_camera);
            next.camera = camera;
        }
        // On a phone a map that has flown out to take in a whole event shows little of anything.
        let departure = self.motion.departure.take_if(|_| is_select && next.selected.is_none());
        let departure = departure.filter(|left| left.to == next.camera && self.layout.is_one_column());
        if let Some(left) = &departure {
            next.camera = left.from;
        }
        if is_step {
            next.camera = self.camera_for_step(&next);
        }
        if is_projection && self.has_opening_camera {
            next.camera = self.opening_camera(next.camera.projection);
        } else if is_projection {
            next.camera = next.camera.clamped(self.size.map_width_px, self.size.map_height_px);
        }
        let is_return = departure.is_some();
        let keeps_opening =
            (is_projection && self.has_opening_camera) || departure.is_some_and(|left| left.was_opening);
        self.apply(next, reason, is_choice || is_step || is_projection || is_return);
        self.has_opening_camera |= keeps_opening;
    }

    /// What texts of the dataset are told by.
    pub fn scope(&self) -> Scope<'_> {
        Scope { dataset: &self.dataset, host: &self.host }
    }

    /// What tables are made of.
    pub fn table_input(&self) -> TableInput<'_> {
        TableInput { dataset: &self.dataset, state: &self.state, host: &self.host }
    }

    /// Takes a new state: notes what must be drawn anew and tells the page.
    pub fn apply(&mut self, next: State, reason: Reason, flies: bool) {
        let changed = changed_keys(&self.state, &next);
        self.apply_changed(next, &changed, reason, flies);
    }

    /// Takes a new state of which is known what has changed.
    pub fn apply_changed(&mut self, next: State, changed: &[&'static str], reason: Reason, flies: bool) {
        if changed.is_empty() {
            return;
        }
        let has = |keys: &[&str]| changed.iter().any(|key| keys.contains(key));
        if has(&["camera"]) {
            // A reader who goes back to where the map opened has not moved it.
            self.has_opening_camera = next.camera == self.opening.camera && next.tour.is_none();
            self.motion.flight = None;
            self.motion.glide = None;
            if flies && !self.prefers_stillness() {
                let flight = Flight::new(self.motion.camera, next.camera);
                self.motion.camera = flight.at(0.0);
                self.motion.flight = Some(flight.into());
            } else {
                self.motion.camera = next.camera;
            }
        }
        if has(&["folded"]) {
            self.has_opening_folds = false;
        }
        if has(&["range"]) && !self.frame.lanes_tip.has_attribute("hidden") {
            toggle(&self.frame.lanes_tip, "hidden", Some(""));
        }
        if has(&["selected"]) {
            // What has been opened at the foot took the focus by itself, and is no place to come back to.
            let is_outside = |active: &Element| {
                !self.frame.panel.contains(Some(active)) && !active.class_list().contains("opened")
            };
            if let Some(opener) = self.root.active_element().filter(is_outside) {
                self.opener = opener.dyn_into().ok();
            }
            toggle(&self.frame.tip, "hidden", Some(""));
            // What is opened at the foot is not about the selection.
            self.expanded.retain(|key| AT_FOOT.contains(&&**key));
            self.is_sheet_open &= self.is_within_panel && next.selected.is_some();
            self.frame.panel.set_scroll_top(0);
        }
        if has(&["table"]) {
            self.table_page = 0;
        }
        if has(&["date"]) && next.playing.is_none() {
            self.told.clear();
        }
        if next.playing.is_some() && has(&["playing"]) {
            self.motion.play_reason = reason;
            self.motion.day_debt = 0.0;
        }
        self.follow_tour(&next, changed, reason);
        self.time.is_stale = self.time.opened == Opened::Options;
        let words = !changed.iter().all(|key| matches!(*key, "camera" | "range" | "lanes"));
        self.dirty.map |= !changed
            .iter()
            .all(|key| matches!(*key, "range" | "playing" | "folded" | "lanes" | "table" | "list"));
        self.dirty.lanes |= !changed.iter().all(|key| matches!(*key, "camera" | "playing" | "table"));
        self.dirty.words |= words;
        let is_projection = next.camera.projection != self.state.camera.projection;
        self.dirty.fixed |= has(&["track", "view", "tour"]) || is_projection;
        self.dirty.theme |= has(&["theme"]);
        if next.playing.is_none() {
            self.motion.last_tick_ms = None;
        }
        self.state = next;
        self.outbox.push(Outgoing::change(state_to_json(&self.state, &self.dataset), changed, reason));
    }
}
