import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Popconfirm, Select } from "antd";
import { useState, type FormEvent } from "react";
import { RegisterLeave, type Colleague, type Leave, type LeaveId } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { DateRangeField } from "../../ui/DateRangeField";
import type { DateRange } from "../../ui/dateRange";
import { ErrorState } from "../../ui/ErrorState";
import { FormField, fieldState, problemAt } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Refusal } from "../../ui/Refusal";
import { StatusTag } from "../../ui/StatusTag";
import "../../ui/records.css";
import "../../ui/approval/approval.css";

const LEAVES_KEY = ["leaves"];
/** The form checks in the contract's own words before it sends; a request id is made when it is sent. */
const ANY_REQUEST = "checked-before-sent" as RequestId;

/** 请假与代理 (promise F23). */
export function LeavePage() {
  const leaves = useQuery({ queryKey: LEAVES_KEY, queryFn: () => read(approvalRoutes.listLeaves, {}) });
  const [said, setSaid] = useState<string>();
  return (
    <div className="page">
      <PageHeader title="请假与代理" lead="请假期间，您的审批由代理人办理，双方都能看到；到期后自动恢复。" />
      <Panel title="登记请假">
        <LeaveForm onRegistered={setSaid} />
      </Panel>
      {said === undefined ? null : (
        <Alert type="success" showIcon closable title={said} role="status" data-testid="leave-said" onClose={() => setSaid(undefined)} />
      )}
      {leaves.data === undefined ? (
        <Panel>{leaves.error === null ? <Loading rows={4} /> : <ErrorState error={leaves.error} onRetry={() => void leaves.refetch()} />}</Panel>
      ) : (
        <>
          <Panel title="我的请假">
            {leaves.data.mine.length === 0 ? (
              <p className="soft" data-testid="no-leave">
                您没有登记请假。出差、休假前登记好代理人，审批就不会耽搁。
              </p>
            ) : (
              <ul className="approval-tasks leave-list">
                {leaves.data.mine.map((leave) => (
                  <LeaveLine key={leave.leaveId} leave={leave} words={`由 ${leave.standInName} 代理`} onEnded={setSaid} canEnd />
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="我代理的人">
            {leaves.data.standingIn.length === 0 ? (
              <p className="soft">现在没有人请您代理。同事请假时选您做代理人，会出现在这里。</p>
            ) : (
              <ul className="approval-tasks leave-list">
                {leaves.data.standingIn.map((leave) => (
                  <LeaveLine key={leave.leaveId} leave={leave} words={`代 ${leave.name} 办理审批`} />
                ))}
              </ul>
            )}
          </Panel>
        </>
      )}
    </div>
  );
}

function LeaveForm({ onRegistered }: { readonly onRegistered: (sentence: string) => void }) {
  const queryClient = useQueryClient();
  const colleagues = useQuery({ queryKey: ["colleagues"], queryFn: () => read(approvalRoutes.listColleagues, {}) });
  const [range, setRange] = useState<DateRange>();
  const [standIn, setStandIn] = useState<Colleague["accountId"]>();
  const [isSending, setSending] = useState(false);
  const [notice, setNotice] = useState<string>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const days = problemAt(problems, "from") ?? problemAt(problems, "to");
  const person = problemAt(problems, "accountId");
  return (
    <form className="leave-form" onSubmit={(event) => void submit(event)} noValidate data-testid="leave-form">
      <Refusal sentence={notice} testId="leave-refusal" />
      <FormField id="leave-days" label="哪几天" problem={days}>
        <DateRangeField label="请假日期" value={range} onChange={setRange} canClear />
      </FormField>
      <FormField id="leave-person" label="代理人" problem={person}>
        <Select
          id="leave-person"
          placeholder="选择一位同事"
          showSearch={{ optionFilterProp: "label" }}
          loading={colleagues.isPending}
          value={standIn ?? null}
          onChange={(accountId) => setStandIn(accountId ?? undefined)}
          options={(colleagues.data?.items ?? []).map(({ accountId, name, roleLabel, orgName }) => ({
            value: accountId,
            label: `${name}（${orgName} ${roleLabel}）`,
          }))}
          notFoundContent={colleagues.error === null ? "本单位还没有其他人员" : "人员没有加载成功，请刷新页面"}
          {...fieldState("leave-person", person)}
          data-testid="leave-person"
        />
      </FormField>
      <Button type="primary" htmlType="submit" loading={isSending} data-testid="leave-submit">
        登记
      </Button>
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const found = [
      ...(range === undefined ? [{ path: "from", message: "请选择请假的第一天和最后一天" }] : []),
      ...(standIn === undefined ? [{ path: "accountId", message: "请选择代理人" }] : []),
    ];
    setProblems(found);
    if (range === undefined || standIn === undefined) return;
    const checked = RegisterLeave.safeParse({ requestId: ANY_REQUEST, ...range, accountId: standIn });
    if (!checked.success) return setNotice(checked.error.issues[0]?.message);
    const { requestId: _requestId, ...content } = checked.data;
    setSending(true);
    const result = await sendIntended("registerLeave", content, (requestId) => api.call(approvalRoutes.registerLeave, { body: { requestId, ...content } }));
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      if (result.refusal.fields.length === 0) setNotice(result.refusal.message);
      return;
    }
    queryClient.setQueryData(LEAVES_KEY, result.value);
    setRange(undefined);
    setStandIn(undefined);
    onRegistered("已登记请假，期间的审批由代理人办理。");
  }
}

function LeaveLine({
  leave,
  words,
  canEnd = false,
  onEnded,
}: {
  readonly leave: Leave;
  readonly words: string;
  readonly canEnd?: boolean;
  readonly onEnded?: (sentence: string) => void;
}) {
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string>();
  return (
    <li className="approval-task" data-testid="leave-line">
      <span className="number">
        {leave.from} 至 {leave.to}
      </span>
      <span>{words}</span>
      {leave.isNow ? <StatusTag tone="waiting">进行中</StatusTag> : <StatusTag tone="quiet">未开始</StatusTag>}
      {canEnd ? (
        <Popconfirm title={leave.isNow ? "提前回来，由自己办理？" : "取消这次请假？"} okText="确定" cancelText="再想想" onConfirm={() => end(leave.leaveId)}>
          <Button data-testid="leave-end">{leave.isNow ? "提前结束" : "取消"}</Button>
        </Popconfirm>
      ) : null}
      {refusal === undefined ? null : (
        <span className="field-problem" role="alert">
          {refusal}
        </span>
      )}
    </li>
  );

  async function end(leaveId: LeaveId): Promise<void> {
    const result = await sendIntended(`endLeave.${leaveId}`, {}, (requestId) =>
      api.call(approvalRoutes.endLeave, { params: { leaveId }, body: { requestId } }),
    );
    if (!result.ok) return setRefusal(result.refusal.message);
    queryClient.setQueryData(LEAVES_KEY, result.value);
    onEnded?.("已结束，审批由您自己办理。");
  }
}
