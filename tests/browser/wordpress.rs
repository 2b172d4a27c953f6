//! The plugin in a WordPress of its own, installed from its archive. It needs Debian's packages `wordpress`, a
//! theme for it, `php-cli`, `php-mysql` and `mariadb-server`; where one is missing these tests are skipped, and say so.

use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;

use crate::consumers::run;
use crate::page::{Page, visit};
use crate::stand::stand;
use crate::tether::Tether;
use crate::view::View;

const WORDPRESS: &str = "/usr/share/wordpress";
const DATABASE: &str = "mariadbd";

struct Site {
    base: String,
    /// The pages by name, and their ids.
    pages: BTreeMap<String, u64>,
    _programs: [Tether; 2],
}

fn site() -> Option<&'static Site> {
    static SITE: OnceLock<Result<Option<Site>, String>> = OnceLock::new();
    match SITE.get_or_init(prepare) {
        Ok(None) => {
            eprintln!("skipped: WordPress, PHP or MariaDB is missing");
            None
        }
        Ok(site) => site.as_ref(),
        Err(error) => panic!("WordPress cannot be set up: {error}"),
    }
}

fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

fn prepare() -> Result<Option<Site>, String> {
    let themes =
        std::fs::read_dir(format!("{WORDPRESS}/wp-content/themes")).map_or(0, |themes| themes.count());
    if themes == 0 || !has("php", "--version") || !has(DATABASE, "--version") {
        return Ok(None);
    }
    stand();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    // What WordPress writes is not for its own folder; the socket's path must be short.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("wordpress");
    let socket = std::env::temp_dir().join(format!("atlas-{}.sock", std::process::id()));
    let told = |error: std::io::Error| error.to_string();
    run(Command::new("rm").arg("-rf").arg(&folder))?;
    std::fs::create_dir_all(&folder).map_err(told)?;
    run(Command::new("cp").args(["-rL", &format!("{WORDPRESS}/.")]).arg(&folder))?;
    run(Command::new("cp").arg("-f").arg(root.join("tests/wordpress/wp-config.php")).arg(&folder))?;

    let database = start_database(&folder, &socket)?;
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).map_err(told)?.port();
    let base = format!("http://127.0.0.1:{port}");
    let mut set_up = Command::new("php");
    set_up.arg(root.join("tests/wordpress/set-up.php")).arg(&folder);
    set_up
        .arg(root.join("dist/gallery/wordpress/aukus-atlas.zip"))
        .env("ATLAS_WORDPRESS", &base)
        .env("ATLAS_MARIADB", &socket);
    let said = run(&mut set_up)?;
    let pages = said.lines().rev().find_map(|line| serde_json::from_str(line).ok()).ok_or(said)?;

    let serve = format!(
        "ATLAS_WORDPRESS={base} ATLAS_MARIADB={} exec php -S 127.0.0.1:{port} -t {} {} >/dev/null 2>&1",
        socket.display(),
        folder.display(),
        root.join("tests/wordpress/router.php").display()
    );
    let server = Tether::start("sh", &["-c", &serve])?;
    let start = std::time::Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if start.elapsed().as_secs() > 20 {
            return Err("PHP's server does not answer".into());
        }
        std::thread::yield_now();
    }
    Ok(Some(Site { base, pages, _programs: [database, server] }))
}

/// A database server for this folder alone, without a port.
fn start_database(folder: &Path, socket: &Path) -> Result<Tether, String> {
    let data = format!("--datadir={}", folder.join("database").display());
    let user = run(Command::new("id").arg("-un"))?;
    let user = format!("--user={}", user.trim());
    let mut install = Command::new("mariadb-install-db");
    install.args([
        "--no-defaults",
        &data,
        &user,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
    ]);
    run(&mut install)?;
    let begin = folder.join("begin.sql");
    std::fs::write(&begin, "CREATE DATABASE atlas;\n").map_err(|error| error.to_string())?;
    let serve = format!(
        "exec {DATABASE} --no-defaults {data} {user} --socket={} --skip-networking --init-file={} 2>&1",
        socket.display(),
        begin.display()
    );
    let mut database = Tether::start("sh", &["-c", &serve])?;
    database.wait_for_line("ready for connections")?;
    Ok(database)
}

fn on(name: &str, test: impl AsyncFn(&Page)) {
    let Some(site) = site() else { return };
    visit(&View::wide(), &format!("{}/?page_id={}", site.base, site.pages[name]), async |page| {
        page.pardon(&site.base);
        test(page).await;
    });
}

const MODULES: &str = "[...document.querySelectorAll('script[src*=aukus]')].map(s => [s.type, s.src.includes('/plugins/aukus-atlas/assets/')])";

#[test]
fn a_shortcode_becomes_the_element_with_its_fallback() {
    on("shortcode", async |page| {
        assert_eq!(
            page.eval("[...atlas.children].map(child => child.outerHTML)").await,
            json!([
                "<p>On 8 April 2024 Japan was being <em>considered</em>.</p>",
                "<p>Since <time datetime=\"2021-09-15\">2021</time>.</p>"
            ])
        );
        page.eval("atlas.scrollIntoView()").await;
        page.wait_for("root.querySelector('.panel h3')?.textContent === 'Japan'").await;
        assert_eq!(page.eval(MODULES).await, json!([["module", true]]));
    });
}

#[test]
fn a_block_becomes_the_element_and_may_be_wide() {
    on("block", async |page| {
        page.eval("atlas.scrollIntoView()").await;
        page.wait_for("root.querySelector('.panel h3')?.textContent === 'Japan'").await;
        assert_eq!(
            page.eval("[atlas.parentElement.classList.contains('alignwide'), atlas.textContent.trim()]")
                .await,
            json!([true, "Japan was considered."])
        );
    });
}

#[test]
fn what_an_author_writes_runs_nothing() {
    on("hostile", async |page| {
        page.wait_for("atlas.getState?.()").await;
        assert_eq!(
            page.eval("[atlas.hasAttribute('onclick'), atlas.querySelector('script'), atlas.textContent.includes('Text')]").await,
            json!([false, null, true])
        );
    });
}

#[test]
fn a_page_without_an_atlas_loads_nothing_of_it() {
    on("neither", async |page| {
        assert_eq!(page.eval(MODULES).await, json!([]));
    });
}
