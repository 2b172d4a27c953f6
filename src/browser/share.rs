//! The dialog in which a view is shared: its address, the code that embeds it, files.

use web_sys::Element;

use super::dom::{El, Icon, el, icon, style};
use super::events::Reason;
use super::head::refill;
use super::inner::Inner;
use super::js;
use super::share_parts::{chooser, field, paragraph, press, segment};
use crate::atlas::{Action, Keyword, Selection, pairs_from_state};
use crate::dataset::Day;
use crate::scene::share::{EmbedInput, Home, Opening, citation, encoded};
use crate::scene::{DateStyle, FigureInput, Host, figure_svg, words};

/// The dialog while it is open.
pub struct ShareView {
    pub dialog: Element,
    pub tab: &'static str,
    pub is_frame: bool,
    pub opening: Opening,
    home: Home,
    /// The address of the page around the element, without its fragment.
    page: String,
    /// Where the module's files are, with a slash at the end; `None` where the module is no file of its
    /// own.
    folder: Option<String>,
}

/// The module's file, as a build names it.
const MODULE: &str = "aukus-atlas.js";
pub const TABS: [&str; 3] = ["link", "embed", "files"];
/// The widest picture, in CSS pixels.
const PICTURE_PX: f64 = 1120.0;
const GAP_PX: f64 = 8.0;

impl Inner {
    /// Opens the dialog. `place` is the module's address, and the folder of its files where that is another.
    pub fn open_share(&mut self, place: &wasm_bindgen::JsValue) {
        self.close_share();
        // What is shared is one moment.
        self.act(Action::Pause, Reason::User);
        let module = js::get(place, "0").as_string().unwrap_or_default();
        let path = module.split(['?', '#']).next().unwrap_or_default();
        let (beside, file) = path.rsplit_once('/').unwrap_or_default();
        let is_file = path.starts_with("http") && file.ends_with(".js");
        let folder = js::get(place, "1").as_string().or_else(|| is_file.then(|| format!("{beside}/")));
        let module = if is_file && file == MODULE { path.to_owned() } else { String::new() };
        let page = js::get(&js::global("location"), "href").as_string().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default().to_owned();
        let data = self.element.get_attribute("src").and_then(|src| {
            let base = js::get(&js::global("document"), "baseURI");
            js::get(&js::make("URL", &[src.into(), base]).ok()?, "href").as_string()
        });
        let dialog = el("dialog").class("sharing").attr("aria-label", &self.word("share.title"));
        let _ = self.frame.section.append_child(&dialog.0);
        self.share = Some(ShareView {
            dialog: dialog.0.clone(),
            tab: TABS[0],
            is_frame: false,
            opening: Opening { theme: self.state.theme, lang: self.state.lang.clone(), ..Opening::default() },
            home: Home { module, data, ..Home::default() },
            page,
            folder,
        });
        let _ = js::call(&dialog.0, "showModal", &[]);
        self.fill_share();
        // The browser chose what to focus while the dialog was empty.
        self.focus_action(&dialog.0, &format!("share-tab:{}", TABS[0]));
    }

    /// Below the tool that opened it, where the reader looks: in a frame higher than the window the
    /// middle of the page may be out of sight.
    fn place_share(&self, dialog: &Element) {
        let tool = self.frame.section.query_selector("[data-do=\"share\"]").ok().flatten();
        let below_px = tool.map_or(0.0, |tool| tool.get_bounding_client_rect().bottom()) + GAP_PX;
        let window_px = js::get(&js_sys::global(), "innerHeight").as_f64().unwrap_or(0.0);
        // What does not fit below goes up.
        let most_px = window_px - dialog.get_bounding_client_rect().height() - 3.0 * GAP_PX;
        style(dialog, "margin-top", &super::dom::px(below_px.min(most_px).max(GAP_PX)));
    }

    /// Whether the dialog is open: the browser may close it by itself.
    pub fn is_share_open(&self) -> bool {
        self.share.as_ref().is_some_and(|view| view.dialog.has_attribute("open"))
    }

    /// Closes the dialog; the browser gives the focus back.
    pub fn close_share(&mut self) {
        if let Some(view) = self.share.take() {
            let _ = js::call(&view.dialog, "close", &[]);
            view.dialog.remove();
        }
    }

    /// Address of the host's list of files.
    pub fn manifest_address(&self) -> Option<String> {
        Some(format!("{}manifest.json", self.share.as_ref()?.folder.as_ref()?))
    }

