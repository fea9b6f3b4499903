import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox } from "antd";
import { useState } from "react";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { Rating, RatingStatus } from "@app/contract/visits/rating.schema";
import { PhotoStrip } from "../../../ui/PhotoStrip";
import { StatusTag, type StatusTone } from "../../../ui/StatusTag";
import { HideDialog } from "./HideDialog";
import { isModeratorAction, moderate, type ModeratorAction } from "./ratingCommands";

const TONES = {
  STARS_ONLY: "quiet",
  PENDING_CHECK: "waiting",
  PENDING: "waiting",
  PUBLISHED: "good",
  HIDDEN: "bad",
  PRIVATE: "quiet",
} as const satisfies Record<RatingStatus, StatusTone>;

interface Choice {
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

/** One rating with what may be done to it. The words take the room, since they are what is read here. */
export function RatingRow({ rating, choice }: { readonly rating: Rating; readonly choice: Choice | undefined }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  const [isHiding, setHiding] = useState(false);
  const offered = rating.availableActions.filter(({ action }) => isModeratorAction(action));
  return (
    <li className="rating-row" data-testid="rating-row" data-booking-id={rating.bookingId}>
      {choice === undefined ? null : (
        <Checkbox
          className="rating-pick"
          checked={choice.isChosen}
          onChange={(event) => choice.onChoose(event.target.checked)}
          aria-label={`勾选 ${rating.authorName} 的评价`}
          data-testid="select-rating"
        />
      )}
      <div className="rating-body">
        <p className="rating-head">
          <span className="rating-stars" role="img" aria-label={`${rating.stars} 星`}>
            {"★".repeat(rating.stars)}
            <span className="rating-stars-rest">{"☆".repeat(5 - rating.stars)}</span>
          </span>
          <StatusTag tone={TONES[rating.status]} testId="rating-status">
            {rating.statusLabel}
          </StatusTag>
          {rating.status === "PRIVATE" ? <StatusTag tone="alert">仅单位可见</StatusTag> : null}
        </p>
        <p className="rating-words">{rating.comment ?? <span className="soft">没有写文字</span>}</p>
        <PhotoStrip photos={rating.photos} label="评价照片" />
        <p className="cell-sub">
          {rating.facilityName} · {rating.authorName} · {rating.kindLabel} · {dateLabel(rating.visitedOn)}参观，{instantLabel(rating.ratedAt)} 评价
        </p>
        {rating.hiddenReason === undefined ? null : <p className="cell-sub">隐藏原因：{rating.hiddenReason}</p>}
      </div>
      <div className="rating-actions">
        {offered.map(({ action, label }) => (
          <Button
            key={action}
            danger={action === "HIDE"}
            loading={action === "PUBLISH" && isSending}
            onClick={() => (action === "HIDE" ? setHiding(true) : void take("PUBLISH"))}
            data-testid={`rating-${action}`}
          >
            {label}
          </Button>
        ))}
      </div>
      {isHiding ? <HideDialog rating={rating} onClose={() => setHiding(false)} /> : null}
    </li>
  );

  async function take(action: Exclude<ModeratorAction, "HIDE">): Promise<void> {
    setSending(true);
    const result = await moderate(rating, action);
    setSending(false);
    void (result.ok ? message.success("已公开这条评价。") : message.warning(result.refusal.message));
    await queryClient.invalidateQueries({ queryKey: ["ratings"] });
  }
}
