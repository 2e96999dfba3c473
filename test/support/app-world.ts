import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Client } from "graphql-ws";
import { inject } from "vitest";
import { WebSocket } from "ws";
import { createApp, type App } from "../../src/app.js";
import { parseConfig } from "../../src/config.js";
import { silentLog } from "../../src/platform/log.js";
import { cloneTemplate } from "./database.js";
import { dropDatabase } from "./template.js";
import type { Answer } from "./small-server.js";

export interface AppWorld {
  readonly app: App;
  readonly dataDir: string;
  readonly databaseUrl: string;
  call(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
  /** As the first admin, whose token is fetched on first use. */
  asAdmin(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The same admin's token. */
  adminToken(): Promise<string>;
  socket(token: string): Client;
  /** Stops the app and removes all that it worked on. */
  close(): Promise<void>;
}

export interface AppWorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something between the app and its database. */
  readonly through?: (databaseUrl: string) => Promise<string>;
}

let count = 0;

/** The whole of Muster in this process, on a database and queues of its own. */
export async function startAppWorld({ env = {}, through }: AppWorldOptions = {}): Promise<AppWorld> {
  const databaseUrl = await cloneTemplate();
  const dataDir = await mkdtemp(join(tmpdir(), "muster-app-"));
  const amqpUrl = inject("amqpUrl");
  const config = parseConfig({
    PORT: "0",
    MUSTER_HOST: "127.0.0.1",
    DATABASE_URL: through ? await through(databaseUrl) : databaseUrl,
    MUSTER_DATA_DIR: dataDir,
    MUSTER_QUEUE_PREFIX: `test-${process.pid}-${(count += 1)}.`,
    ...(amqpUrl !== null && { AMQP_URL: amqpUrl }),
    ...env,
  });
  const app = createApp({ config, log: silentLog });
  await app.start();
  const call: AppWorld["call"] = async (query, variables = {}, token) => {
    const headers = {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify({ query, variables });
    return (await (await fetch(`${app.url}/graphql`, { method: "POST", headers, body })).json()) as Answer;
  };
  let signedIn: Promise<string> | undefined;
  const adminToken = (): Promise<string> => (signedIn ??= signIn(app, call));
  return {
    app,
    dataDir,
    databaseUrl,
    call,
    asAdmin: async (query, variables) => call(query, variables, await adminToken()),
    adminToken,
    socket: (token) =>
      createClient({
        url: `${app.url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization: `Bearer ${token}` },
      }),
    async close() {
      await app.stop();
      await dropDatabase(databaseUrl);
      await rm(dataDir, { recursive: true });
    },
  };
}

/** What a root field answered; throws with the errors when it did not. */
export function payloadOf({ data, errors }: Answer, field: string): unknown {
  if (!data?.[field]) throw new Error(`${field} answered nothing: ${JSON.stringify(errors)}`);
  return data[field];
}

async function signIn({ firstSignIn }: App, call: AppWorld["call"]): Promise<string> {
  const answer = await call("mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }", {
    input: { email: firstSignIn.email, password: firstSignIn.password },
  });
  return (payloadOf(answer, "signIn") as { readonly accessToken: string }).accessToken;
}
