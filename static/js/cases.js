// The intake page: a box that narrows the problems as one types, and whoever may be on record already, shown while the
// rest is typed. Without script the groups open by themselves, and the page asks once it is sent.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(fieldset, words) {
  for (const group of fieldset.querySelectorAll("details")) {
    let found = 0;
    for (const item of group.querySelectorAll(".govuk-checkboxes__item")) {
      const box = item.querySelector("input");
      const text = plain(`${item.textContent} ${group.querySelector("summary").textContent}`);
      const shown = box.checked || words.every((word) => text.includes(word));
      item.hidden = !shown;
      found += shown ? 1 : 0;
    }
    group.hidden = found === 0;
    group.open = words.length > 0 ? found > 0 : group.querySelector("input:checked") !== null;
  }
}

for (const place of document.querySelectorAll("[data-narrow]")) {
  const fieldset = place.closest("[data-choices]");
  const box = document.createElement("input");
  box.type = "text";
  box.className = "govuk-input govuk-input--width-20";
  box.setAttribute("aria-label", place.dataset.label);
  box.placeholder = place.dataset.label;
  box.addEventListener("input", () => narrow(fieldset, plain(box.value).split(/\s+/).filter(Boolean)));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  place.append(box);
}

const DESCRIBES = ["name", "phone", "village", "sex", "age_band"];

function watch(place) {
  const form = place.closest("form");
  let asked = "";
  const look = async () => {
    const typed = new FormData(form);
    const sent = new URLSearchParams();
    for (const name of [...DESCRIBES, "same", "ask", "csrf_token", "whole"]) sent.set(name, typed.get(name) ?? "");
    const now = DESCRIBES.map((name) => sent.get(name)).join("\n");
    if (now === asked || !(sent.get("name") || sent.get("phone"))) return;
    asked = now;
    const answer = await fetch(place.dataset.possible, { method: "POST", body: sent }).catch(() => null);
    if (answer?.ok && asked === now) place.innerHTML = await answer.text();
  };
  form.addEventListener("focusout", (event) => DESCRIBES.includes(event.target.name) && look());
}

for (const place of document.querySelectorAll("[data-possible]")) watch(place);
