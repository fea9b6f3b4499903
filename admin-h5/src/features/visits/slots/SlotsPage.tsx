import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { FacilityId } from "@app/contract/kernel/ids";
import { firstDayOf, lastDayOf, LocalMonth, monthOf, LocalDate } from "@app/contract/kernel/time";
import { SLOT_BOOKABILITIES, SLOT_BOOKABILITY_LABELS } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { StatusTag } from "../../../ui/StatusTag";
import { useIsPhone } from "../../../ui/useIsPhone";
import { FacilityPicker } from "../facilities/FacilityPicker";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { monthBefore, monthTitle, nextMonth } from "./datePicks";
import { DayDrawer } from "./DayDrawer";
import { OpenSlotsDrawer } from "./OpenSlotsDrawer";
import { SlotAgenda, SlotCalendar, slotsByDay } from "./SlotCalendar";
import { SLOT_TONES } from "./slotTones";
import { TemplatesPanel } from "./TemplatesPanel";
import "../visits.css";
import "./slots.css";

const REFRESH_MS = 15_000;
const TABS = [
  { key: "calendar", label: "日历" },
  { key: "templates", label: "开放模板" },
] as const;

export function SlotsPage() {
  const isPhone = useIsPhone();
  const [query, setQuery] = useSearchParams();
  const [isOpening, setOpening] = useState(false);
  // A link from 需处理 names a day: its slots are opened at once.
  const [managed, setManaged] = useState<LocalDate | undefined>(LocalDate.safeParse(query.get("day")).data);
  const tab = query.get("tab") === "templates" ? "templates" : "calendar";
  const choices = useFacilityChoices("slots.open");
  const facility = choices.all.find((choice) => choice.facilityId === query.get("facilityId")) ?? choices.all[0];
  const asked = LocalMonth.safeParse(query.get("month"));
  const month = asked.success ? asked.data : monthOf(today());
  const slots = useQuery({
    queryKey: ["slots", facility?.facilityId, month],
    queryFn: () =>
      read(visitRoutes.listSlots, {
        params: { facilityId: facility?.facilityId ?? ("" as FacilityId) },
        query: { from: firstDayOf(month), to: lastDayOf(month) },
      }),
    enabled: facility !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const items = slots.data?.items ?? [];
  const openButton = (
    <Button type="primary" icon={<PlusOutlined />} disabled={facility === undefined} onClick={() => setOpening(true)} data-testid="open-slots">
      开放场次
    </Button>
  );

  return (
    <div className="page">
      <PageHeader title="场次管理" lead={facility?.name} extra={openButton} />
      {facility === undefined ? null : (
        <ChoiceTabs
          label="场次"
          panelId="slots-tab"
          active={tab}
          items={TABS}
          onChange={(next) => setQuery({ facilityId: facility.facilityId, month, tab: next }, { replace: true })}
        />
      )}
      <section className="panel" id="slots-tab">
        {tab === "templates" && facility !== undefined ? (
          <>
            <FacilityPicker
              choices={choices.all}
              value={facility.facilityId}
              onChange={(facilityId) => setQuery({ facilityId, month, tab }, { replace: true })}
            />
            <TemplatesPanel key={facility.facilityId} facility={facility} />
          </>
        ) : (
          calendar()
        )}
      </section>
      {facility === undefined ? null : (
        <>
          <OpenSlotsDrawer key={facility.facilityId} facility={facility} isOpen={isOpening} onClose={() => setOpening(false)} onShowMonth={show} />
          <DayDrawer
            key={managed}
            facilityId={facility.facilityId}
            day={managed}
            slots={slotsByDay(items).get(managed ?? today()) ?? []}
            onClose={() => setManaged(undefined)}
          />
        </>
      )}
    </div>
  );

  function calendar() {
    return (
      <>
        <div className="month-bar">
          <div className="month-steps">
            <Button onClick={() => show(monthBefore(month))} aria-label="上个月">
              ‹
            </Button>
            <h2 data-testid="slots-month">{monthTitle(month)}</h2>
            <Button onClick={() => show(nextMonth(month))} aria-label="下个月" data-testid="slots-next-month">
              ›
            </Button>
            {month === monthOf(today()) ? null : (
              <Button type="link" onClick={() => show(monthOf(today()))}>
                回到本月
              </Button>
            )}
          </div>
          <FacilityPicker choices={choices.all} value={facility?.facilityId} onChange={(facilityId) => setQuery({ facilityId, month }, { replace: true })} />
          <ul className="slot-legend" aria-label="图例">
            {SLOT_BOOKABILITIES.map((bookability) => (
              <li key={bookability}>
                <StatusTag tone={SLOT_TONES[bookability]}>{SLOT_BOOKABILITY_LABELS[bookability]}</StatusTag>
              </li>
            ))}
          </ul>
        </div>
        {body()}
      </>
    );
  }
  function body() {
    const error = choices.error ?? slots.error;
    if (error !== null && slots.data === undefined)
      return <ErrorState error={error} onRetry={() => (choices.error === null ? void slots.refetch() : choices.retry())} />;
    if (facility === undefined && !choices.isLoading)
      return <EmptyState sentence="您的账号没有可以开放场次的单位。" hint="请联系上级管理员，把账号设到您的单位。" />;
    if (slots.data === undefined) return <Loading rows={10} />;
    if (items.length > 0)
      return isPhone ? <SlotAgenda month={month} slots={items} onManage={setManaged} /> : <SlotCalendar month={month} slots={items} onManage={setManaged} />;
    return <EmptyState sentence={`${monthTitle(month)}还没有开放场次。`} hint="开放后，公众就能在小程序里看到并预约。" action={openButton} />;
  }
  function show(next: LocalMonth): void {
    setQuery({ ...(facility === undefined ? {} : { facilityId: facility.facilityId }), month: next }, { replace: true });
  }
}
