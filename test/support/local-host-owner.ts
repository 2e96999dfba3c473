/**
 * A process with sandboxes of its own: `local-host-owner.ts <directory> <script of sh> ...`. Prints what they print, then lives until
 * it is killed; SIGTERM stops its host first.
 */
import { systemClock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createLocalHost } from "../../src/sandboxes/local/index.js";

const [directory = "", ...scripts] = process.argv.slice(2);
const host = createLocalHost({ directory, log: silentLog, clock: systemClock, launcher: [], maxProcesses: 100 });
process.once("SIGTERM", () => void host.stop().then(() => process.exit(0)));
await host.start();
await Promise.all(scripts.map(run));

async function run(script: string): Promise<void> {
  const ref = newId("sandbox");
  await host.provision({
    ref,
    tenantId: null,
    image: "none",
    command: ["/bin/sh", "-c", script],
    args: [],
    env: {},
    secrets: {},
    files: [],
    cpuMillis: 100,
    memoryBytes: 2 ** 30,
    storageBytes: 2 ** 30,
    maxAgeMs: 600_000,
    egress: [],
    labels: {},
  });
  const never = new AbortController().signal;
  for await (const { text } of host.logs(ref, null, never)) process.stdout.write(text);
}
