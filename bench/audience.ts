import { WebSocket } from "ws";
import { latenciesOf, type Latencies } from "./figures.js";

/** What the parent process asks for first. The audience then stays until it is told to leave by a disconnect. */
export interface AudienceOrder {
  readonly url: string;
  readonly token: string;
  /** The task whose events are followed, from the first one on. */
  readonly taskId: string;
  readonly sockets: number;
  readonly subscriptionsPerSocket: number;
}

/** What the parent may ask for after that: the delays since it asked last. */
export const delaysWanted = "delays";

export type AudienceReport =
  /** Events that have arrived, over all subscriptions, since the beginning. */
  { readonly type: "received"; readonly deliveries: number } | { readonly type: "delays"; readonly delays: Latencies };

const flushMs = 20;
/** The fields that the SDK asks for. */
const query =
  "subscription TaskEvents($taskId: ID!) { taskEvents(taskId: $taskId) { seq type at data cursor taskId } }";
const sentAt = /"message":"(\d+)"/;

let deliveries = 0;
let delaysMs: number[] = [];

/** Frames are not parsed: what is measured is the server, and it shares the machine with this process. */
function receive(frame: string): void {
  deliveries++;
  const match = sentAt.exec(frame);
  if (match) delaysMs.push(Number(process.hrtime.bigint() - BigInt(match[1] ?? 0)) / 1e6);
}

function join({ url, token, taskId, subscriptionsPerSocket }: AudienceOrder): void {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const send = (message: object): void => socket.send(JSON.stringify(message));
  socket.on("open", () => send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  socket.on("message", (data: Buffer) => {
    const frame = data.toString("utf8");
    if (frame.includes('"type":"next"')) return receive(frame);
    if (!frame.includes('"type":"connection_ack"')) return leave(frame);
    for (let id = 0; id < subscriptionsPerSocket; id++) {
      send({ id: String(id), type: "subscribe", payload: { query, variables: { taskId } } });
    }
  });
  socket.on("close", (code, reason) => leave(`${code} ${reason.toString()}`));
  socket.on("error", (error) => leave(error.message));
}

/** An audience of fewer than asked for would be served faster. */
function leave(reason: string): never {
  process.stderr.write(`the audience is not served: ${reason}\n`);
  process.exit(1);
}

/** Nobody is left to be told: the parent has closed the channel. */
function tell(report: AudienceReport): void {
  process.send?.(report, undefined, undefined, (error) => error && process.exit(0));
}

process.once("disconnect", () => process.exit(0));
process.once("message", (message) => {
  const order = message as AudienceOrder;
  for (let socket = 0; socket < order.sockets; socket++) join(order);
  process.on("message", (wanted) => {
    if (wanted !== delaysWanted) return;
    tell({ type: "delays", delays: latenciesOf(delaysMs) });
    delaysMs = [];
  });
  setInterval(() => tell({ type: "received", deliveries }), flushMs);
});
