import { Image, Text, View } from "@tarojs/components";
import { useMemo } from "react";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { qrDataUrl } from "../../../platform/qr";
import { aria } from "../../../ui/aria";

/** Black on white with its quiet frame, as large as the screen allows: gates have old scanners and bright sun. */
export function EntryCode({ code, kind, headsOutside }: { readonly code: string; readonly kind: BookingKind; readonly headsOutside: number }) {
  const picture = useMemo(() => qrDataUrl(code), [code]);
  return (
    <View className="entry-code">
      <View id="booking-code">
        <Image className="entry-code__picture" src={picture} mode="scaleToFill" {...aria({ role: "img", label: "入场码，请出示给工作人员扫描" })} />
      </View>
      <View className="entry-code__text">{`入场时出示此码，${kind === "TEAM" ? "全队" : "全家"}一个码，可分批入场`}</View>
      <Text className="entry-code__heads">{`还可入场 ${headsOutside} 人`}</Text>
      <View className="entry-code__hint">扫不出来时，请把屏幕亮度调高，并擦净镜头。</View>
    </View>
  );
}
