//! The map in motion, and standing: what is under the pointer, and what is painted.

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::{Page, visit, visit_except};
use crate::view::View;

const READY: &str = "atlas.getState?.()";

/// Position of the map's middle in the viewport, the map being in it.
async fn middle_of_map(page: &Page) -> [f64; 2] {
    let at = page
        .eval(
            "(e => { e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();
               return [b.x + b.width / 2, b.y + b.height / 2]; })(root.querySelector('.map'))",
        )
        .await;
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

/// The place of the earth at a position of the viewport.
async fn place_at(page: &Page, [x, y]: [f64; 2]) -> Value {
    page.eval(&format!(
        "(b => atlas.unproject([{x} - b.x, {y} - b.y]))(root.querySelector('.map').getBoundingClientRect())"
    ))
    .await
}

/// How many pixels of the map differ plainly between what stands there and the same drawn anew. With `slack` a pixel may
/// also look as something between those around it.
const REPAINTED_AND_ANEW: &str = "
    const pixels = () => { atlas.flush(); const c = root.querySelector('.map canvas');
      return c.getContext('2d').getImageData(0, 0, c.width, c.height).data; };
    const camera = atlas.getState().camera;
    for (const state of states) atlas.setState(state), atlas.flush();
    const repainted = pixels();
    atlas.setState({ camera: { lon: camera.lon + 20 } }); atlas.flush();
    atlas.setState({ camera });
    const anew = pixels();
    const row = 4 * root.querySelector('.map canvas').width;
    const around = [0, -4, 4, -row - 4, -row, -row + 4, row - 4, row, row + 4];
    const isFar = (i) => [0, 1, 2].some((k) => Math.abs(anew[i + k] - repainted[i + k]) > 12);
    const isOutside = (i) => [0, 1, 2].some((k) => {
      const near = around.map((by) => anew[i + by + k] ?? 255);
      return repainted[i + k] < Math.min(...near) - 12 || repainted[i + k] > Math.max(...near) + 12;
    });
    let differing = 0, colored = 0;
    for (let i = 0; i < anew.length; i += 4) {
      if (isFar(i) && !(slack && !isOutside(i))) differing++;
      if (anew[i] !== anew[0]) colored++;
    }
    return [differing, colored];";

#[test]
fn a_map_that_is_repainted_looks_as_if_it_were_drawn_anew() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        // WebKitGTK blends edges differently on the small canvases of kept pictures than on the map's own.
        let slack = page.engine == Engine::WebKit;
        for projection in ["flat", "globe"] {
            let counts = page
                .eval(&format!(
                    "return (() => {{ const slack = {slack}; atlas.setState({{ camera: {{ projection: '{projection}' }} }}); atlas.flush();
                       const states = [{{ date: '2023-01-01' }}, {{ date: '2025-01-01' }}, {{ selected: 'JPN' }}, {{ statuses: ['member'] }},
                         {{ statuses: [], selected: null, date: '2024-04-09' }}];
                       {REPAINTED_AND_ANEW} }})()"
                ))
                .await;
            assert!(counts[1].as_u64().unwrap() > 10_000, "something is drawn: {counts}");
            // Edges blended with nothing first and with the ground later round differently; and a name stays where it has
            // stood, while anew it may find another place: then the thin line to it, no more than 40 pixels long, is another.
            let few = counts[1].as_u64().unwrap() / 1500 + 2 * 40;
            assert!(counts[0].as_u64().unwrap() < few, "{projection}: {counts}");
        }
    });
}

#[test]
fn on_a_globe_the_place_under_the_pointer_goes_with_it() {
    visit(&View { reduced_motion: true, ..View::wide() }, "/embed.html?projection=globe", async |page| {
        page.wait_for(READY).await;
        let [x, y] = middle_of_map(page).await;
        let held = place_at(page, [x - 40.0, y]).await;
        page.drag([x - 40.0, y], [x + 70.0, y + 30.0]).await;
        page.wait_for("atlas.getState().camera.lon < 140").await;
        let now = place_at(page, [x + 70.0, y + 30.0]).await;
        for axis in [0, 1] {
            let off = held[axis].as_f64().unwrap() - now[axis].as_f64().unwrap();
            assert!(off.abs() < 1.0, "{held} {now}");
        }
    });
}

