//! Tags at the edge of a flat map for members that are out of view: pressing one goes there.

use crate::atlas::Selection;
use crate::dataset::Tone;

use super::display::{Anchor, Color, Fill, Label, Mark, Outline, Scene, Shape, Stroke};
use super::map::{MapInput, Placed};
use super::map_labels::known_bounds;
use super::words;

const HEIGHT_PX: f64 = 30.0;
const GAP_PX: f64 = 4.0;
const PADDING_PX: f64 = 11.0;
const TEXT_PX: f64 = 13.0;
const LEFT_TO_RIGHT: char = '\u{200e}';

/// Draws a tag for every member whose place lies beyond the left or the right edge.
pub(super) fn edge_tags(input: &MapInput, placed: &[Placed], scene: &mut Scene) {
    if input.view.flat_share() < 1.0 {
        return;
    }
    let mut sides: [Vec<(f64, usize)>; 2] = Default::default();
    for shown in placed.iter().filter(|placed| placed.tone == Some(Tone::Ramp1)) {
        let Some(place) = &input.dataset.document.actors[shown.actor].place else { continue };
        let at = input.view.project(place.lon, place.lat);
        let is_seen = known_bounds(input, shown).is_some();
        let is_beside = at.x_px < 0.0 || at.x_px > input.width_px;
        if !is_seen && is_beside {
            sides[usize::from(at.x_px > 0.0)].push((at.y_px - HEIGHT_PX / 2.0, shown.actor));
        }
    }
    for (side, tags) in sides.into_iter().enumerate() {
        draw_side(input, side == 0, tags, scene);
    }
}

/// Draws the tags of one side as near as there is room to where their members lie, the northernmost on top.
fn draw_side(input: &MapInput, is_left: bool, mut tags: Vec<(f64, usize)>, scene: &mut Scene) {
    tags.sort_by(|one, other| one.0.total_cmp(&other.0));
    // The map's buttons stand in its lower right corner.
    let covered_px = if is_left { 0.0 } else { input.covered_px.1 };
    let lowest_px = (input.height_px - covered_px - HEIGHT_PX - GAP_PX).max(GAP_PX);
    const STEP_PX: f64 = HEIGHT_PX + GAP_PX;
    let mut free_px = GAP_PX;
    for tag in &mut tags {
        tag.0 = tag.0.max(free_px);
        free_px = tag.0 + STEP_PX;
    }
    let mut free_px = lowest_px;
    for tag in tags.iter_mut().rev() {
        tag.0 = tag.0.min(free_px);
        free_px = tag.0 - STEP_PX;
    }
    for (top, actor) in tags {
        let name = words::short_name(input.dataset, actor, input.host);
        // West is left in every script.
        let text =
            if is_left { format!("{LEFT_TO_RIGHT}‹ {name}") } else { format!("{LEFT_TO_RIGHT}{name} ›") };
        let width = input.host.text_width_px(&text, TEXT_PX, true) + 2.0 * PADDING_PX;
        let left = if is_left { GAP_PX } else { input.width_px - width - GAP_PX };
        let outline = Outline::Rect {
            x: left as f32,
            y: top as f32,
            width: width as f32,
            height: HEIGHT_PX as f32,
            radius: (HEIGHT_PX / 2.0) as f32,
        };
        let edge = Stroke::solid(Color::Rule, 1.0);
        scene.shapes.push(Shape::new(outline, Some(Fill::Solid(Color::Paper)), Some(edge)));
        let (x, y) = (left + width / 2.0, top + HEIGHT_PX / 2.0);
        scene.labels.push(Label {
            text,
            x,
            y,
            anchor: Anchor::Middle,
            color: Color::Ink,
            halo: None,
            size_px: TEXT_PX,
            is_bold: true,
            target: Some(Selection::Actor(actor)),
        });
        let targets = vec![Selection::Actor(actor)];
        scene.marks.push(Mark { targets, x, y, half_width: width / 2.0, half_height: HEIGHT_PX / 2.0 });
    }
}
