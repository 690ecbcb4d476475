/** What other features may use of the requests feature. */
export { answerDays } from './due.ts';
export { stateLabels as requestStateLabels } from './lifecycle.ts';
export type { RequestPorts } from './ports.ts';
export { type RejectionReason, rejectionReasonLabels, rejectionReasons } from './rejection-reasons.ts';
export type { StatedRejection } from './rejections.service.ts';
export type { RequestFact } from './request.queries.ts';
export type { RequestKind, RequestState } from './request.types.ts';
export { makeRequests, type Requests } from './requests.ts';
export { makeRequestRoutes } from './routes.ts';
