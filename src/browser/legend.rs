//! The legend: statuses with their counts on the day, each a filter.

use super::dom::{El, el, flag};
use super::head::refill_changed;
use super::inner::Inner;
use super::parts::{Scope, swatch};
use crate::atlas::{Filter, has_filter, status_counts};
use crate::dataset::Scale;
use crate::scene::words;

/// Fills the legend.
pub fn fill(inner: &Inner) {
    let scope = inner.scope();
    let document = &inner.dataset.document;
    let filter = Filter::new(&inner.state, &inner.dataset);
    // What is filtered out steps back here as everywhere; the day's numbers stay those of the sentence.
    let counts = inner.dataset.counts(inner.state.date, inner.state.track_index(&inner.dataset));
    let kept = status_counts(&inner.state, &inner.dataset, &filter);
    let scales = document
        .scales
        .iter()
        .enumerate()
        .map(|(at, scale)| family(inner, &scope, scale, at, (&counts, &kept)));
    let unused: Vec<String> = document
        .statuses
        .iter()
        .enumerate()
        .filter(|(at, _)| counts[*at] == 0)
        // Labels have commas and small words of their own.
        .map(|(_, status)| {
            let label = scope.host.lower_case(&scope.plain(&status.label));
            scope.host.messages().fill("quote", &[("text", &label)])
        })
        .collect();
    let unused = (!unused.is_empty()).then(|| {
        let text = scope.host.messages().fill("unused", &[("statuses", &scope.host.list(&unused))]);
        el("p").class("unused small muted").text(&text)
    });
    refill_changed(&inner.frame.legend, scales.chain(unused).collect(), inner);
    let of_scale = |scale: &Scale| document.statuses.iter().filter(|status| status.scale == scale.id).count();
    let most = document.scales.iter().map(of_scale).max().unwrap_or_default();
    super::dom::style(&inner.frame.legend, "--most", &most.to_string());
}

/// Moves the legend to where it stands in the layout: under the map on a phone, where a keyboard meets it too.
pub fn place(inner: &Inner) {
    let frame = &inner.frame;
    let before = if inner.layout.is_one_column() { frame.lanes.parent_element() } else { None };
    let before = before.unwrap_or_else(|| frame.grid.clone());
    if let Some(parent) = before.parent_node() {
        let _ = parent.insert_before(&frame.legend, Some(&before));
    }
}

fn family(
    inner: &Inner,
    scope: &Scope,
    scale: &Scale,
    at: usize,
    (counts, kept): (&[usize], &[usize]),
) -> El {
    let statuses = inner.dataset.document.statuses.iter().enumerate().filter(|(_, s)| s.scale == scale.id);
    let is_filtered = !inner.state.statuses.is_empty();
    let mut number = 0;
    let cells = statuses.map(|(status, written)| {
        number += 1;
        let is_chosen = inner.state.statuses.iter().any(|id| *id == *written.id);
        let class = match (counts[status], is_filtered, is_chosen) {
            (_, true, true) => "cell chosen",
            (1.., true, false) => "cell other",
            // Where others step back, what nobody has does not stay behind as the brightest.
            (0, ..) if has_filter(&inner.state) => "cell zero other",
            (0, ..) => "cell zero",
            _ if kept[status] == 0 => "cell other",
            _ => "cell",
        };
        // A title has no language of its own.
        let title = written.description.as_ref().map(|text| words::text(text, scope.dataset, scope.host));
        let title = title.filter(|title| title.other_language.is_none()).map_or("", |title| title.text);
        el("button")
            .class(class)
            .attr("type", "button")
            .attr("data-do", &format!("status:{}", &*written.id))
            .attr("aria-pressed", flag(is_chosen))
            .attr("title", title)
            .child(swatch(written.tone))
            .child(
                el("span")
                    .class("small")
                    .child(el("b").text(&scope.host.number(counts[status])))
                    .and_text(" ")
                    .child(scope.text("span", &written.label)),
            )
    });
    let cells = el("div").class("cells").children(cells.collect::<Vec<_>>());
    let note = scale.note.as_ref().map(|note| scope.text("span", note).class("muted"));
    let name = el("span").child(scope.text("b", &scale.label)).and_text(" ").maybe(note);
    let is_last = at + 1 == inner.dataset.document.scales.len();
    let head = el("div").class("family-head small").child(name).maybe(is_last.then(|| scope.ours()));
    let family = el("div").class("family").child(head).child(cells);
    super::dom::style(&family.0, "--cells", &number.to_string());
    family
}
