import { type Artifact, artifactAccessLabels, artifactKindLabels } from '../artifacts/artifact.ts';
import { checkText } from '../artifacts/artifact.view.ts';
import { artifactsPath } from '../paths.ts';
import type { Content } from '../record/content.ts';
import { type DocumentKind, documentKinds } from '../record/documentation.ts';

type Badge = { kind: 'success' | 'warning' | 'info' | 'neutral'; label: string };

/** One kind of document, and one line for each artifact that is one; none where it lacks or is not needed. */
export type DocumentRow = {
  kind: string;
  /** What stands there where no artifact does: "fehlt" or "nicht nötig". */
  state: Badge | null;
  /** Why it is not needed, as the provider says. */
  reason: string;
  artifacts: { title: string; state: Badge; check: string; access: string }[];
};

/** A row for every kind, for those who write. */
const everyDocument = (
  { waivedDocuments }: Pick<Content, 'waivedDocuments'>,
  artifacts: Artifact[],
): DocumentRow[] => documentKinds.map((kind) => rowOf(kind, waivedDocuments, artifacts));

/** How each document stands, as lines that lead to where it is added. */
export const documentTasks = (slug: string, content: Content, artifacts: Artifact[]) =>
  everyDocument(content, artifacts).map(({ kind, state, reason, artifacts: there }) => ({
    label: kind,
    href: artifactsPath(slug),
    hint: there.map(({ title }) => title).join(', ') || reason,
    state: state ?? there[0]?.state ?? missing(''),
  }));

/**
 * The documents that data protection, security and procurement ask for, each there, not needed or missing.
 * @returns a row for every kind, in their order; empty for a solution that says nothing of any
 */
export function documentRows(
  content: Pick<Content, 'waivedDocuments'>,
  artifacts: Artifact[],
): DocumentRow[] {
  const rows = everyDocument(content, artifacts);
  return rows.every(({ artifacts: there, reason }) => there.length === 0 && reason === '') ? [] : rows;
}

function rowOf(kind: DocumentKind, waived: Content['waivedDocuments'], artifacts: Artifact[]): DocumentRow {
  const there = artifacts.filter((one) => one.kind === kind);
  const reason = there.length > 0 ? '' : (waived.find((one) => one.kind === kind)?.reason ?? '');
  return {
    kind: artifactKindLabels[kind],
    state: there.length > 0 ? null : missing(reason),
    reason,
    artifacts: there.map(({ title, check, access }) => ({
      title,
      state: stateOf(check.state),
      check: check.state === 'checked' ? checkText(check) : '',
      access: artifactAccessLabels[access],
    })),
  };
}

const missing = (reason: string): Badge =>
  reason === '' ? { kind: 'warning', label: 'fehlt' } : { kind: 'neutral', label: 'nicht nötig' };

function stateOf(state: Artifact['check']['state']): Badge {
  if (state === 'checked') return { kind: 'success', label: 'geprüft' };
  return state === 'draft' ? { kind: 'info', label: 'Entwurf' } : { kind: 'neutral', label: 'liegt bei' };
}
