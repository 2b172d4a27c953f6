//! The dialog of sharing: what is pressed and chosen in it.

use web_sys::Element;

use super::{Asked, Click, Press};
use crate::atlas::{Keyword, Shown, Theme};
use crate::browser::handover::Errand;
use crate::browser::inner::Inner;
use crate::browser::js;
use crate::browser::share::TABS;
use crate::browser::table::csv_file;
use crate::scene::tables::TableKind;
use crate::scene::{Host, words};
use crate::world::Projection;

pub fn click(inner: &mut Inner, click: &Click) -> Option<Asked> {
    if click.verb == "share" {
        return Some(Asked::Errand(Errand::OpenShare));
    }
    let view = inner.share.as_mut()?;
    match &*click.verb {
        "share-close" => inner.close_share(),
        "share-tab" => view.tab = TABS.into_iter().find(|tab| *tab == click.argument)?,
        "share-code" => view.is_frame = click.argument == "frame",
        verb => return errand(inner, verb).map(Asked::Errand),
    }
    inner.fill_share();
    Some(Asked::Done)
}

/// What a button of the dialog hands over.
fn errand(inner: &Inner, verb: &str) -> Option<Errand> {
    let view = inner.share.as_ref()?;
    let stem = format!("{}-{}", inner.file_stem(), inner.state.date);
    let copy = |text: String| Errand::Copy { text, button: verb.to_owned() };
    let errand = match verb {
        "copy-link" => copy(inner.link(view).0),
        "copy-cite" => copy(inner.citation(view)),
        "copy-code" => copy(inner.code(view)),
        "share-sheet" => Errand::Sheet {
            title: words::text(&inner.dataset.document.title, &inner.dataset, &inner.host).text.to_owned(),
            text: words::plain_sentence(&inner.state, &inner.dataset, &inner.host),
            url: inner.link(view).0,
        },
        "save-png" => Errand::Picture { name: format!("{stem}.png"), button: verb.to_owned() },
        "save-svg" => {
            Errand::File { name: format!("{stem}.svg"), kind: "image/svg+xml", content: inner.picture() }
        }
        "save-csv" => {
            let input = inner.table_input();
            let rows = input.rows(TableKind::Actors, None);
            csv_file(&input, TableKind::Actors, &rows, &inner.file_stem())
        }
        _ => return None,
    };
    Some(errand)
}

pub fn key(inner: &mut Inner, press: &Press) -> Option<Asked> {
    let closes = press.key == "Escape" && inner.is_share_open();
    closes.then(|| inner.done(Inner::close_share)).flatten()
}

/// Something is chosen for the code.
pub fn choose(inner: &mut Inner, what: &str, field: &Element) -> Option<Asked> {
    let value = js::get(field, "value").as_string().unwrap_or_default();
    let language = inner.host.language().to_owned();
    let opening = &mut inner.share.as_mut()?.opening;
    match what {
        "date" => opening.follows_data = value == "latest",
        "selected" => opening.is_unselected = value == "nothing",
        "projection" => opening.projection = Projection::from_word(&value),
        "shown" => opening.shown = Shown::from_word(&value),
        "theme" => opening.theme = Theme::from_word(&value)?,
        "lang" => opening.lang = (value == "own").then_some(language),
        "pin" => opening.is_pinned = js::get(field, "checked").is_truthy(),
        _ => return None,
    }
    inner.fill_share();
    Some(Asked::Done)
}
