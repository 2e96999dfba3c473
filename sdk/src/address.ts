/** Both faces of one server address. */
export interface Address {
  /** Where requests are posted. */
  readonly http: string;
  /** Where sockets are opened. */
  readonly socket: string;
}

/** Reads `http(s)://` or `ws(s)://`; a missing path means `/graphql`. Throws a TypeError for anything else. */
export function parseAddress(text: string): Address {
  const url = new URL(text);
  const scheme = /^(?:http|ws)(s?):$/.exec(url.protocol);
  if (scheme === null) throw new TypeError(`The url must be http(s) or ws(s), not ${url.protocol}//.`);
  if (url.pathname === "/") url.pathname = "/graphql";
  const rest = url.href.slice(url.protocol.length);
  return { http: `http${scheme[1]}:${rest}`, socket: `ws${scheme[1]}:${rest}` };
}
