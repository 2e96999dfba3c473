/** Bytes of tenants: content-addressed, verified on every way. */
export type { BinaryService, CreateUploadInput, IncomingUpload, OutgoingBinary } from "./door.js";
export type { Binary, UploadOffer } from "./model.js";
export { binaryCursor } from "./reader.js";
export { createBinaryService, type BinaryServiceParts } from "./service.js";
