//! Marks and counts of many events, against a naive scan of all of them.

use aukus_atlas::timeline::{
    BitRank, Cells, EventRow, Events, EventsBuilder, Extent, MarkStyle, Picked, TimeScale, lay_out_marks,
    pick_mark,
};
use proptest::prelude::*;

const STYLE: MarkStyle =
    MarkStyle { mark_px: 6.2, gap_px: 0.4, levels: 8, cell_px: 28.0, crowd_px: 22.0, has_spans: true };

/// An event as a test makes it: when, how long, on which lanes.
#[derive(Clone, Debug)]
struct Given {
    start_day: f64,
    days: f64,
    lanes: Vec<usize>,
}

impl Given {
    fn extent(&self) -> Extent {
        Extent { start_day: self.start_day, end_day: self.start_day + self.days }
    }
}

fn build(given: &[Given], lane_count: usize) -> Events {
    let mut builder = EventsBuilder::new(lane_count, given.len());
    for event in given {
        builder.push(event.extent(), &event.lanes);
    }
    builder.finish()
}

/// Events in bursts and alone, over a century, some for days and months, on none to three of five lanes.
fn events(most: usize) -> impl Strategy<Value = Vec<Given>> {
    let day = prop_oneof![
        (0.0..36_500.0f64).prop_map(|day| day.floor()),
        (10_000.0..10_030.0f64).prop_map(|day| day.floor()),
        0.0..36_500.0f64,
        10_000.0..10_001.0f64,
        Just(20_000.0),
    ];
    let days = prop_oneof![8 => Just(1.0), 3 => Just(0.0), 1 => Just(30.0), 1 => 1.0..700.0f64];
    let lanes = prop::collection::vec(0usize..5, 0..3);
    let one = (day, days, lanes).prop_map(|(start_day, days, mut lanes)| {
        lanes.sort_unstable();
        lanes.dedup();
        Given { start_day, days, lanes }
    });
    prop::collection::vec(one, 0..most)
}

fn scales() -> impl Strategy<Value = TimeScale> {
    (-1000.0..37_000.0f64, -2.1..4.7f64, 100.0..1500.0f64).prop_map(|(start, exponent, width_px)| {
        TimeScale::new(start, start + 10f64.powf(exponent), 100.0, 100.0 + width_px)
    })
}

fn ids(events: &Events, row: EventRow, from: usize, to: usize) -> Vec<usize> {
    (from..to).map(|at| events.id(row.place(at))).collect()
}

