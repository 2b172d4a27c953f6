//! The reader's language: which it is, what is said in it, and what follows when it changes.

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::{Page, visit};
use crate::rows::prepare;
use crate::view::View;

const READY: &str = "atlas.getState?.()";
/// The files of words that have been fetched, by language.
const FETCHED: &str = "performance.getEntriesByType('resource').map(r => /messages-([a-z]+)-/.exec(r.name)?.[1]).filter(Boolean)";
/// What stands outside the dataset and is easily told apart.
const SAID: &str = "[root.querySelector('section').lang.split('-')[0], root.querySelector('[data-do=next]').ariaLabel,
    root.querySelector('.legend').ariaLabel, root.querySelector('.map').ariaLabel, root.querySelector('.playhead').ariaLabel]";

/// What stands in the files, which `tests/messages.rs` looks after.
fn words(language: &str) -> Value {
    let path = format!("{}/www/messages/{language}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn said(language: &str) -> Value {
    let words = words(language);
    json!([language, words["next-event"], words["legend"], words["map"], words["playhead"]])
}

async fn assert_said(page: &Page, language: &str) {
    page.wait_for(&format!("JSON.stringify({SAID}) === JSON.stringify({})", said(language))).await;
}

#[test]
fn a_readers_language_is_fetched_before_the_first_draw_and_no_other() {
    for (lang, file) in [("fr-FR", "fr"), ("ja", "ja"), ("zh-CN", "zh"), ("ar-EG", "ar")] {
        visit(&View { lang, ..View::wide() }, "/embed.html?date=2024-04-08", async |page| {
            page.wait_for(READY).await;
            assert_eq!(page.eval(FETCHED).await, json!([file]));
            assert_said(page, file).await;
            assert_eq!(page.eval("document.documentElement.lang.split('-')[0]").await, file);
        });
    }
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval(FETCHED).await, json!([]), "English is in the module");
    });
}

#[test]
fn the_elements_own_language_goes_before_the_pages_and_that_before_the_browsers() {
    visit(&View { lang: "ja", ..View::wide() }, "/index.html", async |page| {
        page.wait_for(READY).await;
        assert_said(page, "en").await;
        page.eval("void (document.documentElement.lang = 'ko')").await;
        assert_said(page, "ko").await;
        page.eval("void (atlas.lang = 'hi')").await;
        assert_said(page, "hi").await;
        page.eval("void (document.documentElement.lang = 'fr')").await;
        page.eval("return new Promise(done => setTimeout(done))").await;
        assert_said(page, "hi").await;
        page.eval("void atlas.removeAttribute('lang')").await;
        assert_said(page, "fr").await;
        page.eval("void document.documentElement.removeAttribute('lang')").await;
        assert_said(page, "ja").await;
    });
}

#[test]
fn the_nearest_language_is_found_through_shadow_roots_and_followed() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return (async () => {
               const outer = document.createElement('div'), inner = document.createElement('p');
               outer.lang = 'fr'; document.body.append(outer);
               outer.attachShadow({ mode: 'open' }).append(inner);
               window.kept = document.createElement('aukus-atlas'); kept.setAttribute('loading', 'eager');
               inner.append(kept); await kept.ready;
               window.within = () => kept.shadowRoot.querySelector('section').lang;
             })()",
        )
        .await;
        assert_eq!(page.eval("within()").await, "fr");
        page.eval("void (kept.parentNode.lang = 'ar')").await;
        page.wait_for("within() === 'ar'").await;
        page.eval("void kept.parentNode.removeAttribute('lang')").await;
        page.wait_for("within() === 'fr'").await;
    });
}

