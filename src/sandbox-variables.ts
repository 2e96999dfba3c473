import { z } from "zod";
import { amount, described, flag, list, mib, text, url, whole } from "./variable.js";

/** Of sandboxes and the hosts that they run on. */
export const sandboxVariables = described({
  sandboxHost: {
    name: "MUSTER_SANDBOX_HOST",
    schema: z.enum(["local", "kubernetes", "off"]),
    fallback: null,
    description:
      "What runs sandboxes: `local` (processes of this machine, which does not isolate them), `kubernetes` or `off`. Unless set: `kubernetes` with `KUBE_CONFIG_DATA`, `local` with the embedded database, else `off`.",
  },
  sandboxUrl: {
    name: "MUSTER_SANDBOX_URL",
    schema: url("http", "https"),
    fallback: null,
    description: "Where sandboxes reach Muster; `MUSTER_PUBLIC_URL` unless set, else where it listens.",
  },
  agentImage: {
    name: "AGENT_CONTAINER_IMAGE",
    schema: text,
    fallback: "muster-agent:latest",
    description: "Image of a sandbox that names none: the base agent image, or one built on it.",
  },
  sandboxImages: {
    name: "MUSTER_SANDBOX_IMAGES",
    schema: list,
    fallback: "*",
    description:
      "Images that sandboxes may have, by comma; `*` stands for any text. The agent image and installed releases always may.",
  },
  sandboxMaxRunning: {
    name: "MUSTER_SANDBOX_MAX_RUNNING",
    schema: whole(1, 100_000),
    fallback: "100",
    description: "Sandboxes that one process with the role `sandboxes` looks after at a time.",
  },
  tenantSandboxes: {
    name: "MUSTER_TENANT_SANDBOXES",
    schema: whole(1, 100_000),
    fallback: "20",
    description: "Sandboxes of a tenant that are provisioned or run at a time; further ones wait.",
  },
  tenantSandboxesWaiting: {
    name: "MUSTER_TENANT_SANDBOXES_WAITING",
    schema: whole(0, 1_000_000),
    fallback: "1000",
    description: "Requested sandboxes of a tenant that wait; a further one is refused as `QUOTA_EXCEEDED`.",
  },
  sandboxMaxCpuMillis: {
    name: "MUSTER_SANDBOX_MAX_CPU_MILLIS",
    schema: whole(10, 1_000_000),
    fallback: "4000",
    description: "Most processor that a sandbox may ask for, in thousandths of a core.",
  },
  sandboxMaxMemoryMib: {
    name: "MUSTER_SANDBOX_MAX_MEMORY_MIB",
    schema: whole(16, 4_194_304),
    fallback: "8192",
    description: "Most memory that a sandbox may ask for, in MiB.",
  },
  sandboxMaxStorageMib: {
    name: "MUSTER_SANDBOX_MAX_STORAGE_MIB",
    schema: whole(1, 4_194_304),
    fallback: "20480",
    description: "Most disk of its own that a sandbox may ask for, in MiB.",
  },
  sandboxReadyTimeoutMs: {
    name: "MUSTER_SANDBOX_READY_TIMEOUT_MS",
    schema: whole(1000, 3_600_000),
    fallback: "300000",
    description: "Longest time from the first order to a running container, in milliseconds.",
  },
  sandboxGraceMs: {
    name: "MUSTER_SANDBOX_GRACE_MS",
    schema: whole(0, 300_000),
    fallback: "10000",
    description: "What a sandbox that is ended gets to end by itself, in milliseconds.",
  },
  sandboxLogBytes: {
    name: "MUSTER_SANDBOX_LOG_BYTES",
    schema: whole(0, 1024 * mib),
    fallback: String(10 * mib),
    description: "Bytes of a sandbox's log that are kept: its beginning.",
  },
  sandboxPool: {
    name: "MUSTER_SANDBOX_POOL",
    schema: list.pipe(z.array(z.string().regex(/^\S+=\d{1,4}$/, "expected image=count, by comma"))),
    fallback: null,
    description:
      "Sandboxes that are ready before anybody asks, by comma as `muster-agent:latest=5`: of images built on the base agent image.",
  },
  sandboxCostPerCpuSecond: {
    name: "MUSTER_SANDBOX_COST_PER_CPU_SECOND",
    schema: amount(1_000_000),
    fallback: "0",
    description: "What a second of a sandbox costs for each core that it asked for; in the unit of `cost`.",
  },
  sandboxLocalUntrusted: {
    name: "MUSTER_SANDBOX_LOCAL_UNTRUSTED",
    schema: flag,
    fallback: "false",
    description:
      "`true` lets the local host run sandboxes of all tenants and items of other publishers. It does not isolate them: they run as a user of this machine.",
  },
  kubeConfigData: {
    name: "KUBE_CONFIG_DATA",
    schema: text,
    fallback: null,
    secret: true,
    description: "A kubeconfig in base64. Before `KUBECONFIG`.",
  },
  kubeConfig: {
    name: "KUBECONFIG",
    schema: text,
    fallback: null,
    description: "Path of a kubeconfig file. Without either, the service account of the pod that Muster runs in.",
  },
  k8sNamespace: {
    name: "K8S_NAMESPACE",
    schema: text,
    fallback: "muster-sandboxes",
    description: "Namespace of the sandboxes; nothing else should be in it.",
  },
  k8sSandboxApi: {
    name: "K8S_SANDBOX_API",
    schema: z.enum(["jobs", "agent-sandbox", "auto"]),
    fallback: "jobs",
    description:
      "What a sandbox is made of: Jobs, or Sandboxes of agents.x-k8s.io; `auto` takes the latter where the cluster has them.",
  },
  k8sRuntimeClass: {
    name: "K8S_RUNTIME_CLASS",
    schema: text,
    fallback: null,
    description: "RuntimeClass of the pods, as `gvisor` or `kata`.",
  },
  k8sPullSecrets: {
    name: "K8S_PULL_SECRETS",
    schema: list,
    fallback: "",
    description: "Names of pull secrets in the namespace, by comma.",
  },
  k8sNodeSelector: {
    name: "K8S_NODE_SELECTOR",
    schema: list.pipe(z.array(z.string().regex(/^[^=]+=[^=]*$/, "expected label=value, by comma"))),
    fallback: "",
    description: "Labels of the nodes that take sandboxes, by comma as `pool=sandboxes`.",
  },
  k8sTolerations: {
    name: "K8S_TOLERATIONS",
    schema: list.pipe(
      z.array(
        z
          .string()
          .regex(/^[^=:]+(=[^=:]*)?:(NoSchedule|NoExecute|PreferNoSchedule)$/, "expected key[=value]:effect, by comma"),
      ),
    ),
    fallback: "",
    description: "Taints that the pods tolerate, by comma as `sandboxes=true:NoSchedule`.",
  },
  k8sMusterNamespace: {
    name: "K8S_MUSTER_NAMESPACE",
    schema: text,
    fallback: "muster",
    description: "Namespace whose pods labelled `app.kubernetes.io/name=muster` the sandboxes may reach.",
  },
  k8sMusterNetworks: {
    name: "K8S_MUSTER_NETWORKS",
    schema: list,
    fallback: "",
    description:
      "Networks by which sandboxes reach Muster where it is not in the cluster, by comma as `10.1.2.3/32:443`.",
  },
});
