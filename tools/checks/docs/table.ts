/** A Markdown table; cells are Markdown themselves, of one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function escapeCell(cell: string): string {
  return cell.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", String.raw`\|`);
}

export function code(text: string): string {
  return `\`${text}\``;
}
