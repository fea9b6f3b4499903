export interface Aria {
  readonly role?:
    "button" | "link" | "checkbox" | "radio" | "radiogroup" | "dialog" | "status" | "alert" | "img" | "list" | "listitem" | "heading" | "timer" | "group";
  readonly label?: string | undefined;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly hidden?: boolean;
  readonly live?: "polite" | "assertive";
  readonly modal?: boolean;
}

/** WeChat calls it `aria-role`; the rest has the same names. */
const ROLE = process.env.TARO_ENV === "h5" ? "role" : "aria-role";

/** Attributes to spread on an element. What is not said is left out: a present but empty attribute is read aloud. */
export function aria(said: Aria): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (said.role !== undefined) attributes[ROLE] = said.role;
  if (said.label !== undefined) attributes["aria-label"] = said.label;
  if (said.checked !== undefined) attributes["aria-checked"] = String(said.checked);
  if (said.disabled === true) attributes["aria-disabled"] = "true";
  if (said.hidden === true) attributes["aria-hidden"] = "true";
  if (said.live !== undefined) attributes["aria-live"] = said.live;
  if (said.modal === true) attributes["aria-modal"] = "true";
  return attributes;
}
