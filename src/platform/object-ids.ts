import { Types } from 'mongoose';

/** Ids as the database wants them, each once; what is no id is left out, since it can name no record. */
export const objectIds = (ids: Iterable<string>): Types.ObjectId[] =>
  [...new Set(ids)].filter((id) => Types.ObjectId.isValid(id)).map((id) => new Types.ObjectId(id));
