import type { ReactNode } from "react";
import type { Aria } from "./aria";

export interface PressableProps {
  readonly onPress: () => void;
  readonly className?: string;
  readonly role?: Aria["role"];
  /** What a screen reader says where the content does not say it. */
  readonly label?: string | undefined;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly id?: string | undefined;
  readonly children?: ReactNode;
}
