//! The reader's language: dates and names from the browser's `Intl`, widths from a canvas.

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use js_sys::{Array, Date, Function};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::json::from_js;
use crate::dataset::{Day, country_alpha2};
use crate::json::Value;
use crate::scene::{DateStyle, Grammar, Host, Messages};

#[wasm_bindgen]
extern "C" {
    /// The class of `www/languages.js`.
    pub type Tongue;
    #[wasm_bindgen(method, getter)]
    fn language(this: &Tongue) -> String;
    #[wasm_bindgen(method, getter)]
    fn words(this: &Tongue) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = isRightToLeft)]
    fn is_right_to_left(this: &Tongue) -> bool;
    #[wasm_bindgen(method, getter)]
    fn weekday(this: &Tongue) -> u8;
    #[wasm_bindgen(method)]
    fn day(this: &Tongue, day: i32, style: u8) -> String;
    #[wasm_bindgen(method)]
    fn days(this: &Tongue, start_day: i32, end_day: i32, style: u8) -> Option<String>;
    #[wasm_bindgen(method)]
    fn time(this: &Tongue, second_of_day: u32) -> String;
    #[wasm_bindgen(method)]
    fn form(this: &Tongue, count: f64) -> String;
    #[wasm_bindgen(method)]
    fn number(this: &Tongue, count: f64) -> String;
    #[wasm_bindgen(method)]
    fn list(this: &Tongue, items: Array) -> String;
    #[wasm_bindgen(method)]
    fn compare(this: &Tongue, a: &str, b: &str) -> i32;
    #[wasm_bindgen(method)]
    fn name(this: &Tongue, code: &str, kind: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn lower(this: &Tongue, text: &str) -> String;
}

impl Grammar for Tongue {
    fn form(&self, count: usize) -> String {
        Tongue::form(self, count as f64)
    }

    fn number(&self, count: usize) -> String {
        Tongue::number(self, count as f64)
    }
}

/// The browser as the core's surroundings.
pub struct BrowserHost {
    tongue: Rc<Tongue>,
    language: String,
    is_right_to_left: bool,
    /// The first day of the week, kept: asking the browser takes longer than a frame should.
    weekday: OnceCell<u8>,
    messages: Messages,
    font_family: String,
    /// The factor by which texts are larger than their size says.
    text_scale: Cell<f64>,
    names: RefCell<Sorted<Option<String>>>,
    widths: RefCell<Sorted<f64>>,
    /// The page's titles of rows.
    row_title: Option<Function>,
    ruler: Option<CanvasRenderingContext2d>,
}

/// The furthest day from the epoch that a JavaScript `Date` can tell.
const MOST_DATE_DAYS: i32 = 100_000_000;
/// 1 January of the year 1.
const FIRST_OF_OUR_ERA: i32 = -719_162;

impl BrowserHost {
    pub fn new(tongue: Tongue) -> BrowserHost {
        let canvas = super::dom::el("canvas").0.unchecked_into::<HtmlCanvasElement>();
        let ruler = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        let tongue = Rc::new(tongue);
        BrowserHost {
            language: tongue.language(),
            is_right_to_left: tongue.is_right_to_left(),
            messages: Messages::new(read_words(&tongue.words()), tongue.clone()),
            weekday: OnceCell::new(),
            tongue,
            font_family: "sans-serif".into(),
            text_scale: Cell::new(1.0),
            names: RefCell::default(),
            widths: RefCell::default(),
            row_title: None,
            ruler,
        }
    }

    /// From now on texts are measured as larger than their size says by this factor.
    pub fn scale_texts(&self, scale: f64) {
        self.text_scale.set(scale);
    }

    /// Takes the page's titles of rows, a function of a row's place.
    pub fn set_row_title(&mut self, title: Option<Function>) {
        self.row_title = title;
    }

    /// Gives them up.
    pub fn take_row_title(&mut self) -> Option<Function> {
        self.row_title.take()
    }

    /// Takes the font in which texts are measured.
    pub fn set_font_family(&mut self, font_family: String) {
        if self.font_family != font_family {
            self.font_family = font_family;
            self.widths.borrow_mut().0.clear();
        }
    }
}

fn read_words(words: &JsValue) -> Vec<(String, String)> {
    let Ok(Value::Object(map)) = from_js(words) else { return Vec::new() };
    let text = |(key, value): (String, Value)| match value {
        Value::String(text) => Some((key, text)),
        _ => None,
    };
    map.into_iter().filter_map(text).collect()
}

