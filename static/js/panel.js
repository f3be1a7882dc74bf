// Looks at the form again, without saving, a moment after each change.
"use strict";
{
  const PAUSE = 1200;
  const button = document.getElementById("look");
  const content = () => document.getElementById("panel-content");
  let waiting = null;
  let asked = 0;

  const look = async () => {
    const number = ++asked;
    const body = new FormData(button.form);
    body.set("_look", "1");
    content().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(location.href, { method: "POST", body, headers: { "X-Fragment": "panel" } });
      // A page of another kind (signed out meanwhile, or refused) is no panel.
      const text = response.ok && !response.redirected ? await response.text() : null;
      if (number !== asked) return;
      const found = text && new DOMParser().parseFromString(text, "text/html").getElementById("panel-content");
      if (found) content().replaceWith(document.adoptNode(found));
      else fail();
    } catch {
      if (number === asked) fail();
    }
  };

  const fail = () => {
    content().removeAttribute("aria-busy");
    let said = document.getElementById("panel-failed");
    if (!said) {
      said = Object.assign(document.createElement("p"), { id: "panel-failed", className: "errornote" });
      content().prepend(said);
    }
    said.textContent = "这次没有检查成，表单里的内容还在。请点“检查”再试。";
  };

  if (button) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      look();
    });
    button.form.addEventListener("change", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    });
  }
}
