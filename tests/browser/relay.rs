//! What servers between the browser and ours have in common: they read the path asked for, fetch it from ours, and answer.

use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// Answers each connection in a thread of its own until the program ends; `http://127.0.0.1:PORT`.
pub fn serve(answer: impl Fn(TcpStream) -> Result<()> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let base = format!("http://{}", listener.local_addr().expect("it has an address"));
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // A browser that hangs up is no fault of ours.
            std::thread::spawn(move || answer(stream).ok());
        }
    });
    base
}

/// The path that is asked for; none where the browser has hung up.
pub fn path_asked(stream: &mut TcpStream) -> Result<Option<String>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    Ok(Some(head.split(' ').nth(1).unwrap_or("/").to_owned()))
}

/// The response of ours: the status, the headers except those of the connection, and the body.
pub struct Response {
    pub head: Vec<String>,
    pub body: Vec<u8>,
}

impl Response {
    /// Asks the server at `upstream` (an address with or without its scheme).
    pub fn of(upstream: &str, path: &str) -> Result<Response> {
        let upstream = upstream.trim_start_matches("http://");
        let mut server = TcpStream::connect(upstream)?;
        // Nothing is said of encodings, so that the file comes as it is.
        write!(server, "GET {path} HTTP/1.1\r\nHost: {upstream}\r\nConnection: close\r\n\r\n")?;
        let mut response = Vec::new();
        server.read_to_end(&mut response)?;
        let end = response.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(response.len());
        let is_kept = |line: &&str| !["content-length", "connection"].contains(&header_name(line).as_str());
        let head = String::from_utf8_lossy(&response[..end]);
        let head = head.split("\r\n").filter(is_kept).map(str::to_owned).collect();
        Ok(Response { head, body: response.get(end + 4..).unwrap_or_default().to_vec() })
    }

    /// Sends all that comes before the body.
    pub fn send_head(&self, stream: &mut TcpStream) -> Result<()> {
        let (head, length) = (self.head.join("\r\n"), self.body.len());
        write!(stream, "{head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
    }
}

/// The name of a header's line, in small letters.
pub fn header_name(line: &str) -> String {
    line.split(':').next().unwrap_or_default().to_lowercase()
}
