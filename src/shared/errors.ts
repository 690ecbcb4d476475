/**
 * Expected outcomes that are not success. Each carries a stable code for machines and a German sentence for
 * people; `platform/error-pages.ts` is the one place that turns them into pages or problem+json.
 */
export type ErrorCode =
  | 'bad-request'
  | 'login-required'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported-type'
  | 'invalid'
  | 'too-many-requests'
  | 'unavailable'
  | 'storage-full';

/** A domain error: `code` decides the HTTP status, `message` is shown to people, `details` adds named facts. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

/** 404: also for things whose existence is a secret. */
export function notFound(message = 'Diese Seite gibt es nicht oder nicht mehr.'): DomainError {
  return new DomainError('not-found', message);
}

/** 403: known, but not allowed. */
export function forbidden(message = 'Dazu fehlt Ihnen die Berechtigung.'): DomainError {
  return new DomainError('forbidden', message);
}

/** 409: somebody else was faster, or the state does not allow this step; say who changed what. */
export function conflict(message: string, details: Record<string, unknown> = {}): DomainError {
  return new DomainError('conflict', message, details);
}

/** 400: the request is malformed. */
export function badRequest(message = 'Die Anfrage ist fehlerhaft.'): DomainError {
  return new DomainError('bad-request', message);
}

/** One fault of one form field; `field` is the id of the field on the page. */
export type FieldError = { field: string; message: string };

/** 422: values are well-formed but not acceptable; thrown by services, shown at the fields. */
export class InvalidInput extends DomainError {
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    super('invalid', 'Bitte prüfen Sie Ihre Angaben.');
    this.name = 'InvalidInput';
    this.errors = errors;
  }
}
