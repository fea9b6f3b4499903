/** Makes ids: 20 characters of [0-9A-Z], the first ten the millisecond, so that text order is the order of creation. */
export interface Ids {
  next(): string;
}
