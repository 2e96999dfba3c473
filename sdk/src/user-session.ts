import type { RefreshTokenMutation, SignInMutation } from "./generated/graphql.js";

/** An access token is exchanged this long before it ends. */
const marginMs = 60_000;

export type SignedInUser = SignInMutation["signIn"]["user"];
type Tokens = Omit<RefreshTokenMutation["refreshToken"], "__typename">;

export interface UserSessionOptions {
  readonly tokens: Tokens;
  readonly user: SignedInUser;
  refresh(refreshToken: string): Promise<Tokens>;
}

/** A person's session, which refreshes itself whenever its token is asked for: no timer runs. */
export class UserSession {
  /** Who signed in. */
  readonly user: SignedInUser;
  readonly #refresh: UserSessionOptions["refresh"];
  #tokens: Tokens;
  #refreshing: Promise<Tokens> | null = null;

  constructor({ tokens, user, refresh }: UserSessionOptions) {
    this.user = user;
    this.#tokens = tokens;
    this.#refresh = refresh;
  }

  /**
   * A valid access token: fits every `token` option. Exchanged for the next when it nears its end or was refused. Rejects
   * with MusterRequestError, UNAUTHENTICATED, when the session has ended: then sign in anew.
   */
  readonly token = async (refused?: string): Promise<string> => {
    const endsAt = Date.parse(this.#tokens.accessTokenExpiresAt);
    if (refused !== this.#tokens.accessToken && endsAt - Date.now() > marginMs) return this.#tokens.accessToken;
    // One exchange at a time: a refresh token that is used twice ends the session.
    this.#refreshing ??= this.#exchange();
    return (await this.#refreshing).accessToken;
  };

  async #exchange(): Promise<Tokens> {
    try {
      this.#tokens = await this.#refresh(this.#tokens.refreshToken);
      return this.#tokens;
    } finally {
      this.#refreshing = null;
    }
  }
}
