/** What other features may use of the requests feature. */
export { rejectionReasonLabels } from './rejection-reasons.ts';
export type { RequestFact } from './request.queries.ts';
export { makeRequests, type Requests } from './requests.ts';
export { makeRequestRoutes } from './routes.ts';
