import { JSON } from "assemblyscript-json/assembly";

/** All of stdin. */
function readAll(): string {
  const chunk = new ArrayBuffer(65536);
  const all: u8[] = [];
  for (;;) {
    const count = process.stdin.read(chunk);
    if (count <= 0) break;
    const bytes = Uint8Array.wrap(chunk, 0, count as i32);
    for (let index = 0; index < bytes.length; index++) all.push(bytes[index]);
  }
  const bytes = Uint8Array.wrap(new ArrayBuffer(all.length));
  for (let index = 0; index < all.length; index++) bytes[index] = all[index];
  return String.UTF8.decode(bytes.buffer);
}
const input = <JSON.Obj>JSON.parse(readAll());
const text = input.getString("text");
console.log(text == null ? "null" : text.valueOf());
