//! The element's fixed parts: made once per widget, filled by the other files.

use web_sys::{Element, ShadowRoot};

use super::dom::{El, Icon, el, icon};
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
    pub projections: Element,
    pub map: Element,
    pub map_canvas: Element,
    pub map_labels: Element,
    pub tip: Element,
    pub play: Element,
    pub fit: Element,
    pub next_up: Element,
    pub lanes: Element,
    pub lanes_canvas: Element,
    pub lanes_labels: Element,
    pub lanes_rows: Element,
    pub lanes_tip: Element,
    pub playhead: Element,
    pub playhead_text: Element,
    pub grid: Element,
    pub panel: Element,
    pub table: Element,
    pub foot: Element,
    pub live: Element,
    /// Where a colour is asked for, so that the browser resolves it.
    pub probe: Element,
}

fn tool(action: &str, name: &str, kind: Icon) -> El {
    el("button")
        .class("button icon-only")
        .attr("type", "button")
        .attr("data-do", action)
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(kind))
}

impl Frame {
    /// Makes the parts and puts them into the shadow root, after whatever the element keeps there.
    pub fn build(root: &ShadowRoot, dataset: &Dataset, host: &dyn Host) -> Frame {
        let messages = host.messages();
        let word = |key: &str| messages.get(key).to_owned();
        let part = |name: &str, class: &str, part: &str| el(name).class(class).attr("part", part);

        let title = part("h2", "title", "title");
        let sentence = part("p", "sentence", "sentence");
        let tools = part("div", "tools", "tools").attr("role", "group").attr("aria-label", &word("tools"));
        let head =
            part("header", "head", "header").children([title.clone(), sentence.clone(), tools.clone()]);
        let legend =
            part("div", "legend", "legend").attr("role", "group").attr("aria-label", &word("legend"));
        let tracks = el("div").class("segments").attr("role", "group").attr("aria-label", &word("track"));
        let projections = el("div")
            .class("segments projections")
            .attr("role", "group")
            .attr("aria-label", &word("projection"));
        let bar = part("div", "viewbar", "switches").child(tracks.clone()).child(projections.clone());

        let map_canvas = el("canvas").class("canvas").attr("aria-hidden", "true");
        let map_labels = el("div").class("labels").attr("aria-hidden", "true");
        let tip = el("div").class("tip").attr("aria-hidden", "true").attr("hidden", "");
        let zoom = el("div")
            .class("zoom")
            .child(tool("zoom-in", &word("zoom-in"), Icon::Plus))
            .child(tool("zoom-out", &word("zoom-out"), Icon::Minus))
            .child(tool("reset-map", &word("reset"), Icon::Target));
        let map = part("div", "map", "map")
            .attr("data-zone", "map")
            .attr("tabindex", "0")
            .attr("role", "application")
            .attr("aria-label", &format!("{}. {}", word("map"), word("map.hint")))
            .children([map_canvas.clone(), map_labels.clone(), zoom, tip.clone()]);

        let play = tool("play", &word("play"), Icon::Play);
        let fit = el("button")
            .class("button outlined small")
            .attr("type", "button")
            .attr("data-do", "fit-time")
            .attr("hidden", "")
            .text(&word("fit-time"));
        let next_up = el("p").class("next-up small");
        let transport = el("div")
            .class("transport")
            .child(play.clone())
            .child(tool("previous", &word("previous-event"), Icon::Previous))
            .child(tool("next", &word("next-event"), Icon::Next))
            .child(next_up.clone())
            .child(fit.clone())
            .child(key(&word));
        let lanes_canvas = el("canvas").class("canvas").attr("aria-hidden", "true");
        let lanes_labels = el("div").class("labels").attr("aria-hidden", "true");
        let lanes_rows = el("div").class("rows").attr("role", "group").attr("aria-label", &word("lanes"));
        let lanes_tip = el("div").class("tip").attr("aria-hidden", "true").attr("hidden", "");
        let playhead_text = el("span");
        let playhead = part("div", "playhead", "playhead")
            .attr("data-zone", "playhead")
            .attr("role", "slider")
            .attr("tabindex", "0")
            .attr("aria-label", &word("playhead"))
            .child(playhead_text.clone());
        let lanes = el("div").class("lanes").attr("data-zone", "lanes").children([
            lanes_canvas.clone(),
            lanes_labels.clone(),
            lanes_rows.clone(),
            playhead.clone(),
            lanes_tip.clone(),
        ]);
        let timeline =
            part("div", "timeline", "timeline").attr("role", "group").attr("aria-label", &word("timeline"));
        let timeline = timeline.child(transport).child(lanes.clone());

        let name_of_table = word("table");
        let table = part("div", "table", "table")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", &name_of_table)
            .attr("hidden", "");
        let main = el("div").class("main").children([bar, map.clone(), timeline]);
        let panel = part("aside", "panel", "panel").attr("aria-label", &word("panel")).attr("tabindex", "-1");
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
        let _ = root.append_child(&section.0);
        Frame {
            section: section.0,
            head: head.0,
            tools: tools.0,
            title: title.0,
            sentence: sentence.0,
            legend: legend.0,
            tracks: tracks.0,
            projections: projections.0,
            map: map.0,
            map_canvas: map_canvas.0,
            map_labels: map_labels.0,
            tip: tip.0,
            play: play.0,
            fit: fit.0,
            next_up: next_up.0,
            lanes: lanes.0,
            lanes_canvas: lanes_canvas.0,
            lanes_labels: lanes_labels.0,
            lanes_rows: lanes_rows.0,
            lanes_tip: lanes_tip.0,
            playhead: playhead.0,
            playhead_text: playhead_text.0,
            grid: grid.0,
            panel: panel.0,
            table: table.0,
            foot: foot.0,
            live: live.0,
            probe: probe.0,
        }
    }
}

/// How events are marked.
fn key(word: &dyn Fn(&str) -> String) -> El {
    let item = |class: &str, name: &str| {
        el("span").child(el("i").class(&format!("dot {class}"))).and_text(&word(name))
    };
    el("div").class("key small").children([
        item("official", "key.day"),
        item("press", "key.press"),
        item("pill", "key.month"),
    ])
}
