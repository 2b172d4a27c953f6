//! Which of the tables is shown, and in which order.

/// Which table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableKind {
    /// Each actor on the day shown.
    #[default]
    Actors,
    /// Every change of an actor's status.
    Changes,
    /// Every event.
    Events,
    /// Every claim.
    Claims,
    /// The sources that they rest on.
    Sources,
}

impl TableKind {
    /// All tables, in the order in which they are offered.
    pub const ALL: [TableKind; 5] =
        [TableKind::Actors, TableKind::Changes, TableKind::Events, TableKind::Claims, TableKind::Sources];

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            TableKind::Actors => &[Actor, Status, Since, Latest, Sources, Changes],
            TableKind::Changes => &[Date, Actor, Status, Track, Why, Sources],
            TableKind::Events => &[Date, Title, Kind, Track, Actors, Sources],
            TableKind::Claims => &[Date, Claim, By, Footing, Sources],
            TableKind::Sources => &[Title, Publisher, Date, Tier, Events],
        }
    }

    /// The column by which rows stand that nobody has sorted, within their groups if they have any.
    pub fn resting(self) -> Option<Column> {
        match self {
            TableKind::Actors => Some(Column::Status),
            TableKind::Changes | TableKind::Events | TableKind::Claims => Some(Column::Date),
            TableKind::Sources => None,
        }
    }
}

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// An actor's name.
    Actor,
    /// A status.
    Status,
    /// Since when it is held.
    Since,
    /// Why it changed last, up to the day shown.
    Latest,
    /// How many changes there are.
    Changes,
    /// When.
    Date,
    /// The tracks.
    Track,
    /// Why it changed.
    Why,
    /// A title.
    Title,
    /// The kind of an event.
    Kind,
    /// The actors of an event.
    Actors,
    /// What is said.
    Claim,
    /// Who says it.
    By,
    /// On what footing.
    Footing,
    /// Who published it.
    Publisher,
    /// What kind of publisher that is.
    Tier,
    /// How many events name it.
    Events,
    /// The sources.
    Sources,
}

impl Column {
    /// Its word in messages, under `table.`, and in actions.
    pub fn word(self) -> &'static str {
        match self {
            Column::Actor => "actor",
            Column::Status => "status",
            Column::Since => "since",
            Column::Latest => "latest",
            Column::Changes => "changes",
            Column::Date => "date",
            Column::Track => "track",
            Column::Why => "why",
            Column::Title => "title",
            Column::Kind => "kind",
            Column::Actors => "actors",
            Column::Claim => "claim",
            Column::By => "by",
            Column::Footing => "footing",
            Column::Publisher => "publisher",
            Column::Tier => "tier",
            Column::Events => "events",
            Column::Sources => "sources",
        }
    }

    /// Whether it holds numbers, which stand at the end of their cells.
    pub fn is_number(self) -> bool {
        matches!(self, Column::Changes | Column::Events)
    }
}

/// By which column rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// The column.
    pub column: Column,
    /// Whether the last comes first.
    pub is_descending: bool,
}

/// The table that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableChoice {
    /// Which.
    pub kind: TableKind,
    /// Its order; as the dataset has it where `None`.
    pub sorting: Option<Sorting>,
}

impl TableChoice {
    /// Another table begins in the order of the dataset.
    pub fn show(&mut self, kind: TableKind) {
        if kind != self.kind {
            *self = TableChoice { kind, sorting: None };
        }
    }

    /// Orders by a column; by the same once more the other way round, and then as the dataset has it. A column by
    /// which rows stand already begins with the other way; not so that of actors, who stand in groups.
    pub fn sort_by(&mut self, column: Column) {
        let is_so_already = self.kind != TableKind::Actors && self.kind.resting() == Some(column);
        self.sorting = match self.sorting.filter(|sorting| sorting.column == column) {
            None => Some(Sorting { column, is_descending: is_so_already }),
            Some(Sorting { is_descending: false, .. }) => Some(Sorting { column, is_descending: true }),
            Some(_) => None,
        };
    }

    /// The order as a word: the column's, with `-` before it where the last comes first.
    pub fn order_word(&self) -> Option<String> {
        let Sorting { column, is_descending } = self.sorting?;
        Some(format!("{}{}", if is_descending { "-" } else { "" }, column.word()))
    }

    /// Takes an order by its word; what is no column of the table is left out.
    pub fn order_by_word(&mut self, word: &str) {
        let (name, is_descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
        match self.kind.columns().iter().find(|column| column.word() == name) {
            Some(&column) => self.sorting = Some(Sorting { column, is_descending }),
            None if word.is_empty() => self.sorting = None,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_orders_one_way_then_the_other_then_not_at_all() {
        let mut table = TableChoice::default();
        let mut words = Vec::new();
        for _ in 0..3 {
            table.sort_by(Column::Since);
            words.push(table.order_word());
        }
        assert_eq!(words, [Some("since".to_owned()), Some("-since".to_owned()), None]);
    }

    #[test]
    fn the_column_that_rows_stand_by_is_turned_round_at_once() {
        let mut table = TableChoice { kind: TableKind::Events, sorting: None };
        table.sort_by(Column::Date);
        assert_eq!(table.order_word().as_deref(), Some("-date"));
        table.sort_by(Column::Date);
        assert_eq!(table.sorting, None);
        let mut actors = TableChoice::default();
        actors.sort_by(Column::Status);
        assert_eq!(actors.order_word().as_deref(), Some("status"));
    }

    #[test]
    fn an_order_is_read_as_it_is_written_and_another_tables_columns_are_not() {
        let mut table = TableChoice::default();
        table.order_by_word("-status");
        assert_eq!(table.order_word().as_deref(), Some("-status"));
        table.order_by_word("footing");
        assert_eq!(table.order_word().as_deref(), Some("-status"));
        table.show(TableKind::Claims);
        assert_eq!(table.sorting, None);
        table.order_by_word("footing");
        assert_eq!(table.order_word().as_deref(), Some("footing"));
    }
}
