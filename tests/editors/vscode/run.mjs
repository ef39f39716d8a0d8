// What a new user does with the extension, in a real Visual Studio Code.
// env VSIX=… SHISHIN_EXAMPLE=… ARTEFACTS=… SHISHIN_EDITORS=… node run.mjs

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenarioForNewcomers } from "./newcomer.mjs";
import { scenarioForWriters } from "./writer.mjs";
import { scenarioWithoutTrust } from "./untrusted.mjs";

const options = { vsix: process.env.VSIX, folder: process.env.SHISHIN_EXAMPLE };
for (const [name, scenario] of [
  ["newcomer", scenarioForNewcomers],
  ["writer", scenarioForWriters],
  ["untrusted", scenarioWithoutTrust],
]) {
  console.log(`  ${name}`);
  try {
    await scenario({ ...options, artefacts: join(process.env.ARTEFACTS, name) });
  } catch (error) {
    console.log(`  FAIL  ${error.message}`);
    mkdirSync(process.env.ARTEFACTS, { recursive: true });
    writeFileSync(join(process.env.ARTEFACTS, `${name}.error`), error.stack);
    process.exit(1);
  }
}
process.exit(0);
