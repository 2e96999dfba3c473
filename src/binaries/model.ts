/** Bytes of a tenant, named by their content. */
export interface Binary {
  readonly id: string;
  readonly tenantId: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Where to send bytes, or what is there already. */
export type UploadOffer =
  | { readonly binary: Binary; readonly uploadUrl: null; readonly expiresAt: null }
  | { readonly binary: null; readonly uploadUrl: string; readonly expiresAt: Date };
