//! Datasets of others: texts, addresses and shapes that were written to do something.

use serde_json::json;

use super::{READY, is_inert};
use crate::engine::Engine;
use crate::page::visit;
use crate::view::View;

/// Turns every text of the built-in dataset into `payload`, leaving what must be an id, a date, a word of
/// the format or an address as it is; `urls` stands for every address.
const FILL: &str = "const KEPT = ['$schema', 'id', 'date', 'updated', 'language', 'tier', 'footing', 'tone', 'scale', 'group', 'code',
       'status', 'actor', 'actors', 'source', 'sources', 'track', 'tracks', 'areas', 'event', 'events', 'verification', 'accessed', 'kind'];
     window.fill ??= (value, payload, url, key) => {
       if (Array.isArray(value)) return value.map(item => fill(item, payload, url, key));
       if (value && typeof value === 'object')
         return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, payload, url, name)]));
       if (typeof value !== 'string') return value;
       if (key === 'url' || key === 'archive') return url ?? value;
       return KEPT_KEYS.has(key) ? value : payload;
     };
     window.KEPT_KEYS = new Set([...KEPT, 'projection', 'unit', 'with', 'border']);
     window.builtIn ??= await (await fetch('data/aukus.json')).json();";

/// Texts that would do something if they were taken for anything but text.
fn payloads(engine: Engine) -> [&'static str; 10] {
    // WebKitGTK takes minutes for a picture with so many marks over its letters.
    let marks = if engine == Engine::WebKit {
        r"'e\u0301\u0301\u0301\u0301 '.repeat(100)"
    } else {
        r"'e\u0301\u0301\u0301\u0301 '.repeat(2000)"
    };
    [
        r#""<img src=x onerror='window.ran=1'><script>window.ran=1</script><svg onload='window.ran=1'>""#,
        r#""\"' onmouseover='window.ran=1' autofocus onfocus='window.ran=1' x='""#,
        r#""javascript:window.ran=1""#,
        r#""{{constructor.constructor('window.ran=1')()}} ${window.ran=1} <!--#exec--> %3Cscript%3E""#,
        r#""\u202e\u2066\u200f\u061c txet sdrawkcab \u2069\u202d""#,
        r#""\ud800 lone \udfff surrogates \udc00\ud800""#,
        r#""\u0000\u0001\u001b[31m\u007f\ufeff\ufffe""#,
        r#""{n} {date} {status} {counts} {all}""#,
        marks,
        r#""__proto__""#,
    ]
}

/// Looks at everything there is: the panels of actors and events, the table, the pictures.
const LOOK_AROUND: &str = "const { actors, events } = builtIn;
     for (const id of [actors[0].id, actors.at(-1).id, events[0].id, events.at(-1).id, null]) { atlas.select(id); atlas.flush(); }
     for (const view of ['table', 'both']) { atlas.setState({ view }); atlas.flush(); }
     for (const more of root.querySelectorAll('.more')) { more.click(); atlas.flush(); }
     const svg = await atlas.toSVG(); await atlas.toPNG();
     const alive = [...root.querySelectorAll('script, iframe, object, embed, img, link, meta, base, style, foreignObject')].map(e => e.outerHTML);
     const handlers = [...root.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'));
     const links = [...root.querySelectorAll('[href], [src], [action], [formaction]')].map(e => e.getAttribute('href') ?? e.getAttribute('src'))
       .filter(a => !/^(https?:\\/\\/|#|blob:)/.test(a));";

#[test]
fn texts_of_a_dataset_are_shown_and_nothing_else_happens() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        for payload in payloads(page.engine) {
            for given in ["data", "JSON.stringify(data)"] {
                let told = page
                    .eval(&format!(
                        "return (async () => {{ {FILL} const data = fill(builtIn, {payload});
                           await atlas.setData({given}).catch(detail => {{ throw new Error(JSON.stringify(detail.errors.slice(0, 3))) }});
                           {LOOK_AROUND} return [alive, handlers, links, svg.includes('<script'), svg.includes('<img')]; }})()"
                    ))
                    .await;
                assert_eq!(told, json!([[], [], [], false, false]), "{payload}");
            }
            is_inert(page).await;
        }
        // The picture is well-formed whatever its texts are: a browser shows it.
        let width = page.eval("return atlas.toPNG().then(createImageBitmap).then(b => b.width)").await;
        assert!(width.as_f64().is_some_and(|width| width > 300.0), "{width}");
    });
}

