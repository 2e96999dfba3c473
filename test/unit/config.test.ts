import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../../src/config.js";
import { variables } from "../../src/variables.js";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("parseConfig", () => {
  test("needs nothing: every variable has a default or may be left out", () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      port: 4000,
      host: "0.0.0.0",
      databaseUrl: null,
      dataDir: ".muster",
      leaseMs: 30_000,
    });
    expect([...config.roles]).toEqual(["api", "dispatcher", "feeder", "reaper", "workflows", "wasm", "sandboxes"]);
  });

  test("takes an empty variable as one that is not set", () => {
    expect(parseConfig({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 4000, databaseUrl: null });
  });

  test("reports every problem at once, each under its variable's name", () => {
    const problems = problemsOf({
      PORT: "http",
      MUSTER_ROLES: "api,cook",
      MUSTER_LEASE_MS: "-1",
      AMQP_URL: "localhost",
    });
    expect(new Set(problems.map((problem) => problem.split(":")[0]))).toEqual(
      new Set(["AMQP_URL", "MUSTER_LEASE_MS", "MUSTER_ROLES", "PORT"]),
    );
  });

  test("never shows the value of a secret", () => {
    const [problem] = problemsOf({ DATABASE_URL: "mysql://root:hunter2@db/x" });
    expect(problem).toMatch(/^DATABASE_URL: expected/);
    expect(problem).not.toContain("hunter2");
  });

  test.each(["1e3", "12.5", "0x10", "99999999999999999999", "65536"])("refuses %s as a port", (port) => {
    expect(problemsOf({ PORT: port })).toEqual(["PORT: expected a whole number from 0 to 65535"]);
  });

  test("keeps everything unless told for how many days, which may be a fraction", () => {
    expect(parseConfig({}).retentionDays).toBeNull();
    expect(parseConfig({ MUSTER_RETENTION_DAYS: "30" }).retentionDays).toBe(30);
    expect(parseConfig({ MUSTER_RETENTION_DAYS: "1.5" }).retentionDays).toBe(1.5);
  });

  test.each(["0", "0.99", "-1", "36501", "1e3", "a week", "1.", "Infinity"])("refuses %s days of retention", (days) => {
    expect(problemsOf({ MUSTER_RETENTION_DAYS: days })).toEqual([
      "MUSTER_RETENTION_DAYS: expected a number of days from 1 to 36500",
    ]);
  });

  test("refuses fewer roles than all when the database or the broker is embedded", () => {
    expect(problemsOf({ MUSTER_ROLES: "api" })).toHaveLength(2);
    expect(problemsOf({ MUSTER_ROLES: "api", DATABASE_URL: "postgres://db/x" })).toHaveLength(1);
    expect(problemsOf({ MUSTER_ROLES: "api", DATABASE_URL: "postgres://db/x", AMQP_URL: "amqp://mq" })).toEqual([]);
  });

  test("refuses variables that contradict each other", () => {
    expect(problemsOf({ MUSTER_BACKOFF_BASE_MS: "500", MUSTER_BACKOFF_MAX_MS: "400" })).toHaveLength(1);
    expect(problemsOf({ MUSTER_PERSISTED_ONLY: "true" })).toHaveLength(1);
  });
});

describe("docs/configuration.md", () => {
  test("has exactly the rows of the table of variables", () => {
    const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
    const rows = page.split("\n").filter((line) => /^\| `[A-Z]/.test(line));
    const expected = Object.values(variables).map(
      ({ name, fallback, description }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ""} | ${description} |`,
    );
    expect(rows).toEqual(expected);
  });
});
