import { BlockList, isIPv4 } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { quantitiesOf, type SandboxInput, type SandboxSpec } from "../../src/sandboxes/index.js";
import { checkSpec } from "../../src/sandboxes/spec.js";
import { sandboxPolicy, specOf } from "../support/sandbox-specs.js";

const orNothing = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const text = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "binary", maxLength: 4 }));
const step = fc.constantFrom("a", "b", "c", "..", ".", "", "a\\b", "config.json", "\0");
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join("/"));
const file = fc.record({
  path: fc.oneof({ weight: 5, arbitrary: path }, { weight: 1, arbitrary: text }),
  text: orNothing(text),
  base64: orNothing(fc.oneof(fc.base64String({ maxLength: 12 }), text)),
});
const quantity = fc.oneof(
  text,
  fc
    .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom("", "m", "Ki", "Mi", "Gi", "M"))
    .map(([number, unit]) => `${number.toFixed(3)}${unit}`),
);
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const port = fc.nat({ max: 70_000 });
const network = fc.oneof(
  text,
  fc.tuple(fc.ipV4(), fc.nat({ max: 33 })).map(([ip, bits]) => `${ip}/${bits}`),
  fc.tuple(fc.ipV6(), fc.nat({ max: 129 })).map(([ip, bits]) => `${ip}/${bits}`),
  fc.tuple(address, fc.nat({ max: 128 }), port).map(([ip, bits, at]) => `[${ip}/${bits}]:${at}`),
);
const image = fc.oneof(text, fc.stringMatching(/^[a-z0-9._-]{1,6}(\/[a-z0-9._-]{1,6}){0,2}(:[a-z0-9._-]{1,4})?$/));

const fields = {
  image: orNothing(image),
  command: orNothing(fc.array(text, { maxLength: 3 })),
  args: orNothing(fc.array(text, { maxLength: 3 })),
  env: orNothing(fc.oneof(fc.dictionary(text, text, { maxKeys: 3 }), fc.jsonValue())),
  files: orNothing(fc.array(file, { maxLength: 4 })),
  resources: orNothing(
    fc.record({ cpu: orNothing(quantity), memory: orNothing(quantity), ephemeralStorage: orNothing(quantity) }),
  ),
  timeoutMs: orNothing(fc.oneof(fc.integer({ min: 0, max: 90_000_000 }), fc.double())),
  network: orNothing(fc.record({ egress: orNothing(fc.array(network, { maxLength: 3 })) })),
  labels: orNothing(fc.oneof(fc.dictionary(text, text, { maxKeys: 3 }), fc.jsonValue())),
};

/** Some of the fields: of all at once nearly always one is bad. */
const anyInput: fc.Arbitrary<SandboxInput> = fc
  .tuple(fc.record(fields), fc.subarray(Object.keys(fields), { maxLength: 2 }))
  .map(([input, kept]) => Object.fromEntries(Object.entries(input).filter(([name]) => kept.includes(name))));

/** What somebody would ask for who wants the same again. */
function askedFor(spec: SandboxSpec): SandboxInput {
  const { image: name, command, args, env, files, timeoutMs, egress, labels } = spec;
  return {
    image: name,
    command,
    args,
    env,
    files,
    timeoutMs,
    labels,
    network: { egress },
    resources: quantitiesOf(spec),
  };
}

/** Whether the path leads to something in the input, or to where something is missing. */
function leads(input: unknown, steps: readonly (string | number)[]): boolean {
  const [first, ...rest] = steps;
  if (first === undefined) return true;
  return typeof input === "object" && input !== null && Object.hasOwn(input, first)
    ? leads((input as Record<string | number, unknown>)[first], rest)
    : false;
}

it("is checked to what is checked to itself, or refused where something stands", () => {
  let kept = 0;
  fc.assert(
    fc.property(anyInput, (input) => {
      let spec: SandboxSpec;
      try {
        spec = checkSpec(input, sandboxPolicy);
      } catch (error) {
        if (!(error instanceof MusterError)) throw error;
        expect(error.code).toBe("BAD_USER_INPUT");
        expect(leads(input, error.path ?? ["none"])).toBe(true);
        return;
      }
      kept++;
      expect(specOf(askedFor(spec))).toEqual(spec);
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
      // What PostgreSQL cannot keep.
      expect(JSON.stringify(spec)).not.toMatch(/[^\\](\\\\)*\\u(0000|d[89a-f])/i);
    }),
    { numRuns: 3_000 },
  );
  // Else all of it would have been said of refusals.
  expect(kept).toBeGreaterThan(500);
});

