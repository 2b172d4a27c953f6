// Sets custom properties as the controls say, and shows the style that would.

const atlas = document.querySelector("#themed");
const form = document.querySelector("form");
const shown = document.querySelector("#style");

function apply() {
  const lines = [];
  for (const control of form.elements) {
    if (!control.name) continue;
    const initial = control.options ? [...control.options].find((o) => o.defaultSelected) ?? control.options[0] : null;
    const isChanged = control.value !== (initial ? initial.value : control.defaultValue);
    if (control.name === "theme") {
      atlas.theme = control.value;
      continue;
    }
    const value = control.name === "radius" ? `${control.value}px` : control.value;
    if (isChanged) {
      atlas.style.setProperty(`--atlas-${control.name}`, value);
      lines.push(`  --atlas-${control.name}: ${value};\n`);
    } else {
      atlas.style.removeProperty(`--atlas-${control.name}`);
    }
  }
  shown.textContent = `aukus-atlas {\n${lines.join("")}}`;
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => queueMicrotask(apply));
