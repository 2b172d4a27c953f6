//! What pages do to an element: hide it, remove it at the wrong moment, hand it nonsense. Each case
//! broke once.

use serde_json::json;

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas.getState?.()";

#[test]
fn an_element_without_room_waits_for_some() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        for (property, value) in
            [("display", "none"), ("width", "0px"), ("width", "100px"), ("width", "40px")]
        {
            page.eval(&format!("void atlas.style.setProperty('{property}', '{value}')")).await;
            page.eval("(atlas.flush(), atlas.goTo('2024-01-01'), atlas.flush(), atlas.goTo('2024-04-08'), atlas.flush())").await;
            page.eval(&format!("void atlas.style.removeProperty('{property}')")).await;
        }
        page.wait_for("root.querySelector('.map canvas').width > 500").await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
        // What is chosen where nothing can be seen moves no camera.
        let camera = "JSON.stringify(atlas.getState().camera)";
        page.eval("(atlas.select(null), atlas.reset(), atlas.flush())").await;
        let opened = page.eval(camera).await;
        page.eval("void (atlas.style.display = 'none')").await;
        page.wait_for("root.querySelector('.map').getBoundingClientRect().width === 0").await;
        page.eval("(atlas.flush(), atlas.select('AUS'), atlas.flush())").await;
        page.eval("void (atlas.style.display = '')").await;
        page.wait_for("root.querySelector('.map').getBoundingClientRect().width > 500").await;
        assert_eq!(page.eval(camera).await, opened);
    });
}

#[test]
fn an_element_first_shown_later_draws_then() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => { const box = document.createElement('div'); box.style.display = 'none';
               const late = document.createElement('aukus-atlas'); late.id = 'late'; late.setAttribute('loading', 'eager');
               box.append(late); document.body.append(box); await late.ready; box.style.display = ''; })()",
        )
        .await;
        page.wait_for("document.querySelector('#late').shadowRoot.querySelector('.map canvas').width > 500")
            .await;
        page.wait_for("document.querySelector('#late').project([140, 36])").await;
    });
}

#[test]
fn a_page_that_listens_for_errors_hears_of_none_when_the_room_changes() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("void (window.heard = [], addEventListener('error', e => heard.push(e.message)))").await;
        for width in [700, 400, 1000] {
            page.eval(&format!("void atlas.style.setProperty('width', '{width}px')")).await;
            page.wait_for(&format!(
                "Math.abs(root.querySelector('section').getBoundingClientRect().width - {width}) < 2
                   && root.querySelector('.map canvas').getBoundingClientRect().right <= atlas.getBoundingClientRect().right + 1"
            ))
            .await;
        }
        page.eval("void atlas.style.setProperty('display', 'none')").await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        page.eval("void atlas.style.removeProperty('display')").await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("heard").await, json!([]));
    });
}

#[test]
fn a_listener_may_remove_the_element_it_hears() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void atlas.addEventListener('atlas-change', () => { window.kept = atlas; atlas.remove(); }, { once: true })").await;
        page.eval("atlas.select('JPN')").await;
        assert_eq!(page.eval("kept.shadowRoot.querySelectorAll('section').length").await, 0);
        page.eval("void document.querySelector('main').append(kept)").await;
        page.wait_for(READY).await;
        assert_eq!(page.eval("root.querySelectorAll('section').length").await, 1);
    });
}

#[test]
fn a_listener_of_focus_may_ask_for_the_state() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => { for (const name of ['focusin', 'focusout'])
               document.addEventListener(name, () => { window.asked = atlas.getState()?.date; }); })()",
        )
        .await;
        page.eval("(b => (b.focus(), b.click()))(root.querySelector('.panel .more'))").await;
        page.wait_for("window.asked === '2024-04-08'").await;
        page.eval("(b => (b.focus(), b.click()))(root.querySelector('[data-do=\"status:member\"]'))").await;
        page.wait_for("root.activeElement?.dataset.do === 'status:member'").await;
    });
}

