import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import type { BookingId } from "@app/contract/kernel/ids";
import type { BookingCounts, BookingStatus } from "@app/contract/visits/booking.schema";
import { BOOKING_KIND_LABELS, BOOKING_KINDS, type BookingKind } from "@app/contract/visits/bookingKind.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { visitExportRoutes } from "@app/contract/visits/visitExports.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read, RefusedRead } from "../../../platform/api";
import { useMay, useMe } from "../../../platform/currentUser";
import { downloadSpreadsheet } from "../../../platform/download";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { EndsPager } from "../../../ui/EndsPager";
import { ErrorState } from "../../../ui/ErrorState";
import { ExportButton } from "../../../ui/ExportButton";
import { WholeExportButton } from "../../../ui/WholeExportButton";
import { figureText } from "../../../ui/figures";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { PrintButton } from "../../../ui/PrintButton";
import { SavedFilters } from "../../../ui/records/SavedFilters";
import { useCursorWalk } from "../../../ui/useCursorWalk";
import { useIsPhone } from "../../../ui/useIsPhone";
import { BookingCards } from "./BookingCards";
import { BookingDrawer } from "./BookingDrawer";
import { countText } from "./bookingDesk";
import { BookingFilters } from "./BookingFilters";
import {
  askedFilter,
  askedScope,
  bookingsFilterOf,
  bookingsFilterQuery,
  FIRST_FILTER,
  isNarrowed,
  isNeverCounted,
  ofKind,
  orderOf,
  STATUS_TABS,
  statusLabelOf,
  widened,
  type BookingsFilter,
} from "./bookingsFilter";
import { BookingsTable } from "./BookingsTable";
import { BulkBar } from "./BulkConfirm";
import { rememberedFilter, rememberFilter } from "./rememberedFilter";
import { useBookingDesk } from "./useBookingDesk";
import { useBookingSum } from "./useBookingSum";
import { useBulkSelection } from "./useBulkSelection";
import { WorkBar } from "./WorkBar";
import "../visits.css";
import "./bookings.css";

const REFRESH_MS = 10_000;
const PAGE = 20;
const ALL = "ALL";

