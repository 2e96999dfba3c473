import { releaseDigest, type MusterClient, type Release } from "@muster/sdk";
import { DemoError, type Demo } from "demo-session";
import { agentRelease, itemName, publisherName } from "./agent.js";
import { compileAgent, type Module } from "./module.js";
import { openPublisher } from "./publisher.js";

/** Compiles, uploads, signs, publishes: or answers the release that has these bytes already. */
export async function publishAgent({ client, print }: Pick<Demo, "client" | "print">): Promise<Release> {
  const module = await compileAgent();
  print(`Compiled from source: ${module.bytes.byteLength} bytes, SHA-256 ${module.sha256}.`);
  const latest = await client.marketplace.release(itemName, "*");
  if (latest?.binarySha256 === module.sha256 && latest.signature?.isValid === true) {
    print(`Published before, as ${itemName} ${latest.version}.`);
    return latest;
  }
  const release = await publish(client, module, nextOf(latest?.version));
  if (release.status === "REJECTED") throw new DemoError(`The release was rejected: ${release.statusReason}`);
  print(`Published ${itemName} ${release.version}, signed with ${release.signature?.key.fingerprint.slice(0, 16)}...`);
  for (const { name, durationMs } of release.testResults)
    print(`  its test "${name}" passed in ${durationMs.toFixed(1)} ms`);
  return release;
}

async function publish(client: MusterClient, module: Module, version: string): Promise<Release> {
  const signer = await openPublisher(client, publisherName);
  const binary = await client.binaries.upload({ bytes: module.bytes });
  const digest = await releaseDigest({ ...agentRelease, version, binarySha256: binary.sha256 });
  const signature = { keyId: signer.key.id, signature: signer.sign(digest) };
  return client.marketplace.publish({ ...agentRelease, version, binary: binary.id, signature });
}

/** The next patch. */
function nextOf(version: string | undefined): string {
  if (version === undefined) return "1.0.0";
  const [major, minor, patch] = version.split(".").map(Number);
  return `${major}.${minor}.${(patch ?? 0) + 1}`;
}
