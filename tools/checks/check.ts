/** Something that a rule objects to. */
export interface Finding {
  /** Relative to the root. */
  readonly file: string;
  /** From 1; left out where it is about the file as a whole. */
  readonly line?: number;
  readonly message: string;
}

/** A rule of the house, tried on the tree below `root`. No finding means that it holds. */
export interface Check {
  readonly name: string;
  readonly run: (root: string) => Promise<readonly Finding[]>;
}

export function describeFinding({ file, line, message }: Finding): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}
