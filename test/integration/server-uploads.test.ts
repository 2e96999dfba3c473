import { once } from "node:events";
import { request as ask, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { received, refusal, TransferWorld } from "../support/transfer-world.js";

let world: TransferWorld;

beforeEach(async () => {
  world = await TransferWorld.open();
});

afterEach(() => world.close());

describe("an upload", () => {
  it("is handed on as it is, and answered with what it has become", async () => {
    const response = await world.put("abc", { "content-type": "application/wasm" });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(received);
    expect(world.fake.uploads).toMatchObject([{ token: "t1", size: 3 }]);
    expect(String(world.fake.uploads[0]?.bytes)).toBe("abc");
  });

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=x", "nonsense", "a/b; c"])(
    "may say that it is %s: nobody parses it",
    async (type) => {
      expect((await world.put('{"a', { "content-type": type })).status).toBe(201);
      expect(String(world.fake.uploads[0]?.bytes)).toBe('{"a');
    },
  );

  it("may be without a type, empty, and its token long", async () => {
    const token = "x".repeat(1_000);
    const request = ask(world.urlOf(`/uploads/${token}`), { method: "PUT", headers: { "content-length": 0 } });
    request.end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(201);
    response.resume();
    expect(world.fake.uploads).toMatchObject([{ token, size: 0 }]);
  });

  it("need not say its size, and may be larger than what GraphQL takes", async () => {
    const { request, answer } = world.begin();
    for (let n = 0; n < 40; n++) request.write(Buffer.alloc(50_000));
    request.end();
    expect((await answer).status).toBe(201);
    expect(world.fake.uploads[0]?.size).toBeNull();
    expect(world.fake.uploads[0]?.bytes.length).toBe(2_000_000);
  });

  it("fails where it is read when its sender goes away", async () => {
    const { request } = world.begin({ "content-length": 10 });
    request.write("abc");
    await eventually(() => expect(world.fake.uploads).toHaveLength(1));
    request.destroy();
    await eventually(() => expect(world.fake.uploads[0]?.error).toMatchObject({ code: "ECONNRESET" }));
  });

  it("ends with the connection when it goes on after what it said", async () => {
    const socket = connect(world.port, "127.0.0.1");
    socket.write("PUT /uploads/t1 HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabcdefg");
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /);
    expect(world.fake.uploads.every(({ bytes }) => bytes.length <= 3)).toBe(true);
  });
});

describe("a refused upload", () => {
  it.each([
    ["UNAUTHENTICATED", 401],
    ["FORBIDDEN", 403],
    ["NOT_FOUND", 404],
    ["TIMEOUT", 408],
    ["CONFLICT", 409],
    ["INVALID_STATE", 409],
    ["PAYLOAD_TOO_LARGE", 413],
    ["QUOTA_EXCEEDED", 413],
    ["BAD_USER_INPUT", 422],
    ["RATE_LIMITED", 429],
    ["UNAVAILABLE", 503],
  ] as const)("is answered by its code: %s with %i", async (code, status) => {
    world.refuse(code);
    const response = await world.put("abc");
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(refusal(code));
    expect(response.headers.get("retry-after")).toBe(status === 503 ? "1" : status === 429 ? "60" : null);
  });

  it("is answered while its body still comes, and its connection closed", async () => {
    world.refuse("NOT_FOUND");
    const { request, answer } = world.begin({ "content-length": 1_000_000_000 });
    request.write(Buffer.alloc(1_000_000));
    const { status, headers, body } = await answer;
    expect(status).toBe(404);
    expect(headers.connection).toBe("close");
    expect(body).toMatchObject(refusal("NOT_FOUND"));
    await eventually(() => expect(request.socket?.destroyed).toBe(true));
    expect(world.fake.uploads[0]?.body.destroyed).toBe(true);
  });

  it("lets its sender read why, however much it sends", async () => {
    world.refuse("PAYLOAD_TOO_LARGE");
    for (let n = 0; n < 20; n++) expect((await world.put(Buffer.alloc(5_000_000))).status).toBe(413);
  });

  it("shows nothing of a failure of ours", async () => {
    world.fake.refusal = new Error("secret");
    const { request, answer } = world.begin({ "content-length": 1_000 });
    request.write("abc");
    const { status, headers, body } = await answer;
    expect([status, headers.connection]).toEqual([500, "close"]);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  it("counts against its network: a hundred guesses a minute", async () => {
    world.refuse("NOT_FOUND");
    for (let n = 0; n < 50; n++) await (await world.put("abc")).text();
    for (let n = 0; n < 50; n++) await (await fetch(world.urlOf("/binaries/t1"))).text();
    const [upload, reading] = [await world.put("abc"), await fetch(world.urlOf("/binaries/t1"))];
    expect([upload.status, reading.status]).toEqual([429, 429]);
    expect(await upload.json()).toMatchObject(refusal("RATE_LIMITED", "TRANSFERS_LIMITED"));
    expect(world.fake.uploads).toHaveLength(50);
  });

  it("does not count when nobody has guessed", async () => {
    world.refuse("BAD_USER_INPUT");
    for (let n = 0; n < 101; n++) await (await world.put("abc")).text();
    expect((await world.put("abc")).status).toBe(422);
  });
});

describe("a replica", () => {
  it("takes nothing when it is going away", async () => {
    world.isDraining = true;
    const response = await world.put("abc");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_DRAINING"));
    expect(world.fake.uploads).toEqual([]);
  });

  it("takes 64 at a time", async () => {
    const running = Array.from({ length: 64 }, () => world.begin({ "content-length": 3 }));
    for (const { request } of running) request.write("a");
    await eventually(() => expect(world.fake.uploads).toHaveLength(64));
    const more = await world.put("abc");
    expect(more.status).toBe(503);
    expect(await more.json()).toMatchObject(refusal("UNAVAILABLE", "SERVER_OVERLOADED"));
    expect((await fetch(world.urlOf("/binaries/t1"))).status).toBe(200);

    for (const { request } of running.slice(0, 32)) request.end("bc");
    for (const { request } of running.slice(32)) request.destroy();

    await Promise.all(running.slice(0, 32).map(({ answer }) => answer));
    await eventually(async () => expect((await world.put("abc")).status).toBe(201));
  });
});
