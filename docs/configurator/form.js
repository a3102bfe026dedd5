"use strict";
// Questions as fields. A field reads and writes its place in the configuration; what adds or takes away fields asks for the
// form anew. Text of a link or a file only ever becomes text: nothing here makes markup of it.

const el = (tag, props = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else if (value !== undefined && value !== "") made.setAttribute(key, value);
  }
  made.append(...children.filter((one) => one !== null));
  return made;
};
const idOf = (path) => `at-${path.join("-")}`;

// The value at a place; below a setting that is not set, its default's.
function at(config, path) {
  const [key, ...rest] = path;
  const start = own(config, key) ?? QUESTIONS.find((one) => one.key === key).default;
  return rest.reduce((value, one) => (typeof value === "object" && value !== null ? own(value, String(one)) : undefined), start);
}

// Sets it, or takes it away where the value is undefined.
function put(config, path, value) {
  const [key, ...rest] = path;
  if (!rest.length) {
    if (value === undefined) delete config[key];
    else config[key] = value;
    return;
  }
  const setting = QUESTIONS.find((one) => one.key === key);
  config[key] ??= copy(setting.default ?? (setting.kind === "list" ? [] : {}));
  const last = rest.pop();
  const holder = rest.reduce((inner, one) => (inner[one] ??= {}), config[key]);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

class Form {
  // changed(): a value is another one; rebuild(path): the fields below are others too.
  constructor(config, changed, rebuild) {
    Object.assign(this, { config, changed, rebuild });
  }

  field(node, path) {
    if (node.kind === "boolean") return this.tick(node, path);
    if (node.kind === "object") return this.section(node, path);
    if (node.kind === "list" && node.item.kind === "object") return this.items(node, path);
    if (node.kind === "list" && node.choices) return this.ticks(node, path);
    if (node.kind === "choice" && node.choices.some(([, words]) => words)) return this.cards(node, path);
    const control = node.choices ? this.select(node, path) : node.kind === "list" ? this.lines(node, path) : this.line(node, path);
    return this.framed(node, path, el("label", { for: idOf(path) }, node.label), control);
  }

  framed(node, path, label, control) {
    const wide = control.tagName === "TEXTAREA" ? " wide" : "";
    return el("div", { class: `field${wide}`, "data-path": path.join(".") }, el("div", { class: "label" }, label, this.key(path)), control, this.words(node, path), this.wrong(path));
  }

  key(path) { return el("code", { class: "key" }, path.filter((one) => !Number.isInteger(one)).join(".")); }
  words(node, path) { return el("p", { class: "words", id: `${idOf(path)}-words`, hidden: !node.words }, node.words); }
  wrong(path) { return el("p", { class: "wrong", id: `${idOf(path)}-wrong`, hidden: true }); }
  about(path) { return { id: idOf(path), "aria-describedby": `${idOf(path)}-words ${idOf(path)}-wrong` }; }
  shown(node, path) { return at(this.config, path) ?? node.default ?? ""; }

  set(path, value) {
    put(this.config, path, value);
    this.changed();
  }

  line(node, path) {
    const number = node.kind === "integer" || node.kind === "number";
    const taken = (entered) => (entered === "" ? undefined : number && /^-?\d+(\.\d+)?$/.test(entered) ? Number(entered) : entered);
    return el("input", {
      ...this.about(path), type: node.kind === "date" ? "date" : "text", inputmode: number ? "decimal" : "text", autocomplete: node.kind === "date" ? "" : "off", spellcheck: "false",
      placeholder: example(path), value: String(at(this.config, path) ?? (node.default ?? "")),
      oninput: ({ target }) => this.set(path, taken(target.value.trim())),
    });
  }

  lines(node, path) {
    const values = [this.shown(node, path)].flat();
    const taken = (entered) => entered.split("\n").map((one) => one.trim()).filter(Boolean);
    const area = el("textarea", { ...this.about(path), rows: String(Math.max(2, values.length)), spellcheck: "false", placeholder: example(path) ? `${example(path)}\none a line` : "one a line", oninput: () => this.set(path, taken(area.value)) });
    area.value = values.join("\n");
    return area;
  }

  select(node, path) {
    const value = String(this.shown(node, path)), known = node.choices.map(([one]) => one);
    const others = known.includes(value) ? [] : [value];
    const made = el("select", { ...this.about(path), onchange: () => this.set(path, made.value || undefined) }, ...[...others, ...known].map((one) => el("option", { value: one }, one)));
    made.value = value;
    return made;
  }

  tick(node, path) {
    const input = el("input", { ...this.about(path), type: "checkbox", checked: this.shown(node, path) === true, onchange: () => this.set(path, input.checked) });
    return el("div", { class: "field wide", "data-path": path.join(".") }, el("div", { class: "label" }, el("label", {}, input, node.label), this.key(path)), this.words(node, path), this.wrong(path));
  }

  ticks(node, path) {
    const chosen = [this.shown(node, path)].flat().map(String);
    const boxes = node.choices.map(([one]) => el("input", { type: "checkbox", value: one, checked: chosen.includes(one), onchange: () => this.set(path, boxes.filter((box) => box.checked).map((box) => box.value)) }));
    return this.group(node, path, el("div", { class: "row" }, ...boxes.map((box) => el("label", { class: "inline" }, box, box.value))));
  }

  cards(node, path) {
    const value = this.shown(node, path), name = idOf(path);
    const others = node.choices.some(([one]) => one === value) ? [] : [[String(value), "This is none of the choices."]];
    const cards = [...others, ...node.choices].map(([one, words]) =>
      el("label", { class: "choice" },
        el("input", { type: "radio", name, value: one, checked: one === value, onchange: () => this.set(path, one) }),
        el("span", {}, el("strong", {}, one), words ? el("small", {}, words) : null)));
    return this.group(node, path, el("div", { class: "choices" }, ...cards));
  }

  group(node, path, inside) {
    return el("fieldset", { class: "field wide plain", "data-path": path.join("."), id: idOf(path), tabindex: "-1" },
      el("legend", { class: "label" }, node.label, this.key(path)), inside, this.words(node, path), this.wrong(path));
  }

  section(node, path) {
    const there = !node.optional || isObject(at(this.config, path));
    const parts = there ? node.parts.map((part) => this.field(part, [...path, part.key])) : [];
    const rest = there && node.rest ? [this.rest(node, path)] : [];
    const toggle = node.optional ? this.optional(node, path, there) : null;
    return el("fieldset", { class: `field wide parts${there ? "" : " off"}`, "data-path": path.join("."), id: idOf(path), tabindex: "-1" },
      el("legend", { class: "label" }, toggle ?? node.label, this.key(path)), this.words(node, path), this.wrong(path), el("div", { class: "grid" }, ...parts, ...rest));
  }

  optional(node, path, there) {
    const change = ({ target }) => { this.set(path, target.checked ? {} : undefined); this.rebuild(path); };
    return el("label", {}, el("input", { type: "checkbox", checked: there, id: `${idOf(path)}-there`, onchange: change }), node.label);
  }

  // Further keys of an object, a line each.
  rest(node, path) {
    const named = node.parts.map((one) => one.key), id = `${idOf(path)}-rest`;
    const given = Object.entries(at(this.config, path) ?? {}).filter(([key]) => !named.includes(key));
    const taken = () => {
      const kept = Object.entries(at(this.config, path) ?? {}).filter(([key]) => named.includes(key));
      const lines = area.value.split("\n").map((one) => /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(one)).filter(Boolean);
      this.set(path, Object.fromEntries([...kept, ...lines.map(([, key, value]) => [key, value]).filter(([key]) => !named.includes(key) && key !== "__proto__")]));
    };
    const area = el("textarea", { id, rows: String(Math.max(2, given.length)), spellcheck: "false", placeholder: "name: value\none a line", oninput: taken });
    area.value = given.map(([key, value]) => `${key}: ${value}`).join("\n");
    return el("div", { class: "field wide" }, el("div", { class: "label" }, el("label", { for: id }, "Others")), area);
  }

  items(node, path) {
    const values = this.shown(node, path);
    const now = () => copy([this.shown(node, path)].flat());
    const change = (items, focus) => { this.set(path, items); this.rebuild(focus); };
    const items = values.map((value, index) => {
      const remove = el("button", { type: "button", class: "small", "aria-label": `Remove ${node.label} ${index + 1}`, onclick: () => change(now().filter((_, other) => other !== index), [...path, "add"]) }, "Remove");
      return el("fieldset", { class: "item", "data-path": [...path, index].join("."), id: idOf([...path, index]), tabindex: "-1" },
        el("legend", {}, `${index + 1}. ${value?.name ?? value?.upstream ?? ""}`), remove, this.wrong([...path, index]),
        el("div", { class: "grid" }, ...node.item.parts.map((part) => this.field(part, [...path, index, part.key]))));
    });
    const add = el("button", { type: "button", class: "small", id: idOf([...path, "add"]), "aria-label": `Add to ${node.label}`, onclick: () => change([...now(), {}], [...path, values.length]) }, "Add");
    return el("fieldset", { class: "field wide parts", "data-path": path.join("."), id: idOf(path), tabindex: "-1" },
      el("legend", { class: "label" }, node.label, this.key(path)), this.words(node, path), this.wrong(path), ...items, add);
  }
}
