import type { WasmRequest, WasmResult } from "../../src/wasm/index.js";

/** What a run gives; what is left out is as of one that ends well at once and writes nothing. */
export interface PlayedRun extends Partial<Omit<WasmResult, "stdout" | "stderr">> {
  readonly stdout?: string | Uint8Array;
}

export type Play = (request: WasmRequest) => PlayedRun | Promise<PlayedRun>;

/** A runner that runs nothing: the test says how each run ends. By default it answers what is on stdin. */
export class FakeWasm {
  readonly requests: WasmRequest[] = [];
  play: Play = ({ stdin }) => ({ stdout: stdin });

  async run(request: WasmRequest): Promise<WasmResult> {
    this.requests.push(request);
    const { stdout = "", ...played } = await this.play(request);
    return {
      ...{ exitCode: 0, durationMs: 1, cpuMs: 1, peakMemoryBytes: 65_536, failure: null },
      stderr: new Uint8Array(),
      ...played,
      stdout: Buffer.from(stdout),
    };
  }
}

/** A run that ended with a code. */
export function exit(exitCode: number, stdout = ""): PlayedRun {
  const failure = exitCode === 0 ? null : ({ reason: "EXIT_CODE", message: `It ended with ${exitCode}.` } as const);
  return { exitCode, stdout, failure };
}
