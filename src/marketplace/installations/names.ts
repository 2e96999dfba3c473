import type { MarketplaceItem } from "../model.js";

const kindPrefix = "wasm:";
/** All kinds of installed agents, as a session asks for them. */
export const wasmKinds = `${kindPrefix}*`;
/** Of a kind's and of a workflow's name. */
const maxChars = 100;

/** Name of the kind of an agent's tasks: `wasm:publisher/name`, or with its id where that were too long. */
export function kindNameOf({ id, name }: Pick<MarketplaceItem, "id" | "name">): string {
  const kind = `${kindPrefix}${name}`;
  return kind.length <= maxChars ? kind : `${kindPrefix}${id}`;
}

/** Name or id of the item whose tasks these are; null for another kind. */
export function itemOfKind(kind: string): string | null {
  return kind.startsWith(kindPrefix) ? kind.slice(kindPrefix.length) : null;
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
