import { MongoServerFault } from '../errors.ts';
import type { IndexPlan } from '../indexes/plan.ts';
import { parsePipeline } from '../pipeline/run.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { type Command, collectionName, findCollection } from './context.ts';
import { SERVER_VERSION } from './handshake.ts';
import { pushDown } from './read.ts';
import { branchPlans, parseSelection, planOf, type Selection, select } from './select.ts';

/** explain: what the planner truly decides for a command, and how many documents that gives. */
export const explain: Command = (context) => {
  const inner = context.command.explain;
  if (!isDoc(inner))
    throw new MongoServerFault(14, "BSON field 'explain' is the wrong type, expected type 'object'");
  const asked = { ...context, command: inner };
  const selection = selectionOf(inner);
  const collection = findCollection(asked);
  const plan = collection && planOf(collection, selection);
  const branches = collection && branchPlans(collection, selection.matcher.filter);
  const filter = selection.matcher.filter;
  let fetch: Doc = { stage: collection ? 'COLLSCAN' : 'EOF', filter, direction: 'forward' };
  if (plan) fetch = { stage: 'FETCH', filter, inputStage: describePlan(plan) };
  else if (branches) {
    fetch = { stage: 'FETCH', filter, inputStage: { stage: 'OR', inputStages: branches.map(describePlan) } };
  }
  const sorts = selection.sort.length > 0 && plan?.sorted === undefined;
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: `${context.db}.${collectionName(asked)}`,
      parsedQuery: filter,
      winningPlan: sorts ? { stage: 'SORT', inputStage: fetch } : fetch,
      rejectedPlans: [],
    },
    executionStats: { executionSuccess: true, nReturned: select(collection, selection).length },
    serverInfo: { version: SERVER_VERSION },
    ok: 1,
  };
};

const describePlan = ({ index, sorted }: IndexPlan): Doc => ({
  stage: 'IXSCAN',
  indexName: index.name,
  keyPattern: index.key,
  isUnique: index.unique === true,
  direction: sorted ?? 'forward',
});

function selectionOf(command: Doc): Selection {
  switch (Object.keys(command)[0]) {
    case 'find':
      return parseSelection({ ...command, filter: command.filter });
    case 'aggregate':
      return pushDown(parsePipeline(command.pipeline), command).selection;
    case 'count':
    case 'distinct':
      return parseSelection({ ...command, filter: command.query });
    case 'findAndModify':
      return parseSelection({ ...command, filter: command.query, limit: 1 });
    case 'update':
    case 'delete': {
      const [statement = {}] = (command.updates ?? command.deletes ?? []) as Doc[];
      return parseSelection({ filter: statement.q, limit: statement.multi || statement.limit === 0 ? 0 : 1 });
    }
    default:
      throw new MongoServerFault(59, `Explain failed due to unknown command: ${Object.keys(command)[0]}`);
  }
}
