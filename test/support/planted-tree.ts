import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { describeFinding, type Check } from "../../tools/checks/check.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A small tree of its own: `files` by path, and what is copied from the repository, such as the configuration of a tool.
 * Unless it brings packages of its own, it sees those of the repository.
 */
export async function plantTree(
  files: Readonly<Record<string, string>>,
  copied: readonly string[] = [],
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "muster-planted-"));
  for (const path of copied) await cp(join(repository, path), join(root, path), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const modules = join(root, "node_modules");
  if (!existsSync(modules)) await symlink(join(repository, "node_modules"), modules);
  return root;
}

export async function removeTree(root: string): Promise<void> {
  await rm(root, { recursive: true });
}

/** What a check says of such a tree, a line per finding. The tree goes when the test ends. */
export async function findingsIn(
  check: Check,
  files: Readonly<Record<string, string>>,
  copied: readonly string[] = [],
): Promise<string[]> {
  const root = await plantTree(files, copied);
  onTestFinished(() => removeTree(root));
  return (await check.run(root)).map(describeFinding);
}
