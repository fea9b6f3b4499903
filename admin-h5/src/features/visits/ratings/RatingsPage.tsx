import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { UNIT_RATING_STATUSES, UnitRatingStatus } from "@app/contract/visits/moderation.schema";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { BULK_PUBLISH_MAX, RATING_STATUS_LABELS, RatingStatus, type Rating } from "@app/contract/visits/rating.schema";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { read } from "../../../platform/api";
import { useMay } from "../../../platform/currentUser";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Pager } from "../../../ui/Pager";
import { Panel } from "../../../ui/Panel";
import { useCursorStack } from "../../../ui/useCursorStack";
import { FacilityFilter } from "../facilities/FacilityFilter";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { placeOf, type PlaceFilter } from "../facilities/placeFilter";
import { publishAll } from "./ratingCommands";
import { RatingRow } from "./RatingRow";
import "../visits.css";
import "./ratings.css";

const TABS = (["PENDING", "PUBLISHED", "HIDDEN", "PRIVATE", "STARS_ONLY", "PENDING_CHECK"] as const).map((key) => ({ key, label: RATING_STATUS_LABELS[key] }));
const NOTHING_THERE = {
  PENDING: "没有等待审核的评价。",
  PUBLISHED: "这个范围内没有公开的评价。",
  HIDDEN: "这个范围内没有隐藏的评价。",
  PENDING_CHECK: "没有正在等微信检查的评价。",
  PRIVATE: "这个范围内没有不公开的评价。",
  STARS_ONLY: "这个范围内没有只打分的评价。",
} as const satisfies Record<RatingStatus, string>;

/** A unit reads what was said about it; first what its author wants nobody else to read. */
const UNIT_TABS = UNIT_RATING_STATUSES.map((key) => ({ key, label: key === "PRIVATE" ? "不公开 · 仅单位可见" : RATING_STATUS_LABELS[key] }));
const MODERATOR_LEAD = "文字和照片先由微信检查，通过的直接公开，其余在这里和「内容审核」里等人工审核。只显示评价人的姓；隐藏不影响星级。";
const UNIT_LEAD = "访客参观后的评价，只显示姓。标「仅单位可见」的是评价人不想公开的话：公众看不到，星级也不计入平均分，请勿外传。";

/** What visitors said: their words are read here before the public reads them; their stars count whatever happens here. */
export function RatingsPage() {
  const [query, setQuery] = useSearchParams();
  const isModerator = useMay("ratings.moderate");
  const permission = isModerator ? "ratings.moderate" : "ratings.read";
  const { all } = useFacilityChoices(permission);
  const tabs: readonly { readonly key: RatingStatus; readonly label: string }[] = isModerator ? TABS : UNIT_TABS;
  const asked = RatingStatus.safeParse(query.get("status")).data;
  const status = tabs.find(({ key }) => key === asked)?.key ?? tabs[0]?.key ?? "PRIVATE";
  const place = placeOf(query);
  const show = (next: { status?: RatingStatus; place?: PlaceFilter }): void =>
    setQuery({ status: next.status ?? status, ...(next.place ?? place) }, { replace: true });
  return (
    <div className="page">
      <PageHeader title="参观评价" lead={isModerator ? MODERATOR_LEAD : UNIT_LEAD} />
      <section className="panel panel-flush bookings-panel">
        <ChoiceTabs label="评价状态" items={tabs} active={status} onChange={(next) => show({ status: next })} panelId="ratings" />
        <div id="ratings">
          {all.length > 1 ? (
            <Panel>
              <div className="filters">
                <FacilityFilter permission={permission} value={place} onChange={(next) => show({ place: next })} />
              </div>
            </Panel>
          ) : null}
          <Ratings key={JSON.stringify({ status, place })} status={status} place={place} isModerator={isModerator} />
        </div>
      </section>
    </div>
  );
}

