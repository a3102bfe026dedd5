"use strict";
// Ranges of IPv4 addresses, and how a network is cut: as Python's ipaddress and components/network/addressing.py have it.

const dotted = (number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

function address(text) {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((one) => /^(0|[1-9]\d{0,2})$/.test(one) && Number(one) < 256)) return null;
  return octets.reduce((sum, one) => sum * 256 + Number(one), 0);
}

class Range {
  constructor(first, prefix) {
    this.prefix = prefix;
    this.size = 2 ** (32 - prefix);
    this.first = first - (first % this.size);
  }

  // A range, host bits cleared; null where the text is none. A bare address is a /32; a mask may be dotted.
  static read(text) {
    const [before, after, ...more] = String(text).split("/");
    const first = address(before), prefix = after === undefined ? 32 : Range.prefixOf(after);
    return first === null || prefix === null || more.length ? null : new Range(first, prefix);
  }

  static prefixOf(mask) {
    if (/^\d+$/.test(mask)) return Number(mask) <= 32 ? Number(mask) : null;
    const bits = address(mask);
    if (bits === null) return null;
    const lengths = [...Array(33).keys()];
    return lengths.find((one) => 2 ** 32 - 2 ** (32 - one) === bits) ?? lengths.find((one) => 2 ** (32 - one) - 1 === bits) ?? null;
  }

  get last() { return this.first + this.size - 1; }
  overlaps(other) { return this.first <= other.last && other.first <= this.last; }
  within(other) { return other.first <= this.first && this.last <= other.last; }
  cut(prefix, index) { return new Range(this.first + index * 2 ** (32 - prefix), prefix); }
  toString() { return `${dotted(this.first)}/${this.prefix}`; }
}

const ranges = (texts) => texts.map((one) => Range.read(one));

// The subnets of an address space; null where it is smaller than the smallest.
function plan(space) {
  if (space.prefix > FACTS.smallestSpace) return null;
  const quarter = (index) => space.cut(space.prefix + 2, index);
  const services = quarter(2), block = (index) => services.cut(26, index), half = (index) => services.cut(27, index);
  return {
    nodes: quarter(0), second_nodes: quarter(1), private_endpoints: block(0), api_server: half(2), second_api_server: half(3),
    bastion: block(2), ingress: half(6), build_agents: half(7), hub: quarter(3), firewall: quarter(3).cut(26, 0),
  };
}
