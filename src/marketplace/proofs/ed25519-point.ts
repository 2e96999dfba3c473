// Curve25519 in its Edwards form (RFC 8032, 5.1): OpenSSL takes any 32 bytes as a key and does not look whether they are a point.
const prime = 2n ** 255n - 19n;
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * Whether 32 bytes are a key that signatures may be checked with: the canonical form of a point of the curve, and not one of the
 * eight of small order, under which a signature can be made up for any message.
 */
export function isSoundPoint(bytes: Uint8Array): boolean {
  const point = bytes.length === 32 ? decode(bytes) : null;
  return point !== null && !isOfSmallOrder(point);
}

function decode(bytes: Uint8Array): Point | null {
  const number = BigInt(`0x${Buffer.from(bytes.toReversed()).toString("hex")}`);
  const [sign, y] = [number >> 255n, number & (2n ** 255n - 1n)];
  if (y >= prime) return null;
  const u = modulo(y * y - 1n);
  const v = modulo(d * y * y + 1n);
  const x = squareRoot(modulo(u * inverse(v)));
  if (x === null || (x === 0n && sign === 1n)) return null;
  return { x: (x & 1n) === sign ? x : modulo(-x), y };
}

/** Eight times it is the neutral point. */
function isOfSmallOrder(point: Point): boolean {
  const { x, y } = double(double(double(point)));
  return x === 0n && y === 1n;
}

function double({ x, y }: Point): Point {
  const product = modulo(d * x * x * y * y);
  return {
    x: modulo(2n * x * y * inverse(1n + product)),
    y: modulo((y * y + x * x) * inverse(1n - product)),
  };
}

function squareRoot(square: bigint): bigint | null {
  const candidate = power(square, (prime + 3n) / 8n);
  // Of a square either this is a root, or this times a root of -1.
  for (const root of [candidate, modulo(candidate * power(2n, (prime - 1n) / 4n))]) {
    if (modulo(root * root) === square) return root;
  }
  return null;
}

function inverse(value: bigint): bigint {
  return power(modulo(value), prime - 2n);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

function modulo(value: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}
