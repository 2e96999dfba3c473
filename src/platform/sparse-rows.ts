/**
 * Makes rows of which not every column was read out of values in the order of `read`. A column that was not read throws when it is
 * asked for: it must not look empty.
 */
export function sparseRows<Row extends object>(
  all: readonly (keyof Row & string)[],
  read: readonly (keyof Row & string)[],
): (values: readonly unknown[]) => Row {
  const known = new Set<string>(read);
  const prototype: object = {};
  for (const name of all) {
    if (known.has(name)) continue;
    Object.defineProperty(prototype, name, {
      get() {
        throw new Error(`The column ${name} was asked for, but not read.`);
      },
    });
  }
  return (values) => {
    // All columns that were read are filled in, the others throw: it is as good as a Row.
    const row = Object.create(prototype) as Record<string, unknown>;
    for (let index = 0; index < read.length; index++) row[read[index] as string] = values[index];
    return row as Row;
  };
}
