import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import { createAccessTokens } from "./access-tokens.js";
import { ApiKeys, type IssuedKey, type NewApiKeyInput } from "./api-keys.js";
import { createAuthenticate, type Authenticate } from "./authenticator.js";
import { bootstrap, type BootstrapInput, type BootstrapOutcome } from "./bootstrap.js";
import { KeyUse } from "./key-use.js";
import type { ApiKey, Principal, Tenant, Tokens, User } from "./model.js";
import { createPasswords, type Passwords } from "./passwords.js";
import { Revocations } from "./revocations.js";
import { SandboxKeys, type SandboxKey } from "./sandbox-keys.js";
import { deriveSecret } from "./secrets.js";
import { SignInLimiter } from "./sign-in-limiter.js";
import { SignIns, type SignInInput } from "./sign-in.js";
import { loadSigningSecret } from "./signing-secret.js";
import { readApiKeys, readTenant, readUsers, type ApiKeyListInput } from "./store.js";
import { createTenant, type NewTenantInput, type TenantAndAdmin } from "./tenants.js";
import { Users, type NewUserInput, type PasswordChangeInput, type UserChangeInput } from "./users.js";

export interface IdentityConfig {
  /** At least 32 bytes; null to have one made and kept in the database. */
  readonly jwtSecret: string | null;
  readonly accessTokenMs: number;
  /** From the last refresh on. */
  readonly refreshTokenMs: number;
}

export interface IdentityOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly config: IdentityConfig;
  readonly log: Log;
  /** scrypt at OWASP's cost unless said. */
  readonly passwords?: Passwords;
}

/** Who may come in, and as whom. Starts after the database and the broker; nothing but `bootstrap` works before. */
export interface IdentityService extends Service {
  /**
   * Whom a bearer token stands for. UNAUTHENTICATED with reason TOKEN_INVALID, TOKEN_EXPIRED or TOKEN_REVOKED. Costs a
   * query per token and two seconds; a revocation is seen at once, or within two seconds where its broadcast was lost.
   */
  authenticate(bearerToken: string): Promise<Principal>;
  /**
   * Tells, once each, the credentials that are revoked here or on any replica: at once, or within five seconds where
   * the broadcast was lost. The listener must not throw. The answer unregisters.
   */
  onRevoked(listener: (credentialId: string) => void): () => void;
  /** UNAUTHENTICATED (CREDENTIALS_INVALID); RATE_LIMITED after 10 failures a minute per account, 100 per address. */
  signIn(input: SignInInput): Promise<{ readonly user: User } & Tokens>;
  /** UNAUTHENTICATED; a token used before (REFRESH_TOKEN_REUSED) ends its whole family. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Ends the caller's session. False when there was none to end. */
  signOut(principal: Principal): Promise<boolean>;
  /** FORBIDDEN unless an admin of the operator's tenant asks. */
  createTenant(principal: Principal, input: NewTenantInput): Promise<TenantAndAdmin>;
  createUser(principal: Principal, input: NewUserInput): Promise<User>;
  updateUser(principal: Principal, input: UserChangeInput): Promise<User>;
  changePassword(principal: Principal, input: PasswordChangeInput): Promise<User>;
  listUsers(principal: Principal, page: PageArguments): Promise<Page<User>>;
  getUsers(tenantId: string, ids: readonly string[]): Promise<Map<string, User>>;
  getTenant(id: string): Promise<Tenant | null>;
  createApiKey(principal: Principal, input: NewApiKeyInput): Promise<IssuedKey>;
  revokeApiKey(principal: Principal, id: string): Promise<ApiKey>;
  /** Those for one task alone are left out: nobody made them, and they end with it. */
  listApiKeys(principal: Principal, input: ApiKeyListInput): Promise<Page<ApiKey>>;
  getApiKeys(tenantId: string, ids: readonly string[]): Promise<Map<string, ApiKey>>;
  /** NOT_FOUND when the tenant has no such agent, or it was removed. */
  issueAgentKey(tenantId: string, agentId: string, name: string): Promise<IssuedKey>;
  revokeAgentKeys(tenantId: string, agentId: string): Promise<void>;
  /**
   * The key of a sandbox, the same each time; once more it moves the key's end further on at most. The keys that other sandboxes
   * of the same task had are revoked. NOT_FOUND at `["agentId"]` as above; INVALID_STATE (KEY_REVOKED) once it was revoked.
   */
  issueSandboxKey(key: SandboxKey): Promise<string>;
  /** Refused everywhere from now on; nothing where there is none. */
  revokeSandboxKeys(sandboxIds: readonly string[]): Promise<void>;
  /** Makes the first tenant and its admin unless they are there. */
  bootstrap(input: BootstrapInput): Promise<BootstrapOutcome>;
  /**
   * 32 bytes that nobody without the signing key can tell: the same for the same purpose on every replica, others once the key
   * is another. A purpose begins with a word of its owner's and a colon, as in `webhook:...`.
   */
  deriveSecret(purpose: string): Buffer;
  /** Deletes up to 20,000 sessions that have ended, and as many keys of sandboxes; answers how many. */
  sweep(): Promise<number>;
}

