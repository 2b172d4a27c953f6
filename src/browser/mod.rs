//! The custom element's inside: the only module that knows the DOM.
//!
//! The element itself is a short JavaScript class (`www/aukus-atlas.js`), since custom elements
//! must extend `HTMLElement`; it owns one [`Widget`] per loaded dataset and hands everything on.

mod calls;
mod canvas;
mod colors;
mod corrected;
mod dom;
mod drawing;
mod engine;
mod events;
mod facet_panel;
mod filters;
mod frame;
mod gestures;
mod handover;
mod head;
mod hint;
mod inner;
mod input;
mod js;
mod json;
mod labels;
mod lanes;
mod legend;
mod list;
mod listening;
mod load;
mod locale;
mod map;
mod map_cursor;
mod motion;
mod named;
mod overview;
mod painting;
mod panel;
mod panel_actor;
mod panel_event;
mod panel_tour;
mod paper;
mod parts;
mod playing;
mod refusal;
mod room;
mod roving;
mod search;
mod share;
mod share_parts;
mod shared;
mod sheet;
mod spoken;
mod table;
mod table_cells;
mod time_gestures;
mod time_menu;
mod time_view;
mod told;
mod tools;
mod touring;
mod viewpoint;
mod widget;

// A kilobyte less than std's own, once compressed.
// SAFETY: the module is built without threads.
#[allow(unsafe_code, reason = "the allocator is for one thread only")]
#[global_allocator]
static ALLOCATOR: talc::TalckWasm = unsafe { talc::TalckWasm::new_global() };