#[test]
fn a_megabyte_of_text_is_refused_and_what_is_long_hangs_nothing() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        // Firefox draws what no font here has a letter for as boxes of digits, one by one.
        let most_faces = if page.engine == Engine::Firefox { 1000 } else { 10_000 };
        for (text, most) in [("x", 20_000), ("word ", 4000), ("\u{202e}<b>", 5000), ("\u{1f600}", most_faces)]
        {
            let told = page
                .eval(&format!(
                    "return (async () => {{ {FILL} const set = async count => {{ const long = {}.repeat(count); const data = structuredClone(builtIn);
                       data.title = long; data.events[0].title = long; data.events[0].summary = long; data.sources[0].title = long;
                       data.actors[0].label = long; data.actors[0].summary = long; data.statuses[0].label = long;
                       await atlas.setData(data); atlas.select(data.events[0].id); atlas.flush();
                       atlas.select(data.actors[0].id); atlas.flush(); return atlas.getState().selected === data.actors[0].id; }};
                       const start = performance.now();
                       const told = [await set({most}), await set(250000).catch(detail => detail.code)];
                       await atlas.setData(builtIn);
                       return [...told, performance.now() - start]; }})()",
                    json!(text)
                ))
                .await;
            assert_eq!((&told[0], &told[1]), (&json!(true), &json!("dataset")), "{text:?}");
            // Far more than it takes, and far less than a hang, on a machine that does much else.
            assert!(told[2].as_f64().is_some_and(|ms| ms < 40_000.0), "{text:?}: {told}");
        }
    });
}

#[test]
fn addresses_that_are_no_plain_web_addresses_are_refused_or_led_nowhere() {
    let refused = [
        "javascript:window.ran=1",
        "JaVaScRiPt:window.ran=1",
        " javascript:window.ran=1",
        "java\nscript:window.ran=1",
        "\u{1}javascript:window.ran=1",
        "data:text/html,<script>window.ran=1</script>",
        "vbscript:x",
        "blob:https://example.org/1",
        "file:///etc/hosts",
        "//example.org/",
        "/relative",
        "https:example.org",
        "https://",
        "https:///x",
        "https:/\\example.org",
        "https://name:word@example.org/",
        "https://example.org@elsewhere.example/",
        "https://example.org\\@elsewhere.example/",
        "https://example.org/ x",
        "ftp://example.org/",
        "HTTPS\u{200b}://example.org",
        "",
    ];
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        for url in refused {
            let code = page
                .eval(&format!(
                    "return (async () => {{ {FILL} return atlas.setData(fill(builtIn, 'text', {})).then(() => 'shown', detail => detail.code); }})()",
                    json!(url)
                ))
                .await;
            assert_eq!(code, "dataset", "{url:?}");
            is_inert(page).await;
        }
        // Look-alikes are addresses; what is shown beside them is the source's title, and they open apart.
        for url in [
            "https://аррӏе.com/",
            "https://xn--80ak6aa92e.com/",
            "https://example.org/\u{202e}gpj.exe",
            "http://[::1]/",
            "https://example.org/%00?<script>#\"'",
        ] {
            let told = page
                .eval(&format!(
                    "return (async () => {{ {FILL} await atlas.setData(fill(builtIn, 'text', {}));
                       atlas.select(builtIn.events[0].id); atlas.flush();
                       const links = [...root.querySelectorAll('.panel a[href]')];
                       return [links.length > 0, links.every(a => /^https?:$/.test(a.protocol) && a.rel.includes('noopener') && a.rel.includes('noreferrer') && !a.username)]; }})()",
                    json!(url)
                ))
                .await;
            assert_eq!(told, json!([true, true]), "{url:?}");
        }
    });
}

