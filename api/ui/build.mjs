// Bundles the scripts of the pages: `node build.mjs FOLDER`. Each module of pages/ is the entry of one page, and one file;
// what the large ones share becomes a file of its own. Names carry a fingerprint of the content, manifest.json tells them.
import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { states, world } from "./states.mjs";

const folder = process.argv[2];
rmSync(folder, { recursive: true, force: true });

const LARGE = ["explore.js", "sparql.js"]; // those that share a library, or fetch one when it is called for
const pages = readdirSync("pages").filter((name) => name.endsWith(".js"));

const bundle = (names, splitting) => build({
  entryPoints: names.map((name) => join("pages", name)),
  outdir: folder,
  bundle: true,
  splitting,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "linked", // the licences of what is bundled lie beside it
  entryNames: "[name]-[hash]",
  chunkNames: "shared-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".json": "file", ".png": "file", ".gif": "file", ".svg": "file" }, // maps are fetched when they are drawn
  logLevel: "error",
});
const large = await bundle(LARGE, true);
const small = await bundle(pages.filter((name) => !LARGE.includes(name)), false); // a request takes longer than they do
const outputs = { ...large.metafile.outputs, ...small.metafile.outputs };

// compressed once and as far as it goes, rather than in a hurry for each who asks
for (const path of Object.keys(outputs)) writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));

const named = (path) => relative(folder, path);
const files = {};
for (const [path, output] of Object.entries(outputs)) {
  if (!output.entryPoint?.startsWith("pages/")) continue;
  files[basename(output.entryPoint, ".js")] = {
    script: named(path),
    style: output.cssBundle ? named(output.cssBundle) : null,
    imports: output.imports.filter((one) => one.kind === "import-statement" && !one.external).map((one) => named(one.path)),
  };
}
writeFileSync(join(folder, "states.json"), JSON.stringify(states())); // for api/pages/map.py
writeFileSync(join(folder, "world.json"), JSON.stringify(world()));
writeFileSync(join(folder, "manifest.json"), JSON.stringify(files));
