import { MusterError, badInput, unavailable, type InputPath } from "../platform/errors.js";

function unauthenticated(message: string, reason: string): MusterError {
  return new MusterError("UNAUTHENTICATED", message, { reason });
}

/** Not a token of ours: malformed, forged, signed with another key, or never issued. */
export const tokenInvalid = (): MusterError => unauthenticated("The token is not valid.", "TOKEN_INVALID");

export const tokenExpired = (): MusterError => unauthenticated("The token has expired.", "TOKEN_EXPIRED");

export const tokenRevoked = (): MusterError => unauthenticated("The token was revoked.", "TOKEN_REVOKED");

/** One answer for an unknown email, a wrong password and a disabled user: which of them it was stays unsaid. */
export const credentialsInvalid = (): MusterError =>
  unauthenticated("The email or the password is wrong.", "CREDENTIALS_INVALID");

export const refreshTokenReused = (): MusterError =>
  unauthenticated("The refresh token was used before: its session was ended. Sign in again.", "REFRESH_TOKEN_REUSED");

export const passwordIncorrect = (path: InputPath): MusterError =>
  badInput("The current password is wrong.", path, "PASSWORD_INCORRECT");

export const userEmailTaken = (path: InputPath): MusterError =>
  new MusterError("CONFLICT", "Another user has this email.", { reason: "USER_EMAIL_TAKEN", path });

export const userLastAdmin = (path: InputPath): MusterError =>
  new MusterError("INVALID_STATE", "The last active admin can be neither demoted nor disabled.", {
    reason: "USER_LAST_ADMIN",
    path,
  });

export const operatorRequired = (): MusterError =>
  new MusterError("FORBIDDEN", "Only an admin of the operator's tenant may create tenants.", {
    reason: "TENANT_NOT_OPERATOR",
  });

export const signInsLimited = (retryAfterMs: number): MusterError =>
  new MusterError("RATE_LIMITED", `Too many failed sign-ins: try again in ${retryAfterMs} ms (retryAfterMs).`, {
    reason: "SIGN_IN_LIMITED",
  });

/** Too many attempts on one account wait for the one under way. */
export const signInQueueFull = (): MusterError => unavailable("Too busy; try again.", "SIGN_IN_QUEUE_FULL");

/** More passwords are to be checked than the processor gets done in time. */
export const passwordCheckQueueFull = (): MusterError =>
  unavailable("Too busy; try again.", "PASSWORD_CHECK_QUEUE_FULL");
