// The planner's screens work without this; it only makes them quicker.
//
// Forms inside the region (the element with data-page) are sent as they would be anyway; of the page that comes back
// only the region is put in place. What was typed meanwhile, the focus and the caret stay where they are.

const WAIT = 250; // milliseconds of silence before typed times are tried
const region = () => document.querySelector("[data-page]");
const say = (text) => { document.getElementById("gezegd").textContent = text; };
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const warn = (text) => { document.getElementById("bewaard").textContent = text; say(text); };

// --- Minutes and fixed starts in the rows: what is typed against what was saved --------------------------------

const basis = (root = document) => root.querySelector("#basis");
const saved = (root = document) => JSON.parse(basis(root)?.value || "{}"); // by name; a start that follows is not there
const timeFields = (root = document) => [...root.querySelectorAll("[data-try]")];
const unsaved = () => {
  const before = saved();
  return timeFields().filter((input) => input.value.trim() !== (before[input.name] ?? ""));
};

// --- The opened form -------------------------------------------------------------------------------------------

const openForm = (root = document) => root.querySelector("#open-formulier");
const isDirty = (form) =>
  Boolean(form) && (form.dataset.dirty === "ja" || [...form.querySelectorAll("input, textarea, select")].some(isTouched));

function isTouched(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  return field.selectedIndex !== Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
}

// --- One request after the other -------------------------------------------------------------------------------

const address = () => location.pathname + location.search;
let shown = address(); // what the page in sight is the answer to
let last = Promise.resolve(true);
let turn = 0;

/** Queue a request; a try that is overtaken is not sent. Resolves to whether all went well. */
function send(job) {
  const mine = ++turn;
  last = last.then(() => (job.isTry && mine !== turn ? false : run(job))).catch((error) => {
    warn("Er is geen verbinding. Wat u typte, staat hier nog. Bewaar straks nog een keer.");
    console.warn(error);
    return false;
  });
  return last;
}

async function run(job) {
  const request = job.prepare();
  if (!request) return true;
  document.body.classList.add("busy");
  try {
    let response = await fetch(request.url, request.options);
    if (response.status === 400 && request.options.body) response = await sendAgain(request);
    const page = parsed(await response.text());
    const fresh = page.querySelector("[data-page]");
    if (!fresh) return refused(response);
    swap(fresh, job, request);
    document.title = page.title;
    if (response.ok && !job.isTry && (response.redirected || !request.options.method)) {
      history[job.isStep ? "pushState" : "replaceState"](null, "", response.url);
      shown = address();
    }
    return response.ok;
  } finally {
    document.body.classList.remove("busy");
    if (job.form) job.form.inert = false;
  }
}

function refused(response) {
  warn(response.url.includes("/inloggen")
    ? "U bent uitgelogd. Log in een ander tabblad in en bewaar daarna nog een keer. Wat u typte, staat hier nog."
    : "Dit is niet bewaard. Wat u typte, staat hier nog. Probeer het nog een keer.");
  return false;
}

const token = () => document.querySelector("#tijden [name=csrf_token]").value;

/** After signing in again the forms on the page hold an old token: put in new ones and send once more. */
async function sendAgain(request) {
  const answer = await fetch(region().dataset.page);
  const fresh = parsed(await answer.clone().text()).querySelector("#tijden [name=csrf_token]");
  if (!fresh) return answer;
  document.querySelectorAll("[name=csrf_token]").forEach((field) => { field.value = fresh.value; });
  request.options.body.set("csrf_token", fresh.value);
  return fetch(request.url, request.options);
}

// --- Putting the answer in place -------------------------------------------------------------------------------

let swapping = false;

function swap(fresh, job, request) {
  const old = region();
  const active = document.activeElement;
  const place = { id: active?.id, top: active?.getBoundingClientRect().top };
  if (active?.matches("input:not([type=checkbox]), textarea")) place.range = [active.selectionStart, active.selectionEnd];
  keepTimes(old, fresh, request.sent ?? {}, job.isTry);
  keepForm(old, fresh, job.form);
  for (const part of old.querySelectorAll("details[id][open]")) {
    fresh.querySelector(`details[id="${part.id}"]`)?.setAttribute("open", "");
  }
  swapping = true; // a field that is taken out of the page loses the focus; that is not the planner leaving it
  old.replaceWith(document.adoptNode(fresh));
  swapping = false;
  sayWhetherSaved();
  refocus(place, job);
  if (!job.isTry) say(document.getElementById("melding").innerText);
}

