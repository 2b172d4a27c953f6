//! Labels over a drawing: one element each, of which only what is new is written.

use web_sys::Element;

use super::dom::{el, px, style};
use crate::scene::{Anchor, Color, Label, property_name};

/// A layer of labels.
pub struct LabelLayer {
    layer: Element,
    /// With their places in the layer, in whole pixels.
    shown: Vec<(Element, Label)>,
    /// How far the layer is moved.
    shift: (f64, f64),
}

/// Letters stand no further than this from their place: half a pixel each for their own place and the layer's.
const NEAR_PX: f64 = 1.001;
/// The furthest that the layer is moved.
const MOST_SHIFT_PX: f64 = 1e5;

impl LabelLayer {
    /// The labels of an element that has none yet.
    pub fn new(layer: Element) -> LabelLayer {
        LabelLayer { layer, shown: Vec::new(), shift: (0.0, 0.0) }
    }

    /// Shows these labels and no others. An element keeps its text as long as that is shown, and the layer
    /// moves as most labels do: unlike another text, neither costs a layout. `moved_px` is how far to the
    /// right the labels shown before have moved, where that is known.
    pub fn place(&mut self, labels: &[&Label], moved_px: Option<f64>) {
        let mut free: Vec<Option<(Element, Label)>> =
            std::mem::take(&mut self.shown).into_iter().map(Some).collect();
        let from = self.shift.0 + moved_px.unwrap_or_default();
        let mut next = 0;
        let mut known: Vec<Option<(Element, Label)>> = Vec::with_capacity(labels.len());
        for &label in labels {
            // Mostly the one after the last match. Several labels may share a text, each at its place.
            let same = |at: &usize| {
                free[*at].as_ref().is_some_and(|(_, shown)| {
                    shown.text == label.text
                        && look(shown) == look(label)
                        && (moved_px.is_none() || (shown.x + from - label.x).abs() < 2.0 * NEAR_PX)
                })
            };
            let found = (next..free.len()).chain(0..next).find(same);
            next = found.map_or(next, |at| at + 1);
            known.push(found.and_then(|at| free[at].take()));
        }
        self.follow(labels, &known);
        let mut left = free.into_iter().flatten();
        for (&label, known) in labels.iter().zip(known) {
            let (element, shown) = match known.or_else(|| left.next()) {
                Some((element, shown)) => (element, Some(shown)),
                None => {
                    let element = el("span").0;
                    let _ = self.layer.append_child(&element);
                    (element, None)
                }
            };
            let mut label = label.clone();
            let (x, y) = (label.x - self.shift.0, label.y - self.shift.1);
            let near = shown.as_ref().filter(|shown| is_near((shown.x, shown.y), (x, y)));
            // Letters between pixels are blurred.
            (label.x, label.y) = near.map_or((x.round(), y.round()), |shown| (shown.x, shown.y));
            write(&element, &label, shown.as_ref());
            self.shown.push((element, label));
        }
        left.for_each(|(element, _)| element.remove());
    }

    /// Moves the layer as one of the labels has moved, if then more of them are where they should be.
    fn follow(&mut self, labels: &[&Label], known: &[Option<(Element, Label)>]) {
        let pairs = || {
            let pairs = labels.iter().copied().zip(known);
            pairs.filter_map(|(label, known)| known.as_ref().map(|(_, shown)| (label, shown)))
        };
        let moved = |(label, shown): (&Label, &Label)| (label.x - shown.x, label.y - shown.y);
        let stay = |shift: (f64, f64)| pairs().filter(|&pair| is_near(moved(pair), shift)).count();
        let going = pairs().map(moved).find(|&to| !is_near(to, self.shift));
        let Some(going) = going.map(|(x, y)| (x.round(), y.round())) else { return };
        let is_within = going.0.abs().max(going.1.abs()) < MOST_SHIFT_PX;
        if is_within && stay(going) > stay(self.shift) + 1 {
            self.shift = going;
            style(&self.layer, "transform", &format!("translate({},{})", px(going.0), px(going.1)));
        }
    }
}

fn is_near(one: (f64, f64), other: (f64, f64)) -> bool {
    (one.0 - other.0).abs() < NEAR_PX && (one.1 - other.1).abs() < NEAR_PX
}

/// What a label looks like, wherever it stands.
fn look(label: &Label) -> (Anchor, bool, Color, Option<Color>) {
    (label.anchor, label.is_bold, label.color, label.halo)
}

fn write(element: &Element, label: &Label, shown: Option<&Label>) {
    let differs = |same: &dyn Fn(&Label) -> bool| !shown.is_some_and(same);
    if differs(&|shown| shown.text == label.text) {
        // Changing a text node costs less layout than replacing it.
        match element.first_child() {
            Some(text) => text.set_node_value(Some(&label.text)),
            None => element.set_text_content(Some(&label.text)),
        }
    }
    let class = |label: &Label| (label.anchor, label.is_bold, label.halo.is_some());
    if differs(&|shown| class(shown) == class(label)) {
        let mut class = String::from("label");
        class.push_str(match label.anchor {
            Anchor::Start => "",
            Anchor::Middle => " middle",
            Anchor::End => " end",
        });
        class.push_str(if label.is_bold { " bold" } else { "" });
        class.push_str(if label.halo.is_some() { " halo" } else { "" });
        element.set_class_name(&class);
    }
    let variable = |color: Color| format!("var(--atlas-{})", property_name(color));
    if differs(&|shown| shown.color == label.color) {
        style(element, "color", &variable(label.color));
    }
    if let Some(halo) = label.halo.filter(|halo| differs(&|shown| shown.halo == Some(*halo))) {
        style(element, "--halo", &variable(halo));
    }
    let place = |label: &Label| (label.x, label.y);
    if differs(&|shown| place(shown) == place(label)) {
        let (x, y) = place(label);
        style(element, "transform", &format!("translate({},{})", px(x), px(y)));
    }
}
