import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import { createLocalHost } from "../../src/sandboxes/local/index.js";
import { sandboxHostContract, type SandboxWorld } from "./sandbox-host-contract.js";

const traits = { name: "local", survivesRestart: false, keepsStreamsApart: true, limitsMemory: true };

sandboxHostContract(traits, async (): Promise<SandboxWorld> => {
  const directory = await mkdtemp(join(tmpdir(), "muster-local-host-"));
  // Where the tests run as root, sandboxes have another account.
  await chmod(directory, 0o755);
  const make = () =>
    createLocalHost({
      directory,
      log: silentLog,
      clock: systemClock,
      launcher: ["/bin/false"],
      maxProcesses: 100,
      sampleEveryMs: 50,
    });
  let host = make();
  await host.start();
  return {
    host,
    commandOf: (script) => ["/bin/sh", "-c", script, "sh"],
    restart: async () => {
      await host.stop();
      host = make();
      await host.start();
      return host;
    },
    stop: async () => {
      await host.stop();
      await rm(directory, { recursive: true });
    },
  };
});
