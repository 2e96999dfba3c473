import type { ServerResponse } from "node:http";
import type { Clock } from "../../../src/platform/clock.js";
import { isOn, type Demand } from "./demand.js";
import { expired } from "./failure.js";
import { selectorOf } from "./listing.js";
import { keyOf } from "./objects.js";
import { groupVersionOf } from "./resources.js";
import type { Selector } from "./selectors.js";
import type { Change, ObjectStore } from "./store.js";

export interface WatchOptions {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly bookmarkMs: number;
  /** A client that does not read is dropped beyond this many bytes, as the real server drops it. */
  readonly maxBufferBytes: number;
}

/** One client that is told of changes. */
export interface OpenWatch {
  readonly demand: Demand;
  /** Nothing is told any more, though the connection stays. */
  silence(): void;
  /** Bytes that are no event. */
  garble(bytes: string): void;
  bookmark(): void;
  /** As the real server ends it when its time is over. */
  end(): void;
  /** As a broken network does. */
  drop(): void;
}

type Line = { readonly type: string; readonly object: unknown };

/** The watches that are open. Each gets every change behind the version that it named, in order, once. */
export class Watches {
  readonly #options: WatchOptions;
  readonly #open = new Set<OpenWatch>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  get open(): readonly OpenWatch[] {
    return [...this.#open];
  }

  /** Takes the response over. */
  begin(demand: Demand, response: ServerResponse): OpenWatch {
    const stream = new WatchStream(this.#options, demand, response);
    this.#open.add(stream);
    response.once("close", () => {
      this.#open.delete(stream);
      stream.close();
    });
    stream.begin();
    return stream;
  }
}

class WatchStream implements OpenWatch {
  readonly demand: Demand;
  readonly #options: WatchOptions;
  readonly #response: ServerResponse;
  readonly #matches: Selector;
  #isSilent = false;
  #cancels: (() => void)[] = [];

  constructor(options: WatchOptions, demand: Demand, response: ServerResponse) {
    this.demand = demand;
    this.#options = options;
    this.#response = response;
    this.#matches = selectorOf(demand);
  }

  begin(): void {
    const { store, clock } = this.#options;
    const { query } = this.demand;
    this.#response.writeHead(200, { "content-type": "application/json", "cache-control": "no-cache, private" });
    this.#response.flushHeaders();
    const from = Number(query.get("resourceVersion") || 0);
    if (from > 0 && from < store.compactedVersion) return this.#refuse(from);
    if (from === 0) this.#tellAll();
    else for (const change of store.changesSince(from)) this.#tell(change);
    const seconds = Number(query.get("timeoutSeconds") || 1_800 + Math.floor(Math.random() * 1_800));
    this.#cancels = [store.onChange((change) => this.#tell(change)), clock.after(seconds * 1_000, () => this.end())];
    if (isOn(query, "allowWatchBookmarks")) this.#bookmarkLater();
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  silence(): void {
    this.#isSilent = true;
  }

  garble(bytes: string): void {
    this.#response.write(bytes);
  }

  bookmark(): void {
    this.#bookmark();
  }

  end(): void {
    this.close();
    this.#response.end();
  }

  drop(): void {
    this.close();
    this.#response.destroy();
  }

  #refuse(from: number): void {
    const { compactedVersion } = this.#options.store;
    const { status } = expired(`too old resource version: ${from} (${compactedVersion})`);
    this.#write({ type: "ERROR", object: status });
    this.end();
  }

  /** What is there comes as additions; the end of it is marked for who asks so. */
  #tellAll(): void {
    const { store } = this.#options;
    const { resource, namespace, query } = this.demand;
    const objects = store.list(resource, namespace === "" ? null : namespace).filter(this.#matches);
    for (const object of objects.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) this.#write({ type: "ADDED", object });
    if (isOn(query, "sendInitialEvents")) this.#bookmark({ "k8s.io/initial-events-end": "true" });
  }

  /** An object that begins or ceases to match is added and deleted for this client. */
  #tell({ type, resource, object, previous }: Change): void {
    const { namespace } = this.demand;
    if (resource !== this.demand.resource) return;
    if (namespace !== "" && object.metadata.namespace !== namespace) return;
    const was = previous !== null && this.#matches(previous);
    const is = type !== "DELETED" && this.#matches(object);
    if (!was && !is) return;
    this.#write({ type: is ? (was ? "MODIFIED" : "ADDED") : "DELETED", object });
  }

  #bookmarkLater(): void {
    const { clock, bookmarkMs } = this.#options;
    const cancel = clock.after(bookmarkMs, () => {
      this.#bookmark();
      this.#cancels = this.#cancels.filter((each) => each !== cancel);
      this.#bookmarkLater();
    });
    this.#cancels.push(cancel);
  }

  #bookmark(annotations?: Readonly<Record<string, string>>): void {
    const { resource } = this.demand;
    const metadata = {
      resourceVersion: String(this.#options.store.version),
      creationTimestamp: null,
      ...(annotations && { annotations }),
    };
    this.#write({ type: "BOOKMARK", object: { kind: resource.kind, apiVersion: groupVersionOf(resource), metadata } });
  }

  #write(line: Line): void {
    if (this.#isSilent || this.#response.destroyed) return;
    this.#response.write(`${JSON.stringify(line)}\n`);
    if (this.#response.writableLength > this.#options.maxBufferBytes) this.drop();
  }
}
