import { createHash } from "node:crypto";
import type { IdPrefix } from "../../src/platform/ids.js";
import { payloadOf, type AppWorld } from "./app-world.js";
import type { RoleTokens } from "./role-tokens.js";
import { assemble } from "./wat.js";
import { notFound, type Attempt } from "./workflow-attempts.js";

const quiet = '(module (memory (export "memory") 1) (func (export "_start")))';

/** Uploads a module as somebody who may, and answers the binary's id. */
export async function uploadModule(world: AppWorld, token: string, wat = quiet): Promise<string> {
  const bytes = assemble(wat);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const offered = await world.call(
    `mutation ($sha256: String!, $size: Float!) {
       createBinaryUpload(input: { sha256: $sha256, size: $size }) { uploadUrl binary { id } } }`,
    { sha256, size: bytes.byteLength },
    token,
  );
  const { uploadUrl, binary } = payloadOf(offered, "createBinaryUpload") as {
    readonly uploadUrl: string | null;
    readonly binary: { readonly id: string } | null;
  };
  if (binary) return binary.id;
  const response = await fetch(uploadUrl ?? "", { method: "PUT", body: bytes });
  if (!response.ok) throw new Error(`The upload was refused: ${await response.text()}`);
  return ((await response.json()) as { readonly binaryId: string }).binaryId;
}

/** Makes one of everything that belongs to the marketplace; what it rates is the first tenant's, shared with it alone. */
export async function fillMarketplace(world: AppWorld, owner: RoleTokens): Promise<Map<IdPrefix, string>> {
  const token = owner.tokens.ADMIN;
  const binary = await uploadModule(world, token);
  const { data, errors } = await world.call(
    `mutation ($binary: String!) {
       createPublisher(input: { name: "secret-${suffixOf(owner)}" }) { publisher { id } }
       publishRelease(input: { name: "secrets-${suffixOf(owner)}/quiet", version: "1.0.0", type: AGENT, description: "Says nothing.", binary: $binary }) {
         release { id item { id } } }
       installItem(input: { item: "secrets-${suffixOf(owner)}/quiet" }) { installation { id } }
       executeAgent(input: { agent: { binary: $binary } }) { executionId }
       addPublisherKey(input: { publisher: "secret-${suffixOf(owner)}", name: "k", publicKey: "${ed25519Base64}" }) { key { id } } }`,
    { binary },
    token,
  );
  if (!data) throw new Error(`The marketplace was not filled: ${JSON.stringify(errors)}`);
  const made = data as unknown as Made;
  return new Map<IdPrefix, string>([
    ["binary", binary],
    ["publisher", made.createPublisher.publisher.id],
    ["pubkey", made.addPublisherKey.key.id],
    ["release", made.publishRelease.release.id],
    ["item", made.publishRelease.release.item.id],
    ["installation", made.installItem.installation.id],
    ["execution", made.executeAgent.executionId],
    ["review", await fillReview(world, owner)],
  ]);
}

interface Made {
  readonly createPublisher: { readonly publisher: Identified };
  readonly addPublisherKey: { readonly key: Identified };
  readonly publishRelease: { readonly release: Identified & { readonly item: Identified } };
  readonly installItem: { readonly installation: Identified };
  readonly executeAgent: { readonly executionId: string };
}

interface Identified {
  readonly id: string;
}

/** A key whose private half nobody keeps. */
const ed25519Base64 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

function suffixOf({ tenantId }: RoleTokens): string {
  return tenantId.slice(-8);
}

/** The owner rates what it has run of another's. */
async function fillReview(world: AppWorld, owner: RoleTokens): Promise<string> {
  const name = `others-${suffixOf(owner)}/rated`;
  const binary = await uploadModule(world, await world.adminToken());
  const published = await world.asAdmin(
    `mutation ($binary: String!, $owner: ID!) {
       publishRelease(input: { name: "${name}", version: "1.0.0", type: AGENT, description: "Is rated.", binary: $binary,
         visibility: SHARED, sharedWith: [$owner] }) { release { id } } }`,
    { binary, owner: owner.tenantId },
  );
  payloadOf(published, "publishRelease");
  const answer = await world.call(
    `mutation { executeAgent(input: { agent: { item: "${name}" } }) { executionId }
       reviewItem(input: { item: "${name}", rating: 4 }) { review { id } } }`,
    {},
    owner.tokens.ADMIN,
  );
  return (payloadOf(answer, "reviewItem") as { readonly review: Identified }).review.id;
}

