"use strict";
// The page: presets above, questions to the left, the result beside them, all of it in step with the address.

const byId = (id) => document.getElementById(id);
let state = restored(location.hash) ?? preset(Object.keys(PRESETS)[0]);

// Placeholders of a preset that still stand.
const toReplace = () => LAYOUT.replace.filter((key) => own(PRESETS[state.preset].values, key) !== undefined && same(own(state.config, key), PRESETS[state.preset].values[key]));

function file() {
  const left = toReplace();
  return stackFile(
    [`${PRESETS[state.preset].title}; the rest is as Pulumi.yaml says.`],
    decided(state.config).map(([node, value]) => [node.full ?? node.key, value, left.includes(node.key) ? "replace: this is an example" : ""]),
  );
}

const stackProblem = () => (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(state.stack) ? [] : [{ path: ["stack"], text: `'${state.stack}' is no name of a stack; use letters, digits, hyphens, dots` }]);
const localCommands = () => [`# the file stands beside Pulumi.yaml; needs no subscription`, `make preview STACK=${state.stack}`].join("\n");
const azureCommands = () => [
  "az login",
  "pulumi login azblob://state?storage_account=mystate",
  `export PULUMI_OPTION_POLICY_PACK=$PWD/policypacks/aks`,
  `pulumi stack init ${state.stack} --secrets-provider azurekeyvault://my-vault.vault.azure.net/keys/pulumi/KEY-VERSION`,
  "pulumi up",
].join("\n");

function fields(form) {
  const node = (key) => QUESTIONS.find((one) => one.key === key);
  const placed = LAYOUT.groups.flatMap((one) => [...one.keys, ...one.more]);
  const others = QUESTIONS.map((one) => one.key).filter((key) => !placed.includes(key));
  const groups = others.length ? [...LAYOUT.groups, { title: "Others", keys: others, more: [] }] : LAYOUT.groups;
  return groups.map(({ title, keys, more }, index) => {
    const made = (list) => el("div", { class: "grid" }, ...list.map((key) => form.field(node(key), [key])));
    const rest = more.length ? el("details", { class: "more" }, el("summary", {}, `${keys.length ? "More: " : ""}${more.map((key) => node(key).label).join(", ")}`), made(more)) : null;
    const cut = keys.includes("addressSpace") ? el("div", { id: "plan" }) : null;
    return el("section", { class: "group", "aria-labelledby": `group-${index}` }, el("h2", { id: `group-${index}` }, title), el("div", { class: "sheet" }, keys.length ? made(keys) : null, cut, rest));
  });
}

// Builds the form anew; what was unfolded stays so, and the focus goes to a place.
function build(focus) {
  const open = [...document.querySelectorAll(".more")].map((one) => one.open);
  const form = new Form(state.config, refresh, build);
  byId("questions").replaceChildren(...fields(form));
  document.querySelectorAll(".more").forEach((one, index) => { one.open = open[index] ?? false; });
  byId("stack").value = state.stack;
  refresh();
  if (focus) reach(focus);
}

