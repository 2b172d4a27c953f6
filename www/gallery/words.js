document.querySelector("#own-words").messages = { en: { globe: "Globus", flat: "Chart" } };