#[test]
fn a_language_that_cannot_be_fetched_is_told_in_english_and_tried_again() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval(
            "return void (() => { const fetch = window.fetch; window.mend = () => void (window.fetch = fetch);
               window.fetch = (url, ...rest) => String(url).includes('messages-') ? Promise.reject(new Error('no way')) : fetch(url, ...rest); })()",
        )
        .await;
        page.eval("void (atlas.lang = 'fr')").await;
        page.wait_for("root.querySelector('section').lang === 'fr'").await;
        assert_eq!(page.eval("root.querySelector('[data-do=next]').ariaLabel").await, "Next event");
        assert_eq!(page.eval("root.querySelector('.playhead').textContent").await, "8 avr. 2024");
        page.eval("(mend(), atlas.lang = 'en', atlas.lang = 'fr')").await;
        assert_said(page, "fr").await;
    });
}

#[test]
fn the_page_may_override_words_and_add_a_language() {
    visit(&View::wide(), "/embed.html?date=2024-04-08&lang=fr", async |page| {
        page.wait_for(READY).await;
        page.eval("void (atlas.messages = { fr: { play: 'En avant' }, pl: { 'sources.all.one': '{n} źródło',
            'sources.all.few': '{n} źródła', 'sources.all.many': '{n} źródeł', 'sources.all.other': '{n} źródła' } })").await;
        page.wait_for("root.querySelector('[data-do=play]').ariaLabel === 'En avant'").await;
        assert_eq!(page.eval("root.querySelector('[data-do=next]').ariaLabel").await, "Événement suivant");
        page.eval("void (atlas.lang = 'pl')").await;
        page.wait_for("root.querySelector('[data-do=all-sources]').textContent.endsWith('źródeł')").await;
        assert_eq!(page.eval("root.querySelector('[data-do=next]').ariaLabel").await, "Next event");
        page.eval("void (atlas.messages = null)").await;
        page.wait_for("/^All \\d+ sources$/.test(root.querySelector('[data-do=all-sources]').textContent)")
            .await;
    });
}

#[test]
fn another_language_leaves_the_focus_where_it_is() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        for action in ["next", "status:member", "select:JPN"] {
            page.eval(&format!("root.querySelector('[data-do=\"{action}\"]').focus()")).await;
            for language in ["ja", "en"] {
                page.eval(&format!("void (atlas.lang = '{language}')")).await;
                assert_said(page, language).await;
                page.wait_for(&format!("root.activeElement?.dataset.do === '{action}'")).await;
            }
        }
    });
}

#[test]
fn what_is_open_is_named_anew_in_another_language() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("root.querySelector('[data-do=time-options]').click()").await;
        page.wait_for("root.querySelector('[data-do=\"step-by:change\"]')").await;
        page.eval("root.querySelector('[data-do=\"step-by:change\"]').click()").await;
        page.eval("root.querySelector('[data-do=search]').click()").await;
        page.wait_for("root.querySelector('.search-box input')").await;
        let words = words("fr");
        page.eval("void (atlas.lang = 'fr')").await;
        page.wait_for("root.querySelector('section').lang === 'fr'").await;
        let named = page
            .eval("[root.querySelector('[data-do=next]').title, root.querySelector('.search-box input').placeholder]")
            .await;
        assert_eq!(named, json!([words["next-change"], words["search.placeholder"]]));
    });
}

#[test]
fn dates_are_written_as_the_reader_writes_them() {
    let table = [
        ("en-GB", "On 8 April 2024: 3 members, 1 considered (Japan), 2 exploring, 2 mooted."),
        ("en-US", "On April 8, 2024: 3 members, 1 considered (Japan), 2 exploring, 2 mooted."),
        ("fr", "Le 8 avril 2024\u{a0}: 3 membres, 1 envisagé (Japon), 2 en discussion, 2 évoqués."),
        ("ja", "2024年4月8日時点：加盟国 3、検討対象 1（日本）、参加を模索 2、名が挙がる 2。"),
        ("zh", "2024年4月8日：成员国 3、考虑对象 1（日本）、探讨中 2、被提及 2。"),
    ];
    for (lang, sentence) in table {
        visit(&View { lang, ..View::wide() }, "/embed.html?date=2024-04-08", async |page| {
            page.wait_for(READY).await;
            assert_eq!(page.eval("root.querySelector('.sentence').textContent").await, sentence);
        });
    }
}

