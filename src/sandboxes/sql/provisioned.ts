import { after } from "./move-statement.js";

/** Has a host, and somebody who looks after it, until it is ready. */
interface ProvisionValues {
  readonly host: string;
  readonly ownerId: string;
  /** Longest time to ready, in ms. */
  readonly readyTimeoutMs: string;
}

/** What move `provision` sets, over `x` as it was, given the places of the values. */
export function provisionedBy({ host, ownerId, readyTimeoutMs }: ProvisionValues): string {
  return `status = 'PROVISIONING', event_seq = x.event_seq + 1, host = ${host}, host_ref = NULL, owner_id = ${ownerId},
    provisioning_at = now(), deadline_at = ${after(`${readyTimeoutMs}::double precision`)}`;
}

/** The event of the move, of rows `m` that have moved. */
export const provisioningData = `json_build_object('host', m.host, 'attempt', m.postponements + 1)`;

/** What a tenant has under way, which its share is counted by; literals, as sandboxes_active_idx has them. */
export const activeOf = (tenantId: string): string => `(
    SELECT count(*)::integer FROM sandboxes a
    WHERE a.tenant_id = ${tenantId} AND a.status IN ('PROVISIONING', 'READY', 'TERMINATING')
  )`;
