import { readQuantity } from "../../../src/sandboxes/quantities.js";
import type { Problem } from "./failure.js";
import { labelNameProblems, wrong } from "./names.js";
import type { Container, EnvVar, Fields, PodSpec, Volume, VolumeMount } from "./objects.js";

export function required(field: string, why = ""): Problem {
  return { field, reason: "FieldValueRequired", message: `Required value${why === "" ? "" : `: ${why}`}` };
}

/** Of a pod, or of the template of one. */
export function podSpecProblems(field: string, spec: Fields): Problem[] {
  if (!Array.isArray(spec["containers"])) return [];
  const { containers, volumes = [], terminationGracePeriodSeconds = 0 } = spec as PodSpec;
  const places = new Set(volumes.map(({ name }) => name));
  return [
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...volumes.flatMap((volume, index) => volumeProblems(`${field}.volumes[${index}]`, volume)),
    ...duplicates(`${field}.volumes`, volumes),
    ...containers.flatMap((container, index) => containerProblems(`${field}.containers[${index}]`, container, places)),
    ...duplicates(`${field}.containers`, containers),
    ...(terminationGracePeriodSeconds < 0
      ? [
          wrong(
            `${field}.terminationGracePeriodSeconds`,
            terminationGracePeriodSeconds,
            "must be greater than or equal to 0",
          ),
        ]
      : []),
  ];
}

function duplicates(field: string, named: readonly { readonly name: string }[]): Problem[] {
  const seen = new Set<string>();
  return named.flatMap(({ name }, index) => {
    const isTwice = seen.has(name);
    seen.add(name);
    const message = `Duplicate value: ${JSON.stringify(name)}`;
    return isTwice ? [{ field: `${field}[${index}].name`, reason: "FieldValueDuplicate" as const, message }] : [];
  });
}

function volumeProblems(field: string, volume: Volume): Problem[] {
  const sources = Object.keys(volume).filter((key) => key !== "name");
  return [
    ...labelNameProblems(`${field}.name`, volume.name),
    ...(sources.length === 0 ? [required(field, "must specify a volume type")] : []),
    ...(sources.length > 1
      ? [
          {
            field,
            reason: "FieldValueForbidden" as const,
            message: "Forbidden: may not specify more than 1 volume type",
          },
        ]
      : []),
    ...(volume.secret && !volume.secret.secretName ? [required(`${field}.secret.secretName`)] : []),
  ];
}

/** What clients send may lack what the type has. */
function imageProblems(field: string, { image }: Partial<Container>): Problem[] {
  if (!image) return [required(field)];
  return image === image.trim() ? [] : [wrong(field, image, "must not have leading or trailing whitespace")];
}

function containerProblems(field: string, container: Container, volumes: ReadonlySet<string>): Problem[] {
  const { name, env = [], volumeMounts = [], resources = {} } = container;
  const paths = volumeMounts.map(({ mountPath }) => mountPath);
  return [
    ...labelNameProblems(`${field}.name`, name),
    ...imageProblems(`${field}.image`, container),
    ...env.flatMap((variable, index) => variableProblems(`${field}.env[${index}]`, variable)),
    ...volumeMounts.flatMap((mount, index) => mountProblems(`${field}.volumeMounts[${index}]`, mount, volumes)),
    ...paths.flatMap((path, index) =>
      paths.indexOf(path) === index ? [] : [wrong(`${field}.volumeMounts[${index}].mountPath`, path, "must be unique")],
    ),
    ...resourceProblems(`${field}.resources`, resources),
  ];
}

function variableProblems(field: string, { name, value, valueFrom }: EnvVar): Problem[] {
  const rule = "a valid environment variable name must consist only of printable ASCII characters other than '='";
  return [
    ...(/^[ -<>-~]+$/.test(name) ? [] : [wrong(`${field}.name`, name, rule)]),
    ...(value && valueFrom ? [wrong(`${field}.valueFrom`, "", "may not be specified when `value` is not empty")] : []),
  ];
}

function mountProblems(field: string, { name, subPath = "" }: VolumeMount, volumes: ReadonlySet<string>): Problem[] {
  const message = `Not found: ${JSON.stringify(name)}`;
  const isOutside = subPath.startsWith("/") || subPath.split("/").includes("..");
  return [
    ...(volumes.has(name) ? [] : [{ field: `${field}.name`, reason: "FieldValueNotFound" as const, message }]),
    ...(isOutside ? [wrong(`${field}.subPath`, subPath, "must be a relative path and must not contain '..'")] : []),
  ];
}

function resourceProblems(
  field: string,
  { requests = {}, limits = {} }: NonNullable<Container["resources"]>,
): Problem[] {
  const known = /^(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/;
  const unknown = [...Object.keys(limits), ...Object.keys(requests)].filter((name) => !known.test(name));
  const beyond = Object.entries(requests).filter(([name, amount]) => {
    const limit = limits[name];
    return limit !== undefined && (readQuantity(amount) ?? 0) > (readQuantity(limit) ?? 0);
  });
  return [
    ...unknown.map((name) => wrong(`${field}.limits[${name}]`, name, "must be a standard resource for containers")),
    ...beyond.map(([name, amount]) =>
      wrong(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limits[name]}`),
    ),
  ];
}
