import { Kind, parse, type FieldNode, type FragmentDefinitionNode, type GraphQLResolveInfo } from "graphql";
import { describe, expect, it } from "vitest";
import { selectTasks } from "../../resolvers/selection.js";

function select(text: string) {
  const { definitions } = parse(text);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  const fieldNodes: FieldNode[] = [];
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
    else if (node.kind === Kind.OPERATION_DEFINITION) fieldNodes.push(...(node.selectionSet.selections as FieldNode[]));
  }
  const info: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments"> = { fieldNodes, fragments };
  const selection = selectTasks(info);
  expect(selectTasks(info)).toEqual(selection);
  return { columns: [...selection.columns].toSorted(), agent: selection.agent && [...selection.agent].toSorted() };
}

describe("what is read of a page of tasks", () => {
  it.each<[string, string, { columns: string[]; agent: string[] | null }]>([
    [
      "the columns of its fields",
      "{ tasks { nodes { id kind scheduledAt } } }",
      { columns: ["dueAt", "id", "kind"], agent: null },
    ],
    [
      "those of edges too",
      "{ tasks { edges { node { kind } } nodes { cost } } }",
      { columns: ["cost", "kind"], agent: null },
    ],
    [
      "what an action depends on",
      "{ tasks { nodes { allowedActions } } }",
      { columns: ["runId", "status"], agent: null },
    ],
    [
      "what names its run and its step",
      "{ tasks { nodes { run { id } step { id } } } }",
      { columns: ["runId", "stepKey"], agent: null },
    ],
    ["none, for the page alone", "{ tasks { pageInfo { endCursor } } }", { columns: [], agent: null }],
    [
      "the agent's own",
      "{ tasks { nodes { agent { name allowedActions } } } }",
      { columns: [], agent: ["name", "removedAt", "status"] },
    ],
    ["an agent of which nothing is told", "{ tasks { nodes { agent { __typename } } } }", { columns: [], agent: [] }],
    [
      "what stands in fragments, aliases and conditions",
      `{ tasks { ...P a: nodes { b: output agent { name } ... @include(if: false) { input } } nodes { agent { ...A } } } }
       fragment P on TaskConnection { nodes { ... on Node { id } ...T } } fragment T on Task { labels }
       fragment A on Agent { version }`,
      { columns: ["id", "input", "labels", "output"], agent: ["name", "version"] },
    ],
    [
      "all that a field said twice asks for",
      "{ tasks { nodes { kind } } tasks { nodes { cost } } }",
      { columns: ["cost", "kind"], agent: null },
    ],
  ])("is %s", (_what, text, expected) => {
    expect(select(text)).toEqual(expected);
  });
});
