//! The same as tables: by role and name, sorted, filtered, copied, saved.

use fantoccini::key::Key;
use serde_json::json;

use crate::chromium::cdp;
use crate::page::{Page, visit, visit_in_chromium};
use crate::view::View;

const READY: &str = "atlas.getState?.() && root.querySelector('table tbody tr')";
/// The words of a column, row by row.
const COLUMN: &str = "(n => [...root.querySelectorAll('tbody tr:not(.heading)')].map(r => r.children[n].innerText.split('\\n')[0].trim()))";

/// Presses the button of that name in the table's region.
async fn press(page: &Page, name: &str) {
    page.wait_for(&format!(
        "(b => b && (b.focus(), b.click(), true))([...root.querySelectorAll('.table button')].find(b => (b.ariaLabel ?? b.textContent) === '{name}'))"
    ))
    .await;
}

#[test]
fn the_table_of_a_day_is_a_table_to_a_screen_reader() {
    visit_in_chromium(
        "what a screen reader is told is read by Chromium's protocol",
        &View::wide(),
        "/embed.html?lang=en-GB&view=table&date=2024-04-08",
        async |page| {
            page.wait_for(READY).await;
            let tree = cdp(&page.client, "Accessibility.getFullAXTree", json!({})).await;
            let nodes = tree["nodes"].as_array().unwrap();
            let of_role = |role: &str| -> Vec<String> {
                let nodes =
                    nodes.iter().filter(|node| node["role"]["value"] == role && node["ignored"] == false);
                nodes.map(|node| node["name"]["value"].as_str().unwrap_or_default().to_owned()).collect()
            };
            assert!(
                of_role("table")[0].starts_with("Actors. On 8 April 2024: 3 members"),
                "{:?}",
                of_role("table")
            );
            assert_eq!(
                of_role("columnheader"),
                ["Actor", "Status", "Since", "Latest change", "Sources", "Changes"]
            );
            let rows = of_role("rowheader");
            assert!(rows.contains(&"Japan".to_owned()) && rows.contains(&"Members".to_owned()), "{rows:?}");
            assert_eq!(page.eval(&format!("{COLUMN}(1)[0]")).await, "Member");
        },
    );
}

#[test]
fn a_header_sorts_up_then_down_then_not_and_keeps_the_focus() {
    visit(&View::wide(), "/embed.html?lang=en-GB&view=table&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let before = page.eval(&format!("{COLUMN}(0)")).await;
        press(page, "Actor").await;
        page.wait_for("root.querySelector('th[aria-sort=ascending]')?.innerText === 'Actor'").await;
        let names = page.eval(&format!("{COLUMN}(0)")).await;
        let sorted = page.eval(&format!("{COLUMN}(0).sort(new Intl.Collator('en').compare)")).await;
        assert_eq!(names, sorted);
        assert_eq!(page.eval("root.activeElement.textContent").await, "Actor");
        page.press(Key::Enter).await;
        page.wait_for("root.querySelector('th[aria-sort=descending]')?.innerText === 'Actor'").await;
        let mut reversed: Vec<_> = page.eval(&format!("{COLUMN}(0)")).await.as_array().unwrap().clone();
        reversed.reverse();
        assert_eq!(json!(reversed), sorted);
        page.press(Key::Enter).await;
        // Not sorted, the strongest stand first in each group.
        page.wait_for("root.querySelector('th[aria-sort=ascending]')?.innerText.startsWith('Status')").await;
        assert_eq!(page.eval(&format!("{COLUMN}(0)")).await, before);
    });
}

#[test]
fn the_tables_follow_the_filters_and_say_so() {
    visit(&View::wide(), "/embed.html?lang=en-GB&view=table&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"status:critic\"]').click()").await;
        page.wait_for(&format!("{COLUMN}(1).every(status => status === 'Critic')")).await;
        page.wait_for("root.querySelector('.filtered').innerText.startsWith('2 of 17 pass')").await;
        page.eval("root.querySelector('[data-do=clear]').click()").await;
        page.wait_for("!root.querySelector('.filtered')").await;
        press(page, "Claims").await;
        page.wait_for("root.querySelectorAll('tbody tr').length === 35").await;
        page.eval("atlas.setState({ footings: ['official'] })").await;
        page.wait_for(&format!("{COLUMN}(3).length > 0 && {COLUMN}(3).every(f => f === 'Official')")).await;
    });
}

#[test]
fn a_row_chooses_what_it_is_about_and_a_link_in_it_does_not() {
    visit(&View::wide(), "/embed.html?lang=en-GB&view=table&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('tr[data-row=JPN] td.text').click()").await;
        page.wait_for("atlas.selected === 'JPN' && root.querySelector('tr.chosen')?.getAttribute('aria-current') === 'true'").await;
        page.wait_for("root.querySelector('.panel h3')?.textContent === 'Japan'").await;
        page.eval(
            "(a => (a.addEventListener('click', e => e.preventDefault()), a.click()))(root.querySelector('tr[data-row=IND] a'))",
        )
        .await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
        press(page, "Events").await;
        page.wait_for("root.querySelectorAll('tbody tr').length === 114").await;
        page.eval("root.querySelector('tr[data-row=joint-statement-2024] button').click()").await;
        page.wait_for("atlas.selected === 'joint-statement-2024'").await;
    });
}

