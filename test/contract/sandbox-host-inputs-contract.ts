import { expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { Get } from "./sandbox-host-contract.js";

/** What a shell, a template or a protocol would make something else of, if one came in between. */
const hostile: Readonly<Record<string, string>> = {
  LINES: "a\nb\n\nc",
  LAST: "ends with a line\n",
  COMMAND: "$(touch /tmp/muster-injected) `id` ; rm -rf x & | > <",
  QUOTES: `'"\\''"$HOME" \${HOME} $(HOME) %s %n`,
  REFERENCE: "$(LINES) $$(LINES)",
  EMPTY: "",
  BLANKS: "  \t ",
  DASHES: "--help",
  EQUALS: "a=b=c",
  UNICODE: "Grüße 世界 👩‍💻 \u{202E}",
  BRACES: '{{ .Values }} {"a": [1, null]} - yes: no # not',
  lower_case: "too",
};
const print = 'printf "%s<end>\\n" "$@"';

export function sandboxInputsContract(get: Get): void {
  wordsContract(get);
  filesContract(get);
  namesContract(get);
}

function wordsContract(get: Get): void {
  it("gives it its environment and its secrets to the letter", async () => {
    const names = Object.keys(hostile);
    const secrets = Object.fromEntries(Object.entries(hostile).map(([name, value]) => [`S_${name}`, value]));
    const script = [...names, ...Object.keys(secrets)].map((name) => `printf '%s<end>\\n' "$${name}"`).join("\n");

    const output = await get().outputOf(script, { env: hostile, secrets });

    const expected = Object.values(hostile).map((value) => `${value}<end>\n`);
    expect(output).toBe([...expected, ...expected].join(""));
  });

  it("gives it a hundred variables", async () => {
    const env = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`V${index}`, `${index} `.repeat(100)]));
    expect(await get().outputOf("env | grep -c '^V[0-9]'", { env })).toBe("100\n");
  });

  it("gives it nothing of the environment that the host itself has", async () => {
    process.env["MUSTER_CONTRACT_SECRET"] = "of the host";
    const output = await get().outputOf("env; echo end");
    delete process.env["MUSTER_CONTRACT_SECRET"];
    expect(output).toMatch(/end\n$/);
    expect(output).not.toMatch(/of the host|DATABASE_URL|VITEST/);
  });

  it("gives it its arguments to the letter", async () => {
    const args = Object.values(hostile);
    expect(await get().outputOf(print, { args })).toBe(args.map((arg) => `${arg}<end>\n`).join(""));
  });
}

function filesContract(get: Get): void {
  it("lays its files into its working directory", async () => {
    const files = ["a", "in/some/folder.txt", "in/some/other", "with blank", "-dash", "$(id)", "ümlaut/世界", "'\"\\"];
    const order = { files: files.map((path) => ({ path, base64: Buffer.from(`of ${path}`).toString("base64") })) };
    const script = 'for file in "$@"; do cat "./$file"; echo "<end>"; done';
    const output = await get().outputOf(script, { ...order, args: files });
    expect(output).toBe(files.map((path) => `of ${path}<end>\n`).join(""));
  });

  it("lays down bytes as they are", async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256));
    const files = [
      { path: "bytes", base64: bytes.toString("base64") },
      { path: "empty", base64: "" },
    ];
    const output = await get().outputOf("od -An -v -tu1 bytes | tr -s ' \\n' '  '; echo; wc -c <empty", { files });
    const [numbers = "", size = ""] = output.trim().split("\n");
    expect(Buffer.compare(Buffer.from(numbers.trim().split(" ").map(Number)), bytes)).toBe(0);
    expect(size.trim()).toBe("0");
  });

  it("lets it write beside its files, and to where temporary ones go", async () => {
    const files = [{ path: "in/a", base64: "YQ==" }];
    const script = 'echo b >b && echo c >in/c && echo d >"${TMPDIR:-/tmp}/d" && cat b in/a in/c "${TMPDIR:-/tmp}/d"';
    expect(await get().outputOf(script, { files })).toBe("b\nac\nd\n");
  });

  it("keeps what one writes from the next", async () => {
    const script =
      '[ -e left ] && echo found; echo mine >left; ls "${TMPDIR:-/tmp}" | grep -c left-; echo >"${TMPDIR:-/tmp}/left-x"';
    expect(await get().outputOf(script)).toBe("0\n");
    expect(await get().outputOf(script)).toBe("0\n");
  });
}

function namesContract(get: Get): void {
  it("takes labels and names as long as they may be", async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 64 }, (_, index) => [`${"k".repeat(60)}${index}`, "Ünï/ \n'\"$".repeat(8)]),
    );
    const order = {
      ref: newId("warm"),
      tenantId: null,
      labels,
      image: `${"r".repeat(100)}.example/${"i".repeat(150)}:t`,
    };
    expect(await get().outputOf("echo up", order)).toBe("up\n");
  });
}