function Ratings({ status, place, isModerator }: { readonly status: RatingStatus; readonly place: PlaceFilter; readonly isModerator: boolean }) {
  const pages = useCursorStack(JSON.stringify({ status, place }));
  const [chosen, setChosen] = useState<readonly Rating[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const asked = { status, ...place };
  const ratings = useQuery({
    queryKey: ["ratings", asked, pages.cursor],
    queryFn: () => {
      const page = { limit: 20, cursor: pages.cursor };
      return isModerator
        ? read(ratingRoutes.listRatings, { query: { ...asked, ...page } })
        : read(moderationRoutes.listUnitRatings, { query: { ...place, status: UnitRatingStatus.parse(status), ...page } });
    },
    placeholderData: keepPreviousData,
  });
  if (ratings.data === undefined) return ratings.error === null ? <Loading /> : <ErrorState error={ratings.error} onRetry={() => void ratings.refetch()} />;
  // Also above an empty list: the last ones were just published, and what became of them is said here.
  const said = outcome === undefined ? null : <OutcomeBar outcome={outcome} onClose={() => setOutcome(undefined)} />;
  if (ratings.data.items.length === 0 && !ratings.isPlaceholderData) {
    return (
      <>
        {said}
        <EmptyState sentence={NOTHING_THERE[status]} />
      </>
    );
  }
  const choose = (some: readonly Rating[], isChosen: boolean): void =>
    setChosen((before) => {
      const others = before.filter(({ bookingId }) => !some.some((rating) => rating.bookingId === bookingId));
      return isChosen ? [...others, ...some] : others;
    });
  const done = (next: Outcome, isAnswered: boolean): void => {
    setOutcome(next);
    if (isAnswered) setChosen([]);
  };
  return (
    <>
      {status === "PENDING" ? <PublishBar page={ratings.data.items} chosen={chosen} onChoose={choose} onDone={done} /> : null}
      {said}
      <ul className="rating-list" aria-busy={ratings.isPlaceholderData}>
        {ratings.data.items.map((rating) => (
          <RatingRow
            key={rating.bookingId}
            rating={rating}
            choice={
              status === "PENDING"
                ? { isChosen: chosen.some(({ bookingId }) => bookingId === rating.bookingId), onChoose: (isChosen) => choose([rating], isChosen) }
                : undefined
            }
          />
        ))}
      </ul>
      <Pager pageNumber={pages.pageNumber} next={ratings.data.next} isBusy={ratings.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
    </>
  );
}

/** Most words are fine: read a page, tick it, publish it. Each is decided for itself. */
function PublishBar({
  page,
  chosen,
  onChoose,
  onDone,
}: {
  readonly page: readonly Rating[];
  readonly chosen: readonly Rating[];
  readonly onChoose: (ratings: readonly Rating[], isChosen: boolean) => void;
  readonly onDone: (outcome: Outcome, isAnswered: boolean) => void;
}) {
  const queryClient = useQueryClient();
  const [isSending, setSending] = useState(false);
  const isTooMany = chosen.length > BULK_PUBLISH_MAX;
  return (
    <>
      <div className="rating-bulk">
        <span data-testid="selected-count">{chosen.length === 0 ? "看过后勾选，可以一次公开多条。" : `已选 ${chosen.length} 条`}</span>
        {isTooMany ? <span role="alert">一次最多公开 {BULK_PUBLISH_MAX} 条，请分批操作。</span> : null}
        <Button type="link" onClick={() => onChoose(page, chosen.length === 0)} data-testid="select-page">
          {chosen.length === 0 ? "勾选本页" : "取消本页勾选"}
        </Button>
        <Button type="primary" disabled={chosen.length === 0 || isTooMany} loading={isSending} onClick={() => void submit()} data-testid="bulk-publish">
          批量公开
        </Button>
      </div>
    </>
  );

  async function submit(): Promise<void> {
    setSending(true);
    const result = await publishAll(chosen);
    setSending(false);
    if (!result.ok) return onDone({ tone: "warning", words: result.refusal.fields[0]?.message ?? result.refusal.message }, false);
    const refused = result.value.items.flatMap((item) => (item.outcome === "REFUSED" ? [item.message] : []));
    const published = result.value.items.length - refused.length;
    onDone(
      refused.length === 0
        ? { tone: "success", words: `${published} 条评价都已公开。` }
        : { tone: "warning", words: `已公开 ${published} 条，${refused.length} 条没有公开：${[...new Set(refused)].join(" ")}` },
      true,
    );
    await queryClient.invalidateQueries({ queryKey: ["ratings"] });
  }
}

interface Outcome {
  readonly tone: "success" | "warning";
  readonly words: string;
}

function OutcomeBar({ outcome, onClose }: { readonly outcome: Outcome; readonly onClose: () => void }) {
  return <Alert className="rating-outcome" type={outcome.tone} showIcon title={outcome.words} closable={{ onClose }} data-testid="bulk-outcome" />;
}
