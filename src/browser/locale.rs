//! The reader's language: dates and names from the browser's `Intl`, widths from a canvas.

use std::cell::{OnceCell, RefCell};

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::dataset::Day;
use crate::scene::{DateStyle, Host, Messages, country_alpha2};

/// The browser as the core's surroundings.
pub struct BrowserHost {
    language: String,
    messages: Messages,
    font_family: String,
    formats: RefCell<Vec<(DateStyle, Intl::DateTimeFormat)>>,
    names: RefCell<Sorted<Option<String>>>,
    widths: RefCell<Sorted<f64>>,
    clock: OnceCell<Intl::DateTimeFormat>,
    first_weekday: OnceCell<u8>,
    /// The page's titles of rows.
    row_title: Option<Function>,
    ruler: Option<CanvasRenderingContext2d>,
}

/// The furthest day from the epoch that a JavaScript `Date` can tell.
const MOST_DATE_DAYS: i32 = 100_000_000;

impl BrowserHost {
    pub fn new(language: &str, messages: Messages) -> BrowserHost {
        let canvas = super::dom::el("canvas").0.unchecked_into::<HtmlCanvasElement>();
        let ruler = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        BrowserHost {
            language: language.to_owned(),
            messages,
            font_family: "sans-serif".into(),
            formats: RefCell::default(),
            names: RefCell::default(),
            widths: RefCell::default(),
            clock: OnceCell::new(),
            first_weekday: OnceCell::new(),
            row_title: None,
            ruler,
        }
    }

    /// Takes the font in which texts are measured.
    pub fn set_font_family(&mut self, font_family: String) {
        if self.font_family != font_family {
            self.font_family = font_family;
            self.widths.borrow_mut().0.clear();
        }
    }

    /// Takes the page's titles of rows, a function of a row's place.
    pub fn set_row_title(&mut self, title: Option<Function>) {
        self.row_title = title;
    }

    fn tags(&self) -> Array {
        Array::of1(&JsValue::from_str(&self.language))
    }

    fn format(&self, style: DateStyle) -> Intl::DateTimeFormat {
        let mut formats = self.formats.borrow_mut();
        if let Some((_, format)) = formats.iter().find(|(of, _)| *of == style) {
            return format.clone();
        }
        let options = Object::new();
        let set = |key: &str, value: &str| {
            let _ = Reflect::set(&options, &key.into(), &value.into());
        };
        set("timeZone", "UTC");
        // The dataset's calendar, whatever the locale prefers.
        set("calendar", "gregory");
        for (key, value) in parts(style) {
            set(key, value);
        }
        let format = Intl::DateTimeFormat::new(&self.tags(), &options);
        formats.push((style, format.clone()));
        format
    }
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

fn parts(style: DateStyle) -> &'static [(&'static str, &'static str)] {
    match style {
        DateStyle::Full => &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")],
        DateStyle::Long => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        DateStyle::Short => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        DateStyle::MonthYear => &[("month", "long"), ("year", "numeric")],
        DateStyle::Month => &[("month", "short")],
        DateStyle::Year => &[("year", "numeric")],
        DateStyle::DayMonth => &[("day", "numeric"), ("month", "long")],
        DateStyle::DayOfMonth => &[("day", "numeric")],
    }
}

impl Host for BrowserHost {
    fn date(&self, day: Day, style: DateStyle) -> String {
        if day.0.abs() > MOST_DATE_DAYS {
            return day.to_string();
        }
        let date = Date::new(&JsValue::from_f64(f64::from(day.0) * 86_400_000.0));
        let format = self.format(style);
        let words = format.format().call1(&format, &date).ok().and_then(|words| words.as_string());
        words.unwrap_or_else(|| day.to_string())
    }

    fn row_title(&self, row: usize) -> Option<String> {
        let title = self.row_title.as_ref()?.call1(&JsValue::NULL, &JsValue::from_f64(row as f64));
        title.ok()?.as_string()
    }

    fn time(&self, second_of_day: u32) -> String {
        let format = self.clock.get_or_init(|| {
            let options = Object::new();
            for (key, value) in [("timeZone", "UTC"), ("hour", "numeric"), ("minute", "2-digit")] {
                let _ = Reflect::set(&options, &key.into(), &value.into());
            }
            Intl::DateTimeFormat::new(&self.tags(), &options)
        });
        let date = Date::new(&JsValue::from_f64(f64::from(second_of_day) * 1000.0));
        let words = format.format().call1(format, &date).ok().and_then(|words| words.as_string());
        words.unwrap_or_default()
    }

    fn first_weekday(&self) -> u8 {
        *self.first_weekday.get_or_init(|| {
            let first_weekday = || {
                let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
                let class: js_sys::Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
                let locale = Reflect::construct(&class, &Array::of1(&self.language.as_str().into())).ok()?;
                let week: js_sys::Function =
                    Reflect::get(&locale, &"getWeekInfo".into()).ok()?.dyn_into().ok()?;
                Reflect::get(&week.call0(&locale).ok()?, &"firstDay".into()).ok()?.as_f64()
            };
            // Browsers that do not know have weeks that begin on Monday, which they call 1.
            (first_weekday().unwrap_or(1.0) as u8).saturating_sub(1).min(6)
        })
    }

    fn today(&self) -> Option<Day> {
        let now = Date::new_0();
        let local_ms = now.get_time() - now.get_timezone_offset() * 60_000.0;
        Some(Day((local_ms / 86_400_000.0).floor() as i32))
    }

    fn country(&self, code: &str) -> Option<String> {
        let mut names = self.names.borrow_mut();
        let place = match names.find(code) {
            Ok(at) => return names.0[at].1.clone(),
            Err(place) => place,
        };
        let name = country_alpha2(code).and_then(|alpha2| {
            let options = Object::new();
            Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
            Reflect::set(&options, &"fallback".into(), &"none".into()).ok()?;
            let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
            let class: js_sys::Function =
                Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
            let names = Reflect::construct(&class, &Array::of2(&self.tags(), &options)).ok()?;
            let of: js_sys::Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
            of.call1(&names, &alpha2.into()).ok()?.as_string()
        });
        names.0.insert(place, (code.to_owned(), name.clone()));
        name
    }

    fn lower_case(&self, text: &str) -> String {
        js_sys::JsString::from(text).to_locale_lower_case(Some(&self.language)).into()
    }

    fn text_width_px(&self, text: &str, size_px: f64, is_bold: bool) -> f64 {
        // One letter tells the font: sizes are small and come in quarters of a pixel.
        let font = char::from_u32((size_px * 8.0) as u32 + u32::from(is_bold)).unwrap_or(' ');
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
