//! The element as a developer meets it: attributes, properties, methods, events, manners.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn attributes_and_properties_tell_the_same() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN&permalink=off", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2024-04-08", "JPN"]));
        page.eval("void (atlas.selected = 'CAN')").await;
        assert_eq!(
            page.eval("[atlas.getAttribute('selected'), atlas.getState().selected]").await,
            json!(["CAN", "CAN"])
        );
        page.eval("atlas.setAttribute('projection', 'globe')").await;
        assert_eq!(
            page.eval("[atlas.projection, atlas.getState().camera.projection]").await,
            json!(["globe", "globe"])
        );
        page.eval("atlas.setState({ date: '2023-03-13', selected: null })").await;
        assert_eq!(
            page.eval("[atlas.getAttribute('date'), atlas.hasAttribute('selected')]").await,
            json!(["2023-03-13", false])
        );
        assert_eq!(page.eval("atlas.constructor.version").await, env!("CARGO_PKG_VERSION"));
    });
}

#[test]
fn a_property_set_before_the_class_is_there_survives() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => {
               const element = document.createElement('aukus-atlas');
               element.date = '2022-04-05'; element.loading = 'eager';
               element.setState({ selected: 'JPN' });
               document.body.append(element);
               await element.ready;
               window.second = element.getState();
             })()",
        )
        .await;
        assert_eq!(page.eval("[second.date, second.selected]").await, json!(["2022-04-05", "JPN"]));
    });
}

#[test]
fn a_state_set_partly_leaves_the_rest_and_drops_what_is_wrong() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let before = page.eval("atlas.getState()").await;
        page.eval(
            "atlas.setState({ date: 'no day', selected: 'nobody', camera: { zoom: 'x', lon: 1000, lat: NaN }, view: 7,
               statuses: 3, unknown: {}, range: { start: '2030' }, tour: { id: 'none' } })",
        )
        .await;
        let mut after = page.eval("atlas.getState()").await;
        // A longitude of another turn is a longitude.
        after["camera"]["lon"] = before["camera"]["lon"].clone();
        assert_eq!(after["range"]["start"], before["range"]["start"]);
        assert_eq!(after, before);
        page.eval("(atlas.setState(null), atlas.setState(undefined), atlas.setState('x'))").await;
    });
}

#[test]
fn what_is_no_plain_value_in_a_state_leaves_the_rest_of_it() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let taken = page
            .eval("return (atlas.setState({ date: '2023-03-14', note: () => 1, selected: document.body, playing: { speed: NaN } }), [atlas.date, atlas.getState().playing.speed])")
            .await;
        assert_eq!(taken, json!(["2023-03-14", 1]));
        // What runs by the page's doing is told as the page's.
        let reason = page
            .eval("return new Promise(done => atlas.addEventListener('atlas-change', event => event.detail.changed.includes('date') && done(event.detail.reason)))")
            .await;
        assert_eq!(reason, "api");
    });
}

#[test]
fn a_camera_that_is_given_back_is_the_one_that_it_opened_with() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let opening = page.eval("atlas.getState().camera").await;
        page.eval(
            "(atlas.setState({ camera: { lon: 10, lat: 50, zoom: 5 } }), atlas.setState({ camera: null }))",
        )
        .await;
        assert_eq!(page.eval("atlas.getState().camera").await, opening);
        // It follows the width again.
        page.eval("void atlas.style.setProperty('width', '300px')").await;
        page.wait_for(&format!("atlas.getState().camera.zoom !== {}", opening["zoom"])).await;
    });
}

#[test]
fn what_throws_when_it_is_read_leaves_the_state_as_it_is() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let thrown = page
            .eval(
                "return (() => {
                   const refuses = new Proxy({}, { ownKeys() { throw new Error('no'); } });
                   const gone = Proxy.revocable({}, {}); gone.revoke();
                   const angry = { get date() { throw new Error('no'); }, selected: 'CAN' };
                   const thrown = [];
                   for (const partial of [refuses, gone.proxy, angry, { camera: refuses }, { camera: { lon: 20, note() {} } }]) {
                     try { atlas.setState(partial); } catch (error) { thrown.push(String(error)); }
                   }
                   return thrown;
                 })()",
            )
            .await;
        assert_eq!(thrown, json!([]));
        // The rest of what was set is there.
        assert_eq!(
            page.eval("[atlas.date, atlas.selected, atlas.getState().camera.lon]").await,
            json!(["2024-04-08", "CAN", 20])
        );
    });
}

