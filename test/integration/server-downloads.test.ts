import { once } from "node:events";
import { request as ask } from "node:http";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { eventually } from "../support/eventually.js";
import { refusal, TransferWorld } from "../support/transfer-world.js";

let world: TransferWorld;

beforeEach(async () => {
  world = await TransferWorld.open();
});

afterEach(() => world.close());

describe("a download", () => {
  it("is an attachment that is nothing but bytes", async () => {
    const response = await fetch(world.urlOf("/binaries/t1"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("abc");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/wasm",
      "content-length": "3",
      "content-disposition": "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    });
  });

  it("shows its headers to HEAD, and reads nothing", async () => {
    let reads = 0;
    const stream = new Readable({ read: () => void (reads += 1) });
    world.fake.open = () => ({ stream, size: 250_000_000, mediaType: "application/wasm" });
    const response = await fetch(world.urlOf("/binaries/t1"), { method: "HEAD" });
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "250000000"]);
    expect([stream.destroyed, reads]).toEqual([true, 0]);
  });

  it("is refused by its code", async () => {
    world.refuse("NOT_FOUND");
    const response = await fetch(world.urlOf("/binaries/t1"));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject(refusal("NOT_FOUND"));
    expect((await fetch(world.urlOf("/binaries/t1"), { method: "HEAD" })).status).toBe(404);
  });

  it("is cut off when its source fails: nobody takes half of it for all", async () => {
    const pieces = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000);
      throw new MusterError("UNAVAILABLE", "Damaged.", { reason: "BLOB_CORRUPT" });
    };
    const stream = Readable.from(pieces(), { objectMode: false });
    world.fake.open = () => ({ stream, size: 200_000, mediaType: "application/wasm" });
    const reading = fetch(world.urlOf("/binaries/t1")).then((response) => response.arrayBuffer());
    await expect(reading).rejects.toThrow();
  });

  it("closes its source when its reader goes away", async () => {
    const stream = new Readable({ read: () => undefined });
    stream.push(Buffer.alloc(100_000));
    world.fake.open = () => ({ stream, size: 200_000, mediaType: "application/wasm" });
    const request = ask(world.urlOf("/binaries/t1"), { agent: false }).end();
    await once(request, "response");
    request.on("error", () => undefined).destroy();
    await eventually(() => expect(stream.destroyed).toBe(true));
  });
});
