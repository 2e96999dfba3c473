import { systemClock, type Clock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import type { HostLogChunk, HostOrder, HostPhase, HostReport, SandboxHost } from "../../src/sandboxes/host.js";
import { createKubernetesHost } from "../../src/sandboxes/kubernetes/kubernetes-host.js";
import type {
  CallLimits,
  KubernetesConfig,
  KubernetesHostOptions,
  Timings,
} from "../../src/sandboxes/kubernetes/options.js";
import { eventually } from "./eventually.js";
import { hostOrder } from "./host-orders.js";
import { startKubernetesApi, type KubernetesApi, type KubernetesApiOptions } from "./kubernetes-api/index.js";

export const namespace = "muster-sandboxes";

/** As long as nobody waits for it in a test; the rest stays as it is. */
const quick: Partial<Timings> = {
  ...{ retryFirstMs: 5, retryMaxMs: 500, probeMs: 20, usageMs: 30, stuckMs: 50, logSilenceMs: 500 },
};

interface KubernetesWorldOptions {
  readonly api?: KubernetesApiOptions;
  readonly config?: Partial<KubernetesConfig>;
  readonly limits?: Partial<CallLimits>;
  readonly timings?: Partial<Timings>;
  /** Of the hosts alone. */
  readonly clock?: Clock;
  readonly log?: KubernetesHostOptions["log"];
}

/** A cluster's double and a host of it, with all that the host has reported. */
export class KubernetesWorld implements AsyncDisposable {
  readonly api: KubernetesApi;
  readonly #options: KubernetesWorldOptions;
  readonly #reports: HostReport[] = [];
  readonly #hosts: SandboxHost[] = [];
  host: SandboxHost;

  private constructor(api: KubernetesApi, options: KubernetesWorldOptions) {
    this.api = api;
    this.#options = options;
    this.host = this.newHost();
  }

  static async open(options: KubernetesWorldOptions = {}): Promise<KubernetesWorld> {
    const api = await startKubernetesApi({ isSecure: false, maxEvents: 1_000, ...options.api });
    const world = new KubernetesWorld(api, options);
    await world.host.start();
    return world;
  }

  /** Of another process, as far as the cluster can tell; its reports are heard too. */
  newHost(config: Partial<KubernetesConfig> = {}): SandboxHost {
    const { limits, timings, clock = systemClock, log = silentLog } = this.#options;
    const host = createKubernetesHost({
      config: { ...kubernetesConfig(this.api), ...this.#options.config, ...config },
      clock,
      log,
      ...(limits && { limits }),
      timings: { ...quick, ...timings },
    });
    host.onReport((report) => this.#reports.push(report));
    this.#hosts.push(host);
    return host;
  }

  /** As a restart of the process. */
  async restart(): Promise<void> {
    await this.host.stop();
    this.host = this.newHost();
    await this.host.start();
  }

  async provision(of: Partial<HostOrder> = {}): Promise<HostOrder> {
    const order = hostOrder(of);
    await this.host.provision(order);
    return order;
  }

  reportsOf(ref: string): HostReport[] {
    return this.#reports.filter((report) => report.ref === ref);
  }

  /** In order, each once where it is repeated. */
  phasesOf(ref: string): HostPhase[] {
    const phases = this.reportsOf(ref).map(({ phase }) => phase);
    return phases.filter((phase, index) => phase !== phases[index - 1]);
  }

  /** The last report, once it is of this phase. */
  until(ref: string, phase: HostPhase): Promise<HostReport> {
    return eventually(() => {
      const last = this.reportsOf(ref).at(-1);
      if (last?.phase === phase) return last;
      throw new Error(`${ref} is ${JSON.stringify(last ?? null)}, not ${phase}.`);
    });
  }

  /** Runs it until its container runs. */
  async run(of: Partial<HostOrder> = {}): Promise<HostOrder & { readonly pod: string }> {
    const order = await this.provision(of);
    const { connection } = await this.until(order.ref, "RUNNING");
    return { ...order, pod: connection?.pod ?? "" };
  }

  async chunks(ref: string, cursor: string | null = null): Promise<HostLogChunk[]> {
    const chunks: HostLogChunk[] = [];
    for await (const chunk of this.host.logs(ref, cursor, new AbortController().signal)) chunks.push(chunk);
    return chunks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const host of this.#hosts) await host.stop();
    await this.api.stop();
  }
}

export function kubernetesConfig(api: KubernetesApi): KubernetesConfig {
  return {
    kubeConfigData: Buffer.from(api.kubeconfig()).toString("base64"),
    kubeConfig: null,
    namespace,
    sandboxApi: "jobs",
    runtimeClass: null,
    pullSecrets: [],
    nodeSelector: [],
    tolerations: [],
    musterNamespace: "muster",
    musterNetworks: [],
  };
}
