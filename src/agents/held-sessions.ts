/** Ids of the sessions that are open here, by agent. */
export class HeldSessions {
  readonly #agentOf = new Map<string, string>();
  readonly #byAgent = new Map<string, Set<string>>();

  add(sessionId: string, agentId: string): void {
    this.#agentOf.set(sessionId, agentId);
    const others = this.#byAgent.get(agentId);
    if (others) others.add(sessionId);
    else this.#byAgent.set(agentId, new Set([sessionId]));
  }

  delete(sessionId: string): void {
    const agentId = this.#agentOf.get(sessionId);
    if (agentId === undefined) return;
    this.#agentOf.delete(sessionId);
    const rest = this.#byAgent.get(agentId);
    rest?.delete(sessionId);
    if (rest?.size === 0) this.#byAgent.delete(agentId);
  }

  of(agentId: string): readonly string[] {
    return [...(this.#byAgent.get(agentId) ?? [])];
  }

  all(): readonly string[] {
    return [...this.#agentOf.keys()];
  }
}
