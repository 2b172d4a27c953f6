//! The room that the page gives, and how the widget takes it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom::{px, style};
use super::inner::Inner;
use super::{lanes, legend, map, tools};
use crate::atlas::{self, State};
use crate::decimal;
use crate::scene::map_height_px;

/// The room that the page gives.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Size {
    pub width_px: f64,
    pub map_width_px: f64,
    pub map_height_px: f64,
    pub lanes_width_px: f64,
    /// What the map's buttons cover of its corner.
    pub controls_px: (f64, f64),
    pub pixel_ratio: f64,
    pub is_touch: bool,
}

/// How the parts are laid out in the room that there is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Layout {
    /// The panel beside map and lanes.
    #[default]
    Wide,
    /// The panel below them, in two columns.
    Medium,
    /// One column, and the panel of what is chosen as a sheet over it.
    Narrow,
    Phone,
}

impl Layout {
    /// The layout for a width in pixels as texts of the usual size are laid out in.
    fn of(width_px: f64) -> Layout {
        match width_px {
            960.0.. => Layout::Wide,
            560.0.. => Layout::Medium,
            400.0.. => Layout::Narrow,
            _ => Layout::Phone,
        }
    }

    /// Its word in the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            Layout::Wide => "wide",
            Layout::Medium => "medium",
            Layout::Narrow => "narrow",
            Layout::Phone => "phone",
        }
    }

    pub fn is_one_column(self) -> bool {
        matches!(self, Layout::Narrow | Layout::Phone)
    }
}

/// Which parts the page lets be seen: what it hides costs nothing.
#[derive(Clone, Copy, PartialEq)]
pub struct Shown {
    pub head: bool,
    pub legend: bool,
    pub panel: bool,
}

/// The size of text as browsers have it (`--atlas-text`).
const TEXT_PX: f64 = 14.0;
/// The least heights to which a page's own height can press map and lanes.
const LEAST_MAP_PX: f64 = 240.0;
const LEAST_LANES_PX: f64 = 160.0;

const MOST_PIXEL_RATIO: f64 = 4.0;
/// Three pixels for one are more than an eye tells from two on a screen in the hand, and cost twice as much time;
/// texts are the browser's own, as sharp as it can.
const MOST_TOUCH_PIXEL_RATIO: f64 = 2.0;

impl Inner {
    /// Takes a layout, which the style sheet asks for; whether it is another one.
    pub(super) fn lay_out(&mut self, layout: Layout) -> bool {
        self.layout = layout;
        self.section.toggle("data-column", layout.is_one_column().then_some(""));
        self.section.toggle("data-layout", Some(layout.word()))
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
        if self.lay_out(Layout::of(width_px / self.text_scale)) {
            tools::place(self);
            legend::place(self);
            // The panel may have been a sheet at rest, or become one.
            self.dirty.words = true;
        }
        let map_width_px = f64::from(self.frame.map.client_width());
        let lanes_width_px = f64::from(self.frame.lanes.client_width());
        let window = web_sys::window();
        let natural_px = map_height_px(map_width_px);
        let is_touch = self.coarseness.matches();
        let most_pixel_ratio = if is_touch { MOST_TOUCH_PIXEL_RATIO } else { MOST_PIXEL_RATIO };
        let size = Size {
            width_px,
            map_width_px,
            map_height_px: natural_px,
            lanes_width_px,
            controls_px: self.controls_px(),
            pixel_ratio: window.map_or(1.0, |w| w.device_pixel_ratio()).clamp(0.5, most_pixel_ratio),
            is_touch,
        };
        let is_shrunk = self.size.map_height_px < natural_px || self.lanes.most_px.is_some();
        let excess_px = self.excess_px();
        let has_other_height =
            (excess_px >= 1.0 || is_shrunk) && (excess_px - self.lanes.excess_left_px).abs() >= 1.0;
        let compared = Size { map_height_px: self.size.map_height_px, ..size };
        if compared == self.size && !has_other_height {
            return false;
        }
        self.size = size;
        (self.lanes.most_px, self.lanes.excess_left_px) = (None, 0.0);
        let shown = self.seen_parts();
        if shown != self.shown {
            self.shown = shown;
            self.dirty.words = true;
        }
        style(&self.frame.map, "height", &px(natural_px));
        let mut state = self.state.clone();
        self.set_opening_folds(&mut state);
        self.set_opening_camera(&mut state);
        self.state = state;
        if self.has_opening_camera {
            self.motion.camera = self.state.camera;
        }
        self.take_theme();
        (self.dirty.map, self.dirty.lanes, self.dirty.fixed) = (true, true, true);
        true
    }

