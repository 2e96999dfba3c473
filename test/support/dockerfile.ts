import { readFileSync } from "node:fs";

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

export interface Stage {
  readonly from: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** As BuildKit joins lines: comments are left out first. */
export function parseDockerfile(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  return lines
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter(Boolean)
    .map((line) => ({ name: line.split(" ")[0] ?? "", rest: line.slice(line.indexOf(" ") + 1) }));
}

export function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const starts = instructions.flatMap(({ name }, index) => (name === "FROM" ? [index] : []));
  return starts.map((start, index) => {
    const [from = "", , name = null] = (instructions[start]?.rest ?? "").split(" ");
    return { from, name, instructions: instructions.slice(start + 1, starts[index + 1]) };
  });
}

/** What the instructions of a name say in a stage. */
export function valuesIn(stage: Stage | undefined, name: string): string[] {
  return (stage?.instructions ?? []).filter((instruction) => instruction.name === name).map(({ rest }) => rest);
}

/** The last rule that fits decides, as Docker has it; a rule for a folder is one for all below it. */
export function isIgnored(path: string): boolean {
  const rules = readFileSync(".dockerignore", "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  const fits = (rule: string): boolean => {
    const source = rule
      .replaceAll(".", String.raw`\.`)
      .replaceAll("**/", "<any>")
      .replaceAll("*", "[^/]*")
      .replaceAll("<any>", "(.*/)?");
    return new RegExp(`^${source}(/.*)?$`).test(path);
  };
  return rules.reduce((ignored, rule) => (fits(rule.replace("!", "")) ? !rule.startsWith("!") : ignored), false);
}
