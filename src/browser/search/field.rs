//! The field on the page: a combobox with its list.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::dom::{El, Icon, el, flag, icon, replace, set_text, toggle};
use crate::browser::inner::Inner;

/// The field and its list, where they are open.
pub fn part(inner: &Inner) -> Option<Element> {
    inner.root.query_selector(".search-box").ok().flatten()
}

/// The field itself.
pub fn input(inner: &Inner) -> Option<HtmlElement> {
    let input = inner.root.query_selector(".search-box input").ok().flatten();
    input.and_then(|input| input.dyn_into().ok())
}

/// Writes something into the field.
pub fn write(inner: &Inner, query: &str) {
    if let Some(input) = input(inner) {
        let _ = Reflect::set(&input, &"value".into(), &query.into());
    }
}

/// Takes the field off the page.
pub fn remove(inner: &Inner) {
    if let Some(part) = part(inner) {
        part.remove();
    }
}

/// Makes the field, which it fills with what is typed.
fn build(inner: &Inner) -> Element {
    let input = el("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-haspopup", "listbox")
        .attr("aria-controls", "found")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "200")
        .attr("dir", "auto");
    let _ = Reflect::set(&input.0, &"value".into(), &inner.state.query.as_str().into());
    let close = el("button")
        .class("button icon-only")
        .attr("type", "button")
        .attr("data-do", "search-close")
        .child(icon(Icon::Close));
    let count = el("span").class("search-count small muted").attr("role", "status");
    let line = el("div").class("search-line").children([icon(Icon::Search), input, count, close]);
    // Focusable: it scrolls by keyboard, and a press on it does not take the focus out of the field's part.
    let found = el("div").class("search-found").attr("tabindex", "0").attr("hidden", "");
    let part = el("div").class("search-box").attr("role", "search").children([line, found]);
    let _ = inner.frame.head.append_child(&part.0);
    name(inner);
    part.0
}

/// Names the field in the reader's language, where it is open.
pub fn name(inner: &Inner) {
    let find = |selector: &str| part(inner)?.query_selector(selector).ok().flatten();
    if let Some(input) = find("input") {
        toggle(&input, "aria-label", Some(&inner.word("search")));
        toggle(&input, "placeholder", Some(&inner.word("search.placeholder")));
    }
    if let Some(close) = find("button") {
        toggle(&close, "aria-label", Some(&inner.word("close")));
    }
}

/// What stands under the field: the list, how many were found, and what to say where nothing was.
pub struct Filling {
    pub groups: Vec<El>,
    pub count: String,
    pub none: Option<El>,
    pub hint: Option<String>,
}

/// Fills what stands under the field.
pub fn fill(inner: &Inner, filling: Filling) {
    let part = part(inner).unwrap_or_else(|| build(inner));
    let find = |selector: &str| part.query_selector(selector).ok().flatten();
    if let Some(count) = find(".search-count") {
        // That there is nothing is told below.
        set_text(&count, if filling.none.is_some() { "" } else { &filling.count });
    }
    let has_list = !filling.groups.is_empty();
    if let Some(input) = find("input") {
        toggle(&input, "aria-expanded", Some(flag(has_list)));
    }
    if let Some(found) = find(".search-found") {
        let is_empty = !has_list && filling.none.is_none();
        toggle(&found, "hidden", is_empty.then_some(""));
        let list = el("div")
            .attr("role", "listbox")
            .attr("id", "found")
            .attr("aria-label", &inner.word("search.results"))
            .children(filling.groups);
        let hint = filling.hint.map(|hint| el("p").class("search-hint small muted").text(&hint));
        let list = has_list.then_some(list);
        replace(&found, [list, filling.none, hint].into_iter().flatten());
    }
}

/// Shows which line of the list the arrow keys have reached.
pub fn mark_active(inner: &Inner) {
    let Some(part) = part(inner) else { return };
    let active = inner.search.active;
    let Ok(options) = part.query_selector_all("[role=option]") else { return };
    let mut reached = None;
    for at in 0..options.length() {
        let Some(option) = options.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let is_active = active == Some(at as usize);
        toggle(&option, "aria-selected", Some(flag(is_active)));
        if is_active {
            reached = Some(option);
        }
    }
    if let Some(input) = input(inner) {
        let id = reached.as_ref().map(|option| option.id());
        toggle(&input, "aria-activedescendant", id.as_deref());
    }
    let (Some(option), Ok(Some(found))) = (reached, part.query_selector("[role=listbox]")) else { return };
    // Scrolls the box alone, not the page; 40 px above, so that the heading of a group shows over its first line.
    let (top, height) = (option.offset_top(), option.offset_height());
    let (seen, room) = (found.scroll_top(), found.client_height());
    if top - 40 < seen {
        found.set_scroll_top(top - 40);
    } else if top + height + 8 > seen + room {
        found.set_scroll_top(top + height + 8 - room);
    }
}
