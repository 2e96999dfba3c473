import { createHash } from "node:crypto";
import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import { costVaries, readsSchema } from "./cost.js";
import { checkShape, type DocumentLimits } from "./document-limits.js";
import { literalListRule } from "./list-lengths.js";
import { revised, tooLarge } from "./refusal.js";

/** A document that passed all that can be asked without its variables. */
export interface PreparedDocument {
  readonly hash: string;
  readonly document: DocumentNode;
  /** Whether it asks for the schema, which takes a principal. */
  readonly readsSchema: boolean;
  /** Cost by operation name, once counted; null when variables change it. */
  readonly costs: Map<string | undefined, number> | null;
}

export type Preparation = { readonly prepared: PreparedDocument } | { readonly errors: readonly GraphQLError[] };

/** Parsed and validated documents, shared by HTTP and sockets: most clients send the same few again and again. */
export interface Documents {
  /** By SHA-256 of its text, in hex. */
  get(hash: string): PreparedDocument | undefined;
  prepare(text: string): Preparation;
  /** For what has been parsed elsewhere. */
  prepareParsed(hash: string, document: DocumentNode): Preparation;
}

interface RecentDocument {
  readonly text: string;
  readonly prepared: PreparedDocument;
}

export interface DocumentOptions extends DocumentLimits {
  readonly schema: GraphQLSchema;
  readonly maxTokens: number;
}

const capacity = 2000;
/** Texts that are compared instead of hashed: as many as have different lengths. */
const recentCapacity = 64;
/** A longer text is mostly literals or comments: unlikely to come again, and it would stay in memory. */
const maxRememberedLength = 16 * 1024;
const rules = [...specifiedRules, literalListRule];

export function createDocuments(options: DocumentOptions): Documents {
  const { schema, maxTokens } = options;
  const known = new LRUCache<string, PreparedDocument>({ max: capacity });
  const prepareParsed = (hash: string, document: DocumentNode): Preparation => {
    const before = known.get(hash);
    if (before) return { prepared: before };
    const misshapen = checkShape(document, options);
    if (misshapen) return { errors: [misshapen] };
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return { errors: errors.map(asInvalid) };
    const costs = costVaries(document) ? null : new Map<string | undefined, number>();
    const prepared = { hash, document, readsSchema: readsSchema(document), costs };
    if ((document.loc?.end ?? 0) <= maxRememberedLength) known.set(hash, prepared);
    return { prepared };
  };
  // Of each length the text that came last: the next of that length is most often the same, and a hash costs 1 µs.
  const recent = new LRUCache<number, RecentDocument>({ max: recentCapacity });
  const prepare = (text: string): Preparation => {
    const last = recent.get(text.length);
    if (last?.text === text) return last;
    const hash = hashOf(text);
    const before = known.get(hash);
    if (before) {
      const found = { text, prepared: before };
      recent.set(text.length, found);
      return found;
    }
    try {
      return prepareParsed(hash, parse(text, { maxTokens }));
    } catch (error) {
      return { errors: [asSyntaxError(error)] };
    }
  };
  return { get: (hash) => known.get(hash), prepare, prepareParsed };
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function asInvalid(error: GraphQLError): GraphQLError {
  return revised(error, { code: "GRAPHQL_VALIDATION_FAILED" });
}

function asSyntaxError(error: unknown): GraphQLError {
  return error instanceof GraphQLError
    ? revised(error, { code: "GRAPHQL_PARSE_FAILED" })
    : tooLarge("DOCUMENT_TOO_DEEP", String(error));
}
