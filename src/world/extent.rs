//! How large a country is on the picture.

use super::clip::Clip;
use super::codec::part;
use super::cut::Cut;
use super::detail::Kept;
use super::draw::with_clip;
use super::horizon::Horizon;
use super::projection::sin_lat_and_x_factor;
use super::sphere::{asin, sort_pairs, wrap, wrap_positive};
use super::topology::{CountryIndex, World};
use super::view::{Projection, View};
use std::f64::consts::{PI, TAU};

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

/// The smallest range of longitudes and latitudes around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLatBox {
    /// In [-180, 180).
    pub west_deg: f64,
    /// At least -90.
    pub south_deg: f64,
    /// At least `west_deg`, and above 180 where the box crosses the antimeridian.
    pub east_deg: f64,
    /// At most 90.
    pub north_deg: f64,
}

impl World {
    /// The smallest range of longitudes and latitudes around a country.
    pub fn country_box(&self, country: CountryIndex) -> Option<LonLatBox> {
        let polygons = part(&self.polygons, &self.country(country)?.polygons);
        let mut y = [f64::MAX, f64::MIN];
        let mut spans: Vec<[f64; 2]> = Vec::with_capacity(polygons.len());
        for polygon in polygons {
            let [south, north] = polygon.bounds.y.map(f64::from);
            y = [y[0].min(south), y[1].max(north)];
            spans.push(polygon.bounds.lon.map(f64::from));
        }
        sort_pairs(&mut spans);
        // Of all ranges of longitudes the smallest is what the widest gap leaves.
        let &[first_west, mut east] = spans.first()?;
        let (mut gap, mut box_west, mut box_east) = (f64::MIN, first_west, east);
        let wrapped = [first_west + TAU, 0.0];
        for &[next_west, next_east] in spans.iter().skip(1).chain([&wrapped]) {
            if next_west - east > gap {
                (gap, box_west, box_east) = (next_west - east, next_west, east);
            }
            east = east.max(next_east);
        }
        let width = if gap < 0.0 { TAU } else { wrap_positive(box_east - box_west, TAU) };
        let west = if gap < 0.0 { -PI } else { wrap(box_west, TAU) };
        let [south, north] = y.map(|y| sin_lat_and_x_factor(y).0);
        Some(LonLatBox {
            west_deg: west.to_degrees(),
            south_deg: asin(south).to_degrees(),
            east_deg: (west + width).to_degrees(),
            north_deg: asin(north).to_degrees(),
        })
    }

    /// The rectangle around the visible part of a country's largest polygon: for what is too small
    /// to be seen or tapped, and for what is not wholly in the box. None beyond the horizon.
    ///
    /// On the flat map a polygon that the cut divides is as wide as the map.
    pub fn country_extent(&self, view: &View, country: CountryIndex) -> Option<Extent> {
        let country = self.country(country)?;
        let polygon = self.polygons.get(country.polygons.start as usize)?;
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        let mut is_whole = true;
        with_clip!(view, clip => {
            for ring in polygon.rings.clone() {
                for (arc, _) in self.ring_arcs(ring) {
                    for block in part(&self.blocks, &arc.blocks) {
                        let vertices = self.block_vertices(block);
                        let mut kept = Kept::new(vertices, block.kept(view.level), false, true);
                        while let Some(vertex) = kept.next() {
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
            }
        });
        let ([left_px, top_px], [right_px, bottom_px]) = (low.map(f64::from), high.map(f64::from));
        (left_px <= right_px).then_some(Extent { left_px, top_px, right_px, bottom_px, is_whole })
    }
}
