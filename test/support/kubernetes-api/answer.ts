import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "yaml";
import { ApiFailure, badRequest, type Status } from "./failure.js";

/** What a request is answered with, unless it is a stream. */
export interface Answer {
  readonly code: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const maxBodyBytes = 3 * 1_024 * 1_024;

/** The body of a request; null where it has none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge(maxBodyBytes);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return null;
  try {
    // What is applied is YAML, which JSON is too; but JSON is parsed faster as such.
    if (!/yaml/.test(request.headers["content-type"] ?? "") || text.startsWith("{")) return JSON.parse(text);
    return parse(text);
  } catch (error) {
    throw badRequest(`error decoding: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tooLarge(limit: number): ApiFailure {
  const message = `Request entity too large: limit is ${limit}`;
  return new ApiFailure({ code: 413, reason: "RequestEntityTooLarge", message });
}

export function failureAnswer(error: unknown): Answer {
  if (error instanceof ApiFailure) return statusAnswer(error.status);
  const message = `Internal error occurred: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return statusAnswer(new ApiFailure({ code: 500, reason: "InternalError", message }).status);
}

export function statusAnswer(status: Status): Answer {
  const seconds = status.details?.retryAfterSeconds;
  return {
    code: status.code ?? 500,
    body: status,
    ...(seconds !== undefined && { headers: { "retry-after": String(seconds) } }),
  };
}

export function encode(answer: Answer): { readonly head: Readonly<Record<string, string>>; readonly bytes: Buffer } {
  const isText = typeof answer.body === "string";
  const bytes = Buffer.from(isText ? answer.body : `${JSON.stringify(answer.body)}\n`);
  return {
    head: {
      "content-type": isText ? "text/plain; charset=utf-8" : "application/json",
      "cache-control": "no-cache, private",
      "content-length": String(bytes.length),
      ...answer.headers,
    },
    bytes,
  };
}

export function send(response: ServerResponse, answer: Answer): void {
  const { head, bytes } = encode(answer);
  response.writeHead(answer.code, head).end(bytes);
}
