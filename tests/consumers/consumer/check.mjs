// Packs the package, unpacks it where a consumer has it, and lets those who know look at it.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";

const run = (program, ...args) => {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  }
};

rmSync("packed", { recursive: true, force: true });
mkdirSync("packed");
const [{ filename, files }] = JSON.parse(run("npm", "pack", "./dist/npm", "--pack-destination", "packed", "--json"));
const tarball = `packed/${filename}`;
const here = "consumer/node_modules/aukus-atlas";
rmSync(here, { recursive: true, force: true });
mkdirSync(here, { recursive: true });
run("tar", "-xzf", tarball, "-C", here, "--strip-components=1");

// Everything that the module names is in it.
const names = new Set(files.map(({ path }) => path));
const module = readFileSync(`${here}/aukus-atlas.js`, "utf8");
const wanted = [...module.matchAll(/(?:new URL|import)\("\.\/([^"]+)"/g)].map(([, path]) => path);
if (wanted.length < 5) throw new Error(`the module names ${wanted.length} files`);
for (const path of [...wanted, "LICENSE-MIT", "README.md", "custom-elements.json"]) {
  if (!names.has(path)) throw new Error(`${path} is not in the package`);
}

const manifest = JSON.parse(readFileSync(`${here}/package.json`, "utf8"));
const { messages } = await publint({ pkgDir: here, strict: true });
if (messages.length) throw new Error(messages.map((message) => formatMessage(message, manifest)).join("\n"));
run("node_modules/.bin/attw", tarball, "--profile", "esm-only", "--exclude-entrypoints", "./custom-elements.json");
run("node_modules/.bin/tsc", "-p", "consumer/types");

// The consumer in TypeScript leaves nothing out.
const [{ attributes, members, events }] = JSON.parse(readFileSync(`${here}/custom-elements.json`, "utf8")).modules[0].declarations;
const used = readFileSync("consumer/types/consumer.ts", "utf8");
for (const { name } of [...attributes, ...members]) if (!used.includes(`.${name}`)) throw new Error(`${name} is not used`);
for (const { name } of events) if (!used.includes(`"${name}"`)) throw new Error(`${name} is not used`);

await build({ root: "consumer/vite", logLevel: "warn" });
