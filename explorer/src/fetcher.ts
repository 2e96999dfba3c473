import type { Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";
import { socketUrl } from "./endpoint";
import { settleOperation, type Operation } from "./operation";
import { post } from "./request";
import type { Session } from "./session";

type Headers = Readonly<Record<string, string>>;

/**
 * Queries and mutations go over HTTP, subscriptions over a socket of their own, which ends with them. A tab's own header
 * `authorization` speaks as somebody else: an agent, say.
 */
export function createFetcher(session: Session): Fetcher {
  return (sent, options) => {
    const { operation, isSubscription } = settleOperation(sent);
    const headers = withLowerCaseNames(options?.headers ?? {});
    const authorize = async (): Promise<Headers> => ({ authorization: await session.authorization(), ...headers });
    const answer = isSubscription ? subscribe(operation, authorize) : authorize().then((all) => post(operation, all));
    // GraphiQL shows answers as they are; its type asks for GraphQL's error class, which no wire carries.
    return answer as ReturnType<Fetcher>;
  };
}

function subscribe({ query, variables, operationName }: Operation, authorize: () => Promise<Headers>) {
  const client = createClient({
    url: socketUrl,
    // Asked again at each reconnect: a socket that was closed because its token ended comes back with a fresh one.
    connectionParams: authorize,
    retryAttempts: 3,
    lazyCloseTimeout: 0,
  });
  return client.iterate({
    query,
    variables: variables as Record<string, unknown>,
    ...(operationName != null && { operationName }),
  });
}

function withLowerCaseNames(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