#[test]
fn a_map_let_go_glides_on_and_comes_to_rest() {
    visit(&View::wide(), "/embed.html?projection=globe", async |page| {
        page.wait_for(READY).await;
        let [x, y] = middle_of_map(page).await;
        page.hover([x, y]).await;
        // Moves a frame apart by their own time, whatever a frame takes here: the pointer still moves when it is let go.
        page.eval(&format!(
            "return (async () => {{
               const map = root.querySelector('.map');
               const start = performance.now();
               const tell = (type, k, buttons) => {{
                 const event = new PointerEvent(type, {{ clientX: {x} + 12 * k, clientY: {y}, buttons,
                   pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true, composed: true }});
                 Object.defineProperty(event, 'timeStamp', {{ value: start + 16 * k }});
                 map.dispatchEvent(event);
               }};
               const frame = () => new Promise(requestAnimationFrame);
               tell('pointerdown', 0, 1);
               for (let k = 1; k <= 8; k++) {{ await frame(); tell('pointermove', k, 1); }}
               window.letGo = atlas.getState().camera.lon;
               tell('pointerup', 8, 0);
             }})()"
        ))
        .await;
        page.wait_for("atlas.getState().camera.lon < letGo - 2").await;
        page.eval("void (window.lons = [], atlas.addEventListener('atlas-change', e => lons.push(e.detail.state.camera.lon)))").await;
        // No more changes once it stands.
        page.wait_for(
            "new Promise(done => { const n = lons.length; requestAnimationFrame(() => requestAnimationFrame(() => done(n === lons.length))); })",
        )
        .await;
        page.eval("atlas.setState({ date: '2022-02-02' })").await;
        let ends = page.eval("[lons.at(-1), atlas.getState().camera.lon]").await;
        assert_eq!(ends[0], ends[1]);
    });
}

#[test]
fn two_clicks_come_nearer_to_their_place() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let [x, y] = middle_of_map(page).await;
        let place = place_at(page, [x + 100.0, y + 60.0]).await;
        page.click_twice([x + 100.0, y + 60.0]).await;
        page.wait_for("atlas.getState().camera.zoom === 2").await;
        page.eval("atlas.flush()").await;
        let now = place_at(page, [x + 100.0, y + 60.0]).await;
        for axis in [0, 1] {
            assert!(
                (place[axis].as_f64().unwrap() - now[axis].as_f64().unwrap()).abs() < 0.5,
                "{place} {now}"
            );
        }
    });
}

#[test]
fn a_flat_map_folds_into_a_globe_and_can_be_caught_on_its_way() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=\"projection:globe\"]').click()").await;
        page.wait_for("atlas.projection === 'globe'").await;
        // A second choice on the way wins.
        page.eval("root.querySelector('[data-do=\"projection:flat\"]').click()").await;
        page.wait_for("atlas.projection === 'flat' && atlas.unproject([300, 200])").await;
        page.eval("root.querySelector('[data-do=\"projection:globe\"]').click()").await;
        page.eval("atlas.flush()").await;
        assert_eq!(page.eval("atlas.unproject([2, 2])").await, Value::Null, "the corner is beside the globe");
    });
}

#[test]
fn parts_that_a_page_hides_are_filled_when_it_shows_them() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "void (window.sheet = new CSSStyleSheet(), sheet.replaceSync('aukus-atlas::part(panel) { display: none }'),
               document.adoptedStyleSheets = [sheet])",
        )
        .await;
        page.eval("(atlas.flush(), atlas.setState({ date: '2021-01-01' }), atlas.flush())").await;
        page.eval("void (document.adoptedStyleSheets = [])").await;
        page.wait_for("root.querySelector('.panel').textContent.includes('2021')").await;
        assert_eq!(page.eval("[atlas.date]").await, json!(["2021-01-01"]));
    });
}