    /// Takes the host's list of files: what it has besides the module.
    pub fn take_manifest(&mut self, text: &str) {
        let parsed = js::call(&js::global("JSON"), "parse", &[text.into()]);
        let Some(Ok(manifest)) = parsed.ok().map(|parsed| super::json::from_js(&parsed)) else { return };
        let files = manifest.get("files").and_then(|files| files.as_array()).unwrap_or_default();
        let of = |name: &str| {
            files.iter().find(|file| file.get("path").and_then(|path| path.as_str()) == Some(name))
        };
        let module = of(MODULE);
        let integrity = module.and_then(|file| file.get("integrity")?.as_str().map(str::to_owned));
        let has_frame = of("embed.html").is_some();
        if let Some(view) = &mut self.share
            && let Some(folder) = &view.folder
        {
            if module.is_some() {
                view.home.module = format!("{folder}{MODULE}");
            }
            view.home.integrity = integrity;
            view.home.frame = has_frame.then(|| format!("{folder}embed.html"));
        }
        self.fill_share();
    }

    /// Fills the dialog, where it is open.
    pub fn fill_share(&self) {
        let Some(view) = &self.share else { return };
        let title = el("h3").class("name").text(&self.word("share.title"));
        let close = press("share-close", "button icon-only", "").attr("aria-label", &self.word("close"));
        // Data that the page has given, or a module within another file, has no address to load it from.
        let can_embed = !self.has_own_data && !view.home.module.is_empty();
        let tabs = TABS.into_iter().filter(|tab| *tab != "embed" || can_embed).map(|tab| {
            let is_on = tab == view.tab;
            segment(&format!("share-tab:{tab}"), &self.word(&format!("share.{tab}")), is_on)
        });
        let tabs = el("div")
            .class("segments")
            .attr("role", "group")
            .attr("aria-label", &self.word("share.title"))
            .children(tabs);
        let content = match view.tab {
            "embed" => self.embedding(view),
            "files" => self.files(),
            _ => self.linking(view),
        };
        let top = el("div").class("top").child(el("div").child(title)).child(close.child(icon(Icon::Close)));
        refill(&view.dialog, [top, tabs].into_iter().chain(content), self);
        self.place_share(&view.dialog);
    }

