import { generateKeyPairSync, sign } from "node:crypto";
import { signedText } from "../../src/marketplace/proofs/digest.js";

/** A publisher's key, the private half with it. */
export interface SigningKey {
  /** SPKI. */
  readonly pem: string;
  /** The 32 bytes. */
  readonly raw: Buffer;
  /** Base64. */
  sign(digest: string): string;
}

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  return {
    pem: publicKey.export({ format: "pem", type: "spki" }).toString(),
    raw: Buffer.from(x ?? "", "base64url"),
    sign: (digest) => sign(null, Buffer.from(signedText(digest)), privateKey).toString("base64"),
  };
}
