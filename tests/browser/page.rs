//! One page in one browser, and what a test does with it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
    TouchActions, WheelAction, WheelActions,
};
use serde_json::Value;
use tokio::time::timeout;

use crate::engine::Engine;
use crate::matrix::{self, Outcome};
use crate::stand::{Running, Stand, stand};
use crate::tether::Tether;
use crate::view::View;
use crate::watch::{TAKE_NOISE, Watch};
use crate::{chromium, firefox, webkit};

/// How long a condition may take to become true.
const DEADLINE: Duration = Duration::from_secs(60);
/// How often it is asked.
const POLL: Duration = Duration::from_millis(25);
/// How long a test may take: beyond that its browser has stopped to answer.
const LONGEST_VISIT: Duration = Duration::from_secs(10 * 60);
/// How long a browser may be busy with one thing, for its driver and for us.
pub const LONGEST_ANSWER: Duration = Duration::from_secs(180);
/// A browser that is alive and idle answers sooner.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);
/// How long a hand rests at the end of what it drags.
const REST: Duration = Duration::from_millis(120);

/// In each engine: opens `path` in a browser of its own, runs the test, checks that the page was quiet, closes.
pub fn visit(view: &View, path: &str, test: impl AsyncFn(&Page)) {
    visit_except(&[], view, path, test);
}

/// The same, in Chromium only: the reason is what the others lack.
pub fn visit_in_chromium(reason: &'static str, view: &View, path: &str, test: impl AsyncFn(&Page)) {
    visit_except(&[(Engine::Firefox, reason), (Engine::WebKit, reason)], view, path, test);
}

/// The same, but in engines that cannot do what the test needs, each with its reason.
pub fn visit_except(cannot: &[(Engine, &'static str)], view: &View, path: &str, test: impl AsyncFn(&Page)) {
    let mut failed = None;
    for engine in Engine::ALL {
        if !stand().has(engine) || !engine.runs(&matrix::test_name()) {
            continue;
        }
        let own = cannot.iter().find(|(other, _)| *other == engine).map(|(_, reason)| *reason);
        if let Some(reason) = own.or_else(|| engine.cannot_show(view)) {
            eprintln!("not in {}: {reason}", engine.name());
            matrix::note(engine, &Outcome::Cannot(reason.to_owned()));
            continue;
        }
        let mut result = visit_in(engine, view, path, &test);
        if let Err(Failure { has_died: true, .. }) = result {
            eprintln!("{} has died by itself: once more", engine.name());
            result = visit_in(engine, view, path, &test);
        }
        matrix::note(engine, if result.is_ok() { &Outcome::Ran } else { &Outcome::Failed });
        if let Err(failure) = result {
            eprintln!("it failed in {}", engine.name());
            failed.get_or_insert(failure.panic);
        }
    }
    if let Some(panic) = failed {
        resume_unwind(panic);
    }
}

struct Failure {
    panic: Box<dyn Any + Send>,
    /// Whether the browser has died. Never true of Chromium, whose death would be a failure like any other.
    has_died: bool,
}

fn visit_in(engine: Engine, view: &View, path: &str, test: &impl AsyncFn(&Page)) -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let is_other = engine != Engine::Chromium;
    let page = catch_unwind(AssertUnwindSafe(|| runtime.block_on(Page::open(engine, view))))
        .map_err(|panic| Failure { panic, has_died: is_other })?;
    let result = catch_unwind(AssertUnwindSafe(|| {
        let visit = async {
            page.goto(path).await;
            test(&page).await;
            page.assert_clean().await;
        };
        let ended = runtime.block_on(async { timeout(LONGEST_VISIT, visit).await });
        assert!(ended.is_ok(), "it was still going on after {} minutes", LONGEST_VISIT.as_secs() / 60);
    }));
    let has_died = result.is_err() && is_other && !runtime.block_on(page.is_alive());
    if has_died {
        // Its driver ends with the page.
        return result.map_err(|panic| Failure { panic, has_died });
    }
    if result.is_err() {
        // Whatever goes wrong here must not hide why the test failed.
        let _ = catch_unwind(AssertUnwindSafe(|| runtime.block_on(page.last_words())));
    }
    let closed = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(page.client.close()).expect("the browser closes");
    }));
    result.and(closed).map_err(|panic| Failure { panic, has_died })
}

