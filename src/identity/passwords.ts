import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import { passwordCheckQueueFull } from "./errors.js";
import { Gate } from "./gate.js";

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's scrypt setting of 16 MiB a run: measured 170 ms of one core. Hashes carry theirs, so it may be raised. */
const owaspCost: Cost = { ln: 14, r: 8, p: 5 };
const saltBytes = 16;
const keyBytes = 32;
/** Above what a cost needs (128 * r * 2^ln bytes), or node refuses to run it. */
const maxMemoryBytes = 256 * 1024 * 1024;
/** Half of libuv's four threads: the other half stays free for JWT signatures, files and name look-ups. */
const maxRunning = 2;
/** About five seconds of work; beyond it a sign-in is refused rather than kept waiting. */
const maxWaiting = 50;

export interface Cost {
  /** Binary logarithm of the iterations. */
  readonly ln: number;
  /** Block size. */
  readonly r: number;
  /** Parallelism. */
  readonly p: number;
}

export interface Passwords {
  /** A PHC string: `$scrypt$ln=14,r=8,p=5$<salt>$<key>`. UNAVAILABLE when too many wait. */
  hash(password: string): Promise<string>;
  /** False for a null hash, after the work of a real one: an unknown user takes as long as a wrong password. */
  verify(password: string, hash: string | null): Promise<boolean>;
}

export function createPasswords(cost: Cost = owaspCost): Passwords {
  const dummyHash = format(cost, Buffer.alloc(saltBytes), Buffer.alloc(keyBytes));
  const gate = new Gate({ maxRunning, maxWaiting, refusal: passwordCheckQueueFull });
  const derive = (password: string, salt: Buffer, by: Cost): Promise<Buffer> =>
    gate.run(() =>
      // The same password typed on another system may arrive in another Unicode form.
      deriveKey(password.normalize("NFKC"), salt, keyBytes, {
        N: 2 ** by.ln,
        r: by.r,
        p: by.p,
        maxmem: maxMemoryBytes,
      }),
    );
  return {
    async hash(password) {
      const salt = randomBytes(saltBytes);
      return format(cost, salt, await derive(password, salt, cost));
    },
    async verify(password, hash) {
      const stored = parse(hash ?? dummyHash);
      const key = await derive(password, stored.salt, stored.cost);
      return timingSafeEqual(key, stored.key) && hash !== null;
    },
  };
}

function format({ ln, r, p }: Cost, salt: Buffer, key: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash);
  if (!parts) throw new Error("A stored password hash is malformed.");
  const [, ln, r, p, salt = "", key = ""] = parts;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}
