/** What runs in the sandbox: a file of its own, which reads JSON and writes JSON, and knows nothing of Muster. */
export const program = {
  path: "primes.mjs",
  text: `import { readFileSync } from "node:fs";

const { below } = JSON.parse(readFileSync(0, "utf8"));
console.error(\`Looking for primes below \${below}.\`);
const isComposite = new Uint8Array(below);
const primes = [];
for (let number = 2; number < below; number++) {
  if (isComposite[number]) continue;
  primes.push(number);
  for (let multiple = number * number; multiple < below; multiple += number) isComposite[multiple] = 1;
}
console.error(\`The last is \${primes.at(-1)}.\`);
console.log(JSON.stringify({ count: primes.length, last: primes.at(-1) }));
`,
} as const;
