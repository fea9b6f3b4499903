import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { instantLabel } from "@app/contract/kernel/time";
import { ACCOUNT_PAGE_KEYS, ACCOUNT_PAGES, type Opens } from "@app/contract/officialAccount/accountPages";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import {
  REPLY_MATCH_LABELS,
  REPLY_MATCHES,
  REPLY_RULES_MAX,
  SaveAccountReplies,
  type AccountReplies,
  type Replies,
  type ReplyAnswer,
  type ReplyRule,
  type TriedReply,
} from "@app/contract/officialAccount/replies.schema";
import { api, read } from "../../platform/api";
import { newRequestId } from "../../platform/requestId";
import { sendIntended } from "../../platform/sendIntended";
import { ErrorState } from "../../ui/ErrorState";
import { problemsOf } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { AccountHistory } from "./AccountHistory";

export function RepliesPanel() {
  const replies = useQuery({ queryKey: ["officialAccount", "replies"], queryFn: () => read(officialAccountRoutes.getAccountReplies, {}) });
  if (replies.data === undefined) return replies.error === null ? <Loading /> : <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />;
  return (
    <>
      <TryBox />
      <RepliesForm saved={replies.data} />
      <AccountHistory of="REPLIES" />
    </>
  );
}

const BECAUSE = { RULE: "按自动回复", FACILITY: "按开放单位的名字", FALLBACK: "没有看懂，用默认回复" } as const satisfies Record<TriedReply["because"], string>;

function TryBox() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const tried = useQuery({
    queryKey: ["officialAccount", "replies", "try", asked],
    queryFn: () => read(officialAccountRoutes.tryAccountReply, { query: { text: asked } }),
    enabled: asked !== "",
  });
  return (
    <section aria-label="试一试">
      <h2>试一试</h2>
      <form
        className="account-try"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(text.trim());
        }}
      >
        <Input
          aria-label="关注者会发的话"
          value={text}
          maxLength={100}
          placeholder="关注者会发的话，如：怎么预约"
          onChange={(event) => setText(event.target.value)}
          data-testid="try-text"
        />
        <Button htmlType="submit" disabled={text.trim() === ""} loading={tried.isFetching} data-testid="try-reply">
          看会怎样回复
        </Button>
      </form>
      {tried.error === null ? null : <ErrorState error={tried.error} onRetry={() => void tried.refetch()} />}
      {tried.data === undefined ? null : (
        <div data-testid="tried-reply">
          <p className="form-hint">
            {BECAUSE[tried.data.because]}
            {tried.data.rulePosition === undefined ? "" : `第 ${tried.data.rulePosition} 条`}（按已保存的内容）
          </p>
          <p className="account-bubble">
            {tried.data.title === undefined ? null : <strong>{`${tried.data.title}\n`}</strong>}
            {tried.data.text}
            {tried.data.url === undefined ? null : `\n${tried.data.url}`}
          </p>
        </div>
      )}
    </section>
  );
}

function RepliesForm({ saved }: { readonly saved: AccountReplies }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [typed, setTyped] = useState<Replies>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const shown: Replies = typed ?? { rules: saved.rules, welcome: saved.welcome, fallback: saved.fallback };
  const change = (part: Partial<Replies>): void => {
    setTyped({ ...shown, ...part });
    setProblems([]);
  };
  const rule = (position: number, next: ReplyRule): void => change({ rules: shown.rules.map((old, index) => (index === position ? next : old)) });
  const problem = (path: string): string | undefined => problems.find((one) => one.path.replace(/^body\./, "").startsWith(path))?.message;
  return (
    <form
      className="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="soft">
        {saved.lastChange === undefined ? "用的是标准回复。" : `${saved.lastChange.byName} ${instantLabel(saved.lastChange.at)} 改过。`}
        从上到下，第一条合适的生效；「完全相同」最先，提到开放单位名字的其次。修改后半分钟内生效。
      </p>
      <Refusal sentence={refusal} testId="replies-refusal" />
      <div className="account-entries">
        {[
          { key: "welcome", label: "关注时" },
          { key: "fallback", label: "没有看懂时" },
        ].map(({ key, label }) => (
          <div key={key} className="account-entry">
            <strong>{label}</strong>
            <AnswerFields label={label} answer={key === "welcome" ? shown.welcome : shown.fallback} onChange={(answer) => change({ [key]: answer })} />
            <Problem words={problem(key)} />
          </div>
        ))}
        {shown.rules.map((one, position) => (
          <div key={one.key} className="account-entry" data-testid={`reply-${position}`}>
            <div className="account-fields">
              <strong>第 {position + 1} 条</strong>
              <Select
                aria-label={`第 ${position + 1} 条怎样匹配`}
                value={one.match}
                options={REPLY_MATCHES.map((value) => ({ value, label: REPLY_MATCH_LABELS[value] }))}
                onChange={(match) => rule(position, { ...one, match })}
              />
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                aria-label={`第 ${position + 1} 条的关键词`}
                placeholder="输入关键词后回车；不填则只在菜单里使用"
                value={[...one.words]}
                tokenSeparators={["，", ",", "、", " "]}
                onChange={(words: string[]) => rule(position, { ...one, words })}
              />
              <span>
                <Button
                  type="text"
                  disabled={position === 0}
                  aria-label={`上移第 ${position + 1} 条`}
                  onClick={() => change({ rules: moved(shown.rules, position) })}
                >
                  ↑
                </Button>
                <Button
                  type="text"
                  danger
                  aria-label={`删除第 ${position + 1} 条`}
                  onClick={() => change({ rules: shown.rules.filter((_, index) => index !== position) })}
                >
                  删除
                </Button>
              </span>
            </div>
            <AnswerFields label={`第 ${position + 1} 条`} answer={one.answer} onChange={(answer) => rule(position, { ...one, answer })} />
            <Problem words={problem(`rules.${position}.`)} />
          </div>
        ))}
      </div>
      <div className="account-save">
        <Button type="primary" size="large" htmlType="submit" loading={isSending} disabled={typed === undefined} data-testid="replies-save">
          保存
        </Button>
        <Button
          size="large"
          disabled={shown.rules.length >= REPLY_RULES_MAX}
          onClick={() => change({ rules: [...shown.rules, { key: newKey(), match: "CONTAINS", words: [], answer: { kind: "TEXT", text: "" } }] })}
          data-testid="reply-add"
        >
          加一条
        </Button>
        {typed === undefined ? null : (
          <Button size="large" onClick={() => setTyped(undefined)}>
            放弃修改
          </Button>
        )}
      </div>
    </form>
  );

  async function save(): Promise<void> {
    const content = { version: saved.version, ...shown };
    const checked = SaveAccountReplies.safeParse({ requestId: newRequestId(), ...content });
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setSending(true);
    setRefusal(undefined);
    const result = await sendIntended("saveAccountReplies", content, (requestId) =>
      api.call(officialAccountRoutes.saveAccountReplies, { body: { requestId, ...content } }),
    );
    setSending(false);
    void queryClient.invalidateQueries({ queryKey: ["officialAccount"] });
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.message);
    }
    setTyped(undefined);
    void message.success("已保存，半分钟内生效。");
  }
}

