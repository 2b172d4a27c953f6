//! What was guessed about a text, told so that it can be said in the text itself.

use super::countries::near;
use super::draft::Draft;
use super::notes::{Notes, problem};
use crate::dataset::{Problem, Tier, quote};
use crate::written::Span;

/// A time was taken as UTC.
pub fn zone_guessed(path: &str, found: &str) -> Problem {
    let hint = "a zone says which: 2024-04-08T14:30+09:00";
    problem(path, quote(found), "a time zone; times without one are taken as UTC", Some(hint.into()))
}

/// The kind of publisher was taken from the address.
pub fn tier_guessed(path: &str, tier: &str) -> Problem {
    let words: Vec<&str> = Tier::ALL.iter().map(|tier| tier.word()).collect();
    let hint = format!("sources are {}; check what was guessed", words.join(", "));
    let found = format!("{}, which is a guess", quote(tier));
    problem(path, found, "what kind of publisher the source has", Some(hint))
}

/// What a table left open as a whole: `span` and `path` are those of the names of its columns.
pub fn of_table(draft: &Draft, span: Span, path: &str, notes: &mut Notes) {
    if draft.crowded() > 0 {
        let found = format!("{} statuses more than there are colours", draft.crowded());
        let hint = "the weakest share one colour";
        notes.warn(span, problem(path, found, "8 statuses at most", Some(hint.into())));
    }
    let statuses = draft.unranked();
    if statuses.len() > 1 {
        let found = format!("no rank, so that the order is that of the rows: {}", listed(&statuses));
        let hint = "a column \"rank\" with 1 for the strongest orders statuses";
        notes.warn(
            span,
            problem(path, found, "statuses from the strongest to the weakest", Some(hint.into())),
        );
    }
    let (slips, strangers): (Vec<_>, Vec<_>) = draft
        .strangers()
        .into_iter()
        .map(|(name, mention)| (name, mention, near(name)))
        .partition(|(.., near)| near.is_some());
    for (name, (span, path), near) in slips {
        notes.warn_each(*span, problem(path, quote(name), COUNTRY, near));
    }
    if let Some((_, (span, path), _)) = strangers.first() {
        let names: Vec<&str> = strangers.iter().map(|(name, ..)| *name).collect();
        let found = match &names[..] {
            [only] => format!("{}, which is no country known by this name", quote(only)),
            several => format!(
                "{} actors that are no countries known by these names: {}",
                several.len(),
                listed(several)
            ),
        };
        let hint =
            "countries are known by English name and by code; a column \"code\" says which one is meant";
        notes.warn_each(*span, problem(path, found, COUNTRY, Some(hint.into())));
    }
    for (name, meant, (span, path)) in draft.slips() {
        let hint = format!("did you mean {}?", quote(meant));
        let found = format!("{}, in this row only", quote(name));
        notes.warn_each(*span, problem(path, found, "a status that other rows have too", Some(hint)));
    }
}

const COUNTRY: &str = "a country, to be coloured on the map";

/// Names in a line, as long as there are few.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    let shown: Vec<&str> = names.iter().take(MOST).copied().collect();
    let more = names.len().saturating_sub(MOST);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}
