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
  const { limitBytes, timestamps } = wanted;
  const mostBytes = Math.min(limitBytes ?? Number.POSITIVE_INFINITY, log.dropAfterBytes ?? Number.POSITIVE_INFINITY);
  let left = mostBytes;
  let isInLine = false;
  for await (const lines of chosen(log, wanted, signal)) {
    const text = timestamps
      ? lines.map((line, index) => stamped(line, lines[index - 1]?.isPartial ?? isInLine))
      : lines.map(plain);
    isInLine = lines.at(-1)?.isPartial ?? isInLine;
    const bytes = Buffer.concat(text).subarray(0, left);
    left -= bytes.length;
    if (!response.write(bytes)) await once(response, "drain", { signal }).catch(() => undefined);
    if (left <= 0 || signal.aborted) break;
  }
  const isBroken = left <= 0 && mostBytes === log.dropAfterBytes;
  // What is written so far arrives yet.
  if (isBroken) response.write("", () => response.destroy());
  else response.end();
}

function plain({ text, isPartial = false }: LogLine): Buffer {
  if (typeof text === "string") return Buffer.from(isPartial ? text : `${text}\n`);
  return isPartial ? text : Buffer.concat([text, lineEnd]);
}

/** The rest of a line that was too long for one has no instant of its own. */
function stamped(line: LogLine, isRest: boolean): Buffer {
  return isRest ? plain(line) : Buffer.concat([Buffer.from(`${line.at} `), plain(line)]);
}

const lineEnd = Buffer.from("\n");

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
