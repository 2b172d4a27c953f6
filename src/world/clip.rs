//! Clipping of lines and polygons at a closed boundary, the same for the globe's horizon and the
//! flat map's cut.
//!
//! A ring that meets the boundary falls into open pieces. Since the inside lies to the right of
//! every ring, a piece that leaves at some place of the boundary goes on along it, clockwise, to the
//! nearest place where a piece enters: that closes the pieces to rings again.

use super::bounds::{Bounds, Reach};
use super::boxed::DrawnBox;
use super::detail::Kept;
use super::sphere::{Unit, wrap_positive};
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
    /// Any point of the boundary, as a unit vector.
    fn point(&self) -> Unit;
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
    is_entered: bool,
    is_drawn: bool,
}

/// The scratch memory of clipping: keep one and use it for every frame.
#[derive(Default)]
pub struct Clipper {
    points: Vec<[f32; 2]>,
    pieces: Vec<Piece>,
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

    /// Whether no ring since `begin` met the boundary.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
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
        let mut is_started = false;
        draw_points(self.points.get_mut(first_point..), drawn_box, &mut is_started, sink);
        sink.close();
        self.points.truncate(first_point);
        self.pieces.truncate(first_piece);
    }

    /// Joins the pieces along the boundary to closed rings.
    pub(super) fn rejoin(&mut self, boundary: &dyn Boundary, drawn_box: DrawnBox, sink: &mut dyn PathSink) {
        let steps = f64::from(boundary.steps());
        for from in 0..self.pieces.len() {
            let Some(leave) = self.pieces[from].leave else {
                continue;
            };
            let mut nearest = (f64::MAX, usize::MAX);
            for (to, piece) in self.pieces.iter().enumerate() {
                if let (Some(enter), false) = (piece.enter, piece.is_entered) {
                    let way = wrap_positive(enter - leave + SAME_PLACE, steps);
                    if way < nearest.0 {
                        nearest = (way, to);
                    }
                }
            }
            if let Some(piece) = self.pieces.get_mut(nearest.1) {
                piece.is_entered = true;
                self.pieces[from].next = nearest.1;
            }
        }
        for first in 0..self.pieces.len() {
            let mut index = first;
            let mut is_started = false;
            while let Some(piece) = self.pieces.get_mut(index).filter(|piece| !piece.is_drawn) {
                piece.is_drawn = true;
                let piece = *piece;
                draw_points(self.points.get_mut(piece.start..piece.end), drawn_box, &mut is_started, sink);
                let enter = self.pieces.get(piece.next).and_then(|next| next.enter);
                if let (Some(leave), Some(enter)) = (piece.leave, enter) {
                    along_boundary(boundary, leave, enter, sink);
                }
                index = piece.next;
            }
            if is_started {
                sink.close();
            }
        }
    }
}

fn draw_points(
    points: Option<&mut [[f32; 2]]>,
    drawn_box: DrawnBox,
    is_started: &mut bool,
    sink: &mut dyn PathSink,
) {
    let points = points.unwrap_or_default();
    let kept = drawn_box.thin(points);
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
    pub fn new(clip: &'a C, clipper: &'a mut Clipper) -> Self {
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
        let points = &mut self.clipper.points;
        let from = points.len();
        points.resize(from + kept.len(), [0.0; 2]);
        kept.project(self.clip, points.get_mut(from..).unwrap_or_default());
    }

    /// Ends the ring; its last vertex was its first again.
    pub fn end(self, sink: &mut dyn PathSink) {
        if self.first.is_some_and(|first| self.clip.is_inside(first)) {
            self.clipper.end_ring(self.first_piece, self.first_point, self.clip.drawn_box(), sink);
        }
    }
}

/// Draws the boundary clockwise between two places, without them.
fn along_boundary(boundary: &dyn Boundary, from: f64, to: f64, sink: &mut dyn PathSink) {
    let steps = boundary.steps();
    let end = if to < from - SAME_PLACE { to + f64::from(steps) } else { to };
    let mut step = from.floor() as u32 + 1;
    while f64::from(step) < end {
        if let Some([x, y]) = boundary.corner(step % steps) {
            sink.line_to(x, y);
        }
        step += 1;
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