    /// Where there is little room, groups that only react open folded, until the reader or the page says
    /// otherwise.
    pub fn set_opening_folds(&mut self, state: &mut State) {
        if self.has_opening_folds && self.size.width_px > 0.0 {
            let folds =
                if self.layout.is_one_column() { atlas::reacting_groups(&self.dataset) } else { Vec::new() };
            self.opening.folded.clone_from(&folds);
            state.folded = folds;
        }
    }

    /// Width and height of the map's buttons, from its corner on; nothing where there are none.
    fn controls_px(&self) -> (f64, f64) {
        let Ok(Some(zoom)) = self.frame.map.query_selector(".zoom") else { return (0.0, 0.0) };
        let (map, zoom) = (self.frame.map.get_bounding_client_rect(), zoom.get_bounding_client_rect());
        if zoom.width() > 0.0 {
            (map.right() - zoom.left(), zoom.height() + map.right() - zoom.right())
        } else {
            (0.0, 0.0)
        }
    }

    /// How large the reader has set texts: lanes grow with them, as the style sheet's lengths do.
    fn read_text_scale(&mut self) {
        let size = self.computed(&self.frame.section, "font-size");
        let size_px = js_sys::parse_float(&size);
        let scale = if size_px.is_nan() { 1.0 } else { (size_px / TEXT_PX).clamp(0.5, 4.0) };
        if scale != self.text_scale {
            self.text_scale = scale;
            style(&self.frame.section, "--scale", &decimal::text(scale, 3));
        }
    }

    /// Which parts the page lets be seen.
    pub fn seen_parts(&self) -> Shown {
        let is_seen = |part: &Element| part.get_client_rects().length() > 0;
        let frame = &self.frame;
        Shown { head: is_seen(&frame.sentence), legend: is_seen(&frame.legend), panel: is_seen(&frame.panel) }
    }

    /// How far the timeline reaches beyond the element, where the page has given it a height; what
    /// stands under the timeline may flow on below.
    fn excess_px(&self) -> f64 {
        let bottom_px = |element: &Element| element.get_bounding_client_rect().bottom();
        let last_px = if self.are_lanes_shown() { self.lanes_box().2 } else { bottom_px(&self.frame.map) };
        last_px - bottom_px(&self.element)
    }

    /// Left, top and bottom of the lanes in the window, which are as much larger as the reader's texts are.
    pub fn lanes_box(&self) -> (f64, f64, f64) {
        let lanes: &HtmlElement = self.frame.lanes.unchecked_ref();
        let rect = lanes.get_bounding_client_rect();
        // WebKit tells the box of what is zoomed in pixels that are zoomed as well, but for how far the page is scrolled.
        let is_own = (rect.width() - f64::from(lanes.offset_width())).abs() < 1.0;
        if self.text_scale == 1.0 || !is_own {
            return (rect.left(), rect.top(), rect.bottom());
        }
        let scroll = |offset: fn(&web_sys::Window) -> Result<f64, wasm_bindgen::JsValue>| {
            web_sys::window().and_then(|window| offset(&window).ok()).unwrap_or_default()
        };
        let (across_px, down_px) = (scroll(web_sys::Window::scroll_x), scroll(web_sys::Window::scroll_y));
        let in_window =
            |told_px: f64, scrolled_px: f64| (told_px + scrolled_px) * self.text_scale - scrolled_px;
        (in_window(rect.left(), across_px), in_window(rect.top(), down_px), in_window(rect.bottom(), down_px))
    }

    /// Where the page has given the element a height, the map gives way, then the lanes. What they have then, the
    /// style sheet is told.
    pub fn fit_height(&mut self) {
        self.press_into_height();
        if let Some(main) = self.frame.grid.first_element_child() {
            self.section.style("--main-height", &px(main.get_bounding_client_rect().height()));
        }
    }

    fn press_into_height(&mut self) {
        let mut excess_px = self.excess_px();
        if self.element.client_height() <= 0 || excess_px < 1.0 {
            return;
        }
        if self.is_map_shown() {
            let least_px = LEAST_MAP_PX.min(self.size.map_height_px);
            let height_px = (self.size.map_height_px - excess_px).max(least_px);
            if height_px < self.size.map_height_px {
                self.size.map_height_px = height_px;
                style(&self.frame.map, "height", &px(height_px));
                map::paint(self);
                excess_px = self.excess_px();
            }
        }
        let drawn_px = self.lanes.scene.as_ref().map_or(0.0, |timeline| timeline.scene.height_px);
        if excess_px >= 1.0 && self.are_lanes_shown() && drawn_px > LEAST_LANES_PX {
            let most_px = drawn_px - excess_px / self.text_scale;
            self.lanes.most_px = Some(most_px.max(LEAST_LANES_PX));
            lanes::paint(self);
            excess_px = self.excess_px();
        }
        self.lanes.excess_left_px = excess_px.max(0.0);
    }
}
