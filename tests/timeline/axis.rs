//! Ticks and labels of the axis.

use aukus_atlas::timeline::{Axis, AxisWords, LabelWidths, Step, TickRank, TimeScale, Unit, axis};
use proptest::prelude::*;

use super::calendar::{civil_from_days, days_from_civil};

/// Words with letters that are all equally wide.
#[derive(Clone, Copy)]
struct Plain {
    letter_px: f64,
    first_weekday: u8,
    words: Words,
}

/// Months, what stands after years before the first and after others, and what follows a day.
#[derive(Clone, Copy)]
struct Words {
    months: [&'static str; 12],
    before_first: &'static str,
    after_year: &'static str,
    after_day: &'static str,
}

const ENGLISH: Words = Words {
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    before_first: " BCE",
    after_year: "",
    after_day: "",
};
const GERMAN: Words = Words {
    months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    before_first: " v. Chr.",
    after_year: "",
    after_day: ".",
};
const JAPANESE: Words = Words {
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    before_first: " 紀元前",
    after_year: "年",
    after_day: "日",
};
const PLAIN: Plain = Plain { letter_px: 6.5, first_weekday: 0, words: ENGLISH };

impl AxisWords for Plain {
    fn name(&self, day: f64, unit: Unit, is_context: bool) -> String {
        let (year, month, day_of_month) = civil_from_days(day.clamp(-4e8, 4e8).floor() as i64);
        let Words { months, before_first, after_year, after_day } = self.words;
        let year = match year {
            1.. => format!("{year}{after_year}"),
            _ => format!("{}{before_first}", 1 - year),
        };
        let month = months[month as usize - 1];
        match (unit, is_context) {
            (Unit::Minute, _) => {
                let minutes = ((day - day.floor()) * 1440.0).round() as u32;
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            }
            (Unit::Day | Unit::Week, true) => format!("{day_of_month}{after_day} {month} {year}"),
            (Unit::Day | Unit::Week, false) => format!("{day_of_month}{after_day}"),
            (Unit::Month, true) => format!("{month} {year}"),
            (Unit::Month, false) => month.into(),
            (Unit::Year, _) => year,
        }
    }

    fn width_px(&self, text: &str) -> f64 {
        // Letters of wide scripts are squares.
        text.chars().map(|c| if c > '\u{2e80}' { 2.0 } else { 1.0 } * self.letter_px).sum()
    }

