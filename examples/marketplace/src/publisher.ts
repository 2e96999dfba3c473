import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { signedText, type MusterClient, type PublisherKey } from "@muster/sdk";

/** Beside what is compiled: whoever publishes keeps it somewhere better. */
const keyFile = fileURLToPath(new URL("../dist/publisher-key.pem", import.meta.url));

export interface Signer {
  readonly key: PublisherKey;
  /** Signs a release by its digest. */
  sign(digest: string): string;
}

/** The publisher with a key of ours: both are registered where they are not known yet. */
export async function openPublisher(client: MusterClient, name: string): Promise<Signer> {
  const privateKey = await ownKey();
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  const publisher =
    (await client.marketplace.publisher(name)) ??
    (await client.marketplace.createPublisher({ name, displayName: "Muster's demo" }));
  const known = publisher.keys.find((key) => key.publicKey.trim() === publicKey.trim() && key.revokedAt === null);
  const key = known ?? (await client.marketplace.addKey({ publisher: name, name: "demo", publicKey }));
  return { key, sign: (digest) => sign(null, Buffer.from(signedText(digest)), privateKey).toString("base64") };
}

async function ownKey(): Promise<KeyObject> {
  try {
    return createPrivateKey(await readFile(keyFile));
  } catch {
    const { privateKey } = generateKeyPairSync("ed25519");
    await mkdir(dirname(keyFile), { recursive: true });
    await writeFile(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    return privateKey;
  }
}
