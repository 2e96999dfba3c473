import {
  type GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { tooLarge } from "./refusal.js";

export interface DocumentLimits {
  /** Levels of fields; what stands below `__schema` or `__type` does not count. */
  readonly maxDepth: number;
  readonly maxAliases: number;
}

interface Shape {
  readonly depth: number;
  readonly aliases: number;
}

/**
 * Refuses what is too deep or too wide. Runs before validation, whose own cost grows with both, so the document may
 * still be invalid: a fragment may be unknown, or a cycle.
 */
export function checkShape(document: DocumentNode, limits: DocumentLimits): GraphQLError | null {
  const shape = measure(document);
  if (shape.depth > limits.maxDepth) {
    return tooLarge(
      "DOCUMENT_TOO_DEEP",
      `The document is ${shape.depth} levels deep; at most ${limits.maxDepth} are allowed.`,
    );
  }
  if (shape.aliases > limits.maxAliases) {
    return tooLarge(
      "DOCUMENT_ALIASES_EXCEEDED",
      `The document has ${shape.aliases} aliases; at most ${limits.maxAliases} are allowed.`,
    );
  }
  return null;
}

function measure(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measured = new Map<string, Shape>();
  const measureFragment = (name: string): Shape => {
    const before = measured.get(name);
    const fragment = fragments.get(name);
    if (before || !fragment) return before ?? { depth: 0, aliases: 0 };
    // Ends a cycle; validation refuses it later.
    measured.set(name, { depth: 0, aliases: 0 });
    const shape = measureSelections(fragment.selectionSet, measureFragment);
    measured.set(name, shape);
    return shape;
  };
  const shapes = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [measureSelections(node.selectionSet, measureFragment)] : [],
  );
  return {
    depth: Math.max(0, ...shapes.map((shape) => shape.depth)),
    aliases: shapes.reduce((sum, shape) => sum + shape.aliases, 0),
  };
}

/** Aliases in a fragment count at each place that spreads it: each is executed there. */
function measureSelections(set: SelectionSetNode | undefined, ofFragment: (name: string) => Shape): Shape {
  let depth = 0;
  let aliases = 0;
  for (const selection of set?.selections ?? []) {
    const isField = selection.kind === Kind.FIELD;
    if (isField && selection.alias) aliases += 1;
    if (isField && selection.name.value.startsWith("__")) continue;
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(selection.name.value)
        : measureSelections(selection.selectionSet, ofFragment);
    depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    aliases += inner.aliases;
  }
  return { depth, aliases };
}
