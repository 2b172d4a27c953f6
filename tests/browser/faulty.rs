//! A server between the browser and ours that does to chosen files what a bad day does.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// An answer of another status, without the file.
    Status(&'static str),
    /// The file as another type of content.
    Kind(&'static str),
    /// The connection ends in the middle of the file.
    Cut,
    /// An answer that looks whole, with half of the file.
    Half,
    /// Something else in the file's place.
    Says(&'static str),
    /// No answer until the fault is mended.
    Held,
    /// A redirect to the same address.
    Loop,
    /// The page's policy with a part replaced.
    Policy(&'static str, &'static str),
}

#[derive(Default)]
struct Day {
    /// What goes wrong with the files whose path has a text.
    faults: Mutex<Vec<(&'static str, Fault)>>,
    mended: Condvar,
    asked: Mutex<Vec<String>>,
}

pub struct FaultyServer {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    day: Arc<Day>,
}

impl FaultyServer {
    /// Passes on what the server at `upstream` says, but for the faults. Ends with the program.
    pub fn start(upstream: &str, faults: &[(&'static str, Fault)]) -> FaultyServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let base = format!("http://{}", listener.local_addr().expect("it has an address"));
        let day = Arc::new(Day { faults: Mutex::new(faults.to_vec()), ..Day::default() });
        let upstream = upstream.trim_start_matches("http://").to_owned();
        let shared = day.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (day, upstream) = (shared.clone(), upstream.clone());
                // A browser that hangs up is none of our faults.
                std::thread::spawn(move || answer(stream, &upstream, &day).ok());
            }
        });
        FaultyServer { base, day }
    }

    /// From now on all goes well.
    pub fn mend(&self) {
        self.day.faults.lock().unwrap().clear();
        self.day.mended.notify_all();
    }

    /// How often a file whose path has `part` was asked for.
    pub fn asked(&self, part: &str) -> usize {
        self.day.asked.lock().unwrap().iter().filter(|path| path.contains(part)).count()
    }
}

fn answer(mut stream: TcpStream, upstream: &str, day: &Day) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
    day.asked.lock().unwrap().push(path.clone());
    let of_path = |faults: &[(&str, Fault)]| {
        faults.iter().find(|(part, _)| path.contains(part)).map(|(_, fault)| *fault)
    };
    let mut faults = day.faults.lock().unwrap();
    while matches!(of_path(&faults), Some(Fault::Held)) {
        faults = day.mended.wait(faults).unwrap();
    }
    let fault = of_path(&faults);
    drop(faults);

    let plain = |status: &str, more: &str| {
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
    };
    match fault {
        Some(Fault::Status(status)) => return stream.write_all(plain(status, "").as_bytes()),
        Some(Fault::Loop) => {
            return stream.write_all(plain("302 Found", &format!("Location: {path}\r\n")).as_bytes());
        }
        _ => {}
    }
    let mut server = TcpStream::connect(upstream)?;
    // Nothing is said of encodings, so that the file comes as it is.
    write!(server, "GET {path} HTTP/1.1\r\nHost: {upstream}\r\nConnection: close\r\n\r\n")?;
    let mut response = Vec::new();
    server.read_to_end(&mut response)?;
    let end = response.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(response.len());
    let head = String::from_utf8_lossy(&response[..end]).into_owned();
    let mut body = response.get(end + 4..).unwrap_or_default().to_vec();
    match fault {
        Some(Fault::Half) => body.truncate(body.len() / 2),
        Some(Fault::Says(text)) => body = text.into(),
        _ => {}
    }
    let mut lines = head.split("\r\n");
    let mut told = format!("{}\r\n", lines.next().unwrap_or_default());
    for line in lines {
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        match (name.as_str(), fault) {
            ("content-length" | "connection", _) => {}
            ("content-type", Some(Fault::Kind(kind))) => told += &format!("Content-Type: {kind}\r\n"),
            ("content-security-policy", Some(Fault::Policy(part, other))) => {
                told += &format!("{}\r\n", line.replace(part, other));
            }
            _ => told += &format!("{line}\r\n"),
        }
    }
    told += &format!("Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(told.as_bytes())?;
    let sent = if matches!(fault, Some(Fault::Cut)) { body.len() / 2 } else { body.len() };
    stream.write_all(&body[..sent])
}
