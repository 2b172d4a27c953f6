// What a page around the frame does in each dialect. The frame's address stands in the query, the dialect too.

const query = new URLSearchParams(location.search);
const dialect = query.get("dialect");
const address = query.get("frame");
window.told = [];
addEventListener("message", ({ data }) => told.push(data));

const place = document.querySelector("#place");
function frame() {
  const made = document.createElement("iframe");
  made.id = "frame";
  made.src = address;
  place.append(made);
  return made;
}

const DIALECTS = {
  own() {
    const made = frame();
    addEventListener("message", ({ source, data }) => {
      if (source === made.contentWindow && data?.type === "aukus-atlas:height") made.height = data.height;
    });
  },
  // As Datawrapper's snippets do, the newer and the older ones.
  datawrapper() {
    const made = frame();
    addEventListener("message", ({ source, data }) => {
      for (const height of Object.values(data?.["datawrapper-height"] ?? {})) {
        if (source === made.contentWindow) made.style.height = `${height}px`;
      }
    });
  },
  "datawrapper-old"() {
    frame();
    addEventListener("message", ({ data }) => {
      for (const [id, height] of Object.entries(data?.["datawrapper-height"] ?? {})) {
        document.querySelector(`iframe[src*='${id}']`).style.height = `${height}px`;
      }
    });
  },
  pym() {
    new pym.Parent("place", address, {});
  },
  resizer() {
    frame();
    iFrameResize({}, "#frame");
  },
  // Nobody's: start messages that mean no good.
  stranger() {
    const made = frame();
    const sibling = document.createElement("iframe");
    sibling.src = "sibling.html";
    place.append(sibling);
    addEventListener("message", ({ data }) => {
      if (data?.type !== "aukus-atlas:height") return;
      for (const id of ["<img src=x>", "a".repeat(65), "a b", ""]) made.contentWindow.postMessage(`[iFrameSizer]${id}:8`, "*");
      sibling.contentWindow.postMessage("now", "*");
      made.contentWindow.postMessage("[iFrameSizer]good-id_1:8:false", "*");
    });
  },
};
DIALECTS[dialect]();
