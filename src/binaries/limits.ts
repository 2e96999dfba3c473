/** How long an upload is offered, and a binary to download. */
export const offerMs = 15 * 60_000;

/** How long the one who sends has an upload to himself without a sign of life: what a process that died costs. */
export const leaseMs = 60_000;
/** How often it is extended meanwhile. */
export const extendMs = leaseMs / 3;
/** The longest that sending may take. */
export const maxReceiveMs = 15 * 60_000;
/** Uploads that one process takes at a time. */
export const maxReceptions = 200;

/** Uploads that a tenant may have open at a time. */
export const maxOpenUploads = 100;
/** Binaries of a tenant: what a tenant keeps is added up at each offer. */
export const maxBinaries = 10_000;

/** How long a blob is kept that nobody has, behind its last sign of life. Four times as long as anybody may take to send it. */
export const blobGraceMs = 60 * 60_000;
