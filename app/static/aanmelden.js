// The form of registering works without this. With it, what was typed outlives a network that fails.
//
// The draft stays in this tab (sessionStorage), without what people need or do not eat. It goes when the form has
// arrived, and with the tab. The server takes the same form twice as one.

const NAME = "aanmelden:";
const UNKEPT = new Set(["csrf_token", "uitnodiging", "sure", "diet", "access", "consent"]);
const form = document.getElementById("aanmelden");
const place = NAME + location.pathname;
let reached = false;

function keep() {
  const typed = [...new FormData(form)].filter(([name, value]) => value && !UNKEPT.has(name));
  sessionStorage.setItem(place, JSON.stringify(typed));
}

function bringBack() {
  for (const [name, value] of JSON.parse(sessionStorage.getItem(place) ?? "[]")) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked ||= field.value === value;
      else if (!field.value) field.value = value;
      if (field.value === value) field.closest("details")?.setAttribute("open", "");
    }
  }
}

function say(words) {
  const notice = document.getElementById("verbinding");
  notice.hidden = !words;
  notice.firstElementChild.textContent = words;
}

async function answers() {
  try {
    return (await fetch("/robots.txt", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

// A browser leaves the page for one of its own when sending fails, so whether the server answers is tried first.
async function send(event) {
  keep();
  if (reached) return;
  event.preventDefault();
  reached = await answers();
  say(reached ? "" : "Geen verbinding. Wat u typte staat er nog. Verstuur nog een keer zodra u weer verbinding hebt.");
  if (reached) form.requestSubmit(event.submitter);
}

if (form) {
  if (!document.querySelector(".error-summary")) bringBack();
  form.addEventListener("input", keep);
  form.addEventListener("submit", send);
  addEventListener("pageshow", () => { reached = false; });
} else {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(NAME)) sessionStorage.removeItem(name);
}
