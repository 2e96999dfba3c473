import type { Clock } from "../platform/clock.js";
import { MusterError, unavailable } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import type { Service } from "../platform/service.js";
import { HostLost, HostProcess, type HostOptions } from "./host-process.js";
import { Hosts } from "./hosts.js";
import { ownInput } from "./job.js";
import { checkRequest } from "./limits.js";
import { cancelled, type WasmFailure, type WasmRequest, type WasmResult } from "./model.js";
import { loadModule } from "./module-load.js";
import { PendingRun, withoutStart } from "./pending-run.js";
import { createRunMetrics, type RunMetrics } from "./run-metrics.js";
import { Solitude } from "./solitude.js";
import { WaitingLine } from "./waiting-line.js";

export interface RunnerOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Processes; each has `host.guests` runs at a time. */
  readonly hosts: number;
  readonly host: HostOptions;
  readonly maxWaiting: number;
  readonly maxWaitingPerOwner: number;
}

const crashed: WasmFailure = { reason: "CRASHED", message: "The process that ran the module ended." };

/** See WasmRunner, the door. */
export class Runner implements Service {
  readonly name = "wasm-runner";
  readonly #options: RunnerOptions;
  readonly #hosts: Hosts;
  readonly #solitude: Solitude<PendingRun>;
  readonly #line = new WaitingLine<PendingRun>();
  readonly #placed = new Set<Promise<void>>();
  readonly #metrics: RunMetrics;
  #state: "new" | "running" | "stopping" = "new";

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#metrics = createRunMetrics(options.metrics, { running: () => this.running, waiting: () => this.waiting });
    this.#hosts = new Hosts({
      count: options.hosts,
      host: options.host,
      clock: options.clock,
      log: options.log,
      onReady: () => this.#placeAll(),
      onRestart: () => this.#metrics.restarted(),
      onOutage: () => this.#refuseAll(hostsAway()),
    });
    this.#solitude = new Solitude({
      createHost: () => new HostProcess({ ...options.host, guests: 1 }),
      run: (host, run) => this.#runIn(host, run),
      fail: (run) => run.refuse(hostsAway()),
    });
  }

  get running(): number {
    return this.#placed.size + this.#solitude.size;
  }

  get waiting(): number {
    return this.#line.size;
  }

  get pids(): readonly number[] {
    return [...this.#hosts.pids, ...[this.#solitude.pid ?? []].flat()];
  }

  async start(): Promise<void> {
    if (this.#state !== "new") throw stopping();
    await this.#hosts.start();
    if (this.#state === "new") this.#state = "running";
  }

  async stop(): Promise<void> {
    this.#state = "stopping";
    this.#refuseAll(stopping());
    const [, suspects] = await Promise.all([this.#hosts.stop(), this.#solitude.stop()]);
    for (const run of suspects) run.refuse(stopping());
    await Promise.all(this.#placed);
  }

  async run(request: WasmRequest): Promise<WasmResult> {
    try {
      const result = await this.#enqueue(request);
      this.#metrics.ended(result);
      return result;
    } catch (error) {
      this.#metrics.refused();
      throw error;
    }
  }

  #enqueue(request: WasmRequest): Promise<WasmResult> {
    if (this.#state !== "running") throw stopping();
    checkRequest(request);
    if (request.signal?.aborted) return Promise.resolve(withoutStart(cancelled));
    const hasPlace = this.#line.size === 0 && this.#hosts.hasRoom;
    if (!hasPlace) this.#checkLine(request.owner);
    const run = new PendingRun(request, {
      key: `${request.sha256} ${request.limits.memoryBytes}`,
      input: ownInput(request),
      signal: request.signal,
      load: (givenUp) => loadModule(request, this.#options.clock, givenUp),
    });
    if (hasPlace) this.#place(run);
    else {
      this.#line.push(request.owner, run);
      run.leaveLine = () => this.#line.delete(request.owner, run);
    }
    return run.result;
  }

  /** Before anything is kept of the run. */
  #checkLine(owner: string): void {
    const { maxWaiting, maxWaitingPerOwner } = this.#options;
    if (this.#line.size < maxWaiting && this.#line.countOf(owner) < maxWaitingPerOwner) return;
    const message = "Too many runs of modules are waiting; try again.";
    throw new MusterError("RATE_LIMITED", message, { reason: "EXECUTIONS_BUSY" });
  }

  /** As many as there is room for. */
  #placeAll(): void {
    while (this.#hosts.hasRoom) {
      const run = this.#line.shift();
      if (!run) return;
      this.#place(run);
    }
  }

  /** Where a host has room. */
  #place(run: PendingRun): void {
    const host = this.#hosts.choose(run.hostRun.key);
    if (!host) return run.refuse(hostsAway());
    this.#metrics.chosen(host.has(run.hostRun.key));
    const placed = this.#runIn(host, run).finally(() => {
      this.#placed.delete(placed);
      this.#placeAll();
    });
    this.#placed.add(placed);
  }

  /** Never rejects: what comes of it, the run's own promise says. */
  async #runIn(host: HostProcess, run: PendingRun): Promise<void> {
    if (run.isSettled) return;
    run.isPlaced = true;
    try {
      run.end(await host.run(run.hostRun));
    } catch (error) {
      run.isPlaced = false;
      if (run.request.signal?.aborted) run.end(withoutStart(cancelled));
      else if (error instanceof HostLost) this.#onLoss(run, error);
      else run.refuse(error);
    }
  }

  /** A guest changes nothing outside of itself: whoever may be innocent is run once more. */
  #onLoss(run: PendingRun, loss: HostLost): void {
    if (this.#state === "stopping") return run.refuse(stopping());
    const isLast = run.isSuspect || loss.isToBlame || this.#solitude.size >= this.#options.maxWaiting;
    if (isLast) return run.end(withoutStart({ ...crashed, message: `${crashed.message} ${loss.message}` }));
    run.isSuspect = true;
    this.#solitude.push(run);
  }

  #refuseAll(error: MusterError): void {
    for (const run of this.#line.clear()) run.refuse(error);
  }
}

function stopping(): MusterError {
  return unavailable("This process runs no modules at present.", "WASM_RUNNER_STOPPED");
}

function hostsAway(): MusterError {
  return unavailable("Modules cannot be run at present.", "WASM_HOSTS_UNAVAILABLE");
}
