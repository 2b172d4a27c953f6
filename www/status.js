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
  const show = () => {
    bar.style.setProperty("width", `${(100 * done) / all}%`);
    if (word) text.textContent = word["loading.steps"].replace("{n}", done).replace("{all}", all);
  };
  show();
  let slow;
  const wait = () => {
    slow = setTimeout(() => {
      text.textContent = (word ?? english)["loading.slow"];
      text.classList.remove("unseen");
      const again = retryButton(word ?? english, () => {
        again.remove();
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

/** What went wrong, with a button to try again where that may help and there is a way to. */
export function errorBox(detail, word, retry) {
  const box = make("div", "error");
  box.setAttribute("role", "alert");
  box.setAttribute("part", "error");
  box.append(make("b", "", word[detail.code === "dataset" ? "error.dataset" : "error.load"]));
  const list = make("ul", "plain small");
  for (const { path, found, expected, hint, line } of detail.errors.slice(0, MOST_ERRORS)) {
    const item = make("li");
    item.append(make("code", "", path || "dataset"));
    if (line && !path.startsWith("line ")) item.append(`, ${word["error.line"].replace("{n}", line)}`);
    item.append(` ${word["error.found"].replace("{found}", found)}; `);
    item.append(word["error.expected"].replace("{expected}", expected));
    if (hint) item.append(`; ${hint}`);
    list.append(item);
  }
  const more = detail.errors.length - MOST_ERRORS;
  if (more > 0) list.append(make("li", "", word["error.more"].replace("{n}", more)));
  const message = word[`error.${detail.code}`]?.replace("{feature}", detail.message) ?? detail.message;
  box.append(detail.errors.length ? list : make("p", "small", message));
  if (retry && !["dataset", "policy", "unsupported"].includes(detail.code)) {
    box.append(retryButton(word, retry));
  }
  return box;
}

function retryButton(word, retry) {
  const button = make("button", "button outlined", word.retry);
  button.type = "button";
  button.addEventListener("click", retry);
  return button;
}

function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
