//! What axe finds on every screen, which is nothing; and what it cannot see: the keyboard, the zoom, the targets.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::page::{Page, visit};
use crate::stand::stand;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

/// Whether axe is there. Without npm it is not, and the tests that need it say so by name.
fn has_axe(test: &str) -> bool {
    let is_there = stand().axe.is_some();
    if !is_there {
        eprintln!("skipped: {test}: npm is not there to provide axe-core");
    }
    is_there
}

/// What axe finds in the element, by rule and place. A picture's buttons have another role, for which axe would
/// have other elements.
async fn findings(page: &Page) -> Vec<String> {
    let path = stand().axe.as_ref().expect("asked before");
    let source = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if page.eval("typeof axe").await == "undefined" {
        // The driver's scripts are not the page's: its policy does not hold for them.
        page.client.execute(&source, vec![]).await.expect("axe is read");
    }
    // Contrast cannot be judged in the middle of a fade.
    page.eval("return Promise.all(root.getAnimations().map(a => a.finish()))").await;
    let found = page
        .eval(
            "return axe.run(document.querySelector('aukus-atlas'), { resultTypes: ['violations'], rules: { 'aria-allowed-role': { enabled: atlas.interactive } } }).then(({ violations }) =>
               violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary.split('\\n').slice(1).join(' ')}`)))",
        )
        .await;
    let Value::Array(found) = found else { panic!("axe said {found}") };
    found.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}

/// How the screens are reached, from an element that stands at 8 April 2024 with nothing chosen.
const SCREENS: &[(&str, &str)] = &[
    ("nothing chosen", "return atlas.flush()"),
    ("an actor", "return (atlas.select('JPN'), atlas.flush())"),
    ("an event", "return (atlas.select('joint-statement-2024'), atlas.flush())"),
    ("everything opened", "return (async () => { for (const action of ['explain', 'all-sources']) root.querySelector(`.foot [data-do=\"${action}\"]`).click();
        for (const more of root.querySelectorAll('.panel [data-do^=\"more:\"]')) more.click(); atlas.flush(); })()"),
    ("a globe", "return (atlas.setState({ camera: { projection: 'globe' } }), atlas.flush())"),
    ("a filter", "return (atlas.setState({ selected: null, statuses: ['member'] }), atlas.flush())"),
    ("filters opened", "return press('.viewbar [data-do=filter]')"),
    ("search", "return press('.viewbar [data-do=filter]').then(() => press('.tools [data-do=search]')).then(() => type('japan'))"),
    ("nothing found", "return type('japan xyzzy')"),
    ("sharing a link", "return press('[data-do=search-close]').then(() => press('.tools [data-do=share]'))"),
    ("sharing code", "return press('[data-do=\"share-tab:embed\"]')"),
    ("sharing files", "return press('[data-do=\"share-tab:files\"]')"),
    ("time's options", "return press('[data-do=share-close]').then(() => press('[data-do=time-options]'))"),
    ("a tour", "return press('[data-do=time-options]').then(() => press('.tools [data-do=tour]'))"),
    ("a table", "return (atlas.setState({ tour: null, statuses: [], view: 'table' }), atlas.flush())"),
    ("a picture", "return (atlas.setState({ view: 'both' }), atlas.interactive = false, atlas.flush(), atlas.interactive)"),
];

/// What the screens are reached with: buttons that are there, and the field of a search.
const HANDS: &str = "const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const press = async what => { root.querySelector(what)?.click(); await frames(); await frames(); };
    const type = async text => { const field = root.querySelector('.search-box input'); field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); await frames(); await frames(); };";

async fn look_everywhere(page: &Page, about: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (name, reach) in SCREENS {
        page.eval(&format!("{HANDS} {reach}")).await;
        all.extend(findings(page).await.into_iter().map(|line| format!("{about}, {name}: {line}")));
    }
    all
}

#[test]
fn axe_finds_nothing_on_any_screen_in_either_theme() {
    if !has_axe("axe_finds_nothing_on_any_screen_in_either_theme") {
        return;
    }
    for dark in [false, true] {
        let theme = if dark { "dark" } else { "light" };
        visit(&View { dark, ..View::wide() }, "/embed.html?date=2024-04-08", async |page| {
            page.wait_for(READY).await;
            let found = look_everywhere(page, theme).await;
            assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
        });
    }
}

