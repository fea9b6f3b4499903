import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import type { SlotTemplate, SlotTemplateAnswer } from "@app/contract/visits/slotTemplate.schema";
import { read } from "../../../platform/api";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { Refusal } from "../../../ui/Refusal";
import { StatusTag } from "../../../ui/StatusTag";
import { sendCommand } from "../facilities/facilityCommands";
import type { FacilityChoice } from "../facilities/useFacilityChoices";
import { TemplateDrawer, TemplateSaved } from "./TemplateDrawer";

/** 开放模板: what opens by itself, week after week. */
export function TemplatesPanel({ facility }: { readonly facility: FacilityChoice }) {
  const { facilityId } = facility;
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<SlotTemplate | "NEW">();
  const [answer, setAnswer] = useState<SlotTemplateAnswer>();
  const [refusal, setRefusal] = useState<string>();
  const templates = useQuery({ queryKey: ["slot-templates", facilityId], queryFn: () => read(slotPlanRoutes.listSlotTemplates, { params: { facilityId } }) });
  const addButton = (
    <Button type="primary" onClick={() => setOpened("NEW")} data-testid="template-add">
      新增模板
    </Button>
  );
  return (
    <div className="templates">
      <Refusal sentence={refusal} testId="template-refusal" />
      {body()}
      {opened === undefined ? null : (
        <TemplateDrawer
          key={opened === "NEW" ? "new" : `${opened.templateId}.${opened.version}`}
          facility={facility}
          template={opened === "NEW" ? undefined : opened}
          onClose={() => setOpened(undefined)}
        />
      )}
      {answer === undefined ? null : (
        <Modal
          open
          title={answer.template.label}
          onCancel={() => setAnswer(undefined)}
          footer={
            <Button type="primary" onClick={() => setAnswer(undefined)} data-testid="template-done">
              完成
            </Button>
          }
        >
          <TemplateSaved answer={answer} />
        </Modal>
      )}
    </div>
  );

  function body() {
    if (templates.data === undefined)
      return templates.error === null ? <Loading rows={5} /> : <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
    const { items, opensUpTo } = templates.data;
    if (items.length === 0)
      return <EmptyState sentence="还没有开放模板。" hint="设好「每周三、周六上午」这样的规律，场次会自动开放，不用每月再点。" action={addButton} />;
    return (
      <>
        <div className="templates-head">
          <p className="soft">模板会自动开放到 {opensUpTo}，每天夜里补上新的一天。单独开放或关闭过的日子不受影响。</p>
          {addButton}
        </div>
        <ul className="knowledge-list">
          {items.map((template) => (
            <li key={template.templateId} className="template-item" data-testid="template-row">
              <div className="template-text">
                <h3>
                  {template.label}
                  <StatusTag tone={template.status === "ACTIVE" ? "good" : "quiet"}>{template.statusLabel}</StatusTag>
                </h3>
                <p>
                  {template.capacityHeads} 个名额 · {template.kinds.map((kind) => BOOKING_KIND_LABELS[kind]).join("、")} · 家庭每次 {template.partyMin}-
                  {template.partyMax} 人
                </p>
                <p className="cell-sub">
                  {template.validFrom} 起{template.validTo === undefined ? "，一直有效" : ` 至 ${template.validTo}`}
                  {template.skipHolidays ? " · 法定节假日不开放" : ""}
                </p>
              </div>
              <div className="template-tools">
                <Button onClick={() => setOpened(template)} data-testid="template-edit">
                  修改
                </Button>
                {template.status === "ACTIVE" ? (
                  <Popconfirm
                    title="停用这个模板？"
                    description="不再开放新的场次；已开放的场次和预约不受影响。"
                    okText="停用"
                    onConfirm={() => setStatus(template, "STOPPED")}
                    okButtonProps={{ ...{ "data-testid": "template-stop-confirm" } }}
                  >
                    <Button danger data-testid="template-stop">
                      停用
                    </Button>
                  </Popconfirm>
                ) : (
                  <Button onClick={() => void setStatus(template, "ACTIVE")} data-testid="template-resume">
                    重新启用
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </>
    );
  }
  async function setStatus(template: SlotTemplate, status: "ACTIVE" | "STOPPED"): Promise<void> {
    const { templateId, version } = template;
    const result = await sendCommand(slotPlanRoutes.setSlotTemplateStatus, `slotTemplateStatus.${templateId}`, { facilityId, templateId }, { version, status });
    for (const key of ["slot-templates", "slots"]) void queryClient.invalidateQueries({ queryKey: [key] });
    setRefusal(result.ok ? undefined : result.refusal.message);
    if (result.ok) setAnswer(result.value);
  }
}
