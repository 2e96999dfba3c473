import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Services } from "../../resolvers/index.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import type { Service } from "../platform/service.js";
import { createDocuments } from "./documents.js";
import { addExplorer } from "./explorer.js";
import { createGraphqlHttp } from "./graphql-http.js";
import { addHealthRoutes, type ReadinessCheck } from "./health.js";
import { addGraphql } from "./graphql-route.js";
import { createHttp } from "./http.js";
import { Peers } from "./peers.js";
import { createAnswerPlainly } from "./plain-requests.js";
import { readManifest } from "./persisted-documents.js";
import { createServerMetrics } from "./server-metrics.js";
import { createSocketProtocol } from "./socket-protocol.js";
import { createSockets, type Sockets } from "./sockets.js";
import { addSandboxClaims } from "./sandbox-claims.js";
import { addUploads, type BinaryTransfers } from "./uploads.js";
import { addWebhooks } from "./webhooks.js";

/** docs/configuration.md explains each. */
interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly drainTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly maxTaskBytes: number;
  readonly maxMessageBytes: number;
  readonly maxOperations: number;
  readonly maxSocketOperations: number;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxCost: number;
  readonly persistedDocuments: string | null;
  readonly persistedOnly: boolean;
  readonly trustedProxies: readonly string[];
}

export interface ServerOptions {
  readonly config: ServerConfig;
  readonly services: Services;
  readonly schema: GraphQLSchema;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Where the built explorer lies. */
  readonly explorerDirectory: string;
  /** Whether GraphQL is served, beside health and metrics. */
  readonly servesApi: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Server extends Service {
  /** Where it listens, once started. */
  readonly url: string;
}

/**
 * HTTP and WebSockets on one port. `stop` drains: it takes nothing new, answers what is in flight within
 * `drainTimeoutMs`, closes sockets with 1001, and then cuts off what is left.
 */
export function createServer(options: ServerOptions): Server {
  const { config, clock } = options;
  const state = { draining: false, url: "" };
  let running: Running | null = null;
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    state.draining = true;
    if (!running) return;
    const { app, sockets, release } = running;
    const cancel = clock.after(config.drainTimeoutMs, () => app.server.closeAllConnections());
    await Promise.all([sockets?.drain(config.drainTimeoutMs), app.close()]);
    cancel();
    await release();
  };
  return {
    name: "server",
    get url() {
      return state.url;
    },
    async start() {
      running = await build(options, () => state.draining);
      const { app } = running;
      await app.listen({ host: config.host, port: config.port });
      state.url = urlOf(config.host, app.server.address() as AddressInfo);
    },
    stop: () => (stopping ??= stop()),
  };
}

interface Running {
  readonly app: FastifyInstance;
  readonly sockets: Sockets | null;
  readonly release: () => Promise<void>;
}

async function build(options: ServerOptions, isDraining: () => boolean): Promise<Running> {
  const { clock, config, log, metrics, services, schema } = options;
  const peers = new Peers(clock);
  const counted = createServerMetrics(metrics, { sockets: () => peers.size, subscriptions: () => peers.subscriptions });
  const manifest = await readManifest(config.persistedDocuments);
  const documents = createDocuments({ schema, ...config });
  const rules = { schema, maxCost: config.maxCost, manifest, persistedOnly: config.persistedOnly };
  const app = createHttp({ ...config, log, metrics: counted });
  addHealthRoutes(app, { checks: options.checks, isDraining, metrics });
  if (!options.servesApi) return { app, sockets: null, release: async () => undefined };
  const shared = { documents, rules, log, metrics: counted };
  const apollo = createGraphqlHttp({ ...shared, maxTokens: config.maxTokens });
  await apollo.start();
  const answerPlainly = createAnswerPlainly({ ...shared, services });
  addGraphql(app, { ...config, services, apollo, answerPlainly, manifest, isDraining, metrics: counted });
  addWebhooks(app, { ...config, triggers: services.workflows.triggers, isDraining, log, metrics: counted });
  addUploads(app, { binaries: transfersOf(services.binaries), isDraining, clock, log, metrics: counted });
  addSandboxClaims(app, { sandboxes: services.sandboxes, isDraining, log, metrics: counted });
  await addExplorer(app, options.explorerDirectory);
  const protocol = createSocketProtocol({ ...shared, services, peers, ...config });
  const sockets = createSockets({ protocol, peers, maxMessageBytes: config.maxMessageBytes, log, metrics: counted });
  app.server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  const forget = services.identity.onRevoked((credentialId) => peers.revoke(credentialId));
  peers.start();
  const release = async (): Promise<void> => {
    forget();
    peers.stop();
    await apollo.stop();
  };
  return { app, sockets, release };
}

/** What a sender is told of what it has sent. */
function transfersOf(binaries: Services["binaries"]): BinaryTransfers {
  return {
    receive: async (upload) => {
      const { id: binaryId, sha256, size } = await binaries.receive(upload);
      return { binaryId, sha256, size };
    },
    download: (token) => binaries.download(token),
  };
}

function urlOf(host: string, { port }: AddressInfo): string {
  const open = host === "0.0.0.0" || host === "::";
  return `http://${open ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
