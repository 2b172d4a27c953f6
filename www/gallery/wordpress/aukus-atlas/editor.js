// The block in the editor: its settings beside it, and what it will show, in a frame of the plugin's own.
(function ({ blocks, blockEditor, components, element }) {
  const { createElement: h, Fragment, useEffect, useRef, useState } = element;
  const frameAddress = new URL("assets/embed.html", document.currentScript.src);
  /** How long the frame waits for the next key before it shows what was written. */
  const REST_MS = 600;

  const text = (label, help) => ({ label, help });
  const choice = (label, ...values) => ({ label, values: ["", ...values] });
  const SETTINGS = {
    date: text("Day", "Like 2024-04-08; without one, the day to which the data reaches"),
    selected: text("Chosen", "Id of an actor or event, like JPN"),
    track: text("Track", "Id of a track, like pillar-2"),
    projection: choice("Projection", "flat", "globe"),
    view: choice("View", "both", "map", "timeline", "table"),
    theme: choice("Theme", "auto", "light", "dark"),
    src: text("Dataset", "Address of a dataset (.json) or table (.csv) of yours, as the media library shows it"),
    lang: text("Language", "Like en or fr; without one, the page's"),
    tour: text("Tour", "Id of a tour to begin with"),
    fallback: { ...text("Fallback", "Shown until the map is ready, and where it cannot be"), isLong: true },
  };

  /** The value, once it has not changed for a while. */
  function useRested(value) {
    const [rested, setRested] = useState(value);
    useEffect(() => {
      const timer = setTimeout(() => setRested(value), REST_MS);
      return () => clearTimeout(timer);
    }, [value]);
    return rested;
  }

  /** The atlas as it will be, as high as it says; presses go to the block. */
  function Preview({ address }) {
    const frame = useRef(null);
    const [height, setHeight] = useState(600);
    useEffect(() => {
      // The editor may itself stand in a frame: the atlas tells the window around it.
      const { defaultView } = frame.current.ownerDocument;
      const listen = ({ source, data }) => {
        if (source === frame.current?.contentWindow && data?.type === "aukus-atlas:height") setHeight(data.height);
      };
      defaultView.addEventListener("message", listen);
      return () => defaultView.removeEventListener("message", listen);
    }, []);
    const style = { display: "block", width: "100%", border: 0, pointerEvents: "none" };
    return h("iframe", { ref: frame, src: address, height, style, title: "AUKUS Atlas", tabIndex: -1 });
  }

  function Edit({ attributes, setAttributes }) {
    const controls = Object.entries(SETTINGS).map(([name, { label, help, values, isLong }]) => {
      const common = { key: name, label, help, value: attributes[name], onChange: (value) => setAttributes({ [name]: value }) };
      if (!values) return h(isLong ? components.TextareaControl : components.TextControl, common);
      const options = values.map((value) => ({ label: value || "as the widget has it", value }));
      return h(components.SelectControl, { ...common, options });
    });
    const address = new URL(frameAddress);
    for (const name of Object.keys(SETTINGS)) {
      if (attributes[name] && name !== "fallback") address.searchParams.set(name, attributes[name]);
    }
    // A dataset's address means here what it means on the site, and not what it would in the plugin's folder.
    if (attributes.src && URL.canParse?.(attributes.src, location.origin)) address.searchParams.set("src", new URL(attributes.src, location.origin));
    return h(
      Fragment,
      null,
      h(blockEditor.InspectorControls, null, h(components.PanelBody, { title: "AUKUS Atlas" }, controls)),
      h("div", blockEditor.useBlockProps(), h(Preview, { address: useRested(address.href) })),
    );
  }

  blocks.registerBlockType("aukus-atlas/atlas", { edit: Edit, save: () => null });
})(window.wp);
