// Compiles static/vendor/ from the packages in package-lock.json: `npm ci && npm run build`.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import * as sass from "sass";

const OUT = new URL("../static/vendor/", import.meta.url);
const here = (name) => new URL(name, import.meta.url);
const sha512 = (bytes) => `sha512-${createHash("sha512").update(bytes).digest("base64")}`;

// The one picture the stylesheet names belongs to a component we do not use.
const css = sass.compile("vendor.scss", {
  style: "compressed",
  loadPaths: ["."],
  quietDeps: true,
  silenceDeprecations: ["import"],
}).css.replaceAll(/url\(\/assets[^)]*\)/g, "none");
const js = await build({
  entryPoints: ["vendor.mjs"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  write: false,
});

const lock = JSON.parse(await readFile(here("package-lock.json")));
const { dependencies } = JSON.parse(await readFile(here("package.json")));
const packages = [];
for (const name of Object.keys(dependencies)) {
  const { version, license, resolved, integrity } = lock.packages[`node_modules/${name}`];
  packages.push({ name, version, licence: license, source: resolved, sha512: integrity });
}

const outputs = {
  "vendor.css": Buffer.from(css),
  "vendor.js": Buffer.from(js.outputFiles[0].contents),
  "LICENCES.txt": await readFile(here("LICENCES.txt")),
};
const files = Object.entries(outputs).map(([name, bytes]) => ({ name, bytes: bytes.length, sha512: sha512(bytes) }));
for (const [name, bytes] of Object.entries(outputs)) await writeFile(new URL(name, OUT), bytes);
await writeFile(new URL("manifest.json", OUT), JSON.stringify({ packages, files }, null, 2) + "\n");
console.log(files);
