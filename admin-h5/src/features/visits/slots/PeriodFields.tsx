import { Checkbox, InputNumber } from "antd";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { SLOT_PERIOD_LABELS, SLOT_PERIODS, type SlotPeriod } from "@app/contract/visits/slot.schema";
import { TimeField } from "../../../ui/TimeField";
import { chosenPeriods, problemAt, type OpenSlotsForm, type PeriodForm } from "./openSlotsForm";

interface Props {
  readonly form: OpenSlotsForm;
  readonly onChange: (form: OpenSlotsForm) => void;
  readonly problems: readonly FieldProblem[];
}

export function PeriodFields({ form, onChange, problems }: Props) {
  const chosen = chosenPeriods(form);
  const onWhole = problems.find((problem) => problem.path === "body.periods")?.message;
  return (
    <fieldset className="form-part">
      <legend>2. 选时段和名额</legend>
      {SLOT_PERIODS.map((name) => (
        <PeriodLine
          key={name}
          name={name}
          value={form.periods[name]}
          // The server counts the periods that were sent; the screen knows them by name.
          problem={form.periods[name].isOn ? problemAt(problems, `body.periods.${chosen.indexOf(name)}`) : undefined}
          onChange={(value) => onChange({ ...form, periods: { ...form.periods, [name]: value } })}
        />
      ))}
      {onWhole === undefined ? null : (
        <p className="form-problem" role="alert">
          {onWhole}
        </p>
      )}
    </fieldset>
  );
}

function PeriodLine({
  name,
  value,
  problem,
  onChange,
}: {
  readonly name: SlotPeriod;
  readonly value: PeriodForm;
  readonly problem: string | undefined;
  readonly onChange: (value: PeriodForm) => void;
}) {
  const label = SLOT_PERIOD_LABELS[name];
  return (
    <div className="period-line">
      <Checkbox checked={value.isOn} onChange={(event) => onChange({ ...value, isOn: event.target.checked })} data-testid={`period-${name}`}>
        {label}
      </Checkbox>
      <div className="period-times">
        <TimeField label={`${label}开始`} value={value.startsAt} disabled={!value.isOn} onChange={(startsAt) => onChange({ ...value, startsAt })} />
        <span aria-hidden>至</span>
        <TimeField label={`${label}结束`} value={value.endsAt} disabled={!value.isOn} onChange={(endsAt) => onChange({ ...value, endsAt })} />
      </div>
      <label className="period-places">
        名额
        <InputNumber
          inputMode="numeric"
          min={1}
          precision={0}
          disabled={!value.isOn}
          status={problem === undefined ? "" : "error"}
          value={value.capacityHeads}
          onChange={(capacityHeads) => onChange({ ...value, capacityHeads })}
          data-testid={`capacity-${name}`}
        />
        人
      </label>
      {problem === undefined ? null : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
