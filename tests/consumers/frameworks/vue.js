import { createApp, h, reactive } from "vue";

const state = reactive({ day: "2024-04-08", id: "JPN", isThere: true });
window.app = { set: (changes) => Object.assign(state, changes) };

const atlas = () =>
  h(
    "aukus-atlas",
    { date: state.day, selected: state.id, loading: "eager", ".messages": { en: { globe: "Globus" } }, onAtlasSelect: ({ detail }) => (state.id = detail.id) },
    [h("p", "Until it is ready")],
  );

createApp({ render: () => h("main", [h("output", state.id), state.isThere ? atlas() : null]) }).mount("#app");
