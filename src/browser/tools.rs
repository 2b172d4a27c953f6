//! The toolbar: beside the title where there is room, at the foot on a phone.

use super::dom::{El, Icon, el, flag, icon, toggle};
use super::head::refill;
use super::inner::Inner;
use super::roving;
use crate::atlas::Shown;
use crate::world::Projection;

/// A tool: its name is its message and its `data-do`. `is_on` is for a switch;
/// `None` is no switch.
struct Tool {
    name: &'static str,
    icon: Icon,
    is_there: bool,
    is_on: Option<bool>,
}

/// The tools, in their order.
fn tools(inner: &Inner) -> Vec<Tool> {
    let state = &inner.state;
    let tool = |name, icon, is_there, is_on| Tool { name, icon, is_there, is_on };
    let has_tour = !inner.dataset.document.tours.is_empty();
    let is_globe = state.camera.projection == Projection::Globe;
    vec![
        tool("globe", Icon::Globe, true, Some(is_globe)),
        tool("search", Icon::Search, true, None),
        tool("tour", Icon::Tour, has_tour, Some(state.tour.is_some())),
        tool("table", Icon::Table, true, Some(state.view == Shown::Table)),
        tool("share", Icon::Share, true, None),
    ]
}

/// Fills the toolbar.
pub fn fill(inner: &Inner) {
    let buttons = tools(inner).into_iter().filter(|tool| tool.is_there).map(|tool| button(tool, inner));
    refill(&inner.frame.tools, buttons, inner);
    fit(inner);
}

fn button(tool: Tool, inner: &Inner) -> El {
    let word = inner.word(tool.name);
    let button = el("button")
        .class(&format!("button tool tool-{}", tool.name))
        .attr("type", "button")
        .attr("data-do", tool.name)
        .attr("title", &word)
        .child(icon(tool.icon))
        .child(el("span").text(&word));
    match tool.is_on {
        None if tool.name == "share" => button.attr("aria-haspopup", "dialog"),
        Some(is_on) => button.attr("aria-pressed", flag(is_on)),
        None => button,
    }
}

/// Moves the toolbar to where it stands in the layout, which is where a keyboard meets it: in one column under the lanes.
pub fn place(inner: &Inner) {
    let tools = &inner.frame.tools;
    let timeline = inner.frame.lanes.parent_element().filter(|_| inner.layout.is_one_column());
    let _ = match timeline {
        Some(timeline) => timeline.after_with_node_1(tools),
        None => inner.frame.head.append_child(tools).map(drop),
    };
    fit(inner);
}

/// In one column it has a globe button in place of the switch above the map; elsewhere that is hidden, from the Tab key
/// too.
fn fit(inner: &Inner) {
    let tools = &inner.frame.tools;
    if let Ok(Some(globe)) = tools.query_selector(".tool-globe") {
        toggle(&globe, "hidden", (!inner.layout.is_one_column()).then_some(""));
    }
    roving::settle(tools);
}