#[test]
fn axe_finds_nothing_on_a_phone_nor_in_arabic() {
    if !has_axe("axe_finds_nothing_on_a_phone_nor_in_arabic") {
        return;
    }
    for (view, path) in [
        (View::phone(), "/embed.html?date=2024-04-08"),
        (View::wide(), "/embed.html?date=2024-04-08&lang=ar"),
    ] {
        visit(&view, path, async |page| {
            page.wait_for(READY).await;
            let found = look_everywhere(page, path).await;
            assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
        });
    }
}

#[test]
fn axe_finds_nothing_while_loading_and_where_that_fails() {
    if !has_axe("axe_finds_nothing_while_loading_and_where_that_fails") {
        return;
    }
    for dark in [false, true] {
        visit(&View { dark, ..View::wide() }, "/embed.html", async |page| {
            page.wait_for(READY).await;
            page.eval("void (() => { const fetch = window.fetch; window.mend = () => void (window.fetch = fetch); window.fetch = () => new Promise(() => {}); atlas.src = 'data/none.json'; })()").await;
            page.eval("return (async () => { const late = document.createElement('aukus-atlas'); late.setAttribute('loading', 'eager'); late.src = 'data/none.json'; late.textContent = 'A map.'; atlas.replaceWith(late); })()").await;
            page.wait_for("root.querySelector('.loading')").await;
            assert_eq!(findings(page).await, [""; 0]);
            page.eval("mend()").await;
            page.eval("void (atlas.src = 'data/schema.json')").await;
            page.wait_for("root.querySelector('.error')").await;
            assert_eq!(findings(page).await, [""; 0]);
        });
    }
}

/// What takes the Tab key within a part.
fn stops(part: &str) -> String {
    format!(
        "[...root.querySelectorAll('{part} button')].filter(b => b.tabIndex === 0 && b.getClientRects().length > 0).length"
    )
}

#[test]
fn a_part_is_one_stop_of_the_tab_key_and_arrow_keys_lead_on_in_it() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        for part in [".legend", ".segments", ".zoom", ".rows"] {
            let parts = page.eval(&format!("root.querySelectorAll('{part}').length")).await;
            assert_eq!(page.eval(&stops(part)).await, parts, "{part}");
        }
        page.eval("root.querySelector('[data-do=\"status:member\"]').focus()").await;
        page.press(Key::Right).await;
        page.wait_for("root.activeElement?.dataset.do === 'status:takes-part'").await;
        assert_eq!(page.eval(&stops(".legend")).await, 1);
        page.press(Key::Left).await;
        page.press(Key::Left).await;
        page.wait_for("root.activeElement?.closest('.legend').querySelector('button:last-of-type') !== null && root.activeElement.dataset.do !== 'status:member'").await;
        page.press(Key::Home).await;
        page.wait_for("root.activeElement?.dataset.do === 'status:member'").await;
        // A choice fills the legend anew; the focus stays, and so does the one stop.
        page.press(Key::Enter).await;
        page.wait_for(
            "atlas.getState().statuses[0] === 'member' && root.activeElement?.dataset.do === 'status:member'",
        )
        .await;
        assert_eq!(page.eval(&stops(".legend")).await, 1);
        page.eval("root.querySelector('[data-do=\"select:AUS\"]').focus()").await;
        page.press(Key::Down).await;
        page.wait_for(
            "root.activeElement?.dataset.do !== 'select:AUS' && root.activeElement.closest('.rows')",
        )
        .await;
        assert_eq!(page.eval(&stops(".rows")).await, 1);
    });
}

#[test]
fn tables_and_steps_of_a_tour_are_one_stop_too() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&view=table", async |page| {
        page.wait_for("root.querySelector('thead button')").await;
        for part in [".tablebar .segments", "thead"] {
            assert_eq!(page.eval(&stops(part)).await, 1, "{part}");
        }
        page.eval("root.querySelector('thead button').focus()").await;
        page.press(Key::Right).await;
        page.wait_for("root.activeElement?.dataset.do === 'sort:status'").await;
        page.press(Key::Enter).await;
        page.wait_for(
            "atlas.getState().table.sort === 'status' && root.activeElement?.dataset.do === 'sort:status'",
        )
        .await;
        assert_eq!(page.eval(&stops("thead")).await, 1, "sorted, it still is");
        page.eval("atlas.setState({ view: 'both', tour: { id: 'article', step: 2 } })").await;
        page.wait_for("root.querySelector('.steps')").await;
        assert_eq!(page.eval(&stops(".steps")).await, 1);
        page.eval("root.querySelector('.step[aria-current]').focus()").await;
        page.press(Key::Down).await;
        page.wait_for("root.activeElement?.dataset.do === 'tour-step:3'").await;
        assert_eq!(page.eval("atlas.getState().tour.step").await, 2, "looking on is no step");
    });
}

