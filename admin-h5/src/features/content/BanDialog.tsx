import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { BAN_TERMS, lastDayOfTerm } from "@app/contract/content/ban.schema";
import { NO_ANSWER } from "@app/contract/kernel/apiClient";
import { addDays, fullDateLabel, type LocalDate } from "@app/contract/kernel/time";
import type { HeldContent } from "@app/contract/visits/moderation.schema";
import { today } from "../../platform/clock";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { ban } from "./contentCommands";

const RULE = { kind: "required", label: "限制原因", maxLength: 100 } as const;
const OTHER = "OTHER";

/** How long, and why. The shortest stands first and is chosen: whoever wants more says so. */
export function BanDialog({
  content,
  onClose,
  onDone,
}: {
  readonly content: HeldContent;
  readonly onClose: (wasRefused: boolean) => void;
  readonly onDone: () => void;
}) {
  const [term, setTerm] = useState<number | typeof OTHER | undefined>(BAN_TERMS[0].days);
  const [picked, setPicked] = useState<LocalDate>();
  const until = term === OTHER ? picked : term === undefined ? undefined : lastDayOfTerm(term, today());
  return (
    <RemarkDialog
      label="限制发言"
      isDanger
      rule={RULE}
      readers="会告诉本人"
      draftName={`content.BAN.${content.bookingId}`}
      onClose={onClose}
      onSend={async (words = "") => {
        if (term === OTHER && picked === undefined) return { ...NO_ANSWER, code: "BAN_UNTIL_MISSING", message: "请选择限制到哪一天。" };
        const result = await ban(content, words, until);
        if (!result.ok) return result.refusal;
        onDone();
        return undefined;
      }}
    >
      <p className="decide-who">
        {content.authorName}，{content.facilityName}：{content.comment ?? "没有写文字"}
      </p>
      <p className="soft">限制期间不能发表评价和举报，预约和参观不受影响。本人会收到通知，可以申诉一次。</p>
      <fieldset className="ban-terms">
        <legend>限制多久</legend>
        {[...BAN_TERMS.map(({ days, label }) => ({ value: days, label })), { value: OTHER, label: "到某一天" } as const].map(({ value, label }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={term === value}
            onClick={() => setTerm(value)}
            data-testid={`ban-term-${value ?? "FOREVER"}`}
          >
            {label}
          </button>
        ))}
        {term === OTHER ? (
          <DatePicker
            inputReadOnly
            aria-label="限制到哪一天"
            placeholder="最后一天"
            value={picked === undefined ? null : dayjs(picked)}
            disabledDate={(day) => day.format("YYYY-MM-DD") <= today() || day.format("YYYY-MM-DD") > addDays(today(), 3650)}
            onChange={(day) => setPicked(day === null ? undefined : (day.format("YYYY-MM-DD") as LocalDate))}
            data-testid="ban-until"
          />
        ) : null}
        <p className="ban-until-words" data-testid="ban-until-words">
          {untilWords(term, until)}
        </p>
      </fieldset>
    </RemarkDialog>
  );
}

function untilWords(term: number | typeof OTHER | undefined, until: LocalDate | undefined): string {
  if (until !== undefined) return `到 ${fullDateLabel(until)}（含当天），到期自动解除。`;
  return term === OTHER ? "请选择最后一天。" : "不会自动解除；以后可以随时解除。";
}
