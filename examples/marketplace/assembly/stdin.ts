const pieceBytes = 64 * 1024;

/** All of stdin, as UTF-8. */
export function readStdin(): string {
  let all = new ArrayBuffer(0);
  const piece = new ArrayBuffer(pieceBytes);
  for (let count = process.stdin.read(piece); count > 0; count = process.stdin.read(piece)) {
    const longer = new ArrayBuffer(all.byteLength + count);
    memory.copy(changetype<usize>(longer), changetype<usize>(all), all.byteLength);
    memory.copy(changetype<usize>(longer) + all.byteLength, changetype<usize>(piece), count);
    all = longer;
  }
  return String.UTF8.decode(all);
}
