//! Events by their ids: those of the document come first, in file order, then the rows of the columns.

use super::{Dataset, Day};

impl Dataset {
    /// How many events there are.
    pub fn event_count(&self) -> usize {
        self.links.len() + self.columns.len()
    }

    /// The row of the columns that an id means, if it is none of the document's events.
    pub fn row_of(&self, id: usize) -> Option<usize> {
        id.checked_sub(self.links.len())
    }

    /// The id of a row of the columns.
    pub fn id_of_row(&self, row: usize) -> usize {
        self.links.len() + row
    }

    /// The day from which an event counts: [`Day::MIN`] for an open start.
    pub fn day_of(&self, id: usize) -> Day {
        match self.row_of(id) {
            None => self.links[id].day(),
            Some(row) => self.columns.day(row),
        }
    }

    /// The actors that an event is about.
    pub fn actors_of(&self, id: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let written = self.links.get(id).map_or(&[][..], |links| &links.actors);
        let of_row = self.row_of(id).and_then(|row| self.columns.actor(row));
        written.iter().copied().chain(of_row)
    }
}
