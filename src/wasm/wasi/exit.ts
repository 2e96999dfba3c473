/** Thrown by proc_exit through the module: the program has ended as it wanted to. */
export class WasiExit extends Error {
  /** As C has it: what `exit(-1)` ends with is -1. */
  readonly code: number;

  constructor(code: number) {
    super(`The program ended with ${code}.`);
    this.name = "WasiExit";
    this.code = code;
  }
}
