//! The places of a great many things, listed by what each belongs to.

/// Lists of places, one for each owner: four bytes a place, however many owners there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceLists {
    /// Where each owner's list begins in `places`; at the end, where the last one's stops.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl PlaceLists {
    /// An owner's places, in the order in which they were put; none for an owner that does not exist.
    pub fn of(&self, owner: usize) -> &[u32] {
        match self.starts.get(owner..owner + 2) {
            Some(&[from, to]) => &self.places[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> usize {
        (self.starts.capacity() + self.places.capacity()) * 4
    }
}

/// Lists in the making: all places are counted, then each is put where it belongs.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceListsBuilder {
    lists: PlaceLists,
}

impl PlaceListsBuilder {
    pub fn new(owners: usize) -> PlaceListsBuilder {
        PlaceListsBuilder { lists: PlaceLists { starts: vec![0; owners + 1], places: Vec::new() } }
    }

    /// Counts a place of an owner, which must exist.
    pub fn count(&mut self, owner: usize) {
        self.lists.starts[owner + 1] += 1;
    }

    /// How many places of an owner have been counted, as long as they are being counted.
    pub fn counted(&self, owner: usize) -> usize {
        self.lists.starts[owner + 1] as usize
    }

    /// Ends the counting.
    pub fn make_room(&mut self) {
        let PlaceLists { starts, places } = &mut self.lists;
        for owner in 1..starts.len() {
            starts[owner] += starts[owner - 1];
        }
        places.resize(starts.last().map_or(0, |&all| all as usize), 0);
    }

    /// Puts a place that has been counted.
    pub fn put(&mut self, owner: usize, place: usize) {
        let next = &mut self.lists.starts[owner];
        self.lists.places[*next as usize] = place as u32;
        *next += 1;
    }

    /// The lists, once all that was counted has been put.
    pub fn finish(mut self) -> PlaceLists {
        let starts = &mut self.lists.starts;
        // Each start has moved on to where the next list begins.
        starts.rotate_right(1);
        starts[0] = 0;
        self.lists
    }
}
