//! The engines that the tests run in, which of them, and what one of them cannot show.

use crate::view::View;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// What Firefox and WebKit run where nobody has asked for more, by the beginnings of names: the first picture, the policy,
/// the parts of the module, and one test of each thing that engines do in their own way. They take five times as long as
/// Chromium. `ATLAS_ENGINES=chromium,firefox,webkit` runs everything in each.
const EVERY_DAY: [&str; 10] = [
    "first_visit::",
    "later::",
    "input::",
    "hands::dragging_the_playhead",
    "hands::the_map_pans",
    "hands::the_playhead_is_a_slider",
    "hardships::a_listener_may_remove",
    "hardships::a_lost_module",
    "hardships::a_press_that_ends_outside",
    "hardships::an_element_first_shown_later",
];

impl Engine {
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "Chromium",
            Engine::Firefox => "Firefox",
            Engine::WebKit => "WebKitGTK",
        }
    }

    /// Whether a test of this name (`module::sentence`) is to run in it.
    pub fn runs(self, test: &str) -> bool {
        let asked = std::env::var_os("ATLAS_ENGINES").is_some_and(|value| !value.is_empty());
        asked || self == Engine::Chromium || EVERY_DAY.iter().any(|start| test.starts_with(start))
    }

    /// Why it cannot look as the view says, where it cannot.
    pub fn cannot_show(self, view: &View) -> Option<&'static str> {
        if self != Engine::WebKit {
            return None;
        }
        if view.touch {
            Some("its driver has no fingers")
        } else if view.width < 450 {
            Some("its window is never narrower than 447 pixels")
        } else if view.forced_colors {
            Some("it has no forced colours")
        } else if view.dpr.fract() != 0.0 {
            Some("its pixels are divided in whole numbers only")
        } else {
            None
        }
    }
}
