import type { RequestHandler } from 'express';
import { badRequest, DomainError } from '../shared/errors.ts';

const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);
const maxDepth = 5;

/**
 * True for a value that carries a database operator, a prototype name or more nesting than any form of ours:
 * keys that begin with `$`, hold a dot or a bracket, or name a prototype.
 */
export function isHostile(value: unknown, depth = 0): boolean {
  if (Array.isArray(value)) return depth > maxDepth || value.some((item) => isHostile(item, depth + 1));
  if (typeof value !== 'object' || value === null) return false;
  if (depth > maxDepth) return true;
  return Object.getOwnPropertyNames(value).some(
    (name) =>
      name.startsWith('$') ||
      /[.[\]]/.test(name) ||
      forbiddenNames.has(name) ||
      isHostile((value as Record<string, unknown>)[name], depth + 1),
  );
}

/** 400 for operators in the query or the body; runs after each parser, Multer's included. */
export const refuseOperators: RequestHandler = (req, _res, next) => {
  next(isHostile(req.query) || isHostile(req.body) ? badRequest() : undefined);
};

/**
 * 415 for a body of a kind that no form or script of ours sends, or in another character set than UTF-8; runs before
 * the parsers, which would pass over it. A request without a body has an empty one, so that no handler finds nothing.
 */
export const refuseOtherBodies: RequestHandler = (req, _res, next) => {
  req.body = {};
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-type': type = '' } = req.headers;
  if (chunked === undefined && (length === undefined || length === '0')) return next();
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? 'utf-8';
  const known = req.is(['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data']);
  if (known && charset.toLowerCase() === 'utf-8') return next();
  next(new DomainError('unsupported-type', 'In diesem Format nehmen wir keine Angaben an.'));
};