function reach(path) {
  const found = path.map((_, index) => byId(idOf(path.slice(0, path.length - index)))).find(Boolean) ?? byId(path[0]);
  if (!found) return;
  for (let outer = found.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
  found.focus();
  found.scrollIntoView({ block: "center" });
}

// Each problem stands below the field it belongs to, or the nearest one around it.
function mark(found) {
  for (const one of document.querySelectorAll(".wrong")) one.hidden = true;
  for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  for (const { path, text, brief = text } of found) {
    const near = path.map((_, index) => idOf(path.slice(0, path.length - index))).find((id) => byId(`${id}-wrong`));
    const below = near && byId(`${near}-wrong`);
    if (!below) continue;
    below.textContent = below.hidden ? brief : `${below.textContent} ${brief}`;
    below.hidden = false;
    const control = byId(near);
    if (["INPUT", "TEXTAREA", "SELECT"].includes(control?.tagName)) control.setAttribute("aria-invalid", "true");
  }
  for (const one of document.querySelectorAll(".more")) if (one.querySelector(".wrong:not([hidden])")) one.open = true;
}

function refresh() {
  const found = [...stackProblem(), ...problems(state.config)], left = toReplace();
  mark(found);
  byId("verdict").className = `verdict ${found.length ? "failed" : "passed"}`;
  byId("verdict").textContent = found.length ? `✕ ${found.length} ${found.length > 1 ? "settings" : "setting"} to mend` : "✓ The program will accept this";
  byId("problems").replaceChildren(...found.map(({ path, text }) =>
    el("li", {}, el("button", { type: "button", class: "go", onclick: () => reach(path) }, el("code", {}, path[0] === "stack" ? "stack" : where(path))), ` ${text}`)));
  byId("left").hidden = !left.length;
  byId("left").textContent = `Still examples of this page: ${left.join(", ")}. Put your own there before Azure.`;
  byId("name").textContent = state.stack;
  byId("filename").textContent = `Pulumi.${state.stack}.yaml`;
  byId("yaml").textContent = file();
  byId("local").textContent = localCommands();
  byId("azure").textContent = azureCommands();
  for (const one of document.querySelectorAll("[name=preset]")) one.checked = one.value === state.preset;
  const space = Range.read(at(state.config, ["addressSpace"]) ?? "");
  byId("plan").replaceChildren(...(space && !found.some(({ path }) => path[0] === "addressSpace") ? drawn(space) : []));
  history.replaceState(null, "", written(state));
}

// How the address space is cut: a bar of its quarters, the one of services once more below, and a table.
function drawn(space) {
  const cut = plan(space), svg = (tag, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const services = space.cut(space.prefix + 2, 2), front = services.cut(24, 0);
  const block = (label, range, within, row, kind) => {
    const x = (100 * (range.first - within.first)) / within.size, width = (100 * range.size) / within.size;
    const box = svg("svg", { x: `${x}%`, y: row, width: `${width}%`, height: 34 });
    box.append(svg("rect", { class: kind, x: 1, y: 0, width: "calc(100% - 2px)", height: 34, rx: 5 }), svg("text", { x: "50%", y: 22, "text-anchor": "middle" }, label), svg("title", {}, `${label} ${range}`));
    return box;
  };
  const network = at(state.config, ["network"]), chosen = { hub: network.egress === "firewall", bastion: network.bastionFrom?.length > 0, build_agents: at(state.config, ["registry", "buildAgents"]) === true };
  const kept = (name) => (chosen[name] ?? !FACTS.subnets[name]?.startsWith("Kept") ? "used" : "kept"), said = (name) => name.replaceAll("_", " ");
  const quarters = [["nodes", cut.nodes, "used"], ["2nd nodes", cut.second_nodes, "kept"], ["services", services, "used"], ["hub", cut.hub, kept("hub")]];
  const small = Object.entries(cut).filter(([, range]) => range.within(services));
  const picture = svg("svg", { class: "plan", width: "100%", height: 84, role: "img", "aria-label": `${space} in quarters: nodes, second nodes, services, hub` },
    ...quarters.map(([label, range, kind]) => block(label, range, space, 0, kind)), ...small.map(([name, range]) => block(said(name).replace(/^second.*/, "2nd"), range, front, 46, kept(name))));
  const row = ([name, range]) => el("tr", {}, el("th", { scope: "row" }, said(name)), el("td", {}, el("code", {}, String(range))), el("td", { class: "number" }, name === "hub" ? "" : (range.size - FACTS.reservedAddresses).toLocaleString("en")), el("td", {}, FACTS.subnets[name] ?? ""));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...["Subnet", "Range", "Addresses", "For"].map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...Object.entries(cut).map(row)));
  return [el("h3", {}, `How ${space} is cut`), el("div", { class: "figure" }, picture), el("p", { class: "words" }, "Dashed: kept for what is to come."), el("details", { class: "table" }, el("summary", {}, "Ranges and addresses"), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Subnets" }, table))];
}

function start() {
  byId("presets").append(...Object.entries(PRESETS).map(([name, { title, words }]) => el("label", { class: "preset" },
    el("input", { type: "radio", name: "preset", value: name, onchange: () => { state = preset(name); build(); } }), el("span", {}, el("strong", {}, title), el("small", {}, words)))));
  byId("stack").addEventListener("input", ({ target }) => { state.stack = target.value.trim(); refresh(); });
  byId("unchecked").append(...UNCHECKED.map((one) => el("li", {}, one)));
  byId("unchecked-part").hidden = !UNCHECKED.length;
  const copied = { yaml: () => file(), local: localCommands, azure: azureCommands, link: () => location.href };
  for (const [what, of] of Object.entries(copied))
    byId(`copy-${what}`).addEventListener("click", async ({ target }) => {
      const label = target.textContent;
      const done = await navigator.clipboard.writeText(of()).then(() => true, () => false);
      byId("said").textContent = target.textContent = done ? "Copied" : "Select and copy by hand";
      setTimeout(() => { target.textContent = label; }, 1600);
    });
  byId("download").addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([file()], { type: "application/yaml" }));
    el("a", { href: address, download: `Pulumi.${state.stack}.yaml` }).click();
    URL.revokeObjectURL(address);
  });
  addEventListener("hashchange", () => {
    const linked = restored(location.hash);
    state = linked ?? state;
    if (linked) build();
    else refresh();
  });
  const root = document.documentElement, theme = byId("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const name = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
  byId("print").addEventListener("click", () => window.print());
  name();
  build();
}

start();
