import { Input, Textarea, type InputProps } from "@tarojs/components";
import type { TextInputProps } from "./textInputProps";

const types: Readonly<Record<NonNullable<TextInputProps["kind"]>, InputProps["type"]>> = {
  text: "text",
  phone: "number",
  digits: "number",
  idcard: "idcard",
  password: "text",
};

export function TextInput({
  value,
  onChange,
  label,
  kind = "text",
  placeholder = "",
  maxLength = 140,
  multiline = false,
  invalid = false,
  disabled = false,
  onBlur,
  id,
}: TextInputProps) {
  const shared = {
    ...(id === undefined ? {} : { id }),
    className: `text-input ${multiline ? "text-input--multiline" : ""} ${invalid ? "text-input--invalid" : ""}`,
    value,
    placeholder,
    maxlength: maxLength,
    disabled,
    "aria-label": label,
    "aria-invalid": String(invalid),
    onBlur: () => onBlur?.(),
  };
  if (multiline) return <Textarea {...shared} autoHeight onInput={(event) => onChange(event.detail.value)} />;
  return <Input {...shared} type={types[kind]} password={kind === "password"} onInput={(event) => onChange(event.detail.value)} />;
}
