//! Clipping of lines and polygons at a closed boundary, the same for the globe's horizon and the
//! flat map's cut.
//!
//! A ring that meets the boundary falls into open pieces. Since the inside lies to the right of
//! every ring, a piece that leaves at some place of the boundary goes on along it, clockwise, to the
//! nearest place where a piece enters: that closes the pieces to rings again.

use super::bounds::{Bounds, Reach};
use super::boxed::DrawnBox;
use super::detail::Kept;
use super::sphere::{Unit, dot, mix, wrap_positive};
use super::topology::Vertex;

/// Where shapes go: closed subpaths to fill, open and closed ones to stroke, in pixels.
///
/// Both fill rules give the same picture.
pub trait PathSink {
    /// Starts a subpath.
    fn move_to(&mut self, x: f32, y: f32);
    /// Goes on in a straight line.
    fn line_to(&mut self, x: f32, y: f32);
    /// Goes on in straight lines through all of these points; there may be none.
    fn lines_to(&mut self, points: &[[f32; 2]]) {
        for &[x, y] in points {
            self.line_to(x, y);
        }
    }
    /// Joins the subpath's end to its start.
    fn close(&mut self);
}

/// A place on the boundary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub screen: [f32; 2],
    /// How far along the boundary, clockwise, in [0, steps).
    pub position: f64,
}

/// How an edge between two vertices meets the boundary.
pub(super) enum Crossing {
    None,
    Leave(Edge),
    Enter(Edge),
    /// It leaves at one place and comes back at another, as at the cut.
    Over {
        leave: Edge,
        enter: Edge,
    },
}

/// A closed boundary, walked clockwise in steps.
pub(super) trait Boundary {
    /// The number of steps that the boundary is drawn in.
    fn steps(&self) -> u32;
    /// The boundary at a whole number of steps, if a straight line would not do there.
    fn corner(&self, step: u32) -> Option<[f32; 2]>;
    /// The place on the earth of a position along the boundary.
    fn unit_at(&self, position: f64) -> Unit;
}

/// A projection with its boundary, for one view.
pub(super) trait Clip: Boundary {
    /// A vertex as the view sees it.
    type At: Copy;
    fn locate(&self, vertex: &Vertex) -> Self::At;
    fn is_inside(&self, at: Self::At) -> bool;
    fn screen(&self, at: Self::At) -> [f32; 2];
    /// Where a vertex falls.
    #[inline(always)]
    fn project(&self, vertex: &Vertex) -> [f32; 2] {
        self.screen(self.locate(vertex))
    }
    fn cross(&self, a: Self::At, b: Self::At) -> Crossing;
    fn reach(&self, bounds: &Bounds) -> Reach;
    /// What is drawn of the picture.
    fn drawn_box(&self) -> DrawnBox;
}

/// A way along the boundary is doubted where it is longer than the first share of the whole, while a way back is
/// shorter than the second.
const LONG_WAY: f64 = 0.1;
const SHORT_WAY: f64 = 0.01;
/// In steps: less than half a pixel.
const NO_WAY: f64 = 0.05;

/// Positions closer than this, in steps, are the same place: a vertex that lies on the boundary
/// is left and entered there.
const SAME_PLACE: f64 = 1e-5;

#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// Where it enters; none for a ring's beginning, which its last piece leads to.
    enter: Option<f64>,
    leave: Option<f64>,
    next: usize,
    /// Clockwise from where it leaves to the next piece, or (-1) counterclockwise.
    direction: f64,
    /// Centre and radius of a ball round its ring.
    ball: ([f32; 3], f32),
    is_entered: bool,
    is_drawn: bool,
}

/// The scratch memory of clipping: keep one and use it for every frame.
#[derive(Default)]
pub struct Clipper {
    points: Vec<[f32; 2]>,
    pieces: Vec<Piece>,
    /// Of the ring on its way.
    ball: ([f32; 3], f32),
}

impl Clipper {
    /// An empty scratch memory.
    pub fn new() -> Clipper {
        Clipper::default()
    }

    pub(super) fn begin(&mut self) {
        self.points.clear();
        self.pieces.clear();
    }

    /// Where the points of a ring begin that does not meet the boundary.
    pub(super) fn begin_whole(&self) -> usize {
        self.points.len()
    }

    /// Adds vertices that do not meet the boundary.
    pub(super) fn push<C: Clip>(&mut self, clip: &C, kept: Kept) {
        let from = self.points.len();
        self.points.resize(from + kept.len(), [0.0; 2]);
        kept.project(clip, self.points.get_mut(from..).unwrap_or_default());
    }

    /// Draws a ring that does not meet the boundary.
    pub(super) fn end_whole(&mut self, from: usize, drawn_box: Option<DrawnBox>, sink: &mut dyn PathSink) {
        draw_points(self.points.get_mut(from..), drawn_box, &mut false, sink);
        sink.close();
        self.points.truncate(from);
    }

