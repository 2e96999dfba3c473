import type { ExecutionResult, GraphQLError, responsePathAsArray } from "graphql";

export type Path = NonNullable<Parameters<typeof responsePathAsArray>[0]>;

/** The errors of one operation, without those below a position that has become null before: nobody would find their place. */
export class ErrorCollection {
  readonly #errors: GraphQLError[] = [];
  /** Positions that became null; undefined is the whole answer. By identity: a path is made once for all below it. */
  readonly #nulled = new Set<Path | undefined>();

  add(error: GraphQLError, path: Path | undefined): void {
    if (this.#isNulled(path)) return;
    this.#nulled.add(path);
    this.#errors.push(error);
  }

  result(data: Record<string, unknown> | null): ExecutionResult {
    return this.#errors.length === 0 ? { data } : { errors: this.#errors, data };
  }

  #isNulled(path: Path | undefined): boolean {
    for (let above = path; above !== undefined; above = above.prev) if (this.#nulled.has(above)) return true;
    return this.#nulled.has(undefined);
  }
}
