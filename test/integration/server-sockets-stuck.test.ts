import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { MusterAgent, MusterClient } from "../../sdk/src/index.js";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { silent } from "../support/fake-fleet.js";

const mib = 1024 * 1024;
/** Below the largest piece that the SDK writes as one. */
const piece = "x".repeat(20_000);
/** Most pieces that may wait for a subscriber: 2 MB. */
const bufferPieces = 100;
/** 60 MB. */
const manyPieces = 3_000;
/** A writer that is not told to stop ends here; far more than the kernel's buffers of one connection hold. */
const maxPieces = 15_000;
/** The kernel's buffers must be full well before an unanswered ping ends the socket. */
const piecesAtOnce = 10;

let world: AppWorld;
let client: MusterClient;
let agent: MusterAgent;

beforeAll(async () => {
  world = await startAppWorld({ env: { MUSTER_SUBSCRIBER_BUFFER: String(bufferPieces) } });
  const { email, password } = world.app.firstSignIn;
  client = new MusterClient({ url: world.app.url, logger: silent });
  const session = await client.signIn({ email, password: password ?? "" });
  agent = new MusterAgent({ url: world.app.url, token: session.token, name: "writer", concurrency: 1, logger: silent });
});

afterAll(async () => {
  await agent.stop({ graceMs: 0 });
  await world.close();
});

async function metric(name: string): Promise<number> {
  const { values } = (await world.app.metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
  return values.reduce((sum, { value }) => sum + value, 0);
}

interface StuckSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
}

/** Subscribes to the task's output, and reads nothing more from TCP once the first piece has come. */
async function stick(token: string, taskId: string): Promise<StuckSocket> {
  const socket = new WebSocket(`${world.app.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const send = (message: unknown): void => socket.send(JSON.stringify(message));
  socket.once("open", () => send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  const query = `subscription { taskOutput(taskId: "${taskId}") { chunk } }`;
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data: Buffer) => {
      const { type } = JSON.parse(data.toString("utf8")) as { type: string };
      if (type === "connection_ack") send({ id: "1", type: "subscribe", payload: { query } });
      if (type !== "next") return;
      socket.removeAllListeners("message");
      socket.pause();
      resolve();
    });
  });
  return { socket, closed };
}

/** Bytes that are in use, once what is not has been collected. */
function bytesInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

interface Writer {
  readonly taskId: string;
  readonly flood: () => void;
  readonly stop: () => void;
}

/**
 * A task whose agent writes one piece, so that a subscriber can be up to date, and then, when it is told to, at the pace at
 * which pieces are stored until it is told to stop.
 */
async function startWriter(): Promise<Writer> {
  const stopping = new AbortController();
  let flood = (): void => undefined;
  const flooding = new Promise<void>((resolve) => (flood = resolve));
  agent.handle("write", async (_input, { write }) => {
    await write(piece);
    await flooding;
    let pieces = 1;
    for (; !stopping.signal.aborted && pieces < maxPieces; pieces += piecesAtOnce) {
      await Promise.all(Array.from({ length: piecesAtOnce }, () => write(piece)));
    }
    return pieces;
  });
  await agent.startConsuming();
  await client.defineTaskKind({ name: "write" });
  const { id: taskId } = await client.createTask({ kind: "write" });
  return { taskId, flood, stop: () => stopping.abort() };
}

async function lengthOfOutput(taskId: string): Promise<number> {
  let length = 0;
  for await (const { chunk } of client.taskOutput(taskId)) length += chunk.length;
  return length;
}

async function tokenOfAdmin(): Promise<string> {
  const { email, password } = world.app.firstSignIn;
  const answer = await world.call("mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }", {
    input: { email, password },
  });
  return (payloadOf(answer, "signIn") as { readonly accessToken: string }).accessToken;
}

test("a socket that nobody reads from is closed with 4410 soon, keeps little, and holds nobody else up", async () => {
  const before = bytesInUse();
  const { taskId, flood, stop } = await startWriter();
  const read = lengthOfOutput(taskId);
  const token = await tokenOfAdmin();
  const [stuck, lost] = await Promise.all([stick(token, taskId), stick(token, taskId)]);
  flood();
  await vi.waitFor(async () => expect(await metric("muster_subscribers_overflowed_total")).toBe(2), 30_000);
  // What the kernel holds of the past comes first, and then why there is no more.
  stuck.socket.resume();
  expect(await stuck.closed).toBe(4410);
  const written = async (): Promise<number> => (await client.task(taskId))?.lastOutputSeq ?? 0;
  await vi.waitFor(async () => expect(await written()).toBeGreaterThan(manyPieces), { timeout: 90_000, interval: 500 });
  expect(bytesInUse() - before).toBeLessThan(40 * mib);
  stop();
  const { output } = await client.waitForTask(taskId);
  expect(await read).toBe((output as number) * piece.length);
  // Whoever never reads again is let go as well: its subscription, and what was kept for it.
  await vi.waitFor(async () => expect(await metric("muster_subscriptions_open")).toBe(2), 40_000);
  lost.socket.terminate();
}, 200_000);
