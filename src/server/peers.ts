import type { WebSocket } from "ws";
import type { RequestContext } from "../../resolvers/index.js";
import type { Principal } from "../identity/index.js";
import type { Clock } from "../platform/clock.js";
import { anonymous, type Caller } from "./context.js";

/** Close codes of our own; docs/protocol.md explains each, with those of graphql-transport-ws. */
const closeCodes = {
  goingAway: { code: 1001, reason: "Going away" },
  tryAgainLater: { code: 1013, reason: "Try again later" },
  forbidden: { code: 4403, reason: "Forbidden" },
  overflow: { code: 4410, reason: "Subscriber too slow" },
  internalError: { code: 4500, reason: "Internal server error" },
} as const;

type CloseReason = keyof typeof closeCodes;

/** Queries and mutations that one socket may have in flight before no more is read from it. */
const maxCalls = 128;

/** Short, so that few sockets are pinged at a time: a ping is a system call, and what is to be done meanwhile waits. */
const beatMs = 50;
/** A socket is pinged every so many beats, and ended when it has not answered by the next ping. */
const beatsPerPing = 240;
/** Tokens are looked at every so many beats. */
const beatsPerCheck = 20;

/** Answers a promise while so much waits for the client that whoever writes to it is to wait too. */
export type Send = (frame: string) => Promise<void> | undefined;

/** One socket and all that is known of it. Kept small: ten thousand may be idle. */
export class Peer {
  readonly socket: WebSocket;
  readonly clientAddress: string;
  readonly send: Send;
  caller: Caller = anonymous;
  /** Of all its subscriptions, which remember nothing; once there is one. */
  context: RequestContext | null = null;
  subscriptions = 0;
  calls = 0;
  alive = true;
  /** At which beat it is pinged. */
  round = 0;
  leaving = false;

  constructor({ socket, clientAddress, send }: Pick<Peer, "socket" | "clientAddress" | "send">) {
    this.socket = socket;
    this.clientAddress = clientAddress;
    this.send = send;
  }

  close(reason: CloseReason): void {
    this.socket.close(closeCodes[reason].code, closeCodes[reason].reason);
  }

  begin(kind: "subscription" | "call"): void {
    if (kind === "subscription") this.subscriptions += 1;
    else this.calls += 1;
    if (this.calls >= maxCalls) this.socket.pause();
  }

  end(kind: "subscription" | "call"): void {
    if (kind === "subscription") this.subscriptions -= 1;
    else this.calls -= 1;
    if (this.socket.isPaused && this.calls <= maxCalls / 2) this.socket.resume();
    if (this.leaving) this.leave();
  }

  /** Closes the socket as soon as no call is in flight. */
  leave(): void {
    this.leaving = true;
    if (this.calls === 0) this.close("goingAway");
  }
}

/** Every open socket of this process: pings them, and ends those whose token has ended or was revoked. */
export class Peers {
  readonly #clock: Clock;
  readonly #rounds: readonly Set<Peer>[] = Array.from({ length: beatsPerPing }, () => new Set<Peer>());
  readonly #byCredential = new Map<string, Set<Peer>>();
  readonly #expiring = new Set<Peer>();
  readonly #all = new Set<Peer>();
  #beat = 0;
  #cancelBeat: (() => void) | null = null;
  #onEmpty: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#all.size;
  }

  get subscriptions(): number {
    let sum = 0;
    for (const peer of this.#all) sum += peer.subscriptions;
    return sum;
  }

  start(): void {
    this.#cancelBeat = this.#clock.after(beatMs, () => {
      this.#tick();
      this.start();
    });
  }

  stop(): void {
    this.#cancelBeat?.();
    this.#cancelBeat = null;
  }

  add(peer: Peer): void {
    this.#all.add(peer);
    peer.round = this.#all.size % beatsPerPing;
    this.#rounds[peer.round]?.add(peer);
  }

  /** From here on the peer ends with its token. */
  admit(peer: Peer, principal: Principal): void {
    peer.caller = { principal, refusal: null };
    if (!this.#all.has(peer)) return;
    if (principal.expiresAt) this.#expiring.add(peer);
    const others = this.#byCredential.get(principal.credentialId);
    if (others) others.add(peer);
    else this.#byCredential.set(principal.credentialId, new Set([peer]));
  }

  remove(peer: Peer): void {
    this.#all.delete(peer);
    this.#expiring.delete(peer);
    this.#rounds[peer.round]?.delete(peer);
    const credentialId = peer.caller.principal?.credentialId;
    const others = credentialId === undefined ? undefined : this.#byCredential.get(credentialId);
    others?.delete(peer);
    if (credentialId !== undefined && others?.size === 0) this.#byCredential.delete(credentialId);
    if (this.#all.size === 0) this.#onEmpty?.();
  }

  revoke(credentialId: string): void {
    for (const peer of this.#byCredential.get(credentialId) ?? []) peer.close("forbidden");
  }

  /** Lets every socket go once its calls are answered; ends the rest at the deadline. Resolves when none is left. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.#all.size === 0) return;
    const empty = new Promise<void>((resolve) => (this.#onEmpty = resolve));
    for (const peer of this.#all) peer.leave();
    const cancel = this.#clock.after(timeoutMs, () => {
      for (const peer of this.#all) peer.socket.terminate();
    });
    await empty;
    cancel();
  }

  #tick(): void {
    this.#beat += 1;
    if (this.#beat % beatsPerCheck === 0) this.#closeExpired();
    for (const peer of this.#rounds[this.#beat % beatsPerPing] ?? []) this.#ping(peer);
  }

  #closeExpired(): void {
    const now = this.#clock.now();
    for (const peer of this.#expiring) {
      const expiresAt = peer.caller.principal?.expiresAt;
      if (expiresAt && expiresAt <= now) peer.close("forbidden");
    }
  }

  /** A paused socket cannot be heard to answer, so its silence says nothing. */
  #ping(peer: Peer): void {
    if (!peer.alive && !peer.socket.isPaused) return peer.socket.terminate();
    peer.alive = false;
    if (peer.socket.readyState === peer.socket.OPEN) peer.socket.ping();
  }
}
