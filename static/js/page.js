// What every page does beyond its links and forms: one sending per click, a warning before typed words are lost,
// a quick way out. All of it may be missing and the page still works.

const SENDING_MS = 8000;
const SHIFT_WITHIN_MS = 1500;

function guardForms() {
  let dirty = null; // the form last typed in, while it is not sent
  let sending = null;
  document.addEventListener("input", (event) => {
    dirty = event.target.closest("form[data-form][method=post]") ?? dirty;
  });
  document.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault(); // a double click
      return;
    }
    if (event.target.matches("[data-form]")) dirty = null;
    if (event.target.method !== "post") return;
    sending = event.target;
    sending.setAttribute("aria-busy", "true");
    setTimeout(release, SENDING_MS);
  });
  function release() {
    sending?.removeAttribute("aria-busy");
    sending = null;
  }
  window.addEventListener("pageshow", release);
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sending?.matches("[data-form]")) {
      event.preventDefault();
      release();
    }
  });
  return () => {
    const form = dirty;
    dirty = null;
    return form;
  };
}

// What stands in a form, with the address it would be sent to: the server keeps it sealed until its writer is back.
function leftBehind(form) {
  const words = new FormData(form);
  const { pathname, search } = new URL(form.getAttribute("action") || location.href, location.href);
  words.delete("whole");
  words.set("left", pathname + search);
  words.append("whole", "1");
  return words;
}

function watchExit(letGo) {
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  const leave = () => {
    const form = letGo();
    const words = form && leftBehind(form);
    document.title = "Notes";
    document.body.replaceChildren();
    // a browser takes so much and no more on the way out: the session ends in any case
    if (signOut && !(words && navigator.sendBeacon(signOut.action, words))) navigator.sendBeacon(signOut.action, signOut.body);
    location.replace(link.href);
  };
  const form = document.querySelector("[data-sign-out]");
  const signOut = form && { action: form.action, body: new URLSearchParams(new FormData(form)) };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    pressed = event.key === "Shift" ? [...pressed, event.timeStamp].slice(-3) : [];
    if (pressed.length === 3 && pressed[2] - pressed[0] < SHIFT_WITHIN_MS) leave();
  });
}

watchExit(guardForms());

// Error summaries that take the focus, answers that open further questions: only where the page has them.
if (document.querySelector("[data-module^=govuk-]")) import("../vendor/vendor.js");

const idle = document.getElementById("idle");
if (idle) {
  // Needed only when half the time is over: the first visit does not pay for it.
  const half = Number(idle.dataset.minutes) * 30_000;
  setTimeout(() => import("./idle.js").then(({ watchIdle }) => watchIdle(idle, half)), Math.min(half, 60_000));
}
