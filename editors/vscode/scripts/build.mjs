// Bundles the extension. What is needed at activation and the language client are apart, so that
// a window without Shishin's documents loads only the former.

import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts", "src/session.ts"],
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode", "./session.js"],
  minify: true,
  sourcemap: process.argv.includes("--debug"),
  legalComments: "none",
  logLevel: "warning",
});
