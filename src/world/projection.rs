//! The two projections, on a sphere of radius 1, y up.
//!
//! Equal Earth after Šavrič, Patterson and Jenny, "The Equal Earth map projection" (International
//! Journal of Geographical Information Science 33:3, 2019, doi 10.1080/13658816.2018.1504949);
//! orthographic after Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395, 1987).

const A1: f64 = 1.340264;
const A2: f64 = -0.081106;
const A3: f64 = 0.000893;
const A4: f64 = 0.003796;
const HALF_SQRT_3: f64 = 0.866_025_403_784_438_6;

/// The latitude's part of Equal Earth: the position is x = `x_factor` · (longitude from the central
/// meridian in radians), y = `y`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualEarth {
    /// Width of one radian of longitude; 0.8617 at the equator, 0.5108 at a pole.
    pub x_factor: f64,
    /// Height above the equator; at most [`EQUAL_EARTH_Y_MAX`].
    pub y: f64,
}

/// The pole's height above the equator.
pub const EQUAL_EARTH_Y_MAX: f64 = 1.317_362_759_157_400_6;

/// Equal Earth at a latitude whose sine is given.
pub fn equal_earth(sin_lat: f64) -> EqualEarth {
    let theta = (HALF_SQRT_3 * sin_lat.clamp(-1.0, 1.0)).asin();
    EqualEarth { x_factor: x_factor(theta), y: height(theta) }
}

/// The latitude in radians at a height, and the width of one radian of longitude there. None
/// beyond the poles.
pub fn equal_earth_inverse(y: f64) -> Option<(f64, f64)> {
    // A point on the pole line may have been rounded outwards.
    if !(y.abs() <= EQUAL_EARTH_Y_MAX + 1e-9) {
        return None;
    }
    // Newton; the polynomial is nearly linear, so four steps reach the last bit from anywhere.
    let mut theta = y / A1;
    for _ in 0..12 {
        let step = (height(theta) - y) / slope(theta);
        theta -= step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    let sin_lat = (theta.sin() / HALF_SQRT_3).clamp(-1.0, 1.0);
    Some((sin_lat.asin(), x_factor(theta)))
}

fn height(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
}

/// The derivative of [`height`].
fn slope(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2)
}

fn x_factor(theta: f64) -> f64 {
    theta.cos() / (HALF_SQRT_3 * slope(theta))
}

/// The turn of the globe that brings a centre to the front: the orthographic projection's matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rotation {
    /// Unit vector that points right on the picture.
    pub right: [f64; 3],
    /// Unit vector that points up on the picture.
    pub up: [f64; 3],
    /// Unit vector towards the viewer, which is the centre of the visible side.
    pub front: [f64; 3],
}

impl Rotation {
    /// North up, with the given centre in front.
    pub fn to_center(lon_rad: f64, lat_rad: f64) -> Rotation {
        let (sin_lon, cos_lon) = lon_rad.sin_cos();
        let (sin_lat, cos_lat) = lat_rad.sin_cos();
        Rotation {
            right: [-sin_lon, cos_lon, 0.0],
            up: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            front: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        }
    }

    /// Right, up and front parts of a unit vector; visible where front is positive.
    pub fn apply(&self, v: [f64; 3]) -> [f64; 3] {
        [dot(self.right, v), dot(self.up, v), dot(self.front, v)]
    }

    /// The unit vector seen at a position on the disc. None outside of it.
    pub fn unapply(&self, x: f64, y: f64) -> Option<[f64; 3]> {
        let z2 = 1.0 - x * x - y * y;
        if !(z2 >= 0.0) {
            return None;
        }
        let z = z2.sqrt();
        Some([0, 1, 2].map(|i| self.right[i] * x + self.up[i] * y + self.front[i] * z))
    }
}

/// The scalar product.
pub fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The unit vector of a position in radians; x towards 0°E, y towards 90°E, z towards the north.
pub fn unit_vector(lon_rad: f64, lat_rad: f64) -> [f64; 3] {
    let (sin_lon, cos_lon) = lon_rad.sin_cos();
    let (sin_lat, cos_lat) = lat_rad.sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// Longitude and latitude in radians of a vector of any length.
pub fn lon_lat_rad(v: [f64; 3]) -> (f64, f64) {
    (v[1].atan2(v[0]), v[2].atan2(v[0].hypot(v[1])))
}
