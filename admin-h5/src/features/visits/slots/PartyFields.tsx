import { InputNumber } from "antd";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN } from "@app/contract/visits/hold.schema";
import { problemAt, type OpenSlotsForm } from "./openSlotsForm";

export function PartyFields({
  form,
  onChange,
  problems,
}: {
  readonly form: OpenSlotsForm;
  readonly onChange: (form: OpenSlotsForm) => void;
  readonly problems: readonly FieldProblem[];
}) {
  const problem = problemAt(problems, "body.partyMin") ?? problemAt(problems, "body.partyMax");
  return (
    <fieldset className="form-part">
      <legend>3. 每次预约的人数</legend>
      <div className="party-line">
        <InputNumber
          aria-label="最少人数"
          inputMode="numeric"
          min={FAMILY_PARTY_MIN}
          max={FAMILY_PARTY_MAX}
          precision={0}
          value={form.partyMin}
          onChange={(partyMin) => onChange({ ...form, partyMin })}
          data-testid="party-min"
        />
        <span aria-hidden>至</span>
        <InputNumber
          aria-label="最多人数"
          inputMode="numeric"
          min={FAMILY_PARTY_MIN}
          max={FAMILY_PARTY_MAX}
          precision={0}
          value={form.partyMax}
          onChange={(partyMax) => onChange({ ...form, partyMax })}
          data-testid="party-max"
        />
        <span>人</span>
      </div>
      {problem === undefined ? null : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
