export { KubernetesApi, startKubernetesApi, type KubernetesApiOptions } from "./api.js";
export type { Denial } from "./access.js";
export type { Fault, FaultMatch } from "./faults.js";
export type { LogScript, PodScript } from "./pod-script.js";
