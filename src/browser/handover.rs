//! What is handed to the reader beyond the page: the clipboard, files, the share sheet.
//!
//! The browser answers later. The answer comes back through the element's class: what is given to a
//! promise is `emit` bound to `told` and a note of what was asked, so that no closure is needed.

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

use super::dom::set_text;
use super::inner::Inner;
use super::js;
use super::shared::Shared;

/// Something to be handed over.
pub enum Errand {
    /// A text for the clipboard; the button of that action tells that it is there.
    Copy { text: String, button: String },
    /// A text as a file.
    File { name: String, kind: &'static str, content: String },
    /// The figure in pixels as a file; the button of that action tells where there is none.
    Picture { name: String, button: String },
    /// An address for the reader's own programs.
    Sheet { title: String, text: String, url: String },
    /// The dialog of sharing.
    OpenShare,
}

/// For how long a button says that it has copied.
const COPIED_MS: f64 = 2000.0;
/// For how long a file's address is kept: until the browser has surely begun to read it.
const FILE_MS: f64 = 20_000.0;

impl Shared {
    /// Hands something over. Must run within the reader's click: browsers ask for that.
    pub fn run(&self, errand: Errand) {
        match errand {
            Errand::Copy { text, button } => {
                let clipboard = js::get(&js::global("navigator"), "clipboard");
                let copied = js::call(&clipboard, "writeText", &[text.into()]);
                self.when(copied, ("copied", &button), ("not-copied", &button));
            }
            Errand::File { name, kind, content } => {
                let options = js::object(&[("type", kind.into())]);
                if let Ok(blob) = js::make("Blob", &[js::list(&[content.into()]).into(), options]) {
                    save(&blob, &name);
                }
            }
            Errand::Picture { name, button } => {
                let picture = self.inner.try_borrow().map(|inner| JsValue::from(inner.element.clone()));
                let picture = js::call(&picture.unwrap_or_default(), "toPNG", &[]);
                self.when(picture, ("picture", &name), ("not-copied", &button));
            }
            Errand::Sheet { title, text, url } => {
                let shared =
                    js::object(&[("title", title.into()), ("text", text.into()), ("url", url.into())]);
                let shared = js::call(&js::global("navigator"), "share", &[shared]);
                // Nothing is told: the reader may have cancelled.
                self.when(shared, ("", ""), ("", ""));
            }
            Errand::OpenShare => {
                let place = self.emit.call1(&JsValue::NULL, &"where".into());
                self.with(|inner| inner.open_share(&place.unwrap_or_default()));
                if let Some(address) = self.read(Inner::manifest_address) {
                    let response = js::call(&js_sys::global(), "fetch", &[address.into()]);
                    self.when(response, ("manifest", ""), ("", ""));
                }
            }
        }
    }

    /// When a promise settles, `told` gets its answer under a name, with a note.
    fn when(&self, promise: Result<JsValue, JsValue>, good: (&str, &str), bad: (&str, &str)) {
        let (good, bad) = (self.teller(good.0, good.1), self.teller(bad.0, bad.1));
        let promise = promise.unwrap_or_default();
        if js::call(&promise, "then", &[good, bad.clone()]).is_err() {
            let _ = bad.unchecked_ref::<Function>().call0(&JsValue::NULL);
        }
    }

    /// A function that tells this widget of something.
    fn teller(&self, name: &str, note: &str) -> JsValue {
        let what = js::list(&[name.into(), note.into()]);
        js::call(&self.emit, "bind", &[JsValue::NULL, "told".into(), what.into()]).unwrap_or_default()
    }

    /// Something asked for before has come: `[[name, note], answer]`.
    pub fn told(&self, told: &JsValue) {
        let Some(told) = told.dyn_ref::<Array>() else { return };
        let (what, answer) = (Array::from(&told.get(0)), told.get(1));
        let text = |at: u32| what.get(at).as_string().unwrap_or_default();
        let (name, note) = (text(0), text(1));
        match name.as_str() {
            "picture" => save(&answer, &note),
            "manifest" if js::get(&answer, "ok").is_truthy() => {
                self.when(js::call(&answer, "text", &[]), ("manifest-text", ""), ("", ""));
            }
            "manifest-text" => {
                let text = answer.as_string().unwrap_or_default();
                self.with(|inner| inner.take_manifest(&text));
            }
            "copied" => {
                self.with(|inner| inner.tell_copied(Some((note.clone(), true))));
                let over = self.teller("copied-over", &note);
                let _ = js::call(&js_sys::global(), "setTimeout", &[over, COPIED_MS.into()]);
            }
            "not-copied" => self.with(|inner| inner.tell_copied(Some((note, false)))),
            "copied-over" => self.with(|inner| {
                if inner.copied.as_ref().is_some_and(|(button, _)| *button == note) {
                    inner.tell_copied(None);
                }
            }),
            _ => {}
        }
    }
}

impl Inner {
    /// The button of that action has done what it says, or could not.
    fn tell_copied(&mut self, copied: Option<(String, bool)>) {
        if let Some((button, is_copied)) = &copied {
            set_text(&self.frame.live, &self.word(outcome(button, *is_copied)));
        }
        self.copied = copied;
        self.dirty.words = true;
        self.fill_share();
        if let (Some((button, false)), Some(view)) = (&self.copied, &self.share) {
            // The text is marked, so that the reader's own keys copy it.
            self.focus_action(&view.dialog, &format!("text:{button}"));
            let text = view.dialog.query_selector(&format!("[data-do=\"text:{button}\"]")).ok().flatten();
            let _ = text.map(|text| js::call(&text, "select", &[]));
        }
    }

    /// What a button that copies says now.
    pub fn copy_word(&self, button: &str, word: &str) -> String {
        match &self.copied {
            Some((copied, is_copied)) if copied == button => self.word(outcome(button, *is_copied)),
            _ => self.word(word),
        }
    }
}

/// What is said of what a button has done.
fn outcome(button: &str, is_done: bool) -> &'static str {
    match (button, is_done) {
        (_, true) => "copied",
        ("save-png", false) => "save-png.not",
        (_, false) => "copied.not",
    }
}

/// Gives a blob to the reader as a file.
fn save(blob: &JsValue, name: &str) {
    let urls = js::global("URL");
    let Ok(url) = js::call(&urls, "createObjectURL", std::slice::from_ref(blob)) else { return };
    let link = super::dom::el("a").attr("href", &url.as_string().unwrap_or_default()).attr("download", name);
    let _ = js::call(&link.0, "click", &[]);
    let _ =
        js::call(&js_sys::global(), "setTimeout", &[js::get(&urls, "revokeObjectURL"), FILE_MS.into(), url]);
}
