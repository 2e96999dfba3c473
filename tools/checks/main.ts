import { codegen } from "./codegen.js";
import { describeFinding, type Check } from "./check.js";
import { docs } from "./docs/check.js";
import { limits } from "./limits.js";
import { names } from "./names.js";
import { prisma } from "./prisma.js";
import { syntax } from "./syntax.js";
import { dependencies, format, lint, schema, types, unused } from "./tools.js";

/** `npm run check [-- <name> ...]`: every rule of the house, or those whose names begin with the given words. */
const all = [...types, codegen, docs, prisma, unused, dependencies, lint, schema, limits, names, syntax, format];

/** As many as a small machine has cores: each of the larger ones keeps one busy. */
const atATime = 2;

async function report({ name, run }: Check): Promise<boolean> {
  const start = performance.now();
  const findings = await run(process.cwd()).catch((error: unknown) => [{ file: name, message: String(error) }]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${findings.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  for (const finding of findings) console.log(`     ${describeFinding(finding)}`);
  return findings.length === 0;
}

async function drain(queue: Check[]): Promise<boolean> {
  let isGood = true;
  for (let check = queue.shift(); check; check = queue.shift()) isGood = (await report(check)) && isGood;
  return isGood;
}

const words = process.argv.slice(2);
const queue = all.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
const results = await Promise.all(Array.from({ length: atATime }, () => drain(queue)));
process.exitCode = results.every(Boolean) ? 0 : 1;
