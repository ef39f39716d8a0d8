// Holds the texts to each other: both languages have the same keys, the code asks for no text
// that is not there, and none is left over.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const problems = [];
const compare = (what, wanted, given) => {
  const missing = wanted.filter((key) => !given.includes(key));
  const surplus = given.filter((key) => !wanted.includes(key));
  missing.forEach((key) => problems.push(`${what} lacks: ${key}`));
  surplus.forEach((key) => problems.push(`${what} has, and nothing uses: ${key}`));
};

const used = [...readFileSync("package.json", "utf8").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
compare("package.nls.json", [...new Set(used)], Object.keys(read("package.nls.json")));
compare("package.nls.ja.json", [...new Set(used)], Object.keys(read("package.nls.ja.json")));

const folder = mkdtempSync(join(tmpdir(), "shishin-texts-"));
execFileSync(process.execPath, ["node_modules/@vscode/l10n-dev/dist/cli.js", "export", "--outDir", folder, "src"], { stdio: "pipe" });
compare("l10n/bundle.l10n.ja.json", Object.keys(read(join(folder, "bundle.l10n.json"))), Object.keys(read("l10n/bundle.l10n.ja.json")));

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log("The texts of both languages agree with the code.");
