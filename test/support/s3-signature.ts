import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What is read off a signed request, wherever it stands in it. */
interface Signed {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly at: string;
  readonly payload: string;
  readonly query: readonly string[];
}

/**
 * Whether a request is signed with these keys, after AWS Signature Version 4, in its headers or in its URL. Written from the
 * standard: the server of the tests takes every signature, and the SDK's own code would agree with itself.
 */
export function isSigned(request: IncomingMessage, keys: S3Keys): boolean {
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const signed = query.includes("X-Amz-Signature=") ? inUrl(query) : inHeaders(request, query);
  if (!signed) return false;
  const [accessKeyId, ...scope] = signed.credential.split("/");
  const names = signed.signedHeaders.split(";");
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, " ")}\n`);
  const canonical = [request.method, path, signed.query.toSorted().join("&"), headers.join(""), signed.signedHeaders];
  const digest = createHash("sha256")
    .update([...canonical, signed.payload].join("\n"))
    .digest("hex");
  const text = ["AWS4-HMAC-SHA256", signed.at, scope.join("/"), digest].join("\n");
  const key = scope.reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${keys.secretAccessKey}`);
  const expected = hmac(key, text);
  const given = Buffer.from(signed.signature, "hex");
  return (
    accessKeyId === keys.accessKeyId &&
    names.includes("host") &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  );
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function inHeaders({ headers }: IncomingMessage, query: string): Signed | null {
  const match = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)$/.exec(
    headers.authorization ?? "",
  );
  if (!match) return null;
  const [, credential = "", signedHeaders = "", signature = ""] = match;
  const at = String(headers["x-amz-date"]);
  const payload = String(headers["x-amz-content-sha256"]);
  const pairs = query === "" ? [] : query.split("&").map((pair) => (pair.includes("=") ? pair : `${pair}=`));
  return { credential, signedHeaders, signature, at, payload, query: pairs };
}

function inUrl(query: string): Signed {
  const values = new URLSearchParams(query);
  const of = (name: string): string => values.get(`X-Amz-${name}`) ?? "";
  return {
    credential: of("Credential"),
    signedHeaders: of("SignedHeaders"),
    signature: of("Signature"),
    at: of("Date"),
    payload: "UNSIGNED-PAYLOAD",
    query: query.split("&").filter((pair) => !pair.startsWith("X-Amz-Signature=")),
  };
}