/** Times typed since the request was made stay, with what they are compared with. */
function keepTimes(old, fresh, sent, isTry) {
  if (!basis(fresh) || !basis(old)) return;
  const [before, after] = [saved(old), saved(fresh)];
  const there = new Map(timeFields(fresh).map((input) => [input.name, input]));
  for (const input of timeFields(old)) {
    const here = there.get(input.name);
    if (!here) continue;
    if (input.value.trim() !== (sent[input.name] ?? before[input.name] ?? "")) {
      here.value = input.value;
      after[input.name] = before[input.name];
    }
  }
  basis(fresh).value = JSON.stringify(isTry ? { ...after, ...before } : after);
}

/** A form that is being typed in stays the very same, unless it is the one that was sent or closed. */
function keepForm(old, fresh, leaving) {
  const [mine, theirs] = [openForm(old), openForm(fresh)];
  if (!mine || mine === leaving || !isDirty(mine)) return;
  if (theirs) {
    if (theirs.action === mine.action) theirs.replaceWith(mine);
    return;
  }
  const row = mine.closest("li[id]");
  const place = fresh.querySelector(`#${row.id}`);
  if (place) place.replaceWith(row);
  else fresh.querySelector("[data-items]").append(row);
  fresh.querySelector("#knoppen").replaceWith(old.querySelector("#knoppen"));
}

function refocus(place, job) {
  const fault = region().querySelector(".error-summary");
  const target = (!job.isTry && fault)
    || (job.focus && document.querySelector(job.focus))
    || (place.id && document.getElementById(place.id))
    || (job.row && document.querySelector(`#${job.row} a, #${job.row} input`))
    || document.querySelector("#melding button")
    || document.getElementById("melding");
  target.focus({ preventScroll: true });
  if (place.range && target.id === place.id) target.setSelectionRange(...place.range);
  if (place.id && target.id === place.id) scrollBy(0, target.getBoundingClientRect().top - place.top);
  else target.scrollIntoView({ block: "nearest" });
}

// --- What a planner does ---------------------------------------------------------------------------------------

function sendForm(form, submitter) {
  const ask = new FormData(form, submitter);
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const opened = form === openForm();
  if (opened) form.inert = true;
  return send({
    form: opened ? form : undefined,
    row: form.closest("li[id]")?.id,
    focus: submitter?.dataset.focus,
    prepare: () => ({ url, options: { method: "POST", body: new URLSearchParams(ask) } }),
  });
}

/** Say at the sums whether the times in the rows and the opened form are saved. */
function sayWhetherSaved() {
  const place = document.getElementById("bewaard");
  place.textContent = unsaved().length || isDirty(openForm()) ? place.dataset.unsaved : place.dataset.saved;
}

const faulty = () => document.querySelector("[data-try][aria-invalid]");

/** Save the times in the rows, when any differ from what was saved. */
function saveTimes() {
  return send({
    prepare: () => {
      const typed = unsaved();
      sayWhetherSaved();
      if (!typed.length) return faulty() ? { url: location.href, options: {} } : null;
      const form = document.getElementById("tijden");
      const sent = Object.fromEntries(typed.map((input) => [input.name, input.value.trim()]));
      const body = new URLSearchParams({ csrf_token: token(), basis: basis().value });
      for (const input of typed) body.set(input.name, input.value);
      return { url: form.action, options: { method: "POST", body }, sent };
    },
  });
}

/** Show what typed times would do, without saving them. */
async function tryTimes(row) {
  await send({
    isTry: true,
    prepare: () => {
      const url = new URL(location.href);
      url.hash = "";
      [...url.searchParams.keys()].filter((name) => /^(minuten|begin)-/.test(name)).forEach((name) => url.searchParams.delete(name));
      const sent = {};
      for (const input of unsaved()) {
        sent[input.name] = input.value.trim();
        url.searchParams.set(input.name, input.value);
      }
      return { url, options: {}, sent };
    },
  });
  const item = document.getElementById(row);
  const problems = document.querySelector("#problemen h2")?.innerText ?? "";
  if (item) say(`${item.querySelector(".t")?.innerText}: ${item.querySelector(".when").innerText}. ${problems}`);
}

