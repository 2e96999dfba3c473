import { parentPort } from "node:worker_threads";
import { execute } from "./execution.js";
import type { Job } from "./job.js";

// A thread of a host process: one job at a time, each with a module instance and a file system of its own.
if (!parentPort) throw new Error("This is a worker thread's program.");
const port = parentPort;

port.on("message", (job: Job) => port.postMessage(execute(job)));
// Without it a job that cannot be read would never end.
port.on("messageerror", (error) => {
  throw error;
});
port.postMessage("ready");
