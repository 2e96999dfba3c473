import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { plantTree, removeTree } from "../support/planted-tree.js";

/** A compiler that writes what it was called with, in place of the real ones. */
const compiler = `
  const { appendFileSync, mkdirSync } = require("node:fs");
  appendFileSync("calls.txt", process.argv.slice(2).join(" ") + "\\n");
  for (const folder of ["dist/src", "dist/resolvers", "sdk/dist", "dist/explorer"]) mkdirSync(folder, { recursive: true });
`;
const compilers = { "node_modules/typescript/bin/tsc": compiler, "node_modules/vite/bin/vite.js": compiler };

async function plant(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await plantTree({ "node_modules/.keep": "", "src/a.ts": "1", ...files }, ["tools/build.mjs"]);
  onTestFinished(() => removeTree(root));
  return root;
}

function build(root: string, ...words: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, ["tools/build.mjs", ...words], { cwd: root, encoding: "utf8" });
}

describe("build", () => {
  it("builds each part once, and again when one of its sources has changed", async () => {
    const root = await plant(compilers);
    expect(build(root).stdout.split("\n").toSorted()).toEqual(["", "built explorer", "built sdk", "built server"]);
    expect(build(root)).toMatchObject({ status: 0, stdout: "" });
    spawnSync("sh", ["-c", "echo 2 > src/a.ts"], { cwd: root });
    expect(build(root)).toMatchObject({ status: 0, stdout: "built server\n" });
  });

  it("fails when a compiler does, and does not take the part for built", async () => {
    const root = await plant({ ...compilers, "node_modules/typescript/bin/tsc": "process.exit(1)" });
    expect(build(root).status).toBe(1);
    expect(existsSync(join(root, "dist/.server-built"))).toBe(false);
  });

  it("builds nothing where the development packages are missing, and minds only when it must build", async () => {
    const root = await plant({});
    expect(build(root, "--if-possible")).toMatchObject({ status: 0, stdout: expect.stringContaining("Not built") });
    expect(build(root).status).toBe(1);
  });
});