    fn start_piece(&mut self, enter: Option<Edge>) {
        let start = self.points.len();
        self.points.extend(enter.map(|edge| edge.screen));
        let enter = enter.map(|edge| edge.position);
        self.pieces.push(Piece {
            start,
            end: start,
            enter,
            leave: None,
            next: usize::MAX,
            direction: 1.0,
            ball: self.ball,
            is_entered: false,
            is_drawn: false,
        });
    }

    fn end_piece(&mut self, leave: Option<Edge>) {
        self.points.extend(leave.map(|edge| edge.screen));
        if let Some(piece) = self.pieces.last_mut() {
            piece.end = self.points.len();
            piece.leave = leave.map(|edge| edge.position);
        }
    }

    /// Ends a ring that began with `first_piece` and `first_point` and was inside there.
    fn end_ring(
        &mut self,
        first_piece: usize,
        first_point: usize,
        drawn_box: DrawnBox,
        sink: &mut dyn PathSink,
    ) {
        self.end_piece(None);
        if self.pieces.len() > first_piece + 1 {
            // The ring began in the middle of a piece: its last piece leads to its first.
            if let Some(piece) = self.pieces.last_mut() {
                piece.next = first_piece;
            }
            return;
        }
        // All of it is inside.
        self.end_whole(first_point, Some(drawn_box), sink);
        self.pieces.truncate(first_piece);
    }

    /// Joins the pieces along the boundary to closed rings, clockwise from where one leaves to where the
    /// next enters.
    ///
    /// A line that has been simplified may cross another, so that the two meet the boundary in the wrong order. The
    /// next place to enter is then far away, and the way there mostly not inside: the right one lies just behind.
    pub(super) fn rejoin(
        &mut self,
        boundary: &dyn Boundary,
        is_inside: &dyn Fn(Unit) -> bool,
        drawn_box: DrawnBox,
        sink: &mut dyn PathSink,
    ) {
        if self.pieces.is_empty() {
            return;
        }
        let steps = f64::from(boundary.steps());
        // First those that are hardly apart, in either direction.
        for direction in [1.0, -1.0] {
            for from in 0..self.pieces.len() {
                let nearest = self.nearest_enter(from, direction, steps);
                if nearest.0 < NO_WAY {
                    self.join(from, nearest.1, direction);
                }
            }
        }
        for from in 0..self.pieces.len() {
            let (way, to) = self.nearest_enter(from, 1.0, steps);
            let (way_back, behind) = self.nearest_enter(from, -1.0, steps);
            let is_doubtful = way > LONG_WAY * steps && way_back < SHORT_WAY * steps;
            if is_doubtful && !self.is_likely(from, way, to, boundary, is_inside) {
                self.join(from, behind, -1.0);
            } else {
                self.join(from, to, 1.0);
            }
        }
        for first in 0..self.pieces.len() {
            let mut index = first;
            let mut is_started = false;
            while let Some(piece) = self.pieces.get_mut(index).filter(|piece| !piece.is_drawn) {
                piece.is_drawn = true;
                let piece = *piece;
                let points = self.points.get_mut(piece.start..piece.end);
                draw_points(points, Some(drawn_box), &mut is_started, sink);
                let enter = self.pieces.get(piece.next).and_then(|next| next.enter);
                if let (Some(leave), Some(enter)) = (piece.leave, enter) {
                    along_boundary(boundary, leave, enter, piece.direction, sink);
                }
                index = piece.next;
            }
            if is_started {
                sink.close();
            }
        }
    }

    /// The nearest place where a piece enters that has not been entered yet, from where another leaves that has not been
    /// joined: how far, and the piece's index.
    fn nearest_enter(&self, from: usize, direction: f64, steps: f64) -> (f64, usize) {
        let mut nearest = (f64::MAX, usize::MAX);
        let Some((leave, usize::MAX)) =
            self.pieces.get(from).and_then(|piece| Some((piece.leave?, piece.next)))
        else {
            return nearest;
        };
        for (to, piece) in self.pieces.iter().enumerate() {
            if let (Some(enter), false) = (piece.enter, piece.is_entered) {
                let way = wrap_positive((enter - leave) * direction + SAME_PLACE, steps);
                if way < nearest.0 {
                    nearest = (way, to);
                }
            }
        }
        nearest
    }

    fn join(&mut self, from: usize, to: usize, direction: f64) {
        if let Some(piece) = self.pieces.get_mut(to) {
            piece.is_entered = true;
            self.pieces[from].next = to;
            self.pieces[from].direction = direction;
        }
    }

