// Gives each frame the height that it tells.

addEventListener("message", ({ source, data }) => {
  if (data?.type !== "aukus-atlas:height") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = data.height;
  }
});
