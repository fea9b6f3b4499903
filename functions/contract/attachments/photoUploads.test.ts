import type { ApiClient } from "../kernel/apiClient";
import type { AttachmentId, RequestId } from "../kernel/ids";
import { ok, refuse } from "../kernel/result";
import { createPhotoUploads, placesTaken } from "./photoUploads";

const idOf = (name: string): AttachmentId => `01PHOTO${name}` as AttachmentId;
const photoOf = (name: string) => ({ attachmentId: idOf(name), thumbnailUrl: `/t/${name}`, url: `/u/${name}` });
const refusal = (status: number) => ({ status, code: "CODE", message: "不行。", fields: [], requestId: "" });

/** Lets promises go on for so many turns: the clock has no part in it. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

/** A field whose server takes every picture but those named in `refused`, and whose form is a plain list. */
function aField(
  options: {
    readonly refused?: Readonly<Record<string, number>>;
    readonly sent?: (name: string) => Promise<void>;
    readonly stored?: string[];
    readonly shown?: string[];
  } = {},
) {
  let value: AttachmentId[] = [];
  const order: string[] = [];
  const released: string[] = [];
  let ids = 0;
  const api = {
    call: async (route: { id: string }, input: { params?: { attachmentId: string }; body?: { fileName: string } }) => {
      const name = input.body?.fileName ?? String(input.params?.attachmentId).replace("01PHOTO", "");
      if (route.id === "requestUpload") return ok({ attachmentId: idOf(name), upload: { url: "/files", fields: {}, expiresAt: "" } });
      if (route.id === "getAttachment") return options.stored?.includes(name) === true ? ok({ photo: photoOf(name) }) : refuse(refusal(404));
      const status = options.refused?.[name];
      return status === undefined ? ok({ photo: photoOf(name) }) : refuse(refusal(status));
    },
  } as unknown as ApiClient;
  const uploads = createPhotoUploads<string>({
    api,
    newRequestId: () => `id-${(ids += 1)}` as RequestId,
    release: (file) => released.push(file),
    sendForm: async (_form, file) => {
      order.push(file);
      await options.sent?.(file);
      return "SENT";
    },
  });
  const follow = (): void => uploads.follow({ value, shown: options.shown?.map(photoOf), onChange: (next) => void ((value = next), follow()) });
  follow();
  const chosen = (...names: string[]) => names.map((name) => ({ file: name, fileName: name, sizeBytes: 1 }));
  return {
    uploads,
    order,
    released,
    value: () => value.map((id) => id.replace("01PHOTO", "")),
    start: (names: string[]) => void ((value = names.map(idOf)), follow()),
    add: (names: string[], room = 9) => uploads.add(chosen(...names), "TEAM_VISIT_PHOTO", room),
    settled: () => turns(200),
  };
}

it("sends one after the other and keeps the order in which they were chosen", async () => {
  const field = aField({ sent: (name) => turns(name === "a" ? 40 : 1) });
  expect(field.add(["a", "b"])).toBe(0);
  field.add(["c"]);
  await field.settled();
  await field.settled();
  expect({ order: field.order, value: field.value(), pending: field.uploads.state().pending }).toEqual({
    order: ["a", "b", "c"],
    value: ["a", "b", "c"],
    pending: [],
  });
  expect(field.released).toEqual(["a", "b", "c"]);
});

it("R14 one that is refused stays with its sentence, takes no room, and holds up no other", async () => {
  const field = aField({ refused: { bad: 415 } });
  field.add(["bad", "good"]);
  await field.settled();
  const { pending } = field.uploads.state();
  expect(pending.map(({ failure }) => failure)).toEqual([{ message: "不行。", canRetry: false }]);
  expect([placesTaken(pending), field.value()]).toEqual([0, ["good"]]);
  field.uploads.drop(String(pending[0]?.key));
  expect(field.uploads.state().pending).toEqual([]);
});

it("R7 one that did not get through keeps its room and goes on at a retry", async () => {
  const refused: Record<string, number> = { a: 503 };
  const field = aField({ refused });
  field.add(["a"]);
  await field.settled();
  const { pending } = field.uploads.state();
  expect([placesTaken(pending), field.value()]).toEqual([1, []]);
  delete refused["a"];
  field.uploads.retry(String(pending[0]?.key));
  await field.settled();
  expect([field.order, field.value()]).toEqual([["a"], ["a"]]);
});

it("takes no more than there is room for and says how many were left out", async () => {
  const field = aField();
  expect(field.add(["a", "b", "c"], 2)).toBe(1);
  await field.settled();
  expect(field.value()).toEqual(["a", "b"]);
});

it("a draft's pictures are shown again; one that is gone says so", async () => {
  const field = aField({ stored: ["kept"] });
  field.start(["kept", "cleared"]);
  await field.settled();
  expect([...field.uploads.state().held.values()]).toEqual([photoOf("kept"), "GONE"]);
});

it("moves and removes; what is taken off while it is sent does not come back", async () => {
  const field = aField({ stored: ["a", "b"] });
  field.start(["a", "b"]);
  field.uploads.move(idOf("a"), 1);
  field.uploads.move(idOf("a"), 1);
  expect(field.value()).toEqual(["b", "a"]);
  field.uploads.remove(idOf("b"));
  field.add(["c"]);
  field.uploads.drop(String(field.uploads.state().pending[0]?.key));
  await field.settled();
  expect(field.value()).toEqual(["a"]);
});

it("a field that was left sends no more and tells the form nothing", async () => {
  const field = aField({ sent: () => turns(20) });
  field.add(["a", "b"]);
  field.uploads.leave();
  await field.settled();
  expect([field.order.includes("b"), field.value()]).toEqual([false, []]);
});

it("a colleague's picture that the case shows already is shown in the form too, without being asked for", async () => {
  const field = aField({ stored: ["mine"], shown: ["theirs"] });
  field.start(["theirs", "mine", "nobodys"]);
  await field.settled();
  const { held } = field.uploads.state();
  expect([...held.values()]).toEqual([photoOf("theirs"), photoOf("mine"), "GONE"]);
});
