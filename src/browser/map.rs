//! The map on the page: canvas, labels, tip, and what lies under a point.

use std::cell::Cell;
use std::rc::Rc;

use super::canvas::CanvasPainter;
use super::dom::{El, el, px, replace, style, toggle};
use super::engine::Engine;
use super::frame::Frame;
use super::inner::Inner;
use super::labels::LabelLayer;
use super::motion::UnderWay;
use super::parts::swatch;
use crate::atlas::{Camera, Selection};
use crate::scene::{
    DateStyle, Host, LabelMemory, MapGeometry, MapInput, Scene, event_title, map_scene, nearest_mark, words,
};
use crate::world::{CountryIndex, View, World};

/// How far from a mark a pointer still hits it, and how far a finger.
const TOLERANCE_PX: f64 = 6.0;
const TOUCH_TOLERANCE_PX: f64 = 14.0;
/// How far from an actor's country a finger still means it: over the sea, and over another country.
const FINGER_REACH_PX: f64 = 22.0;
const LAND_REACH_PX: f64 = 10.0;

/// The map of an element: what it is drawn with, and what was drawn last.
pub struct MapView {
    pub base_world: Rc<World>,
    pub detail_world: Option<Rc<World>>,
    pub geometry: MapGeometry,
    pub painter: Option<CanvasPainter>,
    /// Whether the next frame is to make ready for those after it.
    pub makes_ready: bool,
    pub labels: LabelLayer,
    pub label_memory: LabelMemory,
    pub scene: Scene,
    /// The view that was asked for last, with its camera.
    pub seen: Cell<Option<(Camera, View)>>,
    /// The mark that keys have reached.
    pub cursor: Option<Selection>,
    /// Whether a click has given it the wheel, until the pointer leaves it.
    pub is_entered: bool,
}

impl MapView {
    pub fn new(frame: &Frame, engine: &Engine) -> MapView {
        MapView {
            base_world: engine.world.clone(),
            detail_world: None,
            geometry: MapGeometry::default(),
            painter: engine.painter(&frame.map_canvas),
            makes_ready: false,
            labels: LabelLayer::new(frame.map_labels.clone()),
            label_memory: LabelMemory::default(),
            scene: Scene::default(),
            seen: Cell::default(),
            cursor: None,
            is_entered: false,
        }
    }
}

/// What the camera of this moment sees.
pub fn view(inner: &Inner) -> View {
    if let Some(UnderWay { flight, share, .. }) =
        inner.motion.flight.as_ref().filter(|it| it.flight.is_unfolding())
    {
        return flight.view(*share, inner.size.map_width_px, inner.size.map_height_px);
    }
    let (camera, width_px, height_px) =
        (inner.motion.camera, inner.size.map_width_px, inner.size.map_height_px);
    // Kept, since making a view takes as long as all that is asked of it.
    match inner.map.seen.get() {
        Some((of, view)) if of == camera && view.size_px() == (width_px, height_px) => view,
        _ => {
            let view = camera.view(width_px, height_px);
            inner.map.seen.set(Some((camera, view)));
            view
        }
    }
}

/// Draws the map.
pub fn paint(inner: &mut Inner) {
    let view = view(inner);
    let mut geometry = std::mem::take(&mut inner.map.geometry);
    let (pixel_ratio, fine_for) = inner.map_pixel_ratios();
    geometry.draw(inner.world(), &view, fine_for);
    let mut labels = std::mem::take(&mut inner.map.label_memory);
    let told = inner.told.actors();
    let input = MapInput {
        dataset: &inner.dataset,
        world: inner.world(),
        geometry: &geometry,
        state: &inner.state,
        hovered: inner.hovered,
        cursor: inner.map.cursor,
        told: &told,
        view,
        is_moving: inner.is_map_moving(),
        width_px: inner.size.map_width_px,
        height_px: inner.size.map_height_px,
        covered_px: inner.size.controls_px,
        host: &inner.host,
    };
    inner.host.scale_texts(inner.text_scale);
    let scene = map_scene(&input, &mut labels);
    inner.host.scale_texts(1.0);
    if let Some(painter) = &mut inner.map.painter {
        let makes_ready = std::mem::take(&mut inner.map.makes_ready);
        painter.paint_map(&scene, &geometry, makes_ready, pixel_ratio);
    }
    inner.map.geometry = geometry;
    inner.map.label_memory = labels;
    inner.map.labels.place(&scene.labels.iter().collect::<Vec<_>>(), None);
    inner.map.scene = scene;
}

/// What lies under a point of the map.
#[derive(Default)]
pub struct Picked {
    /// The country exactly under it.
    pub country: Option<CountryIndex>,
    /// What a tap there would choose.
    pub target: Option<Selection>,
}

/// What lies under a point, in CSS pixels from the map's top left; `None` outside the map.
pub fn pick(inner: &Inner, x: f64, y: f64, is_touch: bool) -> Option<Picked> {
    let inside =
        (0.0..=inner.size.map_width_px).contains(&x) && (0.0..=inner.size.map_height_px).contains(&y);
    if !inside {
        return None;
    }
    let country = country_at(inner, (x, y));
    let actor = country.and_then(|country| inner.map.geometry.actor_of(country));
    // A finger right on an actor's country means that, not a mark beside it.
    let tolerance_px = if is_touch && actor.is_none() { TOUCH_TOLERANCE_PX } else { TOLERANCE_PX };
    let mark = nearest_mark(&inner.map.scene.marks, x, y, tolerance_px);
    let target = mark
        .and_then(|mark| next_target(inner, &mark.targets))
        .or(actor.map(Selection::Actor))
        .or_else(|| if is_touch { beside_finger(inner, (x, y), country.is_some()) } else { None });
    Some(Picked { country, target })
}

