import { TreeSelect } from "antd";
import { HAZARD_CATEGORY_TREE } from "@app/contract/organizations/hazardCategories";
import type { Jurisdiction } from "@app/contract/organizations/organization.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { FormField, problemAt } from "../../ui/FormField";
import { RegionSelect } from "../../ui/RegionSelect";
import { askRegions } from "./organizationCommands";

const CATEGORIES = HAZARD_CATEGORY_TREE.map(({ code, label, children }) => ({
  value: code,
  title: label,
  children: children.map((child) => ({ value: child.code, title: child.label })),
}));

/** 管控区域 and 管控类别: what an organisation answers for. A place stands for everything below it, a category for all of its children. */
export function JurisdictionFields({
  value,
  problems,
  onChange,
}: {
  readonly value: Jurisdiction;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: Jurisdiction) => void;
}) {
  const regionProblem = problemAt(problems, "jurisdiction.regions");
  const categoryProblem = problemAt(problems, "jurisdiction.categories");
  return (
    <div className="organization-fields">
      <FormField id="organization-regions" label="管控区域 *" problem={regionProblem} hint="选一个市，表示它的全部区县。">
        <RegionSelect
          id="organization-regions"
          what="organizations"
          ask={askRegions}
          isMultiple
          value={value.regions}
          onChange={(regions) => onChange({ ...value, regions })}
          isWrong={regionProblem !== undefined}
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
