import type { Photo } from "@app/contract/attachments/attachment.schema";
import { Checkbox, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { FACILITY_CATEGORIES, FACILITY_CATEGORY_LABELS } from "@app/contract/visits/facility.schema";
import { FACILITY_PHOTOS_MAX, FACILITY_TEXT_MAX, OPENS_DAYS_AHEAD_MAX } from "@app/contract/visits/managedFacility.schema";
import { fieldState, FormField } from "../../../ui/FormField";
import { PhotoField } from "../../../ui/PhotoField";
import { mapPageOf, problemOf, type FacilityField, type FacilityForm } from "./facilityForm";

export interface FieldsProps {
  readonly form: FacilityForm;
  /** The pictures that the facility shows now. */
  readonly shownPhotos: readonly Photo[] | undefined;
  readonly problems: readonly FieldProblem[];
  /** What somebody else has saved into a field that was typed into here too. */
  readonly contested: Readonly<Partial<Record<FacilityField, string>>>;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<FacilityForm>) => void;
  readonly onUploading: (isUploading: boolean) => void;
}

type TextName = "name" | "address" | "phone" | "introduction" | "highlights" | "safetyNotice" | "transport" | "admissionNote";
type NumberName =
  | "latitude"
  | "longitude"
  | "visitDurationMinutes"
  | "opensDaysAhead"
  | "closesDaysAhead"
  | "minimumNoticeMinutes"
  | "cancelDaysAhead"
  | "partyMin"
  | "partyMax";

/** All that a facility says of itself, part by part. */
export function FacilityFormFields({
  form,
  shownPhotos,
  problems,
  contested,
  disabled,
  onChange,
  onUploading,
  children,
}: FieldsProps & { readonly children?: ReactNode }) {
  const mapPage = mapPageOf(form);
  const around = (name: FacilityField, label: string, control: ReactNode, hint?: ReactNode) => (
    <FormField key={name} id={`facility-${name}`} label={label} hint={hint} problem={problemOf(problems, name)}>
      {control}
      {contested[name] === undefined ? null : (
        <p className="contested" role="status" data-testid={`contested-${name}`}>
          对方已改为：{contested[name]}
        </p>
      )}
    </FormField>
  );
  const text = (name: TextName, label: string, more: { max: number; rows?: number; placeholder?: string; hint?: string }) => {
    const shared = {
      id: `facility-${name}`,
      value: form[name],
      maxLength: more.max,
      placeholder: more.placeholder ?? "",
      disabled,
      ...fieldState(`facility-${name}`, problemOf(problems, name)),
      "data-testid": `facility-${name}`,
    };
    const control =
      more.rows === undefined ? (
        <Input {...shared} onChange={(event) => onChange({ [name]: event.target.value })} />
      ) : (
        <Input.TextArea {...shared} autoSize={{ minRows: more.rows, maxRows: 12 }} onChange={(event) => onChange({ [name]: event.target.value })} />
      );
    return around(name, label, control, more.hint);
  };
  const number = (name: NumberName, label: string, more: { suffix?: string; step?: number; hint?: string } = {}) =>
    around(
      name,
      label,
      <InputNumber
        id={`facility-${name}`}
        inputMode="decimal"
        controls={more.step === undefined}
        step={more.step ?? 1}
        disabled={disabled}
        suffix={more.suffix}
        value={form[name]}
        {...fieldState(`facility-${name}`, problemOf(problems, name))}
        onChange={(value) => onChange({ [name]: value })}
        data-testid={`facility-${name}`}
      />,
      more.hint,
    );

  return (
    <>
      <fieldset className="facility-part">
        <legend>基本资料</legend>
        {children}
        {text("name", "单位名称", { max: 60 })}
        {around(
          "category",
          "设施类别",
          <Select
            id="facility-category"
            value={form.category}
            placeholder="请选择"
            disabled={disabled}
            {...(problemOf(problems, "category") === undefined ? {} : { status: "error" as const })}
            options={FACILITY_CATEGORIES.map((category) => ({ value: category, label: FACILITY_CATEGORY_LABELS[category] }))}
            onChange={(category) => onChange({ category })}
            data-testid="facility-category-field"
          />,
        )}
        <div className="facility-columns">
          {text("phone", "咨询电话", { max: 20, placeholder: "如 0898-66001234", hint: "公众在小程序里可以直接拨打。" })}
          {number("visitDurationMinutes", "参观时长", { suffix: "分钟" })}
        </div>
        {text("introduction", "单位介绍", { max: FACILITY_TEXT_MAX.introduction, rows: 4 })}
        {text("highlights", "看点", { max: 500, rows: 3, hint: "一行一条，最多 10 条。" })}
        {text("admissionNote", "接待说明", { max: FACILITY_TEXT_MAX.admissionNote, hint: "选填。只接待部分人时写明，如「只对永兴岛内居民开放」。" })}
      </fieldset>
      <fieldset className="facility-part">
        <legend>地址和交通</legend>
        {text("address", "地址", { max: 100 })}
        <div className="facility-columns">
          {number("latitude", "纬度", { step: 0.0001, hint: "高德、腾讯地图的坐标，如 20.0749。" })}
          {number("longitude", "经度", { step: 0.0001, hint: "如 110.3391。" })}
        </div>
        <p className="attention-tools">
          <Checkbox checked={form.approximate} disabled={disabled} onChange={(event) => onChange({ approximate: event.target.checked })}>
            只是大致位置（会提醒公众出发前电话确认）
          </Checkbox>
          {mapPage === undefined ? null : (
            <a href={mapPage} target="_blank" rel="noreferrer" data-testid="facility-map">
              在地图中查看
            </a>
          )}
        </p>
        {text("transport", "交通方式", { max: FACILITY_TEXT_MAX.transport, rows: 2 })}
      </fieldset>
      <fieldset className="facility-part">
        <legend>照片</legend>
        {around(
          "photos",
          "单位照片",
          <PhotoField
            purpose="FACILITY_PHOTO"
            max={FACILITY_PHOTOS_MAX}
            value={form.photos}
            shown={shownPhotos}
            onChange={(photos) => onChange({ photos })}
            onUploading={onUploading}
            disabled={disabled}
            testId="facility-photos"
          />,
          `最多 ${FACILITY_PHOTOS_MAX} 张，第一张是封面。`,
        )}
      </fieldset>
      <fieldset className="facility-part">
        <legend>安全须知</legend>
        {text("safetyNotice", "安全须知", { max: 1300, rows: 4, hint: "一行一条，最多 12 条。预约人须逐条看过并同意后才能提交。" })}
      </fieldset>
      <fieldset className="facility-part">
        <legend>预约规则</legend>
        <p className="soft">修改后只影响以后开放的场次；已开放的场次请在「场次管理」里修改。</p>
        <div className="facility-columns">
          {number("opensDaysAhead", "提前几天开放预约", { suffix: "天", hint: `1-${OPENS_DAYS_AHEAD_MAX} 天。` })}
          {number("closesDaysAhead", "提前几天截止预约", { suffix: "天", hint: "1 表示前一天为止。" })}
          {number("minimumNoticeMinutes", "最迟提前多久确认", { suffix: "分钟", hint: "到时未确认的自动取消并通知。" })}
          {number("cancelDaysAhead", "提前几天可取消", { suffix: "天", hint: "1 表示前一天为止。" })}
          {number("partyMin", "家庭每次最少", { suffix: "人" })}
          {number("partyMax", "家庭每次最多", { suffix: "人" })}
        </div>
      </fieldset>
    </>
  );
}
