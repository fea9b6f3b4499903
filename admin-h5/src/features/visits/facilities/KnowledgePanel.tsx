import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Drawer, Input } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId, type KnowledgeId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { KNOWLEDGE_PHOTOS_MAX, KnowledgeContent, type ManagedKnowledge } from "@app/contract/visits/knowledge.schema";
import type { ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { fieldState, FormField, problemAt, problemsOf } from "../../../ui/FormField";
import { Loading } from "../../../ui/Loading";
import { Panel } from "../../../ui/Panel";
import { PhotoField } from "../../../ui/PhotoField";
import { Refusal } from "../../../ui/Refusal";
import { StatusTag } from "../../../ui/StatusTag";
import { useIsPhone } from "../../../ui/useIsPhone";
import { sendCommand } from "./facilityCommands";

/** 科普知识 of a facility: in the order the mini-program shows it, what is not published yet included. */
export function KnowledgePanel({ facility }: { readonly facility: ManagedFacilityDetail }) {
  const { facilityId, mayEdit } = facility;
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [opened, setOpened] = useState<ManagedKnowledge | "NEW">();
  const [refusal, setRefusal] = useState<string>();
  const queryKey = ["knowledge", facilityId];
  const articles = useQuery({ queryKey, queryFn: () => read(facilityRoutes.listManagedKnowledge, { params: { facilityId } }) });
  const items = articles.data?.items ?? [];
  const addButton = mayEdit ? (
    <Button type="primary" onClick={() => setOpened("NEW")} data-testid="knowledge-add">
      新增文章
    </Button>
  ) : undefined;
  return (
    <Panel title="科普知识" extra={items.length === 0 ? undefined : addButton}>
      <Refusal sentence={refusal} />
      {articles.data === undefined ? (
        articles.error === null ? (
          <Loading rows={4} />
        ) : (
          <ErrorState error={articles.error} onRetry={() => void articles.refetch()} />
        )
      ) : items.length === 0 ? (
        <EmptyState sentence="还没有科普知识。" hint="写几篇短文，公众在小程序的单位页面里就能读到。" action={addButton} />
      ) : (
        <ol className="knowledge-list">
          {items.map((article, position) => (
            <li key={article.knowledgeId} className="knowledge-item" data-testid="knowledge-row">
              <div className="knowledge-text">
                <h3>
                  {article.title}
                  <StatusTag tone={article.published ? "good" : "quiet"}>{article.published ? "已发布" : "未发布"}</StatusTag>
                </h3>
                <p>{article.paragraphs[0]?.slice(0, 80)}</p>
                <p className="cell-sub">
                  {article.photos.length === 0 ? "" : `${article.photos.length} 张配图 · `}
                  {article.updatedByName} {instantLabel(article.updatedAt)}
                </p>
              </div>
              {mayEdit ? (
                <div className="knowledge-tools">
                  <Button disabled={position === 0} onClick={() => void move(position, -1)} aria-label={`${article.title} 上移`}>
                    上移
                  </Button>
                  <Button disabled={position === items.length - 1} onClick={() => void move(position, 1)} aria-label={`${article.title} 下移`}>
                    下移
                  </Button>
                  <Button onClick={() => setOpened(article)} data-testid="knowledge-edit">
                    修改
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {opened === undefined ? null : (
        <KnowledgeDrawer
          key={opened === "NEW" ? "new" : `${opened.knowledgeId}.${opened.version}`}
          facility={facility}
          article={opened === "NEW" ? undefined : (items.find(({ knowledgeId }) => knowledgeId === opened.knowledgeId) ?? opened)}
          onClose={() => setOpened(undefined)}
          onSaved={(saved) => {
            setOpened(undefined);
            void queryClient.invalidateQueries({ queryKey });
            void message.success(saved.published ? "已保存，公众现在就能读到。" : "已保存，还没有发布。");
          }}
          onStale={() => void queryClient.invalidateQueries({ queryKey })}
        />
      )}
    </Panel>
  );

  async function move(from: number, by: -1 | 1): Promise<void> {
    const knowledgeIds: KnowledgeId[] = items.map((article) => article.knowledgeId);
    const [moved] = knowledgeIds.splice(from, 1);
    if (moved === undefined) return;
    knowledgeIds.splice(from + by, 0, moved);
    const result = await sendCommand(facilityRoutes.orderKnowledge, `orderKnowledge.${facilityId}`, { facilityId }, { knowledgeIds });
    setRefusal(result.ok ? undefined : result.refusal.message);
    if (result.ok) queryClient.setQueryData(queryKey, result.value);
    else void articles.refetch();
  }
}

const ArticleForm = z.object({ title: z.string(), body: z.string(), photos: z.array(AttachmentId), published: z.boolean() });
type ArticleForm = z.infer<typeof ArticleForm>;

function KnowledgeDrawer({
  facility,
  article,
  onClose,
  onSaved,
  onStale,
}: {
  readonly facility: ManagedFacilityDetail;
  readonly article: ManagedKnowledge | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: ManagedKnowledge) => void;
  readonly onStale: () => void;
}) {
  const isPhone = useIsPhone();
  const initial: ArticleForm =
    article === undefined
      ? { title: "", body: "", photos: [], published: true }
      : { title: article.title, body: article.body, photos: article.photos.map((photo) => photo.attachmentId), published: article.published };
  const draft = useDraft<ArticleForm>(`knowledge.${facility.facilityId}.${article?.knowledgeId ?? "new"}`, {
    initial,
    parse: (stored) => ArticleForm.safeParse(stored).data,
  });
  const form = draft.value;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [isUploading, setUploading] = useState(false);
  return (
    <Drawer
      open
      onClose={onClose}
      size={isPhone ? "100%" : 640}
      title={article === undefined ? "新增科普知识" : "修改科普知识"}
      footer={
        <div className="drawer-actions">
          <Button type="primary" loading={isSending} disabled={isUploading} onClick={() => void save()} data-testid="knowledge-save">
            {isUploading ? "等照片传完…" : "保存"}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      }
    >
      <div className="facility-form">
        <Refusal sentence={notice} testId="knowledge-notice" />
        <FormField id="knowledge-title" label="标题" problem={problemAt(problems, "title")}>
          <Input
            id="knowledge-title"
            maxLength={40}
            showCount
            value={form.title}
            {...fieldState("knowledge-title", problemAt(problems, "title"))}
            onChange={(event) => change({ title: event.target.value })}
            data-testid="knowledge-title"
          />
        </FormField>
        <FormField id="knowledge-body" label="正文" hint="换行就是新的一段。" problem={problemAt(problems, "body")}>
          <Input.TextArea
            id="knowledge-body"
            autoSize={{ minRows: 8, maxRows: 20 }}
            maxLength={5000}
            showCount
            value={form.body}
            {...fieldState("knowledge-body", problemAt(problems, "body"))}
            onChange={(event) => change({ body: event.target.value })}
            data-testid="knowledge-body"
          />
        </FormField>
        <FormField id="knowledge-photos" label="配图" hint={`选填，最多 ${KNOWLEDGE_PHOTOS_MAX} 张。`} problem={problemAt(problems, "photos")}>
          <PhotoField
            purpose="KNOWLEDGE_PHOTO"
            max={KNOWLEDGE_PHOTOS_MAX}
            value={form.photos}
            shown={article?.photos}
            onChange={(photos) => change({ photos })}
            onUploading={setUploading}
            testId="knowledge-photos"
          />
        </FormField>
        <Checkbox checked={form.published} onChange={(event) => change({ published: event.target.checked })} data-testid="knowledge-published">
          发布（公众在小程序里可以读到）
        </Checkbox>
      </div>
    </Drawer>
  );

  function change(part: Partial<ArticleForm>): void {
    draft.keep({ ...form, ...part });
    setProblems((before) => before.filter(({ path }) => !Object.keys(part).some((name) => path.endsWith(name))));
    setNotice(undefined);
  }
  async function save(): Promise<void> {
    const checked = KnowledgeContent.safeParse(form);
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setSending(true);
    const { facilityId } = facility;
    const result =
      article === undefined
        ? await sendCommand(facilityRoutes.createKnowledge, `createKnowledge.${facilityId}`, { facilityId }, checked.data)
        : await sendCommand(
            facilityRoutes.editKnowledge,
            `editKnowledge.${article.knowledgeId}`,
            { facilityId, knowledgeId: article.knowledgeId },
            { version: article.version, ...checked.data },
          );
    setSending(false);
    if (result.ok) {
      draft.discard();
      return onSaved(result.value);
    }
    setProblems(result.refusal.fields);
    setNotice(result.refusal.message);
    if (result.refusal.status === 409) onStale();
  }
}
