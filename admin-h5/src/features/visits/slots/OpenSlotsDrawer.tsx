import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { monthOf, type LocalMonth } from "@app/contract/kernel/time";
import type { OpenSlotsAnswer } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { requestIdFor, settleIntent } from "../../../platform/intent";
import { useIsPhone } from "../../../ui/useIsPhone";
import type { FacilityChoice } from "../facilities/useFacilityChoices";
import { DatePicks } from "./DatePicks";
import { BLANK_OPEN_SLOTS, chosenPeriods, contentOf, draftName, OpenSlotsForm, problemAt, problemsOf } from "./openSlotsForm";
import { PartyFields } from "./PartyFields";
import { PeriodFields } from "./PeriodFields";
import type { z } from "@app/contract/kernel/zod";
import { Refusal } from "../../../ui/Refusal";

type Opened = z.infer<typeof OpenSlotsAnswer>;

interface Props {
  readonly facility: FacilityChoice;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onShowMonth: (month: LocalMonth) => void;
}

export function OpenSlotsDrawer({ facility, isOpen, onClose, onShowMonth }: Props) {
  const isPhone = useIsPhone();
  const queryClient = useQueryClient();
  const draft = useDraft<OpenSlotsForm>(draftName(facility.facilityId), { initial: BLANK_OPEN_SLOTS, parse: (stored) => OpenSlotsForm.safeParse(stored).data });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [opened, setOpened] = useState<Opened>();
  const [isSending, setSending] = useState(false);
  const form = draft.value;
  const slotCount = form.dates.length * chosenPeriods(form).length;
  // Too many days is said while choosing, before anybody fills in the rest; the other problems wait for the button.
  const dateProblem = problemAt(problems, "body.dates") ?? (form.dates.length > 0 ? problemAt(problemsOf(form), "body.dates") : undefined);

  return (
    <Drawer
      open={isOpen}
      onClose={close}
      size={isPhone ? "100%" : 620}
      title={`开放场次 · ${facility.name}`}
      footer={
        opened !== undefined ? (
          <div className="drawer-actions">
            <Button type="primary" onClick={close} data-testid="open-slots-done">
              完成
            </Button>
            <Button onClick={() => setOpened(undefined)}>继续开放</Button>
          </div>
        ) : (
          <div className="drawer-actions">
            <Button type="primary" loading={isSending} onClick={() => void submit()} data-testid="open-slots-submit">
              {slotCount === 0 ? "开放" : `开放 ${slotCount} 个场次`}
            </Button>
            <Button onClick={close}>取消</Button>
          </div>
        )
      }
    >
      {opened !== undefined ? (
        <Alert
          type={opened.items.length === 0 ? "info" : "success"}
          showIcon
          title={opened.items.length === 0 ? "没有新开放的场次" : `已开放 ${opened.items.length} 个场次，公众现在就能看到`}
          description={opened.skipped.length === 0 ? undefined : `另有 ${opened.skipped.length} 个场次原来就有，已跳过，没有改动。`}
          data-testid="open-slots-answer"
        />
      ) : (
        <div className="open-slots">
          <Refusal sentence={notice} testId="open-slots-notice" />
          <DatePicks facilityId={facility.facilityId} chosen={form.dates} onChange={(dates) => change({ ...form, dates })} problem={dateProblem} />
          <PeriodFields form={form} onChange={change} problems={problems} />
          <PartyFields form={form} onChange={change} problems={problems} />
        </div>
      )}
    </Drawer>
  );

  function change(next: OpenSlotsForm): void {
    draft.keep(next);
    setProblems([]);
    setNotice(undefined);
  }
  function close(): void {
    setOpened(undefined);
    onClose();
  }
  async function submit(): Promise<void> {
    const found = problemsOf(form);
    setProblems(found);
    if (found.length > 0) return setNotice("还有内容需要修改，请看下面的红字。");
    setSending(true);
    const name = `openSlots.${facility.facilityId}`;
    const content = contentOf(form);
    const result = await api.call(visitRoutes.openSlots, {
      params: { facilityId: facility.facilityId },
      body: { requestId: requestIdFor(name, content), ...content },
    });
    setSending(false);
    if (!result.ok) {
      if (result.refusal.status >= 400 && result.refusal.status < 500 && result.refusal.status !== 401) settleIntent(name);
      setProblems(result.refusal.fields);
      return setNotice(result.refusal.message);
    }
    settleIntent(name);
    setNotice(undefined);
    // The times stay for the next batch; the days are done.
    draft.keep({ ...form, dates: [] });
    setOpened(result.value);
    void queryClient.invalidateQueries({ queryKey: ["slots"] });
    const first = form.dates[0];
    if (first !== undefined) onShowMonth(monthOf(first));
  }
}
