import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { LRUCache } from "lru-cache";
import { RE2JS } from "re2js";
import { badInput, type InputPath } from "../platform/errors.js";
import { jsonSize } from "./json-value.js";

/** A schema's serialised form may be this large. */
const maxSchemaBytes = 65_536;

// The package's types describe its CommonJS export; under Node's ESM the function is the default itself.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

/**
 * `pattern` runs on RE2: linear in its input, so that a tenant's schema cannot hang the process. Look-around and back
 * references are not to be had there and are refused when the kind is defined.
 */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    // Ajv tells one pattern from another by its text.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
  },
  // Ajv asks for the engine's source text, for validators that are written to a file; ours never are.
  { code: "linearRegExp" },
);

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, strictSchema: true, addUsedSchema: false, code: { regExp: linearRegExp } });
  addFormats(ajv);
  return ajv;
}

/** Compiles a tenant's JSON Schema (2020-12); BAD_USER_INPUT where it is none. References reach inside the schema only. */
export function compileSchema(schema: unknown, path: InputPath): ValidateFunction {
  if (typeof schema !== "boolean" && (typeof schema !== "object" || schema === null || Array.isArray(schema))) {
    throw badInput("A JSON Schema is an object or a boolean.", path, "SCHEMA_INVALID");
  }
  if (jsonSize(schema) > maxSchemaBytes) {
    throw badInput(`A schema may take ${maxSchemaBytes} bytes.`, path, "SCHEMA_TOO_LARGE");
  }
  try {
    // A fresh instance each: one that lives on would keep every schema it has ever seen.
    const validate = newAjv().compile(schema);
    // Ajv's own keyword: such a validator answers a promise, which is neither a yes nor caught when it says no.
    if ("$async" in validate) throw new Error("$async is no keyword of JSON Schema");
    return validate;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw badInput(`Not a usable JSON Schema: ${message.slice(0, 500)}`, path, "SCHEMA_INVALID");
  }
}

/** A schema and what names it and its version. */
export interface KeyedSchema {
  readonly key: string;
  /** null for none: anything meets it. */
  readonly schema: unknown;
}

/** Compiled schemas by kind and version. Compiling takes milliseconds, validating microseconds. */
export class SchemaCache {
  readonly #compiled = new LRUCache<string, ValidateFunction>({ max: 1_000 });

  /** Throws BAD_USER_INPUT with the path of the first misfit below `path`. */
  check({ key, schema }: KeyedSchema, value: unknown, path: InputPath): void {
    if (schema === null || schema === undefined) return;
    let validate = this.#compiled.get(key);
    if (!validate) {
      validate = compileSchema(schema, path);
      this.#compiled.set(key, validate);
    }
    if (validate(value)) return;
    throw misfit(validate.errors?.[0], path);
  }
}

function misfit(error: ErrorObject | undefined, path: InputPath) {
  const pointer = (error?.instancePath ?? "").split("/").slice(1);
  const below = pointer.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const steps = below.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const where = steps.length > 0 ? `${steps.join(".")} ` : "";
  return badInput(
    `Does not meet the kind's schema: ${where}${error?.message ?? "is not valid"}.`,
    [...path, ...steps],
    "SCHEMA_MISFIT",
  );
}
