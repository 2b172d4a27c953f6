//! What a date looks like on the axis.

use crate::dataset::{Edtf, Precision};
use crate::timeline::Extent;

/// A date as it is drawn: as exact and as closed as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DateLook {
    /// What it covers; infinite where it is open.
    pub extent: Extent,
    /// Whether it is a day or a time, and drawn as a dot.
    pub is_point: bool,
    /// Whether the left end is not exact, and fades.
    pub fades_left: bool,
    /// Whether the right end is not exact, and fades.
    pub fades_right: bool,
}

impl DateLook {
    pub fn of(date: &Edtf) -> DateLook {
        let is_day = |point: &crate::dataset::Point| point.precision >= Precision::Day;
        let is_sure = |point: &crate::dataset::Point| !point.is_approximate && !point.is_uncertain;
        let start_day = date.start().map_or(f64::NEG_INFINITY, |point| {
            f64::from(point.first.0) + point.second_of_day.map_or(0.0, |second| f64::from(second) / 86_400.0)
        });
        let end_day = date.end().map_or(f64::INFINITY, |point| match point.second_of_day {
            Some(second) => f64::from(point.last.0) + f64::from(second) / 86_400.0,
            None => f64::from(point.last.0) + 1.0,
        });
        // An end of an interval that is known to the day is exact; a month or a year on its own says
        // that it was some day within.
        let is_exact = |point: Option<&crate::dataset::Point>| point.is_none_or(|p| is_day(p) && is_sure(p));
        DateLook {
            extent: Extent { start_day, end_day },
            is_point: !date.is_interval() && date.start().is_some_and(is_day),
            fades_left: !is_exact(date.start()),
            fades_right: !is_exact(date.end()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_looks_as_it_is_known() {
        let look = |text: &str| {
            let look = DateLook::of(&Edtf::parse(text).unwrap());
            (look.extent.end_day - look.extent.start_day, look.is_point, look.fades_left, look.fades_right)
        };
        let open = f64::INFINITY;
        let table = [
            ("2024-04-08", (1.0, true, false, false)),
            ("2024-04-08T14:30:00Z", (0.0, true, false, false)),
            ("2024-04-08~", (1.0, true, true, true)),
            ("2024-04-08?", (1.0, true, true, true)),
            ("2024-04", (30.0, false, true, true)),
            ("2023", (365.0, false, true, true)),
            ("-0043", (365.0, false, true, true)),
            ("Y12000", (366.0, false, true, true)),
            ("2024-04-08/2024-04-10", (3.0, false, false, false)),
            ("2024-04-08/2024-05", (54.0, false, false, true)),
            ("2024-04-08/..", (open, false, false, false)),
            ("2024~/..", (open, false, true, false)),
            ("../2024-04", (open, false, false, true)),
        ];
        for (text, expected) in table {
            assert_eq!(look(text), expected, "{text}");
        }
    }
}
