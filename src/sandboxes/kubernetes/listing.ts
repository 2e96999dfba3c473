import type { KubeClient } from "./client.js";
import type { Collection } from "./names.js";
import type { KubeObject } from "./objects.js";
import { hasStatus } from "./refusals.js";

export interface Listing {
  readonly client: KubeClient;
  readonly collection: Collection;
  readonly selector: string;
}

/** Some 4 MiB of pods: parsing them takes 15 ms, in which nothing else happens. */
const pageSize = 500;

/**
 * All that match, page after page, and the version that they are of. A list that takes so long that its version is forgotten is begun anew,
 * so `take` may see an object more than once.
 */
export async function listAll(listing: Listing, take: (object: KubeObject) => void): Promise<string> {
  const { client, collection, selector } = listing;
  let next = "";
  for (;;) {
    const query = { labelSelector: selector, limit: String(pageSize), ...(next !== "" && { continue: next }) };
    const page = await client.list(collection.path, query).catch((error: unknown) => {
      if (next === "" || !hasStatus(error, 410)) throw error;
      return null;
    });
    // Once, as a whole: a second time it might be forgotten again.
    const list = page ?? (await client.list(collection.path, { labelSelector: selector }));
    for (const object of list.items ?? []) take(object);
    next = list.metadata?.continue ?? "";
    if (next === "") return list.metadata?.resourceVersion ?? "0";
  }
}
