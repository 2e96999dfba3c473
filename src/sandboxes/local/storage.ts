import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";

/** What `lstat` counts in. */
const blockBytes = 512;

/**
 * What a folder takes on disk, at least as far as `enoughBytes`. A file with several names counts once. Folders that cannot be read, and
 * files that are open but have no name any more, are not seen.
 */
export async function measureFolder(path: string, enoughBytes: number): Promise<number> {
  let bytes = 0;
  const linked = new Set<number>();
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined && bytes <= enoughBytes; folder = folders.pop()) {
    for await (const name of namesIn(folder)) {
      const entry = join(folder, name);
      const found = await lstat(entry).catch(() => null);
      if (!found || linked.has(found.ino)) continue;
      if (found.isDirectory()) folders.push(entry);
      else if (found.nlink > 1) linked.add(found.ino);
      bytes += found.blocks * blockBytes;
      if (bytes > enoughBytes) break;
    }
  }
  return bytes;
}

/** Nothing where it has just been removed, or is closed to us. */
async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(folder)) yield name;
  } catch {
    return;
  }
}
