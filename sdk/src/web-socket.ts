/** A constructor with the browser's WebSocket interface. */
export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocket;

interface NodeGlobals {
  readonly process?: { readonly versions?: { readonly node?: string } };
}

/** The browser's own, or on Node the `ws` package, loaded only when the first socket opens. */
export async function loadWebSocket(): Promise<WebSocketConstructor> {
  const onNode = (globalThis as NodeGlobals).process?.versions?.node !== undefined;
  if (!onNode) return globalThis.WebSocket;
  const { WebSocket } = await import("ws");
  return WebSocket as unknown as WebSocketConstructor;
}
