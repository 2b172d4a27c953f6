//! Lines and columns of a text.

use super::Span;

/// A text and where its lines begin.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// A line of a text with a stretch of it to be pointed at; a long line is cut around that.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The number of the line, from 1.
    pub line: usize,
    /// The letter of the line at which the stretch begins, from 1.
    pub column: usize,
    /// What stands before the stretch, the stretch itself, and what follows it, on this line.
    pub parts: [String; 3],
}

/// The most letters that are shown before, of and after a stretch.
const MOST: [usize; 3] = [60, 60, 40];

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn of(text: &'a str) -> Lines<'a> {
        // A line ends in LF, CR LF or, as on old machines, CR.
        let bytes = text.as_bytes();
        let ends_line = |at: usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = text.match_indices(['\n', '\r']).map(|(at, _)| at).filter(|at| ends_line(*at));
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        Lines { text, starts }
    }

    /// Line and column of a byte, from 1; columns count letters.
    pub fn at(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The line in which a stretch begins. Of a stretch over several lines the first is shown.
    pub fn excerpt(&self, span: Span) -> Excerpt {
        let (line, column) = self.at(span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        let whole = |from: usize, to: usize| self.text.get(from.min(to)..to).unwrap_or("");
        let middle_end = span.end.clamp(span.start.min(end), end);
        let before = whole(start, span.start.min(end));
        let middle = whole(span.start.min(end), middle_end);
        let after = whole(middle_end, end).trim_end_matches('\r');
        let cut = before.chars().count().saturating_sub(MOST[0]);
        let mut shown: String = before.chars().skip(cut).collect();
        if cut > 0 {
            shown.insert(0, '…');
        }
        Excerpt {
            line,
            column,
            parts: [shown, first(middle.trim_end_matches('\r'), MOST[1]), first(after, MOST[2])],
        }
    }
}

fn first(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_not_bytes() {
        let text = "Ærø\r\nΩ = \"é\"\n";
        let at = text.find("\"é").unwrap();
        assert_eq!(Lines::of(text).at(at), (2, 5));
        let excerpt = Lines::of(text).excerpt(Span { start: at, end: at + 4 });
        assert_eq!(excerpt.parts, ["Ω = ".to_owned(), "\"é\"".into(), String::new()]);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let text = format!("{}here{}", "a".repeat(500), "b".repeat(500));
        let excerpt = Lines::of(&text).excerpt(Span { start: 500, end: 504 });
        assert_eq!((excerpt.line, excerpt.column), (1, 501));
        assert_eq!(excerpt.parts[0], format!("…{}", "a".repeat(60)));
        assert_eq!(excerpt.parts[2], format!("{}…", "b".repeat(40)));
    }

    #[test]
    fn lines_end_as_machines_end_them() {
        let text = "a\rb\r\nc\nd";
        assert_eq!(
            ["b", "c", "d"].map(|letter| Lines::of(text).at(text.find(letter).unwrap())),
            [(2, 1), (3, 1), (4, 1)]
        );
        let excerpt = Lines::of(text).excerpt(Span { start: 0, end: 1 });
        assert_eq!((excerpt.line, &*excerpt.parts[1], &*excerpt.parts[2]), (1, "a", ""));
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        let excerpt = Lines::of("a\n").excerpt(Span { start: 9, end: 12 });
        assert_eq!((excerpt.line, excerpt.parts), (2, Default::default()));
        assert_eq!(Lines::of("").excerpt(Span::default()).line, 1);
    }
}
