import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { KubernetesApiOptions } from "./options.js";

/** What the process is started with: what can be sent to it. */
export interface KubernetesOrder {
  readonly options: Omit<KubernetesApiOptions, "behave" | "clock">;
}

export interface KubernetesReport {
  readonly kubeconfig: string;
  readonly url: string;
  /** By verb and resource, as `create jobs.batch`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly objects: number;
  /** Of the process. */
  readonly memoryBytes: number;
  readonly cpuMs: number;
}

export interface KubernetesProcess {
  readonly kubeconfig: string;
  report(): Promise<KubernetesReport>;
  stop(): Promise<void>;
}

/** The double in a process of its own, so that a client shares no processor time with it but the machine's. */
export async function startKubernetesProcess(options: KubernetesOrder["options"] = {}): Promise<KubernetesProcess> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = fork(main, { execArgv: ["--import", "tsx"] });
  const told = async (message: unknown): Promise<KubernetesReport> => {
    if (child.exitCode !== null) throw new Error(`the double of Kubernetes has ended with ${child.exitCode}`);
    const ended = new AbortController();
    child.once("exit", () => ended.abort(new Error("the double of Kubernetes has ended")));
    const report = once(child, "message", { signal: ended.signal });
    child.send(message as object);
    return ((await report) as [KubernetesReport])[0];
  };
  const { kubeconfig } = await told({ options } satisfies KubernetesOrder);
  return {
    kubeconfig,
    report: () => told({}),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}
