import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Radio } from "antd";
import { useState, type FormEvent } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { CREATED_KINDS, CreateOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { ORGANIZATION_KIND_LABELS } from "@app/contract/organizations/organization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { orgLevelOf } from "@app/contract/organizations/orgPath";
import { useDraft } from "../../platform/draft";
import { FormField, problemAt, problemsOf } from "../../ui/FormField";
import { RegionSelect } from "../../ui/RegionSelect";
import { Refusal } from "../../ui/Refusal";
import { askRegions, keepOrganization, sendOrganizationCommand } from "./organizationCommands";
import { OrganizationFields, type OrganizationText } from "./organizationFields";

type Kind = (typeof CREATED_KINDS)[number];
interface Typed extends OrganizationText {
  readonly kind: Kind;
  readonly regionPath?: string;
}
const EMPTY: Typed = { kind: "AGENCY", name: "", address: "", phone: "", principalName: "", principalPhone: "", email: "" };
/** The form checks in the contract's own words before it sends; a request id is made when it is sent. */
const ANY_REQUEST = "checked-before-sent" as RequestId;

export function CreateOrganizationForm({ onCreated }: { readonly onCreated: (organizationId: string) => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const draft = useDraft<Typed>("createOrganization", {
    initial: EMPTY,
    parse: (stored) => (typeof stored === "object" && stored !== null && "kind" in stored ? (stored as Typed) : undefined),
  });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const typed = draft.value;
  const regionProblem = problemAt(problems, "regionPath");

  return (
    <form className="organization-form" onSubmit={(event) => void submit(event)} noValidate data-testid="create-organization-form">
      <Refusal sentence={refusal} testId="organization-refusal" />
      <FormField id="organization-kind" label="机构类型" hint="开放单位请在「单位资料」新增，这里会自动出现。" problem={problemAt(problems, "kind")}>
        <Radio.Group
          id="organization-kind"
          value={typed.kind}
          options={CREATED_KINDS.map((kind) => ({ value: kind, label: ORGANIZATION_KIND_LABELS[kind] }))}
          onChange={(event) => {
            const { regionPath: _region, ...rest } = typed;
            draft.keep({ ...rest, kind: event.target.value as Kind });
          }}
          data-testid="organization-kind"
        />
      </FormField>
      <FormField
        id="organization-region"
        label="所在地区"
        hint={typed.kind === "BUREAU" ? "选到它管理的那一级：省、市或区县。" : "选到区县。上级单位自动设为当地的主管部门，之后可以调整。"}
        problem={regionProblem}
      >
        <RegionSelect
          // What may be chosen differs by kind, and so does what a tap does.
          key={typed.kind}
          id="organization-region"
          what="organizations"
          ask={askRegions}
          mayChoose={(path) => typed.kind === "BUREAU" || orgLevelOf(path) === "DISTRICT"}
          value={typed.regionPath === undefined ? [] : [typed.regionPath]}
          onChange={([regionPath]) => draft.keep({ ...typed, ...(regionPath === undefined ? {} : { regionPath }) })}
          isWrong={regionProblem !== undefined}
        />
      </FormField>
      <OrganizationFields isNew value={typed} problems={problems} onChange={(text) => draft.keep({ ...typed, ...text })} />
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="organization-create">
        新增
      </Button>
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setRefusal(undefined);
    const checked = CreateOrganization.safeParse({ requestId: ANY_REQUEST, ...typed });
    setProblems(
      checked.success
        ? []
        : problemsOf(checked.error).map((problem) =>
            problem.path === "regionPath" && typed.regionPath === undefined ? { ...problem, message: "请选择所在地区" } : problem,
          ),
    );
    if (!checked.success) return;
    const { requestId: _requestId, ...content } = checked.data;
    setSending(true);
    const result = await sendOrganizationCommand(organizationRoutes.createOrganization, "createOrganization", {}, content);
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.fields.length === 0 ? result.refusal.message : undefined);
    }
    draft.discard();
    keepOrganization(queryClient, result.value);
    void queryClient.invalidateQueries({ queryKey: ["organization", result.value.organizationId] });
    void message.success(`已新增「${result.value.name}」。`);
    onCreated(result.value.organizationId);
  }
}
