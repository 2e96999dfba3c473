import type { Writable } from "node:stream";

/**
 * Gathers what is written to a stream within one turn of the event loop into one system call: on loopback a call costs more
 * than what it carries. The answer is to be called before each write.
 */
export function createCork(stream: Writable): () => void {
  let corked = false;
  const uncork = (): void => {
    corked = false;
    stream.uncork();
  };
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    setImmediate(uncork);
  };
}
