import { ConfigError, parseConfig, type Config } from "../../src/config.js";
import type { Variable } from "../../src/variable.js";
import { variables } from "../../src/variables.js";

/** What Node itself reads, beside Muster's own. */
const ofNode = new Set(["NODE_OPTIONS", "NODE_ENV"]);
const known = new Map(
  Object.values(variables).map((variable: Pick<Variable<never>, "name" | "secret">) => [variable.name, variable]),
);

/** Stand for what only an operator knows. */
const samples: Readonly<Record<string, string>> = {
  DATABASE_URL: "postgres://muster:0123456789abcdef@postgres:5432/muster",
  AMQP_URL: "amqp://muster:0123456789abcdef@rabbitmq:5672",
  MUSTER_S3_ACCESS_KEY_ID: "0123456789abcdef",
};
const sampleSecret = "0123456789abcdef0123456789abcdef";

export function isKnown(name: string): boolean {
  return known.has(name) || ofNode.has(name);
}

/** Whether a variable belongs into a Secret: what is secret, and the key's id that goes with its secret. */
export function isSecret(name: string): boolean {
  return known.get(name)?.secret === true || name === "MUSTER_S3_ACCESS_KEY_ID";
}

export function sampleOf(name: string): string {
  return samples[name] ?? sampleSecret;
}

/** As the program itself reads them: the configuration, and what is wrong. */
export function readSettings(environment: Readonly<Record<string, string>>): {
  readonly config: Config | null;
  readonly problems: readonly string[];
} {
  const strange = Object.keys(environment).filter((name) => !isKnown(name));
  const problems = strange.map((name) => `${name}: no such variable`);
  try {
    return { config: parseConfig(environment), problems };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: null, problems: [...problems, ...error.problems] };
  }
}

const mib = 1024 * 1024;
/** docs/wasm.md: what a run may hold beside its memory (files, stdin, stdout and stderr), and what the process of the runs takes. */
const besideMemoryMib = 64 + 16 + 2 * 16;
const hostMib = 150;
/** The program without its heap: code, buffers, the loaded parts of V8. */
const outsideHeapMib = 160;

/** Bytes that a process may come to need when all modules take what they may; null where its heap has no limit. */
export function bytesNeeded(config: Config, nodeOptions: string | undefined): number | null {
  const heapMib = Number(/--max-old-space-size=(\d+)/.exec(nodeOptions ?? "")?.[1]);
  if (Number.isNaN(heapMib)) return null;
  const runsModules = config.roles.has("dispatcher");
  const modulesMib = runsModules ? config.wasmWorkers * (config.wasmMaxMemoryMib + besideMemoryMib) + hostMib : 0;
  return (heapMib + outsideHeapMib + modulesMib) * mib;
}

const units: Readonly<Record<string, number>> = { m: mib, g: 1024 * mib, Mi: mib, Gi: 1024 * mib };

/** `512Mi` and `2g` in bytes. */
export function bytesOf(quantity: string): number {
  const [, amount, unit = ""] = /^(\d+)(m|g|Mi|Gi)$/.exec(quantity) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}