#[test]
fn what_goes_round_in_circles_is_refused_and_the_module_lives_on() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("return void (() => { const circle = {}; circle.circle = circle; atlas.setState({ camera: circle, date: '2023-01-01' });
            atlas.setState({ get date() { throw 1 } }); })()").await;
        let refused = page
            .eval("return (async () => { const circle = {}; circle.circle = circle; return atlas.setData(circle).catch(detail => detail.code); })()")
            .await;
        assert_eq!(refused, "dataset");
        let refused = page
            .eval("return atlas.setData('['.repeat(20000) + ']'.repeat(20000)).catch(detail => detail.code)")
            .await;
        assert_eq!(refused, "dataset");
        page.eval(
            "return (async () => { await atlas.setData(await (await fetch('data/aukus.json')).json()); })()",
        )
        .await;
        // Better data is shown as the atlas was.
        assert_eq!(page.eval("atlas.getState().date").await, "2023-01-01");
    });
}

#[test]
fn after_refused_data_the_next_is_shown_on_the_same_day_and_opens_where_it_lives() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let told = page
            .eval(
                "return (async () => {
                   const [atlas] = document.querySelectorAll('aukus-atlas');
                   const read = async (name) => (await fetch(`data/${name}.json`)).json();
                   const nato = await read('nato');
                   await atlas.setData(nato);
                   const { camera, range } = atlas.getState();
                   await atlas.setData(await read('aukus'));
                   atlas.setState({ date: '2023-01-01', track: 'pillar-2' });
                   await atlas.setData({ actors: 1 }).catch(() => {});
                   await atlas.setData(nato);
                   const state = atlas.getState();
                   return [state.date, state.track, JSON.stringify([state.camera, state.range]) === JSON.stringify([camera, range])];
                 })()",
            )
            .await;
        assert_eq!(told, json!(["2023-01-01", null, true]));
    });
}

#[test]
fn ready_is_kept_until_something_opens() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let settled = page
            .eval(
                "return (async () => {
                   const data = await (await fetch('data/aukus.json')).json();
                   const early = document.createElement('aukus-atlas'); early.setAttribute('loading', 'eager');
                   const first = early.ready; document.body.append(early);
                   const set = [early.setData(data), early.setData(JSON.stringify(data))];
                   await Promise.all([first, ...set]);
                   const wrong = document.createElement('aukus-atlas'); wrong.setAttribute('loading', 'eager');
                   wrong.src = 'data/schema.json'; document.body.append(wrong);
                   const refused = await wrong.ready.catch(detail => detail.code);
                   wrong.src = 'data/aukus.json';
                   await wrong.ready;
                   return [refused, (await wrong.toSVG()).startsWith('<svg')];
                 })()",
            )
            .await;
        assert_eq!(settled, json!(["dataset", true]));
    });
}

#[test]
fn a_press_that_ends_outside_does_not_stick() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        let map = "root.querySelector('.map')";
        let told = format!(
            "return (() => {{ const map = {map}, b = map.getBoundingClientRect();
               const send = (type, x, buttons) => map.dispatchEvent(new PointerEvent(type,
                 {{ pointerId: 7, pointerType: 'mouse', button: 0, buttons, clientX: b.x + x, clientY: b.y + 50, bubbles: true, composed: true }}));
               const before = atlas.getState().camera.lon;
               send('pointerdown', 4, 1); send('pointermove', 200, 0); send('pointermove', 300, 0);
               return atlas.getState().camera.lon === before; }})()"
        );
        assert_eq!(page.eval(&told).await, true);
    });
}

