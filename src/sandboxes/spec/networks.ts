import { isIPv4, isIPv6 } from "node:net";
import { badInput } from "../../platform/errors.js";

const maxNetworks = 20;
const maxPort = 65_535;
/** `[address/bits]:port`, the brackets for what has colons itself, or `address/bits` alone. */
const form = /^(?:\[([0-9a-fA-F:.]+)\/(\d{1,3})\]|([0-9a-fA-F:.]+)\/(\d{1,3}))(?::(\d{1,5}))?$/;

/** Each once and in one spelling: the network's first address, IPv6 as RFC 5952 writes it, brackets only before a port. */
export function checkEgress(networks: readonly string[]): readonly string[] {
  const path = ["network", "egress"];
  if (networks.length > maxNetworks) throw badInput(`At most ${maxNetworks} networks.`, path, "LIST_TOO_LONG");
  const checked = networks.map((text, index) => {
    const network = readNetwork(text);
    if (network !== null) return network;
    const message = "A network is written as 10.0.0.0/8, 10.1.2.3/32:5432 or [fd00::/8]:5432.";
    throw badInput(message, [...path, index], "NETWORK_INVALID");
  });
  return [...new Set(checked)];
}

function readNetwork(text: string): string | null {
  const parts = form.exec(text);
  if (!parts) return null;
  const [, bracketed, bracketedBits, plain, plainBits, portText] = parts;
  const address = bracketed ?? plain ?? "";
  const network = networkOf(address, Number(bracketedBits ?? plainBits));
  if (network === null) return null;
  if (portText === undefined) return network;
  const port = Number(portText);
  if (port < 1 || port > maxPort) return null;
  if (isIPv4(address)) return `${network}:${port}`;
  // Without brackets nothing tells where the address ends.
  return bracketed === undefined ? null : `[${network}]:${port}`;
}

function networkOf(address: string, bits: number): string | null {
  if (isIPv4(address))
    return bits <= 32 ? `${firstOf(address.split(".").map(Number), 8, bits).join(".")}/${bits}` : null;
  if (!isIPv6(address) || bits > 128) return null;
  const groups = groupsOf(address);
  // An IPv4 address in disguise: which of the two is meant differs from host to host.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return null;
  return `${spelled(firstOf(groups, 16, bits))}/${bits}`;
}

/** All bits but the first ones are 0. */
function firstOf(groups: readonly number[], groupBits: number, bits: number): number[] {
  return groups.map((group, index) => {
    const kept = Math.min(groupBits, Math.max(0, bits - index * groupBits));
    return group & ~((1 << (groupBits - kept)) - 1);
  });
}

/** Of IPv6, in its one spelling: without dots, without zeros before a group, the longest run of zeros as `::`. */
function spelled(groups: readonly number[]): string {
  return canonical(groups.map((group) => group.toString(16)).join(":"));
}

function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function groupsOf(address: string): number[] {
  const [start = "", end] = canonical(address).split("::");
  const read = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  if (end === undefined) return read(start);
  const [before, after] = [read(start), read(end)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
