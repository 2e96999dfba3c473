import { expect, it } from "vitest";
import type { Get, SandboxHostTraits } from "./sandbox-host-contract.js";
import { forever } from "./sandbox-host-orders.js";

const mib = 2 ** 20;

export function sandboxFaultsContract(get: Get, traits: SandboxHostTraits): void {
  endsContract(get);
  limitsContract(get, traits);
}

function endsContract(get: Get): void {
  it.each([1, 3, 126, 127, 255])("tells that it ended with %i", async (exitCode) => {
    const bench = get();
    const { ref } = await bench.provision(`exit ${exitCode}`);
    const report = await bench.ended(ref);
    expect(report).toMatchObject({ phase: "FAILED", reason: "EXIT_CODE", exitCode });
    expect(report.message).toMatch(/./);
  });

  it.each([
    ["KILL", 137],
    ["TERM", 143],
    ["SEGV", 139],
  ])("tells that SIG%s ended it", async (signal, exitCode) => {
    const bench = get();
    const { ref } = await bench.provision(`kill -${signal} $$; sleep 5`);
    expect(await bench.ended(ref)).toMatchObject({ phase: "FAILED", reason: "EXIT_CODE", exitCode });
  });

  it.each([["/no/such/program"], ["no-such-program"], ["./no-such-program"], ["/etc/passwd"]])(
    "tells that %s cannot be started",
    async (program) => {
      const bench = get();
      const { ref } = await bench.provision("", { command: [program], args: ["x"] });
      const report = await bench.ended(ref);
      expect(report).toMatchObject({ phase: "FAILED", reason: "START_FAILED" });
      expect(report.message).toContain(program);
      expect(bench.phasesOf(ref)).not.toContain("RUNNING");
      expect(await bench.text(ref)).toBe("");
      await bench.host.remove(ref, 0);
      await bench.until(ref, "GONE");
    },
  );

  it("ends with its first process, whatever that has begun", async () => {
    const bench = get();
    const { ref } = await bench.provision(
      "(trap '' TERM HUP; echo begun; : >begun; sleep 60) & until [ -e begun ]; do sleep 0.05; done; exit 4",
    );
    expect(await bench.ended(ref)).toMatchObject({ exitCode: 4 });
    expect(await bench.text(ref)).toBe("begun\n");
  });
}

function limitsContract(get: Get, { limitsMemory }: SandboxHostTraits): void {
  it("ends what is as old as it may be", async () => {
    const bench = get();
    const { ref } = await bench.provision(forever, { maxAgeMs: 1_500 });
    expect(await bench.ended(ref)).toMatchObject({ phase: "FAILED", reason: "DEADLINE_EXCEEDED" });
  });

  it.runIf(limitsMemory)("ends what uses more memory than it has", async () => {
    const bench = get();
    // It keeps a last line that does not end.
    const script = "{ head -c 100000000 /dev/zero; sleep 60; } | tail -n 1 >/dev/null";
    const { ref } = await bench.provision(script, { memoryBytes: 64 * mib });
    expect(await bench.ended(ref)).toMatchObject({ phase: "FAILED", reason: "OUT_OF_MEMORY" });
  });

  it("refuses for good what no host could run", async () => {
    const bench = get();
    const order = bench.order("exit 0", { env: { "NO=NAME": "x" } });
    await expect(bench.host.provision(order)).rejects.toMatchObject({ name: "HostError", isPassing: false });
    await bench.host.remove(order.ref, 0);
    await bench.until(order.ref, "GONE");
  });
}
