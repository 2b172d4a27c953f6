//! What goes to standard output.

use std::io::{ErrorKind, Result, Write, stdout};

/// Writes a text. Whoever has closed the other end, as `head` does, has read enough: that is no error.
pub fn write(text: &str) -> Result<()> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
