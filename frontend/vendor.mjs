// What a page with a form needs from GOV.UK Frontend; without script everything still works.
import { Checkboxes, ErrorSummary, Radios, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ErrorSummary);
createAll(Radios);
createAll(Checkboxes);
