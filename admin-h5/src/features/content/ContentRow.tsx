import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { HeldContent } from "@app/contract/visits/moderation.schema";
import { PhotoStrip } from "../../ui/PhotoStrip";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { StatusTag } from "../../ui/StatusTag";
import { BanDialog } from "./BanDialog";
import { hide, pass } from "./contentCommands";
import { ContentHistory } from "./ContentHistory";
import { CoverDialog } from "./CoverDialog";

/** One thing somebody posted, why it is here, and what may be done to it. The words take the room, since they are what is judged. */
export function ContentRow({ content }: { readonly content: HeldContent }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<"HIDE" | "BAN" | "HISTORY">();
  const [covered, setCovered] = useState<Photo>();
  const [isSending, setSending] = useState(false);
  const action = (name: string) => content.availableActions.find((offered) => offered.action === name);
  const [publish, hiding] = [action("PUBLISH"), action("HIDE")];
  return (
    <li className="content-row" data-testid="content-row" data-booking-id={content.bookingId}>
      <p className="content-head">
        <span className="content-stars" role="img" aria-label={`${content.stars} 星`}>
          {"★".repeat(content.stars)}
          <span className="content-stars-rest">{"☆".repeat(5 - content.stars)}</span>
        </span>
        {content.isAuthorBanned ? <StatusTag tone="bad">作者已限制发言</StatusTag> : null}
        {content.reports === 0 ? null : <StatusTag tone="alert">{content.reports} 人举报</StatusTag>}
      </p>
      <p className="content-words">{content.comment ?? <span className="soft">没有写文字</span>}</p>
      <PhotoStrip photos={content.photos} label="评价照片" />
      {content.heldBecause.map((sentence) => (
        <p key={sentence} className="content-held">
          {sentence}
        </p>
      ))}
      {content.hiddenReason === undefined ? null : <p className="content-held">隐藏原因：{content.hiddenReason}</p>}
      <p className="cell-sub">
        {content.facilityName} · {content.authorName} · {dateLabel(content.visitedOn)}参观，{instantLabel(content.ratedAt)} 评价
      </p>
      <div className="content-actions">
        {publish === undefined ? null : (
          <Button type="primary" loading={isSending} onClick={() => void passOne()} data-testid="content-pass">
            {content.status === "HIDDEN" ? publish.label : "通过"}
          </Button>
        )}
        {hiding === undefined ? null : (
          <Button onClick={() => setAsked("HIDE")} data-testid="content-hide">
            隐藏
          </Button>
        )}
        {action("REDACT") === undefined
          ? null
          : content.photos.map((photo, index) => (
              <Button key={photo.attachmentId} onClick={() => setCovered(photo)} data-testid="content-cover">
                {content.photos.length === 1 ? "遮挡照片" : `遮挡第 ${index + 1} 张`}
              </Button>
            ))}
        {content.isAuthorBanned ? null : (
          <Button danger onClick={() => setAsked("BAN")} data-testid="content-ban">
            限制发言
          </Button>
        )}
        <Button type="link" onClick={() => setAsked("HISTORY")} data-testid="content-history">
          办理经过
        </Button>
      </div>
      {asked === "HIDE" && hiding !== undefined ? (
        <RemarkDialog
          label="隐藏"
          isDanger
          rule={hiding.remark}
          readers="会告诉作者"
          draftName={`content.HIDE.${content.bookingId}`}
          phrases="HIDE_REASONS"
          onClose={close}
          onSend={async (words = "") => {
            const result = await hide(content, words);
            if (!result.ok) return result.refusal;
            done("已隐藏，会告诉作者。");
            return undefined;
          }}
        >
          <p className="decide-who">
            {content.authorName}，{content.facilityName}：{content.comment ?? "没有写文字"}
          </p>
          <p className="soft">公众看不到这条文字和照片；{content.stars} 星仍计入平均分。</p>
        </RemarkDialog>
      ) : null}
      {asked === "BAN" ? <BanDialog content={content} onClose={close} onDone={() => done("已限制发言，会告诉本人原因、期限和怎样申诉。")} /> : null}
      {asked === "HISTORY" ? <ContentHistory content={content} onClose={() => setAsked(undefined)} /> : null}
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
    </li>
  );

  function done(words: string): void {
    void message.success(words);
    setAsked(undefined);
    void queryClient.invalidateQueries({ queryKey: ["content"] });
  }

  function close(wasRefused: boolean): void {
    setAsked(undefined);
    if (wasRefused) void queryClient.invalidateQueries({ queryKey: ["content"] });
  }

  async function passOne(): Promise<void> {
    setSending(true);
    const result = await pass(content);
    setSending(false);
    if (result.ok) return done("已公开。");
    void message.warning(result.refusal.message);
    await queryClient.invalidateQueries({ queryKey: ["content"] });
  }
}