#[test]
fn texts_of_the_dataset_are_told_in_their_own_language_and_the_reader_is_told_so() {
    visit(&View { lang: "fr", ..View::wide() }, "/embed.html?date=2024-04-08&selected=JPN", async |page| {
        page.wait_for(READY).await;
        let foot = page.eval("root.querySelector('.foot').textContent").await;
        let note = "Langue des textes de ce jeu de données\u{a0}: anglais.";
        assert_eq!(foot.as_str().unwrap().matches(note).count(), 1, "{foot}");
        // WebKitGTK's language is the system's, which has a country.
        let readers = if page.engine == Engine::WebKit { "fr-FR" } else { "fr" };
        assert_eq!(page.eval("[root.querySelector('h2').lang, root.querySelector('.panel .reason p').lang, root.querySelector('section').lang]").await, json!(["", "en", readers]));
        page.eval("void (atlas.lang = 'en')").await;
        page.wait_for("!root.querySelector('.foot').textContent.includes('anglais') && !root.querySelector('.panel .reason p').hasAttribute('lang')").await;
    });
}

#[test]
fn the_built_in_atlas_is_named_in_the_readers_language_and_a_pages_own_as_it_is() {
    visit(&View { lang: "en-GB", ..View::wide() }, "/index.html", async |page| {
        page.wait_for(READY).await;
        let names = "[root.querySelector('h2').textContent, root.querySelector('.group b').textContent, root.querySelector('.cell .small').textContent]";
        let english = json!(["AUKUS: members, candidate partners and reactions", "Members", "3 Member"]);
        assert_eq!(page.eval(names).await, english);
        page.eval("void (atlas.lang = 'fr')").await;
        page.wait_for("root.querySelector('h2').textContent.includes('partenaires')").await;
        assert_eq!(page.eval("root.querySelector('.group b').textContent").await, "Membres");
        assert_eq!(page.eval("[atlas.date, atlas.selected]").await, json!(["2024-04-08", "JPN"]));
        page.eval("void (atlas.lang = 'en-GB')").await;
        page.wait_for(&format!("JSON.stringify({names}) === JSON.stringify({english})")).await;
        // What the page has given is not ours to name.
        page.eval(
            "return fetch('data/aukus.json').then(data => data.json()).then(data => atlas.setData(data))",
        )
        .await;
        page.eval("void (atlas.lang = 'fr')").await;
        page.wait_for("root.querySelector('[data-do=search]').textContent.includes('Rechercher')").await;
        assert_eq!(page.eval("root.querySelector('h2').textContent").await, english[0]);
    });
}

#[test]
fn every_form_of_a_word_that_the_browser_asks_for_is_there() {
    visit(&View::wide(), "/embed.html", async |page| {
        for language in ["en", "ja", "ko", "fr", "hi", "zh", "ar"] {
            let Value::Object(words) = words(language) else { panic!("{language}") };
            let forms = page
                .eval(&format!("new Intl.PluralRules('{language}').resolvedOptions().pluralCategories"))
                .await;
            // French counts in `many` from a million on.
            let forms: Vec<&str> = forms
                .as_array()
                .unwrap()
                .iter()
                .map(|form| form.as_str().unwrap())
                .filter(|form| (language, *form) != ("fr", "many"))
                .collect();
            for base in words.keys().filter_map(|key| key.strip_suffix(".other")) {
                for form in &forms {
                    assert!(words.contains_key(&format!("{base}.{form}")), "{language}: {base}.{form}");
                }
            }
        }
    });
}

