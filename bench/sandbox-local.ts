import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../src/platform/clock.js";
import { silentLog } from "../src/platform/log.js";
import { createLocalHost } from "../src/sandboxes/local/index.js";
import { latenciesOf, type Latencies } from "./figures.js";
import { orderOf, Phases } from "./sandbox-rounds.js";

const warmUps = 10;
const rounds = 200;

/** From the order to the report that it runs, one after the other, of a program that is there at once. */
export async function localReady(): Promise<Latencies> {
  const directory = await mkdtemp(join(tmpdir(), "muster-bench-sandboxes-"));
  const launcher = [process.execPath, "-e", ""];
  const host = createLocalHost({ directory, launcher, log: silentLog, clock: systemClock, maxProcesses: 10 });
  await host.start();
  try {
    const phases = new Phases(host);
    const timesMs: number[] = [];
    for (let round = 0; round < warmUps + rounds; round++)
      timesMs.push(await phases.round(orderOf({ command: ["/bin/sleep", "3600"] })));
    return latenciesOf(timesMs.slice(warmUps));
  } finally {
    await host.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