#[test]
fn the_table_is_copied_as_it_is_read() {
    visit(&View::wide(), "/embed.html?lang=en-GB&view=table&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("void (navigator.clipboard.writeText = text => (window.copied = text, Promise.resolve()))")
            .await;
        press(page, "Copy").await;
        page.wait_for("root.activeElement.textContent === 'Copied' && root.querySelector('[aria-live]').textContent === 'Copied'").await;
        let lines = page.eval("copied.trim().split('\\n').map(line => line.split('\\t'))").await;
        assert_eq!(lines[0], json!(["Actor", "Status", "Since", "Latest change", "Sources", "Changes"]));
        assert_eq!(lines.as_array().unwrap().len(), 18);
        assert_eq!(page.eval(&format!("copied.trim().split('\\n').slice(1).map(l => l.split('\\t')[0]).join() === {COLUMN}(0).join()")).await, true);
        page.wait_for("root.activeElement.textContent === 'Copy'").await;
    });
}

#[test]
fn the_csv_file_is_the_rows_that_are_shown() {
    visit(&View::wide(), "/embed.html?lang=en-GB&view=table&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        press(page, "Changes").await;
        page.wait_for("root.querySelectorAll('tbody tr').length > 80").await;
        // What is saved is read where the browser is given it.
        page.eval(
            "return void (() => { const make = URL.createObjectURL;
               URL.createObjectURL = blob => (blob.text().then(text => window.saved = text), make.call(URL, blob));
               HTMLAnchorElement.prototype.click = function () { window.named = this.download; }; })()",
        )
        .await;
        press(page, "Download as CSV").await;
        page.wait_for("window.saved").await;
        assert_eq!(page.eval("named").await, "aukus-changes.csv");
        let lines = page.eval("saved").await.as_str().unwrap().to_owned();
        let mut reader = csv::Reader::from_reader(lines.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().next().unwrap().trim_start_matches('\u{feff}'), "Date");
        let whys: Vec<String> = reader.records().map(|line| line.unwrap()[4].to_owned()).collect();
        let shown = page.eval("[...root.querySelectorAll('td.text')].map(e => e.firstChild.textContent.trim().replace(/ partly verified$/, ' (partly verified)'))").await;
        assert_eq!(json!(whys), shown);
    });
}

#[test]
fn a_phone_reads_the_table_without_scrolling_sideways() {
    for width in [320, 590, 640] {
        visit(
            &View { width, height: 800, ..View::wide() },
            "/embed.html?lang=en-GB&view=table&date=2024-04-08",
            async |page| {
                page.wait_for(READY).await;
                for table in ["Changes", "Events", "Claims", "Sources", "Actors"] {
                    press(page, table).await;
                    page.wait_for(&format!("[...root.querySelectorAll('.table [aria-pressed=true]')].some(b => b.textContent === '{table}')")).await;
                    assert_eq!(
                        page.eval("document.documentElement.scrollWidth <= innerWidth").await,
                        true,
                        "{table} at {width}"
                    );
                }
                let cut = "[...root.querySelectorAll('.table :is(td, th, button)')].filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 0.5).length";
                assert_eq!(page.eval(cut).await, 0);
            },
        );
    }
}

#[test]
fn a_link_tells_which_table_and_its_order() {
    let path = "/embed.html?lang=en-GB&date=2024-04-08#view=table&rows=claims&sort=-date";
    visit(&View::wide(), path, async |page| {
        page.wait_for(READY).await;
        let open = "root.querySelector('.tablebar [aria-pressed=true]').textContent";
        assert_eq!(page.eval(open).await, "Claims");
        page.wait_for("root.querySelector('th[aria-sort=descending]')?.innerText === 'Date'").await;
        press(page, "Events").await;
        page.wait_for("location.hash.includes('rows=events') && !location.hash.includes('sort=')").await;
        press(page, "Title").await;
        page.wait_for("location.hash.includes('sort=title')").await;
        assert_eq!(page.eval("atlas.getState().table").await, json!({ "rows": "events", "sort": "title" }));
        // What no table has is passed over.
        page.eval("atlas.setState({ table: { rows: 'planets', sort: 'mass' } })").await;
        assert_eq!(page.eval("atlas.getState().table").await, json!({ "rows": "events", "sort": "title" }));
        page.eval("atlas.setState({ table: null })").await;
        page.wait_for("root.querySelector('.tablebar [aria-pressed=true]').textContent === 'Actors'").await;
    });
}

#[test]
fn heads_stand_over_their_columns_and_nothing_runs_under_the_panel() {
    for (width, query) in [(1280, ""), (1024, "&selected=JPN"), (700, "")] {
        let view = View { width, ..View::wide() };
        visit(&view, &format!("/embed.html?view=table&date=2024-04-08{query}"), async |page| {
            page.wait_for(READY).await;
            for table in ["Actors", "Changes", "Events", "Claims", "Sources"] {
                press(page, table).await;
                page.wait_for(&format!("root.querySelector('table.rows-{}')", table.to_lowercase())).await;
                let off = page
                    .eval(
                        "(() => { const left = e => e.getBoundingClientRect().left;
                           const row = [...root.querySelector('tbody tr:not(.heading)').children];
                           return [...root.querySelectorAll('thead th')].filter((th, at) => Math.abs(left(th) - left(row[at])) > 4).length; })()",
                    )
                    .await;
                assert_eq!(off, 0, "{table} at {width}");
                let runs_under = "(p => p.display !== 'none' && p.position === 'sticky' && root.querySelector('table').getBoundingClientRect().right > root.querySelector('.panel').getBoundingClientRect().left + 1)(getComputedStyle(root.querySelector('.panel')))";
                assert_eq!(page.eval(runs_under).await, false, "{table} at {width}");
            }
        });
    }
}
