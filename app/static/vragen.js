// A question that depends on an answer is there only when that answer is given. The form works without this: then it
// says in words when the question applies, and the server leaves out an answer that does not.

const dependent = [...document.querySelectorAll("[data-if]")];

function given(name) {
  const fields = [...document.getElementsByName(name)];
  if (fields.some((field) => field.closest("[data-if][hidden]"))) return [];
  return fields.filter((field) => field.checked).map((field) => field.value);
}

function show() {
  for (const question of dependent) {
    question.hidden = !given(question.dataset.if).includes(question.dataset.said);
  }
}

for (const words of document.querySelectorAll("[data-when]")) words.hidden = true;
document.addEventListener("change", show);
show();