/** Open or close a part; a form that was typed in is saved first, so that nothing is lost. */
async function follow(link) {
  const form = openForm();
  if (link.dataset.close === undefined && isDirty(form) && !(await sendForm(form))) return;
  if (unsaved().length && !(await saveTimes())) return;
  const focus = link.dataset.close === undefined ? link.dataset.focus ?? "#open-formulier input:not([type=hidden])" : undefined;
  const row = link.closest("li[id]")?.id;
  await send({ isStep: true, form, focus, row, prepare: () => ({ url: link.href, options: {} }) });
}

function move(item, fields) {
  const form = openForm();
  const button = item.contains(form) && document.getElementById(fields.actie);
  if (button) return sendForm(form, button);
  const body = new URLSearchParams({ csrf_token: token(), ...fields });
  const url = `${region().dataset.page}/${item.dataset.item}/verplaatsing`;
  return send({ row: item.id, prepare: () => ({ url, options: { method: "POST", body } }) });
}

let waiting;
document.addEventListener("input", (event) => {
  const isTry = event.target.matches("[data-try]");
  if (isTry || event.target.form?.id === "open-formulier") sayWhetherSaved();
  if (!isTry) return;
  clearTimeout(waiting);
  waiting = setTimeout(tryTimes, WAIT, event.target.closest("li").id);
});
document.addEventListener("focusout", (event) => {
  if (swapping || !event.target.matches("[data-try]")) return;
  clearTimeout(waiting);
  saveTimes();
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-page]")) return;
  event.preventDefault();
  clearTimeout(waiting);
  if (event.target.id === "tijden") saveTimes();
  else sendForm(event.target, event.submitter);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open], a[data-close], a[data-grip]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!dropped) follow(link);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("[data-try]")) {
    event.target.value = saved()[event.target.name] ?? "";
    tryTimes(event.target.closest("li").id);
  }
  const step = { ArrowUp: "omhoog", ArrowDown: "omlaag" }[event.key];
  const item = event.target.closest("[data-item]");
  if (!step || !event.altKey || !item || event.target.matches("select, textarea") || !region().querySelector("#tijden")) return;
  event.preventDefault();
  move(item, { actie: step });
});
region()?.querySelector(".error-summary")?.focus();
addEventListener("pageshow", () => { if (region()) sayWhetherSaved(); }); // a browser may put back what was typed
addEventListener("popstate", () => {
  if (!region() || address() === shown) return; // a link to a place on this page
  shown = address();
  send({ prepare: () => ({ url: location.href, options: {} }) });
});
addEventListener("beforeunload", (event) => { if (region() && (isDirty(openForm()) || unsaved().length)) event.preventDefault(); });

// --- Dragging by the handle. No pointer capture: a row that moves would lose the drop. ---------------------------

let drag;
let dropped = false;
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip && event.button === 0) drag = { item: grip.closest("[data-item]"), from: event.clientY, target: null };
});
document.addEventListener("dragstart", (event) => { if (drag) event.preventDefault(); });
document.addEventListener("pointermove", (event) => {
  if (!drag || (!drag.moved && Math.abs(event.clientY - drag.from) < 6)) return;
  drag.moved = true;
  drag.item.classList.add("dragged");
  if (event.clientY < 60) scrollBy(0, -16);
  if (event.clientY > innerHeight - 160) scrollBy(0, 16);
  document.querySelector(".drop-above")?.classList.remove("drop-above");
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-item]");
  if (!over) return;
  const box = over.getBoundingClientRect();
  drag.target = event.clientY < box.top + box.height / 2 ? over : nextItem(over) ?? document.querySelector("#erbij")?.closest(".hang");
  drag.target?.classList.add("drop-above");
});
document.addEventListener("pointerup", () => {
  const done = drag;
  drag = undefined;
  if (!done?.moved) return;
  document.querySelector(".drop-above")?.classList.remove("drop-above");
  done.item.classList.remove("dragged");
  dropped = true; // the click that follows is no click on the link
  setTimeout(() => { dropped = false; });
  if (done.target && done.target !== done.item) move(done.item, { voor: done.target.dataset.item ?? "" });
});
document.addEventListener("pointercancel", () => { drag?.item.classList.remove("dragged"); drag = undefined; });

function nextItem(item) {
  let next = item.nextElementSibling;
  while (next && !next.dataset.item) next = next.nextElementSibling;
  return next;
}
