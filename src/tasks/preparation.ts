import type { Principal } from "../identity/index.js";
import type { Query } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import type { KindCatalogue } from "./kinds.js";
import type { TaskKind, TaskOrigin } from "./model.js";
import type { NewTask } from "./new-task.js";
import { poolOf } from "./pools.js";
import { checkEachOnce, type KeptSandbox, type SandboxCheck } from "./sandbox-checks.js";
import type { SchemaCache } from "./schemas.js";
import { readyTask, type CreateTaskInput } from "./validate.js";

/** Whose task it is, and who is told to have created it. */
export type TaskCreator = Pick<Principal, "id" | "tenantId">;

/** A task of a run. It needs no idempotency key: what writes it is written once. */
export interface RunTaskInput extends Omit<CreateTaskInput, "idempotencyKey"> {
  /** Where it has been named already; a new one unless said. */
  readonly id?: string | undefined;
  readonly origin: TaskOrigin;
}

/** A task of a run that has been checked and can be written. */
export interface PreparedTask extends NewTask {
  readonly origin: TaskOrigin;
}

export interface PreparationParts {
  readonly kinds: KindCatalogue;
  readonly schemas: SchemaCache;
  readonly checkSandbox: SandboxCheck;
  readonly maxTaskBytes: number;
  readonly now: () => Date;
}

/** What the check of one input knows beside it. */
interface Surroundings<Origin> {
  readonly kind: TaskKind | undefined;
  readonly id: string;
  readonly origin: Origin;
  readonly checkSandbox: (input: object) => KeptSandbox;
}

/** Checks tasks before they are written. */
export class TaskPreparation {
  readonly #parts: PreparationParts;

  constructor(parts: PreparationParts) {
    this.#parts = parts;
  }

  /** Throws the first misfit; its path begins with the input's index. */
  async all(creator: TaskCreator, inputs: readonly CreateTaskInput[]): Promise<NewTask[]> {
    const kinds = await this.#kindsOf(creator, inputs);
    const checkSandbox = this.#sandboxCheck();
    return inputs.map((input, index) => {
      try {
        return this.#check(creator, input, {
          ...{ kind: kinds.get(input.kind), id: newId("task"), origin: null },
          checkSandbox,
        });
      } catch (error) {
        throw error instanceof MusterError ? error.below([index]) : error;
      }
    });
  }

  /** Each task, or why it cannot be; paths are relative to the one input. Rejects only where kinds cannot be read. */
  async each(
    creator: TaskCreator,
    inputs: readonly RunTaskInput[],
    query?: Query,
  ): Promise<(PreparedTask | MusterError)[]> {
    const kinds = await this.#kindsOf(creator, inputs, query);
    const checkSandbox = this.#sandboxCheck();
    return inputs.map(({ id = newId("task"), origin, ...input }) => {
      try {
        const keyless = { ...input, idempotencyKey: null };
        return this.#check(creator, keyless, { kind: kinds.get(input.kind), id, origin, checkSandbox });
      } catch (error) {
        if (error instanceof MusterError) return error;
        throw error;
      }
    });
  }

  #kindsOf({ tenantId }: TaskCreator, inputs: readonly Pick<CreateTaskInput, "kind">[], query?: Query) {
    return this.#parts.kinds.find(
      tenantId,
      inputs.map(({ kind }) => kind),
      query,
    );
  }

  #sandboxCheck(): (input: object) => KeptSandbox {
    return checkEachOnce(this.#parts.checkSandbox, this.#parts.maxTaskBytes);
  }

  #check<Origin extends TaskOrigin | null>(
    creator: TaskCreator,
    input: CreateTaskInput,
    { kind, id, origin, checkSandbox }: Surroundings<Origin>,
  ): NewTask & { readonly origin: Origin } {
    if (!kind)
      throw badInput(`No kind ${JSON.stringify(input.kind.slice(0, 100))} is defined.`, ["kind"], "KIND_UNKNOWN");
    const { maxTaskBytes, now, schemas } = this.#parts;
    const ready = readyTask(input, kind, { now: now(), maxTaskBytes, checkSandbox });
    const key = `${kind.id} in ${kind.updatedAt.getTime()}`;
    schemas.check({ key, schema: kind.inputSchema }, ready.input, ["input"]);
    const pool = poolOf(creator.tenantId, kind.name, ready.capabilities);
    return { id, ready, pool, createdBy: creator.id, origin };
  }
}
