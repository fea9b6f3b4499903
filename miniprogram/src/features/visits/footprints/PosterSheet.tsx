import { Image, View } from "@tarojs/components";
import { useCallback, useEffect, useState } from "react";
import { homeAddress } from "../../../platform/homeAddress";
import { openAlbumSettings, paintPoster, savePoster } from "../../../platform/posterCanvas";
import type { PaintOutcome } from "../../../platform/posterOutcome";
import { qrMatrix } from "../../../platform/qr";
import { toast } from "../../../platform/toast";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import type { Footprint } from "./footprint";
import { NICKNAME_MAX, paintFootprints, POSTER_SIZE, posterWords } from "./posterPicture";

const IS_BROWSER = process.env.TARO_ENV === "h5";
const SAVE_PROBLEMS = {
  DENIED: "没有保存到相册的权限。请在设置里打开「添加到相册」，再点保存。",
  FAILED: "没有保存成功，请长按上面的图片保存，或稍后再试。",
} as const;

export function PosterSheet({ footprints, onClose }: { readonly footprints: readonly Footprint[]; readonly onClose: () => void }) {
  const [nickname, setNickname] = useState("");
  const [painted, setPainted] = useState<PaintOutcome>();
  const [problem, setProblem] = useState<keyof typeof SAVE_PROBLEMS>();
  const [isSaving, setSaving] = useState(false);

  const paint = useCallback(async (): Promise<void> => {
    const code = qrMatrix(homeAddress());
    setPainted(await paintPoster(POSTER_SIZE, (brush) => paintFootprints(brush, posterWords(footprints, nickname), code)));
  }, [footprints, nickname]);
  useEffect(() => void paint(), [paint]);

  const save = async (src: string): Promise<void> => {
    setSaving(true);
    setProblem(undefined);
    const outcome = await savePoster(src);
    setSaving(false);
    if (outcome.kind === "SAVED") return toast(IS_BROWSER ? "已开始下载" : "已保存到相册");
    if (outcome.kind !== "LEFT") setProblem(outcome.kind);
  };

  return (
    <Sheet title="足迹海报" onClose={onClose}>
      {painted?.kind === "FAILED" && (
        <NoticeBar tone="bad" action={{ label: "重试", onPress: () => void paint() }}>
          海报没有画出来。
        </NoticeBar>
      )}
      {painted?.kind === "PAINTED" && (
        <View id="poster" className="poster">
          <Image
            className="poster__picture"
            src={painted.src}
            mode="scaleToFill"
            showMenuByLongpress
            {...aria({ role: "img", label: `足迹海报：去过 ${footprints.length} 家环保设施` })}
          />
        </View>
      )}
      <Field id="poster-nickname" label="署名" maxLength={NICKNAME_MAX} value={nickname} onChange={setNickname} placeholder="不填则不显示姓名" />
      {problem !== undefined && (
        <NoticeBar tone="bad" {...(problem === "DENIED" ? { action: { label: "去设置", onPress: () => void openAlbumSettings() } } : {})}>
          {SAVE_PROBLEMS[problem]}
        </NoticeBar>
      )}
      <Button id="save-poster" disabled={painted?.kind !== "PAINTED"} loading={isSaving} onPress={() => painted?.kind === "PAINTED" && void save(painted.src)}>
        {IS_BROWSER ? "下载图片" : "保存到相册"}
      </Button>
      {IS_BROWSER && <View className="poster__hint">在微信里打开时，请长按图片保存或发送给朋友。</View>}
    </Sheet>
  );
}
