//! The colours and the font as the page and the theme have them now.

use web_sys::Element;

use super::dom::{Media, style};
use super::inner::Inner;
use crate::scene::{Color, Palette, property_name};

/// Whether the reader's own colours replace all others (forced-colours mode).
pub fn has_forced_colors() -> bool {
    Media::new("(forced-colors: active)").matches()
}

impl Inner {
    /// Reads the colours and the font as the page and the theme have them now.
    pub fn take_theme(&mut self) {
        let Some(window) = web_sys::window() else { return };
        self.palette = self.probed_palette();
        if let Ok(Some(computed)) = window.get_computed_style(&self.frame.section)
            && let Ok(family) = computed.get_property_value("font-family")
        {
            self.host.set_font_family(family);
        }
        if let Some(mut lanes) = self.lanes.timeline.take() {
            lanes.measure(&self.dataset, &self.host);
            self.lanes.timeline = Some(lanes);
        }
        if let Some(painter) = &mut self.map.painter {
            painter.set_colors(&self.palette, &[Color::Paper, Color::Water]);
        }
        if let Some(painter) = &mut self.lanes.painter {
            painter.set_colors(&self.palette, &[Color::Paper]);
        }
        self.dirty.map = true;
        self.dirty.lanes = true;
    }

    /// The colours of a picture: those that are seen.
    pub fn picture_palette(&self) -> Palette {
        if has_forced_colors() { Palette::light() } else { self.palette.clone() }
    }

    /// The page's own colours as they are in the light theme, which is that of paper.
    pub fn paper_palette(&self) -> Palette {
        if has_forced_colors() {
            return Palette::light();
        }
        style(&self.frame.probe, "color-scheme", "light");
        let palette = self.probed_palette();
        style(&self.frame.probe, "color-scheme", "");
        palette
    }

    /// The colours as the page and the theme have them now.
    fn probed_palette(&self) -> Palette {
        let probe = &self.frame.probe;
        let color = |color: Color| {
            style(probe, "color", &format!("var(--atlas-{})", property_name(color)));
            let computed = web_sys::window()?.get_computed_style(probe).ok()??;
            computed.get_property_value("color").ok().filter(|value| !value.is_empty())
        };
        Palette::light().with(color)
    }

    pub fn computed(&self, element: &Element, property: &str) -> String {
        let computed = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
        computed.and_then(|computed| computed.get_property_value(property).ok()).unwrap_or_default()
    }
}
