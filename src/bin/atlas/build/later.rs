//! What of the browser module is fetched once a reader comes near.

/// Whether the later part begins with a function of this name; what only such functions need goes
/// with them. A function of the first part may call one of these: where the later part has not been
/// sent for by then, the call waits for it, so that this list can cost time but break nothing.
pub fn begins(name: &str) -> bool {
    EXPORTS.contains(&name) || FUNCTIONS.contains(&name)
}

/// What the element's class calls.
const EXPORTS: [&str; 12] = [
    "widget_goTo",
    "widget_hear",
    "widget_knowsPairs",
    "widget_openPairs",
    "widget_pairs",
    "widget_pause",
    "widget_play",
    "widget_reset",
    "widget_select",
    "widget_setDataset",
    "widget_setLanguage",
    "widget_toSVG",
];

/// What the first picture needs only in rare cases.
const FUNCTIONS: [&str; 3] = [
    "aukus_atlas::browser::panel_actor::actor",
    "aukus_atlas::browser::panel_event::event",
    "aukus_atlas::browser::table::fill",
];