#[test]
fn after_a_refusal_nothing_is_ready_until_there_is_something_again() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let refusals = page
            .eval(
                "return (async () => {
                   await atlas.setData({ schema: 2 }).catch(() => {});
                   const code = error => error.code ?? String(error);
                   const refusals = [atlas.ready, atlas.toSVG(), atlas.toPNG()].map(asked => asked.then(() => 'there', code));
                   return Promise.all(refusals);
                 })()",
            )
            .await;
        assert_eq!(refusals, json!(["dataset", "dataset", "dataset"]));
        page.eval(
            "return fetch('data/aukus.json').then(data => data.json()).then(data => atlas.setData(data))",
        )
        .await;
        assert_eq!(page.eval("return atlas.toSVG().then(svg => svg.startsWith('<svg'))").await, true);
    });
}

#[test]
fn another_story_is_told_with_all_that_it_changes() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void (window.changes = [], atlas.addEventListener('atlas-change', event => changes.push(event.detail)))").await;
        page.eval("return fetch('data/eu.json').then(data => data.json()).then(data => atlas.setData(data))")
            .await;
        assert_eq!(
            page.eval("['camera', 'range', 'selected'].every(key => changes.some(({ changed }) => changed.includes(key)))").await,
            true
        );
        assert_eq!(page.eval("changes.at(-1).state").await, page.eval("atlas.getState()").await);
    });
}

#[test]
fn an_element_that_is_moved_is_not_ready_anew() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "void (window.readies = 0, document.addEventListener('atlas-ready', () => window.readies++))",
        )
        .await;
        page.eval("return (document.querySelector('article').prepend(atlas), atlas.ready)").await;
        assert_eq!(page.eval("[atlas.selected, window.readies]").await, json!(["JPN", 0]));
        page.eval("return (atlas.setAttribute('src', 'data/eu.json'), atlas.ready)").await;
        page.wait_for("window.readies === 1").await;
    });
}

#[test]
fn a_colour_that_a_page_changes_reaches_the_pictures() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&permalink=off", async |page| {
        page.wait_for(READY).await;
        // The sea off Fiji.
        let sea = "(() => { const { width, height } = root.querySelector('.map').getBoundingClientRect();
            const canvas = root.querySelector('.map canvas'), [x, y] = atlas.project([-150, -30]);
            return [...canvas.getContext('2d').getImageData(x * canvas.width / width, y * canvas.height / height, 1, 1).data].slice(0, 3).join(); })()";
        let before = page.eval(sea).await;
        page.eval("atlas.style.setProperty('--atlas-water', 'rgb(10, 200, 30)')").await;
        page.wait_for(&format!("{sea} === '10,200,30'")).await;
        // By a sheet of the page's as well.
        page.eval("void (atlas.style.removeProperty('--atlas-water'), (document.adoptedStyleSheets = [new CSSStyleSheet()])[0].replaceSync('aukus-atlas { --atlas-ramp-1: rgb(200, 10, 30) }'))")
            .await;
        page.wait_for(&format!("{sea} === '{}'", before.as_str().unwrap())).await;
        assert_eq!(
            page.eval("return atlas.toSVG().then(svg => /rgb\\(200, 10, 30\\)|#c80a1e/.test(svg))").await,
            true
        );
    });
}

#[test]
fn sizes_of_a_pages_own_are_kept_on_a_phone() {
    visit(&View::phone(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        let sizes = "[getComputedStyle(root.querySelector('.title')).fontSize, getComputedStyle(root.querySelector('.viewbar .button')).minHeight]";
        assert_eq!(page.eval(sizes).await, json!(["19px", "44px"]));
        page.eval("void (atlas.style.setProperty('--atlas-display', '42px'), atlas.style.setProperty('--atlas-target', '60px'))").await;
        assert_eq!(page.eval(sizes).await, json!(["38px", "60px"]));
    });
}

#[test]
fn an_attribute_says_what_is_shown_where_it_was_set_to_what_is_not_known() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN&permalink=off", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval(
                "return Object.entries({ selected: 'BOGUS', date: 'nonsense', projection: 'cube', view: 'x', theme: 'blue' }).map(([name, value]) => {
                   atlas.setAttribute(name, value);
                   return (atlas.getAttribute(name) ?? atlas[name]) === atlas[name] && atlas[name] !== value;
                 })",
            )
            .await;
        assert_eq!(told, json!([true, true, true, true, true]));
        assert_eq!(
            page.eval("[atlas.getAttribute('selected'), atlas.getAttribute('date')]").await,
            json!(["JPN", "2024-04-08"])
        );
    });
}

