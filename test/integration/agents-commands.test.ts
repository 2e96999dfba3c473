import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentCommand, AgentService } from "../../src/agents/index.js";
import { SubscriberOverflow } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { newId } from "../../src/platform/ids.js";
import { AgentWorld, connect, register } from "../support/agent-world.js";
import { eventually } from "../support/eventually.js";

let world: AgentWorld;
let agents: AgentService;
let other: AgentService;
let admin: Principal;

beforeAll(async () => {
  world = await AgentWorld.open();
  agents = await world.replica();
  other = await world.replica();
  admin = await world.tenant();
});

afterAll(() => world.close());

const cancel = (taskId: string): AgentCommand => ({ type: "CancelTask", taskId, reason: "cancelled" });
const valueOf = async (read: Promise<IteratorResult<AgentCommand>>): Promise<AgentCommand | undefined> =>
  (await read).value;

describe("commands", () => {
  it("reach the agent's watchers on every replica, in order, and nobody else's", async () => {
    const [target, bystander] = [newId("agent"), newId("agent")];
    const watchers = [agents.watchCommands(target), agents.watchCommands(target), other.watchCommands(target)];
    const uninvolved = agents.watchCommands(bystander);
    other.sendCommand(target, cancel("task_1"));
    other.sendCommand(target, cancel("task_2"));
    other.sendCommand(bystander, cancel("task_3"));
    for (const watcher of watchers) {
      expect(await valueOf(watcher.next())).toEqual(cancel("task_1"));
      expect(await valueOf(watcher.next())).toEqual(cancel("task_2"));
    }
    expect(await valueOf(uninvolved.next())).toEqual(cancel("task_3"));
    for (const watcher of [...watchers, uninvolved]) await watcher.return?.();
  });

  it("tell an agent to drain on whichever replica it is", async () => {
    const target = await register(agents, admin);
    await connect(other, target);
    const watcher = other.watchCommands(target.agent.id);
    await agents.drain(admin, target.agent.id);
    expect(await valueOf(watcher.next())).toMatchObject({ type: "Drain" });
    await watcher.return?.();
  });

  it("are of the one task for who works on that alone: neither other tasks' nor Drain", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    const { id } = target.agent;
    await agents.drain(admin, id);
    const [whole, ofOne] = [other.watchCommands(id), other.watchCommands(id, "task_2")];
    for (const taskId of ["task_1", "task_2"]) agents.sendCommand(id, cancel(taskId));
    const heard = [await valueOf(whole.next()), await valueOf(whole.next()), await valueOf(whole.next())];
    expect(heard).toContainEqual(cancel("task_1"));
    await agents.resume(admin, id);
    expect(await valueOf(ofOne.next())).toEqual(cancel("task_2"));
    for (const watcher of [whole, ofOne]) await watcher.return?.();
  });

  it("fill nobody's mailbox but that of whom they are for", async () => {
    const target = newId("agent");
    const ofOne = agents.watchCommands(target, "task_last");
    for (let number = 0; number < 300; number++) other.sendCommand(target, cancel(`task_${number}`));
    other.sendCommand(target, cancel("task_last"));
    expect(await valueOf(ofOne.next())).toEqual(cancel("task_last"));
    await ofOne.return?.();
  });

  it("begin with Drain for an agent that drains already", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    await agents.drain(admin, target.agent.id);
    const watcher = other.watchCommands(target.agent.id);
    expect(await valueOf(watcher.next())).toMatchObject({ type: "Drain" });
    await watcher.return?.();
  });

  it("end with the watcher", async () => {
    const target = newId("agent");
    const watcher = agents.watchCommands(target);
    const read = watcher.next();
    await watcher.return?.();
    expect(await read).toEqual({ done: true, value: undefined });
    agents.sendCommand(target, cancel("task_1"));
    expect(await watcher.next()).toEqual({ done: true, value: undefined });
  });

  it("throw a watcher out that does not read, once 256 wait", async () => {
    const [target, witness] = [newId("agent"), newId("agent")];
    const watcher = agents.watchCommands(target);
    const seen = agents.watchCommands(witness);
    for (let count = 0; count < 257; count++) agents.sendCommand(target, cancel(`task_${count}`));
    agents.sendCommand(witness, cancel("task_last"));
    await seen.next();
    await expect(watcher.next()).rejects.toBeInstanceOf(SubscriberOverflow);
    expect(await watcher.next()).toEqual({ done: true, value: undefined });
    await seen.return?.();
  });

  it("pass over what a replica of another version says", async () => {
    const target = newId("agent");
    const watcher = agents.watchCommands(target);
    world.broker.broadcast(`agent.${target}`, "{");
    world.broker.broadcast(`agent.${target}`, JSON.stringify({ type: "Dance" }));
    world.broker.broadcast(`agents.${admin.tenantId}`, "nonsense");
    agents.sendCommand(target, cancel("task_1"));
    expect(await valueOf(watcher.next())).toEqual(cancel("task_1"));
    await watcher.return?.();
  });

  it("end when the service stops", async () => {
    const short = await world.replica();
    const read = short.watchCommands(newId("agent")).next();
    await short.stop();
    expect(await read).toEqual({ done: true, value: undefined });
  });
});

describe("after the broker was away", () => {
  it("tells of agents connected here what has changed meanwhile, and drains them", async () => {
    let reconnected = (): void => undefined;
    // Loses all that is broadcast, until it reports a reconnect.
    const deaf: Broker = {
      ...world.broker,
      subscribe: async () => async () => undefined,
      broadcast: () => undefined,
      onReconnect: (listener) => {
        reconnected = listener;
        return () => undefined;
      },
    };
    const cutOff = await world.replica({ broker: deaf });
    const target = await register(agents, admin);
    await connect(cutOff, target);
    const watcher = cutOff.watchCommands(target.agent.id);
    const statuses: string[] = [];
    cutOff.onAgentChanged(({ id, status }) => id === target.agent.id && statuses.push(status));
    await agents.drain(admin, target.agent.id);
    reconnected();
    expect(await valueOf(watcher.next())).toMatchObject({ type: "Drain" });
    await eventually(() => expect(statuses).toEqual(["DRAINING"]));
    await watcher.return?.();
  });
});
