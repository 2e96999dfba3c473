import { refresh, signIn, signOut, type Tokens, type User } from "./credentials";
import { RefusedError } from "./request";

/** What the page shows: a signed-in user, or none and perhaps why. */
export interface SessionState {
  readonly user: User | null;
  readonly notice: string | null;
}

/** As much of a browser's storage as GraphiQL asks for. */
export type Drafts = Pick<Storage, "length" | "getItem" | "setItem" | "removeItem" | "clear">;

interface Kept {
  readonly tokens: Tokens;
  /** By this machine's clock, which need not agree with the server's. */
  readonly receivedAt: number;
  readonly user: User;
}

const storageKey = "muster:session";
/** Life that a token must have left when it is used. */
const marginMs = 60_000;
/** A network that is away for a moment must not end the session: a refresh that failed is tried again. */
const retryMs = 5_000;

/** Keeps a session for as long as the browser's tab, and its token fresh. */
export class Session {
  /** For drafts: GraphiQL writes some of them a moment after it is gone, and then nothing may be kept any more. */
  readonly drafts: Drafts;
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  #kept: Kept | null;
  #state: SessionState;
  #refreshing: Promise<Tokens> | null = null;
  #timer: number | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#kept = read(storage);
    this.#state = { user: this.#kept?.user ?? null, notice: null };
    this.drafts = {
      get length() {
        return storage.length;
      },
      getItem: (name) => storage.getItem(name),
      setItem: (name, value) => {
        if (this.#kept) storage.setItem(name, value);
      },
      removeItem: (name) => storage.removeItem(name),
      clear: () => storage.clear(),
    };
    if (this.#kept) this.#schedule(msUntilRefresh(this.#kept));
  }

  readonly current = (): SessionState => this.#state;

  /** Calls the listener after each change, until the answer is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Rejects when the credentials are wrong or the user is no admin. */
  async signIn(email: string, password: string): Promise<void> {
    const { user, ...tokens } = await signIn(email, password);
    if (user.role === "ADMIN") return this.#keep({ tokens, receivedAt: Date.now(), user });
    await signOut(tokens.accessToken);
    throw new Error(`The explorer is for admins; ${user.email} has the role ${user.role}.`);
  }

  /** Forgets the session here in any case; the server ends it too where it can be reached. */
  async signOut(): Promise<void> {
    const tokens = this.#kept?.tokens;
    this.#keep(null);
    if (tokens) await signOut(tokens.accessToken).catch(() => undefined);
  }

  /** The header's value, from a token with life left. Rejects when the session has ended. */
  async authorization(): Promise<string> {
    if (!this.#kept) throw new Error("Sign in first.");
    const { accessToken } = msUntilRefresh(this.#kept) > 0 ? this.#kept.tokens : await this.#renew();
    return `Bearer ${accessToken}`;
  }

  #keep(next: Kept | null, notice: string | null = null): void {
    this.#kept = next;
    clearTimeout(this.#timer);
    if (next) {
      this.#storage.setItem(storageKey, JSON.stringify(next));
      this.#schedule(msUntilRefresh(next));
    } else {
      // Drafts and history of the workbench end with the session: they may hold secrets.
      this.#storage.clear();
    }
    this.#show({ user: next?.user ?? null, notice });
  }

  #show(state: SessionState): void {
    if (state.user === this.#state.user && state.notice === this.#state.notice) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #schedule(delayMs: number): void {
    this.#timer = window.setTimeout(() => void this.#renewInTime(), Math.max(delayMs, 0));
  }

  async #renewInTime(): Promise<void> {
    try {
      await this.#renew();
    } catch {
      if (this.#kept) this.#schedule(retryMs);
    }
  }

  /** A refresh token is good for one use: callers at the same time share it. */
  #renew(): Promise<Tokens> {
    this.#refreshing ??= this.#renewOnce().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #renewOnce(): Promise<Tokens> {
    if (!this.#kept) throw new Error("Sign in first.");
    const { tokens, user } = this.#kept;
    try {
      const next = await refresh(tokens.refreshToken);
      // Signed out in between: the new tokens are nobody's.
      if (this.#kept) this.#keep({ tokens: next, receivedAt: Date.now(), user });
      return next;
    } catch (error) {
      const isOver = error instanceof RefusedError && error.code === "UNAUTHENTICATED";
      if (isOver) this.#keep(null, "Your session has ended. Sign in again.");
      throw error;
    }
  }
}

function msUntilRefresh({ tokens, receivedAt }: Kept): number {
  return receivedAt + lifeMs(tokens.accessToken) - marginMs - Date.now();
}

/** How long a JWT lives, by the two instants of the server's clock that it carries. */
function lifeMs(accessToken: string): number {
  const [, payload = ""] = accessToken.split(".");
  const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  const { iat, exp } = JSON.parse(text) as { readonly iat: number; readonly exp: number };
  return (exp - iat) * 1000;
}

function read(storage: Storage): Kept | null {
  const text = storage.getItem(storageKey);
  return text === null ? null : (JSON.parse(text) as Kept);
}
