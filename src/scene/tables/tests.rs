use super::*;
use crate::atlas::{Action, update};
use crate::dataset::{Columns, Day};
use crate::scene::NativeHost;

fn built_in() -> Dataset {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/aukus.json")).unwrap();
    Dataset::from_json(&text).unwrap()
}

fn on(dataset: &Dataset, day: &str) -> State {
    State { date: Day::parse(day).unwrap(), ..State::opening(dataset) }
}

/// What another implementation of RFC 4180 reads.
fn read_back(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_actor_stands_in_the_table_as_the_fold_has_it() {
    let (dataset, host) = (built_in(), NativeHost::english());
    let state = on(&dataset, "2024-04-08");
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    let rows = input.rows(TableKind::Actors, None);
    assert_eq!(rows.len(), dataset.document.actors.len());
    for row in rows {
        let TableRow::Actor(actor) = row else { panic!("{row:?} is no actor") };
        let shown = dataset.fold.standing(actor, state.date, None).shown;
        assert_eq!(input.cell(row, Column::Status), Cell::Status(shown));
    }
    let japan = TableRow::Actor(dataset.actor("JPN").unwrap());
    let words = |column| input.words(&input.cell(japan, column), Written::ForPeople);
    assert_eq!(words(Column::Status), "Considered");
    assert_eq!(words(Column::Since), "8 Apr 2024");
    assert_eq!(input.words(&input.cell(japan, Column::Since), Written::ForPrograms), "2024-04-08");
}

#[test]
fn csv_read_back_by_another_implementation_is_the_rows() {
    let (dataset, host) = (built_in(), NativeHost::english());
    let state = on(&dataset, "2024-04-08");
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    for kind in TableKind::ALL {
        let rows = input.rows(kind, None);
        assert_eq!(rows.len(), input.count_all(kind), "{kind:?}");
        let lines = read_back(&csv(&input, kind, &rows));
        assert_eq!(lines.len(), rows.len() + 1);
        for (row, line) in rows.iter().zip(&lines[1..]) {
            assert_eq!(line.len(), kind.columns().len() + 2);
            for (column, found) in kind.columns().iter().zip(line) {
                let words = input.words(&input.cell(*row, *column), Written::ForPrograms);
                let is_disarmed = words.starts_with(['=', '+', '-', '@']);
                assert_eq!(*found, if is_disarmed { format!("'{words}") } else { words });
            }
        }
        let tabbed = tab_separated(&input, kind, &rows);
        assert!(tabbed.lines().all(|line| line.matches('\t').count() == kind.columns().len() - 1));
    }
}

#[test]
fn no_cell_is_a_formula() {
    let json = serde_json::json!({
        "schema": 1, "title": "A", "language": "en", "updated": "2024-01-01", "scales": [], "statuses": [],
        "groups": [{"id": "all", "label": "All"}], "tracks": [], "sources": [],
        "actors": [{"id": "a", "group": "all", "label": "=1+1"}],
        "events": [{"id": "e", "date": "-0043-03-15", "title": "@SUM(\"x\",\ny)", "summary": "", "kind": "+", "actors": ["a"], "sources": []}],
    });
    let (dataset, host) = (Dataset::read(&json).unwrap(), NativeHost::english());
    let state = State::opening(&dataset);
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    let rows = input.rows(TableKind::Events, None);
    let text = csv(&input, TableKind::Events, &rows);
    assert_eq!(read_back(&text)[1], ["'-0043-03-15", "'@SUM(\"x\",\ny)", "'+", "", "'=1+1", "", "", "e"]);
    assert!(text.ends_with("\r\n"));
    assert_eq!(
        tab_separated(&input, TableKind::Events, &rows).lines().nth(1),
        Some("15 Mar 44 BCE\t'@SUM(\"x\", y)\t'+\t\t'=1+1\t")
    );
}

#[test]
fn rows_are_ordered_by_any_column_and_back() {
    let (dataset, host) = (built_in(), NativeHost::english());
    let state = on(&dataset, "2024-04-08");
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    for kind in TableKind::ALL {
        for &column in kind.columns() {
            let sorted = |is_descending| input.rows(kind, Some(Sorting { column, is_descending }));
            let (up, down) = (sorted(false), sorted(true));
            assert_eq!(up.len(), input.count_all(kind));
            let words = |rows: &[TableRow]| -> Vec<String> {
                rows.iter().map(|row| input.words(&input.cell(*row, column), Written::ForPrograms)).collect()
            };
            let (up, down) = (words(&up), words(&down));
            // What is empty comes last either way.
            let filled = |words: &[String]| {
                words.iter().take_while(|text| !text.is_empty()).cloned().collect::<Vec<_>>()
            };
            let (up, mut down) = (filled(&up), filled(&down));
            down.reverse();
            assert_eq!(up.len(), down.len(), "{kind:?} by {column:?}");
            if column == Column::Date && kind != TableKind::Sources {
                assert!(up.is_sorted_by_key(|text| crate::dataset::Edtf::parse(text).unwrap().first_day()));
            }
            if column.is_number() {
                assert!(up.iter().map(|text| text.parse::<usize>().unwrap()).is_sorted());
                assert!(down.iter().map(|text| text.parse::<usize>().unwrap()).is_sorted());
            }
            if matches!(column, Column::Title | Column::By | Column::Publisher | Column::Kind) {
                assert!(up.is_sorted_by_key(|text| text.to_lowercase()), "{kind:?} by {column:?}");
            }
        }
    }
}

#[test]
fn a_filter_leaves_out_the_same_rows_as_marks() {
    let (dataset, host) = (built_in(), NativeHost::english());
    let state = on(&dataset, "2024-04-08");
    let state = update(&state, Action::ToggleStatus("critic".into()), &dataset);
    let state = update(&state, Action::SetTrack(Some("pillar-2".into())), &dataset);
    let state = State { footings: vec!["official".into()], ..state };
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    for row in input.rows(TableKind::Actors, None) {
        assert_eq!(input.words(&input.cell(row, Column::Status), Written::ForPeople), "Critic");
    }
    let events = input.rows(TableKind::Events, None);
    let filter = Filter::new(&state, &dataset);
    let kept = (0..dataset.document.events.len()).filter(|&event| filter.event(event)).count();
    assert!(kept > 0 && kept < dataset.document.events.len());
    assert_eq!(events.len(), kept);
    for row in input.rows(TableKind::Claims, None) {
        assert_eq!(input.words(&input.cell(row, Column::Footing), Written::ForPeople), "Official");
    }
}

#[test]
fn events_in_columns_are_merged_in_the_order_of_time() {
    let (mut dataset, host) = (built_in(), NativeHost::english());
    let days: Vec<f64> = (0..500).map(|n| 18_900.0 + f64::from(n) * 3.5).collect();
    dataset.set_columns(Columns { days: days.into(), ..Columns::default() }).unwrap();
    let state = State::opening(&dataset);
    let input = TableInput { dataset: &dataset, state: &state, host: &host };
    let rows = input.rows(TableKind::Events, None);
    assert_eq!(rows.len(), 500 + dataset.document.events.len());
    let days = rows.iter().map(|row| match input.cell(*row, Column::Date) {
        Cell::Day(day) => day,
        Cell::Date(date) => date.first_day(),
        other => panic!("{other:?} is no date"),
    });
    assert!(days.is_sorted());
    assert_eq!(input.chosen_by(TableRow::Event(dataset.document.events.len())), None);
}
