//! Events by the hundred thousand: from a page's arrays, and from a long table.

use serde_json::json;

use crate::page::{Page, visit};
use crate::view::View;

pub const READY: &str = "atlas.getState?.()";

/// A dataset of two actors and two statuses, and so many rows of them, one an hour since 1990.
pub async fn prepare(page: &Page, count: usize) {
    page.wait_for(READY).await;
    make_rows(page, count).await;
}

/// The same where no element is ready.
pub async fn make_rows(page: &Page, count: usize) {
    page.eval(&format!(
        "return void (() => {{
           const [tracks, sources, events] = [[], [], []];
           window.dataset = {{ schema: 1, title: 'Many', language: 'en', updated: '2024-12-31', tracks, sources, events,
             scales: [{{ id: 'one', label: 'One', ordered: true }}], groups: [{{ id: 'all', label: 'All' }}],
             statuses: [{{ id: 'in', label: 'In', scale: 'one', tone: 'ramp-1' }}, {{ id: 'out', label: 'Out', scale: 'one', tone: 'ramp-8' }}],
             actors: [{{ id: 'a', group: 'all', label: 'Athens' }}, {{ id: 'b', group: 'all', label: 'Byzantium' }}] }};
           const n = {count}, time = new Float64Array(n), actor = new Uint8Array(n), status = new Uint8Array(n);
           // The later half first: nobody need have put them in order.
           for (let i = 0; i < n; i++) time[i] = Date.UTC(1990, 0, 1) + ((i + (n >> 1)) % n) * 36e5;
           for (let i = 0; i < n; i++) [actor[i], status[i]] = [i % 2, (i >> 1) % 2];
           window.rows = {{ time, actor, status, title: (row) => `Row ${{row}}` }};
         }})()"
    ))
    .await;
}

#[test]
fn rows_come_in_slices_with_progress_and_the_page_draws_between_them() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 200_000).await;
        let told = page
            .eval(
                "const told = [];
                 let frames = 0, isDone = false;
                 const frame = () => { frames += 1; if (!isDone) requestAnimationFrame(frame); };
                 requestAnimationFrame(frame);
                 return atlas.setData(dataset, { rows, onprogress: (share) => told.push(share) })
                   .then(() => { isDone = true; return { told, frames }; });",
            )
            .await;
        let shares: Vec<f64> = told["told"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        assert!(shares.len() > 3 && shares.is_sorted() && shares.last() == Some(&1.0), "{shares:?}");
        assert!(told["frames"].as_u64().unwrap() > 1);
        assert_eq!(page.eval("root.querySelector('.loading.over')").await, json!(null));
        page.wait_for("[...root.querySelectorAll('.lanes .label')].some(l => ['200,000', '200k'].includes(l.textContent))")
            .await;
        // They rule the lanes and the day, and are told under the pointer.
        page.eval("atlas.goTo('1990-01-01')").await;
        page.wait_for("root.querySelector('.playhead').ariaValueText.includes('1990')").await;
        page.eval(
            "atlas.setState({ range: { start: '1990-01-01T00:00:00Z', end: '1990-01-01T08:00:00Z' } })",
        )
        .await;
        page.eval("atlas.flush()").await;
        let at = page
            .eval("(e => { e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();
                    return [b.x + b.width / 2, b.y + b.height / 2 + 1]; })(root.querySelectorAll('.lane')[0])")
            .await;
        let lanes =
            page.eval("(b => [b.x, b.right])(root.querySelector('.lanes').getBoundingClientRect())").await;
        let (left, right) = (lanes[0].as_f64().unwrap(), lanes[1].as_f64().unwrap());
        page.hover([left + 0.6 * (right - left), at[1].as_f64().unwrap()]).await;
        let mut x = left + 0.5 * (right - left);
        let tip =
            "!root.querySelector('.lanes .tip').hidden && root.querySelector('.lanes .tip').textContent";
        while x < right {
            page.hover([x, at[1].as_f64().unwrap()]).await;
            if page.eval(tip).await.as_str().is_some_and(|tip| tip.contains("Row 1000")) {
                break;
            }
            x += 5.0;
        }
        assert!(x < right, "no row is told under the pointer");
    });
}

#[test]
fn what_is_given_up_leaves_the_dataset_without_its_rows() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 200_000).await;
        let told = page
            .eval(
                "const giveUp = new AbortController();
                 return atlas.setData(dataset, { rows, signal: giveUp.signal, onprogress: () => giveUp.abort() })
                   .then(() => 'taken', (thrown) => thrown.name);",
            )
            .await;
        assert_eq!(told, "AbortError");
        assert_eq!(
            page.eval("[...root.querySelectorAll('.lane')].map(l => l.textContent)").await,
            json!(["Athens", "Byzantium"])
        );
        page.eval("return atlas.setData(dataset, { rows })").await;
        page.wait_for("[...root.querySelectorAll('.lanes .label')].some(l => ['200,000', '200k'].includes(l.textContent))")
            .await;
    });
}