#[test]
fn events_tell_what_changes_and_a_choice_can_be_refused() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => { window.heard = [];
               for (const type of ['atlas-change', 'atlas-select', 'atlas-ready', 'atlas-error'])
                 document.addEventListener(type, e => heard.push([type, e.detail.reason ?? null, e.detail.changed ?? e.detail.id ?? null])); })()",
        )
        .await;
        page.eval("atlas.select('CAN')").await;
        assert_eq!(page.eval("heard[0]").await, json!(["atlas-select", "api", "CAN"]));
        assert_eq!(page.eval("heard[1][2].includes('selected')").await, true);
        page.eval("void document.addEventListener('atlas-select', e => e.preventDefault(), { once: true })")
            .await;
        page.eval("atlas.select('AUS')").await;
        assert_eq!(page.eval("atlas.selected").await, "CAN");
        page.eval("root.querySelector('[data-do=\"select:USA\"]').click()").await;
        assert_eq!(
            page.eval("heard.findLast(([type]) => type === 'atlas-select')").await,
            json!(["atlas-select", "user", "USA"])
        );
        // A listener may call straight back.
        page.eval("void document.addEventListener('atlas-change', () => atlas.setState({ selected: 'GBR' }), { once: true })").await;
        page.eval("atlas.goTo('2023-01-01')").await;
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2023-01-01", "GBR"]));
    });
}

#[test]
fn positions_and_places_answer_each_other() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let worst = page
            .eval(
                "Math.max(...[[139.7, 35.7], [149.1, -35.3], [-75.7, 45.4], [103.85, 1.29]].map(place => {
                   const back = atlas.unproject(atlas.project(place));
                   return Math.hypot(back[0] - place[0], back[1] - place[1]); }))",
            )
            .await;
        assert!(worst.as_f64().unwrap() < 1e-6, "{worst}");
        assert_eq!(
            page.eval("atlas.pick(atlas.project([134, -25]))").await,
            json!({ "country": "AUS", "actor": "AUS", "event": null })
        );
        assert_eq!(page.eval("atlas.pick(atlas.project([20, 5])).country").await, "CAF");
        assert_eq!(
            page.eval("atlas.pick(atlas.project([-160, -20]))").await,
            json!({ "country": null, "actor": null, "event": null })
        );
        assert_eq!(page.eval("atlas.pick([-5, 10])").await, json!(null));
        page.eval("atlas.setState({ camera: { projection: 'globe', lon: 135, lat: 0 } })").await;
        assert_eq!(page.eval("atlas.project([-45, 0])").await, json!(null));
        assert_eq!(page.eval("atlas.unproject([1, 1])").await, json!(null));
    });
}

#[test]
fn a_wrong_dataset_is_refused_with_every_error_and_the_fallback_shown() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let refused = page
            .eval(
                "return (async () => {
                   const data = await (await fetch('data/aukus.json')).json();
                   data.events[3].date = '2021-13'; data.events[4].actors = ['JPM']; data.actors[0].colour = 'red';
                   window.told = new Promise(resolve => atlas.addEventListener('atlas-error', e => resolve(e.detail)));
                   return atlas.setData(data).then(() => null, detail => detail);
                 })()",
            )
            .await;
        assert_eq!(refused["code"], "dataset");
        let paths: Vec<&str> =
            refused["errors"].as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap()).collect();
        assert!(paths.contains(&"events[3].date") && paths.contains(&"actors[0].colour"), "{paths:?}");
        assert_eq!(page.eval("return told").await, refused);
        let text = page.eval("root.querySelector('.error').innerText").await;
        for expected in ["cannot be shown", "events[3].date", "2021-13", "the month must be 01 to 12"] {
            assert!(text.as_str().unwrap().contains(expected), "{expected} is not in {text}");
        }
        // The fallback inside the element is seen again, and nothing of the atlas is left half.
        assert_eq!(
            page.eval("[!!root.querySelector('slot'), !!root.querySelector('.atlas')]").await,
            json!([true, false])
        );
        assert_eq!(page.eval("atlas.querySelector('p').getBoundingClientRect().height > 10").await, true);
        page.screenshot("error").await;
    });
}

#[test]
fn a_dataset_of_ones_own_is_shown_and_a_newer_one_keeps_the_view() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => {
               const data = await (await fetch('data/aukus.json')).json();
               data.title = 'Another title'; data.updated = '2026-11-01';
               await atlas.setData(JSON.stringify(data));
             })()",
        )
        .await;
        assert_eq!(page.eval("root.querySelector('h2').textContent").await, "Another title");
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2024-04-08", "JPN"]));
    });
}

#[test]
fn a_text_of_the_dataset_is_never_markup() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => {
               const data = await (await fetch('data/aukus.json')).json();
               const evil = '<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>';
               data.title = evil; data.actors[3].label = evil; data.events.forEach(e => { e.title = evil; e.summary = evil; });
               await atlas.setData(data); atlas.select('JPN'); atlas.flush();
             })()",
        )
        .await;
        assert_eq!(page.eval("root.querySelectorAll('img, script').length").await, 0);
        assert_eq!(page.eval("root.querySelector('.panel h3').textContent.startsWith('<img')").await, true);
        assert_eq!(page.eval("typeof window.owned").await, "undefined");
    });
}

