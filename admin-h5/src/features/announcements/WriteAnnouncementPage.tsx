import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, AutoComplete, Button, Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import {
  ANNOUNCEMENT_FILES_MAX,
  RECIPIENT_GROUPS_MAX,
  SaveAnnouncement,
  type AnnouncementChoices,
  type AnnouncementContent,
  type AnnouncementDetail,
  type RecipientChoice,
  type RecipientsPreview,
} from "@app/contract/announcements/announcement.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import { ORGANIZATION_KIND_LABELS, ORGANIZATION_KINDS } from "@app/contract/organizations/organization.schema";
import { ROLE_LABELS, ROLES } from "@app/contract/organizations/roles";
import { api, read } from "../../platform/api";
import { PATHS } from "../../platform/paths";
import { DocumentField } from "../../ui/DocumentField";
import { ErrorState } from "../../ui/ErrorState";
import { fieldState, FormField, problemAt, problemsOf } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { ANNOUNCEMENTS_KEY, saveDraft, sendDraft } from "./announcementCommands";
import { FoundSelect } from "./FoundSelect";
import "./announcements.css";

/** 发布公文通告: a draft until its exact number of recipients was seen. */
export function WriteAnnouncementPage() {
  const [query] = useSearchParams();
  const draftId = (query.get("draft") as AnnouncementId | null) ?? undefined;
  const draft = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "draft", draftId],
    queryFn: () => read(announcementRoutes.getAnnouncement, { params: { announcementId: draftId as AnnouncementId } }),
    enabled: draftId !== undefined,
    // Nothing may move under somebody's hands.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const choices = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "choices"],
    queryFn: () => read(announcementRoutes.getAnnouncementChoices, {}),
    refetchOnWindowFocus: false,
  });
  const error = draft.error ?? choices.error;
  return (
    <div className="page">
      <PageHeader
        title="发布公文通告"
        lead="先保存草稿，预览收件人数后再发布。发布之后不能修改，只能撤回。"
        back={{ to: PATHS.announcements, label: "公文通告" }}
      />
      <Panel>
        {choices.data !== undefined && (draftId === undefined || draft.data !== undefined) ? (
          <Form key={draftId ?? "new"} draft={draft.data} choices={choices.data} />
        ) : error === null ? (
          <Loading rows={10} />
        ) : (
          <ErrorState error={error} onRetry={() => void (draft.error === null ? choices.refetch() : draft.refetch())} />
        )}
      </Panel>
    </div>
  );
}

const NOBODY: RecipientChoice = { groups: [], organizationIds: [], usernames: [] };
const ANY_ID = "0".repeat(16);

