import type { Principal } from "../../identity/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { AgentRuns } from "../agents/agent-runs.js";
import { CapabilityTests } from "./capability-tests.js";
import { digestOf } from "../proofs/digest.js";
import type { PublishReleaseInput } from "../inputs.js";
import { describeItem } from "./item-description.js";
import type { Release, ReleaseTestResult } from "../model.js";
import { PublishedContents, type PublishedContent, type PublishedContentsParts } from "./publishing-content.js";
import { checkStanding, looking, readStanding } from "./publishing-standing.js";
import { writeRelease } from "./publishing-write.js";
import { checkDraftFits, draftOf, type ReleaseDraft } from "./release-draft.js";
import { checkSignature } from "../proofs/signatures.js";
import { within } from "../../platform/db/within.js";

export interface PublishingParts extends Omit<PublishedContentsParts, "agentRuns"> {
  readonly database: Database;
  readonly clock: Clock;
  readonly agentRuns: Pick<AgentRuns, "run" | "limitsOf">;
  /** How long all tests of a release may take together; 60 s unless said. */
  readonly maxTestMs?: number | undefined;
}

/**
 * Publishes releases. All that can be wrong is looked for first, the tests are run, then everything is written in one transaction,
 * which looks again at what others may have changed meanwhile.
 */
export class Publishing {
  readonly #database: Database;
  readonly #contents: PublishedContents;
  readonly #tests: CapabilityTests;

  constructor({ database, clock, agentRuns, maxTestMs, ...parts }: PublishingParts) {
    this.#database = database;
    this.#contents = new PublishedContents({ ...parts, agentRuns });
    this.#tests = new CapabilityTests({ agentRuns, clock, maxMs: maxTestMs });
  }

  async publish(principal: Principal, input: PublishReleaseInput): Promise<Release> {
    const draft = draftOf(input);
    const query: Database["query"] = (statement, values) => this.#database.query(statement, values);
    const standing = await readStanding(query, draft, looking);
    const type = checkStanding(standing, draft, principal);
    describeItem(standing.item, draft.description);
    checkDraftFits(draft, type);
    const { tenantId } = principal;
    const published = await this.#contents.look({ tenantId, content: draft.content, manifest: draft.manifest });
    const { version, manifest, tests } = draft;
    const digest = digestOf({ name: draft.name.full, version, type, content: published.content, manifest, tests });
    checkSignature(draft.signature, { keys: standing.keys, digest });
    const results = await this.#test(tenantId, draft, published);
    return within(this.#database, (inside) =>
      writeRelease(inside, principal, { draft, type, published, digest, results }),
    );
  }

  #test(
    owner: string,
    { manifest, tests }: ReleaseDraft,
    { binary }: PublishedContent,
  ): Promise<readonly ReleaseTestResult[]> {
    return binary ? this.#tests.run({ owner, binary, manifest, tests }) : Promise.resolve([]);
  }
}
