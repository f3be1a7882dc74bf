// The operator and the value of a condition follow the fact that is chosen. The text field that the server reads stays
// what it is: the widgets only write into it, in the words that the server knows (是, 36个月, 2023-01-01).
"use strict";
{
  const known = JSON.parse(document.getElementById("facts").dataset.facts);

  const element = (tag, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };

  const options = (select, pairs, chosen) => {
    select.replaceChildren(element("option", { value: "", textContent: "---------" }));
    for (const [value, label] of pairs) {
      select.append(element("option", { value, textContent: label, selected: value === chosen }));
    }
  };

  const chosenOptions = (text, fact) => {
    const whole = fact.options.find(([value, label]) => text === value || text === label);
    const parts = whole ? [text] : text.split(/[、,，\s]+/);
    return fact.options.filter(([value, label]) => parts.includes(value) || parts.includes(label)).map(([value]) => value);
  };

  // Each widget returns the element to show; it reads the text once and writes it on every change.
  const widgets = {
    yesno(text) {
      const select = element("select");
      options(select, [["是", "是"], ["否", "否"]], text.value);
      select.addEventListener("change", () => write(text, select.value));
      return select;
    },
    date(text) {
      const input = element("input", { type: "date", value: text.value });
      input.addEventListener("change", () => write(text, input.value));
      return input;
    },
    number(text) {
      const input = element("input", { type: "number", step: "1", value: text.value });
      input.addEventListener("change", () => write(text, input.value));
      return input;
    },
    span(text) {
      const found = /^(\d+)\s*(个?月|天|日)$/.exec(text.value);
      const count = element("input", { type: "number", min: "0", max: "99999", value: found ? found[1] : "" });
      const unit = element("select");
      for (const name of ["个月", "天"]) {
        const same = found && (found[2].endsWith("月") ? "个月" : "天") === name;
        unit.append(element("option", { value: name, textContent: name, selected: Boolean(same) }));
      }
      unit.setAttribute("aria-label", "单位");
      const put = () => write(text, count.value === "" ? "" : count.value + unit.value);
      count.addEventListener("change", put);
      unit.addEventListener("change", put);
      return element("span", { className: "desk-span" }, count, unit);
    },
    choice(text, fact) {
      const select = element("select");
      options(select, fact.options, chosenOptions(text.value, fact)[0]);
      select.addEventListener("change", () => write(text, select.value));
      return select;
    },
    choices(text, fact) {
      const chosen = chosenOptions(text.value, fact);
      const group = element("fieldset", { className: "desk-choices" }, element("legend", { textContent: "选一个或几个" }));
      const put = () => write(text, [...group.querySelectorAll("input:checked")].map((box) => box.value).join("、"));
      for (const [value, label] of fact.options) {
        const box = element("input", { type: "checkbox", value, checked: chosen.includes(value) });
        box.addEventListener("change", put);
        group.append(element("label", {}, box, ` ${label}`));
      }
      return group;
    },
    none() {
      return element("span", { className: "help", textContent: "本地＝这条福利的地区（含下辖），不用填" });
    },
  };

  const write = (text, value) => {
    text.value = value;
    text.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const kind = (fact, operator) => {
    if (!fact || !operator || operator.takes === "none") return fact && operator ? "none" : null;
    if (operator.takes === "span") return "span";
    if (fact.type === "choice") return operator.takes === "several" ? "choices" : "choice";
    return fact.type;
  };

  const draw = (row, changed) => {
    const [fact, op, text] = ["fact", "op", "value"].map((name) => row.querySelector(`[name$="-${name}"]`));
    if (!fact || !op || !text) return;
    const about = known.facts[fact.value];
    const fitting = about ? known.operators[about.type] : [];
    if (about) options(op, fitting.map((one) => [one.value, one.label]), op.value);
    if (about && !op.value && changed && fitting.length) op.value = fitting[0].value;
    const wanted = kind(about, fitting.find((one) => one.value === op.value));
    row.querySelector(".desk-value")?.remove();
    if (changed && wanted !== text.dataset.kind) text.value = "";
    text.dataset.kind = wanted ?? "";
    text.hidden = Boolean(wanted);
    if (!wanted) return;
    const shown = widgets[wanted](text, about);
    shown.classList.add("desk-value");
    label(row, text, shown);
    text.after(shown);
  };

  // The label of the text field names the widget that stands in its place.
  const label = (row, text, shown) => {
    const words = row.querySelector(`label[for="${text.id}"]`)?.textContent ?? "值";
    const fields = shown.matches("input, select") ? [shown] : shown.querySelectorAll(":scope > input[type=number]");
    for (const field of fields) field.setAttribute("aria-label", words);
    if (shown.matches("fieldset")) shown.setAttribute("aria-label", words);
  };

  const follow = (event) => {
    if (!event.target.matches('select[name$="-fact"], select[name$="-op"]')) return;
    const row = event.target.closest(".desk-fields");
    if (row) draw(row, true);
  };

  const drawAll = (root) => {
    for (const row of root.querySelectorAll(".desk-fields")) draw(row, false);
  };

  document.addEventListener("change", follow);
  document.addEventListener("formset:added", (event) => drawAll(event.target));
  drawAll(document);
}
