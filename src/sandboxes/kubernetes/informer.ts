import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { KubeClient } from "./client.js";
import { LineSplitter, readChunks } from "./lines.js";
import { listAll } from "./listing.js";
import { withoutManagedFields } from "./managed-fields.js";
import { managedSelector, type Collection } from "./names.js";
import type { KubeObject, KubeStatus } from "./objects.js";
import type { Timings } from "./options.js";
import { pause } from "../../platform/pause.js";
import { Backoff } from "./pace.js";
import { hasStatus } from "./refusals.js";

export interface InformerOptions<Facts> {
  readonly client: KubeClient;
  readonly collection: Collection;
  /** What is kept of an object; null where it is nothing to us. */
  readonly keep: (object: KubeObject) => Facts | null;
  /** Null: the object is gone; then `last` is how it was. */
  readonly onChange: (name: string, facts: Facts | null, last: Facts) => void;
  /** A list has been taken in as a whole: what is not known by now is not there. */
  readonly onList: () => void;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly log: Log;
}

interface WatchEvent {
  readonly type?: string;
  readonly object?: KubeObject & KubeStatus;
}

/** An object has at most 1.5 MiB. */
const maxLineBytes = 4 * 1024 * 1024;
/** Of a watch that is served for as long as it was asked for; the server ends it then, and it is resumed. */
const watchSeconds = { least: 240, span: 120 } as const;
/** A watch that lasted for so long was well, and its end is no reason to wait. */
const wellMs = 5_000;

/**
 * Knows all objects of ours of one kind, and tells of each change: a list, then a watch from its version on, again and again. In place of the
 * client's informer, which stops for good at the first error that is not 410, asks for no bookmarks and no pages, waits for ever for a watch
 * that is silent, and keeps each object whole.
 */
export class Informer<Facts> {
  readonly #options: InformerOptions<Facts>;
  readonly #backoff: Backoff;
  readonly #stop = new AbortController();
  readonly #known = new Map<string, Facts>();
  #version: string | null = null;
  #listedAtMs = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: InformerOptions<Facts>) {
    this.#options = options;
    this.#backoff = new Backoff(options.timings.retryFirstMs, options.timings.retryMaxMs);
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, log, collection } = this.#options;
    while (!this.#stop.signal.aborted) {
      let isWell = false;
      try {
        if (this.#version === null) await this.#list();
        isWell = await this.#watch();
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (hasStatus(error, 410)) this.#version = null;
        log.warn({ err: error, path: collection.path }, "a watch of the cluster failed and is begun again");
      }
      if (isWell) this.#backoff.reset();
      else await pause(clock, this.#backoff.nextMs(), this.#stop.signal);
    }
  }

  async #list(): Promise<void> {
    const { client, collection, keep, onList, clock } = this.#options;
    const gone = new Set(this.#known.keys());
    const version = await listAll({ client, collection, selector: managedSelector }, (object) => {
      const name = object.metadata?.name ?? "";
      gone.delete(name);
      const facts = keep(object);
      if (facts) this.#set(name, facts);
    });
    for (const name of gone) this.#delete(name);
    this.#version = version;
    this.#listedAtMs = clock.now().getTime();
    onList();
  }

  /** Until it ends; answers whether it was well. */
  async #watch(): Promise<boolean> {
    const { client, collection, timings, clock } = this.#options;
    const startedAtMs = clock.now().getTime();
    const abort = new AbortController();
    const end = (): void => abort.abort();
    if (this.#stop.signal.aborted) end();
    this.#stop.signal.addEventListener("abort", end);
    const resyncMs = Math.max(0, this.#listedAtMs + timings.resyncMs - startedAtMs);
    const cancelResync = clock.after(resyncMs, () => {
      this.#version = null;
      end();
    });
    let events = 0;
    try {
      const response = await client.open(collection.path, this.#watchQuery(), abort.signal);
      events = await this.#follow(response, end);
    } finally {
      cancelResync();
      this.#stop.signal.removeEventListener("abort", end);
      end();
    }
    return events > 0 || clock.now().getTime() - startedAtMs >= Math.min(wellMs, timings.resyncMs);
  }

  #watchQuery(): Record<string, string> {
    return {
      watch: "true",
      allowWatchBookmarks: "true",
      labelSelector: managedSelector,
      resourceVersion: this.#version ?? "0",
      timeoutSeconds: String(watchSeconds.least + Math.floor(Math.random() * watchSeconds.span)),
    };
  }

  /** Answers how many events came. */
  async #follow(response: Parameters<typeof readChunks>[0], end: () => void): Promise<number> {
    const { clock, timings } = this.#options;
    let events = 0;
    let cancelSilence = clock.after(timings.watchSilenceMs, end);
    // What is said behind an event that cannot be read is not to be believed: the next list tells.
    let isBroken = false;
    const lines = new LineSplitter(maxLineBytes, (line, isWhole) => {
      if (isBroken) return;
      isBroken = !this.#take(isWhole ? line : Buffer.alloc(0));
      if (isBroken) end();
      else events += 1;
    });
    try {
      await readChunks(response, (chunk) => {
        cancelSilence();
        cancelSilence = clock.after(timings.watchSilenceMs, end);
        lines.push(chunk);
      });
      // Half a line is of a connection that was cut off: the rest comes with the next watch.
    } finally {
      cancelSilence();
    }
    return isBroken ? 0 : events;
  }

  /** Whether the watch goes on. */
  #take(line: Buffer): boolean {
    const event = readEvent(line);
    const version = event?.object?.metadata?.resourceVersion;
    if (!event?.object || event.type === "ERROR" || version === undefined) {
      const { log, collection } = this.#options;
      const { code, reason, message } = event?.object ?? {};
      log.info(
        { path: collection.path, code, reason, said: message },
        "a watch of the cluster is begun anew with a list",
      );
      this.#version = null;
      return false;
    }
    if (event.type === "DELETED") this.#delete(event.object.metadata?.name ?? "", event.object);
    else if (event.type !== "BOOKMARK") this.#setObject(event.object);
    this.#version = version;
    return true;
  }

  #setObject(object: KubeObject): void {
    const facts = this.#options.keep(object);
    const name = object.metadata?.name ?? "";
    if (facts) this.#set(name, facts);
    else this.#delete(name);
  }

  #set(name: string, facts: Facts): void {
    this.#known.set(name, facts);
    this.#options.onChange(name, facts, facts);
  }

  /** `object`: as it was in the end, which a watch tells and a list does not. */
  #delete(name: string, object?: KubeObject): void {
    const last = (object && this.#options.keep(object)) ?? this.#known.get(name);
    if (!last) return;
    this.#known.delete(name);
    this.#options.onChange(name, null, last);
  }
}

function readEvent(line: Buffer): WatchEvent | null {
  try {
    return JSON.parse(withoutManagedFields(line)) as WatchEvent | null;
  } catch {
    return null;
  }
}
