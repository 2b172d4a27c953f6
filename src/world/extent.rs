//! How large a country is on the picture.

use super::clip::Clip;
use super::cut::Cut;
use super::draw::with_clip;
use super::horizon::Horizon;
use super::topology::{CountryIndex, World};
use super::view::{Projection, View};

/// A rectangle of pixels around something drawn, inside the view's box or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Left edge, from the left of the box.
    pub left_px: f64,
    /// Upper edge, from the top of the box.
    pub top_px: f64,
    /// Right edge.
    pub right_px: f64,
    /// Lower edge.
    pub bottom_px: f64,
    /// Whether nothing of it is beyond the horizon.
    pub is_whole: bool,
}

impl World {
    /// The rectangle around the visible part of a country's largest polygon: for what is too small
    /// to be seen or tapped, and for what is not wholly in the box. None beyond the horizon.
    ///
    /// On the flat map a polygon that the cut divides is as wide as the map.
    pub fn country_extent(&self, view: &View, country: CountryIndex) -> Option<Extent> {
        let country = self.country(country)?;
        let polygon = self.polygons.get(country.largest_polygon as usize)?;
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        let mut is_whole = true;
        with_clip!(view, clip => {
            for ring in polygon.rings.clone() {
                for (arc, _) in self.ring_arcs(ring) {
                    for vertex in self.arc_vertices(arc) {
                        let at = clip.locate(vertex);
                        if clip.is_inside(at) {
                            let [x, y] = clip.screen(at);
                            low = [low[0].min(x), low[1].min(y)];
                            high = [high[0].max(x), high[1].max(y)];
                        } else {
                            is_whole = false;
                        }
                    }
                }
            }
        });
        let ([left_px, top_px], [right_px, bottom_px]) = (low.map(f64::from), high.map(f64::from));
        (left_px <= right_px).then_some(Extent { left_px, top_px, right_px, bottom_px, is_whole })
    }
}
