//! Data of one's own: tables as a source, errors with their lines, newer data, and the page that makes it.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas?.getState?.()";

#[test]
fn a_table_of_changes_is_a_source() {
    visit(&View::wide(), "/embed.html?src=gallery/guide.csv&date=2022-01-01", async |page| {
        page.wait_for(READY).await;
        assert_eq!(
            page.eval(
                "[root.querySelector('.title').textContent, root.querySelector('.sentence').textContent]"
            )
            .await,
            json!(["guide", "On 1 January 2022: 4 members, 1 observer (Spain)."])
        );
    });
}

#[test]
fn a_wrong_table_is_refused_with_its_lines() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => { window.told = []; document.addEventListener('atlas-error', e => told.push(e.detail));
               const fetch = window.fetch;
               window.fetch = (url, ...rest) => String(url).endsWith('wrong.csv')
                 ? Promise.resolve(new Response('date,actor,status\\n2024,Japan,in\\n2024-04-31,France,in\\n')) : fetch(url, ...rest);
               atlas.src = 'wrong.csv'; })()",
        )
        .await;
        page.wait_for("told.length").await;
        assert_eq!(
            page.eval("told[0]").await,
            json!({
                "code": "dataset",
                "message": "line 3, date: found \"2024-04-31\"; expected a date like 2024-04-08, April 2024, 2023 or 44 BC; that month has no such day",
                "errors": [{
                    "path": "line 3, date", "line": 3, "column": 1, "found": "\"2024-04-31\"",
                    "expected": "a date like 2024-04-08, April 2024, 2023 or 44 BC", "hint": "that month has no such day",
                }],
            })
        );
        page.wait_for("root.querySelector('.error code')?.textContent === 'line 3, date'").await;
    });
}

#[test]
fn a_wrong_dataset_is_refused_with_its_lines() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval(
                "return (async () => {
                   const text = await (await fetch('data/aukus.json')).text();
                   const lines = JSON.stringify(JSON.parse(text), null, 1).replace('\"actors\"', '\"actor\"');
                   const told = [];
                   for (const wrong of [lines, '{\\n \"schema\": 1,\\n}'])
                     await atlas.setData(wrong).catch(detail => told.push(detail.errors.map(({ path, line }) => [path, line])));
                   return [told, lines.split('\\n').findIndex(line => line.includes('\"actor\"')) + 1,
                           root.querySelector('.error').textContent];
                 })()",
            )
            .await;
        let line = &told[1];
        assert!(told[0][0].as_array().unwrap().contains(&json!(["actor", line])), "{told}");
        assert_eq!(told[0][1], json!([["", 2]]));
        assert!(told[2].as_str().unwrap().contains("line 2"), "{told}");
    });
}

/// What has been drawn of a canvas, as a sum: blank is 0.
const INK: &str = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, n, i) => sum + (i % 997 ? 0 : n), 0)";

#[test]
fn newer_data_keeps_day_selection_camera_and_focus_and_nothing_flickers() {
    visit(&View::wide(), "/embed.html?date=2023-05-05&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval(&format!(
                "return (async () => {{
                   atlas.setState({{ camera: {{ lon: 120, lat: -10, zoom: 2.5 }} }}); atlas.flush();
                   const data = await (await fetch('data/aukus.json')).json();
                   const section = root.querySelector('section'), canvas = root.querySelector('.map canvas');
                   root.querySelector('[data-do=\"select:JPN\"]').focus();
                   const seen = {{ removed: 0, blank: 0, hidden: 0, progress: 0 }};
                   let isWatching = true;
                   const watch = () => {{
                     if (!section.isConnected) seen.removed++;
                     if (!canvas.isConnected || !({INK})(canvas)) seen.blank++;
                     if (!root.querySelector('.sentence').textContent) seen.hidden++;
                     if (root.querySelector('.loading, .error')) seen.progress++;
                     if (isWatching) requestAnimationFrame(watch);
                   }};
                   watch();
                   const before = atlas.getState();
                   const event = {{ ...data.events.at(-1), id: 'newest', date: '2027-01-01', title: 'Newest' }};
                   const corrections = [...(data.corrections ?? []), {{ date: '2027-01-02', text: 'It was Tuesday.' }}];
                   await atlas.setData({{ ...data, updated: '2027-01-02', corrections, events: [...data.events, event] }});
                   for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
                   isWatching = false;
                   const {{ date, selected, camera }} = atlas.getState();
                   return [seen, [date, selected], JSON.stringify(camera) === JSON.stringify(before.camera),
                           root.activeElement?.dataset.do === 'select:JPN', root.querySelector('.panel h3').textContent,
                           root.querySelector('.corrected').textContent, section === root.querySelector('section')];
                 }})()"
            ))
            .await;
        assert_eq!(
            told,
            json!([
                { "removed": 0, "blank": 0, "hidden": 0, "progress": 0 }, ["2023-05-05", "JPN"], true, true, "Japan",
                "Corrected: It was Tuesday.", true
            ])
        );
        page.eval("return fetch('data/aukus.json').then(r => r.text()).then(text => atlas.setData(text))")
            .await;
        assert_eq!(
            page.eval("root.querySelector('.corrected')").await,
            json!(null),
            "what is known is not told again"
        );
    });
}

