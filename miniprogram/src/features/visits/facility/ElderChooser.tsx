import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { Skeleton } from "../../../ui/Skeleton";
import { Stepper } from "../../../ui/Stepper";
import { headsMaxOf } from "./slotDays";
import type { useFacilityVisit } from "./useFacilityVisit";

type Step = "DAY" | "TIME" | "HEADS";
const TITLES = { DAY: "第一步：选哪一天", TIME: "第二步：选上午或下午", HEADS: "第三步：几个人来" } as const satisfies Record<Step, string>;
/** A glance; the others come by a button. */
const DAYS_AT_ONCE = 5;

/** 长辈模式: one question at a time, and only answers that can be given. */
export function ElderChooser({ visit }: { readonly visit: ReturnType<typeof useFacilityVisit> }) {
  const { slots, slot, day } = visit;
  const [step, setStep] = useState<Step>(slot === undefined ? "DAY" : "HEADS");
  const [daysShown, setDaysShown] = useState(DAYS_AT_ONCE);
  if (slots.remote.kind === "LOADING") return <Skeleton cards={1} />;
  if (slots.remote.kind === "FAILED") return <ErrorState message={slots.remote.refusal.message} onRetry={() => void slots.refresh()} />;
  const days = visit.days.filter((candidate) => candidate.bookability === "BOOKABLE");
  if (days.length === 0) return <NoticeBar tone="waiting">近30天没有名额了，可以打电话问问开放单位。</NoticeBar>;
  const now: Step = step === "HEADS" && slot === undefined ? "TIME" : step;
  return (
    <Card title={TITLES[now]}>
      <View {...aria({ role: "group", label: TITLES[now] })}>
        {now === "DAY" && (
          <>
            {days.slice(0, daysShown).map((candidate) => (
              <Pressable
                key={candidate.date}
                id={`day-${candidate.date}`}
                className="elder-choice"
                label={`${dateLabel(candidate.date)}，余 ${candidate.headsLeft} 个名额`}
                onPress={() => {
                  visit.chooseDate(candidate.date);
                  setStep("TIME");
                }}
              >
                <Text className="elder-choice__what">{dateLabel(candidate.date)}</Text>
                <Text>{`余 ${candidate.headsLeft}`}</Text>
              </Pressable>
            ))}
            {days.length > daysShown && (
              <Button id="more-days" kind="ghost" onPress={() => setDaysShown(daysShown + DAYS_AT_ONCE)}>
                看后面的日子
              </Button>
            )}
          </>
        )}
        {now === "TIME" &&
          day?.slots
            .filter((candidate) => candidate.bookability === "BOOKABLE" && candidate.kinds.includes(visit.kind))
            .map((candidate) => (
              <Pressable
                key={candidate.slotId}
                id={`slot-${candidate.slotId}`}
                className="elder-choice"
                label={`${candidate.periodLabel}，余 ${candidate.headsLeft} 个名额`}
                onPress={() => {
                  visit.chooseSlot(candidate);
                  setStep("HEADS");
                }}
              >
                <Text className="elder-choice__what">{candidate.periodLabel}</Text>
                <Text>{`余 ${candidate.headsLeft}`}</Text>
              </Pressable>
            ))}
        {now === "HEADS" && slot !== undefined && (
          <View className="elder-heads">
            <View className="elder-choice__what">
              {`${dateLabel(slot.date)} `}
              <Text className="unbroken">{slot.periodLabel}</Text>
            </View>
            <Stepper id="heads" label="人数" unit=" 人" value={visit.heads} min={slot.partyMin} max={headsMaxOf(slot)} onChange={visit.chooseHeads} />
          </View>
        )}
      </View>
      {visit.problem !== undefined && <NoticeBar tone="bad">{visit.problem}</NoticeBar>}
      {now !== "DAY" && (
        <Button id="step-back" kind="ghost" onPress={() => setStep(now === "HEADS" ? "TIME" : "DAY")}>
          返回上一步
        </Button>
      )}
    </Card>
  );
}
