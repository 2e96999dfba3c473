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
export { sandboxCursor } from "./listing.js";
export {
  hostKindOf,
  sandboxReasons,
  type Sandbox,
  type SandboxConnection,
  type SandboxFile,
  type SandboxHostKind,
  type SandboxReason,
  type SandboxSpec,
} from "./model.js";
export { quantitiesOf, readQuantity } from "./quantities.js";
export {
  endedStatuses,
  hasEnded,
  mayMove,
  sandboxMoves,
  sandboxStatuses,
  type SandboxMove,
  type SandboxStatus,
} from "./states.js";
