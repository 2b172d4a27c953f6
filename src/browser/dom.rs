//! Making elements. A page's policy may forbid markup in strings and style attributes, so that
//! elements are made one by one and styled through properties.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// The document of the page. A widget only ever runs in one.
pub fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).unwrap_throw_document()
}

trait UnwrapDocument {
    fn unwrap_throw_document(self) -> Document;
}

impl UnwrapDocument for Option<Document> {
    fn unwrap_throw_document(self) -> Document {
        match self {
            Some(document) => document,
            // Without a document there is nobody to tell.
            None => wasm_bindgen::throw_str("no document"),
        }
    }
}

/// An element in the making.
#[derive(Clone)]
pub struct El(pub Element);

/// A new HTML element.
pub fn el(name: &str) -> El {
    match document().create_element(name) {
        Ok(element) => El(element),
        Err(_) => wasm_bindgen::throw_str("no element"),
    }
}

/// A new SVG element.
pub fn svg(name: &str) -> El {
    match document().create_element_ns(Some("http://www.w3.org/2000/svg"), name) {
        Ok(element) => El(element),
        Err(_) => wasm_bindgen::throw_str("no element"),
    }
}

impl El {
    /// Sets the class.
    pub fn class(self, class: &str) -> El {
        self.attr("class", class)
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> El {
        // Only a malformed name fails, and the names are ours.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets the text.
    pub fn text(self, text: &str) -> El {
        self.0.set_text_content(Some(text));
        self
    }

    /// Adds a child.
    pub fn child(self, child: El) -> El {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds a child where there is one.
    pub fn maybe(self, child: Option<El>) -> El {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds children.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// Adds a text after what is there.
    pub fn and_text(self, text: &str) -> El {
        let _ = self.0.append_child(&document().create_text_node(text));
        self
    }
}

/// Replaces an element's children.
pub fn replace(parent: &Element, children: impl IntoIterator<Item = El>) {
    parent.set_text_content(None);
    for child in children {
        let _ = parent.append_child(&child.0);
    }
}

/// Makes an element's children as these are: what is there and looks the same stays, so that the browser need not lay it
/// out again.
pub fn patch(parent: &Element, children: impl IntoIterator<Item = El>) {
    let children: Vec<Element> = children.into_iter().map(|child| child.0).collect();
    if !has_only_elements(parent) {
        parent.set_text_content(None);
    }
    patch_children(parent, &children);
}

fn patch_children(parent: &Element, children: &[Element]) {
    let known = parent.children();
    for (at, child) in children.iter().enumerate() {
        match known.item(at as u32) {
            Some(known) => patch_element(&known, child),
            None => drop(parent.append_child(child)),
        }
    }
    while let Some(rest) = known.item(children.len() as u32) {
        rest.remove();
    }
}

fn patch_element(known: &Element, wanted: &Element) {
    if known.is_equal_node(Some(wanted)) {
        return;
    }
    // Arrow keys have left their mark on what is there.
    let bare = |element: &Element| {
        let bare = element.clone_node().ok()?.dyn_into::<Element>().ok()?;
        toggle(&bare, "tabindex", None);
        Some(bare)
    };
    let is_alike =
        || bare(known).zip(bare(wanted)).is_some_and(|(one, other)| one.is_equal_node(Some(&other)));
    if !has_only_elements(known) || !has_only_elements(wanted) || !is_alike() {
        let _ = known.replace_with_with_node_1(wanted);
        return;
    }
    let children = wanted.children();
    let children: Vec<Element> = (0..children.length()).filter_map(|at| children.item(at)).collect();
    patch_children(known, &children);
}

/// Whether there is no text right in an element, nor nothing.
fn has_only_elements(element: &Element) -> bool {
    let count = element.child_element_count();
    count > 0 && element.child_nodes().length() == count
}

/// Sets a style property.
pub fn style(element: &Element, name: &str, value: &str) {
    let _ = element.unchecked_ref::<HtmlElement>().style().set_property(name, value);
}

/// A length as CSS writes it.
pub fn px(length_px: f64) -> String {
    let mut text = crate::decimal::text(length_px, 3);
    text.push_str("px");
    text
}

/// Whether something is so, as attributes say it.
pub fn flag(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

/// Sets or removes an attribute.
pub fn toggle(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Sets the text where it differs: an unchanged text is not announced again.
pub fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// An element of which only what is new is written: writing what stands there already is not free.
pub struct Kept {
    pub element: Element,
    written: Vec<(&'static str, Option<String>)>,
}

impl Kept {
    /// An element whose properties, attributes and text have not been written yet.
    pub fn new(element: Element) -> Kept {
        Kept { element, written: Vec::new() }
    }

    /// Sets a style property.
    pub fn style(&mut self, name: &'static str, value: &str) {
        if self.is_new(name, Some(value)) {
            style(&self.element, name, value);
        }
    }

    /// Sets or removes an attribute; whether that changed anything.
    pub fn toggle(&mut self, name: &'static str, value: Option<&str>) -> bool {
        let is_new = self.is_new(name, value);
        if is_new {
            toggle(&self.element, name, value);
        }
        is_new
    }

    /// Sets the text.
    pub fn text(&mut self, text: &str) {
        if self.is_new("", Some(text)) {
            self.element.set_text_content(Some(text));
        }
    }

    fn is_new(&mut self, name: &'static str, value: Option<&str>) -> bool {
        let known = self.written.iter_mut().find(|(known, _)| *known == name);
        match known {
            Some((_, written)) if written.as_deref() == value => return false,
            Some((_, written)) => *written = value.map(str::to_owned),
            None => self.written.push((name, value.map(str::to_owned))),
        }
        true
    }
}

/// Paths of the icons, in a 16 px box.
pub enum Icon {
    Play,
    Pause,
    Previous,
    Next,
    Back,
    Forward,
    Plus,
    Minus,
    Target,
    Close,
    Down,
    Options,
    List,
    Filter,
    Globe,
    Search,
    Tour,
    Table,
    Share,
    Download,
}

/// An icon.
pub fn icon(icon: Icon) -> El {
    let (data, is_filled) = match icon {
        Icon::Play => ("M5 3.2v9.6l7.6-4.8z", true),
        Icon::Pause => ("M4.5 3h2.6v10H4.5zM8.9 3h2.6v10H8.9z", true),
        Icon::Previous => ("M10 3.5 5.5 8l4.5 4.5", false),
        Icon::Next => ("M6 3.5 10.5 8 6 12.5", false),
        Icon::Back => ("M13 8H3.5M7.3 4 3.3 8l4 4", false),
        Icon::Forward => ("M3 8h9.5M8.7 4l4 4-4 4", false),
        Icon::Plus => ("M8 3v10M3 8h10", false),
        Icon::Minus => ("M3 8h10", false),
        Icon::Target => ("M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M12 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0z", false),
        Icon::Close => ("m3.5 3.5 9 9M12.5 3.5l-9 9", false),
        Icon::Down => ("m4 6 4 4 4-4", false),
        Icon::List => ("M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.5M2 8h.5M2 12h.5", false),
        Icon::Options => ("M2 5h6M12 5h2M2 11h2M8 11h6M10 3v4M6 9v4", false),
        Icon::Filter => ("M2 4h12M4.5 8h7M6.8 12h2.4", false),
        Icon::Search => ("M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.2 10.2 14 14", false),
        Icon::Globe => (
            "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c3.6 3.4 3.6 8.6 0 12-3.6-3.4-3.6-8.6 0-12z",
            false,
        ),
        Icon::Tour => (
            "M5 12.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM14.4 3.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM5 12.5h6a2.3 2.3 0 0 0 0-4.6H5a2.2 2.2 0 0 1 0-4.4h6",
            false,
        ),
        Icon::Share => ("M8 9.5V2M5.2 4.6 8 1.8l2.8 2.8M4.5 7H3v7h10V7h-1.5", false),
        Icon::Download => ("M8 2v7.5M5.2 6.9 8 9.7l2.8-2.8M3 11v3h10v-3", false),
        Icon::Table => ("M2 3h12v10H2zM2 6.4h12M2 9.7h12M6.4 3v10", false),
    };
    let path = svg("path").attr("d", data);
    let path = if is_filled { path.attr("fill", "currentColor").attr("stroke", "none") } else { path };
    svg("svg").class("icon").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").child(path)
}

/// A question to the browser that is asked again and again.
pub struct Media(Option<web_sys::MediaQueryList>);

impl Media {
    pub fn new(query: &str) -> Media {
        Media(web_sys::window().and_then(|window| window.match_media(query).ok().flatten()))
    }

    pub fn matches(&self) -> bool {
        self.0.as_ref().is_some_and(|list| list.matches())
    }
}
