import { Image, Text, View } from "@tarojs/components";
import { useMemo } from "react";
import { qrDataUrl } from "../../../platform/qr";
import { aria } from "../../../ui/aria";

/** Black on white with its quiet frame, as large as the screen allows: gates have old scanners and bright sun. */
export function EntryCode({ code, headsOutside }: { readonly code: string; readonly headsOutside: number }) {
  const picture = useMemo(() => qrDataUrl(code), [code]);
  return (
    <View className="entry-code">
      <View id="booking-code">
        <Image className="entry-code__picture" src={picture} mode="scaleToFill" {...aria({ role: "img", label: "入场码，请出示给工作人员扫描" })} />
      </View>
      <View className="entry-code__text">入场时出示此码，全家一个码，可分批入场</View>
      <Text className="entry-code__heads">{`还可入场 ${headsOutside} 人`}</Text>
      <View className="entry-code__hint">扫不出来时，请把屏幕亮度调高，并擦净镜头。</View>
    </View>
  );
}
