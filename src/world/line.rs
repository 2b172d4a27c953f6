//! Lines under the pen, lifted wherever they are out of sight.

use super::boxed::DrawnBox;
use super::clip::{Clip, Crossing, Edge, PathSink};
use super::detail::{BLOCK_VERTICES, Kept};
use super::topology::Vertex;

/// A line being drawn, lifted wherever it is out of sight.
pub(super) struct Line<'a, C: Clip> {
    clip: &'a C,
    pen: Pen<'a>,
    last: Option<C::At>,
    points: [[f32; 2]; BLOCK_VERTICES],
    /// Whether nothing has been left out since `begin`.
    is_unbroken: bool,
}

impl<'a, C: Clip> Line<'a, C> {
    pub fn new(clip: &'a C, sink: &'a mut dyn PathSink) -> Self {
        Line {
            clip,
            pen: Pen::new(clip.drawn_box(), sink),
            last: None,
            points: [[0.0; 2]; BLOCK_VERTICES],
            is_unbroken: true,
        }
    }

    /// Leaves something out.
    pub fn lift(&mut self) {
        self.last = None;
        self.is_unbroken = false;
    }

    /// Starts another line.
    pub fn begin(&mut self) {
        self.last = None;
        self.is_unbroken = true;
    }

    /// Whether the line has been begun and nothing left out since.
    pub fn is_begun(&self) -> bool {
        self.last.is_some()
    }

    pub fn to(&mut self, vertex: &Vertex) {
        let at = self.clip.locate(vertex);
        let inside = self.clip.is_inside(at);
        let screen = self.clip.screen(at);
        let Some(last) = self.last.replace(at) else {
            if inside {
                self.pen.from(screen);
            } else {
                self.is_unbroken = false;
            }
            return;
        };
        let crossing = self.clip.cross(last, at);
        self.is_unbroken &= matches!(crossing, Crossing::None);
        let (leave, enter) = match crossing {
            Crossing::None => (None, None),
            Crossing::Leave(edge) => (Some(edge), None),
            Crossing::Enter(edge) => (None, Some(edge)),
            Crossing::Over { leave, enter } => (Some(leave), Some(enter)),
        };
        if let Some(Edge { screen, .. }) = leave {
            self.pen.to(screen);
        }
        if let Some(Edge { screen, .. }) = enter {
            self.pen.from(screen);
        }
        if inside {
            self.pen.to(screen);
        }
    }

    /// Goes on through vertices that do not meet the boundary, from one that does not either.
    pub fn through(&mut self, kept: Kept) {
        self.last = kept.end().map(|vertex| self.clip.locate(vertex)).or(self.last);
        let count = kept.len();
        kept.project(self.clip, &mut self.points);
        self.pen.through(self.points.get(..count).unwrap_or_default());
    }

    /// Ends a ring: if all of it was drawn, its end is joined to its start.
    pub fn close(&mut self) {
        if self.is_unbroken && self.last.is_some() {
            self.pen.close();
        }
    }
}

/// Draws what meets the box of a line. Points go to the sink in batches.
struct Pen<'a> {
    drawn_box: DrawnBox,
    sink: &'a mut dyn PathSink,
    at: [f32; 2],
    sides: u8,
    /// Whether the sink's path has come to `at`.
    is_down: bool,
    /// Whether all since `from` has been drawn.
    is_whole: bool,
}

impl<'a> Pen<'a> {
    fn new(drawn_box: DrawnBox, sink: &'a mut dyn PathSink) -> Self {
        Pen { drawn_box, sink, at: [0.0; 2], sides: 0, is_down: false, is_whole: true }
    }

    fn from(&mut self, point: [f32; 2]) {
        (self.at, self.sides, self.is_down, self.is_whole) =
            (point, self.drawn_box.sides(point), false, true);
    }

    fn to(&mut self, point: [f32; 2]) {
        self.through(&[point]);
    }

    fn through(&mut self, points: &[[f32; 2]]) {
        // Points from `first` on are to be drawn and have not been.
        let (mut first, mut before) = (0, self.sides);
        for (i, &point) in points.iter().enumerate() {
            let sides = self.drawn_box.sides(point);
            if sides & before != 0 {
                self.draw(points.get(first..i));
                first = i + 1;
                (self.is_down, self.is_whole) = (false, false);
                self.at = point;
            }
            before = sides;
        }
        self.draw(points.get(first..));
        self.sides = before;
        self.at = points.last().copied().unwrap_or(self.at);
    }

    fn draw(&mut self, points: Option<&[[f32; 2]]>) {
        let Some(points @ [.., last]) = points else { return };
        if !self.is_down {
            let [x, y] = self.at;
            self.sink.move_to(x, y);
            self.is_down = true;
        }
        self.sink.lines_to(points);
        self.at = *last;
    }

    fn close(&mut self) {
        if self.is_down && self.is_whole {
            self.sink.close();
        }
    }
}
