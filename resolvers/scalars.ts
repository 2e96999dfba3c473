import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from "graphql";
import type { Resolvers } from "../src/generated/graphql.js";
import { formatInstant } from "../src/platform/instants.js";

const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](\d{2}):(\d{2}))$/;

/** RFC 3339 with seconds and offset; finer than a millisecond is cut off. Leap seconds and 24:00 are refused. */
function parseInstant(value: unknown): Date {
  const parts = typeof value === "string" ? instant.exec(value) : null;
  if (!parts) throw new GraphQLError("An instant is RFC 3339, as in 2026-01-31T12:00:00.000Z.");
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)] as const;
  const exists =
    month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
  if (!exists || offset[0] > 23 || offset[1] > 59) throw new GraphQLError("There is no such instant.");
  return new Date(String(value));
}

function daysIn(year: number, month: number): number {
  const end = new Date(0);
  end.setUTCFullYear(year, month, 0);
  return end.getUTCDate();
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

const dateTime = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(textOf(node)),
  serialize: (value) => formatInstant(value instanceof Date ? value : new Date(String(value))),
});

/** Deep values cost stack in whatever walks them later. */
const maxJsonDepth = 64;

function checkJson(value: unknown, depth = 0): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new GraphQLError("A number in JSON is finite.");
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxJsonDepth) throw new GraphQLError(`A JSON value may be ${maxJsonDepth} levels deep.`);
  for (const inner of Array.isArray(value) ? value : Object.values(value)) checkJson(inner, depth + 1);
  return value;
}

const json = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  parseValue: (value) => checkJson(value),
  parseLiteral: (node, variables) => checkJson(valueFromASTUntyped(node, variables)),
  serialize: (value) => value,
});

function parseSeq(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError("A position is a whole number, 0 or more.");
}

const seq = new GraphQLScalarType<number, number>({
  name: "Seq",
  parseValue: parseSeq,
  parseLiteral: (node) => parseSeq(node.kind === Kind.INT ? Number(node.value) : undefined),
  serialize: parseSeq,
});

/** A feed cursor may name transactions that were open. */
const maxCursorLength = 16_000;

function parseCursor(value: unknown): string {
  if (typeof value === "string" && value.length <= maxCursorLength) return value;
  throw new GraphQLError("A cursor is text that an earlier page answered.");
}

const cursor = new GraphQLScalarType<string, string>({
  name: "Cursor",
  parseValue: parseCursor,
  parseLiteral: (node) => parseCursor(textOf(node)),
  serialize: parseCursor,
});

export const scalars = { DateTime: dateTime, JSON: json, Seq: seq, Cursor: cursor } satisfies Resolvers;
