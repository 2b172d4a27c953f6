// The framework renders first; the element is upgraded in what it has rendered.
await import(`../built/${new URLSearchParams(location.search).get("of")}.js`);
while (!document.querySelector("aukus-atlas")) await new Promise(requestAnimationFrame);
window.wasUpgradedLate = !document.querySelector("aukus-atlas").matches(":defined");
await import("../dist/aukus-atlas.js");
