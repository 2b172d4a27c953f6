//! Sharing a view: the dialog, its address and code, files, the citation.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{Page, visit};
use crate::rows::prepare;
use crate::view::View;

const READY: &str = "atlas.getState?.() && root.querySelector('.tools [data-do=share]')";
const DIALOG: &str = "root.querySelector('dialog[open]')";
/// A way to see what is copied and saved.
const WATCH: &str = "return void (() => {
    navigator.clipboard.writeText = text => (window.copied = text, Promise.resolve());
    const make = URL.createObjectURL; window.blobs = [];
    URL.createObjectURL = blob => (blobs.push(blob), make.call(URL, blob));
    HTMLAnchorElement.prototype.click = function () { window.saved = this.download; window.blob = blobs.at(-1); }; })()";

async fn open(page: &Page, tab: &str) {
    page.wait_for(READY).await;
    page.eval(WATCH).await;
    page.eval("(b => (b.focus(), b.click()))(root.querySelector('.tools [data-do=share]'))").await;
    page.wait_for(&format!("{DIALOG}?.querySelector('textarea')")).await;
    press(page, tab).await;
}

/// Presses a button of the dialog by its name.
async fn press(page: &Page, name: &str) {
    let button = format!(
        "[...{DIALOG}.querySelectorAll('button')].find(b => (b.ariaLabel ?? b.innerText) === '{name}')"
    );
    page.wait_for(&button.replace(".find(", ".some(")).await;
    page.eval(&format!("(b => (b.focus(), b.click()))({button})")).await;
}

/// The words of the field with that label.
async fn field(page: &Page, label: &str) -> String {
    let value = page
        .wait_for(&format!(
            "[...{DIALOG}.querySelectorAll('label')].find(l => l.innerText.startsWith('{label}'))?.querySelector('textarea').value"
        ))
        .await;
    value.as_str().unwrap().to_owned()
}

#[test]
fn the_dialog_takes_the_focus_keeps_it_and_gives_it_back() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        open(page, "Link").await;
        assert_eq!(
            page.eval(&format!("[{DIALOG}.matches(':modal'), {DIALOG}.ariaLabel]")).await,
            json!([true, "Share or embed"])
        );
        let mut order = Vec::new();
        page.eval(&format!("{DIALOG}.querySelector('button').focus()")).await;
        for _ in 0..8 {
            order.push(page.eval("(e => e && (e.ariaLabel ?? e.labels?.[0]?.firstChild.textContent ?? e.innerText))(root.activeElement)").await);
            page.press(Key::Tab).await;
        }
        let names: Vec<&str> = order.iter().filter_map(|name| name.as_str()).collect();
        assert_eq!(
            names[..7],
            ["Close", "Link", "Embed", "Image and data", "Link", "Copy link", "Citation"],
            "{names:?}"
        );
        page.press(Key::Escape).await;
        page.wait_for("!root.querySelector('dialog[open]')").await;
        assert_eq!(
            page.eval("[root.activeElement.dataset.do, atlas.selected]").await,
            json!(["share", "JPN"]),
            "Escape closes the dialog alone"
        );
        page.screenshot("after-sharing").await;
    });
}

#[test]
fn the_link_opens_the_same_view_where_the_page_keeps_it_and_where_not() {
    for page_of in ["/embed.html?permalink=replace", "/embed.html?permalink=off"] {
        visit(&View::wide(), page_of, async |page| {
            page.wait_for(READY).await;
            page.eval("atlas.setState({ date: '2023-03-13', selected: 'CHN', statuses: ['critic'], camera: { projection: 'globe', lon: 100, lat: 20, zoom: 2 } })").await;
            open(page, "Link").await;
            page.wait_for(&format!("!{DIALOG}.innerText.includes('does not keep')")).await;
            let link = field(page, "Link").await;
            press(page, "Copy link").await;
            page.wait_for("root.activeElement.innerText === 'Copied'").await;
            assert_eq!(page.eval("copied").await, link);
            let before = page.eval("atlas.getState()").await;
            let path = link.split_once("//").and_then(|(_, rest)| rest.split_once('/')).unwrap().1.to_owned();
            page.goto("/index.html").await;
            page.goto(&format!("/{path}")).await;
            page.wait_for(READY).await;
            assert_eq!(page.eval("atlas.getState()").await, before, "{link}");
        });
    }
}

