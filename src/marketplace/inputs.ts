import type { PageArguments } from "../platform/page.js";
import type { ItemType, ItemVisibility } from "./model.js";

type Optional<Value> = Value | null | undefined;

export interface CreatePublisherInput {
  readonly name: string;
  readonly displayName?: Optional<string>;
}

export interface AddPublisherKeyInput {
  readonly publisher: string;
  readonly name: string;
  /** SPKI in PEM, or the 32 bytes in base64. */
  readonly publicKey: string;
}

export interface SignatureInput {
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
}

export interface ReleaseTestInput {
  readonly name: string;
  readonly input?: unknown;
  readonly stdin?: Optional<string>;
  readonly args?: Optional<readonly string[]>;
  readonly output?: unknown;
  readonly stdout?: Optional<string>;
  readonly exitCode?: Optional<number>;
}

/** What is said of an item, and who may see it. */
export interface ItemDescriptionInput {
  readonly description?: Optional<string>;
  readonly tags?: Optional<readonly string[]>;
  readonly licence?: Optional<string>;
  readonly repositoryUrl?: Optional<string>;
  readonly pricePerRun?: Optional<number>;
  readonly visibility?: Optional<ItemVisibility>;
  readonly sharedWith?: Optional<readonly string[]>;
}

export interface PublishReleaseInput extends ItemDescriptionInput {
  readonly name: string;
  readonly version: string;
  readonly type?: Optional<ItemType>;
  readonly changelog?: Optional<string>;
  readonly manifest?: unknown;
  readonly binary?: Optional<string>;
  readonly image?: Optional<string>;
  readonly definition?: unknown;
  readonly tests?: Optional<readonly ReleaseTestInput[]>;
  readonly signature?: Optional<SignatureInput>;
}

export interface UpdateItemInput extends ItemDescriptionInput {
  readonly item: string;
}

export interface ReleaseStatusInput {
  readonly id: string;
  readonly reason: string;
}

export interface SignReleaseInput {
  readonly id: string;
  readonly signature: SignatureInput;
}

export interface ReviewItemInput {
  readonly item: string;
  readonly rating: number;
  readonly text?: Optional<string>;
}

export interface InstallItemInput {
  readonly item: string;
  readonly range?: Optional<string>;
}

export interface UpgradeInstallationInput {
  readonly id: string;
  readonly range?: Optional<string>;
}

export type ItemOrder = "RELEVANCE" | "RATING" | "RUNS" | "NEW";

export interface ItemFilter {
  readonly types?: Optional<readonly ItemType[]>;
  readonly tags?: Optional<readonly string[]>;
  readonly capabilities?: Optional<readonly string[]>;
  readonly publisher?: Optional<string>;
  readonly maxPricePerRun?: Optional<number>;
  readonly minRating?: Optional<number>;
  readonly isInstalled?: Optional<boolean>;
  readonly isOwn?: Optional<boolean>;
}

export interface SearchInput {
  readonly query?: Optional<string>;
  readonly filter?: Optional<ItemFilter>;
}

export interface SearchListing extends SearchInput, PageArguments {
  readonly orderBy?: Optional<ItemOrder>;
}
