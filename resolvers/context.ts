import type { Principal } from "../src/identity/index.js";
import type { MusterError } from "../src/platform/errors.js";
import type { Loaders } from "./loaders.js";
import type { Services } from "./services.js";

/** What a resolver knows of its operation. */
export interface RequestContext extends Services {
  /** Who is asking; null before sign-in. A field with a permission of its own is reached with a principal only. */
  readonly principal: Principal | null;
  /** Why there is no principal although a token was shown; null otherwise. */
  readonly refusal: MusterError | null;
  /** Address of the peer, for rate limits. */
  readonly clientAddress: string;
  /** Batch within one operation only. */
  readonly loaders: Loaders;
  /** Called when a subscription's consumer is stuck, so that it cannot come to see the error: its socket is to be closed. */
  readonly onOverflow?: (() => void) | undefined;
}
