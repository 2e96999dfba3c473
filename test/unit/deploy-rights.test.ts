import { beforeAll, describe, expect, it } from "vitest";
import { readManifests, type Manifests } from "../support/manifests.js";
import { findingsOf, planted } from "../support/planted-manifests.js";

let manifests: Manifests;

beforeAll(async () => {
  manifests = await readManifests();
});

const violations: readonly [what: string, name: string, from: string, to: string, finding: RegExp][] = [
  [
    "rights to read Secrets",
    "Role muster-sandboxes",
    '"secrets"],"verbs":[',
    '"secrets"],"verbs":["list",',
    /list secrets/,
  ],
  ["rights to all", "Role muster-sandboxes", '"verbs":["get"]', '"verbs":["*"]', /allows whatever there is/],
  [
    "rights elsewhere",
    "Role muster-sandboxes",
    '"namespace":"muster-sandboxes"',
    '"namespace":"muster"',
    /another namespace/,
  ],
  ["rights everywhere", "Role muster-sandboxes", '"kind":"Role"', '"kind":"ClusterRole"', /holds everywhere/],
  [
    "rights for nobody",
    "RoleBinding muster-sandboxes",
    '"name":"muster-sandboxes","namespace":"muster"}]',
    '"name":"sandboxes","namespace":"muster"}]',
    /names ServiceAccount muster\/sandboxes/,
  ],
  [
    "no bound for sandboxes",
    "ResourceQuota sandboxes",
    '"namespace":"muster-sandboxes"',
    '"namespace":"muster"',
    /nothing bounds/,
  ],
];

describe("rights on the cluster", () => {
  it.each(violations)("are found to be wrong: %s", (_what, name, from, to, finding) => {
    expect(findingsOf(planted(manifests, { name, from, to }))).toContainEqual(expect.stringMatching(finding));
  });
});
