// The block in the editor: its settings beside it, and what they will show as a line.
(function ({ blocks, blockEditor, components, element }) {
  const { createElement: h, Fragment } = element;
  const text = (label, help) => ({ label, help });
  const choice = (label, ...values) => ({ label, values: ["", ...values] });
  const SETTINGS = {
    date: text("Day", "Like 2024-04-08; without one, the day to which the data reaches"),
    selected: text("Chosen", "Id of an actor or event, like JPN"),
    track: text("Track", "Id of a track, like pillar-2"),
    projection: choice("Projection", "flat", "globe"),
    view: choice("View", "both", "map", "timeline", "table"),
    theme: choice("Theme", "auto", "light", "dark"),
    src: text("Dataset", "Address of a dataset of yours"),
    lang: text("Language", "Like en or fr; without one, the page's"),
    fallback: text("Fallback", "Shown until the map is ready, and where it cannot be"),
  };

  blocks.registerBlockType("aukus-atlas/atlas", {
    edit({ attributes, setAttributes }) {
      const controls = Object.entries(SETTINGS).map(([name, { label, help, values }]) => {
        const common = { key: name, label, help, value: attributes[name], onChange: (value) => setAttributes({ [name]: value }) };
        if (!values) return h(components.TextControl, common);
        return h(components.SelectControl, { ...common, options: values.map((value) => ({ label: value || "as the widget has it", value })) });
      });
      const told = Object.keys(SETTINGS).filter((name) => attributes[name]);
      const line = told.map((name) => `${name}="${attributes[name]}"`).join(" ");
      return h(
        Fragment,
        null,
        h(blockEditor.InspectorControls, null, h(components.PanelBody, { title: "AUKUS Atlas" }, controls)),
        h("div", blockEditor.useBlockProps(), h(components.Placeholder, { label: "AUKUS Atlas", instructions: line || "The built-in dataset, as it opens." })),
      );
    },
    save: () => null,
  });
})(window.wp);
