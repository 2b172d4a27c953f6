//! The built command line: exit codes, and what goes to which stream.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

mod check;
mod convert;
mod render;

/// A file of the test's own.
fn file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join(name);
    fs::write(&path, content).expect("a file can be written");
    path
}

/// A file of the project.
fn own(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn whoever_closes_the_pipe_has_read_enough() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_atlas"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command line starts");
    drop(child.stdout.take());
    let Output { status, stderr, .. } = child.wait_with_output().expect("it ends");
    assert_eq!((status.code(), String::from_utf8_lossy(&stderr).as_ref()), (Some(0), ""));
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn atlas(arguments: &[&str], path: &PathBuf) -> Ran {
    let (verb, rest) = arguments.split_first().expect("a verb is given");
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_atlas"))
        .arg(verb)
        .arg(path)
        .args(rest)
        .output()
        .expect("the command line starts");
    let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// A small dataset that is right.
const SMALL: &str = r#"{
  "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
  "scales": [{ "id": "nearness", "label": "Nearness", "ordered": true }],
  "statuses": [{ "id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1" }],
  "groups": [{ "id": "all", "label": "All" }], "tracks": [], "sources": [],
  "actors": [{ "id": "JPN", "group": "all", "code": "JPN" }],
  "events": [
    { "id": "joins", "date": "2024-04", "title": "Japan joins", "summary": "", "kind": "accession",
      "actors": ["JPN"], "sources": [],
      "changes": [{ "actor": "JPN", "status": "member" }] }
  ]
}
"#;
