import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "../../src/platform/metrics.js";
import { silentLog } from "../../src/platform/log.js";
import { createWasmRunner, type WasmResult, type WasmRunner } from "../../src/wasm/index.js";
import { refusalOf } from "../support/refusal.js";
import {
  command,
  echo,
  endless,
  hello,
  printEnvironment,
  requestOf,
  textOf,
  type WasmRequestChanges,
} from "../support/wasm-modules.js";

const metrics = createMetrics();
let runner: WasmRunner;

beforeAll(async () => {
  runner = createWasmRunner({
    log: silentLog,
    metrics,
    config: { workers: 2, maxWaiting: 20, maxWaitingPerOwner: 15 },
  });
  await runner.start();
});

afterAll(async () => {
  await runner.stop();
});

function run(module: Uint8Array, changes?: WasmRequestChanges): Promise<WasmResult> {
  return runner.run(requestOf(module, changes));
}

describe("a run", () => {
  it("answers what a module wrote and how long it took", async () => {
    const result = await run(hello);
    expect(result).toMatchObject({ exitCode: 0, failure: null, peakMemoryBytes: 65_536 });
    expect(textOf(result.stdout)).toBe("hello\n");
    expect(result.stderr).toHaveLength(0);
    expect(result.cpuMs).toBeLessThanOrEqual(result.durationMs);
  });

  it("gives the module its stdin", async () => {
    const stdin = new TextEncoder().encode("read me");
    // A piece of a larger buffer: no more than the piece may arrive.
    const result = await run(echo, { stdin: new Uint8Array([...stdin, 1, 2, 3]).subarray(0, stdin.length) });
    expect(textOf(result.stdout)).toBe("read me");
  });

  it("gives the module no environment but what the request says, whatever the names are", async () => {
    expect((await run(printEnvironment)).stdout).toHaveLength(0);
    const env = JSON.parse('{ "__proto__": "a", "constructor": "b", "toString": "c" }') as Record<string, string>;
    const { stdout } = await run(printEnvironment, { env });
    expect(textOf(stdout).split("\0").sort()).toEqual(["", "__proto__=a", "constructor=b", "toString=c"]);
  });

  it("tells an exit code from success", async () => {
    expect(await run(command("(call $proc_exit (i32.const 42))"))).toMatchObject({
      exitCode: 42,
      failure: { reason: "EXIT_CODE" },
    });
    expect(await run(command("(call $proc_exit (i32.const 0))"))).toMatchObject({ exitCode: 0, failure: null });
  });

  it("keeps nothing of the run before it", async () => {
    // Exits with what is at 40000, then writes there.
    const module = command(`
      (if (i32.load (i32.const 40000)) (then (call $proc_exit (i32.const 1))))
      (i32.store (i32.const 40000) (i32.const 1))`);
    for (let time = 0; time < 4; time++) expect((await run(module)).exitCode).toBe(0);
  });
});

