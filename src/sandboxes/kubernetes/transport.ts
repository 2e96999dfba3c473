import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "../../platform/clock.js";
import type { Access, Connection } from "./connection.js";

export interface Ask {
  readonly method: "GET" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly body: Buffer;
}

/** A page of pods has 4 MiB. */
const maxAnswerBytes = 64 * 1024 * 1024;
const keepAliveProbeMs = 30_000;

/** One request and its answer, whatever that is; nothing is tried again, but what a server does not believe of us any more is made anew. */
export class Transport {
  readonly #connection: Connection;
  readonly #clock: Clock;
  #clockAheadMs = 0;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** What the server's clock shows, as far as its last answer told; to the second. */
  get serverNowMs(): number {
    return this.#clock.now().getTime() + this.#clockAheadMs;
  }

  /** Rejects where there is no answer, and after `timeoutMs`. */
  async send(ask: Ask, timeoutMs: number): Promise<Answer> {
    const answer = await this.#sendOnce(ask, { timeoutMs, isRefused: false });
    return answer.status === 401 ? this.#sendOnce(ask, { timeoutMs, isRefused: true }) : answer;
  }

  /** An answer that lasts. Whoever reads it destroys it, or aborts `signal`; `timeoutMs` is until it begins. */
  async open(ask: Ask, timeoutMs: number, signal: AbortSignal): Promise<IncomingMessage> {
    const response = await this.#openOnce(ask, { timeoutMs, signal, isRefused: false });
    if (response.statusCode !== 401) return response;
    response.destroy();
    return this.#openOnce(ask, { timeoutMs, signal, isRefused: true });
  }

  async #sendOnce(ask: Ask, { timeoutMs, isRefused }: { timeoutMs: number; isRefused: boolean }): Promise<Answer> {
    const access = await this.#connection.access(isRefused);
    return new Promise((resolve, reject) => {
      const request = this.#request(ask, access, false);
      const cancel = this.#clock.after(timeoutMs, () => request.destroy(new Error(`no answer in ${timeoutMs} ms`)));
      const fail = (error: Error): void => {
        cancel();
        reject(error);
      };
      request.once("error", fail);
      request.once("response", (response) => {
        this.#noteClock(response);
        readAll(response, fail, (body) => {
          cancel();
          resolve({ status: response.statusCode ?? 0, retryAfterMs: retryAfterOf(response), body });
        });
      });
      request.end(ask.body);
    });
  }

  async #openOnce(
    ask: Ask,
    how: { timeoutMs: number; signal: AbortSignal; isRefused: boolean },
  ): Promise<IncomingMessage> {
    const access = await this.#connection.access(how.isRefused);
    return new Promise((resolve, reject) => {
      const request = this.#request(ask, access, true);
      const destroy = (): void => void request.destroy(new Error("aborted"));
      const cancel = this.#clock.after(how.timeoutMs, () => {
        request.destroy(new Error(`no answer in ${how.timeoutMs} ms`));
      });
      request.once("close", () => {
        cancel();
        how.signal.removeEventListener("abort", destroy);
      });
      request.on("error", reject);
      request.once("response", (response) => {
        cancel();
        this.#noteClock(response);
        response.socket.setKeepAlive(true, keepAliveProbeMs);
        resolve(response);
      });
      if (how.signal.aborted) return destroy();
      how.signal.addEventListener("abort", destroy);
      request.end();
    });
  }

  #request({ method, path, query, contentType, body }: Ask, access: Access, isStream: boolean): ClientRequest {
    const { server } = this.#connection;
    const search = query ? `?${new URLSearchParams(query).toString()}` : "";
    const make = server.protocol === "https:" ? requestHttps : requestHttp;
    return make({
      method,
      host: server.hostname.replace(/^\[|\]$/g, ""),
      port: server.port || (server.protocol === "https:" ? 443 : 80),
      path: `${server.pathname.replace(/\/$/, "")}${path}${search}`,
      agent: isStream ? access.streamAgent : access.agent,
      headers: {
        accept: "application/json, */*",
        ...access.headers,
        ...(body !== undefined && {
          "content-type": contentType ?? "application/json",
          "content-length": String(Buffer.byteLength(body)),
        }),
      },
    });
  }

  #noteClock({ headers }: IncomingMessage): void {
    const serverMs = Date.parse(headers.date ?? "");
    if (!Number.isNaN(serverMs)) this.#clockAheadMs = serverMs - this.#clock.now().getTime();
  }
}

/** By events: to iterate over the chunks took a tenth of a call's time. */
function readAll(response: IncomingMessage, fail: (error: Error) => void, take: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) response.destroy(new Error(`an answer has more than ${maxAnswerBytes} bytes`));
    else chunks.push(chunk);
  });
  response.once("error", fail);
  response.once("close", () => {
    if (response.complete) take(Buffer.concat(chunks));
    else fail(new Error("the answer was cut off"));
  });
}

/** Seconds, as the API server gives them. */
function retryAfterOf({ headers }: IncomingMessage): number | null {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
