//! Titles of events above their marks, where there is room.

use crate::atlas::Selection;

use super::display::{Anchor, Color, Label, Mark, Shape, Stroke};
use super::host::Host;
use super::timeline::{SMALL_PX, TimelineScene};

/// An event whose title may be told.
pub(super) struct Candidate {
    /// Its id.
    pub id: usize,
    /// Its mark's place.
    pub at: (f64, f64),
    /// What is chosen comes first, then what is official, then the rest.
    pub priority: u8,
}

/// What a candidate's priority may be at most.
pub(super) const LEAST_PRIORITY: u8 = 3;
const LINE_PX: f64 = 14.0;
/// The widest title as room is sought for it, and as it grows where all have found theirs.
const MOST_PX: f64 = 190.0;
const MOST_GROWN_PX: [f64; 2] = [420.0, 300.0];
/// The most titles, and the most for which room is sought.
const MOST_TITLES: usize = 12;
const MOST_TRIED: usize = 40;

/// Left, top, right, bottom.
type Box4 = [f64; 4];

fn meet(a: &Box4, b: &Box4) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Sets titles above marks, each at a line that leads down to its mark, so that no title and no line
/// covers a title, a mark or another line. `top` and `bottom` bound the titles; `marks` is everything
/// that stands there.
pub(super) fn draw_titles(
    candidates: Vec<Candidate>,
    marks: &[Mark],
    (top, bottom): (f64, f64),
    title_of: &dyn Fn(usize) -> (String, Option<Selection>),
    host: &dyn Host,
    drawn: &mut TimelineScene,
) {
    let mut taken: Vec<Box4> = marks
        .iter()
        .map(|m| [m.x - m.half_width, m.y - m.half_height, m.x + m.half_width, m.y + m.half_height])
        .collect();
    let mut lines = Vec::new();
    let mut cut_short: Vec<CutShort> = Vec::new();
    let mut titles = 0;
    let by_priority = (0..=LEAST_PRIORITY).flat_map(|p| candidates.iter().filter(move |c| c.priority == p));
    for &Candidate { id, at: (x, y), .. } in by_priority.take(MOST_TRIED) {
        let foot = y - 4.0;
        let lowest = ((foot - top) / LINE_PX).floor() as i64;
        if lowest < 1 || titles == MOST_TITLES {
            continue;
        }
        let (title, target) = title_of(id);
        let Some((text, width)) = cut(&title, MOST_PX, host) else { continue };
        // From just above the mark upwards, to the right of the line and, at the end of the axis, to its left.
        let to_right = x + 4.0 + width <= drawn.scale.right_px;
        let left = if to_right { x + 4.0 } else { x - 4.0 - width };
        let found = (0..lowest).rev().map(|row| top + LINE_PX * row as f64).find(|&line_top| {
            let title = [left - 2.0, line_top, left + width + 4.0, line_top + LINE_PX];
            let line = [x - 1.0, line_top, x + 1.0, foot];
            line_top + LINE_PX <= bottom && !taken.iter().any(|b| meet(b, &title) || meet(b, &line))
        });
        let Some(line_top) = found.filter(|_| left >= drawn.scale.left_px) else { continue };
        if text != title {
            cut_short.push(CutShort { title, label: drawn.scene.labels.len(), taken: taken.len(), to_right });
        }
        taken.push([left - 2.0, line_top, left + width + 4.0, line_top + LINE_PX]);
        taken.push([x - 1.0, line_top, x + 1.0, foot]);
        lines.push((x, line_top + 2.0, foot));
        titles += 1;
        drawn.scene.labels.push(Label {
            text,
            x: if to_right { left } else { left + width },
            y: line_top + LINE_PX / 2.0,
            anchor: if to_right { Anchor::Start } else { Anchor::End },
            color: Color::Ink,
            halo: Some(Color::Paper),
            size_px: SMALL_PX,
            is_bold: false,
            target,
        });
    }
    for one in cut_short {
        one.grow(&mut taken, host, drawn);
    }
    drawn.scene.shapes.push(Shape::uprights(&lines, Stroke::solid(Color::Rule, 1.0)));
}

/// A title of which only the beginning is set so far.
struct CutShort {
    title: String,
    /// The places of its label and of its box.
    label: usize,
    taken: usize,
    to_right: bool,
}

impl CutShort {
    /// Sets more of it where the room beside it is free.
    fn grow(self, taken: &mut [Box4], host: &dyn Host, drawn: &mut TimelineScene) {
        let [left, line_top, right, line_bottom] = taken[self.taken];
        for most_px in MOST_GROWN_PX {
            let Some((text, width)) = cut(&self.title, most_px, host) else { continue };
            let wider = match self.to_right {
                true => [left, line_top, left + width + 6.0, line_bottom],
                false => [right - width - 6.0, line_top, right, line_bottom],
            };
            let is_within = wider[0] >= drawn.scale.left_px && wider[2] <= drawn.scale.right_px;
            let mut others = taken.iter().enumerate().filter(|(at, _)| *at != self.taken);
            // The line that leads to it begins at its own edge.
            if is_within && !others.any(|(at, other)| at != self.taken + 1 && meet(other, &wider)) {
                drawn.scene.labels[self.label].text = text;
                taken[self.taken] = wider;
                return;
            }
        }
    }
}

/// A title cut to a width, at a space where one is near.
fn cut(title: &str, most_px: f64, host: &dyn Host) -> Option<(String, f64)> {
    let width = |text: &str| host.text_width_px(text, SMALL_PX, false);
    let whole = width(title);
    if whole <= most_px {
        return (!title.is_empty()).then(|| (title.to_owned(), whole));
    }
    // About as many letters as have room, then fewer until they do.
    let mut count = (title.chars().count() as f64 * most_px / whole) as usize;
    while count > 3 {
        let end = title.char_indices().nth(count).map_or(title.len(), |(at, _)| at);
        let head = &title[..end];
        let head = head.rfind(' ').filter(|at| *at * 3 > end * 2).map_or(head, |at| &head[..at]);
        let text = format!("{}…", head.trim_end_matches([' ', ',', ':', ';']));
        let text_px = width(&text);
        if text_px <= most_px {
            return Some((text, text_px));
        }
        count -= count.div_ceil(10);
    }
    None
}
