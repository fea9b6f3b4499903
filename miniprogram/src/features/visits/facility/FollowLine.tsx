import { View } from "@tarojs/components";
import { Button } from "../../../ui/Button";
import { NoticeBar } from "../../../ui/NoticeBar";
import type { useFollow } from "./useFollow";

export function FollowLine({ follow }: { readonly follow: ReturnType<typeof useFollow> }) {
  return (
    <>
      <View className="follow-line">
        <View className="follow-line__text">{follow.isFollowing ? "开放新场次时，会在微信里提醒您" : "想来但还没定日子？"}</View>
        <Button id="follow" kind={follow.isFollowing ? "ghost" : "secondary"} compact loading={follow.isBusy} onPress={() => void follow.toggle()}>
          {follow.isFollowing ? "取消提醒" : "有名额时提醒我"}
        </Button>
      </View>
      {follow.problem !== undefined && <NoticeBar tone="bad">{follow.problem}</NoticeBar>}
    </>
  );
}
