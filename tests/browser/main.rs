//! The built, optimised module in real browsers, served by `atlas serve` under its policy.
//!
//! A test names a view and a page, and gets the page opened. Whatever the test checks, at its end
//! the console must be without errors and no request may have left our host; a test that provokes
//! an error pardons it by a part of its text. A test that fails leaves a screenshot.
//!
//! ```ignore
//! #[test]
//! fn japan_is_chosen_by_a_click() {
//!     visit(&View { dark: true, ..View::wide() }, "/index.html", async |page| {
//!         page.wait_for("atlas.getState()").await; // JavaScript; `atlas` and `root` are at hand
//!         let at = page.eval("atlas.project([139.7, 35.7])").await;
//!         page.click_in("atlas", at).await;
//!         page.wait_for("atlas.selected === 'JPN'").await;
//!         assert_eq!(page.eval("root.querySelector('h2').textContent").await, "Japan");
//!         page.screenshot("japan").await; // target/screenshots/japan.png
//!     });
//! }
//! ```
//!
//! The browsers: Chromium (`CHROME` and `CHROMEDRIVER`, or what is in PATH, or what apt installs), and a part of the
//! tests in Firefox and WebKitGTK where those are there; `ATLAS_ENGINES=chromium,firefox,webkit` (or some of them) runs
//! everything in each, and has them installed where that can be. What an engine cannot do, the test says by
//! `visit_except`, or its view does; `tests/engines.md` has it all.

mod chromium;
mod command;
mod consumers;
mod engine;
mod faulty;
mod firefox;
mod matrix;
mod page;
mod relay;
mod stand;
mod tether;
mod view;
mod watch;
mod webkit;

mod accessibility;
mod budgets;
mod closing;
mod conventions;
mod crossing;
mod custom_element;
mod element;
mod embedding;
mod faults;
mod filters;
mod first_visit;
mod for_every_reader;
mod frames;
mod frameworks;
mod gallery;
mod given_data;
mod hands;
mod hardships;
mod hostile;
mod input;
mod languages;
mod later;
mod leaks;
mod manners;
mod motion;
mod other_stories;
mod own_data;
mod package;
mod panel;
mod printing;
mod reading;
mod responsiveness;
mod rows;
mod search;
mod sharing;
mod tables;
mod time;
mod tools;
mod tour;
mod ways_in;
mod wordpress;
