import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState, type FormEvent } from "react";
import { Link } from "react-router";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { ADMITTED_KINDS, EditOrganization, type ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { useDraft } from "../../platform/draft";
import { facilityPath } from "../../platform/paths";
import { problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { JurisdictionFields } from "./JurisdictionFields";
import { keepOrganization, organizationKey, sendOrganizationCommand } from "./organizationCommands";
import { OrganizationFields, type OrganizationText } from "./organizationFields";

const ANY_REQUEST = "checked-before-sent" as RequestId;

export function EditOrganizationForm({ organization }: { readonly organization: ManagedOrganization }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { organizationId, version, followsFacilityId, mayEdit } = organization;
  const { name, address, phone, principalName, email } = organization;
  const draft = useDraft<OrganizationText>(`editOrganization.${organizationId}`, {
    initial: { name, address, phone, principalName, principalPhone: "", email },
    parse: (stored) => (typeof stored === "object" && stored !== null && "principalName" in stored ? (stored as OrganizationText) : undefined),
  });
  const [jurisdiction, setJurisdiction] = useState(organization.jurisdiction);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const follows = followsFacilityId !== null;
  const isAdmitted = ADMITTED_KINDS.includes(organization.kind);
  // What the bureau admitted it under is the bureau's to change.
  const isNameLocked = isAdmitted && !organization.mayGovern;

  return (
    <form className="organization-form" onSubmit={(event) => void submit(event)} noValidate data-testid="edit-organization-form">
      <Refusal sentence={refusal} testId="organization-refusal" />
      {followsFacilityId === null ? null : (
        <p className="soft">
          名称和地址在<Link to={facilityPath(followsFacilityId)}>单位资料</Link>里修改，这里会自动跟着变。
        </p>
      )}
      <OrganizationFields
        value={draft.value}
        problems={problems}
        isDisabled={!mayEdit}
        locked={follows ? ["name", "address"] : isNameLocked ? ["name"] : []}
        starred={isAdmitted ? ["name"] : []}
        hints={organization.principalPhoneMasked === "" ? {} : { principalPhone: `现在登记的是 ${organization.principalPhoneMasked}；不改就留空。` }}
        onChange={draft.keep}
      />
      {!isAdmitted ? null : organization.mayGovern && mayEdit ? (
        <JurisdictionFields value={jurisdiction} problems={problems} onChange={setJurisdiction} />
      ) : (
        <dl className="facts" data-testid="organization-jurisdiction">
          <dt>管控区域 *</dt>
          <dd>{wordsOf(organization.jurisdictionLabels.regions, "没有登记")}</dd>
          <dt>管控类别 *</dt>
          <dd>{wordsOf(organization.jurisdictionLabels.categories, "全部类别")}</dd>
        </dl>
      )}
      {isNameLocked && mayEdit ? <p className="soft">带 * 的由主管部门修改，需要更改请联系本地区主管部门。</p> : null}
      {mayEdit ? (
        <Button type="primary" htmlType="submit" loading={isSending} data-testid="organization-save">
          保存
        </Button>
      ) : null}
      {organization.lastChange === null ? null : <p className="soft">最近修改：{organization.lastChange}</p>}
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setRefusal(undefined);
    const { principalPhone, ...text } = draft.value;
    const checked = EditOrganization.safeParse({
      requestId: ANY_REQUEST,
      version,
      ...text,
      ...(principalPhone.trim() === "" ? {} : { principalPhone }),
      ...(isAdmitted && organization.mayGovern ? { jurisdiction } : {}),
    });
    setProblems(checked.success ? [] : problemsOf(checked.error));
    if (!checked.success) return;
    const { requestId: _requestId, ...content } = checked.data;
    setSending(true);
    const result = await sendOrganizationCommand(organizationRoutes.editOrganization, `editOrganization.${organizationId}`, { organizationId }, content);
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      setRefusal(result.refusal.fields.length === 0 ? result.refusal.message : undefined);
      // Who was faster is shown around the form; what was typed stays in it.
      if (result.refusal.code === "ORGANIZATION_CHANGED") void queryClient.invalidateQueries({ queryKey: organizationKey(organizationId) });
      return;
    }
    draft.discard();
    keepOrganization(queryClient, result.value);
    void message.success(`已保存「${result.value.name}」。`);
  }
}

const wordsOf = (labels: readonly string[], none: string): string => (labels.length === 0 ? none : labels.join("、"));
