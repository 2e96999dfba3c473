import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { newId } from "../platform/ids.js";
import type { AccessTokens, Subject } from "./access-tokens.js";
import { credentialsInvalid, refreshTokenReused, tokenExpired, tokenInvalid, tokenRevoked } from "./errors.js";
import { parseInput, signInInput } from "./inputs.js";
import type { Principal, Tokens, User } from "./model.js";
import type { Passwords } from "./passwords.js";
import type { Revocations } from "./revocations.js";
import { newRefreshToken, readRefreshToken } from "./secrets.js";
import type { SignInLimiter } from "./sign-in-limiter.js";
import { deleteSignIns } from "./sql/delete-sign-ins.sql.js";
import { endSignIn } from "./sql/end-sign-in.sql.js";
import { findCredentials } from "./sql/find-credentials.sql.js";
import { inspectSignIn } from "./sql/inspect-sign-in.sql.js";
import { openSignIn } from "./sql/open-sign-in.sql.js";
import { rotateSignIn } from "./sql/rotate-sign-in.sql.js";

const sweepBatch = 1_000;
/** One sweep deletes 20,000 rows at most; the next one goes on. */
const sweepBatches = 20;

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** Address of the peer, for the limit on failures. */
  readonly clientAddress: string;
}

interface SignInOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly limiter: SignInLimiter;
  readonly accessTokens: AccessTokens;
  readonly revocations: Revocations;
  readonly signingSecret: Buffer;
  readonly refreshTokenMs: number;
}

type Credentials = User & { readonly passwordHash: string };

/** Sessions of people, from a password to the end of their refresh tokens. */
export class SignIns {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async signIn(input: SignInInput): Promise<{ readonly user: User } & Tokens> {
    const { email, password, clientAddress } = parseInput(signInInput, input);
    const attempt = { account: email, address: clientAddress };
    const found = await this.#options.limiter.guard(attempt, () => this.#findByPassword(email, password));
    if (!found) throw credentialsInvalid();
    const { passwordHash, ...user } = found;
    const signInId = newId("signin");
    const refresh = newRefreshToken(this.#options.signingSecret, signInId);
    const opened = await this.#options.database.query(openSignIn, [
      signInId,
      user.id,
      user.tenantId,
      refresh.hash,
      this.#refreshEnd(),
      passwordHash,
    ]);
    if (opened.length === 0) throw credentialsInvalid();
    const subject = { signInId, userId: user.id, tenantId: user.tenantId, role: user.role };
    return { user, ...(await this.#tokens(subject, refresh.token)) };
  }

  /** The password is checked for whomever, and before anything else is looked at: the time taken tells nothing. */
  async #findByPassword(email: string, password: string): Promise<Credentials | null> {
    const { database, passwords } = this.#options;
    const [found] = await database.query<Credentials>(findCredentials, [email]);
    const matches = await passwords.verify(password, found?.passwordHash ?? null);
    return found && matches && !found.disabled ? found : null;
  }

  async refresh(refreshToken: string): Promise<Tokens> {
    const { database, clock, signingSecret } = this.#options;
    const read = readRefreshToken(signingSecret, refreshToken);
    if (!read) throw tokenInvalid();
    const { signInId, hash } = read;
    const next = newRefreshToken(signingSecret, signInId);
    const values = [signInId, hash, next.hash, this.#refreshEnd(), clock.now()];
    const [subject] = await database.query<Omit<Subject, "signInId">>(rotateSignIn, values);
    if (!subject) return this.#refuse(signInId, hash);
    return this.#tokens({ ...subject, signInId }, next.token);
  }

  /** A token of ours that is not the newest of its family was stolen, or its thief holds the newest: both are out. */
  async #refuse(signInId: string, hash: string): Promise<never> {
    const { database, clock } = this.#options;
    const [row] = await database.query<{ tenantId: string; current: boolean; expired: boolean }>(inspectSignIn, [
      signInId,
      hash,
      clock.now(),
    ]);
    if (!row) throw tokenExpired();
    if (row.current) throw row.expired ? tokenExpired() : tokenRevoked();
    await this.#end(signInId, row.tenantId);
    throw refreshTokenReused();
  }

  /** False for who did not sign in, and when the session had ended before. */
  async signOut({ kind, credentialId, tenantId }: Principal): Promise<boolean> {
    return kind === "user" && (await this.#end(credentialId, tenantId));
  }

  async #end(signInId: string, tenantId: string): Promise<boolean> {
    const ended = await this.#options.database.query<{ id: string }>(endSignIn, [signInId, tenantId]);
    this.#options.revocations.announce(ended.map(({ id }) => id));
    return ended.length > 0;
  }

  /** Deletes sessions that have ended by themselves; answers how many. Any number of replicas may sweep at once. */
  async sweep(): Promise<number> {
    const { database, clock } = this.#options;
    let count = 0;
    for (let batch = 0; batch < sweepBatches; batch++) {
      const deleted = await database.query(deleteSignIns, [clock.now(), sweepBatch]);
      count += deleted.length;
      if (deleted.length < sweepBatch) break;
    }
    return count;
  }

  #refreshEnd(): Date {
    return new Date(this.#options.clock.now().getTime() + this.#options.refreshTokenMs);
  }

  async #tokens(subject: Subject, refreshToken: string): Promise<Tokens> {
    const { token, expiresAt } = await this.#options.accessTokens.issue(subject);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken };
  }
}