#[test]
fn in_arabic_the_layout_is_mirrored_and_map_and_time_are_not() {
    visit(
        &View { width: 1280, height: 2400, ..View::wide() },
        "/embed.html?date=2024-04-08&lang=ar&selected=JPN",
        async |page| {
            page.wait_for(READY).await;
            assert_eq!(
                page.eval("[root.querySelector('section').dir, document.documentElement.scrollWidth]").await,
                json!(["rtl", 1280])
            );
            let middle = |selector: &str| {
                format!("(b => b.x + b.width / 2)(root.querySelector('{selector}').getBoundingClientRect())")
            };
            let panel_is_left = format!("{} < {}", middle(".panel"), middle(".map"));
            assert_eq!(page.eval(&panel_is_left).await, true);
            let title_is_right = "(b => 1280 - b.right < b.left)((r => (r.selectNodeContents(root.querySelector('h2')), r.getBoundingClientRect()))(document.createRange()))";
            assert_eq!(page.eval(title_is_right).await, true);
            // Japan lies west of the United States on this map, in Arabic too.
            assert_eq!(page.eval("atlas.project([138, 36])[0] < atlas.project([-100, 40])[0]").await, true);
            // Later is to the right, for the eye and for the keys.
            let playhead = middle(".playhead");
            let before = page.eval(&playhead).await.as_f64().unwrap();
            page.eval("root.querySelector('.playhead').focus()").await;
            page.press(fantoccini::key::Key::Right).await;
            page.wait_for("atlas.date === '2024-04-09'").await;
            page.eval("(atlas.goTo('2025-04-08'), atlas.flush())").await;
            assert!(page.eval(&playhead).await.as_f64().unwrap() > before);
            page.screenshot("arabic").await;
        },
    );
}

#[test]
fn the_gallery_shows_two_languages_each_fetched_once() {
    visit(&View::wide(), "/gallery/languages.html", async |page| {
        page.wait_for(READY).await;
        assert_said(page, "ja").await;
        page.eval("document.querySelectorAll('aukus-atlas')[1].scrollIntoView()").await;
        page.wait_for(
            "document.querySelectorAll('aukus-atlas')[1].shadowRoot.querySelector('section')?.dir === 'rtl'",
        )
        .await;
        assert_eq!(page.eval(&format!("{FETCHED}.sort()")).await, json!(["ar", "ja"]));
    });
}

#[test]
fn no_name_on_a_phones_map_stands_under_its_buttons() {
    for language in ["en", "fr", "ar"] {
        visit(&View::phone(), &format!("/embed.html?lang={language}&date=2024-04-08"), async |page| {
            page.wait_for("atlas.getState?.() && root.querySelector('.map .label')").await;
            page.eval("atlas.flush()").await;
            let under = "(zoom => [...root.querySelectorAll('.map .label')].filter(e => e.getClientRects().length).filter(e => { const b = e.getBoundingClientRect(); return b.left < zoom.right && b.right > zoom.left && b.top < zoom.bottom && b.bottom > zoom.top; }).map(e => e.textContent))(root.querySelector('.zoom').getBoundingClientRect())";
            assert_eq!(page.eval(under).await, json!([]), "{language}");
        });
    }
}

#[test]
fn years_before_our_era_say_so() {
    visit(&View::wide(), "/embed.html", async |page| {
        prepare(page, 0).await;
        for (day, lang, said) in [
            ("-0043-03-15", "en-GB", "15 March 44 BC"),
            ("0000-03-15", "en-GB", "15 March 1 BC"),
            ("0001-03-15", "en-GB", "15 March 1"),
            ("-0043-03-15", "ja", "紀元前44年3月15日"),
        ] {
            page.eval(&format!("(atlas.lang = '{lang}', atlas.setState({{ date: '{day}' }}))")).await;
            page.eval(&format!("return atlas.setData({{ ...dataset, updated: '{day}' }})")).await;
            page.wait_for(&format!("root.querySelector('.playhead').ariaValueText.includes('{said}')")).await;
        }
    });
}
