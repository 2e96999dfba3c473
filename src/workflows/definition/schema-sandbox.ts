import { objectOf, refTo, type SchemaPart } from "./schema-parts.js";

const dayMs = 86_400_000;

function textOf(title: string, description: string): SchemaPart {
  return { title, description, type: "string" };
}

function textsOf(title: string, description: string, maxItems: number): SchemaPart {
  return { title, description, type: "array", maxItems, items: textOf("Text", "One of them.") };
}

/** An object whose fields are named by the author. */
function namedTextsOf(title: string, description: string): SchemaPart {
  return { title, description, type: "object", additionalProperties: textOf("Text", "What it is.") };
}

const file = objectOf({
  title: "File of a sandbox",
  description: "A file with its content: `text` or `base64`.",
  required: ["path"],
  properties: {
    path: textOf("Path", "Below the working directory, as `config/settings.json`."),
    text: textOf("Text", "Content as text."),
    base64: textOf("Base64", "Content in base64."),
  },
});

const resources = objectOf({
  title: "Resources of a sandbox",
  description: "What it may use, as quantities of Kubernetes.",
  required: [],
  properties: {
    cpu: textOf("Processor", "As `500m` or `2`."),
    memory: textOf("Memory", "As `512Mi`."),
    ephemeralStorage: textOf("Disk", "As `1Gi`."),
  },
});

const network = objectOf({
  title: "Network of a sandbox",
  description: "What it may reach beside Muster.",
  required: [],
  properties: { egress: textsOf("Egress", "Networks, as `10.0.0.0/8` or `10.1.2.3/32:5432`; none unless said.", 20) },
});

const sandbox = objectOf({
  title: "Sandbox",
  description:
    "A place to run in, of its own for each try. Its texts are taken as they stand: `${expression}` is none here.",
  required: [],
  properties: {
    image: textOf("Image", "Container image; the installation's agent image unless said."),
    command: textsOf("Command", "Program, in place of the image's.", 100),
    args: textsOf("Arguments", "Arguments of the program.", 100),
    env: namedTextsOf("Environment", "Name to text, at most 100; none that begins with `MUSTER_`."),
    files: {
      title: "Files",
      description: "Files in its working directory.",
      type: "array",
      maxItems: 100,
      items: refTo("sandboxFile", "File", "One of them."),
    },
    resources: refTo("sandboxResources", "Resources", "What it may use."),
    timeoutMs: {
      title: "Timeout",
      description: "Most milliseconds from ready to its end; an hour unless said.",
      type: "integer",
      minimum: 1_000,
      maximum: dayMs,
    },
    network: refTo("sandboxNetwork", "Network", "What it may reach beside Muster."),
    labels: namedTextsOf("Labels", "Labels: name to text, at most 50."),
  },
});

/** What the place of a step's task may be told of; what it may be is for the operator to say too. */
export const sandboxParts = { sandbox, sandboxFile: file, sandboxResources: resources, sandboxNetwork: network };
