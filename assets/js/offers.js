/** Buttons that only make sense with a script are hidden in the page and shown from here. */

function show(root, selector, supported, act) {
  if (!supported) return;
  for (const button of root.querySelectorAll(selector)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
}

export const offerPrint = (root) => show(root, "[data-print]", "print" in window, () => window.print());

const share = (button) =>
  navigator
    .share({ title: button.dataset.shareTitle || document.title, text: button.dataset.shareText, url: button.dataset.shareUrl || location.href })
    .catch(() => {}); // the reader closed the sheet: nothing to say

export const offerShare = (root) => show(root, "[data-share]", "share" in navigator, share);
