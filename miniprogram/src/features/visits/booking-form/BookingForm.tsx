import { Text, View } from "@tarojs/components";
import type { BookingId } from "@app/contract/kernel/ids";
import { dateLabel } from "@app/contract/kernel/time";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import type { FacilityDetail } from "@app/contract/visits/facility.schema";
import { api } from "../../../api/apiClient";
import { useSubscriptionAsk } from "../../../api/subscriptions";
import { openPage, openTab } from "../../../platform/navigation";
import { noticeTemplateIds } from "../../../platform/noticeTemplates";
import { hasPhoneButton, PhoneButton } from "../../../platform/PhoneButton";
import { toast } from "../../../platform/toast";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Checkbox } from "../../../ui/Checkbox";
import { Countdown } from "../../../ui/Countdown";
import { Field, FieldFrame } from "../../../ui/Field";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Stepper } from "../../../ui/Stepper";
import type { BookingDraft } from "./bookingDraft";
import { TeamFields, TeamPreparation } from "./TeamFields";
import { useBookingForm, type FormNotice } from "./useBookingForm";

export function BookingForm({
  facility,
  initial,
  onBooked,
}: {
  readonly facility: FacilityDetail;
  readonly initial: BookingDraft;
  readonly onBooked: (bookingId: BookingId) => void;
}) {
  const form = useBookingForm(initial, onBooked);
  const { draft, problems, notice, busy } = form;
  const askAtTap = useSubscriptionAsk("BOOKING", noticeTemplateIds);

  /** Saves typing; whoever says no types it as ever. */
  const fillPhone = async (phoneCode: string): Promise<void> => {
    const answer = await api.call(staffBindingRoutes.readWechatPhone, { body: { phoneCode } });
    if (answer.ok) form.change({ contactPhone: answer.value.phone });
    else toast(answer.refusal.message);
  };

  const submit = async (): Promise<void> => {
    // WeChat lets a page ask only from within a tap, so the question comes before the sending. A no is an answer: the booking goes on.
    await askAtTap();
    await form.submit();
  };

  return (
    <Page
      bottomBar={
        <>
          {notice !== undefined && <FormNoticeBar notice={notice} onLogIn={() => void form.logInAgain()} />}
          <Button id="submit-booking" loading={busy === "SUBMITTING"} onPress={() => void submit()}>
            {notice?.code === "NETWORK" ? "重试提交" : "提交预约"}
          </Button>
        </>
      }
    >
      <HoldLine form={form} />
      <Card title={facility.name}>
        <KeyValue label="参观时间">
          <View>{dateLabel(draft.slot.date)}</View>
          <View>{draft.slot.periodLabel}</View>
        </KeyValue>
        <KeyValue label="地址">{facility.address}</KeyValue>
      </Card>
      {draft.kind === "TEAM" && <TeamFields form={form} />}
      <Card title={draft.kind === "TEAM" ? "联系人" : "预约人信息"}>
        {draft.kind === "FAMILY" && (
          <FieldFrame label="参观人数" required hint={`含预约人在内，每次可约 ${draft.slot.partyMin}-${draft.slot.partyMax} 人`} error={problems.heads}>
            <Stepper id="heads" label="人数" unit=" 人" value={draft.heads} min={draft.slot.partyMin} max={draft.slot.partyMax} onChange={form.changeHeads} />
          </FieldFrame>
        )}
        <Field
          id="contactName"
          label="联系人姓名"
          required
          value={draft.contactName}
          onChange={(contactName) => form.change({ contactName })}
          placeholder="请填写真实姓名"
          error={problems.contactName}
        />
        <Field
          id="contactPhone"
          label="手机号"
          required
          kind="phone"
          maxLength={11}
          value={draft.contactPhone}
          onChange={(contactPhone) => form.change({ contactPhone })}
          placeholder="11 位手机号"
          hint="用于接收确认和提醒，只给开放单位看。"
          error={problems.contactPhone}
        />
        {hasPhoneButton && draft.contactPhone === "" && (
          <PhoneButton id="fill-phone" onCode={(phoneCode) => void fillPhone(phoneCode)} onNone={() => undefined}>
            用微信手机号填入
          </PhoneButton>
        )}
        {draft.kind === "TEAM" && <TeamPreparation form={form} />}
        <Field
          id="note"
          label="备注"
          multiline
          maxLength={200}
          value={draft.note}
          onChange={(note) => form.change({ note })}
          placeholder={draft.kind === "TEAM" ? "例如：有小学生，希望有讲解" : "例如：有老人同行，需要轮椅通道"}
          error={problems.note}
        />
      </Card>
      <Card title="参观安全须知">
        {facility.safetyNotice.map((line, index) => (
          <View key={line} className="safety">
            <Text className="safety__number">{`${index + 1}.`}</Text>
            <Text className="safety__text">{line}</Text>
          </View>
        ))}
        <Checkbox
          id="safety-accept"
          checked={draft.safetyNoticeAccepted}
          onChange={(safetyNoticeAccepted) => form.change({ safetyNoticeAccepted })}
          label="我已阅读并同意参观安全须知"
        />
        {problems.safetyNoticeAccepted !== undefined && (
          <View className="field__error" {...aria({ role: "alert" })}>
            {problems.safetyNoticeAccepted}
          </View>
        )}
      </Card>
      {notice !== undefined && <View className="notice-room" />}
    </Page>
  );
}

function HoldLine({ form }: { readonly form: ReturnType<typeof useBookingForm> }) {
  const { draft, isHoldOver, busy } = form;
  if (!isHoldOver && draft.hold !== undefined) {
    return (
      <View id="hold-countdown" className="hold">
        <Text className="hold__text">{`已为您保留 ${draft.hold.heads} 个名额，请在时间内提交`}</Text>
        <View className="hold__time">
          <Countdown until={draft.hold.endsAt} onOver={form.endHold} />
        </View>
      </View>
    );
  }
  return (
    <View id="hold-over" className="hold hold--over" {...aria({ role: "alert" })}>
      <View className="hold__text">保留的时间已到，名额已释放。您填写的内容都在，可以重新保留；也可以直接提交，有名额就能约上。</View>
      <View className="hold__again">
        <Button id="hold-again" kind="secondary" compact loading={busy === "HOLDING"} onPress={() => void form.holdAgain()}>
          重新保留名额
        </Button>
      </View>
    </View>
  );
}

function FormNoticeBar({ notice, onLogIn }: { readonly notice: FormNotice; readonly onLogIn: () => void }) {
  if (notice.code === "BOOKING_OVERLAPS") {
    return (
      <NoticeBar tone="bad" action={{ label: "我的预约", onPress: () => void openTab("/pages/bookings/index") }}>
        {notice.message}
      </NoticeBar>
    );
  }
  if (notice.code === "NO_SHOW_BLOCKED") {
    return (
      <NoticeBar tone="bad" action={{ label: "失约记录", onPress: () => void openPage("/features/visits/no-shows/index") }}>
        {notice.message}
      </NoticeBar>
    );
  }
  if (notice.code === "SESSION_EXPIRED" || notice.code === "SESSION_MISSING") {
    return (
      <NoticeBar tone="bad" action={{ label: "重新登录", onPress: onLogIn }}>
        {notice.message}
      </NoticeBar>
    );
  }
  return <NoticeBar tone="bad">{notice.message}</NoticeBar>;
}
