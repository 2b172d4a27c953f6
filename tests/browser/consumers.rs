//! Those who embed: pages of another host, frameworks, bundlers, type checkers. What they are made with is
//! pinned in `tests/consumers` and installed by npm; without npm these tests are skipped, and say so.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use axum::Router;
use tower_http::services::ServeDir;

/// Where everything is built and served from.
pub struct Consumers {
    /// The folder: `node_modules`, the sources, `dist`, and what is built.
    pub folder: PathBuf,
    /// Another host than the atlas's: `http://127.0.0.1:PORT`.
    pub base: String,
}

/// The consumers, or none where there is no npm.
pub fn consumers() -> Option<&'static Consumers> {
    static CONSUMERS: OnceLock<Result<Option<Consumers>, String>> = OnceLock::new();
    match CONSUMERS.get_or_init(prepare) {
        Ok(None) => {
            eprintln!("skipped: npm is missing");
            None
        }
        Ok(consumers) => consumers.as_ref(),
        Err(error) => panic!("the consumers cannot be prepared: {error}"),
    }
}

fn prepare() -> Result<Option<Consumers>, String> {
    if Command::new("npm").arg("--version").stdout(Stdio::null()).status().is_err() {
        return Ok(None);
    }
    // The stand builds the atlas.
    crate::stand::stand();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let source = root.join("tests/consumers");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("consumers");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    run(Command::new("cp").arg("-r").arg(source.join(".")).arg(&folder))?;
    let lock = std::fs::read(source.join("package-lock.json")).map_err(|error| error.to_string())?;
    let stamp = folder.join("node_modules/.stamp");
    if std::fs::read(&stamp).ok().as_ref() != Some(&lock) {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        run(npm.args(["--fetch-retries=1", "--fetch-timeout=60000"]).current_dir(&folder))?;
        std::fs::write(&stamp, lock).map_err(|error| error.to_string())?;
    }
    // A build of the atlas is copied, so that no tool looks beyond this folder.
    run(Command::new("rm").args(["-rf", "dist"]).current_dir(&folder))?;
    run(Command::new("cp").arg("-r").arg(root.join("dist")).arg(folder.join("dist")))?;
    let base = serve(folder.clone())?;
    Ok(Some(Consumers { folder, base }))
}

/// Runs to the end; what it says is told where it fails.
pub fn run(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(said) } else { Err(format!("{command:?}\n{said}")) }
}

/// Serves a folder from a thread that ends with the tests.
fn serve(folder: PathBuf) -> Result<String, String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.set_nonblocking(true).map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("the port is ours");
            let router = Router::new().fallback_service(ServeDir::new(folder));
            axum::serve(listener, router).await.expect("the folder is served");
        });
    });
    Ok(format!("http://127.0.0.1:{port}"))
}
