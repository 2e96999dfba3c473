import { decodeBase64 } from "../platform/base64.js";
import { badInput, MusterError, type InputPath } from "../platform/errors.js";
import { isStorable } from "../platform/labels.js";
import type { WasmFile } from "../wasm/index.js";
import type { ExecuteInput } from "./door.js";

type FileInput = NonNullable<NonNullable<ExecuteInput["files"]>[number]>;

const maxFiles = 100;
const maxPathBytes = 1_024;

/** Files for a run, each where it cannot get in another's way. `maxBytes`: of paths and contents together. */
export function checkFiles(inputs: readonly FileInput[], maxBytes: number): readonly WasmFile[] {
  if (inputs.length > maxFiles) throw badInput(`At most ${maxFiles} files.`, ["files"], "LIST_TOO_LONG");
  const files = inputs.map((file, index) => ({
    path: checkPath(file.path, ["files", index, "path"]),
    bytes: bytesOf(file, ["files", index]),
  }));
  checkPlaces(files);
  const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.path) + file.bytes.length, 0);
  if (bytes <= maxBytes) return files;
  throw new MusterError("PAYLOAD_TOO_LARGE", `Files have at most ${maxBytes} bytes together, their paths among them.`, {
    reason: "FILES_TOO_LARGE",
    path: ["files"],
  });
}

function checkPath(path: string, where: InputPath): string {
  const steps = path.split("/");
  const isPlain = steps.every((step) => step !== "" && step !== "." && step !== "..");
  if (isPlain && isStorable(path) && Buffer.byteLength(path) <= maxPathBytes) return path;
  const message = `A path is relative, as in/words.txt, without . or .. and of at most ${maxPathBytes} bytes.`;
  throw badInput(message, where, "PATH_INVALID");
}

function bytesOf({ text, base64 }: FileInput, where: InputPath): Uint8Array {
  const hasText = text !== null && text !== undefined;
  const hasBase64 = base64 !== null && base64 !== undefined;
  if (hasText === hasBase64) throw badInput("A file has either text or base64.", where, "FILE_CONTENT_AMBIGUOUS");
  return hasBase64 ? decodeBase64(base64, [...where, "base64"]) : Buffer.from(text ?? "");
}

/** No two at one path, and none where another needs a folder. */
function checkPlaces(files: readonly WasmFile[]): void {
  const taken = new Set<string>();
  const folders = new Set<string>();
  for (const [index, { path }] of files.entries()) {
    const parents = [...path.matchAll(/\//g)].map((slash) => path.slice(0, slash.index));
    if (taken.has(path) || folders.has(path) || parents.some((parent) => taken.has(parent)))
      throw badInput("Another file is in the way.", ["files", index, "path"], "PATH_TAKEN");
    taken.add(path);
    for (const parent of parents) folders.add(parent);
  }
}
