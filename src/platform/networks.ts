import { isIPv6 } from "node:net";

/** Whom an address stands for when failures are counted: an IPv6 address for its /64, as whoever has one there has them all. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [start = [], end] = address.replace(/%.*$/, "").split("::").map(groupsOf);
  const groups = end ? [...start, ...Array<string>(8 - start.length - end.length).fill("0"), ...end] : start;
  return groups.slice(0, 4).join(":");
}

/** Without leading zeros, so that one address has one spelling. */
function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16).toString(16));
}
