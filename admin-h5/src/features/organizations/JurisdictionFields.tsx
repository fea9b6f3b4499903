import { TreeSelect } from "antd";
import { HAZARD_CATEGORY_TREE } from "@app/contract/organizations/hazardCategories";
import type { Jurisdiction } from "@app/contract/organizations/organization.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { FormField, problemAt } from "../../ui/FormField";
import { useRegions } from "./organizationCommands";

const CATEGORIES = HAZARD_CATEGORY_TREE.map(({ code, label, children }) => ({
  value: code,
  title: label,
  children: children.map((child) => ({ value: child.code, title: child.label })),
}));

/** 管控区域 and 管控类别: what an organisation answers for. A place stands for everything below it, a category for all of its children. */
export function JurisdictionFields({
  value,
  labels,
  problems,
  onChange,
}: {
  readonly value: Jurisdiction;
  /** Of the places chosen so far: some may lie outside the reader's own choice. */
  readonly labels: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: Jurisdiction) => void;
}) {
  const regions = useRegions();
  const named = new Map<OrgPath, string>([
    ...value.regions.map((path, position) => [path, labels[position] ?? path] as const),
    ...(regions.data?.items ?? []).map(({ orgPath, label }) => [orgPath, label] as const),
  ]);
  const regionProblem = problemAt(problems, "jurisdiction.regions");
  const categoryProblem = problemAt(problems, "jurisdiction.categories");
  return (
    <div className="organization-fields">
      <FormField id="organization-regions" label="管控区域 *" problem={regionProblem} hint="选一个市，表示它的全部区县。">
        <TreeSelect
          id="organization-regions"
          treeData={[...named].map(([path, label]) => ({ value: path, title: label }))}
          value={value.regions}
          onChange={(chosen: OrgPath[]) => onChange({ ...value, regions: chosen })}
          multiple
          treeNodeFilterProp="title"
          status={regionProblem === undefined ? "" : "error"}
          placeholder="请选择区域"
          data-testid="organization-regions"
        />
      </FormField>
      <FormField id="organization-categories" label="管控类别 *" problem={categoryProblem} hint="不选表示全部类别；选大类，表示它的全部小类。">
        <TreeSelect
          id="organization-categories"
          treeData={CATEGORIES}
          value={value.categories}
          onChange={(chosen: string[]) => onChange({ ...value, categories: chosen })}
          treeCheckable
          showCheckedStrategy={TreeSelect.SHOW_PARENT}
          treeNodeFilterProp="title"
          status={categoryProblem === undefined ? "" : "error"}
          placeholder="全部类别"
          data-testid="organization-categories"
        />
      </FormField>
    </div>
  );
}
