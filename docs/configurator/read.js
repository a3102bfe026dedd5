"use strict";
// One value against its question, as pydantic and the checks of components/settings read it: `read` returns the value with
// its defaults filled in, and notes what is wrong. Messages are those of the program.

const WRONG = Symbol("wrong");
const quoted = (value) => (typeof value === "string" ? `'${value}'` : JSON.stringify(value));
const among = (values) => values.map(quoted).join(", ").replace(/, ([^,]*)$/, " or $1");
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (value, key) => (Object.hasOwn(value, key) ? value[key] : undefined);

// By the name of the function in Python: value -> value, or an Error whose message says what is wrong.
const CHECKS = {
  "checks.cidr": (value) => {
    const range = Range.read(value);
    if (!range) return Error(`${quoted(value)} is not a CIDR range such as 10.20.0.0/20`);
    if (!String(value).includes("/")) return Error(`${quoted(value)} has no mask, which says how large the range is; write such as ${value}/20`);
    if (String(range) !== value) return Error(`${quoted(value)} does not start at a network address; write ${range}`);
    if (!ranges(FACTS.private).some((one) => range.within(one))) return Error(`${range} is public; choose from ${FACTS.private.join(", ")}`);
    const kept = ranges(FACTS.reserved).find((one) => range.overlaps(one));
    return kept ? Error(`${range} overlaps ${kept}, which AKS keeps for itself; choose another range`) : range;
  },
  "checks.supported_version": (value) =>
    FACTS.versions.includes(value) ? value : Error(`${quoted(value)} is not supported; choose one of ${FACTS.versions.join(", ")}`),
  "checks.usable_zones": (value) =>
    value.length < 2 || new Set(value).size < value.length || !value.every((one) => ["1", "2", "3"].includes(one))
      ? Error(`[${value.map(quoted).join(", ")}] is not two or three different zones`)
      : [...value].sort(),
  "checks.usable_size": (value) => {
    const size = machine(value);
    if (!size) return Error(`${quoted(value)} is not a size of the form Standard_D4ds_v5`);
    if (size.features.includes("p")) return Error(`${value} has an Arm processor, for which AKS has no trusted launch; choose one without p`);
    return size.features.includes("s") ? value : Error(`${value} takes no premium disks; choose one with s, such as Standard_D4ds_v5`);
  },
  "regions.normalize": (value) => value.replaceAll(" ", "").toLowerCase(),
  "network.host": (value) =>
    /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(value)
      ? value
      : Error(`${quoted(value)} is not a host name such as api.github.com or *.example.com`),
  "network.host_and_port": (value) => {
    const name = value.replace(/:[0-9]{1,5}$/, ""), port = value.slice(name.length + 1), wrong = CHECKS["network.host"](name);
    if (wrong instanceof Error) return wrong;
    return port === "" || (port >= 1 && port <= 65535) ? value : Error(`${quoted(value)} has no port from 1 to 65535`);
  },
  "network.operator_range": (value) => {
    const range = Range.read(value);
    if (!range || address(value.split("/")[0]) !== range.first) return Error(`${quoted(value)} is not an address range such as 198.51.100.0/28`);
    if (range.prefix < FACTS.widestOperatorRange) return Error(`${range} is too wide; name ranges of a /${FACTS.widestOperatorRange} or narrower`);
    return String(range);
  },
  "network.private_address": (value) => {
    if (address(value) === null) return Error("Input is not a valid IPv4 address");
    const range = Range.read(value);
    return ranges(FACTS.private).some((one) => range.within(one)) ? value : Error(`${value} is public; choose from ${FACTS.private.join(", ")}`);
  },
  "cluster.certificate": (value) => {
    let text = "";
    try { text = atob(value); } catch { /* told below as what it is not */ }
    return text.startsWith("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY")
      ? value
      : Error("this is no certificate in PEM form; write what `base64 -w0 ca.pem` prints");
  },
  "registry.mirrored": (value) => {
    const [host] = value.split("/"), path = value.slice(host.length + 1), stem = path.replace(/\*$/, "");
    if (!FACTS.upstreams.includes(host)) return Error(`${quoted(host)} cannot be mirrored; choose from ${FACTS.upstreams.join(", ")}`);
    if (!path || stem.includes("*") || (path.endsWith("*") && !`/${path}`.endsWith("/*")))
      return Error(`${quoted(value)} names no repository; write such as ${host}/library/nginx or ${host}/library/*`);
    if (FACTS.publishedByAnybody.includes(host) && path.replace(/^\/+|\/+$/g, "") === "*")
      return Error(`${quoted(value)} is what anybody publishes; name whose, such as ${host}/library/*`);
    return value;
  },
  "registry.without_secret": (value) =>
    /^(https:\/\/[^@\s]+\.git(#\S+)?|oci:\/\/[^@\s]+)$/.test(value)
      ? value
      : Error(`${quoted(value)} is no place to read sources from without a token; write such as ` +
          "https://github.com/example/web.git#main or oci://example.azurecr.io/sources/web:main"),
  "registry.signs_in_where_it_must": (value) =>
    value.upstream.startsWith("docker.io/") && !value.credentials
      ? Error("Docker Hub needs credentials; name usernameSecret and passwordSecret")
      : value,
  "admission.subject": (value) => {
    const given = value.split(",").map((part) => part.trim()).filter((part) => /^(C|ST|O)=./.test(part)).map((part) => part.split("=")[0]);
    const missing = ["C", "ST", "O"].filter((one) => !given.includes(one));
    return missing.length ? Error(`${quoted(value)} names no ${missing.join(", ")}; write C=NL, ST=Utrecht, O=Example, CN=pipeline`) : value;
  },
  "governance.first_of_a_month": (value) => {
    if (!aDate(value)) return Error(`${quoted(value)} is no day; write the first of a month, such as 2026-12-01`);
    return value.endsWith("-01") ? value : Error(`${quoted(value)} is not the first of a month; write ${value.slice(0, 8)}01`);
  },
  "maintenance.ends_after_its_start": (value) =>
    value.end < value.start ? Error(`end ${value.end} is before start ${value.start}; swap them`) : value,
};

function machine(name) {
  const found = new RegExp(`^(?:${FACTS.vmSize})$`).exec(name);
  return found && { family: found.groups.family, vcpus: Number(found.groups.vcpus), features: found.groups.features, version: Number(found.groups.version) };
}

const GUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const aDate = (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

// What a kind takes: value -> value, or the message that refuses it.
const KINDS = {
  boolean: (_, value) => (typeof value === "boolean" ? value : { true: true, false: false }[value] ?? Error("Input should be a valid boolean")),
  integer: (node, value) => within(node, value, /^-?\d+$/, "Input should be a valid integer"),
  number: (node, value) => within(node, value, /^-?\d+(\.\d+)?$/, "Input should be a valid number"),
  choice: (node, value) => (node.choices.some(([one]) => one === value) ? value : Error(`Input should be ${among(node.choices.map(([one]) => one))}`)),
  date: (_, value) => (aDate(value) ? value : Error("Input should be a valid date in the format YYYY-MM-DD")),
  uuid: (_, value) => (GUID.test(value) ? value.toLowerCase() : Error("Input should be a valid UUID")),
  text: (node, value) => {
    if (typeof value !== "string" && typeof value !== "number") return Error("Input should be a valid string");
    if (String(value).length < (node.minLength ?? 0)) return Error(`String should have at least ${node.minLength} character`);
    return node.pattern && !new RegExp(node.pattern).test(value) ? Error(`String should match pattern '${node.pattern}'`) : String(value);
  },
};

function within(node, value, form, otherwise) {
  if (!["number", "string"].includes(typeof value) || !form.test(String(value))) return Error(otherwise);
  if (Number(value) < (node.minimum ?? -Infinity)) return Error(`Input should be greater than or equal to ${node.minimum}`);
  return Number(value) > (node.maximum ?? Infinity) ? Error(`Input should be less than or equal to ${node.maximum}`) : Number(value);
}

// Returns the value, or WRONG after it has noted why: note(path, what).
function read(node, value, path, note) {
  if ((value === undefined || value === null) && node.optional) return null;
  const found = node.kind === "list" ? list(node, value, path, note) : node.kind === "object" ? object(node, value, path, note) : scalar(node, value, path, note);
  return (node.check ?? []).reduce((checked, name) => {
    if (checked === WRONG || !Object.hasOwn(CHECKS, name)) return checked;
    return judged(CHECKS[name](checked), path, note);
  }, found);
}

function judged(result, path, note, given) {
  if (!(result instanceof Error)) return result;
  note(path, given === undefined ? result.message : `${result.message}, not ${quoted(given)}`);
  return WRONG;
}

const scalar = (node, value, path, note) => judged(KINDS[node.kind](node, value), path, note, value);

function list(node, value, path, note) {
  if (!Array.isArray(value)) return judged(Error("Input should be a valid list"), path, note, value);
  const { minItems = 0, maxItems = Infinity } = node;
  if (value.length < minItems) return judged(Error(`List should have at least ${minItems} item after validation, not ${value.length}`), path, note);
  if (value.length > maxItems) return judged(Error(`List should have at most ${maxItems} items after validation, not ${value.length}`), path, note);
  const items = value.map((one, index) => read(node.item, one, [...path, index], note));
  return items.includes(WRONG) ? WRONG : items;
}

function object(node, value, path, note) {
  if (!isObject(value)) return judged(Error("Input should have parts"), path, note, value);
  const found = {};
  for (const part of node.parts) {
    const given = own(value, part.key), at = [...path, part.key];
    if (given === undefined && part.required) found[part.key] = judged(Error("this part is missing"), at, note);
    else found[part.key] = given === undefined ? read(part, part.default ?? null, at, note) : read(part, given, at, note);
  }
  for (const key of Object.keys(value).filter((one) => !node.parts.some((part) => part.key === one)))
    found[key] = node.rest ? read(node.rest, value[key], [...path, key], note) : judged(Error("there is no such part"), [...path, key], note);
  return Object.values(found).includes(WRONG) ? WRONG : found;
}

// All that is wrong with a configuration, what rules find included: [{path, text, brief}], brief for who sees the question.
function problems(config) {
  const found = [], valid = {};
  for (const node of QUESTIONS) {
    const given = own(config, node.key) ?? node.default;
    const tell = (path, what) => found.push({ path, brief: what, text: `${what}. ${node.words}` });
    if (given === undefined || given === "") { tell([node.key], "is not set"); continue; }
    const value = read(node, given, [node.key], (path, what) => tell(path, what + such(path)));
    if (value !== WRONG) valid[node.key] = value;
  }
  return [...found, ...broken(valid)];
}

// A place in the stack file, as the program names it.
const where = ([key, ...rest]) => [QUESTIONS.find((one) => one.key === key)?.full ?? `${FACTS.project}:${key}`, ...rest.map((one) => (Number.isInteger(one) ? `[${one}]` : `.${one}`))].join("");
