//! What is told of an event, be it one of the document or a row of the columns.

use crate::dataset::Dataset;
use crate::timeline::Extent;

use super::dates::DateLook;
use super::host::Host;
use super::words;

/// What an event's date looks like.
pub(super) fn date_look(dataset: &Dataset, id: usize) -> DateLook {
    let Some(row) = dataset.row_of(id) else {
        return DateLook::of(&dataset.document.events[id].date);
    };
    let start_day = dataset.columns.days[row];
    let days = dataset.columns.span_days(row);
    let extent = Extent { start_day, end_day: start_day + days };
    DateLook { extent, is_point: days <= 1.0, fades_left: false, fades_right: false }
}

/// Whether an official source tells of an event. Rows name no sources.
pub(super) fn is_official(dataset: &Dataset, id: usize) -> bool {
    dataset.links.get(id).is_some_and(|links| links.is_official)
}

/// An event's title: for a row its own, else its kind, else its number.
pub fn event_title(dataset: &Dataset, id: usize, host: &dyn Host) -> String {
    let Some(row) = dataset.row_of(id) else {
        return words::text(&dataset.document.events[id].title, dataset, host).text.to_owned();
    };
    let own =
        dataset.columns.title(row).map(str::to_owned).or_else(|| host.row_title(dataset.columns.given(row)));
    own.or_else(|| dataset.columns.kind(row).map(str::to_owned)).unwrap_or_else(|| host.number(row + 1))
}