#[test]
fn the_code_of_the_frame_shows_the_same_view_when_it_is_loaded() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&selected=JPN&track=pillar-2", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "atlas.setState({ statuses: ['considered', 'member'], camera: { zoom: 3, lon: 135, lat: 30 } })",
        )
        .await;
        open(page, "Embed").await;
        press(page, "iframe").await;
        page.wait_for(&format!("{DIALOG}.querySelector('.code textarea').value.startsWith('<iframe')")).await;
        let code = field(page, "Code").await;
        assert!(code.contains(" title=\"AUKUS: members, candidate partners and reactions\""), "{code}");
        let source = code.split("src=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        let before = page.eval("atlas.getState()").await;
        let path = source.split_once("//").and_then(|(_, rest)| rest.split_once('/')).unwrap().1.to_owned();
        page.goto("/index.html").await;
        page.goto(&format!("/{path}")).await;
        page.wait_for(READY).await;
        assert_eq!(page.eval("atlas.getState()").await, before, "{source}");
    });
}

#[test]
fn the_code_of_the_element_runs_as_it_stands_with_its_integrity() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08&selected=JPN", async |page| {
        open(page, "Embed").await;
        // A module that its host replaces would no longer be the one with this hash: only who asks for it gets it.
        assert!(!field(page, "Code").await.contains("integrity"));
        page.eval(&format!("{DIALOG}.querySelector('[data-do=\"choose:pin\"]').click()")).await;
        page.wait_for(&format!(
            "{DIALOG}.querySelector('.code textarea').value.includes('integrity=\"sha384-')"
        ))
        .await;
        let code = field(page, "Code").await;
        assert!(
            code.contains("<aukus-atlas date=\"2024-04-08\" selected=\"JPN\" lang=\"en-GB\">\n  On 8 April 2024: 3 members"),
            "{code}"
        );
        press(page, "Copy code").await;
        page.wait_for("root.activeElement.innerText === 'Copied'").await;
        assert_eq!(page.eval("copied").await, code);
        // What a reader chooses for it is in it.
        page.eval(&format!(
            "(s => {{ s.value = 'globe'; s.dispatchEvent(new Event('change', {{ bubbles: true }})); }})({DIALOG}.querySelector('[data-do=\"choose:projection\"]'))"
        ))
        .await;
        page.wait_for(&format!(
            "{DIALOG}.querySelector('.code textarea').value.includes('projection=\"globe\"')"
        ))
        .await;
        // The script with this hash is the one that is served: the browser itself says so.
        let (script, integrity) =
            (code.split("src=\"").nth(1).unwrap(), code.split("integrity=\"").nth(1).unwrap());
        let (script, integrity) = (script.split('"').next().unwrap(), integrity.split('"').next().unwrap());
        let loaded = page
            .eval(&format!("return fetch('{script}', {{ integrity: '{integrity}' }}).then(r => r.ok)"))
            .await;
        assert_eq!(loaded, true);
    });
}

#[test]
fn the_picture_is_twice_as_large_as_the_drawing_and_not_blank() {
    visit(&View { dpr: 1.0, ..View::wide() }, "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        open(page, "Image and data").await;
        press(page, "Picture (PNG)").await;
        page.wait_for("window.saved === 'aukus-2024-04-08.png'").await;
        let sizes = page
            .eval(
                "return (async () => {
                   const svg = await atlas.toSVG();
                   const [width, height] = /width=\"([0-9.]+)\" height=\"([0-9.]+)\"/.exec(svg).slice(1).map(Number);
                   const bitmap = await createImageBitmap(blob);
                   const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
                   const context = canvas.getContext('2d'); context.drawImage(bitmap, 0, 0);
                   const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
                   const colours = new Map(); for (const pixel of pixels) colours.set(pixel, (colours.get(pixel) ?? 0) + 1);
                   return [blob.type, bitmap.width - 2 * Math.floor(width), bitmap.height - 2 * Math.floor(height), colours.size, Math.max(...colours.values()) / pixels.length];
                 })()",
            )
            .await;
        assert_eq!(sizes[0], "image/png");
        for excess in [&sizes[1], &sizes[2]] {
            assert!((0.0..=2.0).contains(&excess.as_f64().unwrap()), "{sizes}");
        }
        assert!(sizes[3].as_u64().unwrap() > 200, "many colours: {sizes}");
        assert!(sizes[4].as_f64().unwrap() < 0.9, "no colour covers all: {sizes}");
    });
}

