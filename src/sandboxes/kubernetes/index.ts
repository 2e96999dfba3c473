/** Sandboxes as pods of a Kubernetes cluster. */
export { createKubernetesHost } from "./kubernetes-host.js";
export type { CallLimits, KubernetesConfig, KubernetesHostOptions, Timings } from "./options.js";
