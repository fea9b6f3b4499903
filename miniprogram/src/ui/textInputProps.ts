export interface TextInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly kind?: "text" | "phone" | "digits" | "idcard" | "password";
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly multiline?: boolean;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
  readonly onBlur?: (() => void) | undefined;
  readonly id?: string | undefined;
}
