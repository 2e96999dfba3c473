export const roles = ["ADMIN", "SUPERVISOR", "DEVELOPER", "VIEWER", "AGENT", "SERVICE"] as const;

export type Role = (typeof roles)[number];

/** Who is asking: the outcome of a bearer token, and the tenant scope of all that it does. */
export interface Principal {
  readonly kind: "user" | "agent" | "service";
  /** `user_...`, `agent_...`, or the service's `key_...`. */
  readonly id: string;
  readonly tenantId: string;
  readonly role: Role;
  /** What a revocation names: `signin_...` of a user, `key_...` of an agent or a service. */
  readonly credentialId: string;
  /** When the token ends by itself; null for a key without an end. */
  readonly expiresAt: Date | null;
  /** Of a key that is for one task alone: which. It may do nothing but what concerns that one. */
  readonly taskId?: string | null;
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly isOperator: boolean;
  readonly createdAt: Date;
}

export interface User {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: Date;
}

export interface ApiKey {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly role: Role;
  readonly agentId: string | null;
  readonly prefix: string;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

/** What a user works with after sign-in. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  /** Works once: the next pair carries the next one. */
  readonly refreshToken: string;
}
