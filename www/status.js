// What is shown over the fallback while there is no widget: progress, or what went wrong.

/** After this long without an answer the reader is told that loading goes on. */
const SLOW_MS = 10_000;
/** How many errors of a dataset are listed. */
const MOST_ERRORS = 12;

/** A bar over the fallback: nothing is covered, nothing spins. Its words may come later than it does; what
    is slow, they perhaps, is told in English then, and can be asked for again. */
export function progressBar(english, askAgain) {
  let word;
  const status = make("div", "loading");
  status.setAttribute("role", "status");
  const bar = status.appendChild(make("div", "bar")).appendChild(make("i"));
  const text = status.appendChild(make("span", "small unseen"));
  const all = 3;
  let done = 0;
  let isSlow = false;
  const show = () => {
    bar.style.setProperty("width", `${(100 * done) / all}%`);
    // What comes meanwhile, words perhaps, does not take back that it is slow.
    if (isSlow) text.textContent = (word ?? english)["loading.slow"];
    else if (word) text.textContent = word["loading.steps"].replace("{n}", done).replace("{all}", all);
  };
  show();
  let slow;
  const wait = () => {
    slow = setTimeout(() => {
      isSlow = true;
      show();
      text.classList.remove("unseen");
      const again = retryButton(word ?? english, () => {
        again.remove();
        isSlow = false;
        show();
        wait();
        askAgain();
      });
      status.append(again);
    }, SLOW_MS);
  };
  wait();
  return {
    status,
    say: (words) => {
      word = words;
      show();
    },
    step: () => {
      done = Math.min(done + 1, all);
      show();
    },
    end: () => {
      clearTimeout(slow);
      status.remove();
    },
  };
}

/** What went wrong: for a dataset a table of its errors, else a sentence; with a button to try again where
    that may help and there is a way to. Under it the page's own fallback may stand. */
export function errorBox({ code, message, errors }, tongue, retry, hasFallback) {
  const word = tongue.words;
  const box = make("div", "error");
  box.setAttribute("role", "alert");
  box.setAttribute("part", "error");
  const title = make("b", "", word[code === "dataset" ? "error.dataset" : "error.load"]);
  const text = make("p", "muted", word[`error.${errors.length ? "refused" : code}`]?.replace("{feature}", message) ?? message);
  if (hasFallback && errors.length) text.append(` ${word["error.fallback"]}`);
  const buttons = make("div", "error-buttons");
  box.append(title, text, buttons);
  if (errors.length) {
    title.append(`: ${tongue.count("error.count", errors.length)}`);
    buttons.append(copyButton(errors, word));
    box.append(errorTable(errors, word));
  }
  if (retry && !["policy", "unsupported"].includes(code)) buttons.append(retryButton(word, retry));
  return box;
}

function errorTable(errors, word) {
  const table = make("table", "small");
  const row = (part, name, cells) => {
    const line = part.insertRow();
    for (const [at, cell] of cells.entries()) {
      const made = line.appendChild(make(name));
      made.append(...[cell].flat());
      // For where there is no room for columns.
      if (at) made.dataset.name = heads[at];
    }
  };
  const heads = [word["error.where"], word["error.found"], word["error.expected"]];
  row(table.createTHead(), "th", heads);
  const body = table.createTBody();
  for (const { path, found, expected, hint, line } of errors.slice(0, MOST_ERRORS)) {
    const place = line && !path.startsWith("line ") ? `, ${word["error.line"].replace("{n}", line)}` : "";
    row(body, "td", [[make("code", "", path || "dataset"), place], found, hint ? `${expected}; ${hint}` : expected]);
  }
  const more = errors.length - MOST_ERRORS;
  if (more > 0) row(body, "td", [word["error.more"].replace("{n}", more)]);
  return table;
}

/** Whoever made the data is often somebody else than who sees this. */
function copyButton(errors, word) {
  const lines = errors.map(({ path, found, expected, hint, line }) => [path, line, found, expected, hint].join("\t"));
  const button = textButton(word["error.copy"], () => {
    const say = (key) => () => (button.textContent = word[key]);
    const refused = say("copied.not");
    navigator.clipboard ? navigator.clipboard.writeText(lines.join("\n")).then(say("copied"), refused) : refused();
  });
  return button;
}

function retryButton(word, retry) {
  return textButton(word.retry, retry);
}

function textButton(text, onClick) {
  const button = make("button", "button outlined", text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
