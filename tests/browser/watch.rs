//! A server between the browser and ours that has a script run before each page's own: for engines whose drivers
//! have no such command, and no log of what the page did wrong.

use std::io::{Result, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use crate::relay::{Response, path_asked, serve};

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
    ? say("Failed to load resource:", e.target.src ?? e.target.href, "in", location.pathname) : say("Uncaught", e.error ?? e.message), true);
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
        let before = Arc::new(Mutex::new(LISTEN.to_owned()));
        let (shared, upstream) = (before.clone(), upstream.to_owned());
        let base = serve(move |stream| answer(stream, &upstream, &shared));
        Watch { base, before }
    }

    /// Runs the script before every page's own from now on.
    pub fn before_each_page(&self, script: &str) {
        let mut before = self.before.lock().unwrap();
        before.push_str(script);
        before.push_str(";\n");
    }
}

fn answer(mut stream: TcpStream, upstream: &str, before: &Mutex<String>) -> Result<()> {
    let Some(path) = path_asked(&mut stream)? else { return Ok(()) };
    if path == PATH {
        let script = before.lock().unwrap().clone();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nCache-Control: no-store";
        return write!(
            stream,
            "{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{script}",
            script.len()
        );
    }
    let mut response = Response::of(upstream, &path)?;
    let is_html = response.head.iter().any(|line| line.to_lowercase().contains("content-type: text/html"));
    if is_html && !path.contains("standalone") {
        let text = String::from_utf8_lossy(&response.body);
        let listening = format!("<head><script src=\"{PATH}\"></script>");
        response.body = text.replacen("<head>", &listening, 1).into_bytes();
    }
    response.send_head(&mut stream)?;
    stream.write_all(&response.body)
}
