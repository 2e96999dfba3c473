import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";
import { badInput, type InputPath } from "../../platform/errors.js";
import { signedText } from "./digest.js";
import { isSoundPoint } from "./ed25519-point.js";

const keyForm = /^[A-Za-z0-9+/]{43}=$/;
const signatureForm = /^[A-Za-z0-9+/]{86}==$/;
/** A private key is refused even though its public one could be told from it: it has no business here. */
const pemForm = /^\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;
/** An Ed25519 key takes 113; no other kind of key matters. */
const maxPemChars = 1_000;

/** The 32 bytes of an Ed25519 key, out of its SPKI in PEM or their base64. BAD_USER_INPUT, KEY_INVALID. */
export function parsePublicKey(text: string, path: InputPath): Uint8Array {
  const bytes = keyForm.test(text) ? Buffer.from(text, "base64") : readPem(text);
  if (bytes && isSoundPoint(bytes)) return bytes;
  throw badInput("Must be an Ed25519 public key: SPKI in PEM, or its 32 bytes in base64.", path, "KEY_INVALID");
}

function readPem(text: string): Uint8Array | null {
  if (text.length > maxPemChars || !pemForm.test(text)) return null;
  try {
    const key = createPublicKey(text);
    const { x } = key.asymmetricKeyType === "ed25519" ? key.export({ format: "jwk" }) : {};
    return x === undefined ? null : Buffer.from(x, "base64url");
  } catch {
    return null;
  }
}

/** The 64 bytes of a signature; null where the text is none in base64. */
export function parseSignature(text: string): Uint8Array | null {
  return signatureForm.test(text) ? Buffer.from(text, "base64") : null;
}

/** SPKI in PEM. */
export function pemOf(publicKey: Uint8Array): string {
  return keyObjectOf(publicKey).export({ format: "pem", type: "spki" }).toString();
}

/** SHA-256 of the 32 bytes, in hex. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return createHash("sha256").update(publicKey).digest("hex");
}

/** Whether a key has signed a digest. */
export function isSignedBy(publicKey: Uint8Array, digest: string, signature: Uint8Array): boolean {
  try {
    return verify(null, Buffer.from(signedText(digest)), keyObjectOf(publicKey), signature);
  } catch {
    return false;
  }
}

function keyObjectOf(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}
