import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bytesNeeded, bytesOf, isSecret, readSettings } from "../support/deployed-settings.js";
import { processRoles } from "../../src/variables.js";

interface ComposeService {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt: readonly string[];
  readonly privileged?: boolean;
  readonly restart: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
  readonly deploy: { readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } } };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

const text = readFileSync("deploy/compose.yaml", "utf8");
const example = readFileSync("deploy/.env.example", "utf8");
const nginx = readFileSync("deploy/nginx.conf", "utf8");
const { services, volumes, networks } = parse(text, { merge: true }) as ComposeFile;
const ours = ["api", "worker", "wasm", "sandboxes"];
const muster = Object.entries(services).filter(([name]) => ours.includes(name));

/** What the variables of deploy/.env come to when an operator has filled it in. */
const filled: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: "0123456789abcdef0123456789abcdef",
  RABBITMQ_PASSWORD: "0123456789abcdef0123456789abcdef",
  MUSTER_JWT_SECRET: "0123456789abcdef0123456789abcdef",
  MUSTER_ADMIN_PASSWORD: "0123456789abcdef",
  MUSTER_PUBLIC_URL: "http://localhost:8080",
};
const interpolation = /\$\{(\w+)(?::([?-])([^}]*))?\}/g;

function interpolate(value: string): string {
  return value.replaceAll(interpolation, (_all, name: string, _operator, fallback = "") => filled[name] ?? fallback);
}

function settingsOf({ environment = {} }: ComposeService): ReturnType<typeof readSettings> {
  return readSettings(Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolate(value)])));
}

function seconds(period = "10s"): number {
  return Number(/^(\d+)s$/.exec(period)?.[1]);
}

describe("compose.yaml", () => {
  it("runs every role, with settings that Muster takes", () => {
    const roles = muster.flatMap(([name, service]) => {
      const { config, problems } = settingsOf(service);
      expect({ name, problems }).toEqual({ name, problems: [] });
      return [...(config?.roles ?? [])];
    });
    expect(muster.map(([name]) => name)).toEqual(ours);
    expect(new Set(roles)).toEqual(new Set(processRoles));
  });

  it.each(muster)("gives %s the memory and the time that it may need", (_name, service) => {
    const { config } = settingsOf(service);
    if (!config) throw new Error("The settings cannot be read.");
    const needed = bytesNeeded(config, service.environment?.["NODE_OPTIONS"]);
    expect(bytesOf(service.deploy.resources.limits.memory)).toBeGreaterThanOrEqual(needed ?? Infinity);
    expect(seconds(service.stop_grace_period)).toBeGreaterThanOrEqual(config.drainTimeoutMs / 1_000 + 10);
    expect(config.blobsDir ?? `${config.dataDir}/blobs`).toBe(".muster/blobs");
    expect(service.volumes).toContain("blobs:/data/blobs");
  });

  it.each(Object.entries(services))("keeps %s within bounds", (name, service) => {
    expect(service.image).toMatch(/^(\$\{\w+:-)?[a-z/-]+:\d[\w.-]*\}?$/);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.cap_add).toBeUndefined();
    expect(service.privileged).toBeUndefined();
    expect(service.security_opt).toContain("no-new-privileges:true");
    expect(service.restart).toBe("unless-stopped");
    expect(service.deploy.resources.limits).toMatchObject({ cpus: expect.any(String), memory: expect.any(String) });
    if (ours.includes(name)) expect(service).toMatchObject({ user: "10001:10001", read_only: true });
    for (const network of service.networks) expect(networks).toHaveProperty(network);
    for (const volume of service.volumes ?? []) {
      const [source = ""] = volume.split(":");
      if (!source.startsWith(".")) expect(volumes).toHaveProperty(source);
    }
  });

  it("begins a service when those that it needs are healthy", () => {
    for (const { depends_on: needs = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(services).toHaveProperty(name);
        expect(condition).toBe("service_healthy");
        // That of Muster is in its image.
        if (!ours.includes(name)) expect(services[name]?.healthcheck?.test.length).toBeGreaterThan(1);
      }
    }
    expect(Object.keys(services["worker"]?.depends_on ?? {})).toEqual(["api"]);
    expect(Object.keys(services["wasm"]?.depends_on ?? {})).toEqual(["api"]);
    expect(Object.keys(services["sandboxes"]?.depends_on ?? {})).toEqual(["api"]);
  });

  it("opens one port, to this machine alone unless told otherwise", () => {
    expect(Object.values(services).flatMap(({ ports = [] }) => ports)).toEqual([
      "${MUSTER_LISTEN:-127.0.0.1:8080}:8080",
    ]);
  });

  it("keeps modules, PostgreSQL and RabbitMQ from the outside", () => {
    expect(networks["back"]).toEqual({ internal: true });
    for (const name of ["worker", "wasm", "postgres", "rabbitmq"]) expect(services[name]?.networks).toEqual(["back"]);
    expect(services["wasm"]?.environment).not.toHaveProperty("MUSTER_JWT_SECRET");
  });

  it("has no secret in it: each comes from deploy/.env, and is asked for", () => {
    const secrets = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => isSecret(name) || /PASS(WORD)?$/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(5);
    for (const [, value] of secrets) expect(value).toMatch(/\$\{\w+:\?is not set in deploy\/\.env\}/);
  });

  it("is told by .env.example of every variable that it reads, and of no other", () => {
    const read = new Set([...text.matchAll(interpolation)].map(([, name]) => name));
    const told = [...example.matchAll(/^(?:# )?([A-Z0-9_]+)=(.*)$/gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(read);
    for (const name of Object.keys(filled).filter((key) => key !== "MUSTER_PUBLIC_URL"))
      expect(example).toMatch(new RegExp(`^${name}=$`, "m"));
  });

  it("finds what is planted", () => {
    expect(readSettings({ MUSTER_ROLE: "api" }).problems).toEqual(["MUSTER_ROLE: no such variable"]);
    expect(interpolate("${MUSTER_JWT_SECRET:?x} ${MUSTER_IMAGE:-muster:1} ${NONE:-}")).toBe(
      `${filled["MUSTER_JWT_SECRET"]} muster:1 `,
    );
  });
});

describe("nginx.conf", () => {
  it("passes to Muster what is for the outside, and nothing else", () => {
    expect([...nginx.matchAll(/location (.+) \{/g)].map(([, place]) => place)).toEqual([
      "~ ^/(graphql|explorer|hooks|uploads|binaries|sandboxes)(/|$)",
      "/",
    ]);
    expect(nginx).toMatch(/location \/ \{\s+return 404;/);
  });

  it("passes WebSockets, leaves them open, and takes binaries of any size that Muster takes", () => {
    expect(nginx).toContain("proxy_set_header Upgrade $http_upgrade;");
    expect(nginx).toContain("proxy_read_timeout 3600s;");
    const { config } = readSettings({});
    const [, mebibytes] = /client_max_body_size (\d+)m;/.exec(nginx) ?? [];
    expect(Number(mebibytes) * 1024 * 1024).toBe(config?.maxBinaryBytes);
  });

  it("listens where compose.yaml expects it, and names the port of Muster", () => {
    expect(nginx).toContain("listen 8080;");
    expect(nginx).toContain(`proxy_pass http://$api:${readSettings({}).config?.port};`);
  });
});
