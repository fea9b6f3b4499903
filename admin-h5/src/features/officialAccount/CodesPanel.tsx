import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Input, InputNumber, Segmented, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { ACCOUNT_PAGE_KEYS, ACCOUNT_PAGES } from "@app/contract/officialAccount/accountPages";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { ruleName } from "@app/contract/officialAccount/replies.schema";
import {
  CODE_NAME_LENGTH_MAX,
  CODE_STATE_LABELS,
  CODE_TARGET_KIND_LABELS,
  CODE_TARGET_KINDS,
  type CodeTarget,
  type SceneCode,
  type SceneCodeDetail,
} from "@app/contract/officialAccount/sceneCode.schema";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { FormDialog } from "../../ui/FormDialog";
import { FormField, problemAt } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { CardOpener } from "../../ui/records/openers";
import { Refusal } from "../../ui/Refusal";
import { StatusTag } from "../../ui/StatusTag";
import { useCursorStack } from "../../ui/useCursorStack";
import { useIsPhone } from "../../ui/useIsPhone";
import { downloadPoster } from "./downloadPoster";

export function CodesPanel() {
  const pages = useCursorStack("codes");
  const [opened, setOpened] = useState<string>();
  const [isMaking, setMaking] = useState(false);
  const codes = useQuery({
    queryKey: ["officialAccount", "codes", pages.cursor],
    queryFn: () => read(officialAccountRoutes.listSceneCodes, { query: { limit: "20", ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }) } }),
  });
  return (
    <>
      <div>
        <Button type="primary" onClick={() => setMaking(true)} data-testid="code-add">
          新建二维码
        </Button>
      </div>
      {codes.data === undefined ? (
        codes.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={codes.error} onRetry={() => void codes.refetch()} />
        )
      ) : codes.data.items.length === 0 ? (
        <EmptyState sentence="还没有二维码。" hint="新建一个，印在海报上：扫码的人关注公众号后，直接看到您选的单位或页面。" />
      ) : (
        <CodeRows items={codes.data.items} onOpen={setOpened} />
      )}
      <Pager pageNumber={pages.pageNumber} next={codes.data?.next} isBusy={codes.isFetching} onBack={pages.goBack} onNext={pages.goNext} />
      {isMaking ? <CodeDialog onClose={() => setMaking(false)} /> : null}
      {opened === undefined ? null : <CodeDrawer codeId={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

const validityText = ({ expiresAt }: SceneCode): string => (expiresAt === undefined ? "永久" : `到 ${instantLabel(expiresAt)}`);

function CodeRows({ items, onOpen }: { readonly items: readonly SceneCode[]; readonly onOpen: (codeId: string) => void }) {
  if (useIsPhone())
    return (
      <div className="cards" data-testid="codes">
        {items.map((code) => (
          <article key={code.codeId} className="record-card record-card-opens">
            <p className="record-card-head">
              {code.name}
              <StatusTag tone={code.state === "ACTIVE" ? "good" : "quiet"}>{CODE_STATE_LABELS[code.state]}</StatusTag>
            </p>
            <dl className="record-card-lines">
              <dt>扫码后看到</dt>
              <dd>{code.targetLabel}</dd>
              <dt>有效期</dt>
              <dd>{validityText(code)}</dd>
              <dt>扫码次数</dt>
              <dd className="number">{code.scans}</dd>
              <dt>带来关注</dt>
              <dd className="number">{code.newFollowers}</dd>
            </dl>
            <CardOpener name={code.name} testId={`code-${code.codeId}`} onOpen={() => onOpen(code.codeId)} />
          </article>
        ))}
      </div>
    );
  return (
    <div className="account-figures">
      <table className="records-table" data-testid="codes">
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">扫码后看到</th>
            <th scope="col">状态</th>
            <th scope="col" className="align-right">
              扫码次数
            </th>
            <th scope="col" className="align-right">
              带来关注
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((code) => (
            <tr key={code.codeId}>
              <td>
                <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(code.codeId)} data-testid={`code-${code.codeId}`}>
                  {code.name}
                </Button>
                <span className="cell-sub">
                  {code.createdByName} {instantLabel(code.createdAt)}
                </span>
              </td>
              <td>{code.targetLabel}</td>
              <td>
                {CODE_STATE_LABELS[code.state]}
                <span className="cell-sub">{validityText(code)}</span>
              </td>
              <td className="align-right number">{code.scans}</td>
              <td className="align-right number">{code.newFollowers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CodeDrawer({ codeId, onClose }: { readonly codeId: string; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const [isEditing, setEditing] = useState(false);
  const code = useQuery({ queryKey: ["officialAccount", "code", codeId], queryFn: () => read(officialAccountRoutes.getSceneCode, { params: { codeId } }) });
  const { data } = code;
  return (
    <Drawer open title={data?.name ?? "二维码"} onClose={onClose} size={isPhone ? "100%" : 520}>
      {data === undefined ? (
        code.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={code.error} onRetry={() => void code.refetch()} />
        )
      ) : (
        <div className="account-form">
          <img className="account-code" src={`data:image/png;base64,${data.qrPngBase64}`} alt={`${data.name}的二维码`} data-testid="code-picture" />
          <div className="account-save">
            <Button type="primary" onClick={() => void downloadPoster(data)} data-testid="code-download">
              下载海报图片
            </Button>
            <Button onClick={() => setEditing(true)} data-testid="code-edit">
              修改或停用
            </Button>
          </div>
          <dl className="facts">
            <dt>扫码后看到</dt>
            <dd>{data.targetLabel}</dd>
            <dt>状态</dt>
            <dd>{CODE_STATE_LABELS[data.state]}</dd>
            <dt>扫码次数</dt>
            <dd className="number">{data.scans}</dd>
            <dt>带来关注</dt>
            <dd className="number">{data.newFollowers}</dd>
          </dl>
          <section className="drawer-section">
            <h3>近 30 天有人扫码的日子</h3>
            {data.days.every(({ scans }) => scans === 0) ? (
              <p className="soft">近 30 天还没有人扫码。</p>
            ) : (
              <ul>
                {[...data.days]
                  .reverse()
                  .filter(({ scans }) => scans > 0)
                  .map(({ date, scans, newFollowers }) => (
                    <li key={date}>
                      {dateLabel(date)}：扫码 {scans} 次，带来关注 {newFollowers} 人
                    </li>
                  ))}
              </ul>
            )}
          </section>
          {isEditing ? <CodeDialog code={data} onClose={() => setEditing(false)} /> : null}
        </div>
      )}
    </Drawer>
  );
}

function CodeDialog({ code, onClose }: { readonly code?: SceneCodeDetail; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [name, setName] = useState(code?.name ?? "");
  const [target, setTarget] = useState<CodeTarget>(code?.target ?? { kind: "PAGE", page: "HOME" });
  const [days, setDays] = useState<number | null>(null);
  const [isDisabled, setDisabled] = useState(code?.state === "DISABLED");
  const [keyword, setKeyword] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const replies = useQuery({ queryKey: ["officialAccount", "replies"], queryFn: () => read(officialAccountRoutes.getAccountReplies, {}) });
  const facilities = useQuery({
    queryKey: ["officialAccount", "facilities", keyword],
    queryFn: () => read(facilityRoutes.listManagedFacilities, { query: { limit: 20, ...(keyword === "" ? {} : { keyword }) } }),
    enabled: target.kind === "FACILITY",
  });
  const rules = replies.data?.rules ?? [];
  return (
    <FormDialog
      open
      title={code === undefined ? "新建二维码" : "修改二维码"}
      okText="确定"
      cancelText="取消"
      confirmLoading={isSending}
      onCancel={onClose}
      onOk={() => void send()}
    >
      <div className="account-form">
        <Refusal sentence={refusal} testId="code-refusal" />
        <FormField id="code-name" label="名称（印在海报上）" problem={problemAt(problems, "name")}>
          <Input
            id="code-name"
            value={name}
            maxLength={CODE_NAME_LENGTH_MAX}
            placeholder="如：白沙门大厅海报"
            onChange={(event) => setName(event.target.value)}
          />
        </FormField>
        <FormField id="code-kind" label="扫码后看到" problem={problemAt(problems, "target")}>
          <Select
            id="code-kind"
            value={target.kind}
            options={CODE_TARGET_KINDS.map((kind) => ({ value: kind, label: CODE_TARGET_KIND_LABELS[kind] }))}
            onChange={(kind) =>
              setTarget(
                kind === "PAGE"
                  ? { kind, page: "HOME" }
                  : kind === "KEYWORD"
                    ? { kind, key: rules[0]?.key ?? "" }
                    : { kind, facilityId: "" as Extract<CodeTarget, { kind: "FACILITY" }>["facilityId"] },
              )
            }
          />
        </FormField>
        {target.kind === "PAGE" ? (
          <Select
            aria-label="页面"
            value={target.page}
            options={ACCOUNT_PAGE_KEYS.map((key) => ({ value: key, label: ACCOUNT_PAGES[key].label }))}
            onChange={(page) => setTarget({ kind: "PAGE", page })}
          />
        ) : target.kind === "KEYWORD" ? (
          <Select
            aria-label="自动回复"
            value={target.key}
            options={rules.map((rule) => ({ value: rule.key, label: `「${ruleName(rule)}」` }))}
            onChange={(key) => setTarget({ kind: "KEYWORD", key })}
          />
        ) : (
          <Select
            aria-label="开放单位"
            showSearch={{ filterOption: false, onSearch: setKeyword }}
            placeholder="输入单位名称查找"
            value={target.facilityId === "" ? null : target.facilityId}
            notFoundContent={facilities.isFetching ? "正在查找…" : "没有找到"}
            options={(facilities.data?.items ?? []).map((facility) => ({ value: facility.facilityId, label: facility.name }))}
            onChange={(facilityId) => setTarget({ kind: "FACILITY", facilityId })}
          />
        )}
        {code === undefined ? (
          <FormField id="code-days" label="有效期" hint="不填为永久；临时的最多 30 天。" problem={problemAt(problems, "days")}>
            <InputNumber id="code-days" value={days} min={1} max={30} suffix="天" onChange={setDays} />
          </FormField>
        ) : (
          <Segmented
            value={isDisabled ? "OFF" : "ON"}
            options={[
              { value: "ON", label: "使用" },
              { value: "OFF", label: "停用" },
            ]}
            onChange={(value) => setDisabled(value === "OFF")}
          />
        )}
      </div>
    </FormDialog>
  );

  async function send(): Promise<void> {
    if (target.kind === "FACILITY" && target.facilityId.length === 0) return setProblems([{ path: "target", message: "请选择开放单位" }]);
    setProblems([]);
    setSending(true);
    setRefusal(undefined);
    const made = { name, target, ...(days === null ? {} : { days }) };
    const edited = { version: code?.version ?? 1, name, target, isDisabled };
    const result =
      code === undefined
        ? await sendIntended("createSceneCode", made, (requestId) => api.call(officialAccountRoutes.createSceneCode, { body: { requestId, ...made } }))
        : await sendIntended(`editSceneCode.${code.codeId}`, edited, (requestId) =>
            api.call(officialAccountRoutes.editSceneCode, { params: { codeId: code.codeId }, body: { requestId, ...edited } }),
          );
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.message);
    }
    void queryClient.invalidateQueries({ queryKey: ["officialAccount"] });
    void message.success(code === undefined ? "已新建，点名称下载海报图片。" : "已保存。");
    onClose();
  }
}
