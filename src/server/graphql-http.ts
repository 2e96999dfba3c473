import { ApolloServer, HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError, OperationTypeNode } from "graphql";
import type { RequestContext } from "../../resolvers/index.js";
import type { Log } from "../platform/log.js";
import { hashOf, type Documents } from "./documents.js";
import { formatError } from "./error-format.js";
import { refusalOf, withoutSuggestions, type OperationRules } from "./operations.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface GraphqlHttpOptions {
  readonly documents: Documents;
  readonly rules: OperationRules;
  readonly maxTokens: number;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

/** GraphQL over HTTP: Apollo speaks the protocol, our documents and limits decide what runs. */
export function createGraphqlHttp(options: GraphqlHttpOptions): ApolloServer<RequestContext> {
  const { documents, log, maxTokens, rules } = options;
  return new ApolloServer<RequestContext>({
    schema: rules.schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    parseOptions: { maxTokens },
    // The gate validates, after it has refused what is too deep or wide for validation to bear.
    dangerouslyDisableValidation: true,
    documentStore: {
      get: async (key) => documents.get(hashIn(key))?.document,
      set: async () => undefined,
      delete: async () => undefined,
    },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    formatError: (_formatted, error) => formatError(error, log),
    plugins: [
      gate(options),
      meter(options.metrics),
      plainStatus,
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every resolver of the schema, on sockets too, to compute a header that nobody asks for.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

/** Apollo puts a hash of the schema before the document's. */
function hashIn(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}

type Listener = GraphQLRequestListener<RequestContext>;
type GateContext = Parameters<NonNullable<Listener["responseForOperation"]>>[0];

function gate(options: GraphqlHttpOptions): ApolloServerPlugin<RequestContext> {
  const listener: Listener = {
    async responseForOperation(context) {
      const errors = refusals(options, context);
      if (errors.length === 0) return null;
      const formatted = errors.map((error) => formatError(error, options.log));
      return {
        http: { status: 400, headers: new HeaderMap() },
        body: { kind: "single", singleResult: { errors: formatted } },
      };
    },
  };
  return { requestDidStart: async () => listener };
}

function refusals({ documents, rules }: GraphqlHttpOptions, context: GateContext): readonly GraphQLError[] {
  const { principal } = context.contextValue;
  const preparation = documents.prepareParsed(context.queryHash ?? hashOf(context.source ?? ""), context.document);
  if ("errors" in preparation) return withoutSuggestions(preparation.errors, principal);
  const { operation, request } = context;
  // Apollo answers what names no operation.
  if (!operation) return [];
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return [overSocketOnly()];
  const variables = request.variables ?? {};
  const refusal = refusalOf(rules, {
    prepared: preparation.prepared,
    operation,
    variables,
    principal,
  });
  return refusal ? [refusal] : [];
}

function overSocketOnly(): GraphQLError {
  return new GraphQLError("Subscriptions run over a WebSocket (graphql-transport-ws) at this URL.", {
    extensions: { code: "BAD_REQUEST", reason: "SUBSCRIPTION_NEEDS_SOCKET" },
  });
}

function meter(metrics: ServerMetrics): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const startedAtMs = performance.now();
      return {
        async willSendResponse({ operation, response }) {
          const result = response.body.kind === "single" ? response.body.singleResult : response.body.initialResult;
          const outcome = !result.errors ? "ok" : result.data === undefined ? "refused" : "error";
          metrics.operationEnded(operation?.operation ?? "unknown", outcome, startedAtMs);
        },
      };
    },
  };
}

/** With `application/json` every well-formed request is answered 200: clients of that type look at the body alone. */
const plainStatus: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        const accepted = request.http?.headers.get("accept") ?? "";
        if (accepted.includes("application/graphql-response+json") || !request.query) return;
        if (response.http.status === 400) response.http.status = 200;
      },
    };
  },
};
