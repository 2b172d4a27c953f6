//! The sheet that is printed: the day's map and lanes as drawings, actors, what is chosen, events and
//! sources, in one column.
//!
//! It is made when the browser is about to print, and taken away when it has.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dom::{El, el, toggle};
use super::drawing;
use super::inner::Inner;
use super::js;
use super::panel::{self, PanelInput};
use super::room::{Layout, Size};
use super::table_cells::element;
use crate::atlas::State;
use crate::dataset::Tone;
use crate::scene::tables::{Column, TableKind, TableRow};
use crate::scene::{FigureInput, Palette, edtf_words, lanes_svg, map_svg, sign_svg};

/// How wide drawings are made. A sheet of A4 or Letter has about 700 px: made wider, head, map and lanes
/// have room on one.
const DRAWING_PX: f64 = 840.0;
const MAP_PX: f64 = 396.0;
/// Width and height of a status's sign, and of the same in the legend.
const SIGN_PX: (f64, f64) = (13.0, 13.0);
const LEGEND_PX: (f64, f64) = (48.0, 13.0);
const COLUMNS: [Column; 5] = [Column::Actor, Column::Status, Column::Since, Column::Latest, Column::Sources];

impl Inner {
    /// The browser is about to print, or has printed.
    pub fn print(&mut self, is_printing: bool) {
        if let Ok(Some(sheet)) = self.frame.section.query_selector(".paper") {
            sheet.remove();
        }
        toggle(&self.frame.section, "data-paper", is_printing.then_some(""));
        if !is_printing {
            self.size = Size::default();
            self.measure();
            self.dirty.fixed = true;
            return;
        }
        // What has changed may wait for its frame.
        self.settle();
        self.lay_out(Layout::Medium);
        let sheet = self.sheet();
        number_sources(&sheet.0, self);
        let _ = self.frame.section.insert_before(&sheet.0, Some(&self.frame.foot));
    }

    fn sheet(&self) -> El {
        let events = self.events_on_paper();
        let chosen = self.chosen_on_paper();
        let palette = self.paper_palette();
        let legend = self.frame.legend.clone_node_with_deep(true).ok().and_then(|node| node.dyn_into().ok());
        let sheet = el("div").class("paper").maybe(legend.map(El));
        let sheet =
            sheet.children(self.drawings(&palette)).child(self.actors_on_paper()).maybe(chosen).maybe(events);
        draw_signs(&sheet.0, &palette);
        sheet
    }

    /// Map and lanes in the colours of paper, nothing chosen in them.
    fn drawings(&self, palette: &Palette) -> Vec<El> {
        let state = State { selected: None, ..self.state.clone() };
        let input = FigureInput {
            dataset: &self.dataset,
            world: self.world(),
            state: &state,
            width_px: DRAWING_PX,
            height_px: Some(MAP_PX),
            palette,
            host: &self.host,
        };
        let drawing = |svg: String, class: &str| {
            drawing::elements(&svg).map(|drawing| el("figure").class(class).child(drawing))
        };
        [drawing(map_svg(&input), "chart"), drawing(lanes_svg(&input), "")].into_iter().flatten().collect()
    }

    fn actors_on_paper(&self) -> El {
        let input = self.table_input();
        let scope = self.scope();
        let head = COLUMNS.map(|column| {
            el("th").attr("scope", "col").text(&self.word(&format!("table.{}", column.word())))
        });
        let rows = input.rows(TableKind::Actors, None).into_iter().map(|row| {
            el("tr").children(COLUMNS.map(|column| {
                let cell = input.cell(row, column);
                el("td").class(&format!("of-{}", column.word())).child(element(
                    &cell,
                    &input,
                    &scope,
                    None,
                    ("", true),
                ))
            }))
        });
        let rows: Vec<El> = rows.collect();
        el("table").child(el("thead").child(el("tr").children(head))).child(el("tbody").children(rows))
    }

