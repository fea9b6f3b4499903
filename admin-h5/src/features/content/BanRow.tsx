import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import type { Ban, BanStatus } from "@app/contract/content/ban.schema";
import { fullDateLabel, instantLabel } from "@app/contract/kernel/time";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { StatusTag, type StatusTone } from "../../ui/StatusTag";
import { answerBan } from "./contentCommands";
import { StepList } from "./ContentHistory";

const TONES = { BANNED: "bad", APPEALED: "waiting", UPHELD: "bad", LIFTED: "good", ENDED: "quiet" } as const satisfies Record<BanStatus, StatusTone>;

/** One person's ban with their appeal and all that happened. */
export function BanRow({ of }: { readonly of: Ban }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Ban["availableActions"][number]>();
  const isWaitingForAnother = of.status === "APPEALED" && !of.availableActions.some(({ action }) => action === "UPHOLD");
  return (
    <li className="content-row" data-testid="ban-row" data-person-id={of.personId}>
      <p className="content-head">
        <b>{of.personName}</b>
        <StatusTag tone={of.isInForce ? TONES[of.status] : of.status === "LIFTED" ? "good" : "quiet"} testId="ban-status">
          {of.statusLabel}
        </StatusTag>
        <span>{of.until === undefined ? "长期" : `到 ${fullDateLabel(of.until)}（含当天）`}</span>
      </p>
      <p className="content-words">原因：{of.reason}</p>
      {of.appealReason === undefined ? null : <p className="ban-appeal">申诉：{of.appealReason}</p>}
      {isWaitingForAnother ? <p className="content-held">作出限制的人和本人不能答复这项申诉，请由另一位审核人员答复。</p> : null}
      <p className="cell-sub">
        {of.facilityName} · {of.bannedByName} {instantLabel(of.bannedAt)} 作出
      </p>
      <details className="ban-history">
        <summary>办理经过（{of.history.length}）</summary>
        <StepList steps={[...of.history].reverse()} />
      </details>
      {of.availableActions.length === 0 ? null : (
        <div className="content-actions">
          {of.availableActions.map((action) => (
            <Button key={action.action} onClick={() => setAsked(action)} data-testid={`ban-${action.action}`}>
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {asked === undefined ? null : (
        <RemarkDialog
          label={asked.label}
          rule={asked.remark}
          readers="会告诉本人"
          draftName={`ban.${asked.action}.${of.personId}`}
          onClose={(wasRefused) => {
            setAsked(undefined);
            if (wasRefused) void queryClient.invalidateQueries({ queryKey: ["content"] });
          }}
          onSend={async (words = "") => {
            const result = await answerBan(of, asked.action === "UPHOLD" ? "UPHOLD" : "LIFT", words);
            if (!result.ok) return result.refusal;
            void message.success("已办理，会告诉本人。");
            setAsked(undefined);
            void queryClient.invalidateQueries({ queryKey: ["content"] });
            return undefined;
          }}
        >
          <p className="decide-who">
            {of.personName}：{of.reason}
            {of.appealReason === undefined ? null : <span className="ban-appeal-asked">申诉：{of.appealReason}</span>}
          </p>
        </RemarkDialog>
      )}
    </li>
  );
}
