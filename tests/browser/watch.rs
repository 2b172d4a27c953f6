//! A server between the browser and ours that has a script run before each page's own: for engines whose drivers
//! have no such command, and no log of what the page did wrong.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Where the script is, and under which name it keeps what it noticed.
const PATH: &str = "/watch.js";

/// Errors that nobody caught, what the policy refused (a request to elsewhere is), errors told to the console.
const LISTEN: &str = r#"(() => {
  document.currentScript.remove();
  const key = Symbol.for("noise");
  let own = [];
  try { own = top[key] ?? own; } catch {}
  Object.defineProperty(window, key, { value: own, enumerable: false });
  const say = (...words) => own.push(words.map(String).join(" "));
  addEventListener("securitypolicyviolation", e => say("Content Security Policy:", e.effectiveDirective, e.blockedURI,
    e.blockedURI === "trusted-types-sink" ? "requires TrustedHTML" : "", e.sample));
  addEventListener("error", e => e.target instanceof Element
    ? say("Failed to load resource:", e.target.src ?? e.target.href) : say("Uncaught", e.error ?? e.message), true);
  addEventListener("unhandledrejection", e => say("Uncaught (in promise)", e.reason));
  const error = console.error;
  console.error = (...words) => { say(...words); error.apply(console, words); };
})();
"#;

/// The noise since the last call, as an array.
pub const TAKE_NOISE: &str = "return (window[Symbol.for('noise')] ?? []).splice(0);";

pub struct Watch {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    before: Arc<Mutex<String>>,
}

impl Watch {
    /// Passes on what the server at `upstream` says, with the script in each page. Ends with the program.
    pub fn start(upstream: &str) -> Watch {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let base = format!("http://{}", listener.local_addr().expect("it has an address"));
        let upstream = upstream.trim_start_matches("http://").to_owned();
        let before = Arc::new(Mutex::new(LISTEN.to_owned()));
        let shared = before.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (before, upstream) = (shared.clone(), upstream.clone());
                // A browser that hangs up is no fault.
                std::thread::spawn(move || answer(stream, &upstream, &before).ok());
            }
        });
        Watch { base, before }
    }

    /// Runs the script before every page's own from now on.
    pub fn before_each_page(&self, script: &str) {
        let mut before = self.before.lock().unwrap();
        before.push_str(script);
        before.push_str(";\n");
    }
}

fn answer(mut stream: TcpStream, upstream: &str, before: &Mutex<String>) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or("/");
    if path == PATH {
        let script = before.lock().unwrap().clone();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nCache-Control: no-store";
        return write!(
            stream,
            "{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{script}",
            script.len()
        );
    }
    let mut server = TcpStream::connect(upstream)?;
    // Nothing is said of encodings, so that the file comes as it is.
    write!(server, "GET {path} HTTP/1.1\r\nHost: {upstream}\r\nConnection: close\r\n\r\n")?;
    let mut response = Vec::new();
    server.read_to_end(&mut response)?;
    let end = response.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(response.len());
    let head = String::from_utf8_lossy(&response[..end]).into_owned();
    let mut body = response.get(end + 4..).unwrap_or_default().to_vec();
    let is_page = head.to_lowercase().contains("content-type: text/html") && !path.contains("standalone");
    if is_page {
        let text = String::from_utf8_lossy(&body);
        body = text.replacen("<head>", &format!("<head><script src=\"{PATH}\"></script>"), 1).into_bytes();
    }
    let is_kept = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        name != "content-length" && name != "connection"
    };
    let head: Vec<&str> = head.split("\r\n").filter(is_kept).collect();
    write!(stream, "{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", head.join("\r\n"), body.len())?;
    stream.write_all(&body)
}