pub struct Page {
    /// The WebDriver client itself, for what has no method here.
    pub client: Client,
    pub engine: Engine,
    /// Where our pages are: `http://127.0.0.1:PORT`.
    pub base: String,
    touch: bool,
    /// Where the wheel stands.
    wheel: Cell<[i64; 2]>,
    watch: Option<Watch>,
    _driver: Option<Tether>,
    noise: RefCell<Vec<String>>,
    pardoned: RefCell<Vec<String>>,
}

impl Page {
    async fn open(engine: Engine, view: &View) -> Page {
        let Stand { base, chromium, firefox, webkit, .. } = stand();
        let missing = "a test runs in engines that are there";
        let Running { client, driver } = match engine {
            Engine::Chromium => chromium::open(chromium.as_ref().expect(missing), view).await,
            Engine::Firefox => firefox::open(firefox.as_ref().expect(missing), view).await,
            Engine::WebKit => webkit::open(webkit.as_ref().expect(missing), view).await,
        };
        let watch = (engine != Engine::Chromium).then(|| Watch::start(base));
        let base = watch.as_ref().map_or(base, |watch| &watch.base).clone();
        let page = Page {
            client,
            engine,
            base,
            touch: view.touch,
            wheel: Cell::default(),
            watch,
            _driver: driver,
            noise: RefCell::default(),
            pardoned: RefCell::default(),
        };
        page.fit(view).await;
        page
    }

    /// Waits until the page is as large as the view says, having asked for it.
    async fn fit(&self, view: &View) {
        let wanted = [view.width, view.height].map(f64::from);
        let mut outer = wanted;
        match self.engine {
            Engine::Chromium => return,
            Engine::Firefox => firefox::fit(&self.client, view).await,
            Engine::WebKit => webkit::fit(&self.client, outer).await,
        }
        let start = Instant::now();
        loop {
            let inner = pair(&self.eval("[innerWidth, innerHeight]").await);
            if inner == wanted {
                return;
            }
            assert!(start.elapsed() < DEADLINE, "the page is {inner:?}, not {wanted:?} pixels large");
            if self.engine == Engine::WebKit {
                outer = [0, 1].map(|i| outer[i] + wanted[i] - inner[i]);
                webkit::fit(&self.client, outer).await;
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Runs a script before every page's own from now on.
    pub async fn before_each_page(&self, script: &str) {
        match &self.watch {
            Some(watch) => watch.before_each_page(script),
            None => {
                let source = serde_json::json!({ "source": script });
                chromium::cdp(&self.client, "Page.addScriptToEvaluateOnNewDocument", source).await;
            }
        }
    }

    /// Opens another page of ours, or a whole address; the load event has been when this returns.
    pub async fn goto(&self, path: &str) {
        let url = if path.starts_with("file:") || path.starts_with("http:") {
            path.into()
        } else {
            format!("{}{path}", self.base)
        };
        // What the page before has done wrong goes with it.
        self.take_noise().await;
        self.client.goto(&url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
        if self.engine == Engine::WebKit {
            // Its driver can be back before the page's scripts have run.
            self.wait_for("document.readyState === 'complete'").await;
        }
    }

    /// The value of a JavaScript expression; a promise is awaited. `atlas` is the first
    /// `<aukus-atlas>` of the page and `root` its shadow root. Statements need `return`.
    pub async fn eval(&self, js: &str) -> Value {
        self.try_eval(js).await.unwrap_or_else(|error| panic!("{js}\n  {error}"))
    }

    async fn try_eval(&self, js: &str) -> Result<Value, String> {
        let statements = ["return ", "const ", "let ", "try ", "for "];
        let is_expression = !statements.iter().any(|start| js.trim_start().starts_with(start));
        let body = if is_expression { format!("return ({js});") } else { js.to_owned() };
        let script =
            format!("const atlas = document.querySelector('aukus-atlas'), root = atlas?.shadowRoot;\n{body}");
        match timeout(LONGEST_ANSWER, self.client.execute(&script, vec![])).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err(format!("no answer within {} s", LONGEST_ANSWER.as_secs())),
        }
    }

    /// Whether there still is a page that answers.
    async fn is_alive(&self) -> bool {
        let answer = timeout(SIGN_OF_LIFE, self.client.execute("return true", vec![])).await;
        matches!(answer, Ok(Ok(Value::Bool(true))))
    }

    /// Waits until the expression is truthy (in JavaScript's sense); its value.
    pub async fn wait_for(&self, js: &str) -> Value {
        let start = Instant::now();
        loop {
            let last = self.try_eval(js).await;
            match &last {
                Ok(value) if is_truthy(value) => return value.clone(),
                _ if start.elapsed() < DEADLINE => tokio::time::sleep(POLL).await,
                _ => {
                    let noise = self.noise().await.join("\n  ");
                    let last = last.map_or_else(|error| error, |value| value.to_string());
                    panic!("waited {} s for\n  {js}\nlast: {last}\nnoise: {noise}", DEADLINE.as_secs());
                }
            }
        }
    }

    /// Waits for what is to be seen outside of the page.
    pub async fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < DEADLINE, "waited {} s until {what}", DEADLINE.as_secs());
            tokio::time::sleep(POLL).await;
        }
    }

