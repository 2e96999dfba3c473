import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { generate, loadContext } from "@graphql-codegen/cli";
import type { Check, Finding } from "./check.js";

interface Output {
  readonly filename: string;
  readonly content: string;
}

/** What is generated from the contract is what the contract says today. */
export const codegen: Check = {
  name: "codegen",
  run: async (root) => {
    const context = await loadContext(join(root, "codegen.yml"));
    context.cwd = root;
    context.updateConfig({ silent: true });
    const outputs = (await generate(context, false)) as readonly Output[];
    const findings = await Promise.all(outputs.map((output) => findDrift(root, output)));
    return findings.flat();
  },
};

async function findDrift(root: string, { filename, content }: Output): Promise<Finding[]> {
  const kept = await readFile(join(root, filename), "utf8").catch(() => null);
  return kept === content ? [] : [{ file: filename, message: "is not what codegen.yml gives: npm run codegen" }];
}
