//! The element's fixed parts: made once per widget, filled by the other files.

use web_sys::{Element, ShadowRoot};

use super::dom::{El, Icon, el, icon};
use super::named::Named;
use super::roving::{self, ROVE};
use crate::dataset::Dataset;
use crate::scene::{Host, words};

/// The parts that are filled later.
pub struct Frame {
    pub section: Element,
    pub head: Element,
    pub tools: Element,
    pub title: Element,
    pub sentence: Element,
    pub legend: Element,
    pub tracks: Element,
    pub filters: Element,
    pub projections: Element,
    pub map: Element,
    pub map_canvas: Element,
    pub map_labels: Element,
    pub tip: Element,
    /// Where the reader is told how to use a gesture here that was left to the page.
    pub hint: Element,
    pub play: Element,
    pub fit: Element,
    pub previous: Element,
    pub next: Element,
    /// The button that opens the timeline's options.
    pub options: Element,
    /// Where they open, and the field for a day.
    pub time_menu: Element,
    /// The button for a list in place of the lanes, where there is little room.
    pub list_switch: Element,
    pub next_up: Element,
    pub lanes: Element,
    pub lanes_canvas: Element,
    pub lanes_labels: Element,
    /// The labels that stay where they are while the axis moves.
    pub lanes_names: Element,
    pub lanes_rows: Element,
    pub lanes_tip: Element,
    pub playhead: Element,
    pub playhead_text: Element,
    pub grid: Element,
    pub panel: Element,
    pub table: Element,
    pub foot: Element,
    pub live: Element,
    /// What is named once, and anew in another language.
    pub named: Named,
    /// Where a colour is asked for, so that the browser resolves it.
    pub probe: Element,
}

