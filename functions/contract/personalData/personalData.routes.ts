import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { personalDataErrors } from "./personalData.errors";
import {
  Agreed,
  AgreeTo,
  DeleteMyAccount,
  DeletionReceipt,
  ListMyRecordsQuery,
  MyData,
  MyDataFile,
  MyRecordsPage,
  PersonalDataKind,
} from "./personalData.schema";

const NOTHING = z.strictObject({});
const personalData = { tag: "personalData", params: NOTHING, query: NOTHING, body: undefined, errors: personalDataErrors, access: "SESSION" } as const;

export const personalDataRoutes = {
  agreeTo: defineRoute({
    ...personalData,
    id: "agreeTo",
    method: "POST",
    path: "/api/personal-data/consents",
    summary: "同意个人信息保护说明和用户协议",
    body: AgreeTo,
    output: Agreed,
  }),
  getMyData: defineRoute({
    ...personalData,
    id: "getMyData",
    method: "GET",
    path: "/api/personal-data/mine",
    summary: "平台保存了我的哪些信息",
    output: MyData,
  }),
  listMyRecords: defineRoute({
    ...personalData,
    id: "listMyRecords",
    method: "GET",
    path: "/api/personal-data/mine/{kind}",
    summary: "我的一类信息，逐条",
    params: z.strictObject({ kind: PersonalDataKind }),
    query: ListMyRecordsQuery,
    output: MyRecordsPage,
  }),
  downloadMyData: defineRoute({
    ...personalData,
    id: "downloadMyData",
    method: "GET",
    path: "/api/personal-data/mine.json",
    summary: "下载我的全部信息（JSON，机器可读）",
    output: MyDataFile,
  }),
  downloadMyDataSheet: defineRoute({
    ...personalData,
    id: "downloadMyDataSheet",
    method: "GET",
    path: "/api/personal-data/mine.xlsx",
    summary: "下载我的全部信息（Excel，供阅读）",
    output: SpreadsheetFile,
  }),
  deleteMyAccount: defineRoute({
    ...personalData,
    id: "deleteMyAccount",
    method: "POST",
    path: "/api/personal-data/deletions",
    summary: "注销账号",
    body: DeleteMyAccount,
    output: DeletionReceipt,
  }),
  getDeletion: defineRoute({
    ...personalData,
    id: "getDeletion",
    method: "GET",
    path: "/api/personal-data/deletions/{receiptId}",
    summary: "注销进行到哪里",
    access: "PUBLIC",
    params: z.strictObject({ receiptId: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "回执编号不正确") }),
    output: DeletionReceipt,
  }),
} as const;