    fn first_weekday(&self) -> u8 {
        self.first_weekday
    }
}

fn on(year: i64, month: i64, day: i64) -> f64 {
    days_from_civil(year, month, day) as f64
}

fn axis_of(start: f64, end: f64, width_px: f64, words: &Plain) -> (TimeScale, Axis) {
    let scale = TimeScale::new(start, end, 100.0, 100.0 + width_px);
    let widths = LabelWidths::measure(words, start, end);
    let axis = axis(&scale, &widths, 20.0, (80.0, 110.0 + width_px), words);
    (scale, axis)
}

fn texts(labels: &[aukus_atlas::timeline::AxisLabel]) -> Vec<&str> {
    labels.iter().map(|label| label.text.as_str()).collect()
}

#[test]
fn years_are_told_in_one_row_and_begin_with_the_year_under_way() {
    let (_, axis) = axis_of(on(2021, 9, 1), on(2026, 7, 1), 450.0, &PLAIN);
    assert_eq!(texts(&axis.labels), ["2021", "2022", "2023", "2024", "2025", "2026"]);
    assert!(axis.context.is_empty());
}

#[test]
fn months_stand_under_their_years() {
    let (_, axis) = axis_of(on(2023, 11, 10), on(2024, 5, 10), 400.0, &PLAIN);
    assert_eq!(texts(&axis.labels), ["Dec", "Jan", "Feb", "Mar", "Apr", "May"]);
    assert_eq!(texts(&axis.context), ["2023", "2024"]);
}

#[test]
fn weeks_begin_on_the_day_on_which_the_reader_s_weeks_begin() {
    for (first_weekday, expected) in [(0, ["1", "8", "15", "22", "29"]), (6, ["7", "14", "21", "28", "5"])] {
        let words = Plain { first_weekday, ..PLAIN };
        let (_, axis) = axis_of(on(2024, 4, 1), on(2024, 5, 6), 300.0, &words);
        assert_eq!(texts(&axis.labels)[..5], expected);
        assert_eq!(texts(&axis.context)[0], "Apr 2024");
    }
}

#[test]
fn minutes_stand_under_their_day() {
    let start = on(2024, 4, 8) + 14.0 / 24.0 + 0.001;
    let (_, axis) = axis_of(start, start + 10.0 / 1440.0, 640.0, &PLAIN);
    assert_eq!(texts(&axis.labels)[..3], ["14:02", "14:03", "14:04"]);
    assert_eq!(texts(&axis.context), ["8 Apr 2024"]);
}

#[test]
fn centuries_before_and_after_the_first_year_are_round_as_people_count_them() {
    let (_, axis) = axis_of(on(-350, 1, 1), on(350, 1, 1), 600.0, &PLAIN);
    assert_eq!(texts(&axis.labels), ["300 BCE", "200 BCE", "100 BCE", "1", "100", "200", "300"]);
}

#[test]
fn ten_thousand_years_have_millennia() {
    let (_, axis) = axis_of(on(-7999, 1, 1), on(2700, 1, 1), 700.0, &PLAIN);
    let all = texts(&axis.labels);
    assert!(all.contains(&"8000 BCE") && all.contains(&"2000"), "{all:?}");
    let (_, axis) = axis_of(on(11_990, 1, 1), on(12_030, 1, 1), 400.0, &PLAIN);
    assert_eq!(texts(&axis.labels), ["11990", "12000", "12010", "12020"]);
}

#[test]
fn small_ticks_meet_the_labelled_ones() {
    for exponent in 0..70 {
        let span = 0.007 * 1.4f64.powi(exponent);
        let (scale, axis) = axis_of(19_000.3, 19_000.3 + span, 700.0, &PLAIN);
        assert!(axis.ticks.len() < 260, "{span} days: {} ticks", axis.ticks.len());
        for pair in axis.ticks.windows(2) {
            let gap_px = scale.px_from_day(pair[1].day) - scale.px_from_day(pair[0].day);
            let is_context = pair.iter().any(|tick| tick.rank == TickRank::Context);
            assert!(gap_px >= 5.9 || is_context, "{span} days: ticks {gap_px} px apart");
        }
    }
}

/// Thirty spans from ten minutes to ten thousand years, about one time: a table to be read.
#[test]
fn the_axis_at_thirty_spans_in_three_languages() {
    let mut table = String::new();
    for (name, words) in [("English", ENGLISH), ("German", GERMAN), ("Japanese", JAPANESE)] {
        for at in 0..30 {
            let days = 10.0 / 1440.0 * (10_000.0 * 365.2425 * 144.0f64).powf(f64::from(at) / 29.0);
            let middle = on(2024, 4, 8) + 0.6;
            let words = Plain { words, ..PLAIN };
            let (_, axis) = axis_of(middle - days / 2.0, middle + days / 2.0, 640.0, &words);
            let small = axis.ticks.iter().filter(|tick| tick.rank == TickRank::Small).count();
            let (labels, context) = (texts(&axis.labels).join(" | "), texts(&axis.context).join(" | "));
            table +=
                &format!("{name} {days:.3} days: {labels}\n    under: {context}; small ticks: {small}\n");
        }
    }
    insta::assert_snapshot!("the axis at thirty spans in three languages", table);
}

#[test]
fn times_beyond_the_calendar_give_no_tick_and_no_panic() {
    for (start, end) in [(-1e12, 1e12), (4e8, 4.1e8), (-1e9, 0.0), (f64::MIN / 4.0, f64::MAX / 4.0)] {
        axis_of(start, end, 700.0, &PLAIN);
    }
}

/// A span from 10 minutes to 20,000 years, anywhere between 10,000 BCE and 12,000 CE.
fn spans() -> impl Strategy<Value = (f64, f64)> {
    (-4_371_953.0..3_663_000.0f64, -2.158..6.86f64)
        .prop_map(|(start, exponent)| (start, 10f64.powf(exponent)))
}

proptest! {
    #[test]
    fn labels_never_overlap_and_stay_within_their_bounds(
        (start, span) in spans(), width_px in 120.0..1600.0f64, letter_px in 4.0..14.0f64,
    ) {
        let words = Plain { letter_px, ..PLAIN };
        let (_, axis) = axis_of(start, start + span, width_px, &words);
        for row in [&axis.labels, &axis.context] {
            for label in row.iter() {
                prop_assert!(label.left_px >= 80.0 && label.right_px <= 110.0 + width_px);
            }
            for pair in row.windows(2) {
                prop_assert!(pair[0].right_px + 3.9 <= pair[1].left_px, "{:?}", pair);
            }
        }
    }

    #[test]
    fn there_is_always_something_to_read((start, span) in spans(), width_px in 200.0..1600.0f64) {
        let (_, axis) = axis_of(start, start + span, width_px, &PLAIN);
        prop_assert!(axis.labels.len() + axis.context.len() >= 1);
        prop_assert!(axis.labels.len() as f64 <= width_px / 20.0 + 1.0);
    }

    #[test]
    fn ticks_stay_put_while_the_axis_pans((start, span) in spans(), share in -0.9..0.9f64) {
        let shifted = start + span * share;
        let widths = LabelWidths::measure(&PLAIN, start, start + span);
        let at = |from: f64| {
            // The same zoom to the last digit, as a pan keeps it.
            let scale = TimeScale { start_day: from, end_day: from + span, left_px: 0.0, right_px: 700.0 };
            axis(&scale, &widths, 20.0, (0.0, 700.0), &PLAIN).ticks
        };
        let (low, high) = (start.max(shifted), start.min(shifted) + span);
        // Ticks within a hair of the ends may be in on one side and out on the other.
        let (low, high) = (low + span * 1e-6, high - span * 1e-6);
        let common = |ticks: Vec<aukus_atlas::timeline::Tick>| {
            ticks.into_iter().filter(|tick| tick.day > low && tick.day < high).collect::<Vec<_>>()
        };
        prop_assert_eq!(common(at(start)), common(at(shifted)));
    }

    #[test]
    fn ticks_lie_on_the_calendar((start, span) in spans()) {
        let (_, axis) = axis_of(start, start + span, 700.0, &PLAIN);
        prop_assert!(axis.ticks.windows(2).all(|pair| pair[0].day < pair[1].day));
        let labelled: Vec<f64> =
            axis.ticks.iter().filter(|t| t.rank >= TickRank::Labelled).map(|t| t.day).collect();
        // Where years are labelled every one is round, and every one is the first of a January.
        if axis.context.is_empty() {
            for day in labelled {
                let (year, month, day_of_month) = civil_from_days(day as i64);
                prop_assert_eq!((month, day_of_month, day.fract()), (1, 1, 0.0));
                let told = if year > 0 { year } else { 1 - year };
                let step = span / 365.2425 / 40.0;
                prop_assert!(told == 1 || step < 10.0 || told % 10 == 0, "{}", year);
            }
        }
    }

    #[test]
    fn the_stretches_of_a_step_follow_each_other(at in 0usize..30, day in -4e6..4e6f64, weekday in 0u8..7) {
        let step = Step::ALL[at];
        let number = step.number_at(day, weekday);
        let (start, next) = (step.start(number, weekday), step.start(number + 1, weekday));
        let (Some(start), Some(next)) = (start, next) else { return Ok(()) };
        prop_assert!(start <= day + 1e-6 && day < next + 1e-6, "{step:?}: {start} {day} {next}");
        prop_assert_eq!(step.number_at(start, weekday), number);
        // The first year stands between its neighbours of the step.
        let is_first_year = step.unit == Unit::Year && (number == 0 || number == -1);
        prop_assert!(is_first_year || next - start >= step.least_days() - 1e-6);
    }
}
