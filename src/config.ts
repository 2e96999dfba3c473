import type { z } from "zod";
import type { Variable } from "./variable.js";
import { processRoles, variables } from "./variables.js";

type Variables = typeof variables;
type Parsed<Entry extends Variable<z.ZodType<unknown, string>>> =
  | z.output<Entry["schema"]>
  | (Entry["fallback"] extends string ? never : null);

/** The environment, read and checked. */
export type Config = { readonly [Key in keyof Variables]: Parsed<Variables[Key]> };

/** Everything that is wrong with an environment, a line each. Names the variables, never shows a secret's value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Reads the variables that it knows; an empty one counts as not set. Throws a ConfigError with all problems at once. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const entries = Object.entries(variables).map(([key, variable]) => {
    const given = environment[variable.name]?.trim() || variable.fallback;
    if (given === null) return [key, null];
    const result = (variable.schema as z.ZodType<unknown, string>).safeParse(given);
    if (!result.success)
      problems.push(`${variable.name}: ${result.error.issues.map((issue) => issue.message).join("; ")}`);
    return [key, result.data];
  });
  // Safe: each value came from its own schema, or is null where the table has no fallback.
  const config = Object.fromEntries(entries) as Config;
  if (problems.length === 0) problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** What no single variable shows. */
function contradictions(config: Config): string[] {
  const problems: string[] = [];
  const shared = "fewer roles than all need it: what is embedded cannot be shared between processes";
  if (config.roles.size < processRoles.length) {
    if (!config.amqpUrl) problems.push(`AMQP_URL: ${shared}`);
    if (!config.databaseUrl) problems.push(`DATABASE_URL: ${shared}`);
  }
  if (config.backoffBaseMs > config.backoffMaxMs)
    problems.push("MUSTER_BACKOFF_BASE_MS: is larger than MUSTER_BACKOFF_MAX_MS");
  if (config.persistedOnly && !config.persistedDocuments) {
    problems.push("MUSTER_PERSISTED_ONLY: nothing could run without MUSTER_PERSISTED_DOCUMENTS");
  }
  if ((config.s3AccessKeyId === null) !== (config.s3SecretAccessKey === null))
    problems.push("MUSTER_S3_ACCESS_KEY_ID: goes with MUSTER_S3_SECRET_ACCESS_KEY");
  return problems;
}