#[test]
fn the_drawing_stands_alone_with_title_choice_and_sources() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08&selected=JPN", async |page| {
        open(page, "Image and data").await;
        press(page, "Drawing (SVG)").await;
        page.wait_for("window.saved === 'aukus-2024-04-08.svg'").await;
        let svg = page.eval("return blob.text()").await;
        let svg = svg.as_str().unwrap();
        let tree = resvg::usvg::roxmltree::Document::parse(svg).unwrap();
        let texts: Vec<&str> =
            tree.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
        let has = |part: &str| texts.iter().any(|text| text.contains(part));
        for part in [
            "AUKUS: members, candidate partners",
            "On 8 April 2024: 3 members",
            "Japan",
            "Considered, since 8 Apr 2024",
            "Sources: US Department of Defense",
            "Natural Earth",
            "Australia",
        ] {
            assert!(has(part), "{part} is not in {texts:?}");
        }
        for element in tree.descendants().filter(|n| n.is_element()) {
            assert!(
                !["style", "image", "script", "foreignObject", "use"].contains(&element.tag_name().name())
            );
            for attribute in element.attributes() {
                assert!(!["style", "href", "class"].contains(&attribute.name()), "{attribute:?}");
                assert!(
                    !attribute.value().contains("url(") || attribute.value().starts_with("url(#"),
                    "{attribute:?}"
                );
                assert!(!attribute.value().contains("var("), "{attribute:?}");
            }
        }
        assert_eq!(
            page.eval(&format!("{DIALOG}.querySelector('img').decode().then(() => true)")).await,
            true
        );
    });
}

#[test]
fn the_citation_has_the_day_the_version_the_address_and_the_readers_own_day() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2024-04-08", async |page| {
        open(page, "Link").await;
        let (link, cited) = (field(page, "Link").await, field(page, "Citation").await);
        let today = page
            .eval(
                "new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })",
            )
            .await;
        let version =
            page.eval("return fetch('data/aukus.json').then(r => r.json()).then(d => d.version)").await;
        for part in [
            "AUKUS: members, candidate partners and reactions. AUKUS Atlas, dataset ",
            version.as_str().unwrap(),
            "Shown: 8 April 2024; data to ",
            &format!("{link} (accessed {}).", today.as_str().unwrap()),
        ] {
            assert!(cited.contains(part), "{part} is not in {cited}");
        }
    });
}

#[test]
fn where_copying_is_not_allowed_the_text_is_marked_instead() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        open(page, "Link").await;
        page.eval("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))").await;
        press(page, "Copy citation").await;
        page.wait_for("root.activeElement.matches('textarea') && root.activeElement.selectionEnd === root.activeElement.value.length").await;
        assert_eq!(
            page.eval("root.querySelector('[aria-live]').textContent").await,
            "Copying is not allowed here"
        );
    });
}

#[test]
fn a_picture_that_cannot_be_made_is_told_at_its_button() {
    visit(&View::wide(), "/embed.html", async |page| {
        open(page, "Image and data").await;
        page.eval("void (atlas.toPNG = () => Promise.reject(new Error('no memory')))").await;
        press(page, "Picture (PNG)").await;
        let said = "The picture could not be made";
        page.wait_for(&format!(
            "[...{DIALOG}.querySelectorAll('button')].some(b => b.innerText === '{said}')"
        ))
        .await;
        page.wait_for(&format!("root.querySelector('[aria-live]').textContent === '{said}'")).await;
    });
}

#[test]
fn files_of_data_that_the_page_gave_are_called_by_its_title() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 10).await;
        page.eval("return atlas.setData({ ...dataset, title: 'Rows, & more of them' })").await;
        open(page, "Image and data").await;
        press(page, "Drawing (SVG)").await;
        page.wait_for("window.saved === 'Rows-more-of-them-2024-12-31.svg'").await;
    });
}

#[test]
fn the_dialog_is_within_the_window_in_each_of_its_tabs() {
    for view in [View { height: 800, ..View::wide() }, View::phone()] {
        visit(&view, "/embed.html?date=2024-04-08", async |page| {
            open(page, "Image and data").await;
            page.wait_for(&format!("{DIALOG}.querySelector('img').complete")).await;
            let is_within = "(b => b.top >= 0 && b.bottom <= innerHeight + 1)";
            for tab in ["Image and data", "Embed", "Link"] {
                press(page, tab).await;
                page.wait_for(&format!("{is_within}({DIALOG}.getBoundingClientRect())")).await;
            }
        });
    }
}

#[test]
fn what_is_shared_is_a_moment_time_stops() {
    visit(&View::wide(), "/embed.html?lang=en-GB&date=2021-10-01&permalink=replace", async |page| {
        page.wait_for(READY).await;
        page.eval("atlas.play()").await;
        page.wait_for("atlas.getState().date > '2021-10-05'").await;
        open(page, "Link").await;
        assert_eq!(page.eval("atlas.getState().playing").await, json!(null));
        let day = page.eval("atlas.getState().date").await;
        assert!(
            page.eval("root.querySelector('dialog textarea').value")
                .await
                .as_str()
                .is_some_and(|link| link.contains(day.as_str().unwrap_or("?")))
        );
    });
}
