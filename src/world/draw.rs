//! Countries, borders and coasts as paths.

use super::bounds::Reach;
use super::clip::{Clip, Clipper, PathSink, RingClip, whole_boundary};
use super::cut::Cut;
use super::horizon::Horizon;
use super::line::Line;
use super::topology::{Country, CountryIndex, Polygon, Vertex, World, directed, part};
use super::view::{Projection, View};

/// Runs the same code for either projection, with `$clip` as its clipping boundary.
macro_rules! with_clip {
    ($view:expr, $clip:ident => $body:expr) => {
        match $view.projection() {
            Projection::Flat => {
                let $clip = &Cut::new($view);
                $body
            }
            Projection::Globe => {
                let $clip = &Horizon::new($view);
                $body
            }
        }
    };
}
pub(super) use with_clip;

impl World {
    /// The country's area as closed subpaths, holes among them; clipped at the cut or the horizon
    /// and closed along it. Nothing where no part of it can be in the box. What lies outside the
    /// box may be simplified.
    pub fn fill_country(
        &self,
        view: &View,
        country: CountryIndex,
        clipper: &mut Clipper,
        sink: &mut dyn PathSink,
    ) {
        with_clip!(view, clip => {
            for polygon in self.country_polygons(country) {
                self.fill_polygon(clip, polygon, clipper, sink);
            }
        });
    }

    /// The country's outline, without the edges that clipping makes: closed subpaths, and open ones
    /// where it is cut or goes behind the horizon.
    pub fn stroke_country(&self, view: &View, country: CountryIndex, sink: &mut dyn PathSink) {
        with_clip!(view, clip => {
            for polygon in self.country_polygons(country) {
                if matches!(clip.reach(&polygon.bounds), Reach::Whole | Reach::Partial) {
                    for ring in polygon.rings.clone() {
                        self.stroke_ring(clip, ring, sink);
                    }
                }
            }
        });
    }

    /// The borders between two countries, each once, as open lines.
    pub fn stroke_borders(&self, view: &View, sink: &mut dyn PathSink) {
        self.stroke_arcs(view, &|_, other| other.is_some(), sink);
    }

    /// The lines that belong to one country only: coasts, and shores of seas within.
    pub fn stroke_coast(&self, view: &View, sink: &mut dyn PathSink) {
        self.stroke_arcs(view, &|_, other| other.is_none(), sink);
    }

    /// The lines chosen by whom they belong to: a country, and the one on the other side of a border.
    pub fn stroke_arcs(
        &self,
        view: &View,
        is_wanted: &dyn Fn(CountryIndex, Option<CountryIndex>) -> bool,
        sink: &mut dyn PathSink,
    ) {
        with_clip!(view, clip => {
            let mut line = Line::new(clip, sink);
            for arc in &self.arcs {
                let [Some(one), other] = arc.owners else { continue };
                if !is_wanted(one, other) || !matches!(clip.reach(&arc.bounds), Reach::Whole | Reach::Partial) {
                    continue;
                }
                line.begin();
                draw_line(&mut line, self.arc_vertices(arc), false);
            }
        });
    }

    fn country_polygons(&self, country: CountryIndex) -> &[Polygon] {
        let none = 0..0;
        part(&self.polygons, self.country(country).map_or(&none, |Country { polygons, .. }| polygons))
    }

    fn fill_polygon<C: Clip>(
        &self,
        clip: &C,
        polygon: &Polygon,
        clipper: &mut Clipper,
        sink: &mut dyn PathSink,
    ) {
        if matches!(clip.reach(&polygon.bounds), Reach::Beside | Reach::Hidden) {
            return;
        }
        clipper.begin();
        for ring in polygon.rings.clone() {
            let mut ring_clip = RingClip::new(clip, clipper);
            for (arc, is_reversed) in self.ring_arcs(ring) {
                let vertices = self.arc_vertices(arc);
                // A line that stays beside the box, on one side of it, can be straight without a
                // change inside the box: its ends will do.
                let step = match clip.reach(&arc.bounds) {
                    Reach::Beside => vertices.len().saturating_sub(1).max(1),
                    _ => 1,
                };
                // An arc's first vertex is the last of the arc before.
                let skipped = if ring_clip.is_begun() { step } else { 0 };
                for vertex in directed(vertices, is_reversed).skip(skipped).step_by(step) {
                    ring_clip.to(clip.locate(vertex));
                }
            }
            ring_clip.end(sink);
        }
        if !clipper.is_empty() {
            clipper.rejoin(clip, sink);
        } else if polygon.bounds.is_vast() && self.polygon_contains(polygon, clip.point()) {
            whole_boundary(clip, sink);
        }
    }

    fn stroke_ring<C: Clip>(&self, clip: &C, ring: u32, sink: &mut dyn PathSink) {
        let mut line = Line::new(clip, sink);
        for (arc, is_reversed) in self.ring_arcs(ring) {
            match clip.reach(&arc.bounds) {
                Reach::Whole | Reach::Partial => {
                    draw_line(&mut line, self.arc_vertices(arc), is_reversed);
                }
                _ => line.lift(),
            }
        }
        line.close();
    }
}

/// Where the source was cut at the antimeridian and not sewn together again, both ends of an edge
/// lie on it: that is no coast.
fn is_seam(a: &Vertex, b: &Vertex) -> bool {
    let antimeridian = -std::f32::consts::PI;
    a.flat[0] == antimeridian && b.flat[0] == antimeridian
}

/// Draws an arc; a line that is already begun has drawn its first vertex.
fn draw_line<C: Clip>(line: &mut Line<C>, vertices: &[Vertex], is_reversed: bool) {
    let mut last: Option<&Vertex> = None;
    let is_begun = line.is_begun();
    for vertex in directed(vertices, is_reversed) {
        if last.is_none() && is_begun {
            last = Some(vertex);
            continue;
        }
        if last.is_some_and(|last| is_seam(last, vertex)) {
            line.lift();
        }
        line.to(vertex);
        last = Some(vertex);
    }
}
