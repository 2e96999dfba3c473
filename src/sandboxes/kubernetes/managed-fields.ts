const marker = Buffer.from('"managedFields":[');
const [quote, backslash, comma, opening, closing] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d];

/**
 * The JSON of objects without the record of who has set which of its fields, which nobody here reads: of a pod's it is two fifths of the text
 * and, with its many small objects, two thirds of the time that parsing takes (0.44 against 0.15 ms for the 17 events of a sandbox). In a
 * text within the JSON the marker cannot stand, as its quotes would be escaped. What is not as expected is left as it is.
 */
export function withoutManagedFields(json: Buffer): string {
  let [text, from] = ["", 0];
  for (let start = json.indexOf(marker); start !== -1; start = json.indexOf(marker, from)) {
    const end = endOfList(json, start + marker.length);
    if (end === -1) break;
    // With the comma behind it or, where it is the last, before it.
    const hasNext = json[end] === comma;
    text += json.toString("utf8", from, hasNext || json[start - 1] !== comma ? start : start - 1);
    from = hasNext ? end + 1 : end;
  }
  return text + json.toString("utf8", from);
}

/** Behind the bracket that closes the list; -1 where none does. */
function endOfList(json: Buffer, start: number): number {
  let depth = 1;
  for (let at = start; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfText(json, at + 1);
    else if (byte === opening) depth += 1;
    else if (byte === closing && --depth === 0) return at + 1;
  }
  return -1;
}

function endOfText(json: Buffer, start: number): number {
  let at = start;
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}
