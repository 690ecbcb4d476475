import type { RequestHandler } from 'express';
import { badRequest } from '../shared/errors.ts';

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
