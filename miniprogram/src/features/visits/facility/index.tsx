import { Text, View } from "@tarojs/components";
import { useEffect, useRef, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel } from "@app/contract/kernel/time";
import { TEAM_HEADS_MAX } from "@app/contract/visits/booking.schema";
import { BOOKING_KIND_LABELS, BOOKING_KINDS, BookingKind } from "@app/contract/visits/bookingKind.schema";
import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN, HOLD_MINUTES } from "@app/contract/visits/hold.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import { cameBackFromLogIn } from "../../../api/logIn";
import { useSession } from "../../../api/session";
import { openTab, usePageQuery, type PageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh, useShare } from "../../../platform/pageLife";
import { callPhone } from "../../../platform/contact";
import { useElderMode } from "../../../platform/textSize";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { Chips } from "../../../ui/Chips";
import { Stepper } from "../../../ui/Stepper";
import { Pressable } from "../../../ui/Pressable";
import { HeadsField } from "../HeadsField";
import { FacilityRatingsCard } from "../rating/FacilityRatingsCard";
import { FacilityFacts, FacilityHead } from "./FacilityFacts";
import { ElderChooser } from "./ElderChooser";
import { FollowLine } from "./FollowLine";
import { SlotCalendar } from "./SlotCalendar";
import { headsMaxOf } from "./slotDays";
import { SlotPeriods } from "./SlotPeriods";
import { useFacilityVisit, type WantedParty } from "./useFacilityVisit";
import { useFollow } from "./useFollow";
import { WaitingSheet } from "./WaitingSheet";
import "../rating/rating.css";
import "./facility.css";

export default function FacilityPage() {
  const query = usePageQuery();
  const facilityId = (query.facilityId ?? "") as FacilityId;
  const visit = useFacilityVisit(facilityId, wantedParty(query));
  const { facility, slots, slot } = visit;
  const name = facility.remote.kind === "READY" ? facility.remote.value.name : "环保设施参观";
  usePageShow(() => void slots.refresh());
  usePullToRefresh(async () => void (await Promise.all([facility.refresh(), slots.refresh()])));
  useShare({ title: name, path: "/features/visits/facility/index", query: { facilityId } });
  useProceedAfterLogIn(visit);
  const follow = useFollow(facilityId);
  const isElder = useElderMode();
  const [waitingFor, setWaitingFor] = useState<Slot>();
  const wait = async (wanted: Slot): Promise<void> => {
    if (await visit.enterToWait(wanted)) setWaitingFor(wanted);
  };

  if (facility.remote.kind === "LOADING") {
    return (
      <Page>
        <Skeleton />
      </Page>
    );
  }
  if (facility.remote.kind === "FAILED") {
    return (
      <Page>
        <FacilityRefused refusal={facility.remote.refusal} onRetry={() => void facility.refresh()} />
      </Page>
    );
  }

  return (
    <Page
      bottomBar={
        <>
          <View className="booking-bar__what">{chosenLabel(visit)}</View>
          {visit.fullSlot === undefined ? (
            <Button id="next-step" disabled={slot === undefined} loading={visit.isHolding} onPress={() => void visit.proceed()}>
              下一步
            </Button>
          ) : (
            <Button id="wait-for-slot" onPress={() => visit.fullSlot !== undefined && void wait(visit.fullSlot)}>
              候补这个场次
            </Button>
          )}
        </>
      }
      overlay={
        waitingFor !== undefined && (
          <WaitingSheet
            slot={waitingFor}
            wantedHeads={visit.wantedHeads}
            onClose={() => {
              setWaitingFor(undefined);
              void slots.refresh();
            }}
          />
        )
      }
    >
      <FacilityHead facility={facility.remote.value} />
      {isElder ? (
        <>
          <ElderChooser visit={visit} />
          <View className="elder-call">
            <Button id="call-for-help" kind="secondary" onPress={() => void callPhone(facility.remote.kind === "READY" ? facility.remote.value.phone : "")}>
              打电话咨询
            </Button>
          </View>
        </>
      ) : (
        <>
          <FollowLine follow={follow} />
          <Card title="谁来参观">
            <PartyChooser visit={visit} />
          </Card>
          <Card title="选择参观时间">
            <SlotChooser visit={visit} follow={follow} onWait={(wanted) => void wait(wanted)} />
          </Card>
        </>
      )}
      <FacilityFacts facility={facility.remote.value} />
      <FacilityRatingsCard facilityId={facilityId} />
    </Page>
  );
}

/** A facility that is not there will not come by asking again: its sentence says to go back to the list. */
function FacilityRefused({ refusal, onRetry }: { readonly refusal: CallRefusal; readonly onRetry: () => void }) {
  if (refusal.code !== "NOT_FOUND" && refusal.code !== "INPUT_INVALID") return <ErrorState message={refusal.message} onRetry={onRetry} />;
  return <EmptyState title={refusal.message} action={{ label: "看看其他单位", onPress: () => void openTab("/pages/home/index") }} />;
}

