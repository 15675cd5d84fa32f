// Warns before a session ends for want of life, and covers the page when it has ended; what was typed stays in it.

const WARN_MS = 120_000;
const CHECK_MS = 5_000;
const RENEW_MS = 240_000;

export function watchIdle(warning, sinceLoad) {
  const over = document.getElementById("idle-over");
  const form = warning.querySelector("form");
  const limit = Number(warning.dataset.minutes) * 60_000;
  const warnAt = Math.max(limit - WARN_MS, limit / 2);
  let served = Date.now() - Math.min(sinceLoad, 60_000); // when the server last heard of us
  let active = served;

  async function stay() {
    warning.close();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok && !answer.redirected) served = active = Date.now();
      else end();
    } catch {
      active = Date.now(); // no line just now: asked again at the next look
    }
  }
  function end() {
    if (!over.open) over.showModal();
  }
  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) {
    document.addEventListener(kind, () => { if (!warning.open) active = Date.now(); }, { passive: true });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    stay();
  });
  warning.addEventListener("cancel", stay);
  over.addEventListener("cancel", (event) => event.preventDefault());
  over.querySelector("[data-back]").addEventListener("click", () => {
    over.close();
    served = active = Date.now();
  });
  setInterval(() => {
    const now = Date.now();
    if (over.open) return;
    if (now - served >= limit) {
      warning.close();
      end();
    } else if (active > served && now - served > Math.min(RENEW_MS, warnAt / 2)) {
      stay(); // somebody is at work here: the server should know
    } else if (now - served >= warnAt && !warning.open) {
      warning.showModal();
    }
  }, CHECK_MS);
}
