import { strictProblems } from "../kubernetes-schema.js";
import { isFields } from "./objects.js";

/** A type of the client, or the fields of what it has no class of; `!` marks what must be there. */
type Shape = string | { readonly [field: string]: Shape };

const texts = "{ [key: string]: string; }";

/** As the definition of agents.x-k8s.io/v1alpha1 says; a pod's metadata are labels and annotations only. */
const sandbox: Shape = {
  apiVersion: "string",
  kind: "string",
  metadata: "V1ObjectMeta",
  "spec!": {
    "podTemplate!": { metadata: { labels: texts, annotations: texts }, "spec!": "V1PodSpec" },
    volumeClaimTemplates: "Array<any>",
    shutdownTime: "Date",
    shutdownPolicy: "string",
    replicas: "number",
    service: "boolean",
  },
  status: {
    serviceFQDN: "string",
    service: "string",
    conditions: "Array<V1Condition>",
    replicas: "number",
    selector: "string",
    podIPs: "Array<string>",
  },
};

interface Place {
  readonly path: string;
  readonly isPartial: boolean;
}

/** As `strictProblems`, for a Sandbox. */
export function sandboxProblems(value: unknown, place: Place): readonly string[] {
  return problemsOf(sandbox, value, place);
}

function problemsOf(shape: Shape, value: unknown, place: Place): readonly string[] {
  if (typeof shape === "string") return strictProblems(shape, value, place);
  if (!isFields(value)) return [`${place.path}: expected an object`];
  const fields = new Map(Object.entries(shape).map(([field, inner]) => [field.replace("!", ""), inner]));
  const missing = Object.keys(shape).filter((field) => field.endsWith("!") && !(field.slice(0, -1) in value));
  return [
    ...(place.isPartial ? [] : missing.map((field) => `${place.path}.${field.slice(0, -1)}: is required`)),
    ...Object.entries(value).flatMap(([field, item]) => {
      const path = `${place.path}.${field}`;
      const inner = fields.get(field);
      return inner === undefined ? [`${path}: unknown field`] : problemsOf(inner, item, { ...place, path });
    }),
  ];
}
