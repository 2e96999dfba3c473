import type { GraphQLField } from "graphql";

/**
 * For a subscription field whose rows never change and whose leaves read nothing but the row: neither the caller nor the root
 * field's arguments. What is asked of the leaves alone is then executed once for all who ask the same.
 */
export const factual = { extensions: { isFactual: true } } as const;

export function isFactual({ extensions }: GraphQLField<unknown, unknown>): boolean {
  return extensions["isFactual"] === true;
}
