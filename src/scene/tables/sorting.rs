//! Rows in the order of a column.

use std::cmp::Ordering;

use super::cells::{Cell, Written};
use super::{Column, Sorting, TableInput, TableRow};

/// Where a cell stands in its column.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// By a number: a day, a count, a status's strength.
    Number(f64),
    /// By a text in the reader's language.
    Text(String),
    /// There is nothing in it: at the end, whichever way.
    Nothing,
}

/// Up to so many different texts are put in the order of the reader's language; more of them in that of
/// their code points, for which nobody need be asked.
const MOST_COLLATED: usize = 100_000;

impl<'a> TableInput<'a> {
    pub(super) fn sort(&self, rows: &mut [TableRow], sorting: Sorting) {
        let place = |row: &TableRow| match (row, sorting.column) {
            // What is told of is the latest, so it goes by its day.
            (TableRow::Actor(actor), Column::Latest) => {
                self.latest(*actor).map_or(Place::Nothing, |step| Place::Number(f64::from(step.day.0)))
            }
            (row, column) => self.place(&self.cell(*row, column)),
        };
        let places: Vec<Place> = rows.iter().map(place).collect();
        let mut texts: Vec<&str> = places
            .iter()
            .filter_map(|place| match place {
                Place::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        texts.sort_unstable();
        texts.dedup();
        // Texts by their code points, each with its rank in the reader's language.
        let mut ranks: Vec<(String, usize)> = if texts.len() <= MOST_COLLATED {
            let collated = self.host.collated(texts.into_iter().map(str::to_owned).collect());
            collated.into_iter().enumerate().map(|(rank, text)| (text, rank)).collect()
        } else {
            texts.into_iter().enumerate().map(|(rank, text)| (text.to_owned(), rank)).collect()
        };
        ranks.sort_unstable();
        let rank = |place: &Place| match place {
            Place::Number(number) => Some(*number),
            Place::Text(text) => {
                let at = ranks.binary_search_by(|(known, _)| known.as_str().cmp(text)).ok()?;
                Some(ranks[at].1 as f64)
            }
            Place::Nothing => None,
        };
        let mut ordered: Vec<(Option<f64>, usize, TableRow)> =
            rows.iter().zip(&places).enumerate().map(|(at, (row, place))| (rank(place), at, *row)).collect();
        ordered.sort_unstable_by(|a, b| {
            let by_rank = match (a.0, b.0) {
                (Some(a), Some(b)) if sorting.is_descending => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
            };
            by_rank.then(a.1.cmp(&b.1))
        });
        for (row, (_, _, sorted)) in rows.iter_mut().zip(ordered) {
            *row = sorted;
        }
    }

    fn place(&self, cell: &Cell<'a>) -> Place {
        match cell {
            Cell::Empty | Cell::Status(None) | Cell::Emptied(_) => Place::Nothing,
            Cell::Status(Some(status)) => Place::Number(*status as f64),
            Cell::Day(day) => Place::Number(f64::from(day.0)),
            Cell::Date(date) => {
                let second = date.start().and_then(|start| start.second_of_day).unwrap_or(0);
                Place::Number(f64::from(date.first_day().0) + f64::from(second) / 86_400.0)
            }
            Cell::Count(count) => Place::Number(*count as f64),
            Cell::Footing(footing) => Place::Number(*footing as u8 as f64),
            Cell::Tier(tier) => Place::Number(*tier as u8 as f64),
            text => match self.words(text, Written::ForPeople) {
                words if words.is_empty() => Place::Nothing,
                words => Place::Text(words),
            },
        }
    }
}
