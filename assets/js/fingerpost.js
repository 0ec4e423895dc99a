/**
 * The little that a page cannot do without a script. Every page works without it.
 * Nothing here calls anyone, stores anything, or runs before it is asked for.
 */
import { focusErrorSummary } from "./error-summary.js";
import { offerPrint, offerShare } from "./offers.js";
import { preventDoubleSubmit } from "./double-submit.js";

document.documentElement.classList.add("js-enabled");

focusErrorSummary(document);
preventDoubleSubmit(document);
offerPrint(document);
offerShare(document);
