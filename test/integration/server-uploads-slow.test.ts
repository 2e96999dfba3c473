import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fastify from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { refusal, TransferWorld } from "../support/transfer-world.js";

let world: TransferWorld;

beforeEach(async () => {
  world = await TransferWorld.open();
});

afterEach(() => world.close());

describe("a slow sender", () => {
  it("is cut when nothing comes for 30 s", async () => {
    const { request, answer } = world.begin({ "content-length": 3 });
    request.write("a");
    await world.taken(1);
    world.clock.advance(29_999);
    expect(world.fake.uploads[0]?.body.destroyed).toBe(false);
    world.clock.advance(1);
    const { status, headers, body } = await answer;
    expect([status, headers.connection]).toEqual([408, "close"]);
    expect(body).toMatchObject(refusal("TIMEOUT", "UPLOAD_TOO_SLOW"));
  });

  it("may take long while something comes", async () => {
    const { request, answer } = world.begin({ "content-length": 1_000_000 });
    for (let n = 1; n <= 4; n++) {
      request.write("a");
      await world.taken(n);
      world.clock.advance(20_000);
    }
    request.end(Buffer.alloc(1_000_000 - 4));
    expect((await answer).status).toBe(201);
  });

  it("is cut when all of it takes too long, though something comes", async () => {
    const { request, answer } = world.begin({ "content-length": 32_768 });
    for (let n = 1; n <= 4; n++) {
      request.write("a");
      await world.taken(n);
      world.clock.advance(15_500);
    }
    expect((await answer).status).toBe(408);
  });

  it("is not blamed while nobody takes what it has sent", async () => {
    let takeIt: () => void = () => undefined;
    world.fake.ready = new Promise((resolve) => (takeIt = resolve));
    const { request, answer } = world.begin({ "content-length": 10_000_000 });
    request.end(Buffer.alloc(10_000_000));
    await eventually(() => expect(world.fake.uploads[0]?.body.readableLength).toBeGreaterThan(0));
    for (let n = 0; n < 4; n++) world.clock.advance(29_000);
    takeIt();
    expect((await answer).status).toBe(201);
  });

  it("outlasts the time that other requests have, and those do not", async () => {
    await world.close();
    const impatient = fastify({ http: { connectionsCheckingInterval: 20 } });
    impatient.post("/other", () => "done");
    world = await TransferWorld.open(impatient);
    const { request, answer } = world.begin({ "content-length": 3 });
    request.write("a");
    await world.taken(1);
    Object.assign(impatient.server, { headersTimeout: 50, requestTimeout: 100 });

    for (let n = 0; n < 3; n++) {
      const other = connect(world.port, "127.0.0.1");
      other.write("POST /other HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\na");
      expect(await text(other)).toMatch(/^HTTP\/1.1 408 /);
    }

    request.end("bc");
    expect((await answer).status).toBe(201);
    expect(String(world.fake.uploads[0]?.bytes)).toBe("abc");
  });
});
