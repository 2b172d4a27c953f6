//! Lines under the pen, lifted wherever they are out of sight.

use super::boxed::DrawnBox;
use super::clip::{Clip, Crossing, Edge, PathSink};
use super::topology::Vertex;

/// A line being drawn, lifted wherever it is out of sight.
pub(super) struct Line<'a, C: Clip> {
    clip: &'a C,
    pen: Pen<'a>,
    last: Option<C::At>,
    /// Whether nothing has been left out since `begin`.
    is_unbroken: bool,
}

impl<'a, C: Clip> Line<'a, C> {
    pub fn new(clip: &'a C, sink: &'a mut dyn PathSink) -> Self {
        Line { clip, pen: Pen::new(clip.drawn_box(), sink), last: None, is_unbroken: true }
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
    pub fn through<'v>(&mut self, vertices: impl Iterator<Item = &'v Vertex>) {
        for vertex in vertices {
            let at = self.clip.locate(vertex);
            self.pen.to(self.clip.screen(at));
            self.last = Some(at);
        }
    }

    /// Ends a ring: if all of it was drawn, its end is joined to its start.
    pub fn close(&mut self) {
        if self.is_unbroken && self.last.is_some() {
            self.pen.close();
        }
    }
}

impl<C: Clip> Drop for Line<'_, C> {
    fn drop(&mut self) {
        self.pen.flush();
    }
}

/// Draws what meets the box of a line. Points go to the sink by the dozen.
struct Pen<'a> {
    drawn_box: DrawnBox,
    sink: &'a mut dyn PathSink,
    at: [f32; 2],
    sides: u8,
    /// Whether the sink's path has come to `at`, or will with the waiting points.
    is_down: bool,
    /// Whether all since `from` has been drawn.
    is_whole: bool,
    waiting: [[f32; 2]; 32],
    count: usize,
}

impl<'a> Pen<'a> {
    fn new(drawn_box: DrawnBox, sink: &'a mut dyn PathSink) -> Self {
        let (at, waiting) = ([0.0; 2], [[0.0; 2]; 32]);
        Pen { drawn_box, sink, at, sides: 0, is_down: false, is_whole: true, waiting, count: 0 }
    }

    fn flush(&mut self) {
        if self.count > 0 {
            self.sink.lines_to(self.waiting.get(..self.count).unwrap_or_default());
            self.count = 0;
        }
    }

    fn from(&mut self, point: [f32; 2]) {
        (self.at, self.sides, self.is_down, self.is_whole) =
            (point, self.drawn_box.sides(point), false, true);
    }

    fn to(&mut self, point: [f32; 2]) {
        let sides = self.drawn_box.sides(point);
        if sides & self.sides != 0 {
            (self.is_down, self.is_whole) = (false, false);
        } else {
            if !self.is_down {
                self.flush();
                let [x, y] = self.at;
                self.sink.move_to(x, y);
                self.is_down = true;
            }
            if self.count == self.waiting.len() {
                self.flush();
            }
            if let Some(waiting) = self.waiting.get_mut(self.count) {
                *waiting = point;
                self.count += 1;
            }
        }
        (self.at, self.sides) = (point, sides);
    }

    fn close(&mut self) {
        if self.is_down && self.is_whole {
            self.flush();
            self.sink.close();
        }
    }
}