it("has as many thousandths of a processor as are said, in either way of saying it", () => {
  for (let millis = 10; millis <= 4_000; millis++) {
    expect(specOf({ resources: { cpu: `${millis}m` } }).cpuMillis).toBe(millis);
    expect(specOf({ resources: { cpu: String(millis / 1_000) } }).cpuMillis).toBe(millis);
  }
});

it("has the bytes that are said, or less than one more", () => {
  const bytes = fc.integer({ min: 16 * 1024 * 1024, max: 8_192 * 1024 * 1024 });
  fc.assert(
    fc.property(bytes, fc.nat({ max: 999 }), (whole, thousandths) => {
      const memory = `${whole}.${String(thousandths).padStart(3, "0")}`;
      const more = thousandths > 0 && whole < sandboxPolicy.maxMemoryBytes ? 1 : 0;
      if (whole === sandboxPolicy.maxMemoryBytes && thousandths > 0) return;
      expect(specOf({ resources: { memory } }).memoryBytes).toBe(whole + more);
    }),
  );
});

it("keeps networks that hold the same addresses as those that were said", () => {
  const networks = address.chain((ip) => fc.tuple(fc.constant(ip), fc.nat({ max: isIPv4(ip) ? 32 : 128 }), address));
  fc.assert(
    fc.property(networks, ([ip, bits, other]) => {
      const kept = egressOf(`${ip}/${bits}`);
      fc.pre(kept !== null);
      const [said, is] = [listOf(ip, bits), listOf(...partsOf(kept ?? ""))];
      for (const one of [ip, other]) expect(holds(is, one)).toBe(holds(said, one));
      expect(egressOf(kept ?? "")).toBe(kept);
    }),
  );
});

/** Null for IPv4 in the disguise of IPv6, which is refused. */
function egressOf(said: string): string | null {
  try {
    return specOf({ network: { egress: [said] } }).egress[0] ?? null;
  } catch {
    return null;
  }
}

function partsOf(said: string): [string, number] {
  const [ip = "", bits = ""] = said.split("/");
  return [ip, Number(bits)];
}

const familyOf = (ip: string) => (isIPv4(ip) ? "ipv4" : "ipv6");

function listOf(ip: string, bits: number): BlockList {
  const list = new BlockList();
  // Node takes no network of all addresses.
  if (bits === 0)
    for (const half of isIPv4(ip) ? ["0.0.0.0", "128.0.0.0"] : ["::", "8000::"]) list.addSubnet(half, 1, familyOf(ip));
  else list.addSubnet(ip, bits, familyOf(ip));
  return list;
}

const holds = (list: BlockList, ip: string): boolean => list.check(ip, familyOf(ip));

it("allows an image by a pattern as a regular expression would", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "b", "/", "*"), maxLength: 6 });
  const name = fc.string({ unit: fc.constantFrom("a", "b", "/"), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(part, name, (pattern, image_) => {
      fc.pre(!/^\/|\/\/|\/$/.test(image_));
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(image_);
      let isAllowed = true;
      try {
        checkSpec({ image: image_ }, { ...sandboxPolicy, imagePatterns: [pattern] });
      } catch (error) {
        expect(error).toMatchObject({ reason: "IMAGE_FORBIDDEN" });
        isAllowed = false;
      }
      expect(isAllowed).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

it("takes files that can all be written below one folder, whatever their order", () => {
  const paths = fc.uniqueArray(
    fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }).map((steps) => steps.join("/")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(paths, (all) => {
      const isFree = all.every((one) => !all.some((other) => other.startsWith(`${one}/`)));
      const files = all.map((one) => ({ path: one, text: "" }));
      const isTaken = (() => {
        try {
          specOf({ files });
          return true;
        } catch (error) {
          expect(error).toMatchObject({ reason: "PATH_TAKEN" });
          return false;
        }
      })();
      expect(isTaken).toBe(isFree);
    }),
    { numRuns: 1_000 },
  );
});
