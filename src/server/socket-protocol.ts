import { getOperationAST, OperationTypeNode, type ExecutionArgs, type GraphQLError } from "graphql";
import { makeServer, type Server as ProtocolServer, type SubscribePayload } from "graphql-ws";
import type { Services } from "../../resolvers/index.js";
import type { Log } from "../platform/log.js";
import { MusterError } from "../platform/errors.js";
import { createContext, identify } from "./context.js";
import type { Documents } from "./documents.js";
import { formatError } from "./error-format.js";
import { execute } from "./execution.js";
import { refusalOf, withoutSuggestions, type OperationRequest, type OperationRules } from "./operations.js";
import type { Peer, Peers } from "./peers.js";
import { resolveDocumentId } from "./persisted-documents.js";
import { invalid, refused, wrapped } from "./refusal.js";
import type { ServerMetrics } from "./server-metrics.js";

const initTimeoutMs = 5000;

export interface SocketProtocolOptions {
  readonly services: Services;
  readonly documents: Documents;
  readonly rules: OperationRules;
  readonly peers: Peers;
  readonly maxSocketOperations: number;
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

interface Running {
  readonly kind: "subscription" | "call";
  readonly type: OperationTypeNode;
  readonly startedAtMs: number;
  failed: boolean;
}

/** graphql-transport-ws on our documents, limits and errors. */
export function createSocketProtocol(options: SocketProtocolOptions): ProtocolServer<Peer> {
  const { log, metrics, rules } = options;
  // By payload, as an id may be used again while the operation that had it is still ending.
  const running = new WeakMap<SubscribePayload, Running>();
  const format = (errors: readonly GraphQLError[]) => errors.map((error) => formatError(error, log));
  return makeServer<Record<string, unknown>, Peer>({
    schema: rules.schema,
    execute,
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: ({ connectionParams, extra }) => admit(options, extra, connectionParams?.["authorization"]),
    onSubscribe({ extra }, _id, payload) {
      const outcome = prepare(options, extra, payload);
      if ("errors" in outcome) return outcome.errors;
      const { args, type } = outcome;
      const kind = type === OperationTypeNode.SUBSCRIPTION ? "subscription" : "call";
      running.set(payload, { kind, type, startedAtMs: performance.now(), failed: false });
      extra.begin(kind);
      return args;
    },
    onNext(...[, , payload, , { data, errors }]) {
      if (!errors?.length) return undefined;
      const operation = running.get(payload);
      if (operation) operation.failed = true;
      return { ...(data !== undefined && { data }), errors: format(errors) };
    },
    onError(...[{ extra }, , payload, errors]) {
      const operation = running.get(payload);
      if (operation) operation.failed = true;
      else metrics.operationEnded("unknown", "refused", performance.now());
      if (errors.some(isOverflow)) {
        endOverflowed(extra, metrics);
      }
      return format(errors);
    },
    onComplete({ extra }, _id, payload) {
      const operation = running.get(payload);
      if (!operation) return;
      running.delete(payload);
      extra.end(operation.kind);
      metrics.operationEnded(operation.type, operation.failed ? "error" : "ok", operation.startedAtMs);
    },
  });
}

function isOverflow({ originalError }: GraphQLError): boolean {
  return originalError instanceof MusterError && originalError.reason === "SUBSCRIBER_OVERFLOW";
}

/** Once per socket: a subscriber that is stuck tells of it by the context, one that is only late by the error. */
function endOverflowed(peer: Peer, metrics: ServerMetrics): void {
  if (peer.socket.readyState !== peer.socket.OPEN) return;
  metrics.subscriberOverflowed();
  peer.close("overflow");
}

async function admit({ services, peers }: SocketProtocolOptions, peer: Peer, authorization: unknown): Promise<boolean> {
  if (typeof authorization !== "string") return false;
  const { principal, refusal } = await identify(services.identity, authorization);
  if (principal) peers.admit(peer, principal);
  if (refusal && refusal.code !== "UNAUTHENTICATED") peer.close("tryAgainLater");
  return principal !== null;
}

type Outcome =
  | { readonly args: ExecutionArgs; readonly type: OperationTypeNode }
  | { readonly errors: readonly GraphQLError[] };

function prepare(options: SocketProtocolOptions, peer: Peer, payload: SubscribePayload): Outcome {
  const { principal } = peer.caller;
  const refusal = refusalOfPeer(peer, options.maxSocketOperations);
  if (refusal) return { errors: [refusal] };
  const text = textOf(options.rules, payload);
  if (text instanceof MusterError) return { errors: [wrapped(text)] };
  const preparation = options.documents.prepare(text);
  if ("errors" in preparation) return { errors: withoutSuggestions(preparation.errors, principal) };
  const { prepared } = preparation;
  const operation = getOperationAST(prepared.document, payload.operationName);
  if (!operation)
    return {
      errors: [invalid("OPERATION_RESOLUTION_FAILURE", "Name one of the document's operations.")],
    };
  const variables = payload.variables ?? {};
  const objection = refusalOf(options.rules, { prepared, operation, variables, principal });
  if (objection) return { errors: [objection] };
  return {
    args: argsFor(options, peer, { prepared, operation, variables }),
    type: operation.operation,
  };
}

function refusalOfPeer(peer: Peer, maxOperations: number): GraphQLError | null {
  if (peer.leaving) return refused("UNAVAILABLE", "SERVER_DRAINING", "This replica is going away; connect again.");
  if (peer.calls + peer.subscriptions < maxOperations) return null;
  return refused("RATE_LIMITED", "SOCKET_OPERATIONS_EXCEEDED", "Too many operations are running on this socket.");
}

function argsFor(
  { services, rules, metrics }: SocketProtocolOptions,
  peer: Peer,
  { prepared, operation, variables }: Omit<OperationRequest, "principal">,
): ExecutionArgs {
  const remember = operation.operation !== OperationTypeNode.SUBSCRIPTION;
  const { caller, clientAddress } = peer;
  const onOverflow = () => endOverflowed(peer, metrics);
  return {
    schema: rules.schema,
    document: prepared.document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    contextValue: createContext({ services, caller, clientAddress, remember, onOverflow }),
  };
}

function textOf(rules: OperationRules, { query, extensions }: SubscribePayload): string | MusterError {
  if (query || extensions?.["documentId"] === undefined) return query;
  try {
    return resolveDocumentId(rules.manifest, extensions["documentId"]);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
}
