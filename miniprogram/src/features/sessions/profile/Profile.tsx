import { Text, View } from "@tarojs/components";
import { useState } from "react";
import type { Me } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { logOut } from "../../../api/logIn";
import { currentSession, keepSession, useMe } from "../../../api/session";
import { useUnread } from "../../../api/unread";
import { openPage, openTab } from "../../../platform/navigation";
import { usePageShow } from "../../../platform/pageLife";
import { chooseElderMode, chooseTextSize, useElderMode, useTextSize } from "../../../platform/textSize";
import { scanCode } from "../../../platform/scan";
import { confirm, toast } from "../../../platform/toast";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Checkbox } from "../../../ui/Checkbox";
import { Row } from "../../../ui/KeyValue";
import { Page } from "../../../ui/Page";
import { gateGrants } from "./gateGrants";
import { ticketIn } from "./logInTicket";
import { postChoices, postInUse, workNames } from "./postChoices";
import { PostSheet } from "./PostSheet";
import "./profile.css";

export function Profile() {
  const me = useMe();
  const [isLeaving, setLeaving] = useState(false);
  const [isSwitchingPost, setSwitchingPost] = useState(false);
  usePageShow(() => void refreshMe());

  const leave = async (): Promise<void> => {
    const isSure = await confirm({ title: "退出登录", message: "退出后仍可浏览开放单位；查看预约和入场码需要重新登录。", confirmText: "退出" });
    if (!isSure) return;
    setLeaving(true);
    await logOut();
    setLeaving(false);
  };

  return (
    <Page overlay={me !== undefined && isSwitchingPost ? <PostSheet me={me} onClose={() => setSwitchingPost(false)} /> : undefined}>
      {me === undefined ? (
        <Card>
          <LogInWall message="您还没有登录" onLoggedIn={() => undefined} />
        </Card>
      ) : (
        <>
          <Person me={me} />
          {me.username !== undefined && <WorkCard me={me} onSwitchPost={() => setSwitchingPost(true)} />}
          <Card>
            <InboxRow />
            <Row id="my-bookings" label="我的预约" onPress={() => void openTab("/pages/bookings/index")} />
            <Row id="my-follows" label="我关注的单位" onPress={() => void openPage("/features/visits/follows/index")} />
            <Row id="my-footprints" label="打卡足迹" onPress={() => void openPage("/features/visits/footprints/index")} />
            <Row id="my-no-shows" label="失约记录" onPress={() => void openPage("/features/visits/no-shows/index")} />
            <Row id="my-ban" label="发言限制" onPress={() => void openPage("/features/content/my-ban/index")} />
            <Row id="my-privacy" label="隐私与数据" onPress={() => void openPage("/features/sessions/privacy/index")} />
            {me.username === undefined && <Row id="bind-staff" label="我是工作人员" onPress={() => void openPage("/features/sessions/bind-staff/index")} />}
          </Card>
        </>
      )}
      <Card title="显示">
        <LargeText />
        <ElderMode />
      </Card>
      <Card title="关于">
        <View className="about">城市环境共治平台：走进环保设施，参与城市环境治理。</View>
        <Row id="read-agreement" label="个人信息保护说明和用户协议" onPress={() => void openPage("/features/sessions/agreement/index")} />
      </Card>
      {me !== undefined && (
        <Button id="log-out" kind="ghost" loading={isLeaving} onPress={() => void leave()}>
          退出登录
        </Button>
      )}
    </Page>
  );
}

/** 消息 with what is unread. */
function InboxRow() {
  const unread = useUnread();
  const badge = unread === undefined ? {} : { value: `${unread} 条未读` };
  return <Row id="my-inbox" label="消息" {...badge} onPress={() => void openPage("/features/notices/inbox/index")} />;
}

function Person({ me }: { readonly me: Me }) {
  const roles = workNames(me);
  return (
    <View id="me" className="person">
      <View className="person__mark" {...aria({ hidden: true })}>
        {[...me.name][0] ?? ""}
      </View>
      <View className="person__text">
        <View className="person__name">{me.name}</View>
        {me.phoneMasked !== undefined && <Text className="person__line">{me.phoneMasked}</Text>}
        {roles.length > 0 && <View className="person__line">{roles.join("、")}</View>}
      </View>
    </View>
  );
}

/** What a bound account works with, before what is the person's own: at a gate nobody should have to look for it. */
function WorkCard({ me, onSwitchPost }: { readonly me: Me; readonly onSwitchPost: () => void }) {
  const gates = me.permissions.includes("checkIns.record") ? gateGrants(me) : [];
  const [isUnbinding, setUnbinding] = useState(false);
  const unbind = async (): Promise<void> => {
    const isSure = await confirm({
      title: "解除绑定",
      message: "解除后，这个微信不能再核销入场、扫码登录后台，也收不到工作提醒。",
      confirmText: "解除绑定",
      isDangerous: true,
    });
    if (!isSure) return;
    setUnbinding(true);
    const answer = await api.call(staffBindingRoutes.unbindStaff, {});
    setUnbinding(false);
    const session = currentSession();
    if (answer.ok && session !== undefined) keepSession({ ...session, me: answer.value });
    toast(answer.ok ? "已解除绑定" : answer.refusal.message);
  };
  const scan = async (): Promise<void> => {
    const scanned = await scanCode();
    if (scanned.kind !== "SCANNED") return;
    const ticket = ticketIn(scanned.text);
    if (ticket === undefined) toast("这不是后台的登录码，请扫电脑登录页上的码");
    else await openPage("/features/sessions/qr-log-in/index", { ticket });
  };
  return (
    <Card title="工作">
      {gates.map((gate) => (
        <Row
          key={gate.facilityId}
          id={`gate-${gate.facilityId}`}
          label="闸口核销"
          value={gate.orgName}
          onPress={() => void openPage("/features/gate/today/index", { facilityId: gate.facilityId })}
        />
      ))}
      {me.accountId !== undefined && <Row id="my-approvals" label="我的审批" onPress={() => void openPage("/features/approvals/mine/index")} />}
      {me.accountId !== undefined && <Row id="my-announcements" label="公文通告" onPress={() => void openPage("/features/announcements/list/index")} />}
      <Row id="scan-log-in" label="扫码登录后台" onPress={() => void scan()} />
      {postChoices(me).length > 0 && <Row id="switch-post" label="换岗" value={postInUse(me)} onPress={onSwitchPost} />}
      <Row id="unbind-staff" label={isUnbinding ? "正在解除绑定…" : "解除绑定工作账号"} value={me.name} onPress={() => void unbind()} />
    </Card>
  );
}

function LargeText() {
  const size = useTextSize();
  return <Checkbox id="large-text" checked={size === "LARGE"} onChange={(isLarge) => chooseTextSize(isLarge ? "LARGE" : "STANDARD")} label="大字版" />;
}

function ElderMode() {
  const isElder = useElderMode();
  return (
    <Checkbox id="elder-mode" checked={isElder} onChange={chooseElderMode} label="长辈模式：字更大、选项更少、一步一步来">
      <View>长辈模式</View>
      <View className="about--muted">字更大、选项更少、一步一步来</View>
    </Checkbox>
  );
}

/** A role given or taken by a bureau shows the next time the page is opened. */
async function refreshMe(): Promise<void> {
  const before = currentSession();
  if (before === undefined) return;
  const answer = await api.call(sessionRoutes.getMe, {});
  if (answer.ok && currentSession()?.token === before.token) keepSession({ ...before, me: answer.value });
}
