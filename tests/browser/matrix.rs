//! Which test ran in which engine, or why it cannot: a table in `tests/engines.md`, kept up by each test that runs
//! while `ATLAS_MATRIX` is set.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use crate::engine::Engine;

const HEAD: &str = "# Tests by engine

What each test of `tests/browser` does in each engine: it *ran* (and its checks held), or cannot, and why. Written by

```sh
ATLAS_ENGINES=chromium,firefox,webkit ATLAS_MATRIX=1 cargo test --test browser
```

";

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Ran,
    Cannot(String),
    Failed,
}

/// The name of the test that runs here: its thread has it.
pub fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").to_owned()
}

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Takes down how a visit of this test went; of a test's visits the worst counts.
pub fn note(engine: Engine, outcome: &Outcome) {
    static NOTED: Mutex<BTreeMap<(String, Engine), Outcome>> = Mutex::new(BTreeMap::new());
    if std::env::var_os("ATLAS_MATRIX").is_none() {
        return;
    }
    let key = (test_name(), engine);
    let mut noted = NOTED.lock().unwrap();
    let worst = noted.get(&key).map_or(outcome, |before| before.max(outcome)).clone();
    noted.insert(key.clone(), worst.clone());
    drop(noted);
    write(&key.0, engine, &worst);
}

/// The table with one cell as it is now.
fn write(test: &str, engine: Engine, outcome: &Outcome) {
    let _one = ONE_AT_A_TIME.lock().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines.md");
    let mut rows = rows(&std::fs::read_to_string(&path).unwrap_or_default());
    let cells = rows.entry(test.to_owned()).or_insert_with(|| vec![String::new(); Engine::ALL.len()]);
    cells[engine as usize] = match outcome {
        Outcome::Ran => "ran".into(),
        Outcome::Cannot(reason) => format!("cannot: {reason}"),
        Outcome::Failed => "**failed**".into(),
    };
    let line = |first: &str, cells: &[String]| format!("| {first} | {} |\n", cells.join(" | "));
    let names = Engine::ALL.map(|engine| engine.name().to_owned());
    let counts = Engine::ALL.map(|engine| {
        let ran = rows.values().filter(|cells| cells[engine as usize] == "ran").count();
        format!("{ran} of {} ran", rows.len())
    });
    let mut text = HEAD.to_owned() + &line("test", &names) + "|---|---|---|---|\n" + &line("all", &counts);
    text.extend(rows.iter().map(|(test, cells)| line(&format!("`{test}`"), cells)));
    std::fs::write(path, text).expect("tests/engines.md can be written");
}

fn rows(text: &str) -> BTreeMap<String, Vec<String>> {
    let rows = text.lines().filter_map(|line| {
        let (test, cells) = line.strip_prefix("| `")?.split_once("` | ")?;
        let cells: Vec<String> =
            cells.trim_end_matches(" |").split(" | ").map(|cell| cell.trim().to_owned()).collect();
        (cells.len() == Engine::ALL.len()).then(|| (test.to_owned(), cells))
    });
    rows.collect()
}
