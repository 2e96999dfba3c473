export { startKubernetesApi, type KubernetesApi } from "./api.js";
export type { KubernetesApiOptions } from "./options.js";
export type { Denial } from "./access.js";
export type { Fault, FaultMatch } from "./faults.js";
export type { Job, KubeObject, ObjectMeta, Pod, Secret } from "./objects.js";
export type { LogScript, PodScript } from "./pod-script.js";
export * as resources from "./resources.js";