    /// The panel's text with all its lists opened.
    fn chosen_on_paper(&self) -> Option<El> {
        self.state.selection(&self.dataset)?;
        let expanded = [panel::EVERYTHING.to_owned()];
        // A tour is printed as what its step is about.
        let state = State { tour: None, ..self.state.clone() };
        let input = PanelInput {
            scope: self.scope(),
            state: &state,
            expanded: &expanded,
            is_sheet_open: true,
            is_at_rest: false,
            touring: &Default::default(),
            history: &Default::default(),
        };
        let chosen = el("div").class("section chosen");
        panel::fill(&chosen.0, &input);
        Some(chosen)
    }

    /// Events up to the day shown that pass the filters, each with the first of its sources.
    fn events_on_paper(&self) -> Option<El> {
        let input = self.table_input();
        let document = &self.dataset.document;
        let scope = self.scope();
        let items = input.rows(TableKind::Events, None).into_iter().filter(|row| !input.is_later(*row));
        let items = items.filter_map(|row| match row {
            TableRow::Event(event) => document.events.get(event),
            _ => None,
        });
        let items: Vec<El> = items
            .map(|event| {
                let source = event.sources.first().and_then(|id| self.dataset.source(id));
                let source = source
                    .map(|at| scope.source_link(&document.sources[at], &document.sources[at].publisher));
                el("li")
                    .child(el("time").text(&edtf_words(&event.date, true, scope.host)))
                    .child(scope.text("span", &event.title).and_text(" ").maybe(source))
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        let heading = scope.heading(&self.word("table.events"), None);
        Some(panel::section(heading, [el("ul").class("events small").children(items)]))
    }
}

/// Draws the signs of statuses, which on a screen are backgrounds: on paper those are left out or coarse.
fn draw_signs(sheet: &Element, palette: &Palette) {
    let Ok(signs) = sheet.query_selector_all(".swatch") else { return };
    for at in 0..signs.length() {
        let Some(sign) = signs.item(at).and_then(|sign| sign.dyn_into::<Element>().ok()) else { continue };
        let tone =
            Tone::ALL.iter().find(|tone| sign.class_name().split(' ').any(|class| class == tone.word()));
        let is_of_legend = sign.closest(".cell").ok().flatten().is_some();
        let size_px = if is_of_legend { LEGEND_PX } else { SIGN_PX };
        let drawn = tone.and_then(|tone| drawing::elements(&sign_svg(*tone, size_px, palette)));
        if let Some(drawn) = drawn {
            let _ =
                js::call(&sign, "replaceWith", &[drawn.class("sign").attr("aria-hidden", "true").0.into()]);
        }
    }
}

/// Gives the sources on a sheet numbers, in the order in which they first stand there, and lists them at
/// its end with their addresses.
fn number_sources(sheet: &Element, inner: &Inner) {
    let Ok(named) = sheet.query_selector_all("[data-source]") else { return };
    let mut numbered: Vec<String> = Vec::new();
    for at in 0..named.length() {
        let Some(name) = named.item(at).and_then(|name| name.dyn_into::<Element>().ok()) else { continue };
        let Some(id) = name.get_attribute("data-source") else { continue };
        let number = numbered.iter().position(|known| *known == id).unwrap_or_else(|| {
            numbered.push(id);
            numbered.len() - 1
        });
        let sign = el("sup").text(&(number + 1).to_string());
        let _ = js::call(&name, "after", &[sign.0.into()]);
    }
    let scope = inner.scope();
    let items = numbered.iter().filter_map(|id| {
        let source = &inner.dataset.document.sources[inner.dataset.source(id)?];
        let date = source.date.as_ref().map(|date| format!(", {}", edtf_words(date, true, scope.host)));
        let address = source.url.as_ref().map(|url| el("span").class("address").text(&url.0));
        let line = scope.text("span", &source.publisher).and_text(&date.unwrap_or_default()).and_text(". ");
        Some(el("li").child(line).child(scope.text("span", &source.title)).and_text(". ").maybe(address))
    });
    let list = el("ol").class("numbered small").children(items);
    let heading = scope.heading(&inner.word("sources"), None);
    let _ = sheet.append_child(&panel::section(heading, [list]).0);
}
