import { wordOf } from "./database.js";
import { load, resolveFile, versionOf } from "./installed.js";
import type { RestateClients, RestateSdk, Sender } from "./restate-package.js";
import { conductRuns, runsService, tasks } from "./restate-runs.js";
import { slots, type Address, type Handler, type Payload, type Peer, type Place, type Producer } from "./peer.js";
import { findFreePorts, startPrivateServer } from "./private-server.js";

/** Two for each core of the machine that it was tried on; the default of 24 is slower there. */
const partitions = 4;
const sentAtATime = 16;
const json = { "content-type": "application/json", accept: "application/json" };
const countOpen = "SELECT count(*) AS open FROM sys_invocation_status WHERE status <> 'completed'";

async function open(): Promise<Place> {
  const [ingress = 0, admin = 0, node = 0] = await findFreePorts(3);
  const address = { ingress: `http://127.0.0.1:${ingress}`, admin: `http://127.0.0.1:${admin}` };
  const server = await startPrivateServer({
    command: resolveFile(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`),
    words: (folder) => ["--base-dir", folder, "--no-logo", "--bind-ip", "127.0.0.1", "--bind-port", String(node)],
    environment: {
      RESTATE_DISABLE_TELEMETRY: "true",
      // It asks for newer versions of itself, and says so where it cannot.
      RESTATE_LOG_FILTER: "error,octocrab=off",
      RESTATE_LISTEN_MODE: "tcp",
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
      RESTATE_DEFAULT_NUM_PARTITIONS: String(partitions),
      RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT: String(slots),
    },
    isReady: async () => {
      const answers = await Promise.all([fetch(`${address.ingress}/restate/health`), fetch(`${address.admin}/health`)]);
      return answers.every(({ ok }) => ok);
    },
  });
  return { address, version: versionOf("@restatedev/restate-server"), remove: () => server.stop() };
}

async function work(address: Address, handle: Handler): Promise<void> {
  const sdk = load<RestateSdk>("@restatedev/restate-sdk");
  const run = async (_: unknown, payload: Payload): Promise<void> => handle(payload);
  const noop = sdk.service({ ...tasks, handlers: { run }, options: { journalRetention: 0 } });
  const port = await sdk.serve({ port: 0, services: [noop, runsService(sdk, handle)], logger: () => undefined });
  await ask(address, "deployments", { uri: `http://127.0.0.1:${port}` });
}

async function produce(address: Address): Promise<Producer> {
  const { connect } = load<RestateClients>("@restatedev/restate-sdk-clients");
  const sender = connect({ url: wordOf(address, "ingress") }).serviceSendClient(tasks);
  return {
    enqueue: (payload) => sender.run(payload),
    enqueueMany: (payloads) => sendTogether(sender, payloads),
    isDrained: async () => {
      const { rows } = (await ask(address, "query", { query: countOpen })) as { readonly rows: readonly Counted[] };
      return rows[0]?.open === 0;
    },
  };
}

/** It has no call for many. More at a time are more connections, each of which costs more than it wins. */
async function sendTogether(sender: Sender, payloads: readonly Payload[]): Promise<void> {
  const left = payloads.values();
  const caller = async (): Promise<void> => {
    for (const payload of left) await sender.run(payload);
  };
  await Promise.all(Array.from({ length: sentAtATime }, caller));
}

interface Counted {
  readonly open: number;
}

/** Asks the server's own API. */
async function ask(address: Address, path: string, question: unknown): Promise<unknown> {
  const url = `${wordOf(address, "admin")}/${path}`;
  const answer = await fetch(url, { method: "POST", headers: json, body: JSON.stringify(question) });
  if (!answer.ok) throw new Error(`Restate answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const settings = `one node, fsync of its log; ${slots} invocations at a time, ${partitions} partitions, journalRetention 0`;

export const restate: Peer = {
  name: "Restate",
  settings: `${settings}; one-way sends; no call for many: ${sentAtATime} sends of a batch at a time; steps of runs are calls of another service`,
  open,
  work,
  produce,
  conduct: (address) => Promise.resolve(conductRuns(wordOf(address, "ingress"), "Called")),
};

/** No other service has a part in the steps. */
export const restateLocalSteps: Peer = {
  name: "Restate with local steps",
  settings: `${settings}; steps are done in the handler of their run (ctx.run)`,
  open,
  work,
  conduct: (address) => Promise.resolve(conductRuns(wordOf(address, "ingress"), "Local")),
};