    fn embed_input<'a>(&'a self, view: &'a ShareView, opening: &'a Opening) -> EmbedInput<'a> {
        EmbedInput {
            home: &view.home,
            opening,
            state: &self.state,
            has_opening_camera: self.has_opening_camera,
            dataset: &self.dataset,
            host: &self.host,
        }
    }

    /// The address of what is shown, and what must be said of it.
    pub fn link(&self, view: &ShareView) -> (String, &'static str) {
        let permalink = self.element.get_attribute("permalink");
        if matches!(permalink.as_deref(), Some("replace" | "push")) {
            let pairs = encoded(&pairs_from_state(&self.state, &self.opening, &self.dataset));
            let sign = if pairs.is_empty() { "" } else { "#" };
            return (format!("{}{sign}{pairs}", view.page), "share.note.page");
        }
        let alone = {
            let opening = Opening::default();
            self.embed_input(view, &opening).frame_address()
        };
        match alone.filter(|_| !self.has_own_data) {
            Some(address) => (address, "share.note.alone"),
            None => (view.page.clone(), "share.note.fixed"),
        }
    }

    pub fn citation(&self, view: &ShareView) -> String {
        let now = js::make("Date", &[]).unwrap_or_default();
        let part =
            |method: &str| js::call(&now, method, &[]).ok().and_then(|part| part.as_f64()).unwrap_or(0.0);
        let today =
            Day::from_ymd(part("getFullYear") as i32, part("getMonth") as u8 + 1, part("getDate") as u8);
        let today = today.unwrap_or(self.dataset.updated());
        citation(&self.state, &self.dataset, &self.host, &self.link(view).0, today)
    }

    fn linking(&self, view: &ShareView) -> Vec<El> {
        let (link, note) = self.link(view);
        let sheet = js::has_method(&js::global("navigator"), "share")
            .then(|| press("share-sheet", "button outlined", &self.word("share.sheet")));
        let copy = |key: &str| press(key, "button primary", &self.copy_word(key, key));
        vec![
            field(&self.word("share.link"), &link, "copy-link"),
            el("div").class("row").child(paragraph(&self.word(note))).maybe(sheet).child(copy("copy-link")),
            field(&self.word("share.citation"), &self.citation(view), "copy-cite"),
            el("div").class("row").child(paragraph("")).child(copy("copy-cite")),
        ]
    }

    /// The code that embeds what is chosen.
    pub fn code(&self, view: &ShareView) -> String {
        let input = self.embed_input(view, &view.opening);
        input.frame().filter(|_| view.is_frame).unwrap_or_else(|| input.element())
    }

    fn embedding(&self, view: &ShareView) -> Vec<El> {
        let has_frame = view.home.frame.is_some();
        let is_frame = view.is_frame && has_frame;
        let code = self.code(view);
        let kinds = [("element", !is_frame), ("frame", is_frame)].map(|(kind, is_on)| {
            segment(&format!("share-code:{kind}"), &self.word(&format!("share.{kind}")), is_on)
        });
        let kinds = el("div").class("segments").attr("role", "group").children(kinds);
        let copy = press("copy-code", "button primary", &self.copy_word("copy-code", "copy-code"));
        let row = el("div").class("row");
        let row = if has_frame { row.child(kinds) } else { row.child(paragraph("")) };
        let pin = (!is_frame && view.home.integrity.is_some()).then(|| {
            let tick = el("input").attr("type", "checkbox").attr("data-do", "choose:pin");
            let tick = if view.opening.is_pinned { tick.attr("checked", "") } else { tick };
            el("label").class("pin small").child(tick).and_text(&self.word("share.pin"))
        });
        let note = if is_frame { "share.note.frame" } else { "share.note.element" };
        let parts = [Some(self.choosers(view)), Some(row.child(copy))];
        let code = field(&self.word("share.code"), &code, "copy-code").attr("class", "field code");
        parts.into_iter().flatten().chain([code]).chain(pin).chain([paragraph(&self.word(note))]).collect()
    }

    fn choosers(&self, view: &ShareView) -> El {
        let word = |key: &str| self.word(key);
        let opening = &view.opening;
        let date = self.host_date(self.state.date, DateStyle::Long);
        let mut choosers = vec![chooser(
            "date",
            &word("share.opens"),
            &[("shown", date), ("latest", word("share.latest"))],
            if opening.follows_data { "latest" } else { "shown" },
        )];
        if let Some(selection) = self.state.selection(&self.dataset) {
            let name = match selection {
                Selection::Actor(actor) => words::actor_name(&self.dataset, actor, &self.host),
                Selection::Event(event) => {
                    words::text(&self.dataset.document.events[event].title, &self.dataset, &self.host)
                        .text
                        .to_owned()
                }
            };
            let choices = [("selected", name), ("nothing", word("share.nothing"))];
            let now = if opening.is_unselected { "nothing" } else { "selected" };
            choosers.push(chooser("selected", &word("share.selected"), &choices, now));
        }
        let projection = opening.projection.unwrap_or(self.state.camera.projection);
        choosers.push(choice("projection", &word("map"), projection, &|name| word(name)));
        let shown = opening.shown.unwrap_or(self.state.view);
        let named = |name: &str| word(if name == "both" { "share.both" } else { name });
        choosers.push(choice("shown", &word("share.shows"), shown, &named));
        let named = |name: &str| word(&format!("theme.{name}"));
        choosers.push(choice("theme", &word("share.theme"), opening.theme, &named));
        let own = self.host.language_name(self.host.language());
        let choices = [("auto", word("theme.auto")), ("own", own)];
        let now = if opening.lang.is_some() { "own" } else { "auto" };
        choosers.push(chooser("lang", &word("share.language"), &choices, now));
        el("div").class("choosers").children(choosers)
    }

    fn files(&self) -> Vec<El> {
        let file = |key: &str| press(key, "button outlined", &self.copy_word(key, key));
        let sentence = words::plain_sentence(&self.state, &self.dataset, &self.host);
        let address = js::call(&js_sys::global(), "encodeURIComponent", &[self.picture().into()]);
        let address = address.ok().and_then(|text| text.as_string()).unwrap_or_default();
        let preview = el("img").class("preview").attr("alt", &sentence);
        vec![
            preview.attr("src", &format!("data:image/svg+xml,{address}")),
            el("div").class("row files").children(["save-png", "save-svg", "save-csv"].map(file)),
            paragraph(&self.word("share.note.files")),
        ]
    }

    /// The figure as an SVG document, as wide as it is shown.
    pub fn picture(&self) -> String {
        let width_px = if self.is_map_shown() { self.size.map_width_px } else { self.size.width_px };
        figure_svg(&FigureInput {
            dataset: &self.dataset,
            world: self.world(),
            state: &self.state,
            width_px: width_px.clamp(320.0, PICTURE_PX) + 32.0,
            height_px: None,
            palette: &self.picture_palette(),
            host: &self.host,
        })
    }

    /// How files of this dataset are called: by its address; by its title where the page has given it; else as the
    /// built-in one.
    pub fn file_stem(&self) -> String {
        let source = self.element.get_attribute("src").unwrap_or_default();
        let file = source.split(['?', '#']).next().and_then(|path| path.rsplit('/').next());
        let name = file.and_then(|file| file.split(['.', '@']).next()).unwrap_or_default();
        let title = words::text(&self.dataset.document.title, &self.dataset, &self.host).text;
        let (name, otherwise) = if self.has_own_data { (title, "atlas") } else { (name, "aukus") };
        let words = name.split(|c: char| !c.is_alphanumeric() && !"-_".contains(c));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let stem: String = words.join("-").chars().take(40).collect();
        if stem.is_empty() { otherwise.into() } else { stem }
    }
}

/// A choice of a few that have words.
fn choice<T: Keyword>(what: &str, name: &str, now: T, named: &dyn Fn(&str) -> String) -> El {
    let choices: Vec<(&str, String)> = T::WORDS.iter().map(|(_, word)| (*word, named(word))).collect();
    chooser(what, name, &choices, now.word())
}
