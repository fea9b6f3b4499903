import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Modal, Timeline } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import { banRoutes } from "@app/contract/content/bans.routes";
import type { Ban } from "@app/contract/content/ban.schema";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import type { HeldContent } from "@app/contract/visits/moderation.schema";
import { read } from "../../platform/api";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { PhotoStrip } from "../../ui/PhotoStrip";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { useCursorStack } from "../../ui/useCursorStack";
import { answerBan, ban, hide, pass, passAll } from "./contentCommands";
import { CoverDialog } from "./CoverDialog";
import "./content.css";

const TABS = [
  { key: "PENDING", label: "待审核" },
  { key: "PUBLISHED", label: "已公开" },
  { key: "HIDDEN", label: "已隐藏" },
  { key: "bans", label: "发言限制" },
] as const;
type Tab = (typeof TABS)[number]["key"];
const REASON = { kind: "required", maxLength: 100 } as const;

/** 内容审核: what the public wrote and photographed and what holds it, and who may post nothing. */
export function ContentPage() {
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find(({ key }) => key === query.get("tab"))?.key ?? "PENDING";
  return (
    <div className="page">
      <PageHeader title="内容审核" lead="公众发表的文字和照片先由微信检查；有疑问的、没有结果的、被多人举报的，在这里由人工审核。" />
      <section className="panel panel-flush">
        <ChoiceTabs label="审核状态" items={TABS} active={tab} onChange={(next) => setQuery({ tab: next }, { replace: true })} panelId="content" />
        <div id="content">{tab === "bans" ? <Bans /> : <Contents key={tab} status={tab} />}</div>
      </section>
    </div>
  );
}

function Contents({ status }: { readonly status: Exclude<Tab, "bans"> }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const pages = useCursorStack(status);
  const found = useQuery({
    queryKey: ["content", status, pages.cursor],
    queryFn: () => read(moderationRoutes.listContent, { query: { status, limit: 20, cursor: pages.cursor } }),
  });
  if (found.data === undefined) return found.error === null ? <Loading /> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { items } = found.data;
  if (items.length === 0) return <EmptyState sentence="这里没有内容。" />;
  return (
    <>
      {status === "PENDING" ? (
        <div className="content-row">
          <Button onClick={() => void passPage()} data-testid="pass-page">
            本页看过，全部通过
          </Button>
        </div>
      ) : null}
      {items.map((content) => (
        <Row key={content.bookingId} content={content} />
      ))}
      <Pager pageNumber={pages.pageNumber} next={found.data.next} isBusy={found.isFetching} onBack={pages.goBack} onNext={pages.goNext} />
    </>
  );

  async function passPage(): Promise<void> {
    const result = await passAll(items);
    if (!result.ok) return void message.warning(result.refusal.message);
    const refused = result.value.items.filter(({ outcome }) => outcome === "REFUSED").length;
    void message.info(refused === 0 ? "都已公开。" : `${refused} 条没有公开，请逐条查看。`);
    await queryClient.invalidateQueries({ queryKey: ["content"] });
  }
}

function Row({ content }: { readonly content: HeldContent }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<"HIDE" | "BAN" | "HISTORY">();
  const [covered, setCovered] = useState<Photo>();
  const may = (action: string): boolean => content.availableActions.some((offered) => offered.action === action);
  const done = (words: string): void => {
    void message.success(words);
    setAsked(undefined);
    void queryClient.invalidateQueries({ queryKey: ["content"] });
  };
  return (
    <div className="content-row" data-testid="content-row">
      <p>
        <b>{content.stars} 星</b> {content.comment ?? <span className="soft">没有写文字</span>}
      </p>
      <PhotoStrip photos={content.photos} label="评价照片" />
      {content.heldBecause.map((sentence) => (
        <p key={sentence} className="soft">
          {sentence}
        </p>
      ))}
      <p className="cell-sub">
        {content.facilityName} · {content.authorName}
        {content.isAuthorBanned ? "（已限制发言）" : ""} · {instantLabel(content.ratedAt)}
        {content.hiddenReason === undefined ? "" : ` · 隐藏原因：${content.hiddenReason}`}
      </p>
      <div className="content-actions">
        {may("PUBLISH") ? (
          <Button type="primary" onClick={() => void passOne()} data-testid="content-pass">
            通过
          </Button>
        ) : null}
        {may("HIDE") ? (
          <Button onClick={() => setAsked("HIDE")} data-testid="content-hide">
            隐藏
          </Button>
        ) : null}
        {may("REDACT")
          ? content.photos.map((photo, index) => (
              <Button key={photo.attachmentId} onClick={() => setCovered(photo)} data-testid="content-cover">
                遮挡第 {index + 1} 张
              </Button>
            ))
          : null}
        {content.isAuthorBanned ? null : (
          <Button danger onClick={() => setAsked("BAN")} data-testid="content-ban">
            限制发言
          </Button>
        )}
        <Button type="link" onClick={() => setAsked("HISTORY")} data-testid="content-history">
          经过和照片信息
        </Button>
      </div>
      {asked === "HIDE" ? (
        <Reason
          label="隐藏"
          asks="隐藏原因"
          about={content}
          onClose={() => setAsked(undefined)}
          onSend={(words) => hide(content, words)}
          onDone={() => done("已隐藏。")}
        />
      ) : null}
      {asked === "BAN" ? (
        <Reason
          label="限制发言"
          asks="限制原因"
          about={content}
          onClose={() => setAsked(undefined)}
          onSend={(words) => ban(content, words)}
          onDone={() => done("已限制发言；预约不受影响，本人可以申诉。")}
        />
      ) : null}
      {asked === "HISTORY" ? <Detail content={content} onClose={() => setAsked(undefined)} /> : null}
      {covered === undefined ? null : (
        <CoverDialog
          content={content}
          photo={covered}
          onClose={(isDone) => {
            setCovered(undefined);
            if (isDone) done("已遮挡，公众只看得到遮挡后的照片。");
          }}
        />
      )}
    </div>
  );

  async function passOne(): Promise<void> {
    const result = await pass(content);
    if (!result.ok) return void message.warning(result.refusal.message);
    done("已公开。");
  }
}

