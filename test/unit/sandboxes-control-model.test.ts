import { describe, expect, it } from "vitest";
import { unavailable } from "../../src/platform/errors.js";
import { HostError } from "../../src/sandboxes/host.js";
import { newId } from "../../src/platform/ids.js";
import { hasEnded } from "../../src/sandboxes/states.js";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { SandboxPlay } from "../support/sandbox-play.js";

const maxRunning = 6;

/** Of the test's own, so that what went wrong once goes wrong again. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Requests, ends, cancellations, lost reports, absences, refusals, kills and stops, as chance has it. */
class Storm {
  readonly world: ControlWorld;
  readonly play: SandboxPlay;
  readonly done = new Map<string, number>();
  readonly #chance: () => number;
  /** Of the calls to neighbours, how many fail; before they are made, or after. */
  #faultRate = 0;

  constructor(seed: number, hostId: string) {
    this.#chance = chanceOf(seed);
    this.world = new ControlWorld({ hostId, config: { maxRunning }, ledger: { maxPerTenant: 9 } });
    this.play = new SandboxPlay(this.world);
    const { host, pool } = this.world;
    host.refuse = () => {
      const dice = this.#chance();
      if (dice < 0.1) throw new HostError("HOST_QUOTA", "Full.", { isPassing: true });
      if (dice < 0.13) throw new HostError("HOST_REFUSED", "Never.", { isPassing: false });
    };
    pool.ready.push("warm_1", "warm_2");
    for (const ref of pool.ready) {
      host.put(ref);
      host.run(ref);
    }
  }

