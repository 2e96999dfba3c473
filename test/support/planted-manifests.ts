import { kustomizeFindings, typeFindings, type Manifests } from "./manifests.js";
import { referenceFindings } from "./reference-rules.js";
import { rightsFindings } from "./rights-rules.js";
import { workloadFindings } from "./workload-rules.js";

/** The rules take the objects for what their types say: first these. */
export function findingsOf(all: Manifests): string[] {
  const wrongTypes = typeFindings(all);
  if (wrongTypes.length > 0) return wrongTypes;
  return [kustomizeFindings, workloadFindings, referenceFindings, rightsFindings].flatMap((find) => find(all));
}

export interface Planting {
  /** Kind and name of the object, or the file that it is in. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** With a text replaced in one object, as YAML's JSON; fails where there is nothing to replace. */
export function planted(manifests: Manifests, { name, from, to }: Planting): Manifests {
  let count = 0;
  const plantIn = <Value>(value: Value): Value => {
    const text = JSON.stringify(value);
    if (!text.includes(from)) return value;
    count += 1;
    return JSON.parse(text.replace(from, () => to)) as Value;
  };
  const changed = manifests.manifests.map((manifest) => {
    const { kind, metadata } = manifest.object;
    const isIt = `${kind} ${metadata?.name}` === name || manifest.file === name;
    return isIt ? { ...manifest, object: plantIn(manifest.object) } : manifest;
  });
  if (count === 0) throw new Error(`${name} has no ${from}`);
  return { ...manifests, manifests: changed };
}
