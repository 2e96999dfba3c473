import { readFileSync } from "node:fs";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import { createKubernetesHost, type KubernetesConfig } from "../../src/sandboxes/kubernetes/index.js";
import { startKubernetesApi } from "../support/kubernetes-api/index.js";
import { kubernetesConfig } from "../support/kubernetes-world.js";
import { sandboxHostContract, type SandboxWorld } from "./sandbox-host-contract.js";

/** A cluster of your own, with a namespace `muster-sandboxes` that nothing else uses. */
const kubeconfig = process.env["MUSTER_TEST_KUBECONFIG"];

const traits = { survivesRestart: true, keepsStreamsApart: false, limitsMemory: true };

sandboxHostContract({ ...traits, name: "kubernetes, on a double of its API" }, async () => {
  const api = await startKubernetesApi({ runProcesses: true });
  return openWorld(kubernetesConfig(api), () => api.stop());
});

if (kubeconfig) {
  const kubeConfigData = readFileSync(kubeconfig).toString("base64");
  sandboxHostContract({ ...traits, name: "kubernetes" }, () => {
    const common = { runtimeClass: null, pullSecrets: [], nodeSelector: [], tolerations: [], musterNetworks: [] };
    return openWorld(
      {
        ...{ ...common, kubeConfigData, kubeConfig: null },
        ...{ namespace: "muster-sandboxes", musterNamespace: "muster", sandboxApi: "jobs" },
      },
      async () => undefined,
    );
  });
}

async function openWorld(config: KubernetesConfig, close: () => Promise<void>): Promise<SandboxWorld> {
  const make = () =>
    createKubernetesHost({ config, clock: systemClock, log: silentLog, timings: { retryFirstMs: 20, stuckMs: 200 } });
  let host = make();
  await host.start();
  return {
    host,
    commandOf: (script) => ["/bin/sh", "-c", script, "sh"],
    restart: async () => {
      await host.stop();
      host = make();
      await host.start();
      return host;
    },
    stop: async () => {
      await host.stop();
      const cleaner = make();
      await cleaner.start();
      const left = await cleaner.list();
      await Promise.all(left.map(({ ref }) => cleaner.remove(ref, 0)));
      await cleaner.stop();
      await close();
    },
  };
}
