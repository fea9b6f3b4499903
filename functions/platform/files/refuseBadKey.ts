import { FILE_KEY, UPLOADS_FOLDER } from "../../engines/files/fileStorePort";

/** A key that is none of ours is a bug of the caller: both adapters stop here, before a path or an object's name is made of it. */
export function refuseBadKey(key: string): string {
  if (!FILE_KEY.test(key)) throw new TypeError(`not a key of the file store: ${JSON.stringify(key)}`);
  return key;
}

/** What came from outside and was not looked at yet is shown to nobody: a link to it cannot even be made. */
export function refuseUnlinkableKey(key: string): string {
  if (refuseBadKey(key).startsWith(`${UPLOADS_FOLDER}/`)) throw new TypeError(`an upload that was not checked has no link: ${JSON.stringify(key)}`);
  return key;
}
