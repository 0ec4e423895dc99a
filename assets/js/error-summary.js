/** Brings a form's error summary to the reader, and its links to the right question. */

const questionOf = (field) =>
  field.closest("fieldset")?.querySelector("legend") ??
  document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ??
  field;

function goToField(event) {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  questionOf(field).scrollIntoView();
  field.focus({ preventScroll: true });
}

export function focusErrorSummary(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.addEventListener("click", goToField);
  summary.focus();
}
