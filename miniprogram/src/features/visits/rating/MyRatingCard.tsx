import { View } from "@tarojs/components";
import { useState } from "react";
import type { BookingId } from "@app/contract/kernel/ids";
import { RATING_COMMENT_MAX, type MyRating } from "@app/contract/visits/rating.schema";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { useRemote } from "../../../api/useRemote";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Skeleton } from "../../../ui/Skeleton";
import { StarChoice, StarRow } from "./StarRow";

/** After the visit: how it was, once a visit, open to change until a bureau has read it. */
export function MyRatingCard({ bookingId }: { readonly bookingId: BookingId }) {
  const { remote, refresh, replace } = useRemote(`my-rating:${bookingId}`, () => api.call(ratingRoutes.getMyRating, { params: { bookingId } }));
  const [isChanging, setChanging] = useState(false);
  if (remote.kind === "LOADING") return <Skeleton cards={1} />;
  if (remote.kind === "FAILED") {
    return (
      <NoticeBar tone="waiting" action={{ label: "重试", onPress: () => void refresh() }}>
        {`没能读出您的评价：${remote.refusal.message}`}
      </NoticeBar>
    );
  }
  const mine = remote.value;
  if (mine.rating === undefined && !mine.mayRate) return null;
  if (mine.rating === undefined || isChanging) {
    return (
      <RatingForm
        bookingId={bookingId}
        before={mine.rating}
        onRated={(rating) => {
          replace({ rating, mayRate: true });
          setChanging(false);
        }}
        onLeave={isChanging ? () => setChanging(false) : undefined}
      />
    );
  }
  return <Said rating={mine.rating} onChange={mine.mayRate ? () => setChanging(true) : undefined} />;
}

type RatingOfMine = NonNullable<MyRating["rating"]>;

const STATUS_HINTS = {
  STARS_ONLY: "星级已计入平均分。",
  PENDING: "星级已计入平均分；文字审核后公开，公开前可以修改。",
  PUBLISHED: "已公开，只显示您的姓。",
  HIDDEN: "文字没有公开，星级仍计入平均分。",
} as const satisfies Record<RatingOfMine["status"], string>;

function Said({ rating, onChange }: { readonly rating: RatingOfMine; readonly onChange: (() => void) | undefined }) {
  return (
    <Card title="我的评价">
      <View id="my-rating">
        <StarRow stars={rating.stars} />
        {rating.comment !== undefined && <View className="rating__words">{rating.comment}</View>}
        <View className="rating__hint">{STATUS_HINTS[rating.status]}</View>
        {rating.hiddenReason !== undefined && <View className="rating__hint">{`原因：${rating.hiddenReason}`}</View>}
      </View>
      {onChange !== undefined && (
        <Button id="rating-change" kind="ghost" compact onPress={onChange}>
          修改评价
        </Button>
      )}
    </Card>
  );
}

function RatingForm({
  bookingId,
  before,
  onRated,
  onLeave,
}: {
  readonly bookingId: BookingId;
  readonly before: RatingOfMine | undefined;
  readonly onRated: (rating: RatingOfMine) => void;
  readonly onLeave: (() => void) | undefined;
}) {
  const [stars, setStars] = useState(before?.stars ?? 0);
  const [comment, setComment] = useState(before?.comment ?? "");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  const send = async (): Promise<void> => {
    if (stars === 0) return setProblem("请先点选几颗星。");
    setSending(true);
    setProblem(undefined);
    const words = comment.trim();
    const answer = await act(`rate-visit:${bookingId}`, { stars, ...(words === "" ? {} : { comment: words }) }, (body) =>
      api.call(ratingRoutes.rateVisit, { params: { bookingId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("谢谢您的评价");
    onRated(answer.value);
  };

  return (
    <Card title="这次参观怎么样？">
      <StarChoice
        value={stars}
        onChange={(chosen) => {
          setStars(chosen);
          setProblem(undefined);
        }}
      />
      <Field
        id="rating-comment"
        label="想说的话"
        multiline
        maxLength={RATING_COMMENT_MAX}
        value={comment}
        onChange={setComment}
        placeholder="例如：讲解清楚，孩子很喜欢"
        hint="审核后公开，只显示您的姓。请不要写电话等个人信息。"
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="rating-submit" loading={isSending} onPress={() => void send()}>
        提交评价
      </Button>
      {onLeave !== undefined && (
        <Button kind="ghost" onPress={onLeave}>
          先不改
        </Button>
      )}
    </Card>
  );
}
