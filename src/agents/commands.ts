import { SubscriberOverflow } from "../events/index.js";
import type { Broker } from "../platform/broker/broker.js";
import { unavailable } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import type { AgentChanges } from "./changes.js";
import { Mailbox } from "../platform/mailbox.js";
import type { Agent, AgentCommand } from "./model.js";
import type { AgentStore } from "./store.js";

/** Commands that may wait for one slow socket. */
const maxWaiting = 256;
const drain: AgentCommand = { type: "Drain", reason: "A person asked the agent to finish and leave." };

/** What agents are told beside work. */
export interface AgentCommands {
  send(agentId: string, command: AgentCommand): void;
  watch(agentId: string, taskId?: string | null): AsyncIterableIterator<AgentCommand>;
  /** Begins to hear other replicas; the answer ends it, and what is watched. */
  listen(): Promise<() => Promise<void>>;
}

export interface AgentCommandsOptions {
  readonly broker: Broker;
  readonly changes: AgentChanges;
  readonly store: AgentStore;
  readonly log: Log;
}

/**
 * A replica subscribes once for all agents and picks what its own watchers ask for: commands are few, and ten thousand agents that
 * connect at once cost the broker nothing. Drain travels with the change of status, so that no replica hears one without the other.
 */
export function createAgentCommands({ broker, changes, store, log }: AgentCommandsOptions): AgentCommands {
  const watchers = new Watchers();
  const tellToDrain = (agent: Agent | null): void => {
    if (agent?.status === "DRAINING") watchers.put(agent.id, drain);
  };
  changes.on(tellToDrain);
  return {
    send: (agentId, command) => broker.broadcast(`agent.${agentId}`, JSON.stringify(command)),
    watch(agentId, taskId = null) {
      const mailbox = watchers.add(agentId, taskId);
      // Whoever works on one task alone ends with it, and is not drained.
      if (taskId !== null) return mailbox;
      store.findAnywhere(agentId).then(tellToDrain, (error: unknown) => {
        log.warn({ err: error, agentId }, "cannot tell whether the agent drains");
        mailbox.fail(
          unavailable("The agent's state cannot be read; subscribe again.", "AGENT_STATE_UNREADABLE", error),
        );
      });
      return mailbox;
    },
    async listen() {
      const unsubscribe = await broker.subscribe("agent.*", (body, topic) => {
        const command = parse(body, log);
        if (command) watchers.put(topic.slice("agent.".length), command);
      });
      return async () => {
        await unsubscribe();
        watchers.end();
      };
    },
  };
}

function parse(body: string, log: Log): AgentCommand | undefined {
  try {
    const command = JSON.parse(body) as AgentCommand;
    switch (command.type) {
      case "CancelTask":
      case "Drain":
        return command;
    }
  } catch (error) {
    log.warn({ err: error }, "agent command not understood");
  }
  // A replica of a newer version may know more commands than this one.
  return undefined;
}

/** The mailboxes of this replica, by agent; an agent may watch over several sockets. */
class Watchers {
  readonly #mailboxes = new Map<string, Set<Mailbox<AgentCommand>>>();
  /** Of those that hear of one task alone: which. */
  readonly #taskOf = new WeakMap<Mailbox<AgentCommand>, string>();

  add(agentId: string, taskId: string | null): Mailbox<AgentCommand> {
    const mailbox = new Mailbox<AgentCommand>(maxWaiting, () => this.#remove(agentId, mailbox));
    if (taskId !== null) this.#taskOf.set(mailbox, taskId);
    const others = this.#mailboxes.get(agentId);
    if (others) others.add(mailbox);
    else this.#mailboxes.set(agentId, new Set([mailbox]));
    return mailbox;
  }

  /** A full mailbox is ended with an error: its agent subscribes again, and its heartbeat tells it which leases are lost. */
  put(agentId: string, command: AgentCommand): void {
    for (const mailbox of this.#mailboxes.get(agentId) ?? []) {
      const taskId = this.#taskOf.get(mailbox);
      if (taskId !== undefined && !isOfTask(command, taskId)) continue;
      if (!mailbox.put(command)) mailbox.fail(new SubscriberOverflow());
    }
  }

  end(): void {
    for (const mailboxes of this.#mailboxes.values()) {
      for (const mailbox of mailboxes) void mailbox.return();
    }
  }

  #remove(agentId: string, mailbox: Mailbox<AgentCommand>): void {
    const others = this.#mailboxes.get(agentId);
    others?.delete(mailbox);
    if (others?.size === 0) this.#mailboxes.delete(agentId);
  }
}

function isOfTask(command: AgentCommand, taskId: string): boolean {
  return command.type === "CancelTask" && command.taskId === taskId;
}
