/** Close codes that the graphql-transport-ws protocol and the server use. */
export const closeCodes = {
  badResponse: 4004,
  internalClientError: 4005,
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  subprotocolNotAcceptable: 4406,
  subscriberAlreadyExists: 4409,
  tooManyInitialisationRequests: 4429,
  terminated: 4499,
} as const;

/** The token was refused, has expired or was revoked: only another token helps. */
export function isRefusal(code: number): boolean {
  return code === closeCodes.unauthorized || code === closeCodes.forbidden;
}

const fatal: readonly number[] = [
  // 1002, 1003, 1007, 1009, 1010: the peer cannot read what this program sends, and would not the next time.
  1002,
  1003,
  1007,
  1009,
  1010,
  closeCodes.badResponse,
  closeCodes.internalClientError,
  closeCodes.badRequest,
  closeCodes.subprotocolNotAcceptable,
  closeCodes.subscriberAlreadyExists,
  closeCodes.tooManyInitialisationRequests,
];

/** Whether a new attempt would end the same way, whatever the token. */
export function isFatal(code: number): boolean {
  return fatal.includes(code);
}
