//! A program that ends when this one does, however this one ends.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};

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
    /// What it has said and nobody has heard.
    lines: Mutex<Receiver<String>>,
}

impl Tether {
    pub fn start(program: &str, arguments: &[&str]) -> Result<Tether, String> {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "sh", program]).args(arguments);
        // Of its own group, so that Ctrl-C in a terminal reaches it through us only.
        shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = shell.spawn().map_err(|error| format!("cannot start sh: {error}"))?;
        let output = shell.stdout.take().map(BufReader::new).ok_or("sh has no output")?;
        let (tell, lines) = channel();
        // To its end, whoever listens: a program whose output nobody takes stands still sooner or later.
        std::thread::spawn(move || {
            for line in output.split(b'\n').map_while(Result::ok) {
                tell.send(String::from_utf8_lossy(&line).into_owned()).ok();
            }
        });
        Ok(Tether { shell, lines: Mutex::new(lines) })
    }

    /// What follows `mark` in the first line of output that has it.
    pub fn wait_for_line(&mut self, mark: &str) -> Result<String, String> {
        let lines = self.lines.get_mut().unwrap_or_else(|poisoned| poisoned.into_inner());
        for line in lines.iter() {
            if let Some((_, rest)) = line.split_once(mark) {
                return Ok(rest.trim().to_owned());
            }
        }
        Err(format!("it ended before it said `{mark}`"))
    }
}

impl Drop for Tether {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