#[test]
fn the_whole_element_is_a_dozen_stops() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let mut parts: Vec<String> = Vec::new();
        for _ in 0..60 {
            page.press(Key::Tab).await;
            let part = page
                .eval("(e => e && (e.closest('.panel, .foot') ? '' : e.dataset.do ?? e.getAttribute('part') ?? e.className))(root.activeElement)")
                .await;
            match part.as_str() {
                Some("") => continue,
                // Where nothing else on the page takes the focus an engine may begin again.
                Some(part) if parts.first().is_some_and(|first| first == part) => break,
                Some(part) => parts.push(part.to_owned()),
                None => break,
            }
        }
        let unique: std::collections::BTreeSet<_> = parts.iter().collect();
        assert_eq!(unique.len(), parts.len(), "{parts:?}");
        assert!(parts.len() <= 14, "{parts:?}");
    });
}

#[test]
fn on_a_phone_a_keyboard_meets_the_parts_in_the_order_in_which_they_stand() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let tops = page
            .eval("[...root.querySelectorAll('.title, .viewbar, .map, .legend, .transport, .lanes, .foot')].filter(e => e.getClientRects().length).map(e => [e.getBoundingClientRect().top, e.className])")
            .await;
        let tops: Vec<(f64, String)> = serde_json::from_value(tops).unwrap();
        assert!(tops.is_sorted_by(|a, b| a.0 <= b.0), "{tops:?}");
    });
}

#[test]
fn the_live_region_says_what_changed_and_no_more() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let live = "root.querySelector('[aria-live]').textContent";
        page.eval("root.querySelector('[data-do=\"select:JPN\"]').click()").await;
        page.wait_for(&format!("{live} === 'Japan: Considered'")).await;
        page.eval("root.querySelector('[data-do=next]').click()").await;
        page.wait_for(&format!("{live}.startsWith('9 April 2024. ')")).await;
        page.eval("root.querySelector('.playhead').focus()").await;
        let before = page.eval(live).await;
        page.press(Key::Right).await;
        page.wait_for("atlas.date === '2024-04-10'").await;
        assert_eq!(page.eval(live).await, before, "the slider's own value says it already");
    });
}

#[test]
fn at_four_hundred_percent_nothing_is_cut_off_or_scrolls_sideways() {
    // A window of 1280 px at 400 % is one of 320 px.
    for selected in ["", "&selected=JPN", "&view=table"] {
        visit(
            &View { width: 320, height: 256, dpr: 4.0, ..View::wide() },
            &format!("/embed.html?date=2024-04-08{selected}"),
            async |page| {
                page.wait_for(READY).await;
                assert_eq!(page.eval("document.documentElement.scrollWidth").await, 320, "{selected}");
                let cut = page.eval("[...root.querySelectorAll('button, h2, h3, h4, p')].filter(e => e.getClientRects().length && !e.closest('.unseen, .table, .sheet') && (b => b.right > 321 || b.left < -1)(e.getBoundingClientRect())).map(e => e.outerHTML.slice(0, 80))").await;
                assert_eq!(cut, json!([]), "{selected}");
            },
        );
    }
}

/// Controls that are smaller than a size, but for links within a text.
fn smaller_than(px: u32) -> String {
    format!(
        "[...root.querySelectorAll('button, [role=slider], summary, input, select')].filter(e => e.getClientRects().length && !e.closest('[inert]'))
           .filter(e => {{ const b = e.getBoundingClientRect(); return b.height < {px} - 0.5 || b.width < {px} - 0.5; }})
           .filter(e => getComputedStyle(e).display !== 'inline')
           .map(e => `${{e.dataset.do ?? e.className}} ${{Math.round(e.getBoundingClientRect().width)}}x${{Math.round(e.getBoundingClientRect().height)}}`)"
    )
}

#[test]
fn what_is_pressed_is_large_enough() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        // Lanes stand close; WCAG 2.5.8 asks for 24 px or as much room around.
        let small =
            page.eval(&format!("{}.filter(line => !/^(select|group):/.test(line))", smaller_than(24))).await;
        assert_eq!(small, json!([]));
    });
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let small = page
            .eval(&format!(
                "{}.filter(line => !/^(select|group):|explain|all-sources|more:/.test(line))",
                smaller_than(44)
            ))
            .await;
        assert_eq!(small, json!([]));
    });
}

