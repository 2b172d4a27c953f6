// Bundles the three pages.

import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { compile } from "svelte/compiler";

const svelte = {
  name: "svelte",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js } = compile(await readFile(path, "utf8"), { filename: path, generate: "client" });
      return { contents: js.code, loader: "js" };
    }),
};

await build({
  entryPoints: { react: "frameworks/react.jsx", vue: "frameworks/vue.js", svelte: "frameworks/svelte.js" },
  outdir: "built",
  bundle: true,
  format: "esm",
  jsx: "automatic",
  conditions: ["svelte", "browser"],
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [svelte],
  logLevel: "warning",
});
