/** Sandboxes as child processes of this one. */
export { createLocalHost, type LocalHostOptions } from "./local-host.js";
