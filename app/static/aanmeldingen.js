// The list of registrations works without this; it only finds while one types.
//
// The form with data-live names the parts of the page that an answer replaces. Form, focus and caret stay.

const WAIT = 250; // milliseconds of silence before what was typed is looked up
const form = document.querySelector("form[data-live]");
const say = (text) => { document.getElementById("gezegd").textContent = text; };
let waiting;
let newest;

async function find() {
  newest?.abort();
  newest = new AbortController();
  const fields = [...new FormData(form)].filter(([, value]) => value);
  const url = new URL(form.action);
  url.hash = "";
  url.search = new URLSearchParams(fields);
  try {
    const answer = await fetch(url, { signal: newest.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.querySelector("form[data-live]")) throw new Error(`answer ${answer.status}`);
    for (const part of form.dataset.live.split(" ")) {
      document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
    }
    history.replaceState(null, "", url);
    say(document.querySelector("[data-said]").innerText);
  } catch (error) {
    if (error.name === "AbortError") return;
    say("De lijst kon niet worden bijgewerkt. Kies ‘Toon’ om het nog een keer te proberen.");
    console.warn(error);
  }
}

form?.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(find, event.target.matches("select") ? 0 : WAIT);
});
