import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RequestContext, Services } from "../../resolvers/index.js";
import { MusterError } from "../platform/errors.js";
import { createContext, identify } from "./context.js";
import { resolveDocumentId, type Manifest } from "./persisted-documents.js";
import type { AnswerPlainly } from "./plain-requests.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface GraphqlRouteOptions {
  readonly services: Services;
  readonly apollo: ApolloServer<RequestContext>;
  readonly answerPlainly: AnswerPlainly;
  readonly manifest: Manifest;
  readonly maxOperations: number;
  readonly isDraining: () => boolean;
  readonly metrics: ServerMetrics;
}

/** `/graphql`: the load bounded, `documentId` resolved; what is plain is answered here, Apollo does the rest. */
export function addGraphql(app: FastifyInstance, options: GraphqlRouteOptions): void {
  const { answerPlainly, apollo, isDraining, manifest, maxOperations, metrics, services } = options;
  let inFlight = 0;
  const handle = fastifyApolloHandler(apollo, {
    context: async ({ headers, ip }) => {
      const caller = await identify(services.identity, headers.authorization);
      return createContext({ services, caller, clientAddress: ip, remember: true });
    },
  });
  app.route({
    method: ["GET", "POST", "OPTIONS"],
    url: "/graphql",
    onRequest: async () => {
      // A connection that is kept alive brings a further request after the server has stopped to listen.
      if (isDraining())
        throw new MusterError("UNAVAILABLE", "This replica is going away; connect again.", {
          reason: "SERVER_DRAINING",
        });
      if (inFlight < maxOperations) return;
      metrics.requestShed();
      throw new MusterError("UNAVAILABLE", "Too many operations are running; try again.", {
        reason: "SERVER_OVERLOADED",
      });
    },
    preHandler: async (request) => useDocumentId(request, manifest),
    handler: async function (request, reply) {
      inFlight += 1;
      try {
        const plain = await answerPlainly(request);
        if (!plain) return await handle.call(this, request as never, reply as never);
        reply.header("content-type", plain.contentType);
        return plain.text;
      } finally {
        inFlight -= 1;
      }
    },
  });
}

/** Puts the text in the place of the `documentId` that names it, before Apollo sees the request. */
function useDocumentId(request: FastifyRequest, manifest: Manifest): void {
  const { body } = request;
  if (typeof body === "object" && body !== null && "documentId" in body && !("query" in body && body.query)) {
    Object.assign(body, { query: resolveDocumentId(manifest, body.documentId) });
  }
  if (request.method !== "GET") return;
  const address = new URL(request.url, "http://localhost");
  const documentId = address.searchParams.get("documentId");
  if (documentId === null || address.searchParams.has("query")) return;
  address.searchParams.set("query", resolveDocumentId(manifest, documentId));
  request.raw.url = address.pathname + address.search;
}
