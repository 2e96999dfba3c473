import { sparseRows } from "../../platform/sparse-rows.js";

/** Where the fields of a row come from. */
export type ColumnSources<Name extends string> = Readonly<Record<Name, string>>;

/** Some columns, and how the values of an answer in array mode become a row. */
export interface RowReader<Row> {
  readonly text: string;
  readonly read: (values: readonly unknown[]) => Row;
}

interface RowShape<Name extends string> {
  readonly sources: ColumnSources<Name>;
  /** Read whatever is selected: what cursors are made of, and what says whose the row is. */
  readonly always: readonly Name[];
  /** Of columns that are kept in another form. */
  readonly decode?: { readonly [Column in Name]?: (value: unknown) => unknown };
}

/** The columns of a table, of which a reader may want some alone: inputs and outputs are large. */
export class RowColumns<Row extends object, Name extends keyof Row & string> {
  /** All of them. */
  readonly all: RowReader<Row>;
  readonly #shape: RowShape<Name>;
  readonly #names: readonly Name[];
  /** A selection is made once per document and comes again. */
  readonly #readers = new WeakMap<ReadonlySet<Name>, RowReader<Row>>();

  constructor(shape: RowShape<Name>) {
    this.#shape = shape;
    // Its keys are the names.
    this.#names = Object.keys(shape.sources) as Name[];
    this.all = this.#create(this.#names);
  }

  /** One that was not selected throws when it is asked for. */
  of(selected: ReadonlySet<Name> | null | undefined): RowReader<Row> {
    if (!selected) return this.all;
    const before = this.#readers.get(selected);
    if (before) return before;
    const { always } = this.#shape;
    const reader = this.#create(this.#names.filter((name) => always.includes(name) || selected.has(name)));
    this.#readers.set(selected, reader);
    return reader;
  }

  #create(names: readonly Name[]): RowReader<Row> {
    const { sources, decode = {} } = this.#shape;
    const rowOf = sparseRows<Row>(this.#names, names);
    const decoders = names.flatMap((name, index) => {
      const one = (decode as RowShape<Name>["decode"])?.[name];
      return one ? [{ index, decode: one }] : [];
    });
    return {
      text: names.map((name) => sources[name]).join(", "),
      read: (values) => {
        const cells = [...values];
        for (const { index, decode: one } of decoders) cells[index] = one(cells[index]);
        return rowOf(cells);
      },
    };
  }
}
