//! The two projections, on a sphere of radius 1, y up.
//!
//! Equal Earth after Šavrič, Patterson and Jenny, "The Equal Earth map projection" (International
//! Journal of Geographical Information Science 33:3, 2019, doi 10.1080/13658816.2018.1504949);
//! orthographic after Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395, 1987).

use super::sphere::{asin, dot, mix, sin_cos};

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
    let sin_theta = HALF_SQRT_3 * sin_lat.clamp(-1.0, 1.0);
    let theta = asin(sin_theta);
    EqualEarth { x_factor: x_factor(sin_theta, theta), y: height(theta) }
}

/// Sine of the latitude at a height between the poles, and the width of one radian of longitude there; to
/// 3e-9.
///
/// Chebyshev fits of even polynomials; exact values take a few steps of Newton's, see
/// [`equal_earth_inverse`].
pub(super) fn sin_lat_and_x_factor(y: f64) -> (f64, f64) {
    let y = y.clamp(-EQUAL_EARTH_Y_MAX, EQUAL_EARTH_Y_MAX);
    let at = |coefficients: &[f64]| coefficients.iter().rev().fold(0.0, |sum, c| sum * (y * y) + c);
    ((y * at(&SIN_LAT_BY_Y)).clamp(-1.0, 1.0), at(&X_FACTOR))
}

const SIN_LAT_BY_Y: [f64; 10] = [
    8.615470829266e-1,
    -5.091270760551e-2,
    -2.918689200981e-3,
    -4.597046247075e-4,
    -2.464817252938e-4,
    -1.244579615008e-4,
    1.016099590325e-4,
    -6.827614843235e-5,
    2.668171788881e-5,
    -3.113652055617e-6,
];
const X_FACTOR: [f64; 11] = [
    8.615470790024e-1,
    -1.527374044525e-1,
    -1.461216626750e-2,
    -3.042535308238e-3,
    -3.015066451511e-3,
    6.456349799547e-4,
    -1.711299680923e-3,
    1.752706738287e-3,
    -1.062818550660e-3,
    3.944278805059e-4,
    -5.715895201191e-5,
];

/// The latitude in radians at a height, and the width of one radian of longitude there. None
/// beyond the poles.
pub fn equal_earth_inverse(y: f64) -> Option<(f64, f64)> {
    // A point on the pole line may have been rounded outwards.
    let limit = EQUAL_EARTH_Y_MAX + 1e-9;
    if !(-limit..=limit).contains(&y) {
        return None;
    }
    // Newton; the polynomial is nearly linear, so four steps reach the last bit from anywhere.
    let mut theta = y / A1;
    for _ in 0..8 {
        let step = (height(theta) - y) / slope(theta);
        theta -= step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    let (sin_theta, _) = sin_cos(theta);
    Some((asin(sin_theta / HALF_SQRT_3), x_factor(sin_theta, theta)))
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

fn x_factor(sin_theta: f64, theta: f64) -> f64 {
    (1.0 - sin_theta * sin_theta).sqrt() / (HALF_SQRT_3 * slope(theta))
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
        let (sin_lon, cos_lon) = sin_cos(lon_rad);
        let (sin_lat, cos_lat) = sin_cos(lat_rad);
        Rotation {
            right: [-sin_lon, cos_lon, 0.0],
            up: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            front: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        }
    }

    /// The same centre in front, the picture turned clockwise.
    pub fn rolled(&self, roll_rad: f64) -> Rotation {
        let (sin, cos) = sin_cos(roll_rad);
        let Rotation { right, up, front } = *self;
        Rotation { right: mix(right, cos, up, sin), up: mix(up, cos, right, -sin), front }
    }

    /// Right, up and front parts of a unit vector; visible where front is positive.
    pub fn apply(&self, v: [f64; 3]) -> [f64; 3] {
        [dot(self.right, v), dot(self.up, v), dot(self.front, v)]
    }

    /// The unit vector seen at a position on the disc. None outside of it.
    pub fn unapply(&self, x: f64, y: f64) -> Option<[f64; 3]> {
        let z2 = 1.0 - x * x - y * y;
        let z = z2.sqrt();
        // NaN outside the disc.
        (z >= 0.0).then(|| [0, 1, 2].map(|i| self.right[i] * x + self.up[i] * y + self.front[i] * z))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_earth_comes_back_at_every_height() {
        for i in -1000..=1000 {
            let sin_lat = f64::from(i) / 1000.0;
            let EqualEarth { x_factor, y } = equal_earth(sin_lat);
            let (lat_rad, width) = equal_earth_inverse(y).unwrap();
            assert!((lat_rad.sin() - sin_lat).abs() < 1e-13, "{sin_lat}");
            assert!((width - x_factor).abs() < 1e-13, "{sin_lat}");
        }
    }

    #[test]
    fn the_quick_inverse_agrees_with_newton() {
        for i in -1000..=1000 {
            let y = f64::from(i) / 1000.0 * EQUAL_EARTH_Y_MAX;
            let ((sin_lat, x_factor), (lat_rad, width)) =
                (sin_lat_and_x_factor(y), equal_earth_inverse(y).unwrap());
            assert!((sin_lat - lat_rad.sin()).abs() < 3e-9 && (x_factor - width).abs() < 4e-9, "{y}");
        }
    }

    #[test]
    fn the_pole_is_at_its_height_and_nothing_is_beyond() {
        assert!((equal_earth(1.0).y - EQUAL_EARTH_Y_MAX).abs() < 1e-12);
        assert_eq!(equal_earth_inverse(1.318), None);
        assert_eq!(equal_earth_inverse(f64::NAN), None);
    }
}