proptest! {
    #[test]
    fn a_count_of_any_range_under_any_filter_is_the_naive_count(
        given in events(900), divisor in 1usize..40, range in (-100.0..37_000.0f64, 0.0..20_000.0f64), near in 0.0..1.0f64,
    ) {
        let events = build(&given, 5);
        let passes = |id: usize| id.is_multiple_of(divisor);
        let (start, end) = (range.0, range.0 + range.1);
        let naive = |lane: Option<usize>| {
            given.iter().enumerate().filter(|(id, event)| {
                let day = event.extent().middle_day();
                day >= start && day < end && passes(*id) && lane.is_none_or(|lane| event.lanes.contains(&lane))
            }).count()
        };
        let rows = (0..5).map(|lane| (Some(lane), events.lane(lane))).chain([(None, events.all())]);
        for (lane, row) in rows {
            let strong = BitRank::new(row.len(), &mut |at| passes(events.id(row.place(at))));
            let near = (near * row.len() as f64) as usize;
            let (from, to) = (row.before(start, near), row.before(end, near));
            prop_assert_eq!(strong.count(from, to), naive(lane));
        }
    }

    #[test]
    fn every_event_in_view_is_told_exactly_once(given in events(700), scale in scales(), lane in 0usize..6) {
        let events = build(&given, 5);
        let style = MarkStyle { has_spans: lane == 5, ..STYLE };
        let row = if lane == 5 { events.all() } else { events.lane(lane) };
        let marks = lay_out_marks(&events, row, &scale, style);
        let mut seen = vec![0; given.len()];
        marks.ones.iter().for_each(|one| seen[events.id(row.place(one.at))] += 1);
        marks.spans.iter().for_each(|span| seen[span.id] += 1);
        for crowd in &marks.crowds {
            let members = ids(&events, row, crowd.from, crowd.to);
            let spans = members.iter().filter(|id| is_span(&given[**id], &events, **id, &scale, style)).count();
            prop_assert_eq!(spans, crowd.spans, "stretches in a crowd");
            prop_assert!(crowd.to - crowd.from > spans, "an empty crowd");
            members.iter().filter(|id| !is_span(&given[**id], &events, **id, &scale, style)).for_each(|&id| seen[id] += 1);
        }
        for column in &marks.columns {
            ids(&events, row, column.from, column.to).iter()
                .filter(|id| !is_span(&given[**id], &events, **id, &scale, style))
                .for_each(|&id| seen[id] += 1);
        }
        for (id, event) in given.iter().enumerate() {
            let day = event.extent().middle_day();
            let is_on_row = lane == 5 || event.lanes.contains(&lane);
            // What stands within a mark of the ends may be in or out.
            let hair = 10.0 / scale.px_per_day();
            let is_in_view = day > scale.start_day + hair && day < scale.end_day - hair;
            prop_assert!(seen[id] <= 1, "event {} is told {} times", id, seen[id]);
            prop_assert!(!(is_in_view && is_on_row) || seen[id] == 1, "event {} is not told", id);
            prop_assert!(is_on_row || seen[id] == 0);
        }
    }

    #[test]
    fn no_mark_covers_another(given in events(500), scale in scales()) {
        let events = build(&given, 5);
        let marks = lay_out_marks(&events, events.all(), &scale, STYLE);
        // Level by level: left and right ends of whatever is there.
        let mut ends: Vec<(usize, f64, f64)> = Vec::new();
        for one in &marks.ones {
            ends.push((one.level, one.x_px - 3.1, one.x_px + 3.1));
        }
        for span in &marks.spans {
            let (left, right) = (scale.px_from_day(span.extent.start_day), scale.px_from_day(span.extent.end_day));
            ends.push((span.level, left, right));
        }
        for crowd in &marks.crowds {
            for level in crowd.level..STYLE.levels {
                ends.push((level, crowd.x_px - 11.0, crowd.x_px + 11.0));
            }
        }
        for column in marks.columns.iter().filter(|column| column.from < column.to) {
            for level in column.level..STYLE.levels {
                ends.push((level, column.left_px, column.right_px));
            }
        }
        ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for pair in ends.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            prop_assert!(pair[0].2 <= pair[1].1 + 0.01, "{:?}", pair);
        }
        prop_assert!(marks.ones.iter().all(|one| one.level < STYLE.levels));
    }

    #[test]
    fn marks_stay_put_while_the_axis_pans(given in events(600), scale in scales(), share in -0.8..0.8f64) {
        let events = build(&given, 5);
        let shift_days = (scale.end_day - scale.start_day) * share;
        let panned = TimeScale { start_day: scale.start_day + shift_days, end_day: scale.end_day + shift_days, ..scale };
        let told = |scale: &TimeScale, shift_px: f64| {
            let marks = lay_out_marks(&events, events.all(), scale, STYLE);
            let px = |x_px: f64| ((x_px + shift_px) * 10.0).round() as i64;
            let ones = marks.ones.iter().map(|one| (px(one.x_px), one.level, events.id(one.at), 0));
            let crowds = marks.crowds.iter().map(|c| (px(c.x_px), c.level, c.from, c.to));
            let columns = marks.columns.iter().map(|c| (px(c.left_px), c.level, c.from, c.to));
            ones.chain(crowds).chain(columns).collect::<Vec<_>>()
        };
        let shift_px = shift_days * scale.px_per_day();
        let (here, there) = (told(&scale, 0.0), told(&panned, shift_px));
        // In view in both, a cell away from the ends.
        let low = 100.0 + shift_px.max(0.0) + 70.0;
        let high = scale.right_px + shift_px.min(0.0) - 70.0;
        let inside = |told: &(i64, usize, usize, usize)| {
            let x_px = told.0 as f64 / 10.0;
            x_px > low && x_px < high
        };
        let near = |a: &(i64, usize, usize, usize), b: &(i64, usize, usize, usize)| {
            (a.0 - b.0).abs() <= 1 && (a.1, a.2, a.3) == (b.1, b.2, b.3)
        };
        for one in here.iter().filter(|told| inside(told)) {
            prop_assert!(there.iter().any(|other| near(one, other)), "{:?} is not there", one);
        }
    }

    #[test]
    fn what_is_picked_is_what_stands_there(given in events(600), scale in scales(), x in 0.0..1.0f64, level in 0.0..8.0f64) {
        let events = build(&given, 5);
        let row = events.all();
        let x_px = scale.left_px + x * (scale.right_px - scale.left_px);
        let picked = pick_mark(&events, row, &scale, STYLE, (x_px, level), 6.9, 6.0);
        let marks = lay_out_marks(&events, row, &scale, STYLE);
        match picked {
            Some(Picked::One(at)) => {
                let one = marks.ones.iter().find(|one| one.at == at);
                let one = one.expect("a mark that is not drawn was picked");
                prop_assert!((one.x_px - x_px).abs() <= 3.1 + 6.0);
            }
            Some(Picked::Span { id, .. }) => prop_assert!(marks.spans.iter().any(|span| span.id == id)),
            Some(Picked::Many { from, to, nearest }) => {
                prop_assert!(from <= nearest && nearest < to);
                let day = scale.day_from_px(x_px);
                let distance = (row.day(nearest) - day).abs();
                prop_assert!((from..to).all(|at| (row.day(at) - day).abs() >= distance));
            }
            None => {
                let is_there = |one: &&aukus_atlas::timeline::MarkAt| {
                    (one.x_px - x_px).abs() < 3.0 && (level - one.level as f64 - 0.5).abs() < 0.4
                };
                prop_assert!(marks.ones.iter().find(is_there).is_none());
            }
        }
    }

    #[test]
    fn a_set_of_positions_counts_and_finds_as_a_list_does(
        len in 0usize..3000, members in prop::collection::vec(0usize..3000, 0..400), range in (0usize..3100, 0usize..3100),
    ) {
        let mut list: Vec<usize> = members.iter().copied().filter(|&at| at < len).collect();
        list.sort_unstable();
        list.dedup();
        let set = BitRank::of(len, &mut members.iter().copied());
        prop_assert_eq!(&set, &BitRank::new(len, &mut |at| list.binary_search(&at).is_ok()));
        let (from, to) = (range.0.min(range.1), range.0.max(range.1));
        prop_assert_eq!(set.count(from, to), list.iter().filter(|&&at| at >= from && at < to).count());
        prop_assert_eq!(set.next(from), list.iter().copied().find(|&at| at >= from));
        prop_assert_eq!(set.previous(from), list.iter().copied().rfind(|&at| at < from));
        prop_assert_eq!(set.get(from), list.contains(&from));
        for rank in 0..list.len() + 1 {
            prop_assert_eq!(set.select(rank), list.get(rank).copied());
        }
    }

    #[test]
    fn a_cell_is_two_of_the_next_finer_level(day in -4e6..4e6f64, exponent in -12i32..30) {
        let cells = Cells { days: 2f64.powi(exponent) };
        let number = cells.number_at(day);
        prop_assert!(cells.start(number) <= day && day < cells.start(number + 1));
        prop_assert_eq!(cells.finer(1).number_at(day).div_euclid(2), number);
        prop_assert_eq!(cells.finer(1).start(number * 2), cells.start(number));
    }
}

