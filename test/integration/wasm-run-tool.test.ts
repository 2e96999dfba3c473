import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command, echo, endless, printEnvironment } from "../support/wasm-modules.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
let folder: string;
/** Each run starts two processes from TypeScript: seconds on a busy machine. */
const slowly = { timeout: 60_000 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-wasm-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface End {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function wasmRun(words: readonly string[], stdin = ""): Promise<End> {
  const child = spawn(process.execPath, ["--import", "tsx", "tools/wasm-run.ts", ...words], { cwd: root });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

async function save(name: string, module: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, module);
  return path;
}

it("gives the module stdin, prints what it writes, and ends with its code", slowly, async () => {
  expect(await wasmRun([await save("echo.wasm", echo)], "read me")).toEqual({ code: 0, stdout: "read me", stderr: "" });
  const exit = await save("exit.wasm", command("(call $proc_exit (i32.const 42))"));
  expect((await wasmRun([exit])).code).toBe(42);
});

it("gives the module its variables and leaves what stands behind it alone", slowly, async () => {
  const module = await save("env.wasm", printEnvironment);
  const { stdout } = await wasmRun(["--env", "A=1", "--env", "B=x=y", module, "--env", "C=3"]);
  expect(stdout).toBe("A=1\0B=x=y\0");
});

it("puts files of a folder where the module finds them", slowly, async () => {
  await mkdir(join(folder, "data", "in"), { recursive: true });
  await writeFile(join(folder, "data", "in", "words.txt"), "words");
  // Opens in/words.txt of descriptor 3 to read, reads it, and writes what it read.
  const module = command(
    `(call $exit_unless (i32.const 1) (i32.eqz (call $path_open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 12)
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64))))
     (i32.store (i32.const 0) (i32.const 128))
     (i32.store (i32.const 4) (i32.const 100))
     (drop (call $fd_read (i32.load (i32.const 64)) (i32.const 0) (i32.const 1) (i32.const 8)))
     (call $write (i32.const 1) (i32.const 128) (i32.load (i32.const 8)))`,
    '(data (i32.const 16) "in/words.txt")',
  );
  const path = await save("read.wasm", module);
  expect(await wasmRun(["--dir", `${join(folder, "data")}::/`, path])).toEqual({
    code: 0,
    stdout: "words",
    stderr: "",
  });
  expect((await wasmRun([path])).code).toBe(1);
});

it("says why a module was ended or not run at all", slowly, async () => {
  const late = await wasmRun(["--timeout", "100", await save("endless.wasm", endless)]);
  expect(late).toMatchObject({ code: 134, stderr: expect.stringMatching(/^TIMEOUT: /) });
  const refused = await wasmRun([await save("text.wasm", Buffer.from("text"))]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/^MODULE_INVALID: /) });
  expect((await wasmRun([])).code).toBe(2);
  expect((await wasmRun(["--version"])).stdout).toMatch(/^muster-wasm-run \d+\.\d+\.\d+\n$/);
});
