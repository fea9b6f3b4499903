import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { AgreementSheet } from "../api/AgreementSheet";
import { useElderMode, useTextSize } from "../platform/textSize";

export interface PageProps {
  readonly children: ReactNode;
  /** Stays at the bottom of the screen, above the phone's own bar: the page's one main action. */
  readonly bottomBar?: ReactNode;
  /** Sheets and the like, outside the page's flow. */
  readonly overlay?: ReactNode;
}

export function Page({ children, bottomBar, overlay }: PageProps) {
  const textSize = useTextSize();
  const isElder = useElderMode();
  const classes = ["page", textSize === "LARGE" ? "page--large" : "", isElder ? "page--elder" : "", bottomBar === undefined ? "" : "page--barred"]
    .filter(Boolean)
    .join(" ");
  return (
    <View className={classes}>
      <View className="page__content">{children}</View>
      {bottomBar !== undefined && <View className="page__bar">{bottomBar}</View>}
      {overlay}
      <AgreementSheet />
    </View>
  );
}