#[test]
fn the_page_may_turn_dark_by_itself() {
    // Reduced motion must not turn off the transition that tells of the change.
    for view in [View::wide(), View { reduced_motion: true, ..View::wide() }] {
        visit(&view, "/index.html", async |page| {
            page.wait_for(READY).await;
            page.eval("void (document.documentElement.style.colorScheme = 'dark')").await;
            let water = "(() => { const c = root.querySelector('.map canvas'), at = atlas.project([-160, -20]);
                return [...c.getContext('2d').getImageData(at[0], at[1], 1, 1).data].slice(0, 3).join(); })()";
            page.wait_for(&format!("{water} === '27,32,38'")).await;
        });
    }
}

#[test]
fn an_anchor_of_the_pages_own_is_no_permalink_and_back_leads_back() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ selected: 'CHN', date: '2025-01-01' })").await;
        page.wait_for("location.hash.includes('selected=CHN')").await;
        // Nor is one that is called like a key.
        for anchor in ["#embed", "#actors", "#start"] {
            page.eval(&format!("void (location.hash = '{anchor}')")).await;
            page.eval("return new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))").await;
            assert_eq!(
                page.eval("[atlas.selected, atlas.date, location.hash]").await,
                json!(["CHN", "2025-01-01", anchor])
            );
        }
        page.eval("void (location.hash = '')").await;
        page.wait_for("atlas.selected === 'JPN' && atlas.date === '2024-04-08'").await;
    });
}

#[test]
fn a_reader_who_goes_back_to_how_it_opened_has_not_moved_the_map() {
    visit(&View::wide(), "/embed.html?permalink=push", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=zoom-in]').click()").await;
        page.wait_for("location.hash.includes('zoom')").await;
        page.eval("void (location.hash = '')").await;
        page.wait_for("atlas.getState().camera.zoom === 1").await;
        // Then it follows the width, as a map does that nobody has moved.
        page.eval("void (document.body.style.width = '390px')").await;
        page.wait_for("root.querySelector('.map').clientWidth < 400").await;
        let camera = "JSON.stringify(document.querySelector('aukus-atlas').getState().camera)";
        let moved = page.eval(&format!("(atlas.flush(), {camera})")).await;
        page.eval(
            "return (() => {
               const other = document.createElement('aukus-atlas');
               other.loading = 'eager'; atlas.replaceWith(other);
               return other.ready;
             })()",
        )
        .await;
        assert_eq!(page.eval(camera).await, moved);
    });
}

#[test]
fn a_moved_element_still_opens_as_its_author_wrote() {
    visit(&View::wide(), "/embed.html?permalink=off&date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("(atlas.select('JPN'), document.querySelector('main').prepend(atlas))").await;
        page.wait_for(READY).await;
        assert_eq!(page.eval("atlas.selected").await, "JPN");
        page.eval("atlas.reset()").await;
        assert_eq!(page.eval("[atlas.selected, atlas.date]").await, json!([null, "2024-04-08"]));
    });
}

#[test]
fn another_dataset_leaves_nothing_of_the_one_before() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.setState({ areas: ['cyber'], range: { start: '2024-01-01', end: '2024-06-01' }, selected: 'JPN' })").await;
        let state = page
            .eval(
                "return (async () => {
                   await atlas.setData({ schema: 1, title: 'Pact', language: 'en', updated: '1999-05-05',
                     scales: [{ id: 's', label: 'S', ordered: true }],
                     statuses: [{ id: 'in', label: 'In', scale: 's', tone: 'ramp-1' }],
                     groups: [{ id: 'g', label: 'G' }], tracks: [], sources: [],
                     actors: [{ id: 'FRA', group: 'g', code: 'FRA' }],
                     events: [{ id: 'e', date: '1999-05-01', title: 'E', summary: '', kind: 'k', actors: ['FRA'], sources: [],
                                changes: [{ actor: 'FRA', status: 'in' }] }] });
                   const { date, selected, areas, range } = atlas.getState();
                   return [date, selected, areas, range.end < '2000', root.querySelector('.sentence').textContent];
                 })()",
            )
            .await;
        assert_eq!(state, json!(["1999-05-05", null, [], true, "On 5 May 1999: 1 in (France)."]));
    });
}

