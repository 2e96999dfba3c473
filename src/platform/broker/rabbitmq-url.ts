/** The URL with our heartbeat, unless it names one. */
export function brokerUrl(url: string, heartbeatSeconds: number): string {
  const parsed = parse(url);
  if (!parsed.searchParams.has("heartbeat")) parsed.searchParams.set("heartbeat", String(heartbeatSeconds));
  return parsed.href;
}

/** Where the broker is, without who signs in: fit for a log. */
export function brokerAddress(url: string): string {
  const { protocol, host, pathname } = parse(url);
  return `${protocol}//${host}${pathname}`;
}

/** Throws an error that does not repeat the URL, which holds a password. */
function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isAmqp = parsed?.protocol === "amqp:" || parsed?.protocol === "amqps:";
  if (!parsed || !isAmqp || !parsed.hostname) throw new Error("The broker's URL must be amqp://... or amqps://...");
  return parsed;
}
