//! The circumstances of a reader: window, screen, preferences.

use serde_json::{Value, json};

#[derive(Clone)]
pub struct View {
    /// The viewport, in CSS pixels.
    pub width: u32,
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub dpr: f64,
    /// Fingers instead of a mouse, and a mobile viewport.
    pub touch: bool,
    pub dark: bool,
    pub reduced_motion: bool,
    pub forced_colors: bool,
    /// Whether scripts are compiled once and no better: what an engine learns about code that runs often is on the heap
    /// too (Chromium only).
    pub learns_nothing: bool,
    /// Whether the browser notes how long it works on what (Chromium only).
    pub traced: bool,
    /// BCP 47, what the browser says it prefers.
    pub lang: &'static str,
}

impl View {
    /// A laptop's window.
    pub fn wide() -> View {
        View {
            width: 1280,
            height: 900,
            dpr: 1.0,
            touch: false,
            dark: false,
            reduced_motion: false,
            forced_colors: false,
            learns_nothing: false,
            traced: false,
            lang: "en-GB",
        }
    }

    /// A phone, upright.
    pub fn phone() -> View {
        View { width: 390, height: 844, dpr: 3.0, touch: true, ..View::wide() }
    }

    /// The commands of the Chrome DevTools Protocol that make a browser look so.
    pub fn emulation(&self) -> Vec<(&'static str, Value)> {
        let media = |name: &str, value: &str| json!({ "name": name, "value": value });
        let either = |flag: bool, yes: &'static str, no: &'static str| if flag { yes } else { no };
        let features = [
            media("prefers-color-scheme", either(self.dark, "dark", "light")),
            media("prefers-reduced-motion", either(self.reduced_motion, "reduce", "no-preference")),
            media("forced-colors", either(self.forced_colors, "active", "none")),
        ];
        let metrics = json!({
            "width": self.width,
            "height": self.height,
            "deviceScaleFactor": self.dpr,
            "mobile": self.touch,
        });
        let touch = json!({ "enabled": self.touch, "maxTouchPoints": 5 });
        vec![
            ("Emulation.setDeviceMetricsOverride", metrics),
            ("Emulation.setTouchEmulationEnabled", touch),
            ("Emulation.setEmulatedMedia", json!({ "features": features })),
            ("Emulation.setLocaleOverride", json!({ "locale": self.lang })),
            ("Emulation.setTimezoneOverride", json!({ "timezoneId": "UTC" })),
        ]
    }
}