fn country_at(inner: &Inner, (x, y): (f64, f64)) -> Option<CountryIndex> {
    let (lon_deg, lat_deg) = view(inner).unproject(x, y)?;
    inner.world().country_at(lon_deg, lat_deg)
}

/// What a finger means that touches no actor: the name under it, else the actor nearest to it. On the land of another
/// country it must be nearer than over the sea.
// Looking around is for taps alone: the first picture needs none of it.
#[inline(never)]
fn beside_finger(inner: &Inner, at: (f64, f64), is_over_land: bool) -> Option<Selection> {
    const RINGS: i32 = 5;
    const DIRECTIONS: i32 = 16;
    let name = inner.map.scene.labels.iter().find(|label| {
        let width_px = inner.host.text_width_px(&label.text, label.size_px, label.is_bold);
        label.target.is_some() && label.holds(at, width_px)
    });
    if let Some(name) = name {
        return name.target;
    }
    let reach_px = if is_over_land { LAND_REACH_PX } else { FINGER_REACH_PX };
    (1..=RINGS).find_map(|ring| {
        let radius_px = reach_px * f64::from(ring) / f64::from(RINGS);
        (0..DIRECTIONS).find_map(|direction| {
            let (sine, cosine) =
                (f64::from(direction) / f64::from(DIRECTIONS) * std::f64::consts::TAU).sin_cos();
            let country = country_at(inner, (at.0 + radius_px * cosine, at.1 + radius_px * sine))?;
            inner.map.geometry.actor_of(country).map(Selection::Actor)
        })
    })
}

/// Of several things on one mark the first; or, where one of them is chosen, the one after it.
fn next_target(inner: &Inner, targets: &[Selection]) -> Option<Selection> {
    let chosen = inner.state.selection(&inner.dataset);
    let at = targets.iter().position(|target| Some(*target) == chosen).map_or(0, |at| at + 1);
    targets.get(at % targets.len().max(1)).copied()
}

/// Shows what the pointer is over, or nothing.
pub fn show_tip(inner: &Inner, at: Option<(f64, f64)>) {
    let tip = &inner.frame.tip;
    let (Some((x, y)), Some(hovered)) = (at, inner.hovered) else {
        toggle(tip, "hidden", Some(""));
        return;
    };
    let actor = match hovered {
        Selection::Actor(actor) => actor,
        Selection::Event(event) => {
            replace(tip, event_tip(inner, event));
            place_tip(inner, tip, x, y);
            return;
        }
    };
    let track = inner.state.track_index(&inner.dataset);
    let shown = inner.dataset.fold.standing(actor, inner.state.date, track).shown;
    let name = el("b").text(&words::actor_name(&inner.dataset, actor, &inner.host));
    let status = match shown {
        Some(status) => el("span")
            .class("status")
            .child(swatch(inner.dataset.document.statuses[status].tone))
            .and_text(&words::status_name(&inner.dataset, status, &inner.host)),
        None => el("span").class("muted").text(&inner.word("no-status")),
    };
    replace(tip, [name, status]);
    place_tip(inner, tip, x, y);
}

/// Shows the titles of events under the pointer.
pub fn show_event_tip(inner: &Inner, events: &[usize], x: f64, y: f64) {
    let tip = &inner.frame.lanes_tip;
    match events {
        [] => {
            toggle(tip, "hidden", Some(""));
            return;
        }
        [event] => replace(tip, event_tip(inner, *event)),
        many => {
            let text = inner.host_messages().count("cluster", many.len());
            replace(tip, [el("span").text(&text)]);
        }
    }
    place_tip(inner, tip, x, y);
}

/// Shows the row of the columns at a position of the lanes, or how many there are.
pub fn show_row_tip(inner: &Inner, (x, y): (f64, f64)) {
    let (Some(lanes), Some(timeline)) = (&inner.lanes.timeline, &inner.lanes.scene) else { return };
    let Some(hit) = lanes.pick(timeline, (x, y), TOLERANCE_PX) else { return };
    let Some(row) = inner.dataset.row_of(hit.event) else { return };
    let tip = &inner.frame.lanes_tip;
    if hit.count > 1 {
        replace(tip, [el("span").text(&inner.host_messages().count("cluster", hit.count))]);
    } else {
        let time = inner.dataset.columns.days.get(row).copied().unwrap_or_default();
        let mut date = inner.host.date(inner.dataset.columns.day(row), DateStyle::Short);
        if time.fract() != 0.0 {
            let second = ((time - time.floor()) * 86_400.0) as u32;
            date = format!("{date}, {}", inner.host.time(second));
        }
        let title = event_title(&inner.dataset, hit.event, &inner.host);
        replace(tip, [el("span").class("muted").text(&date), el("span").text(&title)]);
    }
    place_tip(inner, tip, x, y);
}

fn event_tip(inner: &Inner, event: usize) -> [El; 2] {
    let written = &inner.dataset.document.events[event];
    let date = crate::scene::edtf_words(&written.date, true, &inner.host);
    let title = words::text(&written.title, &inner.dataset, &inner.host).text;
    [el("span").class("muted").text(&date), el("span").text(title)]
}

fn place_tip(inner: &Inner, tip: &web_sys::Element, x: f64, y: f64) {
    toggle(tip, "hidden", None);
    let width = inner.size.map_width_px.max(inner.size.lanes_width_px);
    let side = if x > width * 0.6 { "calc(-100% - 12px)" } else { "14px" };
    let rise = if y < 60.0 { "16px" } else { "calc(-100% - 8px)" };
    style(
        tip,
        "transform",
        &format!("translate({},{}) translate({side},{rise})", px(x.round()), px(y.round())),
    );
}
