import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { z } from "@app/contract/kernel/zod";
import { districtCodeOf, orgLevelOf } from "@app/contract/organizations/orgPath";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { facilityPath } from "../../../platform/paths";
import { FormField } from "../../../ui/FormField";
import { Panel } from "../../../ui/Panel";
import { RegionSelect } from "../../../ui/RegionSelect";
import { managedFacilityKey, sendCommand } from "./facilityCommands";
import { BLANK_FACILITY, contentOf, FacilityForm, formOf, problemOf, problemsOf, rebase, type FacilityField } from "./facilityForm";
import { FacilityFormFields } from "./FacilityFormFields";

/** What was typed, and what it was typed onto: both survive a reload, an expired session and a colleague who saves first. */
const Draft = z.object({ version: z.number(), base: FacilityForm, form: FacilityForm });
type Draft = z.infer<typeof Draft>;

export function FacilityEditForm({ facility }: { readonly facility: ManagedFacilityDetail | undefined }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const current: Draft =
    facility === undefined
      ? { version: 0, base: BLANK_FACILITY, form: BLANK_FACILITY }
      : { version: facility.version, base: formOf(facility), form: formOf(facility) };
  const draft = useDraft<Draft>(`facility.${facility?.facilityId ?? "new"}`, { initial: current, parse: (stored) => Draft.safeParse(stored).data });
  const { form, base, version } = draft.value;
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [contested, setContested] = useState<Readonly<Partial<Record<FacilityField, string>>>>({});
  const [isSending, setSending] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const mayEdit = facility?.mayEdit ?? true;
  const isChanged = JSON.stringify(form) !== JSON.stringify(base);

  const currentVersion = facility?.version;
  useEffect(() => {
    // Somebody saved in between: what was typed goes onto what stands there now.
    if (facility === undefined || facility.version === latest.current.version) return;
    const theirs = formOf(facility);
    const { form: merged, contested: both } = rebase(latest.current.base, latest.current.form, theirs);
    replace({ version: facility.version, base: theirs, form: merged });
    setContested(Object.fromEntries(both.map((field) => [field, shown(theirs, field)])));
    // Only another version is another base.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [currentVersion]);

  return (
    <Panel>
      <form
        className="facility-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {notice === undefined ? null : <Alert type="error" showIcon title={notice} role="alert" data-testid="facility-notice" />}
        {mayEdit ? null : <Alert type="info" showIcon title="您可以查看这家单位的资料；修改由单位管理员或所在地的管理员办理。" />}
        <FacilityFormFields
          form={form}
          shownPhotos={facility?.photos}
          problems={problems}
          contested={contested}
          disabled={!mayEdit}
          onChange={change}
          onUploading={setUploading}
        >
          {facility === undefined ? <DistrictField value={form.districtCode} problem={problemOf(problems, "districtCode")} onChange={change} /> : null}
        </FacilityFormFields>
        {mayEdit ? (
          <div className="facility-save">
            <Button
              type="primary"
              htmlType="submit"
              loading={isSending}
              disabled={isUploading || (facility !== undefined && !isChanged)}
              data-testid="facility-save"
            >
              {isUploading ? "等照片传完…" : facility === undefined ? "新增单位" : "保存"}
            </Button>
            {isChanged ? (
              <>
                <Button onClick={discard} data-testid="facility-discard">
                  放弃修改
                </Button>
                <span className="soft">有未保存的修改，会自动保留。</span>
              </>
            ) : null}
          </div>
        ) : null}
      </form>
    </Panel>
  );

  function replace(next: Draft): void {
    latest.current = next;
    draft.keep(next);
  }
  function change(part: Partial<FacilityForm>): void {
    replace({ ...latest.current, form: { ...latest.current.form, ...part } });
    setProblems((before) => before.filter(({ path }) => !Object.keys(part).some((name) => path.split(".").includes(name))));
    setNotice(undefined);
  }
  function discard(): void {
    replace(current);
    draft.discard();
    setProblems([]);
    setNotice(undefined);
    setContested({});
  }
  async function save(): Promise<void> {
    const found = problemsOf(form, facility === undefined);
    if (found.length > 0) return refuse(found, "还有内容需要填写或修改，请看下面的红字。");
    setSending(true);
    const content = contentOf(form);
    const result =
      facility === undefined
        ? await sendCommand(facilityRoutes.createFacility, "createFacility", {}, { districtCode: form.districtCode, ...content })
        : await sendCommand(facilityRoutes.editFacility, `editFacility.${facility.facilityId}`, { facilityId: facility.facilityId }, { version, ...content });
    setSending(false);
    if (!result.ok) {
      refuse(result.refusal.fields, result.refusal.message);
      if (result.refusal.code === "FACILITY_CHANGED" && facility !== undefined)
        await queryClient.invalidateQueries({ queryKey: managedFacilityKey(facility.facilityId) });
      return;
    }
    const saved = result.value;
    const stands = { version: saved.version, base: formOf(saved), form: formOf(saved) };
    replace(facility === undefined ? { version: 0, base: BLANK_FACILITY, form: BLANK_FACILITY } : stands);
    draft.discard();
    setContested({});
    queryClient.setQueryData(managedFacilityKey(saved.facilityId), saved);
    for (const key of ["managed-facilities", "facility-choices"]) void queryClient.invalidateQueries({ queryKey: [key] });
    void queryClient.invalidateQueries({ queryKey: managedFacilityKey(saved.facilityId) });
    void message.success(facility === undefined ? `已新增「${saved.name}」，现在是「${saved.statusLabel}」。` : "已保存。");
    if (facility === undefined) void navigate(facilityPath(saved.facilityId), { replace: true });
  }
  /** The words, and the way to the first wrong field. */
  function refuse(found: readonly FieldProblem[], words: string): void {
    setProblems(found);
    setNotice(words);
    requestAnimationFrame(() =>
      document.querySelector(".facility-form .field-problem:not(:empty), [data-testid=facility-notice]")?.scrollIntoView({ block: "center" }),
    );
  }
}

function shown(form: FacilityForm, field: FacilityField): string {
  const value = form[field];
  if (Array.isArray(value)) return `${value.length} 张照片`;
  if (typeof value === "boolean") return value ? "是" : "否";
  return value === null || value === "" ? "（空）" : String(value);
}

const placeOfDistrict = (code: string): string => ["CN", code.slice(0, 2), code.slice(0, 4), code].join("/");

/** Where it will stand in the organisation tree, for good: only what the person's scope covers is offered. */
function DistrictField({
  value,
  problem,
  onChange,
}: {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (part: Partial<FacilityForm>) => void;
}) {
  return (
    <FormField id="facility-districtCode" label="区县" hint="新增后不能再改：账号的管理范围和统计都以它为准。" problem={problem}>
      <RegionSelect
        id="facility-districtCode"
        what="facilities"
        ask={(query) => read(facilityRoutes.listFacilityDistricts, { query })}
        mayChoose={(path) => orgLevelOf(path) === "DISTRICT"}
        value={value === "" ? [] : [placeOfDistrict(value)]}
        onChange={([path]) => onChange({ districtCode: path === undefined ? "" : (districtCodeOf(path) ?? "") })}
        isWrong={problem !== undefined}
      />
    </FormField>
  );
}