#[test]
fn calls_before_ready_mean_what_they_mean_after() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        let state = page
            .eval(
                "return (async () => {
                   const early = document.createElement('aukus-atlas'); early.setAttribute('loading', 'eager');
                   early.select('joint-statement-2024'); early.setState({ theme: 'dark' });
                   document.body.append(early); await early.ready;
                   return [early.selected, early.date, early.getAttribute('theme')];
                 })()",
            )
            .await;
        assert_eq!(state, json!(["joint-statement-2024", "2024-04-08", "dark"]));
    });
}

/// The next text that is written traps, as a panic would; `mend` puts that right.
pub const TRAP: &str = "const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
     window.mend = () => Object.defineProperty(Node.prototype, 'textContent', text);
     const trap = () => { mend(); throw new WebAssembly.RuntimeError('unreachable'); };
     Object.defineProperty(Node.prototype, 'textContent', { ...text, set: trap });";

#[test]
fn where_the_module_is_lost_the_other_elements_come_back_as_they_were_without_a_word() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => { window.told = []; window.ready = 0;
               const other = window.other = document.createElement('aukus-atlas');
               for (const [name, value] of [['loading', 'eager'], ['date', '2023-03-14']]) other.setAttribute(name, value);
               document.body.append(other); await other.ready;
               other.setState({ selected: 'JPN', camera: { lon: 100, lat: 20, zoom: 3 } }); other.flush();
               document.addEventListener('atlas-error', e => told.push(e.target === other ? 'other' : 'first'));
               document.addEventListener('atlas-ready', () => ready++);
               window.before = JSON.stringify(other.getState()); })()",
        )
        .await;
        page.eval(&format!(
            "return void (() => {{ {TRAP} root.querySelector('[data-do=next]').click() }})()"
        ))
        .await;
        page.wait_for("told.length").await;
        page.wait_for("other.getState()").await;
        assert_eq!(
            page.eval("[told, ready, JSON.stringify(other.getState()) === before, other.shadowRoot.querySelectorAll('section').length, other.shadowRoot.querySelector('.error, .loading')]").await,
            json!([["first"], 0, true, 1, null])
        );
        page.eval("other.goTo('2024-09-17')").await;
        page.wait_for("other.date === '2024-09-17'").await;
        page.pardon("unreachable");
    });
}

#[test]
fn an_element_that_lost_the_module_twice_stays_on_its_fallback() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        for buttons in [1, 0] {
            page.wait_for(READY).await;
            page.eval(&format!(
                "return void (() => {{ {TRAP} root.querySelector('[data-do=next]').click() }})()"
            ))
            .await;
            page.wait_for("root.querySelector('.error')").await;
            assert_eq!(page.eval("root.querySelectorAll('.error button').length").await, buttons);
            assert_eq!(page.eval("root.querySelector('slot') !== null").await, true);
            page.eval("root.querySelector('.error button')?.click()").await;
        }
        page.pardon("unreachable");
    });
}

#[test]
fn a_lost_module_ends_in_a_message_and_the_fallback_and_another_try_works() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval(&format!(
            "return void (() => {{ window.told = []; document.addEventListener('atlas-error', e => told.push(e.detail.code));
               {TRAP} }})()"
        ))
        .await;
        // In a listener of the module's own, which has no caller who could catch it.
        page.eval("root.querySelector('[data-do=next]').click()").await;
        page.wait_for("told.length").await;
        assert_eq!(
            page.eval("[told, root.querySelector('.error') !== null, root.querySelector('slot') !== null, root.querySelector('section'), atlas.getState()]").await,
            json!([["panic"], true, true, null, null])
        );
        page.eval("root.querySelector('.error button').click()").await;
        page.wait_for(READY).await;
        assert_eq!(page.eval("root.querySelectorAll('section').length").await, 1);
        page.wait_for("root.querySelector('.error') === null").await;
        page.pardon("unreachable");
    });
}
