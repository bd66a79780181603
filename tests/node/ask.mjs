// Asks the site's own WASM, in Node: ask.mjs DIST FUNCTION CASES ANSWERS, one case and one answer a line.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, name, cases, answers] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const vagval = await import(pathToFileURL(join(dist, manifest["vagval.js"])));
await vagval.default({ module_or_path: readFileSync(join(dist, manifest["vagval.wasm"])) });
const lines = readFileSync(cases, "utf8").split("\n");
writeFileSync(answers, lines.map((line) => JSON.stringify(vagval[name](JSON.parse(line)))).join("\n"));
