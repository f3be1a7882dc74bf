// The boxes that the admin's own script puts in place of a choice have no name: each takes that of its field, and what
// is chosen in it.
"use strict";
{
  const said = (select) =>
    select.getAttribute("aria-label") || (select.labels[0]?.textContent.trim() ?? "").replace(/[:：]$/, "");

  const name = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling?.querySelector("[role=combobox]");
      if (!box || box.id) continue;
      box.id = `${select.id}_box`;
      box.setAttribute("aria-label", said(select));
      box.setAttribute("aria-labelledby", `${box.id} ${box.getAttribute("aria-labelledby")}`);
      // What is chosen is no field of its own.
      for (const part of box.querySelectorAll("[role=textbox]")) {
        part.removeAttribute("role");
        part.removeAttribute("aria-readonly");
      }
    }
  };

  window.addEventListener("load", () => {
    name(document);
    document.addEventListener("formset:added", (event) => name(event.target));
  });
}
