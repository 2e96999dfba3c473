import { describe, expect, it } from "vitest";
import { runProgram } from "../support/wasi-program.js";

const encoder = new TextEncoder();

/** Imports by their names, each with its parameters: `i` for 32 bits, `I` for 64. */
function importing(signatures: Record<string, string>): string {
  const lines = Object.entries(signatures).map(([name, signature]) => {
    const parameters = [...signature].map((kind) => (kind === "I" ? "i64" : "i32")).join(" ");
    const result = name === "proc_exit" ? "" : "(result i32)";
    return `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) ${result}))`;
  });
  return lines.join("\n");
}

/** Ends the program with the number of the step that failed. */
const must = `(func $must (param $errno i32) (param $step i32)
  (if (local.get $errno) (then (call $proc_exit (local.get $step)))))`;

/** Writes by a list of one buffer, which lies at 0. */
const print = `(func $print (param $fd i32) (param $at i32) (param $length i32)
  (i32.store (i32.const 0) (local.get $at))
  (i32.store (i32.const 4) (local.get $length))
  (call $must (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)) (i32.const 99)))`;

function program(signatures: Record<string, string>, body: string): string {
  const imports = importing({ proc_exit: "i", fd_write: "iiii", ...signatures });
  return `(module ${imports} (memory (export "memory") 2) ${must} ${print} ${body})`;
}

describe("a program", () => {
  it("says hello, on both streams", () => {
    const wat = program(
      {},
      `(data (i32.const 64) "hello\\n")
       (func (export "_start")
         (call $print (i32.const 1) (i32.const 64) (i32.const 6))
         (call $print (i32.const 2) (i32.const 64) (i32.const 4)))`,
    );
    expect(runProgram(wat)).toEqual({ code: 0, stdout: "hello\n", stderr: "hell", slept: [] });
  });

  it.each(["args", "environ"])("prints its %s", (what) => {
    const wat = program(
      { [`${what}_sizes_get`]: "ii", [`${what}_get`]: "ii" },
      `(func (export "_start")
         (call $must (call $${what}_sizes_get (i32.const 16) (i32.const 20)) (i32.const 1))
         (call $must (call $${what}_get (i32.const 1024) (i32.const 2048)) (i32.const 2))
         (call $print (i32.const 1) (i32.load (i32.const 1024)) (i32.load (i32.const 20)))
         (call $proc_exit (i32.load (i32.const 16))))`,
    );
    const ended = runProgram(wat, { args: ["prog", "x"], env: { A: "1", B: "2", C: "3" } });
    expect(ended).toMatchObject(
      what === "args" ? { code: 2, stdout: "prog\0x\0" } : { code: 3, stdout: "A=1\0B=2\0C=3\0" },
    );
  });

  it("echoes its input to the end, by small pieces", () => {
    const wat = program(
      { fd_read: "iiii" },
      `(func (export "_start")
         (loop $more
           (i32.store (i32.const 0) (i32.const 64))
           (i32.store (i32.const 4) (i32.const 7))
           (call $must (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const 1))
           (if (i32.load (i32.const 16)) (then
             (call $print (i32.const 1) (i32.const 64) (i32.load (i32.const 16)))
             (br $more)))))`,
    );
    const text = "the quick brown fox jumps over the lazy dog\n".repeat(40);
    expect(runProgram(wat, { stdin: encoder.encode(text) })).toMatchObject({ code: 0, stdout: text });
  });

  it("sleeps by polling a clock", () => {
    const wat = program(
      { poll_oneoff: "iiii", clock_time_get: "iIi" },
      `(func (export "_start")
         (i32.store (i32.const 1040) (i32.const 1))
         (i64.store (i32.const 1048) (i64.const 250000000))
         (call $must (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 16)) (i32.const 1))
         (call $must (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 24)) (i32.const 2))
         (call $proc_exit (i32.wrap_i64 (i64.div_u (i64.load (i32.const 24)) (i64.const 1000000)))))`,
    );
    expect(runProgram(wat)).toMatchObject({ code: 250, slept: [250] });
  });

  it("writes a file, finds it and reads it again", () => {
    const open = (how: number, rights: number): string =>
      `(call $path_open (i32.const 3) (i32.const 0) (i32.const 512) (i32.const 8) (i32.const ${how})
        (i64.const ${rights}) (i64.const 0) (i32.const 0) (i32.const 32))`;
    const wat = program(
      {
        path_open: "iiiiiIIii",
        fd_read: "iiii",
        fd_close: "i",
        path_create_directory: "iii",
        path_filestat_get: "iiiii",
      },
      `(data (i32.const 512) "sub/file") (data (i32.const 600) "round trip")
       (func (export "_start")
         (call $must (call $path_create_directory (i32.const 3) (i32.const 512) (i32.const 3)) (i32.const 1))
         (call $must ${open(1 | 4, 64)} (i32.const 2))
         (call $print (i32.load (i32.const 32)) (i32.const 600) (i32.const 10))
         (call $must (call $fd_close (i32.load (i32.const 32))) (i32.const 3))
         (drop (memory.grow (i32.const 3)))
         (call $must (call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const 512) (i32.const 8)
           (i32.const 262144)) (i32.const 4))
         (call $must ${open(0, 2)} (i32.const 5))
         (i32.store (i32.const 0) (i32.const 300000))
         (i32.store (i32.const 4) (i32.const 100))
         (call $must (call $fd_read (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const 6))
         (call $print (i32.const 1) (i32.const 300000) (i32.load (i32.const 16)))
         (call $proc_exit (i32.load (i32.const 262176))))`,
    );
    const ended = runProgram(wat, { directories: [{ guestPath: "/", files: [] }] });
    expect(ended).toMatchObject({ code: 10, stdout: "round trip" });
  });

  it("reads what the host has put there", () => {
    const wat = program(
      { path_open: "iiiiiIIii", fd_read: "iiii" },
      `(data (i32.const 512) "in/words.txt")
       (func (export "_start")
         (call $must (call $path_open (i32.const 4) (i32.const 1) (i32.const 512) (i32.const 12) (i32.const 0)
           (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 32)) (i32.const 1))
         (i32.store (i32.const 0) (i32.const 2048))
         (i32.store (i32.const 4) (i32.const 100))
         (call $must (call $fd_read (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const 2))
         (call $print (i32.const 1) (i32.const 2048) (i32.load (i32.const 16))))`,
    );
    const files = [{ path: "in/words.txt", bytes: encoder.encode("of the host") }];
    const directories = [
      { guestPath: "/", files: [] },
      { guestPath: "/work", files },
    ];
    expect(runProgram(wat, { directories })).toMatchObject({ code: 0, stdout: "of the host" });
    expect(runProgram(wat, { directories: directories.toReversed() })).toMatchObject({ code: 1, stdout: "" });
  });

  it("ends at once where it exits, however deep it is", () => {
    const wat = program(
      {},
      `(func $down (param $left i32)
         (if (local.get $left) (then (call $down (i32.sub (local.get $left) (i32.const 1)))) (else (call $proc_exit (i32.const 7))))
         (call $print (i32.const 1) (i32.const 64) (i32.const 1)))
       (func (export "_start") (call $down (i32.const 1000)))`,
    );
    expect(runProgram(wat)).toMatchObject({ code: 7, stdout: "" });
  });
});