describe("the limits", () => {
  it("end an endless loop by the clock or by its time awake, whichever is first", async () => {
    const late = await run(endless, { limits: { timeoutMs: 100 } });
    expect(late).toMatchObject({ exitCode: null, failure: { reason: "TIMEOUT" } });
    expect(late.durationMs).toBeGreaterThanOrEqual(100);
    expect(await run(endless, { limits: { cpuMs: 100 } })).toMatchObject({ failure: { reason: "CPU_LIMIT" } });
  });

  it("tell a sleeper from a loop, and keep what was written before the end", async () => {
    const sleeper = command(
      "(call $write (i32.const 1) (i32.const 16) (i32.const 3)) (call $sleep (i64.const -1))",
      '(data (i32.const 16) "zzz")',
    );
    const asleep = await run(sleeper, { limits: { timeoutMs: 3_500, cpuMs: 3_000 } });
    expect(asleep.failure?.reason).toBe("TIMEOUT");
    // On a busy machine a thread that wants to sleep may have to wait for its turn.
    expect(asleep.cpuMs).toBeLessThan(3_000);
    expect(textOf(asleep.stdout)).toBe("zzz");
    const later = command("(call $sleep (i64.const 200000000)) (loop $again (br $again))");
    const awake = await run(later, { limits: { timeoutMs: 10_000, cpuMs: 2_500 } });
    expect(awake.failure?.reason).toBe("CPU_LIMIT");
    expect(awake.durationMs).toBeGreaterThanOrEqual(2_700);
    const short = await run(command("(call $sleep (i64.const 2600000000))"), {
      limits: { timeoutMs: 10_000, cpuMs: 2_500 },
    });
    expect(short).toMatchObject({ exitCode: 0 });
    expect(short.durationMs).toBeGreaterThanOrEqual(2_600);
  });

  it("hold memory where it is: growth beyond them answers -1", async () => {
    const module = command(`
      (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
      (call $exit_unless (i32.const 1) (i32.eq (memory.size) (i32.const 32)))`);
    const result = await run(module, { limits: { memoryBytes: 32 * 65_536 } });
    expect(result).toMatchObject({ exitCode: 0, peakMemoryBytes: 32 * 65_536 });
  });

  it("hold tables where they are", async () => {
    const module = command(
      `(loop $more (br_if $more (i32.ne (table.grow $t (ref.null func) (i32.const 1000)) (i32.const -1))))
       (call $exit_unless (i32.const 1) (i32.le_u (table.size $t) (i32.const 100000)))`,
      "(table $t 1 funcref)",
    );
    expect(await run(module)).toMatchObject({ exitCode: 0 });
  });

  it("end what writes too much, on either stream, and keep as much as is allowed", async () => {
    for (const [fd, stream] of [
      [1, "stdout"],
      [2, "stderr"],
    ] as const) {
      const module = command(
        `(loop $again (call $write (i32.const ${fd}) (i32.const 16) (i32.const 999)) (br $again))`,
      );
      const result = await run(module, { limits: { outputBytes: 10_000 } });
      expect(result.failure?.reason).toBe("OUTPUT_LIMIT");
      expect(result[stream]).toHaveLength(10_000);
    }
  });

  it("refuse limits beyond those that may be asked for", async () => {
    const beyond = await refusalOf(run(hello, { limits: { timeoutMs: 3_600_001 } }));
    expect(beyond).toMatchObject({ reason: "LIMIT_OUT_OF_RANGE", path: ["limits", "timeoutMs"] });
    expect(await refusalOf(run(hello, { limits: { memoryBytes: 100_000 } }))).toMatchObject({
      reason: "LIMIT_OUT_OF_RANGE",
    });
    expect(await refusalOf(run(hello, { limits: { cpuMs: Number.NaN } }))).toMatchObject({
      reason: "LIMIT_OUT_OF_RANGE",
    });
  });
});

describe("a module that misbehaves", () => {
  it("is stopped by its trap, and the next run is not disturbed", async () => {
    for (const body of [
      "unreachable",
      "(drop (i32.div_s (i32.const 1) (i32.const 0)))",
      "(drop (i32.load (i32.const -1)))",
    ]) {
      expect((await run(command(body))).failure, body).toMatchObject({
        reason: "TRAP",
        message: expect.stringMatching(/trapped: /),
      });
    }
    expect((await run(hello)).exitCode).toBe(0);
  });

  it("ends by its own recursion", async () => {
    const module = command("(call $deep)", "(func $deep (call $deep))");
    expect((await run(module)).failure?.reason).toBe("STACK_OVERFLOW");
    expect((await run(hello)).exitCode).toBe(0);
  });

  it("gets errors for pointers that lead nowhere, and nothing of the host", async () => {
    for (const call of [
      "(call $fd_write (i32.const 1) (i32.const -8) (i32.const 1) (i32.const 8))",
      "(call $fd_write (i32.const 1) (i32.const 0) (i32.const -1) (i32.const 8))",
      "(call $fd_write (i32.const 1) (i32.const 65532) (i32.const 0x10000000) (i32.const 8))",
      "(call $environ_sizes_get (i32.const -4) (i32.const 8))",
      "(call $fd_read (i32.const 77) (i32.const 0) (i32.const 1) (i32.const 8))",
    ]) {
      const { failure } = await run(command(`(call $exit_unless (i32.const 9) (i32.eqz ${call}))`), {
        limits: { timeoutMs: 10_000, cpuMs: 10_000 },
      });
      expect(["EXIT_CODE", "TRAP"], call).toContain(failure?.reason);
    }
  });

  it("finds no file of the host", async () => {
    const module = command(
      `(call $proc_exit (call $path_open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 11) (i32.const 0)
        (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 8)))`,
      '(data (i32.const 16) "/etc/passwd")',
    );
    // EBADF: there is no descriptor 3.
    expect(await run(module)).toMatchObject({ exitCode: 8 });
    // EPERM or ENOTCAPABLE: an absolute path leads out of the directory.
    const { exitCode } = await run(module, { directories: [{ guestPath: "/", files: [] }] });
    expect([63, 76]).toContain(exitCode);
  });

  it("is refused before it runs where it cannot run", async () => {
    const unknown = requestOf(new Uint8Array([0, 0x61, 0x73, 0x6d, 13, 0, 1, 0]));
    expect(await refusalOf(runner.run(unknown))).toMatchObject({ reason: "MODULE_IS_COMPONENT", path: [] });
    // Sound in its outline; the code lacks an end.
    const broken = Uint8Array.from(command("(call $proc_exit (i32.const 42))"));
    broken[broken.length - 1] = 0x01;
    expect(await refusalOf(run(broken))).toMatchObject({ reason: "MODULE_INVALID" });
  });

  it("is refused where its bytes are not those that were named", async () => {
    const request = { ...requestOf(hello), sha256: "0".repeat(64) };
    expect(await refusalOf(runner.run(request))).toMatchObject({ code: "UNAVAILABLE", reason: "MODULE_DAMAGED" });
  });
});