interface ReasonProps {
  readonly label: string;
  readonly asks: string;
  readonly about: HeldContent;
  readonly onClose: () => void;
  readonly onSend: (words: string) => Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: CallRefusal }>;
  readonly onDone: () => void;
}

function Reason({ label, asks, about, onClose, onSend, onDone }: ReasonProps) {
  return (
    <RemarkDialog
      label={label}
      isDanger
      rule={{ ...REASON, label: asks }}
      readers="会告诉作者"
      draftName={`content.${label}.${about.bookingId}`}
      onClose={onClose}
      onSend={async (words = "") => {
        const result = await onSend(words);
        if (!result.ok) return result.refusal;
        onDone();
        return undefined;
      }}
    >
      <p>
        {about.authorName}，{about.facilityName}：{about.comment ?? "没有写文字"}
      </p>
    </RemarkDialog>
  );
}

function Detail({ content, onClose }: { readonly content: HeldContent; readonly onClose: () => void }) {
  const found = useQuery({
    queryKey: ["content", "detail", content.bookingId],
    queryFn: () => read(moderationRoutes.getContent, { params: { bookingId: content.bookingId } }),
  });
  return (
    <Modal open title="办理经过" footer={null} onCancel={onClose}>
      {found.data === undefined ? (
        found.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : (
        <>
          {found.data.photoFacts.map((fact, index) => (
            <p key={fact.attachmentId} className="soft">
              第 {index + 1} 张：拍摄时间 {fact.takenAt?.replace("T", " ") ?? "照片里没有"}，拍摄地点{" "}
              {fact.place === undefined ? "照片里没有" : `${fact.place.latitude}, ${fact.place.longitude}`}
            </p>
          ))}
          <PhotoStrip photos={found.data.redacted.map(({ original }) => original)} label="遮挡前的照片" />
          <Timeline
            items={found.data.history.map((step) => ({
              content: `${instantLabel(step.at)} ${step.byName} ${step.label}${step.remark === undefined ? "" : `：${step.remark}`}`,
            }))}
          />
        </>
      )}
    </Modal>
  );
}

function Bans() {
  const found = useQuery({ queryKey: ["content", "bans"], queryFn: () => read(banRoutes.listBans, { query: { limit: 50 } }) });
  if (found.data === undefined) return found.error === null ? <Loading /> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <EmptyState sentence="没有被限制发言的人。" />;
  return found.data.items.map((one) => <BanRow key={one.personId} of={one} />);
}

function BanRow({ of }: { readonly of: Ban }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Ban["availableActions"][number]>();
  return (
    <div className="content-row" data-testid="ban-row">
      <p>
        <b>{of.personName}</b> {of.statusLabel} · {of.until === undefined ? "长期" : `到 ${dateLabel(of.until)}`} · {of.reason}
      </p>
      {of.appealReason === undefined ? null : <p>申诉：{of.appealReason}</p>}
      {of.history.map((step) => (
        <p key={`${step.at}${step.label}`} className="cell-sub">
          {instantLabel(step.at)} {step.byName} {step.label}
          {step.remark === undefined ? "" : `：${step.remark}`}
        </p>
      ))}
      <div className="content-actions">
        {of.availableActions.map((action) => (
          <Button key={action.action} onClick={() => setAsked(action)} data-testid={`ban-${action.action}`}>
            {action.label}
          </Button>
        ))}
      </div>
      {asked === undefined ? null : (
        <RemarkDialog
          label={asked.label}
          rule={asked.remark}
          readers="会告诉本人"
          draftName={`ban.${asked.action}.${of.personId}`}
          onClose={() => setAsked(undefined)}
          onSend={async (words = "") => {
            const result = await answerBan(of, asked.action === "UPHOLD" ? "UPHOLD" : "LIFT", words);
            if (!result.ok) return result.refusal;
            void message.success("已办理，会告诉本人。");
            setAsked(undefined);
            void queryClient.invalidateQueries({ queryKey: ["content"] });
            return undefined;
          }}
        >
          <p>
            {of.personName}：{of.reason}
          </p>
        </RemarkDialog>
      )}
    </div>
  );
}