    /// Whether most of a way is inside, and none of it far from both rings. Seas that are not in the box have been left
    /// out, so that some of it may be outside.
    fn is_likely(
        &self,
        from: usize,
        way: f64,
        to: usize,
        boundary: &dyn Boundary,
        is_inside: &dyn Fn(Unit) -> bool,
    ) -> bool {
        let (Some(from), Some(to)) = (self.pieces.get(from), self.pieces.get(to)) else { return false };
        let places = (1..8).map(|i| {
            let position = from.leave.unwrap_or_default() + way * f64::from(i) / 8.0;
            boundary.unit_at(wrap_positive(position, f64::from(boundary.steps())))
        });
        let is_near = |place: Unit| {
            [from.ball, to.ball].into_iter().any(|(center, radius)| {
                let offset = mix(place, 1.0, center.map(f64::from), -1.0);
                dot(offset, offset) < f64::from(radius * radius)
            })
        };
        places.clone().all(is_near) && places.filter(|&place| is_inside(place)).count() >= 4
    }
}

fn draw_points(
    points: Option<&mut [[f32; 2]]>,
    drawn_box: Option<DrawnBox>,
    is_started: &mut bool,
    sink: &mut dyn PathSink,
) {
    let points = points.unwrap_or_default();
    let kept = drawn_box.map_or(points.len(), |drawn_box| drawn_box.thin(points));
    match points.get(..kept) {
        Some([[x, y], rest @ ..]) if !*is_started => {
            sink.move_to(*x, *y);
            sink.lines_to(rest);
            *is_started = true;
        }
        Some(points) => sink.lines_to(points),
        None => {}
    }
}

/// A ring on its way into a [`Clipper`], vertex by vertex.
///
/// One that does not meet the boundary goes to the sink as soon as it ends.
pub(super) struct RingClip<'a, C: Clip> {
    clip: &'a C,
    clipper: &'a mut Clipper,
    first_piece: usize,
    first_point: usize,
    first: Option<C::At>,
    last: Option<C::At>,
}

impl<'a, C: Clip> RingClip<'a, C> {
    pub fn new(clip: &'a C, clipper: &'a mut Clipper, bounds: &Bounds) -> Self {
        clipper.ball = (bounds.center, bounds.radius);
        let (first_piece, first_point) = (clipper.pieces.len(), clipper.points.len());
        RingClip { clip, clipper, first_piece, first_point, first: None, last: None }
    }

    pub fn is_begun(&self) -> bool {
        self.last.is_some()
    }

    pub fn to(&mut self, at: C::At) {
        let is_inside = self.clip.is_inside(at);
        match self.last.replace(at) {
            None => {
                self.first = Some(at);
                if is_inside {
                    self.clipper.start_piece(None);
                }
            }
            Some(last) => match self.clip.cross(last, at) {
                Crossing::None => {}
                Crossing::Leave(edge) => self.clipper.end_piece(Some(edge)),
                Crossing::Enter(edge) => self.clipper.start_piece(Some(edge)),
                Crossing::Over { leave, enter } => {
                    self.clipper.end_piece(Some(leave));
                    self.clipper.start_piece(Some(enter));
                }
            },
        }
        if is_inside {
            self.clipper.points.push(self.clip.screen(at));
        }
    }

    /// Goes on through vertices that do not meet the boundary, from one that does not either.
    pub fn through(&mut self, kept: Kept) {
        self.last = kept.end().map(|vertex| self.clip.locate(vertex)).or(self.last);
        self.clipper.push(self.clip, kept);
    }

    /// Ends the ring; its last vertex was its first again.
    pub fn end(self, sink: &mut dyn PathSink) {
        if self.first.is_some_and(|first| self.clip.is_inside(first)) {
            self.clipper.end_ring(self.first_piece, self.first_point, self.clip.drawn_box(), sink);
        }
    }
}

/// Draws the boundary between two places, without them, clockwise or (-1) counterclockwise.
fn along_boundary(boundary: &dyn Boundary, from: f64, to: f64, direction: f64, sink: &mut dyn PathSink) {
    let steps = f64::from(boundary.steps());
    // Counted on in the direction of travel.
    let (from, to) = (from * direction, to * direction);
    let end = if to < from - SAME_PLACE { to + steps } else { to };
    let mut step = from.floor() + 1.0;
    while step < end {
        if let Some([x, y]) = boundary.corner(wrap_positive(step * direction, steps) as u32) {
            sink.line_to(x, y);
        }
        step += 1.0;
    }
}

/// Draws the whole boundary as a closed path, clockwise.
pub(super) fn whole_boundary(boundary: &dyn Boundary, sink: &mut dyn PathSink) {
    let mut is_started = false;
    for [x, y] in (0..boundary.steps()).filter_map(|step| boundary.corner(step)) {
        if is_started {
            sink.line_to(x, y)
        } else {
            sink.move_to(x, y)
        }
        is_started = true;
    }
    sink.close();
}
