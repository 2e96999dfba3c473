import {
  createSourceEventStream,
  getOperationAST,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
} from "graphql";
import { makeServer, type OperationResult, type Server as ProtocolServer, type SubscribePayload } from "graphql-ws";
import type { RequestContext, Services } from "../../resolvers/index.js";
import type { Log } from "../platform/log.js";
import { MusterError } from "../platform/errors.js";
import { createContext, identify } from "./context.js";
import type { Documents } from "./documents.js";
import { Delivery } from "./delivery.js";
import { formatError } from "./error-format.js";
import { execute } from "./execution.js";
import { refusalOf, withoutSuggestions, type OperationRequest, type OperationRules } from "./operations.js";
import type { Peer, Peers } from "./peers.js";
import { resolveDocumentId } from "./persisted-documents.js";
import { Renditions, type Renderer, type Rendition } from "./renditions.js";
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
  /** What a subscription's results have in common with those of others; null for nothing. */
  readonly shareKey: string | null;
  failed: boolean;
}

/** graphql-transport-ws on our documents, limits and errors. */
export function createSocketProtocol(options: SocketProtocolOptions): ProtocolServer<Peer> {
  const { log, metrics, rules } = options;
  // By payload, as an id may be used again while the operation that had it is still ending.
  const running = new WeakMap<SubscribePayload, Running>();
  const renditions = new Renditions(rules.schema);
  return makeServer<Record<string, unknown>, Peer>({
    execute,
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: ({ connectionParams, extra }) => admit(options, extra, connectionParams?.["authorization"]),
    onSubscribe({ extra }, _id, payload) {
      const outcome = prepare(options, extra, payload);
      if ("errors" in outcome) return outcome.errors;
      forgetText(payload);
      const operation = begin(outcome.request, renditions);
      running.set(payload, operation);
      extra.begin(operation.kind);
      return outcome.args;
    },
    // Answers rows, which `onOperation` turns into results.
    subscribe: (args) => createSourceEventStream(args) as OperationResult,
    onOperation(...[{ extra }, id, payload, args, result]) {
      const operation = running.get(payload);
      if (!operation || !(Symbol.asyncIterator in result)) return undefined;
      return new Delivery({
        id,
        rows: result[Symbol.asyncIterator](),
        render: renditions.renderer(operation.shareKey, rendererOf(args, log)),
        send: extra.send,
        operation,
      });
    },
    onNext(...[, , payload, , { data, errors }]) {
      if (!errors?.length) return undefined;
      fail(running.get(payload));
      return formatResult({ ...(data !== undefined && { data }), errors }, log);
    },
    onError(...[{ extra }, , payload, errors]) {
      if (running.has(payload)) fail(running.get(payload));
      else metrics.operationEnded("unknown", "refused", performance.now());
      if (errors.some(isOverflow)) endOverflowed(extra, metrics);
      return errors.map((error) => formatError(error, log));
    },
    onComplete({ extra }, _id, payload) {
      const operation = running.get(payload);
      if (operation && running.delete(payload)) end(operation, extra, metrics);
    },
  });
}

/** The protocol keeps the payload for as long as the operation runs, and nobody needs its text any more. */
function forgetText(payload: SubscribePayload): void {
  Object.assign(payload, { query: "" });
}

function begin(request: OperationRequest, renditions: Renditions): Running {
  const type = request.operation.operation;
  const isSubscription = type === OperationTypeNode.SUBSCRIPTION;
  return {
    kind: isSubscription ? "subscription" : "call",
    type,
    startedAtMs: performance.now(),
    shareKey: isSubscription ? renditions.keyOf(request) : null,
    failed: false,
  };
}

function fail(operation: Running | undefined): void {
  if (operation) operation.failed = true;
}

function end({ kind, type, failed, startedAtMs }: Running, peer: Peer, metrics: ServerMetrics): void {
  peer.end(kind);
  metrics.operationEnded(type, failed ? "error" : "ok", startedAtMs);
}

/** Executes a subscription's operation for a row. */
function rendererOf(args: ExecutionArgs, log: Log): Renderer {
  return (row) => {
    const result = execute({ ...args, rootValue: row });
    return result instanceof Promise ? result.then((late) => toRendition(late, log)) : toRendition(result, log);
  };
}

function toRendition(result: ExecutionResult, log: Log): Rendition {
  return { payload: JSON.stringify(formatResult(result, log)), failed: (result.errors?.length ?? 0) > 0 };
}

function formatResult({ data, errors }: ExecutionResult, log: Log): FormattedExecutionResult {
  if (!errors?.length) return { data: data ?? null };
  return { ...(data !== undefined && { data }), errors: errors.map((error) => formatError(error, log)) };
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
  | { readonly args: ExecutionArgs; readonly request: OperationRequest }
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
  const request = { prepared, operation, variables, principal };
  const objection = refusalOf(options.rules, request);
  return objection ? { errors: [objection] } : { args: argsFor(options, peer, request), request };
}

function refusalOfPeer(peer: Peer, maxOperations: number): GraphQLError | null {
  if (peer.leaving) return refused("UNAVAILABLE", "SERVER_DRAINING", "This replica is going away; connect again.");
  if (peer.calls + peer.subscriptions < maxOperations) return null;
  return refused("RATE_LIMITED", "SOCKET_OPERATIONS_EXCEEDED", "Too many operations are running on this socket.");
}

function argsFor(
  options: SocketProtocolOptions,
  peer: Peer,
  { prepared, operation, variables }: OperationRequest,
): ExecutionArgs {
  return {
    schema: options.rules.schema,
    document: prepared.document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    contextValue: contextFor(options, peer, operation.operation),
  };
}

function contextFor({ services, metrics }: SocketProtocolOptions, peer: Peer, type: OperationTypeNode): RequestContext {
  const { caller, clientAddress } = peer;
  if (type !== OperationTypeNode.SUBSCRIPTION) {
    return createContext({ services, caller, clientAddress, remember: true });
  }
  const onOverflow = (): void => endOverflowed(peer, metrics);
  return (peer.context ??= createContext({ services, caller, clientAddress, remember: false, onOverflow }));
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