#[test]
fn what_is_wrong_with_rows_is_told() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        let errors = page
            .eval("return (rows.actor[3] = 9, atlas.setData(dataset, { rows }).then(() => null, (detail) => detail.errors))")
            .await;
        assert_eq!(errors[0]["path"], "rows.actor[3]");
        page.wait_for("root.querySelector('.error')").await;
    });
}

/// The text of a dataset that is too long to be read at once, every hundredth of its events with a summary.
pub const LONG_TEXT: &str = "const event = (i) => ({ id: `e${i}`, date: new Date(Date.UTC(1950, 0, 1) + (i % 25000) * 864e5).toISOString().slice(0, 10),
       title: `A title – no. ${i}`, summary: i % 100 ? '' : 'It says more', kind: 'talk', actors: [i % 2 ? 'a' : 'b'],
       changes: [{ actor: i % 2 ? 'a' : 'b', status: i % 4 < 2 ? 'in' : 'out' }], sources: [] });
     const text = JSON.stringify({ ...dataset, title: 'A long story', events: Array.from({ length: 50000 }, (_, i) => event(i)) });";

#[test]
fn a_long_dataset_is_read_in_pieces_whether_it_is_fetched_or_given() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        let is_there = "[...root.querySelectorAll('.lanes .label')].some(l => ['50,000', '50k'].includes(l.textContent)) && root.querySelector('h2').textContent === 'A long story'";
        let told = page
            .eval(&format!(
                "{LONG_TEXT}
                 const told = [];
                 return atlas.setData(text, {{ onprogress: (share) => told.push(share) }}).then(() => told);"
            ))
            .await;
        let shares: Vec<f64> = told.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        assert!(shares.len() > 3 && shares.is_sorted() && shares.last() == Some(&1.0), "{shares:?}");
        page.wait_for(is_there).await;
        // What says more than a row can hold is still to be chosen.
        page.eval("atlas.select('e4200')").await;
        page.wait_for("root.querySelector('.panel').textContent.includes('It says more')").await;
        page.eval("return atlas.setData(dataset)").await;
        page.wait_for("root.querySelector('h2').textContent === 'Many'").await;
        page.eval(&format!(
            "return void (() => {{
               {LONG_TEXT}
               const theirs = window.fetch;
               window.fetch = (url, options) => String(url).endsWith('long.json')
                 ? Promise.resolve(new Response(new Blob([text]).stream(), {{ headers: {{ 'Content-Type': 'application/json' }} }}))
                 : theirs(url, options);
               atlas.src = 'long.json';
             }})()"
        ))
        .await;
        page.wait_for(is_there).await;
    });
}

#[test]
fn a_long_dataset_that_is_given_up_leaves_what_was_shown() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        page.eval("return atlas.setData(dataset)").await;
        let name = page
            .eval(&format!(
                "{LONG_TEXT}
                 const giveUp = new AbortController();
                 return atlas.setData(text, {{ signal: giveUp.signal, onprogress: () => giveUp.abort() }})
                   .then(() => 'taken', (thrown) => thrown.name);"
            ))
            .await;
        assert_eq!(name, "AbortError");
        assert_eq!(page.eval("root.querySelector('h2').textContent").await, "Many");
        let wrong = page
            .eval(&format!(
                "{LONG_TEXT}
                 return atlas.setData(text.replace('\"date\":\"1950-01-04\"', '\"date\":\"1950-13\"')).then(() => null, (detail) => detail.errors)"
            ))
            .await;
        assert_eq!(wrong[0]["path"], "events[3].date");
    });
}

#[test]
fn a_long_table_as_a_source_is_read_piece_by_piece() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => {
               const line = (i) => `${new Date(Date.UTC(1950, 0, 1) + (i % 25000) * 864e5).toISOString().slice(0, 10)},` +
                 `${['FRA', 'Old Town'][i % 2]},${['in', 'out'][(i >> 1) % 2]},A title of the event number ${i}\\n`;
               const theirs = window.fetch;
               window.fetch = (url, options) => {
                 if (!String(url).endsWith('many.csv')) return theirs(url, options);
                 let i = 0;
                 const body = new ReadableStream({ pull(controller) {
                   let text = i ? '' : 'Date,Country,Becomes,Headline\\n';
                   for (let end = Math.min(i + 5000, 100000); i < end; i++) text += line(i);
                   text ? controller.enqueue(new TextEncoder().encode(text)) : controller.close();
                 } });
                 return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/csv' } }));
               };
               atlas.src = 'many.csv';
             })()",
        )
        .await;
        page.wait_for("[...root.querySelectorAll('.lanes .label')].some(l => ['100,000', '100k'].includes(l.textContent))")
            .await;
        assert_eq!(
            page.eval("[...root.querySelectorAll('.lane')].map(l => l.textContent)").await,
            json!(["France", "Old Town"])
        );
        assert_eq!(page.eval("root.querySelector('h2').textContent").await, "many");
    });
}
