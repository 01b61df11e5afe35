/* The search box: asks `digestSearch` for what is typed, and shows the hits. All text is set as text. */
(function () {
  "use strict";

  const box = document.querySelector("[data-dg-search]");
  const toggle = document.getElementById("__search");
  if (!box || !toggle) return;

  const words = JSON.parse(box.dataset.dgSearch);
  const form = box.querySelector("form");
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const list = box.querySelector(".dg-found");
  const output = box.querySelector(".md-search__output");
  const dates = new Intl.DateTimeFormat(words.language === "en" ? "en-GB" : words.language, {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  const numbers = new Intl.NumberFormat(words.language);
  const NOTHING = { query: { phrases: [] }, groups: [], total: 0, some: false };
  const FIRST = { person: 4, quotation: 5, story: 5, figure: 3, source: 3, page: 3 };
  const MORE = 10;
  const LONG = 280; // characters of a text that are shown around its first mark
  const BEFORE = 80;
  const KEPT = "digest-sought";
  const PAUSE = 100; // milliseconds after a key in which another may follow
  let soon = 0;
  let answered = Promise.resolve();
  let asked = 0; // only the answer to the latest question is shown

  // Building

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter(Boolean));
    return made;
  }

  function span(look, ...children) {
    return element("span", { class: `dg-found__${look}` }, ...children);
  }

  /* A text with the words that answer marked; of a long one, the part in which most of them stand. */
  function marked(text, query) {
    const places = runs(text, digestSearch.marks(text, query));
    const [start, end] = excerpt(text, places);
    const piece = document.createDocumentFragment();
    let at = start;
    if (start) piece.append("… ");
    for (const [from, to] of places) {
      if (from < at || to > end) continue;
      piece.append(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
    piece.append(text.slice(at, end), end < text.length ? " …" : "");
    return piece;
  }

  /* Words that follow each other are one mark. */
  function runs(text, places) {
    const joined = [];
    for (const [from, to] of places) {
      const last = joined[joined.length - 1];
      if (last && text.slice(last[1], from) === " ") last[1] = to;
      else joined.push([from, to]);
    }
    return joined;
  }

  function excerpt(text, places) {
    if (text.length <= LONG) return [0, text.length];
    const within = (start) =>
      places.reduce((sum, [from, to]) => sum + (from >= start && to <= start + LONG - BEFORE ? to - from : 0), 0);
    const starts = places.map(([from]) => from);
    const first = starts.reduce((best, start) => (within(start) > within(best) ? start : best), starts[0] || 0);
    const start = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
    const last = start + LONG < text.length ? text.lastIndexOf(" ", start + LONG) : text.length;
    return [start, last > first ? last : Math.min(text.length, start + LONG)];
  }

  /* A name stands apart: its letters do not turn the date beside it round. */
  function printed(record, name = "") {
    const meta = span("meta", element("bdi", {}, record[3]), ` · ${dates.format(new Date(record[2]))}`);
    if (name) meta.prepend(element("bdi", {}, name), " · ");
    return meta;
  }

  const SHOWS = {
    person({ shown, part, line }, query) {
      const [address, name, aliases, role, quotations] = shown;
      const alias = part === 1 ? aliases[line] : "";
      return [
        address,
        span("title", marked(name, query)),
        alias && span("words", `${words.alias} `, marked(alias, query)),
        span("meta", role && marked(role, query), role && " · ", `${words.quotation}: ${quotations}`),
      ];
    },
    quotation({ shown, line }, query) {
      const [anchor, name, via, content] = shown[7][line];
      const said = span("words", marked(content, query));
      said.lang = shown[4];
      return [
        `${shown[0]}#${anchor}`,
        span("title", marked(name, query), via && span("meta", ` · ${words.via.replace("{name}", () => via)}`)),
        said,
        printed(shown),
      ];
    },
    story({ shown, part, line }, query) {
      const [address, name, , , language, summary, paragraphs] = shown;
      const title = span("title", marked(name, query));
      const text = span("words", marked(part ? paragraphs[line] : summary || paragraphs[0] || "", query));
      title.lang = text.lang = language;
      return [part ? `${address}#p${line + 1}` : address, title, text, printed(shown)];
    },
    figure({ shown, line }, query) {
      const [anchor, surface, label, name] = shown[8][line];
      const title = span("title", marked(surface, query));
      const text = span("words", marked(label, query));
      title.lang = text.lang = shown[4];
      return [`${shown[0]}#${anchor}`, title, text, printed(shown, name)];
    },
    source({ shown }, query) {
      const [address, name, stories] = shown;
      return [address, span("title", marked(name, query)), span("meta", `${words.story}: ${stories}`)];
    },
    page({ shown, part, line }, query) {
      const [address, name, sections] = shown;
      const [anchor, heading, text] = sections[part ? line : 0] || ["", "", ""];
      const title = span("title", marked(heading ? `${name} – ${heading}` : name, query));
      return [part && anchor ? `${address}#${anchor}` : address, title, span("words", marked(text, query))];
    },
  };

  function item(name, hit, query) {
    const [address, ...lines] = SHOWS[name](hit, query);
    const link = element("a", { class: "md-search-result__link dg-found__link", href: new URL(address || "./", digestSearch.ROOT) }, ...lines);
    return element("li", {}, link);
  }

  async function section(group, query) {
    const label = `dg-found-${group.name}`;
    const hits = element("ul", { "aria-labelledby": label });
    const more = element("button", { class: "dg-found__more", type: "button" }, words.more);
    const fill = async (count) => {
      const { hits: found, more: left } = await group.next(count);
      hits.append(...found.map((hit) => item(group.name, hit, query)));
      if (!left) more.remove();
      return hits.children[hits.children.length - found.length];
    };
    more.addEventListener("click", async () => {
      const added = await fill(MORE).catch(fail);
      if (added) added.firstChild.focus();
    });
    const whole = element(
      "section",
      {},
      element("p", { class: "dg-found__label", id: label }, words[group.name], span("count", String(group.total))),
      hits,
      more
    );
    await fill(FIRST[group.name]);
    return hits.children.length ? whole : null;
  }

  // Asking

  /* Group after group, so that the first is there before the others are loaded. */
  async function ask() {
    const mine = ++asked;
    const text = field.value;
    try {
      const { query, groups, total, some } = await (text.trim() ? digestSearch.find(text) : NOTHING);
      let shown = 0;
      for (const group of groups) {
        const made = await section(group, query);
        if (mine !== asked) return;
        if (!made) continue;
        if (!shown++) show([made]);
        else list.append(made);
      }
      if (mine !== asked) return;
      const count = query.phrases.length ? list.querySelectorAll("a").length : total;
      if (!shown) show([]);
      if (!text.trim()) status.textContent = words.start;
      else if (!shown) status.textContent = words.nothing;
      else status.textContent = some ? words.some : words.found.replace("{number}", numbers.format(count));
      list.setAttribute("aria-busy", "false");
    } catch {
      if (mine === asked) fail();
    }
  }

  function askNow() {
    clearTimeout(soon);
    soon = 0;
    answered = ask();
  }

  function show(sections) {
    list.replaceChildren(...sections);
    output.firstElementChild.scrollTop = 0;
  }

  function fail() {
    list.setAttribute("aria-busy", "false");
    show([]);
    status.textContent = words.failed;
  }

  // Opening and moving

  function opened(on) {
    if (toggle.checked !== on) toggle.click();
  }

  function places() {
    return [field, ...list.querySelectorAll("a, button")];
  }

  /* Among the hits for all that is typed: others are about to go. */
  async function move(step) {
    if (soon) askNow();
    await answered;
    const all = places();
    const next = all[all.indexOf(document.activeElement) + step];
    if (next) next.focus();
  }

  function close() {
    opened(false);
    field.blur();
    if (box.contains(document.activeElement)) document.activeElement.blur();
  }

  toggle.addEventListener("change", () => {
    output.hidden = !toggle.checked;
    if (toggle.checked) field.focus();
  });
  field.addEventListener("focus", () => {
    opened(true);
    digestSearch.open().catch(fail);
  });
  field.addEventListener("input", () => {
    clearTimeout(soon);
    list.setAttribute("aria-busy", "true"); // what is shown answers less than is typed
    soon = setTimeout(askNow, PAUSE);
  });
  form.addEventListener("reset", () => {
    field.focus();
    setTimeout(askNow);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (soon) askNow();
    await answered;
    const first = list.querySelector("a");
    if (first) first.click();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) opened(false);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (step) move(step);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || toggle.checked) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!["/", "f", "s"].includes(event.key)) return;
    event.preventDefault();
    opened(true);
  });

  // Arriving: by a link that holds what is sought, or from a hit, whose words are then marked

  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify([link.href, field.value]));
    } catch {
      // a browser that keeps nothing marks nothing
    }
    opened(false);
  });
  window.addEventListener("hashchange", arrive);

  function arrive() {
    markSought().catch(() => {}); // marks only help the eye
  }

  function kept() {
    try {
      const found = sessionStorage.getItem(KEPT);
      sessionStorage.removeItem(KEPT);
      return found ? JSON.parse(found) : [];
    } catch {
      return [];
    }
  }

  async function markSought() {
    const [address, text] = kept();
    if (address !== location.href || !window.Highlight) return;
    await digestSearch.open();
    const query = digestSearch.parse(text);
    const ranges = [];
    const main = document.querySelector(":target") || document.querySelector("main");
    const pieces = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (pieces.nextNode()) {
      const node = pieces.currentNode;
      for (const [from, to] of runs(node.data, digestSearch.marks(node.data, query))) {
        ranges.push(new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to }));
      }
    }
    CSS.highlights.set("dg-sought", new Highlight(...ranges));
  }

  output.hidden = !toggle.checked;
  const sought = new URLSearchParams(location.search).get("q");
  if (sought) {
    field.value = sought;
    opened(true);
    askNow();
  }
  arrive();
})();
