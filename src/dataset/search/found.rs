//! What a query keeps of events and actors.

/// The events and actors that have to do with what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// By event: those of the document, then the rows of the columns.
    pub events: Vec<bool>,
    /// By actor.
    pub actors: Vec<bool>,
}

impl Found {
    /// Whether an event is among them.
    pub fn event(&self, id: usize) -> bool {
        self.events.get(id).copied().unwrap_or(false)
    }

    /// Whether an actor is among them.
    pub fn actor(&self, actor: usize) -> bool {
        self.actors.get(actor).copied().unwrap_or(false)
    }
}