#[test]
fn the_pinned_dataset_is_there() {
    visit(&View::wide(), "/embed.html", async |page| {
        let same = page
            .eval(
                "return (async () => {
                   const text = await (await fetch('data/aukus.json')).text();
                   const pinned = await fetch(`data/aukus@${JSON.parse(text).version}.json`);
                   return pinned.ok && text === await pinned.text();
                 })()",
            )
            .await;
        assert_eq!(same, true);
    });
}

#[test]
fn make_reads_checks_shows_and_gives() {
    visit(&View::wide(), "/make.html", async |page| {
        page.eval("document.querySelector('#example').click()").await;
        page.wait_for(READY).await;
        page.wait_for("!document.querySelector('#results').hidden").await;
        assert_eq!(
            page.eval(
                "[document.querySelector('#verdict').textContent, root.querySelector('.title').textContent]"
            )
            .await,
            json!(["A table of changes: 8 events, 5 actors, 4 statuses.", "The Harbour Pact"])
        );
        assert_eq!(
            page.eval("document.querySelector('#snippet-element').textContent").await,
            "<script type=\"module\" src=\"aukus-atlas.js\"></script>\n<aukus-atlas src=\"harbour-pact.json\">\n  <p>The Harbour Pact</p>\n</aukus-atlas>"
        );
        page.eval("atlas.goTo('2022-12-01')").await;
        // What is saved is the dataset that is shown.
        let saved = page
            .eval(
                "return (async () => {
                   const blobs = [], make = URL.createObjectURL;
                   URL.createObjectURL = blob => (blobs.push(blob), make.call(URL, blob));
                   HTMLAnchorElement.prototype.click = function () { blobs.at(-1).name = this.download; };
                   for (const id of ['save-json', 'save-svg', 'save-png']) {
                     document.getElementById(id).click();
                     const named = name => document.querySelector('#told').textContent === `Saved as harbour-pact.${name}.`;
                     while (!named(id.slice(5))) await new Promise(requestAnimationFrame);
                   }
                   const files = blobs.filter(blob => blob.name);
                   return [files.map(blob => [blob.name, blob.type, blob.size > 1000]), JSON.parse(await files[0].text()).events.length];
                 })()",
            )
            .await;
        assert_eq!(
            saved,
            json!([
                [
                    ["harbour-pact.json", "application/json", true],
                    ["harbour-pact.svg", "image/svg+xml", true],
                    ["harbour-pact.png", "image/png", true]
                ],
                8
            ])
        );
        // A slip: told with its line, and the last good version stays, on the day the reader chose.
        page.eval(
            "const field = document.querySelector('#text'); field.value = field.value.replace('2021-09-02', '2021-09-31');
             return void field.dispatchEvent(new Event('input'))",
        )
        .await;
        page.wait_for("document.querySelectorAll('#errors li').length === 1").await;
        page.eval("document.querySelector('#errors button').click()").await;
        assert_eq!(
            page.eval(
                "const f = document.querySelector('#text');
                 return [f.value.slice(f.selectionStart, f.selectionEnd), document.activeElement === f,
                         document.querySelector('#errors mark').textContent, document.querySelector('#stale').hidden,
                         atlas.getState().date]"
            )
            .await,
            json!(["2021-09-31", true, "2021-09-31", false, "2022-12-01"])
        );
    });
}

