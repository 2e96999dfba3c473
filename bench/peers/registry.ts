import { bullmq } from "./bullmq.js";
import { dbos, dbosLocalSteps } from "./dbos.js";
import { graphileWorker, graphileWorkerLocalQueue } from "./graphile-worker.js";
import type { Peer } from "./peer.js";
import { pgBoss, pgBossNotify } from "./pg-boss.js";
import { postgres } from "./postgres.js";
import { rabbitmq } from "./rabbitmq.js";
import { restate, restateLocalSteps } from "./restate.js";

/** By the word that names each on the command line. */
const peers = {
  bullmq,
  "graphile-worker": graphileWorker,
  "graphile-worker-local-queue": graphileWorkerLocalQueue,
  "pg-boss": pgBoss,
  "pg-boss-notify": pgBossNotify,
  dbos,
  "dbos-local-steps": dbosLocalSteps,
  restate,
  "restate-local-steps": restateLocalSteps,
  rabbitmq,
  postgres,
} satisfies Readonly<Record<string, Peer>>;

export type PeerId = keyof typeof peers;

export const peerIds = Object.keys(peers) as readonly PeerId[];

export function peerOf(id: PeerId): Peer {
  return peers[id];
}
