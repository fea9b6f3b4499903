/** An empty text means: no default, taken from the element. */
const aria = {
  "aria-label": "",
  "aria-role": "",
  "aria-hidden": "",
  "aria-checked": "",
  "aria-selected": "",
  "aria-disabled": "",
  "aria-live": "",
  "aria-modal": "",
  "aria-valuenow": "",
  "aria-invalid": "",
};

export const ariaComponents = {
  View: aria,
  Text: { "aria-role": "", "aria-label": "" },
  Image: { "aria-role": "", "aria-label": "", "aria-hidden": "" },
  Button: { "aria-role": "", "aria-label": "" },
  Input: { "aria-label": "", "aria-invalid": "" },
  Textarea: { "aria-label": "", "aria-invalid": "" },
};
