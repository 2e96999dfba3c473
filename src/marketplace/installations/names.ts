import type { MarketplaceItem } from "../model.js";

/** What does an agent's tasks: Muster itself where it is a module, a sandbox where it is a container. */
export type KindFamily = "wasm" | "container";

/** All kinds of installed modules, as a session asks for them. */
export const wasmKinds = "wasm:*";
/** Of a kind's and of a workflow's name. */
const maxChars = 100;

/** Name of the kind of an agent's tasks: `wasm:publisher/name`, or with its id where that were too long. */
export function kindNameOf({ id, name }: Pick<MarketplaceItem, "id" | "name">, family: KindFamily): string {
  const kind = `${family}:${name}`;
  return kind.length <= maxChars ? kind : `${family}:${id}`;
}

/** Name or id of the item whose tasks these are; null for a kind of another family, or of none. */
export function itemOfKind(kind: string, family: KindFamily): string | null {
  return kind.startsWith(`${family}:`) ? kind.slice(family.length + 1) : null;
}

/**
 * Name of what an installed workflow becomes: `publisher.name`, of which no other item can make the same, since neither part has a
 * point. A workflow's name begins with a letter: where the publisher's does not, `x_` stands before it. Where it were too long, the
 * item's id stands in place of its name.
 */
export function workflowNameOf({ id, name: full }: Pick<MarketplaceItem, "id" | "name">): string {
  const [publisher = "", item = ""] = full.split("/");
  const owner = /^[a-z]/.test(publisher) ? publisher : `x_${publisher}`;
  const name = `${owner}.${item}`;
  return name.length <= maxChars ? name : `${owner}.${id}`;
}
