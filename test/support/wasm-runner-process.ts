import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createWasmRunner } from "../../src/wasm/index.js";
import { endless, requestOf } from "./wasm-modules.js";

/** A process with a runner and an endless run in it; says which processes the runner has. To be killed. */
const runner = createWasmRunner({ log: silentLog, metrics: createMetrics(), config: { workers: 1 } });
await runner.start();
const run = runner.run(requestOf(endless, { limits: { timeoutMs: 60_000, cpuMs: 60_000 } }));
console.log(JSON.stringify(runner.pids));
await run;
