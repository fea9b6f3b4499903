import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import { ACTIVITY_LEVEL_LABELS, ACTIVITY_LEVELS } from "@app/contract/activities/activity.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { read } from "../../platform/api";

/** 提交人: one unit of the scope. Not shown to those who have one: there is nothing to choose. */
export function UnitFilter({ value, onChange }: { readonly value: OrgPath | undefined; readonly onChange: (unit: OrgPath | undefined) => void }) {
  const units = useQuery({ queryKey: ["activity-units"], queryFn: () => read(activityRoutes.listActivityUnits, {}), staleTime: 300_000 });
  const items = units.data?.items ?? [];
  if (units.data !== undefined && items.length <= 1) return null;
  return (
    <label>
      <span className="filter-caption">提交人</span>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="unit-select"
        popupMatchSelectWidth={false}
        loading={units.isPending}
        options={[
          { value: "", label: "全部" },
          ...[...ACTIVITY_LEVELS].reverse().flatMap((level) => {
            const ofLevel = items.filter((each) => each.level === level);
            return ofLevel.length === 0
              ? []
              : [{ label: ACTIVITY_LEVEL_LABELS[level], options: ofLevel.map(({ unit, name }) => ({ value: unit as string, label: name })) }];
          }),
        ]}
        value={(value as string | undefined) ?? ""}
        onChange={(chosen) => onChange(chosen === "" ? undefined : (chosen as OrgPath))}
        data-testid="unit-filter"
      />
    </label>
  );
}
