import type { SandboxSpec } from "./model.js";

/** Amounts as Kubernetes writes them: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const form = /^(\d{1,15}(?:\.\d{1,9})?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

const factors: Readonly<Record<string, number>> = {
  m: 1 / 1000,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The number that it stands for; null where it is none. */
export function readQuantity(text: string): number | null {
  const parts = form.exec(text);
  if (!parts) return null;
  const [, number = "", unit] = parts;
  return Number(number) * (unit === undefined ? 1 : (factors[unit] ?? Number.NaN));
}

/** `500m` for what is no whole number of processors. */
export function cpuQuantity(millis: number): string {
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
}

/** In the largest unit that it is a whole number of. */
export function bytesQuantity(bytes: number): string {
  for (const unit of ["Gi", "Mi", "Ki"] as const) {
    const factor = factors[unit] ?? 1;
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`;
  }
  return String(bytes);
}

export function quantitiesOf({
  cpuMillis,
  memoryBytes,
  storageBytes,
}: Pick<SandboxSpec, "cpuMillis" | "memoryBytes" | "storageBytes">): {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
} {
  return {
    cpu: cpuQuantity(cpuMillis),
    memory: bytesQuantity(memoryBytes),
    ephemeralStorage: bytesQuantity(storageBytes),
  };
}
