// What pages do better with a script, and do without one too: a file dropped on a field, a passage in focus,
// a form sent once.
"use strict";

for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector('input[type="file"]');
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    place.addEventListener(name, () => place.classList.remove("over"));
  }
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    else place.querySelector("textarea").value = event.dataTransfer.getData("text/plain");
  });
}

if (location.hash === "#passage") {
  // Once more when all is loaded: a browser that then scrolls to the place may take the focus from it.
  const show = () => document.getElementById("passage")?.focus();
  show();
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(show)));
}
document.querySelector("[data-focus]")?.focus();

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    const said = form.querySelector("[data-wait]");
    if (said) said.textContent = said.dataset.wait;
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