/// A map by text, kept in order.
#[derive(Default)]
struct Sorted<T>(Vec<(String, T)>);

impl<T> Sorted<T> {
    /// The place of a key, or where it would stand.
    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(key))
    }
}

impl Host for BrowserHost {
    fn date(&self, day: Day, style: DateStyle) -> String {
        if day.0.unsigned_abs() > MOST_DATE_DAYS as u32 {
            return day.to_string();
        }
        self.tongue.day(day.0, style as u8)
    }

    fn date_range(&self, start: Day, end: Day, style: DateStyle) -> Option<String> {
        // Of years before our era the browser's ranges tell no era.
        let is_told = |day: Day| (FIRST_OF_OUR_ERA..=MOST_DATE_DAYS).contains(&day.0);
        let words = (is_told(start) && is_told(end)).then(|| self.tongue.days(start.0, end.0, style as u8));
        // Japanese has ranges in digits alone, which stand beside no other date that is written so.
        words.flatten().filter(|words| !words.contains('/'))
    }

    fn time(&self, second_of_day: u32) -> String {
        self.tongue.time(second_of_day)
    }

    fn first_weekday(&self) -> u8 {
        *self.weekday.get_or_init(|| self.tongue.weekday())
    }

    fn list(&self, items: &[String]) -> String {
        self.tongue.list(items.iter().map(|item| JsValue::from_str(item)).collect())
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        self.tongue.compare(a, b).cmp(&0)
    }

    fn language_name(&self, tag: &str) -> String {
        self.tongue.name(tag, "language").unwrap_or_else(|| tag.to_owned())
    }

    fn is_right_to_left(&self) -> bool {
        self.is_right_to_left
    }

    fn row_title(&self, row: usize) -> Option<String> {
        let title = self.row_title.as_ref()?.call1(&JsValue::NULL, &JsValue::from_f64(row as f64));
        title.ok()?.as_string()
    }

    fn today(&self) -> Option<Day> {
        let now = Date::new_0();
        let local_ms = now.get_time() - now.get_timezone_offset() * 60_000.0;
        Some(Day::containing(local_ms / 86_400_000.0))
    }

    fn country(&self, code: &str) -> Option<String> {
        let mut names = self.names.borrow_mut();
        let place = match names.find(code) {
            Ok(at) => return names.0[at].1.clone(),
            Err(place) => place,
        };
        let name = country_alpha2(code).and_then(|alpha2| self.tongue.name(alpha2, "region"));
        names.0.insert(place, (code.to_owned(), name.clone()));
        name
    }

    fn lower_case(&self, text: &str) -> String {
        self.tongue.lower(text)
    }

    fn collated(&self, texts: Vec<String>) -> Vec<String> {
        let list: js_sys::Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
        let options = super::js::object(&[("numeric", true.into())]);
        let intl = super::js::global("Intl");
        let collator = super::js::call(&intl, "Collator", &[self.language.as_str().into(), options]);
        let compare = super::js::get(&collator.unwrap_or_default(), "compare");
        match super::js::call(&list, "sort", &[compare]) {
            Ok(_) => list.iter().filter_map(|text| text.as_string()).collect(),
            Err(_) => texts,
        }
    }

    fn text_scale(&self) -> f64 {
        self.text_scale.get()
    }

    fn text_width_px(&self, text: &str, size_px: f64, is_bold: bool) -> f64 {
        let size_px = size_px * self.text_scale.get();
        // Size, in eighths of a pixel, and weight as one letter of the key: sizes are small.
        let font = char::from_u32((size_px * 8.0) as u32 * 2 + u32::from(is_bold)).unwrap_or(' ');
        let key = format!("{font}{text}");
        let mut widths = self.widths.borrow_mut();
        let place = match widths.find(&key) {
            Ok(at) => return widths.0[at].1,
            Err(place) => place,
        };
        let weight = if is_bold { 650 } else { 400 };
        let width = self.ruler.as_ref().and_then(|ruler| {
            ruler.set_font(&format!("{weight} {} {}", super::dom::px(size_px), self.font_family));
            ruler.measure_text(text).ok().map(|metrics| metrics.width())
        });
        let width = width.unwrap_or(text.chars().count() as f64 * size_px * 0.56);
        // Texts come from a dataset and are few; a page that shows a great many starts afresh.
        if widths.0.len() > 5000 {
            widths.0.clear();
        }
        let place = place.min(widths.0.len());
        widths.0.insert(place, (key, width));
        width
    }

    fn messages(&self) -> &Messages {
        &self.messages
    }

    fn language(&self) -> &str {
        &self.language
    }
}
