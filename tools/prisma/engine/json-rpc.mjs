import { createInterface } from "node:readline";

/** The code of every error that the native engine answers. */
const engineError = 4466;
/** Ids of our own requests stand above those of the CLI, which counts from 1. */
const firstOwnId = 1_000_000;

/**
 * @typedef {object} Answer
 * @property {unknown} result
 * @property {string} [print] text for the CLI to write to standard output before it reads the result
 */

/**
 * Answers the requests on standard input, one JSON object a line, one after the other, until it ends.
 * @param {(method: string, params: unknown) => Promise<Answer>} call
 */
export async function serve(call) {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() ? JSON.parse(line) : {};
    // What has no method answers a `print` of ours.
    if (request.method) await answer(request, call);
  }
}

async function answer({ id, method, params }, call) {
  try {
    const { result, print } = await call(method, params ?? {});
    if (print !== undefined) send({ id: firstOwnId + id, method: "print", params: { content: print } });
    send({ id, result: result ?? {} });
  } catch (error) {
    const data = { is_panic: false, message: error.message, error_code: error.code ?? null, meta: null };
    send({ id, error: { code: engineError, message: "An error happened. Check the data field for details.", data } });
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
