import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isIgnored, parseDockerfile, stagesOf, valuesIn } from "../support/dockerfile.js";

const text = readFileSync("deploy/agent/Dockerfile", "utf8");
const stages = stagesOf(parseDockerfile(text));
const [build, modules, final] = stages;

describe("the Dockerfile of the base agent image", () => {
  it("begins each stage with the same Node as Muster's", () => {
    expect(stages.length).toBe(3);
    for (const { from } of stages) expect(from).toBe("node:${NODE_VERSION}-bookworm-slim");
    const [first] = parseDockerfile(readFileSync("deploy/Dockerfile", "utf8"));
    expect(parseDockerfile(text)[0]).toEqual(first);
  });

  it("copies what is in the repository and goes to the builder, and what stages before it have", () => {
    const names = stages.map(({ name }) => name);
    const copies = stages.flatMap((stage, index) => valuesIn(stage, "COPY").map((rest) => ({ rest, index })));
    expect(copies.length).toBeGreaterThan(8);
    for (const { rest, index } of copies) {
      const words = rest.split(" ");
      const source = words.find((word) => word.startsWith("--from="))?.replace("--from=", "");
      const paths = words.filter((word) => !word.startsWith("--")).slice(0, -1);
      if (source === undefined) expect(paths.filter((path) => !existsSync(path) || isIgnored(path))).toEqual([]);
      else expect(names.slice(0, index)).toContain(source);
    }
  });

  it("copies the package of every workspace, without which npm ci refuses", () => {
    const copied = valuesIn(build, "COPY").join("\n");
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { link?: boolean; resolved?: string }>;
    };
    const workspaces = Object.values(packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []));
    for (const workspace of workspaces) expect(copied).toContain(`${workspace}/package.json ${workspace}/`);
  });

  it("holds the SDK and what that needs, and nothing of the server", () => {
    expect(valuesIn(build, "RUN")).toContain("node node_modules/typescript/bin/tsc -p sdk/tsconfig.build.json");
    expect(valuesIn(modules, "RUN").join(" ")).toMatch(
      /npm ci --omit=dev --omit=optional --workspace sdk --ignore-scripts/,
    );
    expect(valuesIn(final, "COPY")).toEqual(["--from=modules /modules /opt/muster"]);
  });

  it("runs the launcher, by a number, where everything but its workspace may be read-only", () => {
    expect(valuesIn(final, "USER")).toEqual(["10001:10001"]);
    expect(valuesIn(final, "WORKDIR")).toEqual(["/workspace"]);
    expect(valuesIn(final, "ENTRYPOINT")).toEqual(['["node", "/opt/muster/sdk/dist/sandbox/launcher.js"]']);
    const { bin } = JSON.parse(readFileSync("sdk/package.json", "utf8")) as { bin: Record<string, string> };
    expect(bin["muster-sandbox-agent"]).toBe("./dist/sandbox/launcher.js");
  });

  it("carries the version of the package", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(valuesIn(final, "ARG")).toContain(`VERSION=${version}`);
  });
});
