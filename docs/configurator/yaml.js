"use strict";
// The stack file: block style, and quotes around whatever a YAML reader could take for something else than text.

const PLAIN = /^(?:[A-Za-z][A-Za-z0-9_.@/-]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:\d+\.){3}\d+\/\d+)$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

function text(value) {
  if (PLAIN.test(value) && !WORDS.test(value)) return value;
  // JSON's quotes are YAML's, but for control characters that JSON lets stand.
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function block(value, indent) {
  if (typeof value === "string") return ` ${text(value)}`;
  if (typeof value !== "object") return ` ${value}`;
  const entries = Array.isArray(value) ? value : Object.entries(value);
  if (!entries.length) return Array.isArray(value) ? " []" : " {}";
  const next = `${indent}  `;
  if (!Array.isArray(value)) return entries.map(([key, one]) => `\n${indent}${text(key)}:${block(one, next)}`).join("");
  return entries.map((one) => `\n${indent}-${block(one, next).replace(/^\s+/, " ")}`).join("");
}

// A stack file of [full key, value, comment] in this order.
const stackFile = (head, entries) =>
  `${head.map((line) => `# ${line}\n`).join("")}config:${entries.map(([key, value, comment]) => `${comment ? `\n  # ${comment}` : ""}\n  ${key}:${block(value, "    ")}`).join("")}\n`;