/** What a tenant sees of its own, to tell whether anything has changed. */
export const marketplaceView = `binaries { nodes { id } } publishers { id keys { id revokedAt } }
  installations { nodes { id range release { id } } } executions { nodes { id status } }
  marketplaceItems(filter: { isOwn: true }) { nodes { id updatedAt releases { nodes { id status signature { signature } } } } }`;

const waiting = '{ steps: [{ id: "wait", type: "waitForSignal", signal: "go" }] }';

/** Publishes something and shares it with a tenant, then with it alone again. */
export const shareWith = `mutation ($id: ID!, $name: String!) {
  publishRelease(input: { name: $name, version: "1.0.0", type: WORKFLOW, description: "Waits.", visibility: SHARED,
    sharedWith: [$id], definition: ${waiting} }) { release { status } }
  updateItem(input: { item: $name, sharedWith: [$id] }) { item { visibility } } }`;

const nobody = "00000000000000000000000000";

function asAdmin(noun: IdPrefix, query: string, answer: unknown): Attempt {
  return { as: "ADMIN", noun, query, answer };
}

function change(noun: IdPrefix, selection: string, answer: unknown = notFound(noun)): Attempt {
  return asAdmin(noun, `mutation ($id: ID!) { ${selection} }`, answer);
}

/** By root field: every one of the marketplace that takes an id. */
export const marketplaceAttempts: Readonly<Record<string, Attempt>> = {
  execution: asAdmin("execution", "query ($id: ID!) { execution(id: $id) { id } }", { data: { execution: null } }),
  deprecateRelease: change("release", 'deprecateRelease(input: { id: $id, reason: "x" }) { release { id } }'),
  yankRelease: change("release", 'yankRelease(input: { id: $id, reason: "x" }) { release { id } }'),
  restoreRelease: change("release", "restoreRelease(id: $id) { release { id } }"),
  signRelease: change(
    "release",
    `signRelease(input: { id: $id, signature: { keyId: "pubkey_${nobody}", signature: "" } }) { release { id } }`,
  ),
  revokePublisherKey: change("pubkey", "revokePublisherKey(id: $id) { key { id } }", notFound("key")),
  publishRelease: change(
    "pubkey",
    `publishRelease(input: { name: "strangers/flow", version: "1.0.0", type: WORKFLOW, description: "Waits.",
       definition: ${waiting}, signature: { keyId: $id, signature: "${"A".repeat(86)}==" } }) { release { id } }`,
    notFound("key"),
  ),
  deleteReview: change("review", "deleteReview(id: $id) { id }"),
  upgradeInstallation: change("installation", "upgradeInstallation(input: { id: $id }) { installation { id } }"),
  uninstallItem: change("installation", "uninstallItem(id: $id) { id }"),
  deleteBinary: change("binary", "deleteBinary(id: $id) { id }"),
};

/** Fields that take an id, or a name, as text: of another tenant's as of what never was. */
export const textAttempts: readonly Attempt[] = [
  asAdmin("binary", "query ($id: String!) { binary(id: $id) { id } }", { data: { binary: null } }),
  asAdmin("item", "query ($id: String!) { marketplaceItem(name: $id) { id } }", { data: { marketplaceItem: null } }),
  asAdmin(
    "item",
    "mutation ($id: String!) { installItem(input: { item: $id }) { installation { id } } }",
    notFound("item"),
  ),
  asAdmin(
    "item",
    "mutation ($id: String!) { reviewItem(input: { item: $id, rating: 1 }) { review { id } } }",
    notFound("item"),
  ),
  asAdmin(
    "item",
    "mutation ($id: String!) { updateItem(input: { item: $id, tags: [] }) { item { id } } }",
    notFound("item"),
  ),
  asAdmin("item", "query ($id: String!) { executions(filter: { item: $id }) { nodes { id } } }", notFound("item")),
  asAdmin(
    "item",
    "mutation ($id: String!) { executeAgent(input: { agent: { item: $id } }) { executionId } }",
    notFound("item"),
  ),
  asAdmin(
    "binary",
    "mutation ($id: String!) { executeAgent(input: { agent: { binary: $id } }) { executionId } }",
    notFound("binary"),
  ),
];
