import type { Problem } from "./failure.js";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
  "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const qualifiedRule =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
  "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

export function wrong(field: string, value: unknown, why: string): Problem {
  return { field, reason: "FieldValueInvalid", message: `Invalid value: ${JSON.stringify(value)}: ${why}` };
}

function tooLong(field: string, value: unknown, bytes: number): Problem {
  return wrong(field, value, `must be no more than ${bytes} bytes`);
}

/** RFC 1123 labels: containers, volumes, namespaces; at most 63 characters. */
export function labelNameProblems(field: string, name: string): Problem[] {
  if (name.length > 63) return [tooLong(field, name, 63)];
  return label.test(name) ? [] : [wrong(field, name, labelRule)];
}

/** RFC 1123 subdomains: most objects; at most 253 characters. */
export function subdomainProblems(field: string, name: string): Problem[] {
  if (name.length > 253) return [tooLong(field, name, 253)];
  return subdomain.test(name) ? [] : [wrong(field, name, subdomainRule)];
}

/** `example.com/name` or `name`: keys of labels and annotations. */
export function qualifiedNameProblems(field: string, name: string): Problem[] {
  const slash = name.indexOf("/");
  const [prefix, part] = slash < 0 ? [null, name] : [name.slice(0, slash), name.slice(slash + 1)];
  if (prefix !== null && !(subdomain.test(prefix) && prefix.length <= 253))
    return [wrong(field, name, `prefix part ${subdomainRule}`)];
  if (part.length === 0 || part.length > 63) return [wrong(field, name, "name part must be no more than 63 bytes")];
  return qualifiedName.test(part) ? [] : [wrong(field, name, qualifiedRule)];
}

export function labelProblems(field: string, labels: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameProblems(field, key),
    ...(value.length > 63 ? [tooLong(field, value, 63)] : []),
    ...(value === "" || qualifiedName.test(value) ? [] : [wrong(field, value, valueRule)]),
  ]);
}

const maxAnnotationBytes = 256 * 1_024;

export function annotationProblems(field: string, annotations: Readonly<Record<string, string>>): Problem[] {
  const entries = Object.entries(annotations);
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  const long: Problem = {
    field,
    reason: "FieldValueTooLong",
    message: `Too long: may not be more than ${maxAnnotationBytes} bytes`,
  };
  return [
    ...entries.flatMap(([key]) => qualifiedNameProblems(field, key.toLowerCase())),
    ...(bytes > maxAnnotationBytes ? [long] : []),
  ];
}
