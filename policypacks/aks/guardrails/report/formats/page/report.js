"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const search = document.getElementById("search");
  const cards = all(".card");
  const buttons = all(".chips button");

  // Filters: buttons of one group widen, groups and words narrow.
  const pressed = (key) => new Set(buttons.filter((one) => one.getAttribute("aria-pressed") === "true" && one.dataset[key]).map((one) => one.dataset[key]));
  const filter = () => {
    const verdicts = pressed("verdict"), severities = pressed("severity");
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits = (!verdicts.size || verdicts.has(card.dataset.verdict)) && (!severities.size || severities.has(card.dataset.severity)) && words.every((word) => card.dataset.words.includes(word));
      card.hidden = !fits;
      shown += fits;
    }
    document.getElementById("shown").textContent = `${shown} of ${cards.length}`;
    document.getElementById("nothing").hidden = shown > 0;
  };
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const clear = () => { buttons.forEach((one) => press(one, false)); search.value = ""; filter(); };
  if (search) {
    search.addEventListener("input", filter);
    buttons.forEach((one) => one.addEventListener("click", () => { press(one, one.getAttribute("aria-pressed") !== "true"); filter(); }));
    all("[data-only]").forEach((tile) => tile.addEventListener("click", () => {
      clear();
      buttons.filter((one) => one.dataset.verdict === tile.dataset.only).forEach((one) => press(one, true));
      filter();
    }));
  }

  // Theme: that of the system until somebody chooses.
  const theme = document.getElementById("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const name = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  const turn = () => { root.dataset.theme = dark() ? "light" : "dark"; name(); };
  theme.addEventListener("click", turn);
  name();

  const print = () => { all("details").forEach((one) => { one.open = true; }); };
  addEventListener("beforeprint", print);
  document.getElementById("print").addEventListener("click", () => window.print());

  // Keyboard: as in the lists that people know.
  const move = (step) => {
    const shown = cards.filter((one) => !one.hidden).map((one) => one.querySelector("summary"));
    const next = shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(document.activeElement) + step))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && search) { clear(); search.blur(); return; }
    if (event.target instanceof HTMLInputElement) return;
    const act = { "/": () => search && search.focus(), j: () => move(1), k: () => move(-1), t: turn }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // Picture: its lines when one points at a resource, its size by buttons.
  const picture = document.querySelector(".picture");
  if (picture) {
    const chips = all(".chip", picture), arrows = all(".arrow", picture);
    const point = (chip) => {
      const own = new Set(chip ? chip.dataset.urns.split(" ") : []);
      const lines = arrows.filter((one) => own.has(one.dataset.from) || own.has(one.dataset.to));
      const ends = new Set(lines.flatMap((one) => [one.dataset.from, one.dataset.to]));
      picture.classList.toggle("pointing", lines.length > 0);
      arrows.forEach((one) => one.classList.toggle("on", lines.includes(one)));
      chips.forEach((one) => one.classList.toggle("on", one === chip || one.dataset.urns.split(" ").some((urn) => ends.has(urn))));
    };
    chips.forEach((chip) => chip.addEventListener("mouseenter", () => point(chip)));
    picture.addEventListener("mouseleave", () => point(null));
    let size = 100;
    all("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
      const step = Number(button.dataset.zoom);
      size = step ? Math.max(50, Math.min(300, size + 25 * step)) : 100;
      picture.style.width = `${size}%`;
      picture.style.minWidth = size < 100 ? "0" : "";
    }));
  }
})();
