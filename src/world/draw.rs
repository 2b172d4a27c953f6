//! Countries, borders and coasts as paths.

use super::bounds::{Bounds, Reach};
use super::clip::{Clip, Clipper, PathSink, RingClip};
use super::codec::part;
use super::cut::Cut;
use super::detail::{Block, Kept};
use super::horizon::Horizon;
use super::line::Line;
use super::topology::{Arc, Country, CountryIndex, Polygon, Vertex, World, directed};
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
    /// box may be simplified, and what a [screen](View::for_screen) cannot show is.
    pub fn fill_country(
        &self,
        view: &View,
        country: CountryIndex,
        clipper: &mut Clipper,
        sink: &mut dyn PathSink,
    ) {
        with_clip!(view, clip => {
            for polygon in self.country_polygons(country) {
                if !is_shown(view, clip, polygon.size, &polygon.bounds) {
                    continue;
                }
                clipper.begin();
                for ring in polygon.rings.clone() {
                    self.clip_ring(clip, view.level, ring, &polygon.bounds, clipper, sink);
                }
                let is_inside = |unit| self.polygon_contains(polygon, unit);
                clipper.rejoin(clip, &is_inside, clip.drawn_box(), sink);
            }
        });
    }

    /// All land as closed subpaths, without the borders between countries; otherwise as
    /// [`fill_country`](World::fill_country).
    pub fn fill_land(&self, view: &View, clipper: &mut Clipper, sink: &mut dyn PathSink) {
        with_clip!(view, clip => {
            clipper.begin();
            for land in &self.land {
                // Whole rings are left out, with all their places on the boundary: the others still join.
                if is_shown(view, clip, land.size, &land.bounds) {
                    self.clip_ring(clip, view.level, land.ring, &land.bounds, clipper, sink);
                }
            }
            let is_inside = |unit| self.polygon_at(unit).is_some();
            clipper.rejoin(clip, &is_inside, clip.drawn_box(), sink);
        });
    }

    /// The country's outline, without the edges that clipping makes: closed subpaths, and open ones
    /// where it is cut, goes behind the horizon or leaves the box.
    pub fn stroke_country(&self, view: &View, country: CountryIndex, sink: &mut dyn PathSink) {
        with_clip!(view, clip => {
            let mut line = Line::new(clip, sink);
            for polygon in self.country_polygons(country) {
                if is_shown(view, clip, polygon.size, &polygon.bounds) {
                    for ring in polygon.rings.clone() {
                        line.begin();
                        for (arc, is_reversed) in self.ring_arcs(ring) {
                            self.draw_arc(clip, view.level, arc, is_reversed, &mut line);
                        }
                        line.close();
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
                if is_wanted(one, other) && (other.is_some() || arc.bounds.flat_area() >= view.least_size) {
                    line.begin();
                    self.draw_arc(clip, view.level, arc, false, &mut line);
                }
            }
        });
    }

    fn country_polygons(&self, country: CountryIndex) -> &[Polygon] {
        let none = 0..0;
        part(&self.polygons, self.country(country).map_or(&none, |Country { polygons, .. }| polygons))
    }

    fn clip_ring<C: Clip>(
        &self,
        clip: &C,
        level: Option<usize>,
        ring: u32,
        bounds: &Bounds,
        clipper: &mut Clipper,
        sink: &mut dyn PathSink,
    ) {
        let ring_reach = clip.reach(bounds);
        if matches!(ring_reach, Reach::Inside | Reach::Whole) {
            return self.draw_whole_ring(clip, level, ring, ring_reach == Reach::Inside, clipper, sink);
        }
        let mut ring_clip = RingClip::new(clip, clipper, bounds);
        for (arc, is_reversed) in self.ring_arcs(ring) {
            if clip.reach(&arc.bounds) == Reach::Beside {
                // On one side of the box a line can be straight without a change inside.
                for vertex in ends(self.arc_vertices(arc), is_reversed) {
                    ring_clip.to(clip.locate(vertex));
                }
                continue;
            }
            for block in directed(part(&self.blocks, &arc.blocks), is_reversed) {
                let vertices = self.block_vertices(block);
                let reach = clip.reach(&block.bounds);
                if reach == Reach::Beside {
                    for vertex in ends(vertices, is_reversed) {
                        ring_clip.to(clip.locate(vertex));
                    }
                    continue;
                }
                let mut kept = Kept::new(vertices, block.kept(level), is_reversed, !ring_clip.is_begun());
                if matches!(reach, Reach::Inside | Reach::Whole) {
                    if let Some(vertex) = kept.next() {
                        ring_clip.to(clip.locate(vertex));
                    }
                    ring_clip.through(kept);
                } else {
                    while let Some(vertex) = kept.next() {
                        ring_clip.to(clip.locate(vertex));
                    }
                }
            }
        }
        ring_clip.end(sink);
    }

    /// Draws a ring that does not meet the boundary.
    fn draw_whole_ring<C: Clip>(
        &self,
        clip: &C,
        level: Option<usize>,
        ring: u32,
        is_inside: bool,
        clipper: &mut Clipper,
        sink: &mut dyn PathSink,
    ) {
        let from = clipper.begin_whole();
        let mut with_first = true;
        for (arc, is_reversed) in self.ring_arcs(ring) {
            for block in directed(part(&self.blocks, &arc.blocks), is_reversed) {
                let is_beside = !is_inside && clip.reach(&block.bounds) == Reach::Beside;
                let kept = if is_beside { block.ends() } else { block.kept(level) };
                let kept = Kept::new(self.block_vertices(block), kept, is_reversed, with_first || is_beside);
                clipper.push(clip, kept);
                with_first = false;
            }
        }
        clipper.end_whole(from, (!is_inside).then_some(clip.drawn_box()), sink);
    }

    /// Draws an arc; a line that is already begun has drawn its first vertex.
    fn draw_arc<C: Clip>(
        &self,
        clip: &C,
        level: Option<usize>,
        arc: &Arc,
        is_reversed: bool,
        line: &mut Line<C>,
    ) {
        if !clip.reach(&arc.bounds).is_shown() {
            return line.lift();
        }
        for block in directed(part(&self.blocks, &arc.blocks), is_reversed) {
            let vertices = self.block_vertices(block);
            let reach = clip.reach(&block.bounds);
            if !reach.is_shown() {
                if let (true, [from, _]) = (line.is_begun(), ends(vertices, is_reversed)) {
                    line.to(from);
                }
                line.lift();
                continue;
            }
            let [mut last, _] = ends(vertices, is_reversed);
            if !line.is_begun() {
                line.to(last);
            }
            let mut kept = Kept::new(vertices, block.kept(level), is_reversed, false);
            if matches!(reach, Reach::Inside | Reach::Whole) && !block.has_seam {
                if let Some(vertex) = kept.next() {
                    line.to(vertex);
                }
                line.through(kept);
                continue;
            }
            while let Some(vertex) = kept.next() {
                if is_seam(last, vertex) {
                    line.lift();
                }
                line.to(vertex);
                last = vertex;
            }
        }
    }

    pub(super) fn block_vertices(&self, block: &Block) -> &[Vertex] {
        self.vertices.get(block.start as usize..=block.end as usize).unwrap_or_default()
    }
}

/// Whether an area may be seen: large enough, and on this side of the earth and in the box.
fn is_shown<C: Clip>(view: &View, clip: &C, size: f32, bounds: &Bounds) -> bool {
    size >= view.least_size && clip.reach(bounds).is_shown()
}

/// The first and the last of vertices, of which there are some.
fn ends(vertices: &[Vertex], is_reversed: bool) -> [&Vertex; 2] {
    match vertices {
        [first, .., last] if is_reversed => [last, first],
        [first, .., last] => [first, last],
        _ => [&NOWHERE; 2],
    }
}

const NOWHERE: Vertex = Vertex { sphere: [0.0, 0.0, 1.0], flat: [0.0; 3] };

/// Where the source was cut at the antimeridian and not sewn together again, both ends of an edge
/// lie on it: that is no coast.
pub(super) fn is_seam(a: &Vertex, b: &Vertex) -> bool {
    let antimeridian = -std::f32::consts::PI;
    a.flat[0] == antimeridian && b.flat[0] == antimeridian
}
