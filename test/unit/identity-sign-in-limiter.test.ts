import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SignInLimiter, type Attempt } from "../../src/identity/sign-in-limiter.js";

const someone: Attempt = { account: "a@example.com", address: "192.0.2.1" };
const fail = () => Promise.resolve(null);
const succeed = () => Promise.resolve("yes");

async function failTimes(limiter: SignInLimiter, count: number, attempt: (index: number) => Attempt): Promise<void> {
  for (let index = 0; index < count; index++) await limiter.guard(attempt(index), fail);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the limit on failed sign-ins", () => {
  it("refuses an account after ten failures and says when to come back", async () => {
    const limiter = new SignInLimiter();
    await failTimes(limiter, 10, () => someone);
    vi.advanceTimersByTime(20_000);
    const check = vi.fn(succeed);
    await expect(limiter.guard(someone, check)).rejects.toMatchObject({
      code: "RATE_LIMITED",
      reason: "SIGN_IN_LIMITED",
      message: "Too many failed sign-ins: try again in 40000 ms (retryAfterMs).",
    });
    expect(check).not.toHaveBeenCalled();
  });

  it("lets the account in again after a minute", async () => {
    const limiter = new SignInLimiter();
    await failTimes(limiter, 10, () => someone);
    vi.advanceTimersByTime(60_000);
    await expect(limiter.guard(someone, succeed)).resolves.toBe("yes");
  });

  it("does not count successes", async () => {
    const limiter = new SignInLimiter();
    await failTimes(limiter, 9, () => someone);
    for (let index = 0; index < 20; index++) await limiter.guard(someone, succeed);
    await expect(limiter.guard(someone, fail)).resolves.toBeNull();
    await expect(limiter.guard(someone, succeed)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("does not count what failed for another reason", async () => {
    const limiter = new SignInLimiter();
    for (let index = 0; index < 20; index++) {
      await expect(limiter.guard(someone, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    }
    await expect(limiter.guard(someone, succeed)).resolves.toBe("yes");
  });

  it("counts attempts made side by side", async () => {
    const limiter = new SignInLimiter();
    const check = vi.fn(fail);
    await Promise.allSettled(Array.from({ length: 30 }, () => limiter.guard(someone, check)));
    expect(check).toHaveBeenCalledTimes(10);
  });

  it("refuses an address after a hundred failures, over whatever accounts", async () => {
    const limiter = new SignInLimiter();
    await failTimes(limiter, 100, (index) => ({ ...someone, account: `${index}@example.com` }));
    const other = { ...someone, account: "other@example.com" };
    await expect(limiter.guard(other, succeed)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(limiter.guard({ ...other, address: "192.0.2.2" }, succeed)).resolves.toBe("yes");
  });

  it("takes the addresses of one IPv6 network for one", async () => {
    const limiter = new SignInLimiter();
    await failTimes(limiter, 100, (index) => ({ account: `${index}@example.com`, address: `2001:db8::0:${index}` }));
    const check = (address: string) => limiter.guard({ account: "other@example.com", address }, succeed);
    await expect(check("2001:0db8:0:0:ffff::1")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(check("2001:db8:0:1::1")).resolves.toBe("yes");
  });
});
