import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import { aria } from "./aria";
import { TextInput } from "./TextInput";
import type { TextInputProps } from "./textInputProps";

export interface FieldFrameProps {
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  /** What is wrong and what would be right; said aloud when it appears. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Label, hint and error around any control. */
export function FieldFrame({ label, required = false, hint, error, children }: FieldFrameProps) {
  return (
    <View className="field">
      <View className="field__label">
        <Text>{label}</Text>
        {!required && <Text className="field__optional">（选填）</Text>}
      </View>
      {children}
      {error !== undefined && (
        <View className="field__error" {...aria({ role: "alert" })}>
          {error}
        </View>
      )}
      {error === undefined && hint !== undefined && <View className="field__hint">{hint}</View>}
    </View>
  );
}

export type FieldProps = Omit<FieldFrameProps, "children"> & Omit<TextInputProps, "label" | "invalid">;

/** A labelled text input. Optional ones are marked, not required ones: a form asks for little that is optional. */
export function Field({ label, required = false, hint, error, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} required={required} hint={hint} error={error}>
      <TextInput {...input} label={required ? label : `${label}，选填`} invalid={error !== undefined} />
    </FieldFrame>
  );
}