/// Whether an event of this row is drawn as a stretch, in view or not: if it is long enough and has found a row.
fn is_span(given: &Given, events: &Events, id: usize, scale: &TimeScale, style: MarkStyle) -> bool {
    let mut has_row = false;
    let Extent { start_day, end_day } = given.extent();
    events.spans().each(start_day, end_day, 1.0, &mut |span| has_row |= span.id == id);
    let is_long =
        style.has_spans && given.days > 1.0 && given.days * scale.px_per_day() >= 1.25 * style.mark_px;
    has_row && is_long
}

#[test]
fn events_are_put_in_order_and_keep_their_ids_and_lanes() {
    let given = [
        Given { start_day: 30.0, days: 1.0, lanes: vec![2, 0] },
        Given { start_day: 10.0, days: 1.0, lanes: vec![] },
        Given { start_day: 20.0, days: 1.0, lanes: vec![2] },
        Given { start_day: 10.0, days: 1.0, lanes: vec![1, 9] },
    ];
    let events = build(&given, 3);
    assert_eq!((0..4).map(|place| events.id(place)).collect::<Vec<_>>(), [1, 3, 2, 0]);
    assert_eq!(ids(&events, events.lane(2), 0, 2), [2, 0]);
    assert_eq!(ids(&events, events.lane(1), 0, 1), [3]);
    assert!(events.lane(3).is_empty());
    assert_eq!(ids(&events, events.lane(0), 0, 1), [0]);
    assert_eq!(events.place_of(3, 10.5), 1);
}

#[test]
fn a_million_events_take_less_than_thirteen_megabytes() {
    let mut builder = EventsBuilder::new(6, 1_000_000);
    for at in 0..1_000_000 {
        let start_day = f64::from(at) * 0.045;
        let extent = Extent { start_day, end_day: start_day };
        builder.push(extent, &[at as usize % 6]);
    }
    let events = builder.finish();
    assert_eq!(events.lane(5).len(), 166_666);
    assert!(events.bytes() < 13_000_000, "{}", events.bytes());
}
