// Lists what the element tells, and calls its methods.

const MOST = 40;
const atlas = document.querySelector("#told");
const log = document.querySelector(".log");

for (const type of ["atlas-ready", "atlas-change", "atlas-select", "atlas-gesture", "atlas-error"]) {
  atlas.addEventListener(type, ({ detail }) => {
    const { state, ...told } = detail;
    const line = document.createElement("li");
    line.textContent = `${type} ${JSON.stringify(told)}`;
    log.prepend(line);
    while (log.children.length > MOST) log.lastChild.remove();
  });
}

document.querySelector(".controls").addEventListener("click", ({ target }) => {
  const { call, argument } = target.dataset;
  if (call) atlas[call](argument ?? null);
});
