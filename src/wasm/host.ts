/**
 * The program of a host process: `host.js <program of its threads> <guests at a time>`. It holds no secret, has no
 * environment, and what it is told and tells goes through its channel to the runner. It dies with the runner.
 */
import { engine, type WasmModule } from "./engine.js";
import { GuestThread } from "./guest-thread.js";
import { GuestThreads } from "./guest-threads.js";
import type { Order, Report } from "./job.js";
import { cancelled } from "./model.js";

interface Running {
  /** Null until there is one. */
  thread: GuestThread | null;
  isCancelled: boolean;
}

const [, , program = "", guests = "1"] = process.argv;

const modules = new Map<string, WasmModule>();
const running = new Map<number, Running>();
const threads = new GuestThreads(
  () => new GuestThread(new URL(program)),
  (error) => die(`No thread: ${String(error)}`),
);

process.on("message", (order: Order) => void obey(order));
// Killed, not exited: an exit waits for its threads.
process.once("disconnect", () => die("The runner is gone."));
await threads.start(Number(guests));
tell({ type: "ready" });

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case "compile":
      tell({ type: "compiled", key: order.key, problem: await compile(order) });
      break;
    case "forget":
      modules.delete(order.key);
      break;
    case "run":
      await run(order);
      break;
    case "cancel":
      cancel(order.id);
      break;
  }
}

/** What the engine has against the module, or null. */
async function compile({ key, bytes }: Extract<Order, { type: "compile" }>): Promise<string | null> {
  try {
    modules.set(key, await engine.compile(bytes));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run({ id, key, input }: Extract<Order, { type: "run" }>): Promise<void> {
  const module = modules.get(key);
  // The runner forgets a module before the host does.
  if (!module) return die(`No module ${key}.`);
  const current: Running = { thread: null, isCancelled: false };
  running.set(id, current);
  const thread = (current.thread = await threads.take());
  const ended = thread.run(module, input, (stuck) => tell({ type: "stuck", id, result: stuck }));
  if (current.isCancelled) thread.end(cancelled);
  const result = await ended;
  running.delete(id);
  threads.giveBack(thread);
  tell({ type: "ended", id, result });
}

function cancel(id: number): void {
  const current = running.get(id);
  if (!current) return;
  current.isCancelled = true;
  current.thread?.end(cancelled);
}

function tell(report: Report): void {
  // Without its channel it is about to die.
  process.send?.(report, undefined, undefined, () => undefined);
}

function die(why: string): void {
  process.stderr.write(`${why}\n`);
  process.kill(process.pid, "SIGKILL");
}
