import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { Fragment, useState } from "react";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import { REVEAL_REASON_LABELS, REVEAL_REASONS, type PersonalData, type RevealedKind, type RevealReason } from "@app/contract/audit/personalData.schema";
import { instantLabel } from "@app/contract/kernel/time";
import { api, read } from "../platform/api";
import { useMay } from "../platform/currentUser";
import { sendIntended } from "../platform/sendIntended";
import "./personalData.css";

interface Props {
  readonly caseKind: RevealedKind;
  readonly caseId: string;
}

/**
 * What is masked everywhere, whole for this look: two taps, the second says why (promises M35, R18). Nothing of it is kept; whoever closes the detail asks anew.
 */
export function PersonalDataPanel({ caseKind, caseId }: Props) {
  const mayReveal = useMay("personalData.reveal");
  const mayAudit = useMay("audit.read");
  const queryClient = useQueryClient();
  const [step, setStep] = useState<"CLOSED" | "ASKING" | "OTHER">("CLOSED");
  const [words, setWords] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [shown, setShown] = useState<PersonalData>();
  if (!mayReveal && !mayAudit) return null;
  return (
    <section className="drawer-section" aria-label="个人信息">
      <h3>个人信息</h3>
      {problem === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={problem} role="alert" data-testid="reveal-refusal" />}
      {shown !== undefined ? (
        <dl className="facts number" data-testid="reveal-shown">
          {shown.fields.map(({ field, label, value }) => (
            <Fragment key={field}>
              <dt>{label}</dt>
              <dd data-testid={`reveal-${field}`}>{field === "contactPhone" && /^\d+$/.test(value) ? <a href={`tel:${value}`}>{value}</a> : value}</dd>
            </Fragment>
          ))}
        </dl>
      ) : !mayReveal ? null : step === "CLOSED" ? (
        <>
          <Button onClick={() => setStep("ASKING")} data-testid="reveal">
            查看完整信息
          </Button>
          <p className="soft reveal-hint">姓名、电话已隐去一部分。查看会留下记录。</p>
        </>
      ) : (
        <div role="group" aria-label="查看原因">
          <p className="reveal-hint">为什么要看？选一个原因，马上显示，并记入操作日志。</p>
          <div className="reveal-reasons">
            {REVEAL_REASONS.map((reason) => (
              <button
                key={reason}
                type="button"
                className="chip"
                disabled={isSending}
                aria-pressed={reason === "OTHER" && step === "OTHER"}
                onClick={() => (reason === "OTHER" ? setStep("OTHER") : void reveal(reason))}
                data-testid={`reveal-reason-${reason}`}
              >
                {REVEAL_REASON_LABELS[reason]}
              </button>
            ))}
          </div>
          {step === "OTHER" ? (
            <form
              className="reveal-other"
              onSubmit={(event) => {
                event.preventDefault();
                void reveal("OTHER");
              }}
            >
              <Input
                aria-label="其他原因"
                placeholder="请写明原因"
                maxLength={100}
                value={words}
                onChange={(event) => setWords(event.target.value)}
                data-testid="reveal-words"
              />
              <Button type="primary" htmlType="submit" loading={isSending} data-testid="reveal-submit">
                查看
              </Button>
            </form>
          ) : null}
        </div>
      )}
      {mayAudit ? <Reads caseKind={caseKind} caseId={caseId} /> : null}
    </section>
  );

  async function reveal(reason: RevealReason): Promise<void> {
    const remark = words.trim();
    if (reason === "OTHER" && remark.length < 2) return setProblem("请写明原因（至少 2 个字）。");
    setSending(true);
    const asked = { reason, ...(reason === "OTHER" ? { remark } : {}) };
    const result = await sendIntended(`reveal.${caseKind}.${caseId}`, asked, (requestId) =>
      api.call(auditRoutes.revealPersonalData, { params: { caseKind, caseId }, body: { requestId, ...asked } }),
    );
    setSending(false);
    if (!result.ok) return setProblem(result.refusal.message);
    setProblem(undefined);
    setShown(result.value);
    await queryClient.invalidateQueries({ queryKey: ["dataReads", caseKind, caseId] });
  }
}

/** 谁看过. */
function Reads({ caseKind, caseId }: Props) {
  const [isOpen, setOpen] = useState(false);
  const reads = useQuery({
    queryKey: ["dataReads", caseKind, caseId],
    queryFn: () => read(auditRoutes.listDataReads, { params: { caseKind, caseId }, query: { limit: 20 } }),
    enabled: isOpen,
    staleTime: 0,
  });
  return (
    <div className="reveal-reads">
      <Button type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-testid="who-looked">
        {isOpen ? "收起" : "谁看过"}
      </Button>
      {!isOpen ? null : reads.data === undefined ? (
        <p className="soft">{reads.error === null ? "正在读取…" : reads.error.message}</p>
      ) : reads.data.items.length === 0 ? (
        <p className="soft">还没有人看过完整信息。</p>
      ) : (
        <ul data-testid="who-looked-list">
          {reads.data.items.map((line) => (
            <li key={line.entryId}>
              {instantLabel(line.at)} {line.byName}（{line.roleLabels.join("、")}） {line.said}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
