import { TimePicker } from "antd";
import dayjs from "dayjs";
import type { TimeOfDay } from "@app/contract/kernel/time";

interface Props {
  readonly value: TimeOfDay | null;
  readonly onChange: (time: TimeOfDay) => void;
  readonly id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly status?: "error";
  readonly testId?: string;
}

/** A time of day, 24 hours, in the language of the product whatever the computer's is. */
export function TimeField({ value, onChange, id, label, disabled = false, status, testId }: Props) {
  return (
    <TimePicker
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(status === undefined ? {} : { status })}
      {...(testId === undefined ? {} : { "data-testid": testId })}
      format="HH:mm"
      minuteStep={5}
      allowClear={false}
      needConfirm={false}
      showNow={false}
      disabled={disabled}
      // The day is of no account: the picker only wants some moment with this time.
      value={value === null ? null : dayjs(`2000-01-01T${value}:00`)}
      onChange={(time) => time !== null && onChange(time.format("HH:mm") as TimeOfDay)}
    />
  );
}
