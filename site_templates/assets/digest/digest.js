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

  function sort(table, column, button) {
    const head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
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
      button.addEventListener("click", () => sort(table, column, button));
      head.append(button);
    });
  });
})();
