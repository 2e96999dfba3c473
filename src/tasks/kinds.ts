import { LRUCache } from "lru-cache";
import type { Principal } from "../identity/index.js";
import type { Database, Query } from "../platform/db/database.js";
import { badInput } from "../platform/errors.js";
import { checkName, checkNames, isStorable } from "../platform/labels.js";
import { newId } from "../platform/ids.js";
import { takePage, type Page, type PageRequest } from "../platform/page.js";
import { taskPriorities, type TaskKind, type TaskPriority } from "./model.js";
import { compileSchema } from "./schemas.js";
import { checkRange } from "./ranges.js";
import { maxRequired, retryRange, timeoutRange } from "./validate.js";
import { defineKind, findKinds, findKindsById, listKinds, type KindRow } from "./sql/kinds.sql.js";

export interface DefineTaskKindInput {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
  readonly defaultPriority?: TaskPriority | null | undefined;
  readonly defaultMaxRetries?: number | null | undefined;
  readonly defaultTimeoutMs?: number | null | undefined;
  readonly requiredCapabilities?: readonly string[] | null | undefined;
}

/** A kind defined anew on another replica is seen here after this long at the latest. */
const staleMs = 1_000;

/** The catalogues of kinds, one per tenant. */
export class KindCatalogue {
  readonly #database: Database;
  readonly #query: Query;
  readonly #cache = new LRUCache<string, TaskKind>({ max: 10_000, ttl: staleMs });

  constructor(database: Database) {
    this.#database = database;
    this.#query = (statement, values) => database.query(statement, values);
  }

  async define(principal: Principal, input: DefineTaskKindInput): Promise<TaskKind> {
    const kind = await write(this.#query, principal, input);
    this.#cache.set(keyOf(kind.tenantId, kind.name), kind);
    return kind;
  }

  /** The same within a transaction. What is answered is to be called after its commit: until then others read the old one. */
  async defineWithin(query: Query, principal: Principal, input: DefineTaskKindInput): Promise<() => void> {
    const { tenantId, name } = await write(query, principal, input);
    return () => void this.#cache.delete(keyOf(tenantId, name));
  }

  /** The kinds of these names, by name; unknown names are missing. `query` reads those that are not at hand. */
  async find(tenantId: string, names: readonly string[], query: Query = this.#query): Promise<Map<string, TaskKind>> {
    const found = new Map<string, TaskKind>();
    const missing = new Set<string>();
    for (const name of names) {
      const cached = this.#cache.get(keyOf(tenantId, name));
      if (cached) found.set(name, cached);
      else missing.add(name);
    }
    if (missing.size === 0) return found;
    for (const row of await query<KindRow>(findKinds, [tenantId, [...missing].filter(isStorable)])) {
      const kind = kindOf(row);
      this.#cache.set(keyOf(tenantId, kind.name), kind);
      found.set(kind.name, kind);
    }
    return found;
  }

  async get(tenantId: string, id: string): Promise<TaskKind | null> {
    const [row] = await this.#database.query<KindRow>(findKindsById, [tenantId, [id]]);
    return row ? kindOf(row) : null;
  }

  /** By name, after the name that the page request's cursor holds. */
  async list(tenantId: string, page: PageRequest): Promise<Page<TaskKind>> {
    const rows = await this.#database.query<KindRow>(listKinds, [tenantId, page.after?.[0] ?? "", page.first + 1]);
    return takePage(rows.map(kindOf), page);
  }
}

async function write(query: Query, { tenantId }: Principal, input: DefineTaskKindInput): Promise<TaskKind> {
  const [row] = await query<KindRow>(defineKind, kindValues(tenantId, input));
  if (!row) throw new Error("define-kind answered no row");
  return kindOf(row);
}

function keyOf(tenantId: string, name: string): string {
  return `${tenantId} ${name}`;
}

function kindOf(row: KindRow): TaskKind {
  // The CHECK of the table keeps the index within the list.
  return { ...row, defaultPriority: taskPriorities[row.defaultPriority] as TaskPriority };
}

function kindValues(tenantId: string, input: DefineTaskKindInput): readonly unknown[] {
  checkName(input.name, ["name"]);
  const description = input.description ?? null;
  if (description !== null && (description.length > 2_000 || !isStorable(description))) {
    throw badInput("A description has at most 2,000 characters.", ["description"], "TEXT_TOO_LONG");
  }
  return [
    newId("kind"),
    tenantId,
    input.name,
    description,
    schemaText(input.inputSchema, "inputSchema"),
    schemaText(input.outputSchema, "outputSchema"),
    taskPriorities.indexOf(input.defaultPriority ?? "NORMAL"),
    checkRange(input.defaultMaxRetries ?? 3, retryRange, ["defaultMaxRetries"]),
    checkRange(input.defaultTimeoutMs ?? 300_000, timeoutRange, ["defaultTimeoutMs"]),
    checkNames(input.requiredCapabilities ?? [], maxRequired, ["requiredCapabilities"]).toSorted(),
  ];
}

function schemaText(schema: unknown, field: string): string | null {
  if (schema === null || schema === undefined) return null;
  compileSchema(schema, [field]);
  return JSON.stringify(schema);
}
