import type { ServerResponse } from "node:http";
import { once } from "node:events";
import type { ContainerLog, LogLine } from "./container-log.js";
import { isOn, type Demand } from "./demand.js";
import { badRequest } from "./failure.js";
import type { Nodes } from "./kubelet.js";
import type { Pod } from "./objects.js";
import type { Registry } from "./registry.js";

interface Wanted {
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly since: string | null;
  readonly tailLines: number | null;
  readonly limitBytes: number | null;
}

/** `GET pods/{name}/log`, as the kubelet answers it: nothing of a log is held on the way. */
export class PodLogs {
  readonly #registry: Registry;
  readonly #nodes: Nodes;
  readonly #open = new Set<ServerResponse>();

  constructor(registry: Registry, nodes: Nodes) {
    this.#registry = registry;
    this.#nodes = nodes;
  }

  /** Breaks the connections of all who read. */
  drop(): void {
    for (const response of this.#open) response.destroy();
  }

  async stream({ resource, namespace, name, query }: Demand, response: ServerResponse): Promise<void> {
    const pod = this.#registry.get({ resource, namespace, name }) as Pod;
    const container = containerOf(pod, query.get("container"));
    const isPrevious = isOn(query, "previous");
    const log = this.#nodes.log(pod, { container, isPrevious });
    if (!log) throw badRequest(whyNone(pod, container, isPrevious));
    const wanted = wantedOf(query, this.#registry.now());
    response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-cache, private" });
    response.flushHeaders();
    this.#open.add(response);
    const gone = new AbortController();
    response.once("close", () => {
      this.#open.delete(response);
      gone.abort();
    });
    await write(log, { wanted, response, signal: gone.signal });
  }
}

function containerOf({ metadata, spec }: Pod, wanted: string | null): string {
  const names = spec.containers.map(({ name }) => name);
  if (wanted === null && names.length > 1)
    throw badRequest(
      `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(" ")}]`,
    );
  const name = wanted ?? names[0] ?? "";
  if (!names.includes(name)) throw badRequest(`container ${name} is not valid for pod ${metadata.name}`);
  return name;
}

function whyNone({ metadata, spec, status }: Pod, container: string, isPrevious: boolean): string {
  if (isPrevious) return `previous terminated container "${container}" in pod "${metadata.name}" not found`;
  if (!spec.nodeName) return `pod ${metadata.name} does not have a host assigned`;
  const waiting =
    status.containerStatuses?.find(({ name }) => name === container)?.state.waiting?.reason ?? "ContainerCreating";
  const isPulling = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"].includes(waiting);
  const why = isPulling ? "trying and failing to pull image" : waiting;
  return `container "${container}" in pod "${metadata.name}" is waiting to start: ${why}`;
}

function wantedOf(query: URLSearchParams, now: Date): Wanted {
  const number = (name: string): number | null => {
    const text = query.get(name);
    if (text === null) return null;
    if (!/^\d+$/.test(text)) throw badRequest(`invalid ${name}: ${text}`);
    return Number(text);
  };
  const seconds = number("sinceSeconds");
  const time = query.get("sinceTime");
  if (seconds !== null && time !== null)
    throw badRequest("at most one of `sinceTime` or `sinceSeconds` may be specified");
  if (time !== null && Number.isNaN(Date.parse(time))) throw badRequest(`invalid sinceTime: ${time}`);
  const since = time ?? (seconds === null ? null : new Date(now.getTime() - seconds * 1_000).toISOString());
  return {
    follow: isOn(query, "follow"),
    timestamps: isOn(query, "timestamps"),
    since: since === null ? null : comparable(since),
    tailLines: number("tailLines"),
    limitBytes: number("limitBytes"),
  };
}

/** With nine digits of the second, so that instants compare as texts. The client's own have fewer. */
function comparable(instant: string): string {
  const [, seconds = "", fraction = ""] = /^(.*?)(?:\.(\d+))?Z$/.exec(instant) ?? [];
  if (seconds === "") return comparable(new Date(instant).toISOString());
  return `${seconds}.${fraction.padEnd(9, "0").slice(0, 9)}Z`;
}

interface Reading {
  readonly wanted: Wanted;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

async function write(log: ContainerLog, { wanted, response, signal }: Reading): Promise<void> {
  let left = Math.min(wanted.limitBytes ?? Number.POSITIVE_INFINITY, log.dropAfterBytes ?? Number.POSITIVE_INFINITY);
  let isInLine = false;
  for await (const lines of chosen(log, wanted, signal)) {
    const parts = lines.flatMap(({ at, text, isPartial = false }) => {
      const head = wanted.timestamps && !isInLine ? `${at} ` : "";
      isInLine = isPartial;
      return [
        Buffer.from(head),
        typeof text === "string" ? Buffer.from(text) : text,
        Buffer.from(isPartial ? "" : "\n"),
      ];
    });
    const bytes = Buffer.concat(parts).subarray(0, left);
    left -= bytes.length;
    if (!response.write(bytes) && !signal.aborted)
      await Promise.race([once(response, "drain"), once(response, "close")]);
    if (left <= 0 || signal.aborted) break;
  }
  if (left <= 0 && left !== wanted.limitBytes && log.dropAfterBytes !== null) response.destroy();
  else response.end();
}

async function* chosen(log: ContainerLog, wanted: Wanted, signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
  const isNew = ({ at }: LogLine): boolean => wanted.since === null || at >= wanted.since;
  let skipped = 0;
  if (wanted.tailLines !== null) {
    let count = 0;
    for await (const lines of log.lines({ follow: false, signal })) count += lines.filter(isNew).length;
    skipped = Math.max(0, count - wanted.tailLines);
  }
  for await (const lines of log.lines({ follow: wanted.follow, signal })) {
    const fresh = lines.filter(isNew);
    yield fresh.slice(Math.min(skipped, fresh.length));
    skipped = Math.max(0, skipped - fresh.length);
  }
}