function Form({ draft, choices: first }: { readonly draft: AnnouncementDetail | undefined; readonly choices: AnnouncementChoices }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [saved, setSaved] = useState<{ id: AnnouncementId; version: number } | undefined>(
    draft === undefined ? undefined : { id: draft.announcementId, version: draft.version },
  );
  const [content, setContent] = useState<AnnouncementContent>(() => ({
    orgPath: draft?.orgPath ?? first.orgPath,
    kind: draft?.kind ?? first.kinds[0] ?? "通知",
    number: draft?.number ?? first.suggestedNumber,
    title: draft?.title ?? "",
    text: draft?.text ?? "",
    isImportant: draft?.isImportant ?? false,
    needsConfirmation: draft?.needsConfirmation ?? false,
    files: draft?.files.map(({ attachmentId }) => attachmentId) ?? [],
    recipients: draft?.recipients ?? NOBODY,
  }));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [preview, setPreview] = useState<RecipientsPreview>();
  const [isBusy, setBusy] = useState(false);
  const { orgPath, recipients } = content;
  const choices = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "choices", orgPath],
    queryFn: () => read(announcementRoutes.getAnnouncementChoices, { query: { orgPath } }),
    initialData: orgPath === first.orgPath ? first : undefined,
    refetchOnWindowFocus: false,
  });
  const places = (choices.data ?? first).places;
  const change = (part: Partial<AnnouncementContent>): void => setContent({ ...content, ...part });
  const choose = (part: Partial<RecipientChoice>): void => change({ recipients: { ...recipients, ...part } });
  const field = (name: string) => ({ id: `announcement-${name}`, problem: problemAt(problems, name) });
  const state = (name: string) => ({
    id: `announcement-${name}`,
    "data-testid": `announcement-field-${name}`,
    ...fieldState(`announcement-${name}`, problemAt(problems, name)),
  });
  return (
    <div className="announcement-form">
      {first.senders.length < 2 ? null : (
        <FormField {...field("orgPath")} label="发布单位">
          <Select
            {...state("orgPath")}
            value={orgPath}
            onChange={(value) => change({ orgPath: value, recipients: NOBODY })}
            options={first.senders.map((sender) => ({ value: sender.orgPath, label: sender.orgName }))}
          />
        </FormField>
      )}
      <FormField {...field("title")} label="标题">
        <Input {...state("title")} maxLength={80} value={content.title} onChange={(event) => change({ title: event.target.value })} />
      </FormField>
      <div className="announcement-form-row">
        <FormField {...field("kind")} label="类型">
          <AutoComplete {...state("kind")} value={content.kind} onChange={(kind) => change({ kind })} options={first.kinds.map((kind) => ({ value: kind }))} />
        </FormField>
        <FormField {...field("number")} label="文号" hint="已按上一个文号顺延，可以修改，也可以留空。">
          <Input {...state("number")} maxLength={40} value={content.number} onChange={(event) => change({ number: event.target.value })} />
        </FormField>
      </div>
      <FormField {...field("text")} label="正文" hint="每段一行。">
        <Input.TextArea {...state("text")} rows={10} maxLength={10_000} value={content.text} onChange={(event) => change({ text: event.target.value })} />
      </FormField>
      <div className="form-field">
        <span className="register-label">附件</span>
        {content.files.map((file, index) => (
          <div key={file} className="announcement-files">
            <DocumentField
              purpose="ANNOUNCEMENT_FILE"
              value={file}
              shown={draft?.files.find(({ attachmentId }) => attachmentId === file)}
              onChange={(id) => change({ files: content.files.flatMap((each) => (each === file ? (id === undefined ? [] : [id]) : [each])) })}
              testId={`announcement-file-${index}`}
            />
            <Button onClick={() => change({ files: content.files.filter((each) => each !== file) })}>去掉这份附件</Button>
          </div>
        ))}
        {content.files.length >= ANNOUNCEMENT_FILES_MAX ? null : (
          <DocumentField
            key={content.files.length}
            purpose="ANNOUNCEMENT_FILE"
            value={undefined}
            onChange={(id) => (id === undefined ? undefined : change({ files: [...content.files, id] }))}
            testId="announcement-file-add"
          />
        )}
      </div>
      <div className="announcement-checks">
        <Checkbox checked={content.isImportant} onChange={(event) => change({ isImportant: event.target.checked })} data-testid="announcement-important">
          重要：在收件人的后台弹出提醒
        </Checkbox>
        <Checkbox
          checked={content.needsConfirmation}
          onChange={(event) => change({ needsConfirmation: event.target.checked })}
          data-testid="announcement-needs-confirmation"
        >
          要求点「确认收到」
        </Checkbox>
      </div>
      <div className="form-field" aria-label="收件人">
        <span className="register-label">收件人：按范围选</span>
        <div className="recipient-groups">
          {recipients.groups.map((group, index) => (
            <div key={index} className="recipient-group" data-testid={`recipient-group-${index}`}>
              <Select
                aria-label="范围"
                value={group.place}
                onChange={(place) => changeGroup(index, { place })}
                options={places.map(({ place, name }) => ({ value: place, label: `${name}及下级` }))}
              />
              <Select
                mode="multiple"
                aria-label="角色"
                placeholder="全部角色"
                value={group.roles}
                onChange={(roles) => changeGroup(index, { roles })}
                options={ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))}
              />
              <Select
                mode="multiple"
                aria-label="单位类别"
                placeholder="全部单位类别"
                value={group.kinds}
                onChange={(kinds) => changeGroup(index, { kinds })}
                options={ORGANIZATION_KINDS.map((kind) => ({ value: kind, label: ORGANIZATION_KIND_LABELS[kind] }))}
              />
              <Button onClick={() => choose({ groups: recipients.groups.filter((_, at) => at !== index) })}>去掉</Button>
            </div>
          ))}
          {recipients.groups.length >= RECIPIENT_GROUPS_MAX ? null : (
            <div>
              <Button onClick={() => choose({ groups: [...recipients.groups, { place: orgPath, roles: [], kinds: [] }] })} data-testid="recipient-group-add">
                添加范围
              </Button>
            </div>
          )}
        </div>
      </div>
      <FormField id="announcement-organizations" label="收件人：选单位" problem={undefined}>
        <FoundSelect
          id="announcement-organizations"
          what="ORGANIZATIONS"
          orgPath={orgPath}
          placeholder="输入单位名称查找"
          value={recipients.organizationIds}
          onChange={(organizationIds) => choose({ organizationIds: organizationIds as RecipientChoice["organizationIds"] })}
        />
      </FormField>
      <FormField {...field("recipients")} label="收件人：选人员">
        <FoundSelect
          id="announcement-recipients"
          what="PEOPLE"
          orgPath={orgPath}
          placeholder="输入姓名或用户名查找"
          value={recipients.usernames}
          onChange={(usernames) => choose({ usernames })}
        />
      </FormField>
      {notice === undefined ? null : <Alert type="warning" showIcon title={notice} role="alert" data-testid="announcement-notice" />}
      <div className="drawer-actions">
        <Button loading={isBusy} onClick={() => void keep()} data-testid="announcement-save">
          保存草稿
        </Button>
        <Button type="primary" loading={isBusy} onClick={() => void look()} data-testid="announcement-preview">
          预览收件人并发布
        </Button>
      </div>
      <Modal
        open={preview !== undefined}
        title="确认发布"
        okText={`发布给 ${preview?.count ?? 0} 人`}
        cancelText="再看看"
        confirmLoading={isBusy}
        okButtonProps={{ disabled: (preview?.count ?? 0) === 0, ...{ "data-testid": "announcement-send" } }}
        onOk={() => void send()}
        onCancel={() => setPreview(undefined)}
      >
        {preview === undefined ? null : (
          <div className="announcement-preview" data-testid="announcement-count">
            <p>
              共 <strong>{preview.count}</strong> 人（不含您本人）：{preview.text}
            </p>
            <p className="soft">
              {preview.first.map(({ name, orgName }) => `${name}（${orgName}）`).join("、")}
              {preview.count > preview.first.length ? "…" : ""}
            </p>
          </div>
        )}
        {notice === undefined ? null : <Alert type="warning" showIcon title={notice} role="alert" />}
      </Modal>
    </div>
  );

  function changeGroup(index: number, part: Partial<RecipientChoice["groups"][number]>): void {
    choose({ groups: recipients.groups.map((group, at) => (at === index ? { ...group, ...part } : group)) });
  }

  async function keep(): Promise<{ id: AnnouncementId; version: number } | undefined> {
    const checked = SaveAnnouncement.safeParse({ requestId: ANY_ID, version: saved?.version ?? 0, ...content });
    if (!checked.success) {
      setProblems(problemsOf(checked.error));
      setNotice("还有内容需要填写或修改，请看红字。");
      return undefined;
    }
    setBusy(true);
    const { requestId: _any, ...body } = checked.data;
    const result = await saveDraft(saved?.id, body);
    setBusy(false);
    setProblems(result.ok ? [] : result.refusal.fields);
    setNotice(result.ok ? undefined : result.refusal.message);
    if (!result.ok) return undefined;
    const now = { id: result.value.announcementId, version: result.value.version };
    setSaved(now);
    void queryClient.invalidateQueries({ queryKey: [...ANNOUNCEMENTS_KEY, "DRAFTS"] });
    void message.success("草稿已保存");
    return now;
  }

  async function look(): Promise<void> {
    if ((await keep()) === undefined) return;
    setBusy(true);
    const result = await api.call(announcementRoutes.previewRecipients, { body: { orgPath, recipients } });
    setBusy(false);
    if (result.ok) setPreview(result.value);
    else setNotice(result.refusal.message);
  }

  async function send(): Promise<void> {
    if (saved === undefined || preview === undefined) return;
    setBusy(true);
    const result = await sendDraft(saved.id, { version: saved.version, recipients: preview.count });
    setBusy(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      setNotice(result.refusal.message);
      // Who is to get it is looked at again.
      setPreview(undefined);
      return;
    }
    void queryClient.invalidateQueries({ queryKey: ANNOUNCEMENTS_KEY });
    void navigate(`${PATHS.announcements}?tab=SENT&announcement=${saved.id}`, { replace: true });
  }
}
