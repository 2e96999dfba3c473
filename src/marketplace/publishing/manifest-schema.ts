const names = (description: string) => ({
  description,
  type: "array",
  maxItems: 50,
  uniqueItems: true,
  items: { type: "string", pattern: "^[a-zA-Z0-9._:/-]{1,100}$" },
});

const whole = (description: string, [minimum, maximum]: readonly [number, number]) => ({
  description,
  type: "integer",
  minimum,
  maximum,
});

const schemaOf = (description: string) => ({ description, type: ["object", "boolean"] });

/** JSON Schema (2020-12) of a release's Manifest. docs/manifest.schema.json is the same, for editors. */
export const manifestSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Manifest",
  description: "What a release says of itself. All of it may be left out; a TOOL needs inputs and outputs.",
  type: "object",
  additionalProperties: false,
  properties: {
    inputs: schemaOf("JSON Schema (2020-12) of the JSON that it reads; at most 64 KiB."),
    outputs: schemaOf("JSON Schema (2020-12) of the JSON that it writes; at most 64 KiB."),
    capabilities: names("What it can do: words to find it by."),
    scopes: names("What it needs to be allowed of Muster's API."),
    resources: {
      description: "What a run needs. An installation may allow less.",
      title: "Resources",
      type: "object",
      additionalProperties: false,
      properties: {
        memoryMib: whole("MiB of memory; 64 unless said.", [1, 4_096]),
        timeoutMs: whole("Milliseconds from start to end; 5,000 unless said.", [1, 300_000]),
        cpuMs: whole("Milliseconds that it may compute; as timeoutMs unless said.", [1, 300_000]),
        outputBytes: whole("Bytes on stdout and on stderr each; 1 MiB unless said.", [0, 16_777_216]),
      },
    },
    fileSystem: { description: "Whether it finds an in-memory file system at /.", type: "boolean" },
  },
} as const;
