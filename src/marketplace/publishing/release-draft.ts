import { badInput } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import type { ReleaseContent, ReleaseTest } from "../proofs/digest.js";
import type { ItemDescriptionInput, PublishReleaseInput, SignatureInput } from "../inputs.js";
import { checkManifest, checkManifestFits } from "./manifest.js";
import type { ItemType, Manifest } from "../model.js";
import { checkVersion, parseItemName, type ItemName } from "./release-name.js";
import { checkTests } from "./release-tests.js";

/** A release as its publisher wants it, checked as far as that goes without asking anybody. */
export interface ReleaseDraft {
  readonly name: ItemName;
  readonly version: string;
  /** Null: that of the item, which is there already. */
  readonly type: ItemType | null;
  readonly changelog: string | null;
  readonly manifest: Manifest;
  /** Of a binary the id or the SHA-256. */
  readonly content: ReleaseContent;
  readonly tests: readonly ReleaseTest[];
  readonly signature: SignatureInput | null;
  readonly description: ItemDescriptionInput;
}

const maxChangelogChars = 20_000;
const maxImageChars = 500;
const contentFields = ["binary", "image", "definition"] as const;

/** A host with its port, then a path, all of it in lower case: as the OCI's distribution specification has it. */
const imageForm =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*@sha256:[0-9a-f]{64}$/;

/** BAD_USER_INPUT at the first bad field; below `["manifest"]` with all that is wrong. */
export function draftOf(input: PublishReleaseInput): ReleaseDraft {
  const { type = null, signature = null } = input;
  return {
    name: parseItemName(input.name),
    version: checkVersion(input.version),
    type,
    changelog: checkChangelog(input.changelog ?? null),
    content: checkContent(input),
    manifest: checkManifest(input.manifest),
    tests: checkTests(input.tests),
    signature,
    description: input,
  };
}

/** That what is published fits the type of its item. */
export function checkDraftFits({ content, manifest, tests }: ReleaseDraft, type: ItemType): void {
  const [field = ""] = Object.keys(content);
  const isDefinition = field === "definition";
  if (isDefinition !== (type === "WORKFLOW")) {
    const wanted = type === "WORKFLOW" ? "a definition" : "a binary or an image";
    throw badInput(`The content of a release of type ${type} is ${wanted}.`, [field], "CONTENT_MISFIT");
  }
  if (tests.length > 0 && field !== "binary") {
    throw badInput("Only a WASM module is tested as it is published.", ["tests"], "TESTS_MISFIT");
  }
  checkManifestFits(manifest, type);
}

function checkContent(input: PublishReleaseInput): ReleaseContent {
  const [field, other] = contentFields.filter((name) => input[name] !== null && input[name] !== undefined);
  if (!field) throw badInput("A release has a binary, an image or a definition.", ["binary"], "CONTENT_MISSING");
  if (other) throw badInput(`A release has a ${field} or a ${other}, not both.`, [other], "CONTENT_AMBIGUOUS");
  if (field === "definition") return { definition: input.definition };
  const text = input[field] ?? "";
  if (field === "binary") return { binary: text };
  if (text.length <= maxImageChars && imageForm.test(text)) return { image: text };
  const message = "Must be an image by its digest, as registry.example/agent@sha256: and 64 hex digits.";
  throw badInput(message, ["image"], "IMAGE_INVALID");
}

function checkChangelog(text: string | null): string | null {
  if (text === null || (text.length <= maxChangelogChars && isStorable(text))) return text;
  throw badInput(`A changelog has at most ${maxChangelogChars} characters.`, ["changelog"], "TEXT_TOO_LONG");
}