/** 预约管理 (seed 000, 六). */
export function BookingsPage() {
  const isPhone = useIsPhone();
  const { accountId } = useMe();
  const mayDecide = useMay("bookings.decide");
  const desk = useBookingDesk();
  const [query, setQuery] = useSearchParams();
  const filter = bookingsFilterOf(query) ?? rememberedFilter(accountId) ?? FIRST_FILTER;
  const filterKey = JSON.stringify(filter);
  const openId = query.get("booking") as BookingId | null;
  const order = orderOf(filter);
  const walk = useCursorWalk(filterKey, order);
  const selection = useBulkSelection(filterKey);
  const asked = askedFilter(filter);
  const bookings = useQuery({
    queryKey: ["bookings", filter, walk.order, walk.cursor],
    queryFn: () => read(visitRoutes.listBookings, { query: { ...asked, order: walk.order, limit: PAGE, cursor: walk.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const counts = useQuery({
    queryKey: ["booking-counts", askedScope(filter)],
    queryFn: () => read(teamVisitRoutes.countBookings, { query: askedScope(filter) }),
    refetchInterval: REFRESH_MS,
    placeholderData: (before: BookingCounts | undefined) => (before?.kind === filter.kind ? before : undefined),
  });
  const sum = useBookingSum(filter, filter.counted && filter.kind === "TEAM" && !isNeverCounted(filter));
  const isTooWide = bookings.error instanceof RefusedRead && bookings.error.refusal.code === "SCOPE_TOO_WIDE";
  const page = bookings.data;
  const items = page === undefined ? [] : walk.isFromBack ? [...page.items].reverse() : page.items;
  const countOf = (status: BookingStatus | undefined) => tabCount(counts.data, filter, status);
  const View = isPhone ? BookingCards : BookingsTable;
  const isBulk = mayDecide && filter.status === "PENDING";

  return (
    <div className="page">
      <PageHeader
        title="预约管理"
        lead="团队和家庭(个人)预约。点一行可查看详情并办理。"
        extra={
          <>
            <PrintButton />
            <ExportButton route={visitExportRoutes.exportBookings} input={{ query: asked }} />
            <WholeExportButton
              onExport={(reveal, onBytes) => downloadSpreadsheet(visitExportRoutes.exportBookings, { query: { ...asked, ...reveal } }, onBytes)}
            />
          </>
        }
      />
      <WorkBar items={desk} onOpen={show} />
      <Panel>
        <BookingFilters filter={filter} onSearch={show} />
        <SavedFilters page="bookings" query={new URLSearchParams(bookingsFilterQuery(filter)).toString()} />
      </Panel>
      <section className="panel panel-flush bookings-panel">
        <div className="kind-switch" role="group" aria-label="预约类别">
          {KINDS_SHOWN.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={filter.kind === kind}
              onClick={() => show(ofKind(filter, kind))}
              data-testid={`kind-${kind}`}
            >
              {BOOKING_KIND_LABELS[kind]}
            </button>
          ))}
        </div>
        <ChoiceTabs<BookingStatus | typeof ALL>
          label="状态"
          panelId="bookings-of-status"
          active={filter.status ?? ALL}
          onChange={(key) => show({ ...filter, status: key === ALL ? undefined : key, order: undefined })}
          items={[
            { key: ALL, label: "全部", count: countOf(undefined) },
            ...STATUS_TABS[filter.kind].map((status) => ({ key: status, label: statusLabelOf(status), count: countOf(status) })),
          ]}
        />
        <div id="bookings-of-status" role="tabpanel" aria-label={statusLabelOf(filter.status)}>
          {isBulk ? <BulkBar selection={selection} isShown={items.length > 0} /> : null}
          {sum.data === undefined ? null : (
            <p className="sum-line bookings-sum" data-testid="booking-sum">
              <span>
                合计 <strong data-testid="booking-sum-heads">{figureText(sum.data.heads)}</strong> 人
              </span>
              <span>
                <b className="number" data-testid="booking-sum-bookings">
                  {figureText(sum.data.bookings)}
                </b>{" "}
                次参观
              </span>
              {sum.data.isWhole ? null : <span className="soft">记录很多，这里只合计了最前面的；缩短区间可看到完整合计。</span>}
            </p>
          )}
          {isTooWide ? (
            <EmptyState sentence={bookings.error?.message ?? ""} />
          ) : page === undefined ? (
            bookings.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={bookings.error} onRetry={retry} />
            )
          ) : items.length === 0 && page.next === undefined && !bookings.isPlaceholderData ? (
            <NothingHere filter={filter} onShow={show} />
          ) : (
            <>
              <View
                kind={filter.kind}
                items={items}
                numberOf={numberOf}
                isStale={bookings.isPlaceholderData}
                onOpen={open}
                selection={isBulk ? selection : undefined}
                order={order}
                onTurn={() => show({ ...filter, order: order === "ascending" ? "descending" : "ascending" })}
              />
              <EndsPager walk={walk} next={page.next} isBusy={bookings.isPlaceholderData} />
            </>
          )}
        </div>
      </section>
      <BookingDrawer bookingId={openId ?? undefined} onClose={() => setQuery(bookingsFilterQuery(filter), { replace: true })} />
    </div>
  );

  /** From the back nobody knows how many come before, so the lines count from the last one. */
  function numberOf(index: number): string {
    const passed = (walk.pageNumber - 1) * PAGE;
    return walk.isFromBack ? `倒数 ${passed + items.length - index}` : String(passed + index + 1);
  }
  function show(next: BookingsFilter): void {
    rememberFilter(accountId, next);
    setQuery(bookingsFilterQuery(next), { replace: true });
  }
  function open(bookingId: BookingId): void {
    setQuery({ ...bookingsFilterQuery(filter), booking: bookingId });
  }
  function retry(): void {
    // The refused page may be the cursor's fault; the first page never is.
    walk.goFirst();
    void bookings.refetch();
  }
}

/** In the manual's order. */
const KINDS_SHOWN: readonly BookingKind[] = [...BOOKING_KINDS].reverse();

/** The number on a tab, of the conditions as they are; a tab that 纳入实时数据统计 leaves empty has none. */
function tabCount(counts: BookingCounts | undefined, filter: BookingsFilter, status: BookingStatus | undefined): string | undefined {
  if (counts === undefined || counts.kind !== filter.kind) return undefined;
  const shown = counts.items.filter(
    (item) => (status === undefined || item.status === status) && !(filter.counted && isNeverCounted({ kind: filter.kind, status: item.status })),
  );
  if (shown.length === 0) return undefined;
  return countText({ count: shown.reduce((total, { count }) => total + count, 0), more: shown.some(({ more }) => more) });
}

function NothingHere({ filter, onShow }: { readonly filter: BookingsFilter; readonly onShow: (filter: BookingsFilter) => void }) {
  const label = statusLabelOf(filter.status);
  const kind = BOOKING_KIND_LABELS[filter.kind];
  if (filter.counted && isNeverCounted(filter))
    return (
      <EmptyState
        sentence={`「${label}」的预约不纳入实时数据统计。`}
        hint={filter.kind === "TEAM" ? "团队参观从上报起纳入统计：已上报、已统计。" : "家庭(个人)参观从入场起纳入统计：已到访。"}
        action={<Button onClick={() => onShow({ ...filter, counted: false })}>不限纳入统计</Button>}
      />
    );
  const what = filter.status === undefined ? `${kind}预约` : `「${label}」的${kind}预约`;
  if (isNarrowed(filter))
    return <EmptyState sentence={`这个条件下没有${what}。`} action={<Button onClick={() => onShow(widened(filter))}>清除条件，看全部</Button>} />;
  return (
    <EmptyState
      sentence={filter.status === "PENDING" ? `没有待确认的${kind}预约，都办完了。` : `没有${what}。`}
      hint={filter.status === "PENDING" ? "有人提交预约后会自动出现在这里，不用刷新。" : undefined}
    />
  );
}
