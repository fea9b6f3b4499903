import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import type { Rating } from "@app/contract/visits/rating.schema";
import { RemarkDialog } from "../../../ui/RemarkDialog";
import { moderate } from "./ratingCommands";

/** Why the words are not shown; their author reads it. */
export function HideDialog({ rating, onClose }: { readonly rating: Rating; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const rule = rating.availableActions.find(({ action }) => action === "HIDE")?.remark;
  if (rule === undefined) return null;
  return (
    <RemarkDialog
      label="隐藏评价"
      isDanger
      rule={rule}
      readers="会告诉评价人"
      draftName={`rating.HIDE.${rating.bookingId}`}
      phrases="HIDE_REASONS"
      onClose={onClose}
      onSend={async (words = "") => {
        const result = await moderate(rating, "HIDE", words);
        if (!result.ok) return result.refusal;
        void message.success("已隐藏这条评价的文字。");
        onClose();
        void queryClient.invalidateQueries({ queryKey: ["ratings"] });
        return undefined;
      }}
    >
      <p className="decide-who">
        {rating.authorName}，{rating.facilityName}：{rating.comment}
      </p>
      <p className="soft">只隐藏文字；{rating.stars} 星仍计入平均分。</p>
    </RemarkDialog>
  );
}
