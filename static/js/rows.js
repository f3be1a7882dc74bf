// Adds rows to the conditions of an award; the rows of the page itself are added by the admin's own script.
"use strict";
{
  const renumber = (root, from, to) => {
    for (const one of [root, ...root.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const text = one.getAttribute(name);
        if (text && text.includes(from)) one.setAttribute(name, text.replace(from, to));
      }
    }
  };

  const add = (button) => {
    const details = button.closest("details");
    const total = details.querySelector('input[name$="-when-TOTAL_FORMS"]');
    const prefix = total.name.replace(/-TOTAL_FORMS$/, "");
    const template = details.querySelector("template");
    const row = template.content.firstElementChild.cloneNode(true);
    const blank = /^(?:id_)?(.*-when)-__prefix__/.exec(row.id)[1];
    renumber(row, `${blank}-__prefix__`, `${prefix}-${total.value}`);
    total.value = Number(total.value) + 1;
    template.before(row);
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefix } }));
    row.querySelector("select, input:not([type=hidden])")?.focus();
  };

  const show = (root) => {
    for (const button of root.querySelectorAll(".desk-add")) button.hidden = false;
  };

  document.addEventListener("click", (event) => {
    if (event.target.matches(".desk-add")) add(event.target);
  });
  document.addEventListener("formset:added", (event) => show(event.target));
  show(document);
}
