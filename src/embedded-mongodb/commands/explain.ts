import { MongoServerFault } from '../errors.ts';
import { parsePipeline } from '../pipeline/run.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { type Command, collectionName, findCollection } from './context.ts';
import { SERVER_VERSION } from './handshake.ts';
import { pushDown } from './read.ts';
import { parseSelection, planOf, type Selection, select } from './select.ts';

/** explain: what the planner truly decides for a command, and how many documents that gives. */
export const explain: Command = (context) => {
  const inner = context.command.explain;
  if (!isDoc(inner))
    throw new MongoServerFault(14, "BSON field 'explain' is the wrong type, expected type 'object'");
  const asked = { ...context, command: inner };
  const selection = selectionOf(inner);
  const collection = findCollection(asked);
  const plan = collection && planOf(collection, selection);
  const input: Doc = plan
    ? {
        stage: 'IXSCAN',
        indexName: plan.index.name,
        keyPattern: plan.index.key,
        isUnique: plan.index.unique === true,
        direction: plan.sorted ?? 'forward',
      }
    : { stage: collection ? 'COLLSCAN' : 'EOF', direction: 'forward' };
  const fetch: Doc = plan ? { stage: 'FETCH', filter: selection.matcher.filter, inputStage: input } : input;
  const sorts = selection.sort.length > 0 && plan?.sorted === undefined;
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: `${context.db}.${collectionName(asked)}`,
      parsedQuery: selection.matcher.filter,
      winningPlan: sorts ? { stage: 'SORT', inputStage: fetch } : fetch,
      rejectedPlans: [],
    },
    executionStats: { executionSuccess: true, nReturned: select(collection, selection).length },
    serverInfo: { version: SERVER_VERSION },
    ok: 1,
  };
};

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