export function createIdentityService(options: IdentityOptions): IdentityService {
  return new PostgresIdentityService(options);
}

/** What needs the signing key, and so is there after the start only. */
interface Started {
  readonly authenticate: Authenticate;
  readonly signIns: SignIns;
  readonly deriveSecret: (purpose: string) => Buffer;
}

class PostgresIdentityService implements IdentityService {
  readonly name = "identity";
  readonly #options: IdentityOptions;
  readonly #parts: { readonly database: Database; readonly passwords: Passwords };
  readonly #limiter = new SignInLimiter();
  readonly #revocations: Revocations;
  readonly #keyUse: KeyUse;
  readonly #users: Users;
  readonly #apiKeys: ApiKeys;
  readonly #sandboxKeys: SandboxKeys;
  #started: Started | null = null;
  #starting: Promise<void> | undefined;

  constructor(options: IdentityOptions) {
    this.#options = options;
    this.#revocations = new Revocations(options);
    this.#keyUse = new KeyUse(options);
    const { database, clock, passwords = createPasswords() } = options;
    const revocations = this.#revocations;
    this.#parts = { database, passwords };
    this.#users = new Users({ ...this.#parts, limiter: this.#limiter, revocations });
    this.#apiKeys = new ApiKeys({ database, clock, revocations });
    this.#sandboxKeys = new SandboxKeys({ database, clock, revocations });
  }

  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  /** A start under way is waited for: what it has begun is to be ended too. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#revocations.stop();
    await this.#keyUse.stop();
  }

  async #start(): Promise<void> {
    const { database, clock, config, log } = this.#options;
    const signingSecret = await loadSigningSecret({ database, configured: config.jwtSecret, log });
    const accessTokens = createAccessTokens({ secret: signingSecret, clock, accessTokenMs: config.accessTokenMs });
    const shared = { database, clock, accessTokens, revocations: this.#revocations };
    this.#started = {
      authenticate: createAuthenticate({ ...shared, keyUse: this.#keyUse }),
      signIns: new SignIns({
        ...shared,
        signingSecret,
        passwords: this.#parts.passwords,
        limiter: this.#limiter,
        refreshTokenMs: config.refreshTokenMs,
      }),
      deriveSecret: (purpose) => deriveSecret(signingSecret, purpose),
    };
    await this.#revocations.start();
    this.#keyUse.start();
  }

  get #running(): Started {
    if (!this.#started) throw new Error("The identity service was not started.");
    return this.#started;
  }

  authenticate = (bearerToken: string) => this.#running.authenticate(bearerToken);
  onRevoked = (listener: (credentialId: string) => void) => this.#revocations.on(listener);
  signIn = (input: SignInInput) => this.#running.signIns.signIn(input);
  refresh = (refreshToken: string) => this.#running.signIns.refresh(refreshToken);
  signOut = (principal: Principal) => this.#running.signIns.signOut(principal);
  deriveSecret = (purpose: string) => this.#running.deriveSecret(purpose);
  sweep = async () => (await this.#running.signIns.sweep()) + (await this.#sandboxKeys.sweep());
  createTenant = (principal: Principal, input: NewTenantInput) => createTenant(this.#parts, principal, input);
  createUser = (principal: Principal, input: NewUserInput) => this.#users.create(principal, input);
  updateUser = (principal: Principal, input: UserChangeInput) => this.#users.update(principal, input);
  changePassword = (principal: Principal, input: PasswordChangeInput) => this.#users.changePassword(principal, input);
  listUsers = (principal: Principal, page: PageArguments) => this.#users.list(principal, page);
  getUsers = (tenantId: string, ids: readonly string[]) => readUsers(this.#options.database, tenantId, ids);
  getTenant = (id: string) => readTenant(this.#options.database, id);
  createApiKey = (principal: Principal, input: NewApiKeyInput) => this.#apiKeys.create(principal, input);
  revokeApiKey = (principal: Principal, id: string) => this.#apiKeys.revoke(principal, id);
  listApiKeys = (principal: Principal, input: ApiKeyListInput) => this.#apiKeys.list(principal, input);
  getApiKeys = (tenantId: string, ids: readonly string[]) => readApiKeys(this.#options.database, tenantId, ids);
  issueAgentKey = (tenantId: string, agentId: string, name: string) =>
    this.#apiKeys.issueForAgent(tenantId, agentId, name);
  revokeAgentKeys = (tenantId: string, agentId: string) => this.#apiKeys.revokeOfAgent(tenantId, agentId);
  issueSandboxKey = (key: SandboxKey) => this.#sandboxKeys.issue(this.deriveSecret, key);
  revokeSandboxKeys = (sandboxIds: readonly string[]) => this.#sandboxKeys.revoke(sandboxIds);
  bootstrap = (input: BootstrapInput) => bootstrap(this.#parts, input);
}
