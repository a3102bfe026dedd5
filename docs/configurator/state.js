"use strict";
// What is being decided: a preset, a stack's name, and the values that are set; all of it stands in the address's fragment.

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const copy = (value) => JSON.parse(JSON.stringify(value));

// A value without the parts that say what goes without saying; undefined where nothing is left to say.
function terse(node, value) {
  if (node.kind === "list" && Array.isArray(value)) return value.map((one) => terse(node.item, one) ?? (node.item.kind === "object" ? {} : one));
  if (node.kind !== "object" || !isObject(value)) return value ?? undefined;
  const found = {};
  for (const key of [...node.parts.map((one) => one.key), ...Object.keys(value)]) {
    const part = node.parts.find((one) => one.key === key), given = own(value, key);
    if (given === undefined || given === null) continue;
    const short = part ? terse(part, given) : given;
    if (short !== undefined && (part?.required || !part || !same(short, terse(part, part.default ?? null)))) found[key] = short;
  }
  return found;
}

// What of a configuration must stand in the file: [node, value].
const decided = (config) =>
  QUESTIONS.filter((node) => own(config, node.key) !== undefined)
    .map((node) => [node, terse(node, config[node.key])])
    .filter(([node, value]) => value !== undefined && !(node.default !== undefined && same(value, terse(node, node.default))));

// An example of a value at a place, from the presets and examples: what placeholders and messages show.
function example(path) {
  const keys = path.filter((one) => !Number.isInteger(one));
  const dig = (value, [key, ...rest]) => {
    const one = Array.isArray(value) ? value[0] : value;
    return key === undefined || one === undefined || one === null ? one : dig(isObject(one) ? own(one, key) : undefined, rest);
  };
  const found = LAYOUT.examples[keys.join(".")] ?? Object.values(PRESETS).map((one) => dig(one.values, keys)).find((one) => one !== undefined);
  return ["string", "number"].includes(typeof found) ? String(found) : "";
}

const such = (path) => (example(path) ? `; such as ${example(path)}` : "");

function preset(name) {
  return { preset: name, stack: PRESETS[name].stack, config: copy(PRESETS[name].values) };
}

// UTF-8 in base64, in the letters that links take: chat programs leave such links whole.
function written(state) {
  const bytes = new TextEncoder().encode(JSON.stringify({ stack: state.stack, config: Object.fromEntries(decided(state.config).map(([node, value]) => [node.key, value])) }));
  return `#${state.preset}.${btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

// The state of a fragment; null where it is none. A link is from a stranger: unknown keys and wrong shapes are left out.
function restored(fragment) {
  const [name, code] = fragment.replace(/^#/, "").split(".");
  if (!Object.hasOwn(PRESETS, name)) return null;
  if (!code) return preset(name);
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    const { stack, config } = JSON.parse(new TextDecoder().decode(bytes));
    const kept = QUESTIONS.filter((node) => isObject(config) && own(config, node.key) !== undefined).map((node) => [node.key, shaped(node, config[node.key])]);
    return { preset: name, stack: String(stack), config: Object.fromEntries(kept.filter(([, value]) => value !== undefined)) };
  } catch {
    return null;
  }
}

function shaped(node, value) {
  if (node.kind === "list") return Array.isArray(value) ? value.map((one) => shaped(node.item, one)).filter((one) => one !== undefined) : undefined;
  if (node.kind !== "object") return typeof value === "object" ? undefined : value;
  if (!isObject(value)) return undefined;
  const parts = Object.keys(value).map((key) => [key, node.parts.find((one) => one.key === key) ?? node.rest]);
  return Object.fromEntries(parts.filter(([, part]) => part).map(([key, part]) => [key, shaped(part, value[key])]).filter(([, one]) => one !== undefined));
}
