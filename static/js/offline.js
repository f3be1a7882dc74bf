// A page that does not come, because the network or the server failed: say so, and offer to send it again.
// Nothing is lost meanwhile: what was typed stays on the page, and what was answered in its cookie.
"use strict";

let failed = null;

const notice = () => document.getElementById("not-sent");

const tell = (event) => {
  failed = event.detail.requestConfig.triggeringEvent?.submitter ?? event.detail.elt;
  notice().hidden = false;
  notice().querySelector("button").focus();
};

const tellNoMore = () => {
  notice().hidden = true;
};

document.addEventListener("DOMContentLoaded", () => {
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(name, tell);
  }
  document.body.addEventListener("htmx:afterSwap", tellNoMore);
  notice().querySelector("button").addEventListener("click", () => {
    tellNoMore();
    failed?.click();
  });
});