    /// Console errors, reports of the policy, requests to other hosts: all so far.
    pub async fn noise(&self) -> Vec<String> {
        self.take_noise().await;
        self.noise.borrow().clone()
    }

    async fn take_noise(&self) {
        let noise: Vec<String> = if self.engine == Engine::Chromium {
            let errors = chromium::console_errors(&self.client).await;
            let foreign = chromium::foreign_requests(&self.client, &self.base).await;
            let foreign = foreign.into_iter().map(|url| format!("request to another host: {url}"));
            errors.into_iter().chain(foreign).collect()
        } else {
            // A page that is no HTML, or is being left, notices nothing.
            let noise = self.client.execute(TAKE_NOISE, vec![]).await.unwrap_or_default();
            let lines = noise.as_array().into_iter().flatten();
            lines.map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
        };
        self.noise.borrow_mut().extend(noise);
    }

    /// Noise that has this text is meant to be.
    pub fn pardon(&self, text: &str) {
        self.pardoned.borrow_mut().push(text.to_owned());
    }

    /// Fails if there was noise beyond what is pardoned.
    pub async fn assert_clean(&self) {
        let mut noise = self.noise().await;
        let pardoned = self.pardoned.borrow();
        // A browser asks for a page's icon by itself, where it has not asked yet.
        noise.retain(|line| {
            !line.contains("/favicon.ico") && !pardoned.iter().any(|text| line.contains(text))
        });
        assert!(noise.is_empty(), "the page was not quiet:\n  {}", noise.join("\n  "));
    }

