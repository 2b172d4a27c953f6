//! The dialect of comma-separated values, byte by byte: what each byte of a table means.
//!
//! It is RFC 4180 as spreadsheets and people write it: between cells stands a comma, a semicolon, a tab or
//! a bar, whichever the first line has most of; a cell in double quotes may hold any of these and breaks of
//! lines, and a quote in it is written twice; lines end in LF, CR LF or CR. What holds the cells is up to
//! the reader: one keeps a whole table with its places, another a line at a time.

/// What a byte of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A byte of the cell's text.
    Text(u8),
    /// The quote with which a cell begins; blanks before it are no text.
    Opens,
    /// A byte of text after the quote that has closed the cell, where none may stand.
    Stray(u8),
    /// The end of a cell that is not the last of its line.
    CellEnds,
    /// The end of a line, and of its last cell.
    LineEnds,
    /// Nothing: a quote, or the second byte of a line's end.
    Nothing,
}

/// Where in a table the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before anything but blanks of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In a cell with quotes.
    Quoted,
    /// After a quote inside: another is a quote in the text, anything else ends the text.
    Closing,
}

/// Tells what the bytes of a table mean, one after the other.
#[derive(Clone, Debug)]
pub struct Cells {
    separator: u8,
    place: Place,
    /// Whether the byte before was a CR that ended a line.
    is_after_return: bool,
}

impl Cells {
    /// At the beginning of a table with this separator.
    pub fn new(separator: u8) -> Cells {
        Cells { separator, place: Place::Start, is_after_return: false }
    }

    /// Whether a quote stands open.
    pub fn is_quoted(&self) -> bool {
        self.place == Place::Quoted
    }

    /// Takes an open quote for one that should not be there: what follows begins a line.
    pub fn give_up_quote(&mut self) {
        self.place = Place::Start;
    }

    /// What the next byte means.
    #[inline]
    pub fn read(&mut self, byte: u8) -> Token {
        let is_second = std::mem::replace(&mut self.is_after_return, byte == b'\r') && byte == b'\n';
        if is_second {
            return Token::Nothing;
        }
        match (self.place, byte) {
            (Place::Quoted, b'"') => {
                self.place = Place::Closing;
                Token::Nothing
            }
            // A break of lines in a text is one letter, however it is written.
            (Place::Quoted, b'\r') => Token::Text(b'\n'),
            (Place::Quoted, byte) => Token::Text(byte),
            (Place::Closing, b'"') => {
                self.place = Place::Quoted;
                Token::Text(b'"')
            }
            (Place::Start, b'"') => {
                self.place = Place::Quoted;
                Token::Opens
            }
            (_, byte) if byte == self.separator => {
                self.place = Place::Start;
                Token::CellEnds
            }
            (_, b'\n' | b'\r') => {
                self.place = Place::Start;
                Token::LineEnds
            }
            (Place::Closing, b' ') => Token::Nothing,
            (Place::Closing, byte) => {
                self.place = Place::Plain;
                Token::Stray(byte)
            }
            (Place::Start, b' ') => Token::Text(b' '),
            (_, byte) => {
                self.place = Place::Plain;
                Token::Text(byte)
            }
        }
    }
}

/// What may stand between cells.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The candidate that occurs most often, outside quotes, in the first line that has one.
#[derive(Clone, Debug, Default)]
pub struct Separators {
    counts: [usize; SEPARATORS.len()],
    is_quoted: bool,
}

impl Separators {
    /// Looks at the next byte; says whether enough has been seen.
    pub fn see(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => self.is_quoted = !self.is_quoted,
            _ if self.is_quoted => {}
            b'\n' | b'\r' => return self.counts.iter().any(|count| *count > 0),
            _ => {
                if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    self.counts[at] += 1;
                }
            }
        }
        false
    }

    /// The one that occurs most; the first of equals.
    pub fn most(&self) -> u8 {
        let most = self.counts.iter().copied().max().unwrap_or(0);
        let at = self.counts.iter().position(|count| *count == most).unwrap_or(0);
        SEPARATORS[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let mut cells = Cells::new(b',');
        let mut told = String::new();
        for byte in text.bytes() {
            match cells.read(byte) {
                Token::Text(byte) => told.push(char::from(byte)),
                Token::Opens => told.push('<'),
                Token::Stray(byte) => told.extend(['!', char::from(byte)]),
                Token::CellEnds => told.push('|'),
                Token::LineEnds => told.push('/'),
                Token::Nothing => {}
            }
        }
        told
    }

    #[test]
    fn each_byte_of_a_table_has_its_meaning() {
        let table = [
            ("a,b\nc\r\nd\re", "a|b/c/d/e"),
            ("\"a,\"\"b\"\"\",c", "<a,\"b\"|c"),
            ("\"a\r\nb\rc\"\r\n\r\n", "<a\nb\nc//"),
            ("5\" gun, \"x\" ,y", "5\" gun| <x|y"),
            ("\"said \"no\" to us\",x", "<said !no\" to us\"|x"),
        ];
        for (text, expected) in table {
            assert_eq!(told(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_separator_is_what_the_first_line_has_most_of() {
        let table = [
            ("a,b\n1;2;3", b','),
            ("a;b;c,d\n", b';'),
            ("\"a;b\",c\n", b','),
            ("a\tb", b'\t'),
            ("a|b\n", b'|'),
            ("\r\n\r\na;b\r\n", b';'),
            ("alone", b','),
        ];
        for (text, expected) in table {
            let mut seen = Separators::default();
            let _ = text.bytes().any(|byte| seen.see(byte));
            assert_eq!(char::from(seen.most()), char::from(expected), "{text:?}");
        }
    }
}
