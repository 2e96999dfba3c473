import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CronConfig, MissedRunPolicy } from "../../src/workflows/model.js";
import { dueOf, type Due } from "../../src/workflows/triggers/due.js";
import { checkSchedule, instantsBetween, isTimeZone, nextInstant } from "../../src/workflows/triggers/schedule.js";
import { pauseMs } from "../../src/workflows/triggers/turning.js";

const berlin = "Europe/Berlin";

/** The instants that follow one another behind `from`, as the zone's clocks show them and in UTC. */
function instantsOf(schedule: string, timeZone: string, from: string, count: number): string[] {
  const found: string[] = [];
  let at: Date | null = new Date(from);
  while (found.length < count && at) {
    at = nextInstant({ schedule, timeZone }, at);
    if (at) found.push(at.toISOString().slice(0, 16));
  }
  return found;
}

describe("a schedule", () => {
  it("has five fields, or six with seconds first", () => {
    expect(() => checkSchedule("*/5 * * * *")).not.toThrow();
    expect(() => checkSchedule("30 */5 * * * MON-FRI")).not.toThrow();
  });

  it.each(["", "* * * *", "* * * * * * *", "@daily", "60 * * * *", "a b c d e", "2026-01-01T00:00:00Z", "* * * *\t*"])(
    "%j is none",
    (text) => expect(() => checkSchedule(text)).toThrow(),
  );

  it("is read in its zone", () => {
    expect(instantsOf("0 9 * * *", "Asia/Tokyo", "2026-01-01T00:00:00Z", 1)).toEqual(["2026-01-02T00:00"]);
    expect(instantsOf("0 9 * * *", "America/New_York", "2026-01-01T00:00:00Z", 1)).toEqual(["2026-01-01T14:00"]);
  });
});

