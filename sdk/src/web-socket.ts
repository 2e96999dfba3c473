/** A constructor with the browser's WebSocket interface. */
export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocket;

interface NodeGlobals {
  readonly process?: { readonly versions?: { readonly node?: string } };
}

/** What `ws` writes to: a stream of Node. */
interface Corkable {
  readonly writableCorked: number;
  cork(): void;
  uncork(): void;
}

/** The browser's own, or on Node the `ws` package, loaded only when the first socket opens. */
export async function loadWebSocket(): Promise<WebSocketConstructor> {
  const onNode = (globalThis as NodeGlobals).process?.versions?.node !== undefined;
  return onNode ? loadGathering() : globalThis.WebSocket;
}

/**
 * A socket of `ws` that writes all frames of one turn of the event loop at once. A system call costs more than what a small
 * frame carries, and the server makes one statement of an accept and a result that it reads together.
 */
async function loadGathering(): Promise<WebSocketConstructor> {
  const { WebSocket } = await import("ws");
  class GatheringWebSocket extends WebSocket {
    #stream: Corkable | null = null;

    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols);
      this.once("upgrade", ({ socket }) => (this.#stream = socket));
    }

    override send(data: string): void {
      const stream = this.#stream;
      if (stream !== null && stream.writableCorked === 0) {
        stream.cork();
        setImmediate(() => stream.uncork());
      }
      super.send(data);
    }
  }
  return GatheringWebSocket as unknown as WebSocketConstructor;
}
