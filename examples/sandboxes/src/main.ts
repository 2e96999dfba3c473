import type { MusterClient, Sandbox } from "@muster/sdk";
import { DemoError, runDemo, type Demo } from "demo-session";
import { program } from "./program.js";

const kind = "sandbox-demo:primes";

async function playSandboxes({ client, print }: Demo): Promise<void> {
  print("\n== A task in a sandbox of its own\n");
  await client.defineTaskKind({ name: kind, description: "Counts primes." });
  const task = await client.createTask({
    kind,
    input: { below: 100_000 },
    sandbox: { args: ["node", program.path], files: [program], resources: { memory: "256Mi" }, timeoutMs: 60_000 },
  });
  print(`${task.id} asks for a place to run ${program.path} in.`);
  const { id } = await sandboxOf(client, task.id);
  for await (const { type } of client.sandboxes.followEvents(id)) print(`  ${type}`);
  for await (const { stream, text } of client.sandboxes.followLog(id)) print(`  ${stream}  ${text.trimEnd()}`);
  const done = await client.waitForTask(task.id);
  if (done.status !== "COMPLETED") throw new DemoError(`The task is ${done.status}: ${done.lastError?.message}`);
  print(`It answered ${JSON.stringify(done.output)}, and its sandbox is gone.`);

  const endless = await client.sandboxes.request({
    command: ["node", "--eval", "setInterval(() => undefined, 1000)"],
    timeoutMs: 60_000,
  });
  for await (const { type } of client.sandboxes.followEvents(endless.id)) {
    if (type !== "SANDBOX_READY") continue;
    await client.sandboxes.terminate(endless.id);
    break;
  }
  const { status, reason } = await client.sandboxes.waitForEnd(endless.id);
  print(`A program without an end was asked for, and ended: ${status}, ${reason}.`);
}

/** It is there when the task is due and somebody has room for it. */
async function sandboxOf(client: MusterClient, taskId: string): Promise<Pick<Sandbox, "id">> {
  for await (const { type } of client.taskEvents(taskId)) {
    if (type !== "TASK_STARTED" && type !== "TASK_QUARANTINED") continue;
    const { nodes } = await client.sandboxes.list({ first: 1, filter: { taskId } });
    const [sandbox] = nodes;
    if (sandbox) return sandbox;
    break;
  }
  throw new DemoError("The task got no sandbox: does MUSTER_SANDBOX_HOST say where sandboxes are?");
}

await runDemo(playSandboxes);