describe("a request", () => {
  it("is refused with the path of what is wrong with it", async () => {
    for (const [changes, reason, path] of [
      [{ args: ["a", "b\0c"] }, "ARGUMENT_INVALID", ["args", 1]],
      [{ env: { "A=B": "" } }, "ARGUMENT_INVALID", ["env", "A=B"]],
      [{ env: { A: "\0" } }, "ARGUMENT_INVALID", ["env", "A"]],
      [{ args: ["x".repeat(65_536)] }, "RUN_TOO_LARGE", ["args"]],
      [{ stdin: new Uint8Array(17 * 1024 * 1024) }, "RUN_TOO_LARGE", ["stdin"]],
      [
        {
          limits: { fileBytes: 4 },
          directories: [{ guestPath: "/", files: [{ path: "a", bytes: new Uint8Array(4) }] }],
        },
        "RUN_TOO_LARGE",
        ["directories"],
      ],
      [
        { directories: [{ guestPath: "/", files: [{ path: "../a", bytes: new Uint8Array(4) }] }] },
        "FILES_INVALID",
        ["directories"],
      ],
    ] as const satisfies readonly (readonly [WasmRequestChanges, string, readonly unknown[]])[]) {
      expect(await refusalOf(run(hello, changes)), reason).toMatchObject({ reason, path });
    }
  });

  it("that is cancelled ends, while it runs, while it is loaded and before it begins", async () => {
    const controller = new AbortController();
    const started = run(command("(call $write (i32.const 1) (i32.const 16) (i32.const 1)) (loop $again (br $again))"), {
      signal: controller.signal,
      limits: { timeoutMs: 20_000, cpuMs: 20_000 },
    });
    const loading = run(hello, {
      signal: controller.signal,
      sha256: "f".repeat(64),
      load: () => new Promise(() => undefined),
    });
    const waiting = run(hello, { signal: controller.signal });
    expect(runner.running).toBe(2);
    expect(runner.waiting).toBe(1);
    await run(hello, { owner: "other", limits: { timeoutMs: 1 }, signal: AbortSignal.timeout(3_000) });
    controller.abort();
    const results = await Promise.all([started, loading, waiting, run(hello, { signal: controller.signal })]);
    expect(results.map(({ failure }) => failure?.reason)).toEqual(Array.from({ length: 4 }, () => "CANCELLED"));
    expect(results[0]?.stdout).toHaveLength(1);
    expect(runner.waiting).toBe(0);
  });
});

describe("many runs at once", () => {
  it("wait, and are refused beyond the line's end, for one owner before the others", async () => {
    const results = await Promise.allSettled(Array.from({ length: 1_000 }, () => run(hello)));
    const done = results.filter(({ status }) => status === "fulfilled");
    expect(done).toHaveLength(17);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "RATE_LIMITED", reason: "EXECUTIONS_BUSY" });
    expect([runner.running, runner.waiting]).toEqual([0, 0]);
  });

  it("are taken from their owners in turn", async () => {
    const order: string[] = [];
    // Each is a module of its own, which is loaded when its turn has come.
    const start = (owner: string, index: number): Promise<unknown> => {
      const module = command(`(call $sleep (i64.const ${20_000_000 + index}))`);
      return run(module, { owner, load: async () => (order.push(owner), module) });
    };
    const crowd = Array.from({ length: 10 }, (_, index) => start("crowd", index));
    await Promise.all([...crowd, start("lone", crowd.length)]);
    expect(order.indexOf("lone")).toBeLessThan(5);
  });

  it("share what was compiled", async () => {
    let loads = 0;
    const module = command("(call $proc_exit (i32.const 7))");
    const load = async (): Promise<Uint8Array> => {
      loads++;
      return module;
    };
    const results = await Promise.all(Array.from({ length: 6 }, () => run(module, { load })));
    expect(results.map(({ exitCode }) => exitCode)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(loads).toBe(1);
    expect(await metrics.registry.metrics()).toMatch(/muster_wasm_modules_found_total\{found="yes"\} [1-9]/);
  });
});