  async rage(steps: number): Promise<void> {
    await this.#boot();
    for (let step = 0; step < steps; step++) {
      const deeds = this.#deeds();
      const names = Object.keys(deeds);
      const name = names[Math.floor(this.#chance() * names.length)] ?? "";
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
      await deeds[name]?.();
      await this.play.pass(1_000 * Math.ceil(this.#chance() * 4));
    }
  }

  /** All is well from now on. */
  async calm(): Promise<void> {
    const { host } = this.world;
    Object.assign(host, { isUp: true, isAvailable: true, isMute: false, runsAtOnce: true, removesAtOnce: true });
    host.refuse = () => undefined;
    this.#faultRate = 0;
    for (const ref of host.refs) if (host.phaseOf(ref) === "STARTING") host.run(ref);
    if (this.#alive().length === 0) await this.#boot();
    for (let passed = 0; passed < 60 && !this.#isCalm(); passed++) await this.play.pass(20_000);
    // What was said of a sandbox late has its effect in the next look.
    await this.play.pass(70_000);
  }

  /** All places are free again: as many as there are find one, all at once. */
  async checkRoom(): Promise<void> {
    const [process, ...others] = this.#alive();
    for (const other of others) await this.world.stop(other);
    const ids = [];
    for (let count = 0; count < maxRunning; count++) ids.push(await this.world.request());
    const statuses = ids.map((id) => this.world.ledger.get(id).status);
    expect(statuses, process?.id).toEqual(ids.map(() => "READY"));
  }

  /** What nobody has taken of the pool is to be there. */
  #isCalm(): boolean {
    for (const ref of this.world.pool.ready.splice(0)) this.world.host.vanish(ref);
    return this.play.isOver;
  }

  #deeds(): Record<string, () => unknown> {
    const { world } = this;
    const { host, ledger, neighbours } = world;
    const open = ledger.all.filter(({ status }) => !hasEnded(status));
    const some = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(this.#chance() * items.length)];
    const toggle = (name: "isUp" | "isAvailable" | "isMute" | "runsAtOnce" | "removesAtOnce") => () =>
      void (host[name] = !host[name]);
    return {
      request: () => world.request(this.#chance() < 0.5 ? {} : { agentId: "agent" }),
      task: () => neighbours.create(),
      taskAgain: () => neighbours.create(),
      requestedTask: () => world.ledger.request({ taskId: neighbours.create().id }),
      terminate: () => this.#terminate(some(open)?.id),
      cancel: () => this.#cancel(),
      forget: () => this.play.forgetful.add(some(open)?.id ?? ""),
      vanish: () => host.vanish(some(host.refs.filter((ref) => !world.pool.ready.includes(ref))) ?? "nothing"),
      exit: () => this.#exit(some(host.refs.filter((ref) => !world.pool.ready.includes(ref)))),
      orphan: () => host.put(newId("sandbox")),
      up: toggle("isUp"),
      available: toggle("isAvailable"),
      mute: toggle("isMute"),
      runs: toggle("runsAtOnce"),
      removes: toggle("removesAtOnce"),
      faults: () => void (this.#faultRate = this.#faultRate > 0 ? 0 : 0.2),
      kill: () => this.#kill(),
      stop: () => this.#stop(),
      boot: () => this.#boot(),
      bootAgain: () => this.#boot(),
    };
  }

  async #terminate(id: string | undefined): Promise<void> {
    if (id !== undefined) await this.world.terminate(id);
  }

  #cancel(): void {
    const open = [...this.world.neighbours.tasks.values()].find(({ status }) => /QUEUED|ASSIGNED|RUNNING/.test(status));
    if (!open) return;
    open.status = "CANCELLED";
    for (const { controller } of this.#alive()) controller.cancelled(open.id);
  }

  #exit(ref: string | undefined): void {
    if (ref !== undefined) this.world.host.exit(ref, this.#chance() < 0.5 ? 0 : 1);
  }

  #alive(): FakeProcess[] {
    return this.world.processes.filter(({ isDead, isStopped }) => !isDead && !isStopped);
  }

  async #boot(): Promise<void> {
    if (this.#alive().length >= 3) return;
    await this.world.boot({ random: this.#chance, onCall: (_process, name) => this.#perhapsFail(name) });
  }

  #perhapsFail(name: string): void {
    if (name.startsWith("broker.") || this.#chance() >= this.#faultRate) return;
    throw this.#chance() < 0.5 ? new Error("away") : unavailable("Away.", "DATABASE_UNAVAILABLE");
  }

  #kill(): void {
    const [process] = this.#alive();
    if (!process) return;
    this.world.kill(process);
    this.#dieWith();
  }

  async #stop(): Promise<void> {
    const [process] = this.#alive();
    if (!process) return;
    await this.world.stop(process);
    this.#dieWith();
  }

  /** Of a local host nothing is left when its last process has gone. */
  #dieWith(): void {
    const { host } = this.world;
    if (!host.id.startsWith("local:") || this.#alive().length > 0) return;
    this.world.pool.ready.length = 0;
    for (const ref of host.refs) host.vanish(ref);
  }
}

describe("whatever happens to sandboxes", () => {
  const done = new Map<string, number>();

  it.each([...Array(24).keys()].map((seed) => [seed, seed % 3 === 0 ? "local:test" : "kubernetes:test"] as const))(
    "each ends, no task is lost and nothing stays on the host (%d on %s)",
    async (seed, hostId) => {
      const storm = new Storm(seed, hostId);
      await storm.rage(60);
      await storm.calm();
      const { ledger, host, neighbours } = storm.world;
      expect(host.refs).toEqual([]);
      expect(ledger.all.filter(({ releasedAt }) => releasedAt === null)).toEqual([]);
      expect(ledger.all.length).toBeGreaterThan(0);
      const statuses = [...neighbours.tasks.values()].map(({ status }) => status);
      expect(statuses.filter((status) => !/COMPLETED|CANCELLED|QUARANTINED/.test(status))).toEqual([]);
      // What was never on a host has a key that nobody knows, and that ends by itself.
      const keyed = ledger.all.filter(({ id, host: place }) => neighbours.keys.has(id) && place !== null);
      expect(keyed.filter(({ id }) => !neighbours.revoked.has(id))).toEqual([]);
      await storm.checkRoom();
      for (const [name, count] of storm.done) done.set(name, (done.get(name) ?? 0) + count);
      await storm.world.close();
    },
    60_000,
  );

  it("has seen everything happen, again and again", () => {
    expect([...done.values()].filter((count) => count < 20)).toEqual([]);
    expect(done.size).toBe(20);
  });
});
