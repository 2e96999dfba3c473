import type { RequestContext, Services } from "../../resolvers/index.js";
import { createLoaders, type Loaders } from "../../resolvers/loaders.js";
import type { Principal } from "../identity/index.js";
import { MusterError } from "../platform/errors.js";

const scheme = /^bearer +/i;

/** Who is asking, or why that is not known. Never rejects: public fields work without, and with an outdated token. */
export interface Caller {
  readonly principal: Principal | null;
  readonly refusal: MusterError | null;
}

export const anonymous: Caller = { principal: null, refusal: null };

export async function identify(identity: Services["identity"], authorization: string | undefined): Promise<Caller> {
  if (!authorization) return anonymous;
  if (!scheme.test(authorization)) return refusedAs("The authorization must be: Bearer, then the token.");
  try {
    return {
      principal: await identity.authenticate(authorization.replace(scheme, "").trim()),
      refusal: null,
    };
  } catch (error) {
    if (error instanceof MusterError) return { principal: null, refusal: error };
    throw error;
  }
}

function refusedAs(message: string): Caller {
  return {
    principal: null,
    refusal: new MusterError("UNAUTHENTICATED", message, { reason: "TOKEN_INVALID" }),
  };
}

export interface ContextOptions {
  readonly services: Services;
  readonly caller: Caller;
  readonly clientAddress: string;
  /** A subscription outlives what its loaders read, so there they only gather and forget. */
  readonly remember: boolean;
  readonly onOverflow?: () => void;
}

export function createContext({
  services,
  caller,
  clientAddress,
  remember,
  onOverflow,
}: ContextOptions): RequestContext {
  let loaders: Loaders | null = null;
  return {
    // Most operations look nothing up, and an idle subscription would keep them. First, as an object that gets it later is larger.
    get loaders() {
      return (loaders ??= createLoaders(services, caller.principal, remember));
    },
    ...services,
    principal: caller.principal,
    refusal: caller.refusal,
    clientAddress,
    onOverflow,
  };
}
