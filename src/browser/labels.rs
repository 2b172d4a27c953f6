//! Labels over a drawing: one element each, of which only what is new is written.

use web_sys::Element;

use super::dom::{el, px, style};
use crate::scene::{Anchor, Color, Label, property_name};

/// A layer of labels.
pub struct LabelLayer {
    layer: Element,
    shown: Vec<(Element, Label)>,
}

impl LabelLayer {
    /// The labels of an element that has none yet.
    pub fn new(layer: Element) -> LabelLayer {
        LabelLayer { layer, shown: Vec::new() }
    }

    /// Shows these labels and no others.
    pub fn place(&mut self, labels: &[Label]) {
        for (element, _) in self.shown.drain(labels.len().min(self.shown.len())..) {
            element.remove();
        }
        for (at, label) in labels.iter().enumerate() {
            match self.shown.get_mut(at) {
                Some((element, shown)) => {
                    write(element, label, Some(shown));
                    shown.clone_from(label);
                }
                None => {
                    let element = el("span").0;
                    write(&element, label, None);
                    let _ = self.layer.append_child(&element);
                    self.shown.push((element, label.clone()));
                }
            }
        }
    }
}

fn write(element: &Element, label: &Label, shown: Option<&Label>) {
    let differs = |same: &dyn Fn(&Label) -> bool| !shown.is_some_and(same);
    if differs(&|shown| shown.text == label.text) {
        element.set_text_content(Some(&label.text));
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
    // Letters between pixels are blurred.
    let place = |label: &Label| (label.x.round(), label.y.round());
    if differs(&|shown| place(shown) == place(label)) {
        let (x, y) = place(label);
        style(element, "transform", &format!("translate({},{})", px(x), px(y)));
    }
}
