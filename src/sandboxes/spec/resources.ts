import { badInput } from "../../platform/errors.js";
import type { SandboxInput } from "../door.js";
import type { SandboxSpec } from "../model.js";
import { bytesQuantity, cpuQuantity, readQuantity } from "../quantities.js";

/** The most that a sandbox may ask for. */
export interface ResourcePolicy {
  readonly maxCpuMillis: number;
  readonly maxMemoryBytes: number;
  readonly maxStorageBytes: number;
}

interface Resource {
  readonly name: "cpu" | "memory" | "ephemeralStorage";
  /** Units in one of what a quantity counts: a core has a thousand. */
  readonly units: number;
  readonly fallback: number;
  readonly min: number;
  readonly write: (amount: number) => string;
}

const mebibyte = 1024 * 1024;
const cpu: Resource = { name: "cpu", units: 1_000, fallback: 250, min: 10, write: cpuQuantity };
const memory: Resource = {
  ...{ name: "memory", units: 1, fallback: 256 * mebibyte, min: 16 * mebibyte },
  write: bytesQuantity,
};
const storage: Resource = {
  ...{ name: "ephemeralStorage", units: 1, fallback: 512 * mebibyte, min: mebibyte },
  write: bytesQuantity,
};

type Resources = Pick<SandboxSpec, "cpuMillis" | "memoryBytes" | "storageBytes">;

/** In whole thousandths and whole bytes, rounded up. */
export function checkResources(input: SandboxInput["resources"], policy: ResourcePolicy): Resources {
  return {
    cpuMillis: check(cpu, input?.cpu, policy.maxCpuMillis),
    memoryBytes: check(memory, input?.memory, policy.maxMemoryBytes),
    storageBytes: check(storage, input?.ephemeralStorage, policy.maxStorageBytes),
  };
}

function check({ name, units, fallback, min, write }: Resource, text: string | null | undefined, max: number): number {
  // Where less is allowed than is usual, that is what is usual.
  if (text === null || text === undefined) return Math.min(fallback, max);
  const path = ["resources", name];
  const quantity = readQuantity(text);
  if (quantity === null) throw badInput("Must be a quantity, as 500m, 2 or 512Mi.", path, "QUANTITY_INVALID");
  const amount = roundUp(quantity * units);
  if (amount >= min && amount <= max) return amount;
  throw badInput(`Must be from ${write(min)} to ${write(max)}.`, path, "QUANTITY_OUT_OF_RANGE");
}

/** What is above a whole number by the error of two products alone is that number: 0.283 times 1,000 is more than 283. */
function roundUp(amount: number): number {
  const nearest = Math.round(amount);
  return Math.abs(amount - nearest) <= 4 * Number.EPSILON * nearest ? nearest : Math.ceil(amount);
}
