import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, InputHTMLAttributes } from "react";
import type { TextInputProps } from "./textInputProps";

interface Keyboard {
  readonly type: HTMLInputTypeAttribute;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
}

/** `text` with a numeric keyboard, not `number`: that one drops leading zeros and scrolls its value. */
const keyboards: Readonly<Record<NonNullable<TextInputProps["kind"]>, Keyboard>> = {
  text: { type: "text" },
  phone: { type: "tel", inputMode: "tel", autoComplete: "tel" },
  digits: { type: "text", inputMode: "numeric" },
  idcard: { type: "text" },
  password: { type: "password", autoComplete: "current-password" },
};

export function TextInput({
  value,
  onChange,
  label,
  kind = "text",
  placeholder,
  maxLength = 140,
  multiline = false,
  invalid = false,
  disabled = false,
  onBlur,
  id,
}: TextInputProps) {
  const shared = {
    id,
    className: `text-input ${multiline ? "text-input--multiline" : ""} ${invalid ? "text-input--invalid" : ""}`,
    value,
    placeholder,
    maxLength,
    disabled,
    "aria-label": label,
    "aria-invalid": invalid,
    onBlur,
  };
  if (multiline) return <textarea {...shared} rows={4} onChange={(event) => onChange(event.target.value)} />;
  return <input {...shared} {...keyboards[kind]} onChange={(event) => onChange(event.target.value)} />;
}
