//! One line when a long step starts, one when it ends. A step that is fresh is not called.

use std::time::Instant;

use anyhow::Result;

pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{what} ...");
    let start = Instant::now();
    let result = work()?;
    eprintln!("{what}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}