describe("a time zone", () => {
  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3"])("%s is one", (name) =>
    expect(isTimeZone(name)).toBe(true),
  );

  it.each(["", "+02:00", "Nowhere/Town", "Europe/Berlin ", "../etc"])("%j is none", (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});

describe("when clocks are put forward", () => {
  it("what falls into the gap comes once, at its end", () => {
    expect(instantsOf("30 2 * * *", berlin, "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00",
      "2026-03-30T00:30",
    ]);
  });

  it("several times within the gap come once together", () => {
    expect(instantsOf("0,30 2 * * *", berlin, "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00",
      "2026-03-30T00:00",
    ]);
  });

  it("what repeats goes on with real time", () => {
    expect(instantsOf("*/30 * * * *", berlin, "2026-03-29T00:10:00Z", 3)).toEqual([
      "2026-03-29T00:30",
      "2026-03-29T01:00",
      "2026-03-29T01:30",
    ]);
  });
});

describe("when clocks are put back", () => {
  it("a time that comes twice fires once, the first time", () => {
    const once = ["2026-10-25T00:30", "2026-10-26T01:30"];
    expect(instantsOf("30 2 * * *", berlin, "2026-10-24T12:00:00Z", 2)).toEqual(once);
    expect(instantsOf("30 2 * * *", berlin, "2026-10-25T00:30:00Z", 1)).toEqual(once.slice(1));
    expect(instantsOf("0,30 2 * * *", berlin, "2026-10-24T12:00:00Z", 3)).toEqual([
      "2026-10-25T00:00",
      "2026-10-25T00:30",
      "2026-10-26T01:00",
    ]);
  });

  it("what repeats goes on with real time", () => {
    expect(instantsOf("*/30 * * * *", berlin, "2026-10-25T00:10:00Z", 3)).toEqual([
      "2026-10-25T00:30",
      "2026-10-25T01:00",
      "2026-10-25T01:30",
    ]);
  });
});

describe("instants looked for backwards", () => {
  const schedules = ["*/7 * * * *", "0 2 * * *", "30 2,3 * * *", "15 */6 * * *", "0 0 1 * *", "*/20 30 1-3 * * *"];
  const zones = ["UTC", berlin, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];

  it("are those found forwards, clock changes or not", () => {
    const days = fc.integer({ min: 0, max: 700 });
    const minutes = fc.integer({ min: 0, max: 3 * 1440 });
    fc.assert(
      fc.property(
        fc.constantFrom(...schedules),
        fc.constantFrom(...zones),
        days,
        minutes,
        (schedule, timeZone, day, span) => {
          const after = new Date(Date.UTC(2025, 0, 1) + day * 86_400_000);
          const until = new Date(after.getTime() + span * 60_000);
          const forwards: Date[] = [];
          for (
            let at = nextInstant({ schedule, timeZone }, after);
            at && at <= until;
            at = nextInstant({ schedule, timeZone }, at)
          )
            forwards.push(at);
          const backwards = instantsBetween({ schedule, timeZone }, { after, until, most: 50 });
          expect(backwards).toEqual(forwards.slice(-50));
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe("a schedule whose time has come", () => {
  const hourly = (missedRuns: MissedRunPolicy): CronConfig => {
    return { schedule: "0 * * * *", timeZone: "UTC", missedRuns, overlap: "ALLOW" };
  };
  const at = (time: string): Date => new Date(`2026-06-01T${time}Z`);
  const shown = ({ instants, nextAt }: Due) => ({
    fires: instants.map((instant) => instant.toISOString().slice(11, 16)),
    next: nextAt?.toISOString().slice(11, 16),
  });

  it("fires its instant and goes on to the next", () => {
    expect(shown(dueOf(hourly("SKIP"), at("10:00:00"), at("10:00:00.120")))).toEqual({
      fires: ["10:00"],
      next: "11:00",
    });
  });

  it("does nothing before", () => {
    expect(shown(dueOf(hourly("RUN_ALL"), at("10:00:00"), at("09:59:59.999")))).toEqual({ fires: [], next: "10:00" });
  });

  it("is not late within a minute", () => {
    expect(shown(dueOf(hourly("SKIP"), at("10:00:00"), at("10:01:00"))).fires).toEqual(["10:00"]);
    expect(shown(dueOf(hourly("SKIP"), at("10:00:00"), at("10:01:00.001"))).fires).toEqual([]);
  });

  it("leaves out what was missed, where it is to", () => {
    expect(shown(dueOf(hourly("SKIP"), at("07:00:00"), at("10:00:10")))).toEqual({ fires: ["10:00"], next: "11:00" });
  });

  it("makes one run of all that came due, where it is to", () => {
    expect(shown(dueOf(hourly("RUN_ONCE"), at("07:00:00"), at("10:00:10")))).toEqual({
      fires: ["10:00"],
      next: "11:00",
    });
    expect(shown(dueOf(hourly("RUN_ONCE"), at("07:00:00"), at("09:30:00")))).toEqual({
      fires: ["09:00"],
      next: "10:00",
    });
  });

  it("makes up for each, where it is to, and for the last hundred at most", () => {
    const all = ["07:00", "08:00", "09:00"];
    expect(shown(dueOf(hourly("RUN_ALL"), at("07:00:00"), at("09:30:00")))).toEqual({ fires: all, next: "10:00" });
    const { instants, nextAt } = dueOf(hourly("RUN_ALL"), new Date("2026-01-01T00:00:00Z"), at("09:30:00"));
    expect(instants).toHaveLength(100);
    expect([instants.at(-1), nextAt]).toEqual([at("09:00:00"), at("10:00:00")]);
  });

  it("fires each second that came due within the minute", () => {
    const secondly: CronConfig = { ...hourly("SKIP"), schedule: "* * * * * *" };
    expect(dueOf(secondly, at("10:00:00"), at("10:00:05")).instants).toHaveLength(6);
  });

  it("never goes back, whatever the clock does", () => {
    const clock = fc.integer({ min: -7_200_000, max: 7_200_000 });
    fc.assert(
      fc.property(
        fc.array(clock, { maxLength: 20 }),
        fc.constantFrom("SKIP", "RUN_ONCE", "RUN_ALL"),
        (jumps, policy) => {
          let nextAt: Date | null = at("10:00:00");
          let now = at("09:59:00").getTime();
          const fired: number[] = [];
          for (const jump of jumps) {
            now += jump;
            const due: Due = dueOf(hourly(policy), nextAt, new Date(now));
            fired.push(...due.instants.map((instant) => instant.getTime()));
            expect(due.nextAt?.getTime()).toBeGreaterThanOrEqual(nextAt?.getTime() ?? Infinity);
            nextAt = due.nextAt;
          }
          expect(fired).toEqual([...new Set(fired)].toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe("the pause of a trigger that fails", () => {
  it("doubles from two seconds to five minutes", () => {
    expect([0, 1, 2, 7, 8, 9, 50, 5_000].map(pauseMs)).toEqual([
      0, 2_000, 4_000, 128_000, 256_000, 300_000, 300_000, 300_000,
    ]);
  });
});
