//! Countries, borders and coasts as paths.

use super::bounds::Reach;
use super::clip::{Clip, Clipper, Line, PathSink, whole_boundary};
use super::cut::Cut;
use super::horizon::Horizon;
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
                draw_line(&mut line, self.arc_vertices(arc).iter());
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
            clipper.ring(clip, self.shortened_ring(clip, ring), sink);
        }
        if !clipper.is_empty() {
            clipper.rejoin(clip, sink);
        } else if polygon.bounds.is_vast() && self.polygon_contains(polygon, clip.boundary_point()) {
            whole_boundary(clip, sink);
        }
    }

    /// The vertices of a ring, where each arc that is out of the picture is only its first: a line
    /// that stays beside the box on one side can be straight without a change inside the box.
    fn shortened_ring<C: Clip>(&self, clip: &C, ring: u32) -> impl Iterator<Item = Vertex> {
        self.ring_arcs(ring).flat_map(move |(arc, is_reversed)| {
            let vertices = self.arc_vertices(arc);
            let is_beside = clip.reach(&arc.bounds) == Reach::Beside;
            let len = if is_beside { 1 } else { vertices.len().saturating_sub(1) };
            directed(vertices, is_reversed).take(len).copied()
        })
    }

    fn stroke_ring<C: Clip>(&self, clip: &C, ring: u32, sink: &mut dyn PathSink) {
        let mut line = Line::new(clip, sink);
        for (arc, is_reversed) in self.ring_arcs(ring) {
            match clip.reach(&arc.bounds) {
                Reach::Whole | Reach::Partial => {
                    draw_line(&mut line, directed(self.arc_vertices(arc), is_reversed));
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

fn draw_line<'v, C: Clip>(line: &mut Line<C>, vertices: impl Iterator<Item = &'v Vertex>) {
    let mut last: Option<&Vertex> = None;
    for vertex in vertices {
        if last.is_some_and(|last| is_seam(last, vertex)) {
            line.lift();
        }
        line.to(vertex);
        last = Some(vertex);
    }
}