impl Frame {
    /// Makes the parts and puts them into the shadow root, after whatever the element keeps there.
    pub fn build(root: &ShadowRoot, dataset: &Dataset, host: &dyn Host) -> Frame {
        let mut named = Named::default();
        let part = |name: &str, class: &str, part: &str| el(name).class(class).attr("part", part);

        let title = part("h2", "title", "title");
        let sentence = part("p", "sentence", "sentence");
        let group = |element: El| element.attr("role", "group");
        let tools = named.label(group(part("div", "tools", "tools").attr(ROVE, "row")), "tools");
        let head =
            part("header", "head", "header").children([title.clone(), sentence.clone(), tools.clone()]);
        let legend = named.label(group(part("div", "legend", "legend").attr(ROVE, "row")), "legend");
        let tracks = named.label(group(el("div").class("segments").attr(ROVE, "row")), "track");
        let projections =
            named.label(group(el("div").class("segments projections").attr(ROVE, "row")), "projection");
        let filter = el("button").class("button filter").attr("type", "button").attr("data-do", "filter");
        let filter = filter.attr("aria-expanded", "false").child(icon(Icon::Filter));
        let filters = el("div")
            .class("filters")
            .attr(ROVE, "row")
            .child(filter.child(named.text(el("span"), "filter")))
            .child(el("div").class("chips"));
        let bar = part("div", "viewbar", "switches").children([
            tracks.clone(),
            filters.clone(),
            projections.clone(),
        ]);

        let map_canvas = el("canvas").class("canvas").attr("aria-hidden", "true");
        let map_labels = el("div").class("labels").attr("aria-hidden", "true");
        let tip = el("div").class("tip").attr("aria-hidden", "true").attr("hidden", "");
        let hint = el("div").class("hints").attr("aria-hidden", "true");
        let zoom = el("div")
            .class("zoom")
            .attr(ROVE, "row")
            .child(named.tool("zoom-in", "zoom-in", Icon::Plus))
            .child(named.tool("zoom-out", "zoom-out", Icon::Minus))
            .child(named.tool("reset-map", "reset", Icon::Target));
        let map = part("div", "map", "map")
            .attr("data-zone", "map")
            .attr("tabindex", "0")
            .attr("role", "application")
            .children([map_canvas.clone(), map_labels.clone(), zoom.clone(), hint.clone(), tip.clone()]);
        let map = named.label(map, "map");
        let map = named.attr(map, "aria-description", "map.hint");

        let play = named.tool("play", "play", Icon::Play);
        let fit = el("button")
            .class("button outlined small")
            .attr("type", "button")
            .attr("data-do", "fit-time")
            .attr("hidden", "");
        let fit = named.text(fit, "fit-time");
        let next_up = el("p").class("next-up small");
        let previous = named.tool("previous", "previous-event", Icon::Previous);
        let next = named.tool("next", "next-event", Icon::Next);
        let options =
            named.tool("time-options", "time.options", Icon::Options).attr("aria-expanded", "false");
        let time_menu = el("div").class("time-menu").attr("role", "group").attr("hidden", "");
        let transport = el("div").class("transport").attr(ROVE, "row").children([
            play.clone(),
            previous.clone(),
            next.clone(),
            next_up.clone(),
            fit.clone(),
            key(&mut named),
            options.clone(),
        ]);
        let lanes_canvas = el("canvas").class("canvas").attr("aria-hidden", "true");
        let lanes_labels = el("div").class("labels").attr("aria-hidden", "true");
        let lanes_names = el("div").class("labels").attr("aria-hidden", "true");
        let lanes_rows = named.label(group(el("div").class("rows").attr(ROVE, "column")), "lanes");
        let lanes_tip = el("div").class("tip").attr("aria-hidden", "true").attr("hidden", "");
        let playhead_text = el("span");
        let playhead = part("div", "playhead", "playhead")
            .attr("data-zone", "playhead")
            .attr("role", "slider")
            .attr("tabindex", "0")
            .child(playhead_text.clone());
        let playhead = named.label(playhead, "playhead");
        let list_switch = el("button")
            .class("list-switch button outlined small")
            .attr("type", "button")
            .attr("data-do", "timeline:list")
            .attr("hidden", "")
            .child(icon(Icon::List))
            .child(named.text(el("span"), "timeline.list"));
        let lanes = el("div").class("lanes").attr("data-zone", "lanes").children([
            lanes_canvas.clone(),
            lanes_labels.clone(),
            lanes_names.clone(),
            list_switch.clone(),
            playhead.clone(),
            lanes_rows.clone(),
            lanes_tip.clone(),
        ]);
        let timeline = named.label(group(part("div", "timeline", "timeline")), "timeline");
        let timeline = timeline.child(transport.clone()).child(time_menu.clone()).child(lanes.clone());

        let table = part("div", "table", "table").attr("role", "region").attr("hidden", "");
        let table = named.label(table, "table");
        let main = el("div").class("main").children([bar, map.clone(), timeline]);
        let panel = named.label(
            part("aside", "panel", "panel").attr("data-zone", "sheet").attr("tabindex", "-1"),
            "panel",
        );
        let grid = el("div").class("grid").child(main).child(panel.clone());
        let foot = part("footer", "foot", "footer");
        let live = el("div").class("unseen").attr("aria-live", "polite");
        let probe = el("span").class("probe").attr("aria-hidden", "true");

        let name = words::text(&dataset.document.title, dataset, host).text.to_owned();
        let section = part("section", "atlas", "atlas").attr("aria-label", &name).children([
            head.clone(),
            legend.clone(),
            grid.clone(),
            table.clone(),
            foot.clone(),
            live.clone(),
            probe.clone(),
        ]);
        for part in [&zoom, &transport] {
            roving::settle(&part.0);
        }
        named.speak(host.messages());
        let _ = root.append_child(&section.0);
        Frame {
            section: section.0,
            head: head.0,
            tools: tools.0,
            title: title.0,
            sentence: sentence.0,
            legend: legend.0,
            tracks: tracks.0,
            filters: filters.0,
            projections: projections.0,
            map: map.0,
            map_canvas: map_canvas.0,
            map_labels: map_labels.0,
            tip: tip.0,
            hint: hint.0,
            play: play.0,
            fit: fit.0,
            previous: previous.0,
            next: next.0,
            options: options.0,
            time_menu: time_menu.0,
            list_switch: list_switch.0,
            next_up: next_up.0,
            lanes: lanes.0,
            lanes_canvas: lanes_canvas.0,
            lanes_labels: lanes_labels.0,
            lanes_names: lanes_names.0,
            lanes_rows: lanes_rows.0,
            lanes_tip: lanes_tip.0,
            playhead: playhead.0,
            playhead_text: playhead_text.0,
            grid: grid.0,
            panel: panel.0,
            table: table.0,
            foot: foot.0,
            live: live.0,
            named,
            probe: probe.0,
        }
    }
}

/// The key: how events are marked.
fn key(named: &mut Named) -> El {
    let items =
        [("official", "key.day"), ("press", "key.press"), ("pill", "key.month")].map(|(class, key)| {
            let name = named.text(el("span"), key);
            el("span").child(el("i").class(&format!("dot {class}"))).child(name)
        });
    el("div").class("key small").children(items)
}
