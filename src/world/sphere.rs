//! Arithmetic of angles and unit vectors.
//!
//! Sine and cosine are our own: the result is the same to the bit on every platform, and the wasm
//! file goes without the reduction of huge arguments, which weighs more than all of this module.

use std::f64::consts::FRAC_PI_2;

pub(super) type Unit = [f64; 3];

/// Coefficients of sine and cosine, of the highest power first.
const TAYLOR: [[f64; 2]; 9] = {
    let mut series = [[1.0, 1.0]; 9];
    let mut at = 8;
    while at > 0 {
        let n = 2.0 * (9 - at) as f64;
        let [odd, even] = series[at];
        series[at - 1] = [-odd / (n * (n + 1.0)), -even / (n * (n - 1.0))];
        at -= 1;
    }
    series
};

/// Sine and cosine, to 3e-16 up to a turn and 4e-15 up to three.
pub(super) fn sin_cos(angle_rad: f64) -> (f64, f64) {
    // The nearest quarter turn, and what is left of the angle, at most π/4. The second constant is
    // the part of π/2 that an f64 cannot hold.
    let quarter = (angle_rad / FRAC_PI_2 + 0.5).floor();
    let x = (angle_rad - quarter * FRAC_PI_2) - quarter * 6.123_233_995_736_766e-17;
    let x2 = x * x;
    // The Taylor series, from the last term that counts to the first.
    let (mut sin, mut cos) = (0.0, 0.0);
    for [odd, even] in TAYLOR {
        sin = sin * x2 + odd;
        cos = cos * x2 + even;
    }
    sin *= x;
    match wrap(quarter, 4.0) as i32 {
        0 => (sin, cos),
        1 => (cos, -sin),
        -1 => (-cos, sin),
        _ => (-sin, -cos),
    }
}

/// The arc sine; what rounding has put beyond ±1 counts as that.
pub(super) fn asin(sin: f64) -> f64 {
    let sin = sin.clamp(-1.0, 1.0);
    sin.atan2(((1.0 - sin) * (1.0 + sin)).sqrt())
}

/// An angle brought into [-turn/2, turn/2).
pub(super) fn wrap(angle: f64, turn: f64) -> f64 {
    angle - turn * (angle / turn + 0.5).floor()
}

/// An angle brought into [0, turn).
pub(super) fn wrap_positive(angle: f64, turn: f64) -> f64 {
    angle - turn * (angle / turn).floor()
}

pub(super) fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

pub(super) fn dot(a: Unit, b: Unit) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// `a·s + b·t`
pub(super) fn mix(a: Unit, s: f64, b: Unit, t: f64) -> Unit {
    [a[0] * s + b[0] * t, a[1] * s + b[1] * t, a[2] * s + b[2] * t]
}

/// The unit vector of a position; x towards 0°E, y towards 90°E, z towards the north.
pub(super) fn unit_vector(lon_rad: f64, lat_rad: f64) -> Unit {
    let (sin_lon, cos_lon) = sin_cos(lon_rad);
    let (sin_lat, cos_lat) = sin_cos(lat_rad);
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// Longitude and latitude in radians of a vector of any length.
pub(super) fn lon_lat_rad(v: Unit) -> (f64, f64) {
    (v[1].atan2(v[0]), v[2].atan2(length(v[0], v[1])))
}

/// Sorts by the first number. Shell's sort, since the lists are short and the standard library's
/// would be several kilobytes.
pub(super) fn sort_pairs(pairs: &mut [[f64; 2]]) {
    let mut gap = pairs.len() / 2;
    while gap > 0 {
        for i in gap..pairs.len() {
            let mut j = i;
            while j >= gap && pairs[j - gap][0] > pairs[j][0] {
                pairs.swap(j - gap, j);
                j -= gap;
            }
        }
        // Odd gaps keep it from comparing the same half of the list again and again.
        gap = if gap > 2 { (gap / 2) | 1 } else { gap / 2 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_agree_with_the_standard_library() {
        for i in -40_000..40_000 {
            let angle_rad = f64::from(i) * 4.73e-4;
            let ((sin, cos), (std_sin, std_cos)) = (sin_cos(angle_rad), angle_rad.sin_cos());
            let limit = if angle_rad.abs() < 6.3 { 3e-16 } else { 4e-15 };
            assert!((sin - std_sin).abs() < limit && (cos - std_cos).abs() < limit, "{angle_rad}");
        }
        assert_eq!(sin_cos(0.0), (0.0, 1.0));
        assert_eq!(sin_cos(FRAC_PI_2).0, 1.0);
    }

    #[test]
    fn pairs_are_sorted_whatever_their_number() {
        for count in 0..200_u32 {
            let mut pairs: Vec<_> = (0..count).map(|i| [f64::from(i * 7919 % 211), 0.0]).collect();
            sort_pairs(&mut pairs);
            assert!(pairs.is_sorted_by(|a, b| a[0] <= b[0]), "{count}");
        }
    }
}