#[test]
fn texts_follow_the_size_that_the_reader_has_set() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let sizes = "['.sentence', '.cell span', '.panel p'].map(s => parseFloat(getComputedStyle(root.querySelector(s)).fontSize))";
        let before = page.eval(sizes).await;
        // What a browser does where its reader asks for text of twice the size.
        page.eval("void document.documentElement.style.setProperty('font-size', '200%')").await;
        let twice: Vec<f64> =
            before.as_array().unwrap().iter().map(|size| size.as_f64().unwrap() * 2.0).collect();
        page.wait_for(&format!("JSON.stringify({sizes}) === JSON.stringify({})", json!(twice))).await;
        // As high as a lane is in the window, in engines too that tell what is zoomed in its own pixels.
        let in_window = "(box => root.querySelector('.main').getBoundingClientRect().width / root.querySelector('.lanes').getBoundingClientRect().width * box.height)";
        page.wait_for(&format!("{in_window}(root.querySelector('.lane').getBoundingClientRect()) >= 36"))
            .await;
        // A press beside a lane's name finds it all the same.
        let at = page
            .eval(&format!(
                "(lane => {{ atlas.flush(); lane.scrollIntoView({{ block: 'center' }});
                   const {{ y, height }} = lane.getBoundingClientRect(), {{ x, width }} = root.querySelector('.lanes').getBoundingClientRect();
                   const scale = {in_window}({{ height: 1 }}); return [(x + 0.9 * width) * scale, scale > 1.5 ? (y + height / 2 + scrollY) * scale - scrollY : y + height / 2]; }})(root.querySelector('[data-do=\"select:NZL\"]'))"
            ))
            .await;
        page.click([at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]).await;
        page.wait_for("atlas.selected === 'NZL'").await;
        page.eval("atlas.select(null)").await;
        page.wait_for("!root.querySelector('.lane.chosen')").await;
        let overlap = page.eval("(lanes => lanes.slice(1).some((lane, at) => lane.top < lanes[at].bottom - 1))([...root.querySelectorAll('.lane')].filter(l => l.getClientRects().length).map(l => l.getBoundingClientRect()))").await;
        assert_eq!(overlap, false);
        // A page that makes its own rem small takes nothing from ours.
        page.eval("void document.documentElement.style.setProperty('font-size', '62.5%')").await;
        page.wait_for(&format!("JSON.stringify({sizes}) === JSON.stringify({before})")).await;
    });
}

#[test]
fn in_forced_colours_everything_is_told_by_the_systems_colours() {
    visit(
        &View { forced_colors: true, ..View::wide() },
        "/embed.html?date=2024-04-08&selected=JPN",
        async |page| {
            page.wait_for(READY).await;
            let drawn = page
            .eval("(c => { const at = atlas.project([-160, -20]); return [...c.getContext('2d').getImageData(at[0], at[1], 1, 1).data].slice(0, 3); })(root.querySelector('.map canvas'))")
            .await;
            let canvas = page.eval("(p => { p.style.color = 'Canvas'; document.body.append(p); const c = getComputedStyle(p).color; p.remove(); return c.match(/\\d+/g).map(Number); })(document.createElement('p'))").await;
            assert_eq!(drawn, canvas, "the sea is the system's ground");
            // A pressed button, the playhead and a chosen status are told by a ground of their own, and no plate
            // lies behind a label on the map.
            page.eval("atlas.setState({ statuses: ['member'] })").await;
            page.wait_for("root.querySelector('.cell.chosen')").await;
            let grounds = "[[root.querySelector('.segments [aria-pressed=true]')], [root.querySelector('.playhead')], [root.querySelector('.cell.chosen'), '::before']].map(([e, p]) => getComputedStyle(e, p).backgroundColor)";
            let highlight = "(p => { p.style.color = 'Highlight'; document.body.append(p); const c = getComputedStyle(p).color; p.remove(); return c; })(document.createElement('p'))";
            let is_told = page.eval(&format!("{grounds}.map(c => c === {highlight})")).await;
            assert_eq!(is_told, json!([true, true, true]));
            let plate =
                page.eval("getComputedStyle(root.querySelector('.map .label')).forcedColorAdjust").await;
            assert_eq!(plate, "none");
            page.screenshot("forced-colors").await;
        },
    );
}
