import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

export interface EventFields {
  readonly type: string;
  /** As written in the catalogue, without the braces; empty when the event has none. */
  readonly fields: string;
}

/** The events of an interface in `src/events/catalogue.ts`, in their order. */
export async function eventFields(root: string, name: string): Promise<EventFields[]> {
  const text = await readFile(join(root, "src/events/catalogue.ts"), "utf8");
  const ast = ts.createSourceFile("catalogue.ts", text, ts.ScriptTarget.Latest, true);
  const found = ast.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`src/events/catalogue.ts has no ${name}`);
  return found.members.filter(ts.isPropertySignature).map((member) => ({
    type: member.name.getText(),
    fields: member.type && ts.isTypeLiteralNode(member.type) ? member.type.members.map(fieldText).join("; ") : "",
  }));
}

function fieldText(member: ts.TypeElement): string {
  return member.getText().replaceAll(/\s+/g, " ").replace(/[;,]$/, "");
}