    /// Saves what is to be seen as `target/screenshots/NAME.png`, in other engines than Chromium with theirs after it.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let of_engine = format!("{name}-{}", self.engine.name());
        let name = if self.engine == Engine::Chromium { name } else { &of_engine };
        let png = self.client.screenshot().await.expect("the browser takes a picture");
        // Cargo gives tests `target/tmp`.
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        std::fs::create_dir_all(&folder).expect("the folder of screenshots can be made");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, png).expect("a screenshot can be written");
        path
    }

    /// A click, or a tap in a view with touch, at CSS pixels of the viewport.
    pub async fn click(&self, [x, y]: [f64; 2]) {
        self.drag([x, y], [x, y]).await;
    }

    /// A click at `[x, y]` (a JavaScript pair) from the top left of what `js` evaluates to.
    pub async fn click_in(&self, js: &str, at: Value) {
        let corner = self
            .eval(&format!("(e => {{ const b = e.getBoundingClientRect(); return [b.x, b.y] }})({js})"))
            .await;
        let (corner, at) = (pair(&corner), pair(&at));
        self.click([corner[0] + at[0], corner[1] + at[1]]).await;
    }

    /// Moves the mouse there, pressing nothing.
    pub async fn hover(&self, to: [f64; 2]) {
        self.act(MouseActions::new("mouse".into()).then(move_to(to, 0))).await;
    }

    /// Presses, moves, releases: with the mouse, or a finger in a view with touch.
    pub async fn drag(&self, from: [f64; 2], to: [f64; 2]) {
        let to = if from == to { vec![] } else { vec![to] };
        self.drag_along(from, &to).await;
    }

    /// The same by way of several places, a fifth of a second from each to the next.
    pub async fn drag_along(&self, from: [f64; 2], way: &[[f64; 2]]) {
        let mut steps = vec![move_to(from, 0), PointerAction::Down { button: MOUSE_BUTTON_LEFT }];
        steps.extend(way.iter().map(|to| move_to(*to, 200)));
        if !way.is_empty() {
            // It rests before it is lifted, so that nothing is thrown.
            steps.push(PointerAction::Pause { duration: REST });
        }
        steps.push(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        if self.touch {
            let finger = TouchActions::new("finger".into());
            self.act(steps.into_iter().fold(finger, InputSource::then)).await;
        } else {
            let mouse = MouseActions::new("mouse".into());
            self.act(steps.into_iter().fold(mouse, InputSource::then)).await;
        }
    }

    /// Two clicks, or taps, one right after the other.
    pub async fn click_twice(&self, at: [f64; 2]) {
        let press = [
            PointerAction::Down { button: MOUSE_BUTTON_LEFT },
            PointerAction::Up { button: MOUSE_BUTTON_LEFT },
        ];
        let steps: Vec<_> = std::iter::once(move_to(at, 0)).chain(press.clone()).chain(press).collect();
        self.act(steps.into_iter().fold(MouseActions::new("mouse".into()), InputSource::then)).await;
    }

    /// Turns the wheel at a place, in CSS pixels.
    pub async fn wheel(&self, [x, y]: [f64; 2], [delta_x, delta_y]: [i64; 2]) {
        let (x, y) = (x as i64, y as i64);
        // WebKit's driver takes this for where the wheel stands afterwards, and turns it by the difference.
        let before = if self.engine == Engine::WebKit { self.wheel.get() } else { [0, 0] };
        let [delta_x, delta_y] = [before[0] + delta_x, before[1] + delta_y];
        self.wheel.set([delta_x, delta_y]);
        let scroll = WheelAction::Scroll { duration: None, x, y, delta_x, delta_y };
        self.act(WheelActions::new("wheel".into()).then(scroll)).await;
    }

    /// Presses one key: a character, or one of `fantoccini::key::Key` as `char`.
    pub async fn press(&self, key: impl Into<char>) {
        self.press_with(&[], key).await;
    }

    /// Presses a key while others are held.
    pub async fn press_with(&self, held: &[char], key: impl Into<char>) {
        let key = key.into();
        let down = held.iter().copied().chain([key]).map(|value| KeyAction::Down { value });
        let up = [key].into_iter().chain(held.iter().rev().copied());
        let steps = down.chain(up.map(|value| KeyAction::Up { value }));
        self.act(steps.fold(KeyActions::new("keys".into()), InputSource::then)).await;
    }

    async fn act(&self, actions: impl Into<Actions>) {
        self.client.perform_actions(actions).await.expect("the browser takes input");
    }

    /// Of a test that failed: a picture and the noise.
    async fn last_words(&self) {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("test").replace("::", "-");
        let picture = self.screenshot(&format!("failed-{name}")).await;
        eprintln!("screenshot: {}", picture.display());
        for line in self.noise().await {
            eprintln!("noise: {line}");
        }
    }
}

fn move_to([x, y]: [f64; 2], milliseconds: u64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(milliseconds)), x, y }
}

fn pair(value: &Value) -> [f64; 2] {
    let number = |i: usize| value[i].as_f64();
    match (number(0), number(1)) {
        (Some(x), Some(y)) => [x, y],
        _ => panic!("expected a pair of numbers, found {value}"),
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(bool) => *bool,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