#[test]
fn at_rest_names_stand_where_they_do_on_a_map_that_opens_so() {
    let names = "(() => { atlas.flush(); const map = root.querySelector('.map').getBoundingClientRect();
        return [...root.querySelectorAll('.map .label')].map((l) => { const b = l.getBoundingClientRect();
          return [l.textContent, Math.round(b.x - map.x), Math.round(b.y - map.y)].join(' '); }).sort(); })()";
    let opened_so = async |page: &Page, state: &Value| {
        page.goto("/embed.html?lang=en-GB").await;
        page.wait_for(READY).await;
        page.eval(&format!("atlas.setState({state})")).await;
        page.eval(names).await
    };
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08&projection=globe", async |page| {
        page.wait_for(READY).await;
        let [x, y] = middle_of_map(page).await;
        for [dx, dy] in [[150.0, 30.0], [-40.0, 60.0], [-160.0, -50.0]] {
            page.drag([x, y], [x + dx, y + dy]).await;
        }
        let dragged = page.eval(names).await;
        let state = page.eval("(({ camera, date }) => ({ camera, date }))(atlas.getState())").await;
        assert_eq!(opened_so(page, &state).await, dragged);
    });
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2022-10-01", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ playing: { speed: 4 } })").await;
        page.wait_for("atlas.getState().date > '2023-03-01'").await;
        page.eval("atlas.pause()").await;
        // What has just changed is told beside the names then.
        let texts = "[...root.querySelectorAll('.map .label')].map((l) => l.textContent)";
        let played = page.eval(&format!("(atlas.flush(), {texts})")).await;
        let state = page.eval("(({ camera, date }) => ({ camera, date }))(atlas.getState())").await;
        opened_so(page, &state).await;
        for name in page.eval(texts).await.as_array().unwrap() {
            assert!(played.as_array().unwrap().contains(name), "{name} is not among {played}");
        }
    });
}

#[test]
fn where_frames_cannot_follow_the_map_moves_with_fewer_pixels_and_stands_with_all() {
    let seldom = [(Engine::WebKit, "it draws too seldom beside a script that works")];
    visit_except(
        &seldom,
        &View { dpr: 2.0, ..View::wide() },
        "/embed.html?lang=en-GB&date=2024-04-08",
        async |page| {
            page.wait_for(READY).await;
            page.eval("return atlas.ready.then(() => 0)").await;
            assert_eq!(page.eval("devicePixelRatio").await, 2);
            // Each frame takes as long as on a slow phone.
            page.eval(
            "void (window.widths = new Set(),
               new MutationObserver((all) => all.forEach(({ target }) => widths.add(target.width / parseFloat(target.style.width))))
                 .observe(root.querySelector('.map canvas'), { attributes: true }),
               window.theirs = requestAnimationFrame,
               window.requestAnimationFrame = (call) => theirs((now) => {
                 call(now);
                 for (const until = performance.now() + 45; performance.now() < until; );
               }))",
        )
        .await;
            // One motion, however few frames of it a busy machine finds time for.
            let [x, y] = middle_of_map(page).await;
            let way: Vec<[f64; 2]> =
                (0..12).map(|at| [x + if at % 2 == 0 { 80.0 } else { -80.0 }, y]).collect();
            page.drag_along([x, y], &way).await;
            page.wait_for("[...widths].some((ratio) => Math.abs(ratio - 1) < 0.01)").await;
            let ratio =
                "(({ width, style }) => width / parseFloat(style.width))(root.querySelector('.map canvas'))";
            page.wait_for(&format!("Math.abs({ratio} - 2) < 0.01")).await;
            // What was quick enough is never eased.
            page.eval("void (window.requestAnimationFrame = theirs, widths.clear())").await;
            page.eval("return (atlas.setState({ camera: { lon: 100 } }), atlas.flush(), 0)").await;
            assert_eq!(page.eval("[...widths].every((ratio) => Math.abs(ratio - 2) < 0.01)").await, true);
        },
    );
}
