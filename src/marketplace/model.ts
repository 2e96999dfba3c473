export type ItemType = "AGENT" | "WORKFLOW" | "TOOL";
export type ItemVisibility = "PRIVATE" | "SHARED" | "PUBLIC";
export type ReleaseStatus = "LISTED" | "DEPRECATED" | "YANKED" | "REJECTED";

export interface Publisher {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly displayName: string;
  readonly createdAt: Date;
}

export interface PublisherKey {
  readonly id: string;
  readonly tenantId: string;
  readonly publisherId: string;
  readonly name: string;
  /** The 32 bytes of an Ed25519 key. */
  readonly publicKey: Uint8Array;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

export interface MarketplaceItem {
  readonly id: string;
  /** The publisher's. */
  readonly tenantId: string;
  readonly publisherId: string;
  /** As `publisher/name`. */
  readonly name: string;
  readonly type: ItemType;
  readonly description: string;
  readonly tags: readonly string[];
  readonly licence: string | null;
  readonly repositoryUrl: string | null;
  readonly pricePerRun: number;
  readonly visibility: ItemVisibility;
  /** Ids of tenants. */
  readonly sharedWith: readonly string[];
  readonly latestReleaseId: string | null;
  readonly latestReleasedAt: Date | null;
  readonly capabilities: readonly string[];
  readonly runs: number;
  readonly succeeded: number;
  /** How many runs took how long, by bucket. */
  readonly durations: readonly number[];
  readonly lastRunAt: Date | null;
  readonly rating: number | null;
  readonly reviewCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ItemStats {
  readonly runs: number;
  readonly successRate: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly lastRunAt: Date | null;
}

/** What a release says of itself; `manifest-schema.ts` has its JSON Schema. */
export interface Manifest {
  /** JSON Schema of the input. */
  readonly inputs?: unknown;
  /** JSON Schema of the output. */
  readonly outputs?: unknown;
  readonly capabilities?: readonly string[];
  /** What it needs to be allowed of Muster's API. */
  readonly scopes?: readonly string[];
  readonly resources?: ManifestResources;
  /** Whether it finds an in-memory file system at `/`. */
  readonly fileSystem?: boolean;
}

export interface ManifestResources {
  readonly memoryMib?: number;
  readonly timeoutMs?: number;
  readonly cpuMs?: number;
  readonly outputBytes?: number;
}

export interface ReleaseTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string | null;
  readonly durationMs: number;
}

export interface Release {
  readonly id: string;
  /** The publisher's. */
  readonly tenantId: string;
  readonly itemId: string;
  readonly version: string;
  readonly status: ReleaseStatus;
  readonly statusReason: string | null;
  readonly changelog: string | null;
  readonly manifest: Manifest;
  readonly binarySha256: string | null;
  readonly binarySize: number | null;
  readonly image: string | null;
  readonly digest: string;
  readonly keyId: string | null;
  readonly signature: Uint8Array | null;
  readonly testResults: readonly ReleaseTestResult[];
  readonly publishedBy: string;
  readonly createdAt: Date;
}

export interface ReleaseSignature {
  readonly key: PublisherKey;
  readonly signature: Uint8Array;
  readonly isValid: boolean;
}

export interface Review {
  readonly id: string;
  readonly tenantId: string;
  readonly itemId: string;
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Installation {
  readonly id: string;
  readonly tenantId: string;
  readonly itemId: string;
  readonly range: string;
  readonly releaseId: string;
  readonly workflowId: string | null;
  readonly kind: string | null;
  readonly installedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Facet {
  readonly value: string;
  readonly count: number;
}

export interface ItemFacets {
  readonly count: number;
  readonly isCapped: boolean;
  readonly types: readonly Facet[];
  readonly tags: readonly Facet[];
  readonly capabilities: readonly Facet[];
  readonly publishers: readonly Facet[];
}
