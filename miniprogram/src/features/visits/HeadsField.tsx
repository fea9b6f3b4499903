import { useState } from "react";
import { TEAM_HEADS_MAX } from "@app/contract/visits/booking.schema";
import { Field } from "../../ui/Field";

/** How many of a team come: typed, since a stepper to two hundred helps nobody. 0 stands for nothing typed. */
export function HeadsField({
  value,
  onChange,
  hint,
  error,
}: {
  readonly value: number;
  readonly onChange: (heads: number) => void;
  readonly hint: string;
  readonly error?: string | undefined;
}) {
  const [typed, setTyped] = useState(value === 0 ? "" : String(value));
  // What is held may take the number back.
  const shown = headsOf(typed) === value ? typed : value === 0 ? "" : String(value);
  return (
    <Field
      id="team-heads"
      label="参观人数"
      required
      kind="digits"
      maxLength={String(TEAM_HEADS_MAX).length}
      value={shown}
      onChange={(text) => {
        const digits = text.replace(/\D/g, "");
        setTyped(digits);
        onChange(headsOf(digits));
      }}
      placeholder="含带队老师或负责人"
      hint={hint}
      error={error}
    />
  );
}

const headsOf = (digits: string): number => Math.min(Number(digits), TEAM_HEADS_MAX);
