import { describe, expect, it } from "vitest";
import { settleOperation } from "../../explorer/src/operation.js";

const settle = (query: string, operationName?: string | null) => {
  const { operation, isSubscription } = settleOperation({ query, operationName, variables: { a: 1 } });
  return { name: operation.operationName, isSubscription, rest: operation.variables };
};

describe("the operation that the explorer runs", () => {
  it("is the one that is named", () => {
    const query = "query A { viewer { id } } subscription B { events { cursor } }";
    expect(settle(query, "A")).toEqual({ name: "A", isSubscription: false, rest: { a: 1 } });
    expect(settle(query, "B")).toEqual({ name: "B", isSubscription: true, rest: { a: 1 } });
  });

  it("is none of several when the name is of another text, which the API then refuses", () => {
    expect(settle("query A { viewer { id } } mutation B { signOut { signedOut } }", "C")).toMatchObject({ name: "C" });
  });

  it("is the only one when the name is of another tab", () => {
    const query = "subscription Feed { events { cursor } }";
    expect(settle(query, "Welcome")).toEqual({ name: "Feed", isSubscription: true, rest: { a: 1 } });
    expect(settle(query, null)).toEqual({ name: "Feed", isSubscription: true, rest: { a: 1 } });
  });

  it("needs no name", () => {
    expect(settle("{ viewer { id } }")).toEqual({ name: undefined, isSubscription: false, rest: { a: 1 } });
  });
});
