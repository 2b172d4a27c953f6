//! A server between the browser and ours that does to chosen files what a bad day does.

use std::io::{Result, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};

use crate::relay::{Response, header_name, path_asked, serve};

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
        let day = Arc::new(Day { faults: Mutex::new(faults.to_vec()), ..Day::default() });
        let (shared, upstream) = (day.clone(), upstream.to_owned());
        let base = serve(move |stream| answer(stream, &upstream, &shared));
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

fn answer(mut stream: TcpStream, upstream: &str, day: &Day) -> Result<()> {
    let Some(path) = path_asked(&mut stream)? else { return Ok(()) };
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
    let mut response = Response::of(upstream, &path)?;
    let body = &mut response.body;
    match fault {
        Some(Fault::Half) => body.truncate(body.len() / 2),
        Some(Fault::Says(text)) => *body = text.into(),
        _ => {}
    }
    for line in &mut response.head {
        match (header_name(line).as_str(), fault) {
            ("content-type", Some(Fault::Kind(kind))) => *line = format!("Content-Type: {kind}"),
            ("content-security-policy", Some(Fault::Policy(part, other))) => {
                *line = line.replace(part, other)
            }
            _ => {}
        }
    }
    response.send_head(&mut stream)?;
    let body = &response.body;
    let sent = if matches!(fault, Some(Fault::Cut)) { body.len() / 2 } else { body.len() };
    stream.write_all(&body[..sent])
}
