/** What a foreign key names is there. */
export async function known<Row>(found: Promise<Row | null>): Promise<Row> {
  const row = await found;
  if (row === null) throw new Error("A row names another that is not there.");
  return row;
}
