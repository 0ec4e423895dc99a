/** A tired thumb taps twice: a form that has been sent is not sent again within a second. */

const PAUSE = 1000;

function guard(form) {
  let sentAt = -PAUSE;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < PAUSE) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}

export const preventDoubleSubmit = (root) => root.querySelectorAll("form[method='post']").forEach(guard);
