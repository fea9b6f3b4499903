import { FILE_KEY } from "../../engines/files/fileStorePort";

/** A key that is none of ours is a bug of the caller: both adapters stop here, before a path or an object's name is made of it. */
export function refuseBadKey(key: string): string {
  if (!FILE_KEY.test(key)) throw new TypeError(`not a key of the file store: ${JSON.stringify(key)}`);
  return key;
}
