// Beside each citation: the clauses of its document, and the sentences of the clause, to be picked as the quotation.
"use strict";
{
  const address = document.getElementById("facts").dataset.clauses;
  const documents = new Map();

  const element = (tag, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };

  const read = async (slug) => {
    const response = await fetch(address.replace("/-/", `/${encodeURIComponent(slug)}/`));
    if (!response.ok) return new Map();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const terms = [...page.querySelectorAll("#clauses dt")];
    return new Map(terms.map((one) => [one.dataset.name, { title: one.textContent, text: one.nextElementSibling.textContent }]));
  };

  const clauses = (slug) => {
    if (!documents.has(slug)) documents.set(slug, read(slug));
    return documents.get(slug);
  };

  const sentences = (text) => text.match(/[^。；;！？\n]+[。；;！？]?\n?/g) ?? [];

  const pick = (quote, list, box) => {
    const boxes = [...list.querySelectorAll("input")];
    const on = boxes.filter((one) => one.checked);
    // A quotation is one stretch: what lies between the first and the last is in it.
    const first = boxes.indexOf(on[0]);
    const last = boxes.indexOf(on.at(-1));
    boxes.forEach((one, place) => {
      if (place > first && place < last && box.checked) one.checked = true;
    });
    if (!box.checked) {
      const here = boxes.indexOf(box);
      boxes.forEach((one, place) => {
        if (place > here) one.checked = false;
      });
    }
    quote.value = boxes.filter((one) => one.checked).map((one) => one.value).join("").trim();
    quote.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const drawSentences = (row, clause) => {
    row.querySelector(".desk-sentences")?.remove();
    const quote = row.querySelector('[name$="-quote"]');
    if (!clause || !quote) return;
    const list = element("fieldset", { className: "desk-sentences" }, element("legend", { textContent: "点原文里的句子，作为引文" }));
    for (const one of sentences(clause.text)) {
      const box = element("input", { type: "checkbox", value: one, checked: quote.value.includes(one.trim()) });
      box.addEventListener("change", () => pick(quote, list, box));
      list.append(element("label", {}, box, ` ${one}`));
    }
    const details = element("details", { className: "desk-sentences" }, element("summary", { textContent: "看原文，选句子" }), list);
    details.open = quote.value === "";
    quote.after(details);
  };

  const draw = async (row) => {
    const [slug, name] = ["document", "clause"].map((field) => row.querySelector(`[name$="-${field}"]`));
    if (!slug || !name) return;
    const found = slug.value ? await clauses(slug.value) : new Map();
    drawNames(row, name, found);
    drawSentences(row, found.get(name.value.trim()));
  };

  // The clause is typed, with all clauses of the document as suggestions.
  const drawNames = (row, name, found) => {
    const id = `${name.id}-names`;
    document.getElementById(id)?.remove();
    const list = element("datalist", { id });
    for (const [value, clause] of found) list.append(element("option", { value, textContent: clause.title }));
    row.append(list);
    name.setAttribute("list", id);
  };

  const follow = (event) => {
    if (!event.target.matches('[name^="citations-"][name$="-document"], [name^="citations-"][name$="-clause"]')) return;
    draw(event.target.closest(".desk-fields"));
  };

  const drawAll = (root) => {
    for (const row of root.querySelectorAll('#citations-group .desk-fields, .desk-fields:has([name$="-quote"])')) draw(row);
  };

  document.addEventListener("change", follow);
  document.addEventListener("formset:added", (event) => drawAll(event.target));
  drawAll(document);
}
