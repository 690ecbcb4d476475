/**
 * An error as mongod reports it: numeric code, code name and further fields of the reply (keyPattern …).
 * Codes: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
export class MongoServerFault extends Error {
  readonly code: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'MongoServerFault';
    this.code = code;
    this.details = details;
  }

  /** The symbolic name that belongs to the code; codes without a name read "Location<code>" as in mongod. */
  get codeName(): string {
    return CODE_NAMES.get(this.code) ?? `Location${this.code}`;
  }

  /** The body of a failed command reply. */
  toReply(): Record<string, unknown> {
    return { ok: 0, errmsg: this.message, code: this.code, codeName: this.codeName, ...this.details };
  }
}

const CODE_NAMES = new Map<number, string>([
  [1, 'InternalError'],
  [2, 'BadValue'],
  [4, 'NoSuchKey'],
  [9, 'FailedToParse'],
  [13, 'Unauthorized'],
  [14, 'TypeMismatch'],
  [15, 'Overflow'],
  [17, 'ProtocolError'],
  [20, 'IllegalOperation'],
  [26, 'NamespaceNotFound'],
  [27, 'IndexNotFound'],
  [28, 'PathNotViable'],
  [40, 'ConflictingUpdateOperators'],
  [43, 'CursorNotFound'],
  [48, 'NamespaceExists'],
  [52, 'DollarPrefixedFieldName'],
  [53, 'InvalidIdField'],
  [54, 'NotSingleValueField'],
  [56, 'EmptyFieldName'],
  [59, 'CommandNotFound'],
  [66, 'ImmutableField'],
  [67, 'CannotCreateIndex'],
  [72, 'InvalidOptions'],
  [73, 'InvalidNamespace'],
  [85, 'IndexOptionsConflict'],
  [86, 'IndexKeySpecsConflict'],
  [115, 'CommandNotSupported'],
  [168, 'InvalidPipelineOperator'],
  [171, 'CannotIndexParallelArrays'],
  [197, 'InvalidIndexSpecificationOption'],
  [238, 'NotImplemented'],
  [11000, 'DuplicateKey'],
  [10334, 'BSONObjectTooLarge'],
]);

export const badValue = (message: string) => new MongoServerFault(2, message);
export const failedToParse = (message: string) => new MongoServerFault(9, message);
export const typeMismatch = (message: string) => new MongoServerFault(14, message);
export const notImplemented = (message: string) => new MongoServerFault(238, message);
