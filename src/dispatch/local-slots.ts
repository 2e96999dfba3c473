/** Slots of the agents' sessions that this process holds, by tenant. */
export class LocalSlots {
  readonly #byTenant = new Map<string, number>();

  of(tenantId: string): number {
    return this.#byTenant.get(tenantId) ?? 0;
  }

  /** Counts slots that came, or went when negative. */
  add(tenantId: string, slots: number): void {
    const sum = this.of(tenantId) + slots;
    if (sum === 0) this.#byTenant.delete(tenantId);
    else this.#byTenant.set(tenantId, sum);
  }
}
