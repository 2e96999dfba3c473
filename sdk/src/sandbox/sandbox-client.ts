import type { ClientCalls, FollowInput } from "../client-calls.js";
import * as api from "../generated/graphql.js";
import type { Sandbox } from "../nouns.js";
import {
  followSandbox,
  followSandboxLog,
  isFinalSandbox,
  sandboxNotFound,
  type SandboxEvent,
  type SandboxLogChunk,
} from "./sandbox-following.js";

/** `client.sandboxes`: isolated places to run programs in. Every request rejects with MusterRequestError. */
export class SandboxClient {
  readonly #calls: ClientCalls;

  constructor(calls: ClientCalls) {
    this.#calls = calls;
  }

  /**
   * Asks for a sandbox: for a task that waits, for an agent, or for a program alone. It waits for room as PENDING. Give an
   * `idempotencyKey` to be able to ask again safely.
   */
  async request(input: api.RequestSandboxInput = {}): Promise<Sandbox> {
    return (await this.#calls.execute(api.RequestSandboxDocument, { input })).requestSandbox.sandbox;
  }

  /** Ends a sandbox before its time; `waitForEnd` tells when nothing of it is left. Its task, if it has one, is tried again. */
  async terminate(id: string): Promise<Sandbox> {
    return (await this.#calls.execute(api.TerminateSandboxDocument, { id })).terminateSandbox.sandbox;
  }

  /** A sandbox; null when there is none. */
  async get(id: string): Promise<Sandbox | null> {
    return (await this.#calls.execute(api.SandboxDocument, { id })).sandbox ?? null;
  }

  /** A page of sandboxes, newest first. */
  async list(listing: api.SandboxesQueryVariables = {}): Promise<api.SandboxesQuery["sandboxes"]> {
    return (await this.#calls.execute(api.SandboxesDocument, listing)).sandboxes;
  }

  /**
   * A sandbox's events after `after`: those in the log, then the live ones, each once and in order, whatever becomes of the
   * connection. Ends with the sandbox. Throws NOT_FOUND when there is no such sandbox.
   */
  followEvents(id: string, input: FollowInput<number> = {}): AsyncGenerator<SandboxEvent, void> {
    return followSandbox(this.#calls, id, input);
  }

  /** What a sandbox has written after `after`, and writes, in the same way: whole lines, unless one is longer than 16 KiB. */
  followLog(id: string, input: FollowInput<number> = {}): AsyncGenerator<SandboxLogChunk, void> {
    return followSandboxLog(this.#calls, id, input);
  }

  /**
   * Waits until a sandbox has ended, and answers it, however it did: see `status` and `reason`. Rejects with NOT_FOUND when there
   * is no such sandbox, and with the signal's reason when it aborts: the sandbox stays.
   */
  async waitForEnd(id: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Sandbox> {
    for (;;) {
      signal?.throwIfAborted();
      const sandbox = await this.get(id);
      if (sandbox === null) throw sandboxNotFound(id);
      if (isFinalSandbox(sandbox.status)) return sandbox;
      const events = this.followEvents(id, signal === undefined ? {} : { signal });
      let event = await events.next();
      while (event.done !== true) event = await events.next();
    }
  }
}
