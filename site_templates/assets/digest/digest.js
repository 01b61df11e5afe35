/* The digest reads without this: it lights up a speaker's words, copies quotations, sorts and filters
   lists, and names the search for a screen reader. */
(function () {
  "use strict";

  // Material opens its search as a dialog without a name.
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const field = search && search.querySelector("input[aria-label]");
  if (field) search.setAttribute("aria-label", field.getAttribute("aria-label"));

  // A quotation is one or more pieces: the first has the anchor, the others follow it.
  function pieces(anchor) {
    const first = document.getElementById(anchor);
    if (!first) return [];
    const all = Array.from(first.closest("p").querySelectorAll(".dg-q"));
    const rest = all.slice(all.indexOf(first) + 1);
    const end = rest.findIndex((piece) => piece.id || piece.dataset.speaker !== first.dataset.speaker);
    return [first, ...(end < 0 ? rest : rest.slice(0, end))];
  }

  function light(element, on) {
    const { speaker } = element.dataset;
    const lit = speaker
      ? document.querySelectorAll(`.dg-article [data-speaker="${CSS.escape(speaker)}"]`)
      : pieces(element.dataset.for);
    lit.forEach((piece) => piece.classList.toggle("dg-lit", on));
  }

  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (happening) => {
      const { target } = happening;
      const element = target.closest && target.closest(".dg-article [data-speaker], .dg-article [data-for]");
      if (element) light(element, on);
    });
  }

  // Copying: by the clipboard, else as browsers did before, else by the reader's own hand.
  const copying = document.querySelector("[data-copied]");
  const said = document.createElement("p");
  said.className = "dg-hidden";
  said.setAttribute("role", "status");
  if (copying) copying.append(said);

  function holder(text) {
    const made = document.createElement("textarea");
    made.readOnly = true;
    made.value = text;
    made.setAttribute("aria-label", copying.dataset.byHand);
    return made;
  }

  function copyAsBefore(text) {
    const passing = holder(text);
    passing.className = "dg-hidden";
    document.body.append(passing);
    passing.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      passing.remove();
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyAsBefore(text);
    }
  }

  function offer(button, text) {
    const offered = holder(text);
    offered.className = "dg-by-hand";
    offered.addEventListener("blur", () => offered.remove());
    button.after(offered);
    offered.select();
  }

  function confirm(button) {
    button.dataset.label ||= button.textContent;
    button.textContent = said.textContent = copying.dataset.copied;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      said.textContent = "";
    }, 2000);
  }

  document.addEventListener("click", async (happening) => {
    const button = happening.target.closest && happening.target.closest(".dg-copy");
    if (!button) return;
    const text = button.dataset.text || button.nextElementSibling.textContent;
    if (await copy(text)) {
      button.focus();
      confirm(button);
    } else {
      offer(button, text);
    }
  });

  function value(cell) {
    const text = cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;
    return text !== "" && isFinite(text) ? Number(text) : text.toLocaleLowerCase();
  }

  function compare(a, b) {
    if (typeof a === typeof b) return typeof a === "number" ? a - b : a.localeCompare(b);
    return typeof a === "number" ? -1 : 1;
  }

  function sort(table, column, down) {
    table.querySelectorAll("th").forEach((head) => head.removeAttribute("aria-sort"));
    table.tHead.rows[0].cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows).map((row) => [value(row.cells[column]), row]);
    rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
    body.append(...rows.map((pair) => pair[1]));
  }

  document.querySelectorAll("table[data-sortable]").forEach((table) => {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dg-sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column, head.getAttribute("aria-sort") === "ascending"));
      head.append(button);
    });
  });

  // Filters: what is chosen stands in the address, so that it can be linked to and comes back.
  const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  function matches(item, chosen) {
    return chosen.every(([name, sought]) =>
      name === "find"
        ? letters(sought).split(/\s+/).every((word) => item.text.includes(word))
        : item.element.dataset[name] === sought || (item.element.dataset[name] || "").split(" ").includes(sought)
    );
  }

  function remember(controls) {
    const address = new URL(location.href);
    for (const { name, value: chosen } of controls) {
      if (chosen) address.searchParams.set(name, chosen);
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // some browsers keep the address of a file as it is
    }
  }

  function filter(bar) {
    const list = document.getElementById(bar.dataset.list);
    const state = bar.querySelector("[role=status]");
    const controls = Array.from(bar.querySelectorAll("select, input"));
    const items = Array.from(list.querySelectorAll("[data-item]"), (element) => ({
      element,
      text: letters(`${element.textContent} ${element.dataset.words || ""}`),
      count: Number(element.dataset.count || 1),
    }));
    const count = (some) => some.reduce((sum, item) => sum + item.count, 0);

    function show() {
      const chosen = controls.filter((one) => one.value && one.name !== "order").map((one) => [one.name, one.value]);
      const shown = items.filter((item) => (item.element.hidden = !matches(item, chosen)) === false);
      list.querySelectorAll("[data-items]").forEach((group) => {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      });
      const { some, none } = bar.dataset;
      const told = shown.length ? some.replace("{shown}", count(shown)).replace("{all}", count(items)) : none;
      state.textContent = chosen.length ? told : "";
      bar.classList.toggle("dg-filter--on", chosen.length > 0);
    }

    function arrange(order) {
      const [column, way] = (order.value || "0 up").split(" ");
      list.querySelectorAll("table[data-sortable]").forEach((table) => sort(table, Number(column), way === "down"));
    }

    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      const wanted = asked.get(control.name);
      const known = !control.options || Array.from(control.options).some((option) => option.value === wanted);
      if (wanted !== null && known) {
        control.value = wanted;
        if (control.name === "order") arrange(control);
      }
      control.addEventListener("input", () => {
        if (control.name === "order") arrange(control);
        show();
        remember(controls);
      });
    }
    bar.querySelector(".dg-filter__clear").addEventListener("click", () => {
      for (const control of controls) if (control.name !== "order") control.value = "";
      show();
      remember(controls);
      controls[0].focus();
    });
    show();
    bar.classList.add("dg-filter--ready");
  }

  document.querySelectorAll(".dg-filter").forEach(filter);
})();