function AnswerFields({ label, answer, onChange }: { readonly label: string; readonly answer: ReplyAnswer; readonly onChange: (answer: ReplyAnswer) => void }) {
  const setOpens = (opens: Opens | undefined): void => {
    if (answer.kind === "CARD") return onChange({ ...answer, opens: opens ?? { kind: "PAGE", page: "HOME" } });
    const { opens: _old, ...rest } = answer;
    onChange(opens === undefined ? rest : { ...rest, opens });
  };
  const { opens } = answer;
  return (
    <>
      <Select
        aria-label={`${label}回复的形式`}
        value={answer.kind}
        options={[
          { value: "TEXT", label: "文字" },
          { value: "CARD", label: "图文卡片（标题、说明和链接）" },
        ]}
        onChange={(kind) =>
          onChange(
            kind === "TEXT"
              ? { kind, text: answer.kind === "CARD" ? answer.description : answer.text, ...(opens === undefined ? {} : { opens }) }
              : {
                  kind,
                  title: "",
                  description: answer.kind === "TEXT" ? answer.text.slice(0, 120) : answer.description,
                  opens: opens ?? { kind: "PAGE", page: "HOME" },
                },
          )
        }
      />
      {answer.kind === "CARD" ? (
        <>
          <Input
            aria-label={`${label}卡片的标题`}
            placeholder="标题"
            value={answer.title}
            onChange={(event) => onChange({ ...answer, title: event.target.value })}
          />
          <Input
            aria-label={`${label}卡片的说明`}
            placeholder="说明"
            value={answer.description}
            onChange={(event) => onChange({ ...answer, description: event.target.value })}
          />
        </>
      ) : (
        <Input.TextArea
          aria-label={`${label}回复的内容`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder="回复内容，最多 600 字"
          value={answer.text}
          onChange={(event) => onChange({ ...answer, text: event.target.value })}
        />
      )}
      <div className="account-try">
        <Select
          aria-label={`${label}回复带的链接`}
          value={opens === undefined ? "NONE" : opens.kind === "URL" ? "URL" : opens.page}
          style={{ minWidth: 200 }}
          options={[
            ...(answer.kind === "TEXT" ? [{ value: "NONE", label: "不带链接" }] : []),
            ...ACCOUNT_PAGE_KEYS.map((key) => ({ value: key as string, label: `链接到：${ACCOUNT_PAGES[key].label}` })),
            { value: "URL", label: "链接到其他网址" },
          ]}
          onChange={(value) => {
            const page = ACCOUNT_PAGE_KEYS.find((key) => key === value);
            setOpens(page !== undefined ? { kind: "PAGE", page } : value === "URL" ? { kind: "URL", url: "" } : undefined);
          }}
        />
        {opens?.kind === "URL" ? (
          <Input
            aria-label={`${label}链接的网址`}
            placeholder="https://…"
            value={opens.url}
            onChange={(event) => setOpens({ kind: "URL", url: event.target.value })}
          />
        ) : null}
      </div>
    </>
  );
}

function Problem({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : (
    <p className="field-problem" role="alert">
      {words}
    </p>
  );
}

const newKey = (): string =>
  `R${newRequestId()
    .replace(/[^A-Za-z0-9]/g, "")
    .toUpperCase()
    .slice(0, 16)}`;

function moved(rules: readonly ReplyRule[], position: number): ReplyRule[] {
  const next = [...rules];
  const [one] = next.splice(position, 1);
  if (one !== undefined) next.splice(position - 1, 0, one);
  return next;
}
