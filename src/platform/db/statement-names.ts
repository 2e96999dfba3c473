import { createHash } from "node:crypto";

/**
 * Names for the statements of a family whose text follows what a client asks for. Each name is a prepared statement in every
 * connection for as long as that lives, so there is an end: what comes later has the empty name, and is planned each time.
 */
export class StatementNames {
  readonly #family: string;
  readonly #most: number;
  readonly #names = new Map<string, string>();

  constructor(family: string, most: number) {
    this.#family = family;
    this.#most = most;
  }

  of(text: string): string {
    const before = this.#names.get(text);
    if (before !== undefined) return before;
    if (this.#names.size >= this.#most) return "";
    const name = `${this.#family}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
    this.#names.set(text, name);
    return name;
  }
}
