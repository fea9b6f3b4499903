import { View } from "@tarojs/components";
import { useState } from "react";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { RATING_COMMENT_MAX, RATING_PHOTOS_MAX, type MyRating } from "@app/contract/visits/rating.schema";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { useRemote } from "../../../api/useRemote";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Skeleton } from "../../../ui/Skeleton";
import { PhotoPicker } from "../../../ui/PhotoPicker";
import { PhotoStrip } from "../../../ui/PhotoStrip";
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
  return <Said rating={mine.rating} onChange={mine.mayRate ? () => setChanging(true) : undefined} onPrivate={(rating) => replace({ rating, mayRate: true })} />;
}

type RatingOfMine = NonNullable<MyRating["rating"]>;

const STATUS_HINTS = {
  STARS_ONLY: "星级已计入平均分。",
  PENDING_CHECK: "星级已计入平均分；文字和照片正在检查，通过后公开，公开前可以修改。",
  PENDING: "星级已计入平均分；文字和照片由工作人员审核后公开，公开前可以修改。",
  PUBLISHED: "已公开，只显示您的姓。",
  HIDDEN: "没有公开，星级仍计入平均分。",
  PRIVATE: "不公开：只有这家单位和上级部门看得到，星级不计入平均分。",
} as const satisfies Record<RatingOfMine["status"], string>;

function Said({
  rating,
  onChange,
  onPrivate,
}: {
  readonly rating: RatingOfMine;
  readonly onChange: (() => void) | undefined;
  readonly onPrivate: (rating: RatingOfMine) => void;
}) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const mayHide = rating.availableActions.some(({ action }) => action === "MAKE_PRIVATE");
  const makePrivate = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    const answer = await act(`rating-private:${rating.bookingId}`, {}, (body) =>
      api.call(moderationRoutes.makeRatingPrivate, { params: { bookingId: rating.bookingId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("已改为不公开");
    onPrivate(answer.value);
  };
  return (
    <Card title="我的评价">
      <View id="my-rating">
        <StarRow stars={rating.stars} />
        {rating.comment !== undefined && <View className="rating__words">{rating.comment}</View>}
        <PhotoStrip photos={rating.photos} label="我的照片" />
        <View className="rating__hint">{STATUS_HINTS[rating.status]}</View>
        {rating.hiddenReason !== undefined && <View className="rating__hint">{`原因：${rating.hiddenReason}`}</View>}
      </View>
      {onChange !== undefined && (
        <Button id="rating-change" kind="ghost" compact onPress={onChange}>
          修改评价
        </Button>
      )}
      {mayHide && (
        <Button id="rating-make-private" kind="ghost" compact loading={isSending} onPress={() => void makePrivate()}>
          改为不公开
        </Button>
      )}
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
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
  const [photoIds, setPhotoIds] = useState<readonly AttachmentId[]>(before?.photos.map(({ attachmentId }) => attachmentId) ?? []);
  const [isUploading, setUploading] = useState(false);
  const [isPrivate, setPrivate] = useState(before?.status === "PRIVATE");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  const send = async (): Promise<void> => {
    if (stars === 0) return setProblem("请先点选几颗星。");
    if (isUploading) return setProblem("照片还在上传，请等它传完再提交。");
    setSending(true);
    setProblem(undefined);
    const words = comment.trim();
    const said = {
      stars,
      ...(words === "" ? {} : { comment: words }),
      ...(photoIds.length === 0 ? {} : { photoIds: [...photoIds] }),
      ...(isPrivate ? { isPrivate } : {}),
    };
    const answer = await act(`rate-visit:${bookingId}`, said, (body) => api.call(ratingRoutes.rateVisit, { params: { bookingId }, body }));
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
        hint={isPrivate ? "只有这家单位和上级部门看得到，只显示您的姓。" : "检查通过后公开，只显示您的姓。请不要写电话等个人信息。"}
      />
      <PhotoPicker
        id="rating-photos"
        purpose="RATING_PHOTO"
        max={RATING_PHOTOS_MAX}
        value={photoIds}
        onChange={setPhotoIds}
        onUploading={setUploading}
        label="照片"
      />
      <View className="rating__private">
        <Checkbox id="rating-private" label="不公开，只给单位和上级部门看（不计入平均分）" checked={isPrivate} onChange={setPrivate} />
      </View>
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