#[test]
fn an_element_below_the_fold_loads_when_it_nears_the_viewport() {
    visit(&View::wide(), "/gallery/below-the-fold.html", async |page| {
        page.wait_for("customElements.get('aukus-atlas')").await;
        assert_eq!(
            page.eval(
                "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.wasm')).length"
            )
            .await,
            0
        );
        page.eval("scrollTo(0, document.body.scrollHeight)").await;
        page.wait_for(READY).await;
        assert_eq!(
            page.eval(
                "performance.getEntriesByType('resource').filter(r => /atlas-[0-9a-f]+.wasm$/.test(r.name)).length"
            )
            .await,
            1
        );
    });
}

#[test]
fn a_moved_element_keeps_its_state_and_a_removed_one_leaves_nothing_running() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ date: '2023-03-14', selected: 'FRA' })").await;
        page.eval("void document.querySelector('article').prepend(atlas)").await;
        page.wait_for(READY).await;
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2023-03-14", "FRA"]));
        page.eval("void (window.kept = atlas, atlas.play(), atlas.remove())").await;
        assert_eq!(
            page.eval("[kept.getState(), kept.pick([10, 10]), kept.shadowRoot.querySelector('.atlas')]")
                .await,
            json!([null, null, null])
        );
    });
}

#[test]
fn nothing_moves_while_nothing_changes() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        // A frame counts as asked for by the widget if it is not the counter's own.
        let frames = page
            .eval(
                "return (async () => {
                   atlas.flush();
                   await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
                   const ask = window.requestAnimationFrame; let count = 0;
                   window.requestAnimationFrame = f => { count++; return ask.call(window, f); };
                   for (let i = 0; i < 30; i++) await new Promise(r => ask.call(window, r));
                   window.requestAnimationFrame = ask;
                   return count;
                 })()",
            )
            .await;
        assert_eq!(frames, 0);
    });
}

#[test]
fn where_the_page_gives_a_height_the_map_gives_way() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("void (atlas.style.height = '1100px')").await;
        let map = "root.querySelector('.map').getBoundingClientRect()";
        page.wait_for(&format!("{map}.height < 430 && {map}.height > 240")).await;
        let bottom = page.eval("root.querySelector('.lanes').getBoundingClientRect().bottom - atlas.getBoundingClientRect().top").await;
        assert!(bottom.as_f64().unwrap() <= 1101.0, "{bottom}");
        page.eval("void (atlas.style.height = '300px')").await;
        page.wait_for(&format!("{map}.height === 240")).await;
        page.eval("void (atlas.style.height = '')").await;
        page.wait_for(&format!("{map}.height > 400")).await;
    });
}

#[test]
fn two_elements_share_one_module() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => { const second = atlas.cloneNode(true); second.removeAttribute('permalink'); second.setAttribute('loading', 'eager');
               second.setAttribute('selected', 'CAN'); second.id = 'second'; atlas.after(second); await second.ready; })()",
        )
        .await;
        assert_eq!(
            page.eval("[atlas.selected, document.querySelector('#second').selected]").await,
            json!(["JPN", "CAN"])
        );
        assert_eq!(
            page.eval(
                "performance.getEntriesByType('resource').filter(r => /atlas-[0-9a-f]+.wasm$/.test(r.name)).length"
            )
            .await,
            1
        );
    });
}

#[test]
fn the_permalink_follows_the_state_and_opens_it_again() {
    visit(
        &View::wide(),
        "/index.html#selected=KOR&date=2023-08-30&zoom=2.5&nonsense=%zz&lon=abc",
        async |page| {
            page.wait_for(READY).await;
            assert_eq!(
                page.eval("[atlas.selected, atlas.date, atlas.getState().camera.zoom]").await,
                json!(["KOR", "2023-08-30", 2.5])
            );
            page.eval("atlas.select('IND')").await;
            page.wait_for("location.hash.includes('selected=IND')").await;
            page.eval("void (location.hash = '#selected=AUS')").await;
            page.wait_for("atlas.selected === 'AUS'").await;
        },
    );
}

#[test]
fn pictures_come_as_svg_and_png() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let svg = page.eval("return atlas.toSVG()").await;
        let svg = svg.as_str().unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("On 8 April 2024") && svg.contains("Natural Earth"));
        assert!(!svg.contains("style="), "a page's policy may forbid style attributes");
        let size = page
            .eval("return atlas.toPNG().then(async blob => [blob.type, (await createImageBitmap(blob)).width > 600, blob.size > 20000])")
            .await;
        assert_eq!(size, json!(["image/png", true, true]));
    });
}
