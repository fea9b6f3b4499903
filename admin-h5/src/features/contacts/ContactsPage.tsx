import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { matchesSearch, PLATFORM_CONTACT_LABELS, type Contact, type ContactBook, type PlatformContact } from "@app/contract/contacts/contact.schema";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import { read } from "../../platform/api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { ContactDrawer, type Edited } from "./ContactDrawer";
import { ContactRows, type ContactRow } from "./ContactRows";
import "../../ui/records.css";
import "./contacts.css";

const PAGE_SIZE = 50;

/** 通讯录 (seed 000, 九). */
export function ContactsPage() {
  const [query, setQuery] = useSearchParams();
  const search = query.get("search") ?? "";
  const [typed, setTyped] = useState(search);
  const [edited, setEdited] = useState<Edited>();
  const [saved, setSaved] = useState<string>();
  const queryClient = useQueryClient();
  const book = useQuery({ queryKey: ["contacts", "book"], queryFn: () => read(contactRoutes.getContactBook, {}) });

  return (
    <div className="page">
      <PageHeader
        title="通讯录"
        lead="管理人员内部通讯方式，请勿外传。人员变动时，请第一时间更新。"
        extra={<ExportButton route={contactRoutes.exportContacts} input={{ query: search === "" ? {} : { search } }} />}
      />
      <Panel>
        <form
          className="filters"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            show(typed);
          }}
        >
          <label>
            <span className="filter-caption">单位或姓名</span>
            <Input
              className="contact-search"
              allowClear
              maxLength={40}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                if (event.target.value === "") show("");
              }}
              data-testid="contact-search"
            />
          </label>
          <Button type="primary" htmlType="submit" data-testid="contact-search-submit">
            搜索
          </Button>
        </form>
      </Panel>
      {saved === undefined ? null : (
        <Alert type="success" showIcon closable title={saved} role="status" data-testid="contact-saved" onClose={() => setSaved(undefined)} />
      )}
      {book.data !== undefined ? (
        <Book book={book.data} search={search} onEdit={setEdited} onShowAll={() => show("")} />
      ) : (
        <Panel>{book.error === null ? <Loading rows={8} /> : <ErrorState error={book.error} onRetry={() => void book.refetch()} />}</Panel>
      )}
      <ContactDrawer
        edited={edited}
        onClose={() => {
          setEdited(undefined);
          // Whoever was told that a colleague was faster sees what that colleague wrote.
          void queryClient.invalidateQueries({ queryKey: ["contacts"] });
        }}
        onChanged={(sentence) => {
          setEdited(undefined);
          setSaved(sentence);
          void queryClient.invalidateQueries({ queryKey: ["contacts"] });
          void queryClient.invalidateQueries({ queryKey: ["me"] });
        }}
      />
    </div>
  );

  function show(next: string): void {
    const wanted = next.trim();
    setTyped(wanted);
    setQuery(wanted === "" ? {} : { search: wanted }, { replace: true });
  }
}

interface BookProps {
  readonly book: ContactBook;
  readonly search: string;
  readonly onEdit: (edited: Edited) => void;
  readonly onShowAll: () => void;
}

function Book({ book, search, onEdit, onShowAll }: BookProps) {
  const groups = [
    { title: "平台联系人", rows: book.platform.filter((contact) => matchesSearch(contact, search)).map((contact) => platformRow(contact, onEdit)) },
    { title: "本单位管理员", rows: book.own.filter((contact) => matchesSearch(contact, search)).map((contact) => accountRow(contact, onEdit)) },
    { title: "上级管理单位", rows: book.above.filter((contact) => matchesSearch(contact, search)).map((contact) => accountRow(contact, onEdit)) },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      {groups.map(({ title, rows }) => (
        <Panel key={title} title={title} flush>
          <ContactRows rows={rows} />
        </Panel>
      ))}
      {book.hasBelow ? (
        <Below search={search} onEdit={onEdit} onShowAll={onShowAll} />
      ) : groups.length === 0 ? (
        <NothingFound search={search} onShowAll={onShowAll} />
      ) : null}
    </>
  );
}

function Below({ search, onEdit, onShowAll }: Omit<BookProps, "book">) {
  const below = useInfiniteQuery({
    queryKey: ["contacts", "below", search],
    queryFn: ({ pageParam }) =>
      read(contactRoutes.listContacts, {
        query: { limit: PAGE_SIZE, ...(search === "" ? {} : { search }), ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const rows = below.data?.pages.flatMap((page) => page.items).map((contact) => accountRow(contact, onEdit)) ?? [];
  return (
    <Panel title="下级单位和开放单位管理员" flush>
      {below.data === undefined ? (
        below.error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={below.error} onRetry={() => void below.refetch()} />
        )
      ) : rows.length === 0 && !below.hasNextPage ? (
        search === "" ? (
          <EmptyState sentence="您的范围里还没有下级单位的管理员。" hint="开放单位有了管理员账号，会自动出现在这里。" />
        ) : (
          <NothingFound search={search} onShowAll={onShowAll} />
        )
      ) : (
        <ContactRows rows={rows} isStale={below.isFetching} />
      )}
      {below.hasNextPage ? (
        <div className="pager">
          {below.isFetchNextPageError ? <span role="alert">没有加载成功，请重试。</span> : null}
          <Button onClick={() => void below.fetchNextPage()} loading={below.isFetchingNextPage} data-testid="contacts-more">
            {search === "" ? "加载更多" : "继续查找"}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function NothingFound({ search, onShowAll }: { readonly search: string; readonly onShowAll: () => void }) {
  return (
    <EmptyState
      sentence={`没有找到「${search}」。`}
      hint="可以只输入单位名称或姓名里的两三个字再试。"
      action={
        <Button onClick={onShowAll} data-testid="contacts-show-all">
          查看全部
        </Button>
      }
    />
  );
}

function accountRow(contact: Contact, onEdit: (edited: Edited) => void): ContactRow {
  return { ...contact, key: `${contact.accountId}@${contact.orgPath}`, ...(contact.canEdit ? { onEdit: () => onEdit({ kind: "ACCOUNT", contact }) } : {}) };
}

function platformRow(contact: PlatformContact, onEdit: (edited: Edited) => void): ContactRow {
  const roleLabel = PLATFORM_CONTACT_LABELS[contact.kind];
  return { ...contact, key: contact.kind, roleLabel, ...(contact.canEdit ? { onEdit: () => onEdit({ kind: "PLATFORM", contact }) } : {}) };
}