function chosenLabel({ slot, fullSlot, heads }: ReturnType<typeof useFacilityVisit>): string {
  if (slot !== undefined) return [`${dateLabel(slot.date)} ${slot.periodLabel}`, ...(heads === 0 ? [] : [`${heads}\u00a0人`])].join(" · ");
  return fullSlot === undefined ? "请选择参观日期和时段" : `${dateLabel(fullSlot.date)} ${fullSlot.periodLabel} · 已约满`;
}

function SlotChooser({
  visit,
  follow,
  onWait,
}: {
  readonly visit: ReturnType<typeof useFacilityVisit>;
  readonly follow: ReturnType<typeof useFollow>;
  readonly onWait: (slot: Slot) => void;
}) {
  const { slots, day, slot } = visit;
  if (slots.remote.kind === "LOADING") return <Skeleton cards={1} />;
  if (slots.remote.kind === "FAILED") return <ErrorState message={slots.remote.refusal.message} onRetry={() => void slots.refresh()} />;
  const hasPlaces = visit.days.some((candidate) => candidate.bookability === "BOOKABLE");
  return (
    <>
      {!hasPlaces && visit.kind === "TEAM" && <NoticeBar tone="waiting">近30天没有可约的团队场次，可以打电话问问开放单位，电话在下面。</NoticeBar>}
      {!hasPlaces &&
        visit.kind === "FAMILY" &&
        (follow.isFollowing ? (
          <NoticeBar tone="waiting">近30天暂无可约日期。有新场次时会提醒您。</NoticeBar>
        ) : (
          <NoticeBar tone="waiting" action={{ label: "有名额时提醒我", onPress: () => void follow.toggle() }}>
            近30天暂无可约日期。
          </NoticeBar>
        ))}
      <SlotCalendar days={visit.days} selected={day?.date} onSelect={visit.chooseDate} />
      {day !== undefined && <SlotPeriods day={day} kind={visit.kind} selected={(slot ?? visit.fullSlot)?.slotId} onSelect={visit.chooseSlot} />}
      {slot !== undefined && visit.kind === "TEAM" && (
        <HeadsField value={visit.heads} onChange={visit.chooseHeads} hint={`这个场次还有 ${slot.headsLeft} 个名额`} />
      )}
      {slot !== undefined && visit.kind === "FAMILY" && (
        <View className="heads-line">
          <View>
            <View className="heads-line__label">参观人数</View>
            <Text className="heads-line__hint">{`每次可约 ${slot.partyMin}-${slot.partyMax} 人`}</Text>
          </View>
          <Stepper id="heads" label="人数" unit=" 人" value={visit.heads} min={slot.partyMin} max={headsMaxOf(slot)} onChange={visit.chooseHeads} />
        </View>
      )}
      {slot !== undefined && visit.kind === "FAMILY" && slot.headsLeft < slot.partyMax && (
        <Pressable id="wait-for-more" className="wait-link" onPress={() => onWait(slot)}>
          {`只剩 ${slot.headsLeft} 个名额，人更多？可以候补`}
        </Pressable>
      )}
      {visit.fullSlot !== undefined && <View className="hold-hint">有人取消时，空出的名额按加入候补的先后依次提供。</View>}
      {visit.problem !== undefined && <NoticeBar tone="bad">{visit.problem}</NoticeBar>}
      {slot !== undefined && visit.problem === undefined && <View className="hold-hint">{`点「下一步」后，名额为您保留 ${HOLD_MINUTES} 分钟。`}</View>}
    </>
  );
}

const PARTY_OPTIONS = BOOKING_KINDS.map((kind) => ({ value: kind, label: BOOKING_KIND_LABELS[kind] }));
const PARTY_HINTS = {
  FAMILY: `自己来，或带家人朋友来，每次 ${FAMILY_PARTY_MIN}-${FAMILY_PARTY_MAX} 人`,
  TEAM: "学校、单位、社区等组织的参观",
} as const satisfies Record<BookingKind, string>;

function PartyChooser({ visit }: { readonly visit: ReturnType<typeof useFacilityVisit> }) {
  return (
    <>
      <Chips id="party" layout="segments" label="谁来参观" options={PARTY_OPTIONS} value={visit.kind} onChange={visit.chooseKind} />
      <View className="party-hint">{PARTY_HINTS[visit.kind]}</View>
    </>
  );
}

/** Who came last time, when the page is opened to book again. */
function wantedParty(query: PageQuery): WantedParty | undefined {
  const kind = BookingKind.safeParse(query.kind);
  const heads = Number(query.heads);
  if (!kind.success || !Number.isInteger(heads) || heads < 1 || heads > TEAM_HEADS_MAX) return undefined;
  return { kind: kind.data, heads };
}

/** Back from WeChat's page: the person had already said "next", so nothing is asked twice. */
function useProceedAfterLogIn(visit: ReturnType<typeof useFacilityVisit>): void {
  const isLoggedIn = useSession() !== undefined;
  const isDone = useRef(false);
  const { slot, proceed, wasInterrupted } = visit;
  useEffect(() => {
    if (isDone.current || !cameBackFromLogIn || !wasInterrupted || !isLoggedIn || slot === undefined) return;
    isDone.current = true;
    void proceed();
  }, [isLoggedIn, proceed, slot, wasInterrupted]);
}
