//! A program that ends when this one does, however this one ends.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The shell waits for the end of its standard input, which comes with our own end (even a
/// violent one), and then stops the program. When the program ends first, so does its output.
const SCRIPT: &str = r#"
"$@" </dev/null & child=$!
exec >/dev/null
cat
exec 2>/dev/null
kill $child && wait $child
"#;

pub struct Tether {
    shell: Child,
    output: BufReader<ChildStdout>,
}

impl Tether {
    pub fn start(program: &str, arguments: &[&str]) -> Result<Tether, String> {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "sh", program]).args(arguments);
        // Of its own group, so that Ctrl-C in a terminal reaches it through us only.
        shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = shell.spawn().map_err(|error| format!("cannot start sh: {error}"))?;
        let output = shell.stdout.take().map(BufReader::new).ok_or("sh has no output")?;
        Ok(Tether { shell, output })
    }

    /// What follows `mark` in the first line of output that has it.
    pub fn wait_for_line(&mut self, mark: &str) -> Result<String, String> {
        let mut line = String::new();
        loop {
            line.clear();
            match self.output.read_line(&mut line) {
                Ok(0) => return Err(format!("it ended before it said `{mark}`")),
                Ok(_) => {}
                Err(error) => return Err(error.to_string()),
            }
            if let Some((_, rest)) = line.split_once(mark) {
                return Ok(rest.trim().to_owned());
            }
        }
    }
}

impl Drop for Tether {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