#[test]
fn datasets_at_the_edges_are_drawn_or_refused_with_a_list() {
    let cases = [
        ("no events", "data.events = []; data.tours = []; data.corrections = []", "shown"),
        ("no actors", "data.events = []; data.actors = []; data.tours = []; data.corrections = []", "either"),
        ("far years", "data.events[0].date = 'Y-999999'; data.events[1].date = 'Y999999'", "either"),
        (
            "far days",
            "data.events[0].date = '-9999-01-01'; data.events[1].date = '9999-12-31'; data.updated = '9999-12-31'",
            "either",
        ),
        ("year ±999999 updated", "data.updated = 'Y999999'", "either"),
        ("no number", "data.events[0].places = [{ name: 'x', lon: NaN, lat: Infinity }]", "dataset"),
        ("out of range", "data.events[0].places = [{ name: 'x', lon: 1e308, lat: -91 }]", "dataset"),
        ("doubles", "data.events[1].id = data.events[0].id", "dataset"),
        ("an event that is an actor", "data.events[1].id = data.actors[0].id", "dataset"),
        (
            "names of prototypes",
            "data.events[0].id = '__proto__'; data.events[1].id = 'constructor'; data.events[2].id = 'toString'; data.tours = []; data.corrections = []",
            "shown",
        ),
        ("an object for a text", "data.title = { toString() { window.ran = 1 } }", "dataset"),
        ("a function", "data.events[0].title = () => { window.ran = 1 }", "dataset"),
        ("a symbol", "data.title = Symbol('x')", "dataset"),
        ("a large integer", "data.schema = 1n", "either"),
        (
            "deep",
            "let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep }; data.title = deep",
            "dataset",
        ),
        ("wide", "data.sources = new Array(1e5).fill(null)", "dataset"),
        ("holes", "data.events = new Array(1e6)", "dataset"),
        (
            "a getter that throws",
            "Object.defineProperty(data, 'title', { enumerable: true, get() { throw new Error('no') } })",
            "dataset",
        ),
        (
            "a getter that takes the element out",
            "Object.defineProperty(data, 'title', { enumerable: true, get() { atlas.remove(); document.querySelector('main').append(kept); return 'x' } })",
            "either",
        ),
        (
            "a getter that sets another dataset",
            "Object.defineProperty(data, 'title', { enumerable: true, get() { atlas.setData(builtIn).catch(() => 0); atlas.flush(); return 'x' } })",
            "either",
        ),
        ("a proxy", "data = new Proxy(data, {})", "either"),
        (
            "a proxy that throws",
            "data = new Proxy(data, { ownKeys() { throw new Error('no') }, get() { throw new Error('no') } })",
            "dataset",
        ),
        ("nothing", "data = null", "dataset"),
        ("a number", "data = 7", "dataset"),
        ("no JSON", "data = '{\"schema\": 1,'", "dataset"),
        ("a key twice", "data = '{\"schema\":1,\"schema\":1}'", "dataset"),
    ];
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval("void (window.kept = atlas)").await;
        for (name, change, expected) in cases {
            let told = page
                .eval(&format!(
                    "return (async () => {{ {FILL} let data = structuredClone(builtIn); {change};
                       const told = await atlas.setData(data).then(() => 'shown', detail => detail.code ?? String(detail)); atlas.flush();
                       return told; }})()"
                ))
                .await;
            let is_fine = told == expected
                || (expected == "either"
                    && ["shown", "dataset", "internal"].iter().any(|code| told == *code));
            assert!(is_fine, "{name}: {told}");
            if told == "dataset" {
                let seen = page.eval("root.querySelectorAll('.error tbody tr').length > 0 || root.querySelector('section') !== null").await;
                assert_eq!(seen, true, "{name}: told or shown");
            }
            // The module lives, and takes a good one.
            page.eval(&format!("return (async () => {{ {FILL} await atlas.setData(builtIn); }})()")).await;
            page.wait_for("atlas.getState() && root.querySelectorAll('section').length === 1").await;
            is_inert(page).await;
        }
    });
}
