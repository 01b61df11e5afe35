/* The digest reads without this: it lights up a speaker's words, sorts tables,
   and names the search for a screen reader. */
(function () {
  "use strict";

  // Material opens its search as a dialog without a name.
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const field = search && search.querySelector("input[aria-label]");
  if (field) search.setAttribute("aria-label", field.getAttribute("aria-label"));

  function light(slug, on) {
    document.querySelectorAll(`.dg-article [data-speaker="${CSS.escape(slug)}"]`).forEach((element) => {
      element.classList.toggle("dg-lit", on);
    });
  }

  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (happening) => {
      const element = happening.target.closest && happening.target.closest(".dg-article [data-speaker]");
      if (element) light(element.dataset.speaker, on);
    });
  }

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
