import { useQuery } from "@tanstack/react-query";
import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { FormDialog } from "../../ui/FormDialog";
import { fieldState, FormField, problemAt } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { handOver } from "./peopleCommands";

/** 交接: what moves is shown before it moves; both are told. */
export function HandOverDialog({
  person,
  onClose,
  onDone,
}: {
  readonly person: OfficePersonDetail;
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}) {
  const [search, setSearch] = useState("");
  const [toUsername, setTo] = useState<string>();
  const [remark, setRemark] = useState("");
  const [disables, setDisables] = useState(person.status === "ACTIVE");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const work = useQuery({
    queryKey: ["people", "open-work", person.username],
    queryFn: () => read(peopleRoutes.getOpenWork, { params: { username: person.username } }),
  });
  const colleagues = useQuery({
    queryKey: ["people", "receivers", search],
    queryFn: () => read(peopleRoutes.listPeople, { query: { status: "ACTIVE", limit: 20, ...(search === "" ? {} : { search }) } }),
  });
  return (
    <FormDialog
      open
      title={`交接${person.name}的工作`}
      okText="交接"
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ disabled: work.data === undefined, ...{ "data-testid": "hand-over-submit" } }}
    >
      <Refusal sentence={refusal} testId="hand-over-refusal" />
      {work.data === undefined ? (
        work.error === null ? (
          <Loading rows={3} />
        ) : (
          <ErrorState error={work.error} onRetry={() => void work.refetch()} />
        )
      ) : (
        <div className="decide-who" data-testid="hand-over-work">
          {work.data.kinds.length === 0 ? (
            <p>没有需要交接的岗位和待办。</p>
          ) : (
            work.data.kinds.map((kind) => (
              <div key={kind.kind}>
                <strong>{kind.label}</strong>
                <ul className="people-work">
                  {kind.items.map((item) => (
                    <li key={item.id}>{item.title}</li>
                  ))}
                  {kind.hasMore ? <li>……其余的也一起交接</li> : null}
                </ul>
              </div>
            ))
          )}
        </div>
      )}
      <FormField id="hand-over-to" label="交给谁" problem={problemAt(problems, "toUsername")}>
        <Select
          id="hand-over-to"
          className="people-wide"
          showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
          placeholder="输入姓名或用户名查找"
          notFoundContent={colleagues.isFetching ? "正在查找…" : "没有找到在用的同事"}
          loading={colleagues.isFetching}
          value={toUsername ?? null}
          onChange={(value: string | null) => setTo(value ?? undefined)}
          options={(colleagues.data?.items ?? [])
            .filter((colleague) => colleague.username !== person.username)
            .map((colleague) => ({ value: colleague.username, label: `${colleague.name}（${colleague.username}）${colleague.orgName}` }))}
          data-testid="hand-over-to"
        />
      </FormField>
      <FormField id="hand-over-remark" label="原因" problem={problemAt(problems, "remark")}>
        <Input
          id="hand-over-remark"
          maxLength={100}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          {...fieldState("hand-over-remark", problemAt(problems, "remark"))}
          data-testid="hand-over-remark"
        />
      </FormField>
      {person.status === "ACTIVE" ? (
        <Checkbox checked={disables} onChange={(event) => setDisables(event.target.checked)} data-testid="hand-over-disable">
          交接后停用{person.name}的账号
        </Checkbox>
      ) : null}
    </FormDialog>
  );

  async function submit(): Promise<void> {
    const found = [
      ...(toUsername === undefined ? [{ path: "toUsername", message: "请选择接手的同事" }] : []),
      ...(remark.trim().length < 2 ? [{ path: "remark", message: "请写明原因（至少 2 个字）" }] : []),
    ];
    setProblems(found);
    if (toUsername === undefined || found.length > 0) return;
    setSending(true);
    const result = await handOver(person.username, { toUsername, disableAfterwards: disables, remark: remark.trim() });
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.message);
    }
    const what = result.value.moved.map(({ label, count }) => `${label} ${count} 项`).join("、");
    onDone(`${what === "" ? "没有需要移交的工作" : `已交接${what}`}${result.value.isDisabled ? "，账号已停用" : ""}。双方都会收到通知。`);
  }
}
