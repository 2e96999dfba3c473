import type { WasmFile } from "../model.js";
import { Fault } from "./fault.js";
import type { FileTree } from "./file-tree.js";
import type { DirectoryInode } from "./inode.js";
import { assertText } from "./host-text.js";
import { locate } from "./paths.js";

/** Puts a file of the host's into a directory, its folders on the way. Throws where that cannot be. */
export function plant(tree: FileTree, root: DirectoryInode, { path, bytes }: WasmFile): void {
  assertText(path);
  try {
    const names = path.split("/");
    for (let depth = 1; depth < names.length; depth++) {
      const place = locate(root, names.slice(0, depth).join("/"), "never");
      if (!place.inode) tree.makeDirectory(place);
    }
    const place = locate(root, path, "never");
    if (place.isSlashed) throw new Error(`"${path}" is a directory's name, not a file's.`);
    tree.makeFile(place, bytes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Error(`The file "${path}" cannot be put in place: ${error.errno}.`, { cause: error });
  }
}
