//! The outline of the earth, and its meridians and parallels.

use super::clip::{Clip, PathSink, whole_boundary};
use super::cut::Cut;
use super::draw::with_clip;
use super::horizon::Horizon;
use super::line::Line;
use super::sphere::wrap;
use super::topology::Vertex;
use super::view::{Projection, View};

/// Meridians other than every ninetieth end at this latitude, where they would crowd.
const MERIDIAN_END_DEG: f64 = 80.0;

impl View {
    /// The earth's outline as one closed path: the disc, or Equal Earth's sheet.
    pub fn outline(&self, sink: &mut dyn PathSink) {
        with_clip!(self, clip => whole_boundary(clip, sink));
    }

    /// Meridians and parallels every `step_deg` degrees, as open lines.
    ///
    /// A step is at least 1° (a smaller one counts as that) and should divide 90.
    pub fn graticule(&self, step_deg: f64, sink: &mut dyn PathSink) {
        let step_deg = if step_deg >= 1.0 { step_deg } else { 1.0 };
        with_clip!(self, clip => {
            let mut line = Line::new(clip, sink);
            // Off by a fifth of a pixel at most.
            let parts = self.circle_steps() / 2;
            for i in 0..(360.0 / step_deg).round() as u32 {
                let lon_deg = f64::from(i) * step_deg - 180.0;
                let end_deg = if wrap(lon_deg, 90.0) == 0.0 { 90.0 } else { MERIDIAN_END_DEG };
                draw(&mut line, parts / 2, [lon_deg, -end_deg], [lon_deg, end_deg]);
            }
            for i in 1..(180.0 / step_deg).ceil() as u32 {
                let lat_deg = f64::from(i) * step_deg - 90.0;
                draw(&mut line, parts, [-180.0, lat_deg], [180.0, lat_deg]);
            }
        });
    }
}

/// A line that is straight in longitude and latitude.
fn draw<C: Clip>(line: &mut Line<C>, parts: u32, from_deg: [f64; 2], to_deg: [f64; 2]) {
    line.begin();
    for i in 0..=parts {
        let t = f64::from(i) / f64::from(parts);
        let [lon, lat] = [0, 1].map(|i| (from_deg[i] + t * (to_deg[i] - from_deg[i])).to_radians());
        line.to(&Vertex::new(lon, lat));
    }
}
