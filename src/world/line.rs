//! Lines under the pen, lifted wherever they are out of sight.

use super::clip::{Clip, Crossing, Edge, PathSink};
use super::topology::Vertex;

/// A line being drawn, lifted wherever it is out of sight.
pub(super) struct Line<'a, C: Clip> {
    clip: &'a C,
    sink: &'a mut dyn PathSink,
    last: Option<C::At>,
    /// Whether the pen has drawn without a lift since `begin`.
    is_unbroken: bool,
}

impl<'a, C: Clip> Line<'a, C> {
    pub fn new(clip: &'a C, sink: &'a mut dyn PathSink) -> Self {
        Line { clip, sink, last: None, is_unbroken: true }
    }

    /// Lifts the pen.
    pub fn lift(&mut self) {
        self.last = None;
        self.is_unbroken = false;
    }

    /// Lifts the pen to start another line.
    pub fn begin(&mut self) {
        self.last = None;
        self.is_unbroken = true;
    }

    /// Whether the pen is down somewhere.
    pub fn is_begun(&self) -> bool {
        self.last.is_some()
    }

    pub fn to(&mut self, vertex: &Vertex) {
        let at = self.clip.locate(vertex);
        let inside = self.clip.is_inside(at);
        let [x, y] = self.clip.screen(at);
        let Some(last) = self.last.replace(at) else {
            if inside {
                self.sink.move_to(x, y);
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
        if let Some(Edge { screen: [x, y], .. }) = leave {
            self.sink.line_to(x, y);
        }
        if let Some(Edge { screen: [x, y], .. }) = enter {
            self.sink.move_to(x, y);
        }
        if inside {
            self.sink.line_to(x, y);
        }
    }

    /// Ends a ring: if all of it was drawn, its end is joined to its start.
    pub fn close(&mut self) {
        if self.is_unbroken && self.last.is_some() {
            self.sink.close();
        }
    }
}
