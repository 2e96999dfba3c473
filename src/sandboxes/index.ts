/** Isolated places to run in, for tasks and agents, and the hosts that have them. docs/sandboxes.md tells it in prose. */
export type { RequestSandboxInput, SandboxClaim, SandboxInput, SandboxListing, SandboxService } from "./door.js";
export {
  HostError,
  type HostLogChunk,
  type HostOrder,
  type HostPhase,
  type HostReport,
  type SandboxHost,
} from "./host.js";
export { createKubernetesHost } from "./kubernetes/index.js";
export { sandboxCursor } from "./listing.js";
export { createLocalHost } from "./local/index.js";
export {
  hostKindOf,
  type Sandbox,
  type SandboxConnection,
  type SandboxFile,
  type SandboxHostKind,
  type SandboxReason,
  type SandboxSpec,
} from "./model.js";
export { OldSandboxes } from "./old-sandboxes.js";
export { poolSizesOf } from "./pool/pool-sizes.js";
export { quantitiesOf } from "./quantities.js";
export { createSandboxService, type SandboxConfig, type SandboxServiceParts } from "./service.js";
export { checkSpec, type SpecPolicy } from "./spec.js";
export {
  endedStatuses,
  hasEnded,
  mayMove,
  sandboxMoves,
  sandboxStatuses,
  type SandboxMove,
  type SandboxStatus,
} from "./states.js";
