//! Outlines, borders and coasts.

use crate::world;
use aukus_atlas::world::{CountryIndex, PathSink, Projection, View};

/// Segments of everything stroked.
#[derive(Default)]
struct Segments(Vec<[[f32; 2]; 2]>, [f32; 2], [f32; 2]);

impl PathSink for Segments {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.1, self.2) = ([x, y], [x, y]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push([self.2, [x, y]]);
        self.2 = [x, y];
    }
    fn close(&mut self) {
        self.line_to(self.1[0], self.1[1]);
    }
}

#[test]
fn outlines_leave_out_the_edges_that_clipping_makes() {
    for detail in ["base", "detail"] {
        let world = world(detail);
        let countries = || (0..world.countries().len() as u16).map(CountryIndex);
        for lon in (-180..180).step_by(15) {
            let view =
                View::new(Projection::Globe, f64::from(lon), f64::from(lon) / 2.0, 280.0, 600.0, 600.0);
            let mut segments = Segments::default();
            countries().for_each(|country| world.stroke_country(&view, country, &mut segments));
            // Edges are at most a degree long; a piece of the rim would be a step of the circle.
            for [a, b] in segments.0 {
                assert!((a[0] - b[0]).hypot(a[1] - b[1]) < 0.0176 * 280.0, "{detail} {lon}: {a:?} {b:?}");
            }

            let view = View::new(Projection::Flat, f64::from(lon), 0.0, 200.0, 1100.0, 540.0);
            let mut segments = Segments::default();
            countries().for_each(|country| world.stroke_country(&view, country, &mut segments));
            world.stroke_coast(&view, &mut segments);
            let is_edge = |[x, y]: [f32; 2]| {
                let (x, y) = (f64::from(x), f64::from(y));
                view.unproject(x + (x - 550.0).signum() * 0.01, y).is_none()
            };
            for [a, b] in segments.0 {
                let is_drawn_edge = is_edge(a) && is_edge(b) && (a[1] - b[1]).abs() > 0.05;
                assert!(!is_drawn_edge && (a[0] - b[0]).abs() < 60.0, "{detail} {lon}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_border_is_drawn_once_and_belongs_to_both() {
    let world = world("detail");
    let view = View::new(Projection::Globe, 10.0, 50.0, 1000.0, 3000.0, 3000.0);
    let draw = |is_wanted: &dyn Fn(CountryIndex, Option<CountryIndex>) -> bool| {
        let mut segments = Segments::default();
        world.stroke_arcs(&view, is_wanted, &mut segments);
        segments.0
    };
    let (france, spain) = (world.country_by_code("FRA").unwrap(), world.country_by_code("ESP").unwrap());
    let between =
        draw(&|one, other| other.is_some_and(|o| (one, o) == (france, spain) || (o, one) == (france, spain)));
    assert!(between.len() > 3);
    let mut all = Segments::default();
    world.stroke_borders(&view, &mut all);
    for segment in &between {
        let [a, b] = *segment;
        assert_eq!(all.0.iter().filter(|&&s| s == [a, b] || s == [b, a]).count(), 1);
    }
    let (mut outline, mut coast) = (Segments::default(), Segments::default());
    world.stroke_country(&view, spain, &mut outline);
    world.stroke_coast(&view, &mut coast);
    assert!(between.iter().all(|[a, b]| outline.0.iter().any(|s| *s == [*a, *b] || *s == [*b, *a])));
    assert!(coast.0.iter().all(|s| !all.0.contains(s)));
}
