//! What a text is that is no table and no document, as far as its beginning shows it.

use super::notes::problem;
use crate::dataset::Problem;

/// What is wrong with a text that is plainly something else; `None` where it may be one of the forms.
pub fn something_else(text: &str) -> Option<Problem> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let start: String = text.chars().take(200).flat_map(char::to_lowercase).collect();
    let (found, hint) = match () {
        () if start.starts_with("<!doctype") || start.starts_with("<html") => (
            "a web page",
            "a published sheet has a link for CSV too: File, Share, Publish to web, Comma-separated values",
        ),
        () if start.starts_with('<') => {
            ("a text with tags", "XML and HTML are not read; save a table as CSV")
        }
        () if start.starts_with("pk\u{3}\u{4}") => {
            ("a spreadsheet's own file, or a ZIP archive", "open it and save the sheet as CSV UTF-8")
        }
        () if start.starts_with("%pdf") => ("a PDF file", "save the table in it as CSV"),
        () if is_address(&start) => {
            ("an address", "nothing is fetched from it: open it, and give what it shows")
        }
        () => return None,
    };
    let expected = "a table, a TimelineJS document, GeoJSON or a dataset";
    Some(problem("line 1", found, expected, Some(hint.into())))
}

/// Whether a text is the address of something and nothing more.
fn is_address(start: &str) -> bool {
    (start.starts_with("https://") || start.starts_with("http://")) && !start.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_called_what_it_is() {
        let table = [
            ("<!DOCTYPE html><html>", Some("a web page")),
            (" https://docs.google.com/spreadsheets/d/e/x/pub?output=csv\n", Some("an address")),
            ("PK\u{3}\u{4}\u{14}", Some("a spreadsheet's own file, or a ZIP archive")),
            ("<rss>", Some("a text with tags")),
            ("https://a.example,b\n1,2", None),
            ("date,actor\n", None),
            ("{}", None),
            ("", None),
        ];
        for (text, found) in table {
            assert_eq!(something_else(text).map(|problem| problem.found).as_deref(), found, "{text}");
        }
    }
}
