import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { eventually } from "./eventually.js";
import {
  startKubernetesApi,
  type KubernetesApi,
  type KubernetesApiOptions,
  type KubeObject,
  type Pod,
} from "./kubernetes-api/index.js";
import { jobs, pods, resourceQuotas, secrets } from "./kubernetes-api/resources.js";
import type { Environment } from "./processes.js";

const namespace = "muster-sandboxes";
const launcher = fileURLToPath(new URL("../../sdk/dist/sandbox/launcher.js", import.meta.url));

/** A cluster's double that runs what containers would run, with the base agent image; and what servers are told of it. */
export class SandboxCluster {
  readonly api: KubernetesApi;

  private constructor(api: KubernetesApi) {
    this.api = api;
  }

  static async start(options: KubernetesApiOptions = {}): Promise<SandboxCluster> {
    const entrypoint = [process.execPath, launcher];
    return new SandboxCluster(await startKubernetesApi({ runProcesses: true, entrypoint, ...options }));
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  /** For a server that is to have its sandboxes made here. */
  get variables(): Environment {
    return {
      MUSTER_SANDBOX_HOST: "kubernetes",
      KUBE_CONFIG_DATA: Buffer.from(this.api.kubeconfig()).toString("base64"),
    };
  }

  get jobs(): KubeObject[] {
    return this.api.list(jobs, namespace);
  }

  get pods(): KubeObject[] {
    return this.api.list(pods, namespace);
  }

  /** All that sandboxes are made of, by kind and name. */
  get objects(): string[] {
    const kinds = [jobs, pods, secrets];
    return kinds.flatMap((kind) =>
      this.api.list(kind, namespace).map(({ metadata }) => `${kind.kind} ${metadata.name}`),
    );
  }

  /** Resolves when nothing of any sandbox is left. */
  async isEmpty(): Promise<void> {
    await eventually(() => expect(this.objects).toEqual([]));
  }

  nodeOf(pod: string): string {
    const found = this.pods.find(({ metadata }) => metadata.name === pod) as Pod | undefined;
    return found?.spec.nodeName ?? "";
  }

  /** As somebody does by hand, who gives it a second to end by itself. */
  deletePod(name: string): void {
    this.api.deletePod(namespace, name, 1);
  }

  /** No more than so many Jobs, until the answer is called. */
  limitJobs(count: number): () => void {
    const place = { resource: resourceQuotas, namespace, name: "few" };
    const quota = { metadata: { name: "few" }, spec: { hard: { "count/jobs.batch": String(count) } } };
    this.api.registry.create({ ...place, name: "" }, quota, { manager: "test" });
    return () => void this.api.registry.delete(place);
  }
}
