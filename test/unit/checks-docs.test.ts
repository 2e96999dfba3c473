import { describe, expect, it, onTestFinished } from "vitest";
import { findCodeDrift } from "../../tools/checks/docs/error-codes.js";
import { eventFields } from "../../tools/checks/docs/event-fields.js";
import { findBrokenLinks } from "../../tools/checks/docs/links.js";
import { findReasons } from "../../tools/checks/docs/reasons.js";
import { findUnknownScripts } from "../../tools/checks/docs/scripts.js";
import { fillSections, sectionNames } from "../../tools/checks/docs/section.js";
import { findMissingSections } from "../../tools/checks/docs/check.js";
import { sections } from "../../tools/checks/docs/sections.js";
import { table } from "../../tools/checks/docs/table.js";
import { errorCodes } from "../../src/platform/errors.js";
import { plantTree, removeTree } from "../support/planted-tree.js";

async function plant(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await plantTree(files, ["tsconfig.json", "src/platform/errors.ts"]);
  onTestFinished(() => removeTree(root));
  return root;
}

describe("generated sections", () => {
  const page = "Before.\n<!-- generated: moves -->\nold\n<!-- end -->\nAfter.\n";

  it("are replaced between their markers only", () => {
    const filled = fillSections(page, new Map([["moves", "| new |"]]));
    expect(filled).toBe("Before.\n<!-- generated: moves -->\n| new |\n<!-- end -->\nAfter.\n");
    expect(fillSections(filled, new Map([["moves", "| new |"]]))).toBe(filled);
  });

  it("keep text that a replacement pattern would mangle", () => {
    expect(fillSections(page, new Map([["moves", "$& $1 $$"]]))).toContain("\n$& $1 $$\n");
  });

  it("must be on their page, and be known", () => {
    const pages = [...new Set(sections.map((section) => section.page))].map((file) => {
      const own = sections.filter((section) => section.page === file);
      return { file, text: own.map(({ name }) => `<!-- generated: ${name} -->\n<!-- end -->\n`).join("") };
    });
    const lacking = findMissingSections(pages.filter(({ file }) => file !== "docs/configuration.md"));
    expect(lacking).toEqual([{ file: "docs/configuration.md", message: "lacks the generated section variables" }]);
    const stray = { file: "docs/a.md", text: page };
    expect(findMissingSections([...pages, stray])).toContainEqual({
      file: "docs/a.md",
      message: "has a generated section moves that is not known",
    });
  });

  it("are found in their order", () => {
    expect(sectionNames(`${page}<!-- generated: more -->\n<!-- end -->`)).toEqual(["moves", "more"]);
  });

  it("escape what would end a cell", () => {
    expect(table(["a"], [["x | y\nz"]])).toBe("| a |\n|---|\n| x \\| y z |");
  });
});

describe("docs/errors.md", () => {
  const rows = errorCodes.map((code) => `| \`${code}\` | Said. |\n`).join("");

  it("explains each code", () => {
    expect(findCodeDrift([{ file: "docs/errors.md", text: rows }])).toEqual([]);
    const text = rows.replace("| `CONFLICT` |", "| `QUARREL` |");
    expect(findCodeDrift([{ file: "docs/errors.md", text }])).toEqual([
      { file: "docs/errors.md", message: "lacks the code CONFLICT" },
      { file: "docs/errors.md", message: "explains QUARREL, which is no code" },
    ]);
  });

  it("has the reasons of errors that are made in place, in a subclass, or by a function that is told the reason", async () => {
    const errors = 'import { MusterError, badInput, notFound, unavailable } from "../platform/errors.js";\n';
    const root = await plant({
      "src/tasks/a.ts": `${errors}
        export const direct = () => new MusterError("CONFLICT", "Used twice.", { reason: "KEY_REUSED" });
        export class Full extends MusterError { constructor() { super("UNAVAILABLE", "Full.", { reason: "BUFFER_FULL" }); } }
        class Broken extends MusterError {}
        export const subclass = () => new Broken("TIMEOUT", "Slow.", { reason: "DISK_SLOW" });
        export const plain = { message: "No.", extensions: { code: "NOT_FOUND", reason: "ROUTE_NOT_FOUND" } };
        const denied = (reason: string) => new MusterError("FORBIDDEN", "Not you.", { reason });
        const twice = (word: string) => denied(word);
        export const all = (many: number) => [
          twice("ROLE_WRONG"), notFound("sandbox", "1"), badInput("Bad.", []), unavailable("Gone.", "BROKER_AWAY"),
          badInput(\`More than \${many}.\`, [], many > 3 ? "LIST_LONG" : "LIST_LONGER"),
        ];`,
    });
    expect(findReasons(root).map(({ errorCode, reason, message }) => `${errorCode} ${reason}: ${message}`)).toEqual([
      "BAD_USER_INPUT INPUT_INVALID: Bad.",
      "BAD_USER_INPUT LIST_LONG: More than ….",
      "BAD_USER_INPUT LIST_LONGER: More than ….",
      "CONFLICT KEY_REUSED: Used twice.",
      "FORBIDDEN ROLE_WRONG: Not you.",
      "NOT_FOUND ROUTE_NOT_FOUND: No.",
      "NOT_FOUND SANDBOX_NOT_FOUND: No sandbox 1.",
      "TIMEOUT DISK_SLOW: Slow.",
      "UNAVAILABLE BROKER_AWAY: Gone.",
      "UNAVAILABLE BUFFER_FULL: Full.",
    ]);
  });
});

describe("pages", () => {
  it("link to what exists only", () => {
    const pages = [
      {
        file: "README.md",
        text: "[a](docs/a.md) [b](docs/a.md#two-words) [c](docs/b.md) [d](docs/a.md#three) [e](https://x.y)",
      },
      { file: "docs/a.md", text: "# One\n\n## Two words\n[up](../README.md) [self](#one) `[code](nowhere.md)`\n" },
    ];
    const findings = findBrokenLinks(process.cwd(), pages).map(({ file, message }) => `${file}: ${message}`);
    expect(findings).toContain("README.md: links to docs/b.md, which does not exist");
    expect(findings).toContain("README.md: links to docs/a.md#three, which does not exist");
    expect(findings.filter((finding) => /#two-words|#one|nowhere|https|README\.md,/.test(finding))).toEqual([]);
  });

  it("name scripts that package.json has only", async () => {
    const root = await plant({ "package.json": JSON.stringify({ scripts: { start: "", "db:diff": "" } }) });
    const text = "`npm start`, `npm run db:diff`, `npm run nope`, `npm test`";
    expect(await findUnknownScripts(root, [{ file: "README.md", text }])).toEqual([
      { file: "README.md", message: "names npm run nope, which package.json does not have" },
      { file: "README.md", message: "names npm run test, which package.json does not have" },
    ]);
  });
});

describe("event tables", () => {
  it("show the fields as the catalogue writes them", async () => {
    const root = await plant({
      "src/events/catalogue.ts":
        "export interface E {\n  A: {\n    b: string;\n    c?: number;\n  };\n  D: Record<string, never>;\n}\n",
    });
    expect(await eventFields(root, "E")).toEqual([
      { type: "A", fields: "b: string; c?: number" },
      { type: "D", fields: "" },
    ]);
  });
});