#[test]
fn make_gives_one_file_with_the_data_inside() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("harbour-pact.html");
    visit(&View::wide(), "/make.html", async |page| {
        page.eval("document.querySelector('#example').click()").await;
        page.wait_for("!document.querySelector('#results').hidden").await;
        let text = page
            .eval(
                "return (async () => {
                   let saved; const make = URL.createObjectURL;
                   URL.createObjectURL = blob => (saved = blob, make.call(URL, blob));
                   HTMLAnchorElement.prototype.click = () => {};
                   document.querySelector('#save-page').click();
                   while (saved?.type !== 'text/html') await new Promise(requestAnimationFrame);
                   return saved.text();
                 })()",
            )
            .await;
        std::fs::write(&path, text.as_str().unwrap()).unwrap();
    });
    let address = format!("file://{}", path.display());
    visit(&View::wide(), &address, async |page| {
        page.pardon(&format!("request to another host: {address}"));
        page.wait_for(READY).await;
        page.eval("atlas.goTo('2022-01-01')").await;
        page.wait_for("root.querySelector('.sentence').textContent === 'On 1 January 2022: 4 members, 1 observer (Spain).'").await;
        assert_eq!(
            page.eval("[document.title, document.querySelector('h1').textContent, atlas.textContent.trim()]")
                .await,
            json!(["The Harbour Pact", "The Harbour Pact", "The Harbour Pact"])
        );
    });
}

#[test]
fn make_asks_whether_the_day_or_the_month_comes_first() {
    visit(&View::wide(), "/make.html", async |page| {
        let paste = |text: &str| {
            format!(
                "const field = document.querySelector('#text'); field.value = {};
                 return void field.dispatchEvent(new Event('input'))",
                json!(text)
            )
        };
        page.eval(&paste("date,actor,status\n03/04/2024,Deutschland,in\n05/06/2024,日本,in\n")).await;
        page.wait_for("!document.querySelector('#asked').hidden").await;
        assert_eq!(
            page.eval("document.querySelectorAll('#errors li').length").await,
            1,
            "one question, not an error a row"
        );
        page.eval("document.querySelector('[data-dates=month-first]').click()").await;
        page.wait_for(READY).await;
        page.wait_for("document.querySelector('#asked').hidden && atlas.getState().date === '2024-05-06'")
            .await;
        // Countries are known by their names in many languages.
        assert_eq!(
            page.eval("[document.querySelector('#warned').hidden, ...['DEU', 'JPN'].map(code => Boolean(root.querySelector(`[data-do='select:${code}']`)))]").await,
            json!([true, true, true])
        );
    });
}

#[test]
fn a_table_of_old_windows_keeps_its_letters() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => { const fetch = window.fetch;
               window.fetch = (url, ...rest) => String(url).endsWith('old.csv')
                 ? Promise.resolve(new Response(Uint8Array.from('date;actor;status;title\\r\\n2024;Japan;in;\\xd6l\\r\\n', c => c.charCodeAt(0)))) : fetch(url, ...rest);
               atlas.src = 'old.csv'; })()",
        )
        .await;
        page.wait_for("root.querySelector('.title').textContent === 'old'").await;
        page.eval("atlas.setState({ view: 'table' })").await;
        page.wait_for(
            "root.textContent.includes('Öl') || root.querySelector('.panel')?.textContent.includes('Öl')",
        )
        .await;
    });
}

#[test]
fn make_takes_files_of_other_forms() {
    visit(&View { width: 360, height: 740, ..View::phone() }, "/make.html", async |page| {
        for (name, text, verdict) in [
            (
                "t.json",
                r#"{"title":{"text":{"headline":"T"}},"events":[{"start_date":{"year":"1900"},"text":{"headline":"A"}}]}"#,
                "A TimelineJS document: 1 event, 0 actors, 0 statuses.",
            ),
            (
                "g.geojson",
                r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2020","title":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#,
                "GeoJSON: 1 event, 0 actors, 0 statuses.",
            ),
            (
                "d.json",
                "{ \"schema\": 1, }",
                "A dataset with 1 error. Nothing of it is shown until it is mended.",
            ),
        ] {
            let (name, text) = (json!(name), json!(text));
            page.eval(&format!(
                "const files = new DataTransfer(), field = document.querySelector('#file');
                 files.items.add(new File([{text}], {name})); field.files = files.files;
                 return void field.dispatchEvent(new Event('change'))"
            ))
            .await;
            page.wait_for(&format!("document.querySelector('#verdict').textContent === {}", json!(verdict)))
                .await;
        }
        assert_eq!(
            page.eval("document.documentElement.scrollWidth").await,
            360,
            "nothing is wider than the page"
        );
    });
}
