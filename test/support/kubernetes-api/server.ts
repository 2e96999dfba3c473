import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../../src/platform/clock.js";
import type { Access } from "./access.js";
import { encode, failureAnswer, send, type Answer } from "./answer.js";
import { demandOf, subjectOf, type Demand } from "./demand.js";
import { discover } from "./discovery.js";
import { failureOf, type Fault, type Faults } from "./faults.js";
import { handle } from "./handler.js";
import type { Endpoint } from "./listener.js";
import type { Registry } from "./registry.js";
import type { RequestCounters } from "./requests.js";
import type { Resource } from "./resources.js";
import type { Watches } from "./watch.js";

export interface ServerParts {
  readonly access: Access;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly registry: Registry;
  readonly requests: RequestCounters;
  /** What is offered now. */
  readonly resources: () => readonly Resource[];
  readonly watches: Watches;
  /** Null where it is not for it to answer. */
  readonly answerSpecial: (demand: Demand) => Answer | null;
  readonly streamLog: (demand: Demand, response: ServerResponse) => Promise<void>;
  /** The instant as the server's own clock tells it. */
  readonly now: () => Date;
}

/** One request, from its arrival to its answer: who asks, may they, is a fault wanted, then the work. */
export class ApiServer {
  readonly #parts: ServerParts;
  #endpoint: Endpoint | null = null;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  attach(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
  }

  readonly listen = (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader("date", this.#parts.now().toUTCString());
    response.setHeader("audit-id", crypto.randomUUID());
    void this.#answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, failureAnswer(error));
    });
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { access, faults, requests, resources } = this.#parts;
    const url = new URL(request.url ?? "/", "http://double");
    access.authenticate(request);
    const demand = demandOf(request, url, resources());
    if (!demand) return send(response, { code: 200, body: discover(url.pathname, resources()) });
    requests.add(demand.verb, subjectOf(demand));
    const fault = faults.take(demand);
    await this.#wait(faults.delayMs + (fault?.kind === "slow" ? fault.delayMs : 0));
    if (fault && this.#isSpoilt(fault, { request, response, demand })) return;
    access.authorize(demand);
    await this.#carryOut(demand, request, { response, fault });
  }

  /** Whether that is all that comes of the request. */
  #isSpoilt(
    fault: Fault,
    { request, response, demand }: { request: IncomingMessage; response: ServerResponse; demand: Demand },
  ): boolean {
    switch (fault.kind) {
      case "status":
        send(response, failureAnswer(failureOf(fault)));
        return true;
      case "hang":
        return true;
      case "reset":
        this.#endpoint?.reset(request);
        return true;
      case "garbage":
        if (demand.verb === "watch") return false;
        send(response, { code: 200, body: "<html><body>502 Bad Gateway</body></html>" });
        return true;
      default:
        return false;
    }
  }

  async #carryOut(
    demand: Demand,
    request: IncomingMessage,
    { response, fault }: { response: ServerResponse; fault: Fault | null },
  ): Promise<void> {
    const { registry, watches, answerSpecial, streamLog } = this.#parts;
    if (demand.verb === "watch") {
      const watch = watches.begin(demand, response);
      if (fault?.kind === "silent") watch.silence();
      if (fault?.kind === "garbage") response.write('{"type":"MODIFIED","object":{"kind":\n');
      if (fault?.kind === "half") this.#endpoint?.reset(request);
      return;
    }
    if (demand.subresource === "log") return streamLog(demand, response);
    const answer = await this.#answerOf(() => answerSpecial(demand) ?? handle(registry, demand, request));
    if (fault?.kind === "lost") return this.#endpoint?.reset(request);
    if (fault?.kind !== "half") return send(response, answer);
    const { head, bytes } = encode(answer);
    response.writeHead(answer.code, head);
    response.write(bytes.subarray(0, bytes.length / 2), () => this.#endpoint?.reset(request));
  }

  async #answerOf(work: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      return failureAnswer(error);
    }
  }

  async #wait(delayMs: number): Promise<void> {
    if (delayMs <= 0) return;
    const { clock } = this.#parts;
    await new Promise<void>((resolve) => {
      clock.after(delayMs, resolve);
    });
  }
}
