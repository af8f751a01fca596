// Pages by a link, and the page of links. All of it works without this; it only guards what is typed and counts words.

const fault = document.querySelector(".error-summary");
fault?.focus();
addEventListener("load", () => fault?.focus()); // an address with an anchor takes the focus away once

const WORDS_A_MINUTE = 130; // as in app/versions/chair.py
const words = (text) => text.split(/\s+/).filter(Boolean).length;
const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

// --- Typed but not sent: warn on leaving ------------------------------------------------------------------------

let leaving = false;
const touched = (field) => field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue;
const dirty = () => [...document.querySelectorAll("form[data-keep]")].filter((form) =>
  form.dataset.keep === "nog niet bewaard" || [...form.elements].some(touched));

document.addEventListener("submit", (event) => {
  const others = dirty().filter((form) => form !== event.target);
  leaving = others.length === 0;
});
addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => { if (!leaving && dirty().length) event.preventDefault(); });

// Opening the texts of another item saves those that stand open.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  const form = document.querySelector("form[data-minutes]");
  if (!link || !form || !dirty().includes(form) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const after = document.createElement("input");
  Object.assign(after, { type: "hidden", name: "daarna", value: link.dataset.open });
  form.append(after);
  form.requestSubmit();
});

// --- Counting while typing --------------------------------------------------------------------------------------

const hints = {
  zeg(text, form) {
    const number = words(text);
    const minutes = Math.ceil(number / WORDS_A_MINUTE);
    const planned = Number(form.dataset.minutes);
    const tooLong = minutes > planned ? `; dit onderdeel duurt ${planned}` : "";
    return `${counted(number, "woord", "woorden")}, ongeveer ${counted(minutes, "minuut", "minuten")} spreken${tooLong}`;
  },
  kaart(text, _form, hint) {
    const most = Number(hint.dataset.most);
    return `kaart: ${words(text)} van ${most} woorden${words(text) > most ? ", dat past niet goed" : ""}`;
  },
};

document.addEventListener("input", (event) => {
  const form = event.target.form;
  const hint = form?.querySelector(`[data-count="${event.target.name}"]`);
  if (hint) hint.textContent = event.target.value.trim() ? hints[event.target.name](event.target.value, form, hint) : "";
});

// --- Copying a link ---------------------------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value); // absent over plain http: the text is selected then
    button.firstChild.textContent = "Gekopieerd";
  } catch {
    button.firstChild.textContent = "Kopieer met Ctrl+C";
  }
});
