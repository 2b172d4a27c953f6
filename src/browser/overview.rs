//! The overview under a zoomed axis: what is drawn there is held, moved and told here.

use super::dom::{Kept, el, px};
use super::inner::Inner;
use crate::dataset::Day;
use crate::scene::{DateStyle, Host};

/// Puts the window of the overview in place; hides it where the whole span is shown.
// The module is split here.
#[inline(never)]
pub fn place(inner: &mut Inner) {
    let Some(overview) = inner.lanes.scene.as_ref().and_then(|timeline| timeline.overview) else {
        if let Some(kept) = &mut inner.lanes.overview {
            kept[0].toggle("hidden", Some(""));
        }
        return;
    };
    let kept = inner.lanes.overview.get_or_insert_with(|| {
        let window = el("div")
            .class("overview")
            .attr("data-zone", "overview")
            .attr("role", "slider")
            .attr("tabindex", "0");
        let ends = [(); 2].map(|()| el("i"));
        let kept = [Kept::new(window.0.clone()), Kept::new(ends[0].0.clone()), Kept::new(ends[1].0.clone())];
        let _ = inner.frame.lanes.append_child(&window.children(ends).0);
        kept
    });
    let [kept, from, to] = kept;
    kept.toggle("hidden", None);
    kept.style("transform", &format!("translate({}, {})", px(overview.scale.left_px), px(overview.top_px)));
    kept.style("width", &px(overview.scale.right_px - overview.scale.left_px));
    kept.style("height", &px(overview.height_px));
    for (end, at_px) in [(from, overview.window_px.0), (to, overview.window_px.1)] {
        end.style("transform", &format!("translateX({})", px(at_px - overview.scale.left_px)));
    }
    let range = inner.state.time_range(&inner.dataset);
    let whole = |day: f64| day.clamp(-4e8, 4e8) as i32;
    let date = |day: f64| inner.host.date(Day::containing(day), DateStyle::Long);
    let words = [("start", &*date(range.start_day)), ("end", &*date(range.end_day))];
    let text = inner.host.messages().fill("date.range", &words);
    kept.toggle("aria-label", Some(inner.host.messages().get("overview")));
    kept.toggle("aria-valuemin", Some(&whole(overview.scale.start_day).to_string()));
    kept.toggle("aria-valuemax", Some(&whole(overview.scale.end_day).to_string()));
    kept.toggle("aria-valuenow", Some(&whole((range.start_day + range.end_day) / 2.0).to_string()));
    kept.toggle("aria-valuetext", Some(&text));
}

/// A key on the window: it moves by a tenth or by all of itself, or to an end.
pub fn key(inner: &mut Inner, key: &str) -> bool {
    let range = inner.state.time_range(&inner.dataset);
    let whole = crate::atlas::default_range(&inner.dataset);
    let days = range.end_day - range.start_day;
    match key {
        "ArrowLeft" | "ArrowDown" => inner.shift_time(-days / 10.0),
        "ArrowRight" | "ArrowUp" => inner.shift_time(days / 10.0),
        "PageDown" => inner.shift_time(-days),
        "PageUp" => inner.shift_time(days),
        "Home" => inner.shift_time(whole.start_day - range.start_day),
        "End" => inner.shift_time(whole.end_day - range.end_day),
        _ => return false,
    }
    true
}
