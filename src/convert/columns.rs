//! The columns of a table of changes, by the names that people give them.
//!
//! | column | other names | what it says |
//! |---|---|---|
//! | `date` | when, start, start date | when; this or a year must be there |
//! | `year`, `month`, `day` | | the same in parts; a month may be named |
//! | `end` | end date, until | the last day of what lasts |
//! | `title` | headline, event, name | the event; rows of one date and title are one event |
//! | `actor` | country, who, party | whom it is about, several with `;` between them |
//! | `status` | becomes | what the actor becomes; `-` ends what it was |
//! | `rank` | order | 1 for the strongest status; without it, in the order of the rows |
//! | `scale` | | the family of statuses; all but the first are unordered |
//! | `tone` | colour, color | a colour or pattern of the atlas |
//! | `summary` | text, description, note, notes | what happened, in a few sentences |
//! | `kind` | type, category | what kind of event, in a word |
//! | `group` | | the group of the actor's lane |
//! | `code` | iso, iso3, iso code | ISO alpha-3, where the name does not tell |
//! | `track` | pillar | the strand in which it becomes so |
//! | `place` | location, city, where | where, with the two that follow |
//! | `lon` | longitude, lng, x | degrees |
//! | `lat` | latitude, y | degrees |
//! | `source` | source title | the title of the source, or its address |
//! | `url` | link, source url | addresses, with spaces between them |
//! | `publisher` | | who published it |
//! | `tier` | source tier | what kind of publisher that is |
//! | `id` | | the event's id |

use super::notes::{Notes, problem};
use crate::dataset::{did_you_mean, quote};
use crate::written::{Cell, Row};

/// The columns, each with its other names, in small letters and nothing but letters and digits.
const COLUMNS: [&[&str]; 24] = [
    &["date", "when", "start", "startdate"],
    &["year"],
    &["month"],
    &["day"],
    &["end", "enddate", "until"],
    &["title", "headline", "event", "name"],
    &["actor", "country", "who", "party", "actors"],
    &["status", "becomes"],
    &["rank", "order"],
    &["scale"],
    &["tone", "colour", "color"],
    &["summary", "text", "description", "note", "notes"],
    &["kind", "type", "category"],
    &["group"],
    &["code", "iso", "iso3", "isocode", "isoa3"],
    &["track", "pillar"],
    &["place", "location", "city", "where"],
    &["lon", "longitude", "lng", "x"],
    &["lat", "latitude", "y"],
    &["source", "sourcetitle"],
    &["url", "link", "sourceurl"],
    &["publisher"],
    &["tier", "sourcetier"],
    &["id"],
];

/// A name of a column in small letters, and nothing but letters and digits.
pub fn plain_name(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// What each column holds; `None` for one that is not read.
pub fn read_names(names: &Row, notes: &mut Notes) -> Vec<Option<&'static str>> {
    let mut fields: Vec<Option<&'static str>> = Vec::new();
    let mut unread: Vec<&Cell> = Vec::new();
    let is_written = |wanted: &str| names.cells.iter().any(|cell| plain_name(&cell.text) == wanted);
    for cell in &names.cells {
        let name = plain_name(&cell.text);
        let known =
            COLUMNS.iter().find(|known| known.contains(&name.as_str())).and_then(|known| known.first());
        // Of two columns for the same, the one with the plainest name is meant, else the first.
        let is_taken = known
            .is_some_and(|known| fields.contains(&Some(*known)) || (name != *known && is_written(known)));
        let field = known.copied().filter(|_| !is_taken);
        if field.is_none() && !name.is_empty() {
            unread.push(cell);
        }
        fields.push(field);
    }
    let known = || COLUMNS.iter().filter_map(|names| names.first().copied());
    let has = |wanted: &str| fields.contains(&Some(wanted));
    if !has("date") && !has("year") && has("day") {
        // A day without a year is a whole date.
        fields.iter_mut().filter(|field| **field == Some("day")).for_each(|field| *field = Some("date"));
    } else if !has("date") && !has("year") {
        let hint = names
            .cells
            .iter()
            .find_map(|cell| did_you_mean(&plain_name(&cell.text), &mut ["date"].into_iter()));
        let hint =
            hint.or(Some(format!("columns that are read: {}", known().collect::<Vec<_>>().join(", "))));
        notes.error(names.span, problem("line 1", "no such column", "a column \"date\"", hint));
    }
    for cell in unread {
        let hint = did_you_mean(&plain_name(&cell.text), &mut known());
        let expected = format!("no column {}: it is not read", quote(&cell.text));
        notes.warn(cell.span, problem("line 1", quote(&cell.text), expected, hint));
    }
    fields
}
