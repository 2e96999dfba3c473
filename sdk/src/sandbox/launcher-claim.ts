import { parseAddress } from "../address.js";
import { Backoff } from "../backoff.js";
import { messageOf } from "../errors.js";
import { wait } from "../wait.js";
import type { SandboxFile } from "./launcher-files.js";

/** What a container of the pool is told when somebody needs it. */
export interface Claim {
  readonly sandboxId: string;
  /** Null when it is for no task and no agent. */
  readonly apiKey: string | null;
  readonly taskId: string | null;
  readonly command: readonly string[] | null;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly SandboxFile[];
}

export interface ClaimOptions {
  readonly url: string;
  readonly poolKey: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly reconnect: { readonly baseMs: number; readonly capMs: number };
  log(line: string): void;
}

/** The server answers sooner: within half a minute or so. */
const answerMs = 120_000;
/** Half a MiB of files in base64, and the rest. */
const maxClaimBytes = 4 * 1024 * 1024;

/** The pool does not want this container any more. */
export class PoolRefusal extends Error {}

/** Waits until it is needed; null when the signal aborts. Rejects with a PoolRefusal when it will not be. */
export async function awaitClaim(options: ClaimOptions): Promise<Claim | null> {
  const { signal, log, reconnect } = options;
  const backoff = new Backoff(reconnect);
  while (!signal.aborted) {
    const outcome = await ask(options);
    if (signal.aborted) return null;
    if (typeof outcome === "object") return outcome;
    // The server has let it wait.
    if (outcome === "again") {
      backoff.reset();
      await wait(reconnect.baseMs, signal);
      continue;
    }
    const waitMs = backoff.next();
    log(`No answer of the pool, asking again in ${Math.round(waitMs)} ms: ${outcome}`);
    await wait(waitMs, signal);
  }
  return null;
}

/** Answers the claim, `again` when there is none yet, or why there is no answer. */
async function ask({ url, poolKey, fetch: send, signal }: ClaimOptions): Promise<Claim | string> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  try {
    const headers = { authorization: `Bearer ${poolKey}`, accept: "application/json" };
    const response = await send(claimUrl(url), { headers, signal: patience });
    if (response.status === 200) return JSON.parse(await textOf(response)) as Claim;
    await response.body?.cancel();
    if (response.status === 401) throw new PoolRefusal("The pool does not know this container any more.");
    return response.status === 204 ? "again" : `status ${response.status}`;
  } catch (error) {
    if (error instanceof PoolRefusal) throw error;
    return messageOf(error);
  }
}

function claimUrl(url: string): string {
  return `${parseAddress(url).http.replace(/\/graphql\/?$/, "")}/sandboxes/claim`;
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxClaimBytes) throw new PoolRefusal("The claim is too large.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
