import { readFile } from "node:fs/promises";
import { z } from "zod";
import { badInput, MusterError } from "../platform/errors.js";
import { hashOf } from "./documents.js";

/** The documents that clients may name instead of sending them: text by SHA-256, in hex. */
export type Manifest = ReadonlyMap<string, string>;

const shape = z.record(z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hex"), z.string());

/** Reads what code generators write as `persisted-documents.json`. Throws when a text does not have the hash it stands under. */
export async function readManifest(path: string | null): Promise<Manifest> {
  if (!path) return new Map();
  const documents = shape.parse(JSON.parse(await readFile(path, "utf8")));
  for (const [hash, text] of Object.entries(documents)) {
    if (hashOf(text) !== hash) throw new Error(`${path}: the document under ${hash} has another hash.`);
  }
  return new Map(Object.entries(documents));
}

/** The text that `documentId` names: `sha256:` and the hash in hex, as the GraphQL-over-HTTP appendix has it. */
export function resolveDocumentId(manifest: Manifest, documentId: unknown): string {
  if (typeof documentId !== "string") throw badInput("documentId must be text.", ["documentId"], "DOCUMENT_ID_INVALID");
  const text = manifest.get(documentId.replace(/^sha256:/, ""));
  if (text !== undefined) return text;
  throw new MusterError("NOT_FOUND", "No document with this id.", {
    reason: "DOCUMENT_NOT_FOUND",
    path: ["documentId"],
  });
}
