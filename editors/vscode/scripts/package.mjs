// Makes the .vsix, with the server in it: `npm run package`.
//
// Without arguments the server is built from this repository (cargo, release). `--server FILE`
// takes a program that was built already, `--no-server` leaves it out: the extension then uses
// the one on the path. `--out FILE` says where the .vsix goes.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    server: { type: "string" },
    "no-server": { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const called = process.env.INIT_CWD ?? process.cwd();
const extension = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const repository = resolve(extension, "../..");
const program = process.platform === "win32" ? "shishin.exe" : "shishin";
const run = (command, ...parameters) =>
  execFileSync(command, parameters, { cwd: extension, stdio: "inherit", shell: process.platform === "win32" });

if (!existsSync(join(extension, "node_modules"))) {
  run("npm", "ci", "--ignore-scripts");
}
run(process.execPath, "scripts/build.mjs");

rmSync(join(extension, "server"), { recursive: true, force: true });
if (!values["no-server"]) {
  let server = values.server && resolve(called, values.server);
  if (server === undefined) {
    execFileSync("cargo", ["build", "--release", "--locked"], { cwd: repository, stdio: "inherit" });
    server = join(repository, "target/release", program);
  }
  mkdirSync(join(extension, "server"));
  copyFileSync(server, join(extension, "server", program));
  chmodSync(join(extension, "server", program), 0o755);
}
copyFileSync(join(repository, "LICENSE"), join(extension, "LICENSE"));

const target = { linux: "linux", darwin: "darwin", win32: "win32" }[process.platform] + `-${process.arch}`;
const out = values.out ? resolve(called, values.out) : join(extension, values["no-server"] ? "shishin.vsix" : `shishin-${target}.vsix`);
run(
  process.execPath, "node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", "--allow-missing-repository",
  "--no-rewrite-relative-links", ...(values["no-server"] ? [] : ["--target", target]), "--out", out,
);
