import { join } from "node:path";
import type { Config } from "./config.js";
import { packageRoot } from "./package-root.js";
import type { Clock } from "./platform/clock.js";
import type { Log } from "./platform/log.js";
import {
  createKubernetesHost,
  createLocalHost,
  poolSizesOf,
  type SandboxConfig,
  type SandboxHost,
  type SpecPolicy,
} from "./sandboxes/index.js";

const mib = 1024 * 1024;
/** Beyond it the machine has other worries. */
const maxLocalProcesses = 500;

type HostChoice = "local" | "kubernetes" | "off";

/** What runs sandboxes, where nobody has said. */
function hostChoice({ sandboxHost: said, kubeConfigData, databaseUrl }: Config): HostChoice {
  return said ?? (kubeConfigData !== null ? "kubernetes" : databaseUrl === null ? "local" : "off");
}

/** What sandboxes may be: the same at every process, whether it has any made or not. */
export function sandboxPolicy(config: Config): SpecPolicy {
  return {
    isOff: hostChoice(config) === "off",
    defaultImage: config.agentImage,
    imagePatterns: config.sandboxImages,
    maxCpuMillis: config.sandboxMaxCpuMillis,
    maxMemoryBytes: config.sandboxMaxMemoryMib * mib,
    maxStorageBytes: config.sandboxMaxStorageMib * mib,
  };
}

export function sandboxConfig(config: Config, baseUrl: () => string): SandboxConfig {
  return {
    url: () => config.sandboxUrl ?? baseUrl(),
    costPerCpuSecond: config.sandboxCostPerCpuSecond,
    readyTimeoutMs: config.sandboxReadyTimeoutMs,
    maxPerTenant: config.tenantSandboxes,
    maxWaiting: config.tenantSandboxesWaiting,
    maxRunning: config.sandboxMaxRunning,
    graceMs: config.sandboxGraceMs,
    leaseMs: config.leaseMs,
    maxLogBytes: config.sandboxLogBytes,
    allowUntrusted: config.sandboxLocalUntrusted,
    pool: poolSizesOf(config.sandboxPool ?? []),
  };
}

/** Null where this process has none made. */
export function sandboxHost({ config, ...parts }: { config: Config; clock: Clock; log: Log }): SandboxHost | null {
  const choice = hostChoice(config);
  if (!config.roles.has("sandboxes") || choice === "off") return null;
  if (choice === "kubernetes") {
    const { k8sNamespace, k8sSandboxApi, k8sRuntimeClass, k8sPullSecrets, k8sNodeSelector, k8sTolerations } = config;
    return createKubernetesHost({
      ...parts,
      config: {
        kubeConfigData: config.kubeConfigData,
        kubeConfig: config.kubeConfig,
        namespace: k8sNamespace,
        sandboxApi: k8sSandboxApi,
        runtimeClass: k8sRuntimeClass,
        pullSecrets: k8sPullSecrets,
        nodeSelector: k8sNodeSelector,
        tolerations: k8sTolerations,
        musterNamespace: config.k8sMusterNamespace,
        musterNetworks: config.k8sMusterNetworks,
      },
    });
  }
  return createLocalHost({
    ...parts,
    directory: join(config.dataDir, "sandboxes"),
    launcher: [process.execPath, join(packageRoot(), "sdk", "dist", "sandbox", "launcher.js")],
    maxProcesses: Math.min(config.sandboxMaxRunning, maxLocalProcesses),
  });
}
