import { Select } from "antd";
import type { FacilityChoice } from "./useFacilityChoices";

/** Exactly one facility, for pages about one; its name alone when there is no choice. */
export function FacilityPicker({
  choices,
  value,
  onChange,
}: {
  readonly choices: readonly FacilityChoice[];
  readonly value: string | undefined;
  readonly onChange: (facilityId: string) => void;
}) {
  if (choices.length <= 1) return null;
  return (
    <label className="facility-picker">
      <span className="filter-caption">开放单位</span>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="facility-select"
        popupMatchSelectWidth={false}
        options={choices.map((choice) => ({ value: choice.facilityId, label: choice.name }))}
        value={value}
        onChange={onChange}
        data-testid="facility-picker"
      />
    </label>
  );
}
