//! Findings as a compiler tells them: the place, what is wrong, the line, and a mark under it.

use std::fmt::Write;

use aukus_atlas::convert::Finding;
use aukus_atlas::written::Lines;
use unicode_width::UnicodeWidthStr;

/// Findings in the order of the text, each over four lines:
///
/// ```text
/// my.json:486:15: events[12].date: found "2023-13"; expected a date like "2024-04-08"
///     |
/// 486 |       "date": "2023-13",
///     |               ^^^^^^^^^ the month must be 01 to 12
/// ```
///
/// `kind` stands before the path; errors need none.
pub fn told(name: &str, kind: &str, text: &str, findings: &[Finding]) -> String {
    let lines = Lines::of(text);
    let mut told = String::new();
    for Finding { problem, span } in findings {
        let excerpt = lines.excerpt(*span);
        let path = if problem.path.is_empty() { "dataset" } else { &problem.path };
        let (line, column) = (excerpt.line, excerpt.column);
        let (found, expected) = (&problem.found, &problem.expected);
        let [before, meant, after] = excerpt.parts.map(|part| shown(&part));
        let gutter = " ".repeat(line.to_string().len());
        let indent = " ".repeat(before.width());
        let mark = "^".repeat(meant.width().max(1));
        let hint = problem.hint.as_deref().unwrap_or_default();
        let marked = format!("{indent}{mark} {hint}");
        // Writing to a string does not fail.
        let _ = writeln!(told, "{name}:{line}:{column}: {kind}{path}: found {found}; expected {expected}");
        let _ =
            writeln!(told, "{gutter} |\n{line} | {before}{meant}{after}\n{gutter} | {}\n", marked.trim_end());
    }
    told
}

/// A piece of a line as a terminal shows it where the marks are to stand under it.
fn shown(part: &str) -> String {
    part.replace('\t', "    ").replace(|letter: char| letter.is_control(), "�")
}
