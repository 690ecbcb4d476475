import type { Organisations } from '../../organisations/index.ts';
import type { PublishedSolution } from '../../solutions/index.ts';
import type { EventPorts } from '../ports.ts';
import { type Pitch, pitchOf } from './pitch.view.ts';

export type PitchDependencies = {
  organisations: Pick<Organisations, 'todayByIds'>;
  ports: Pick<EventPorts, 'confirmedUsers' | 'heldBack'>;
  baseUrl: string;
};

/** Reads what pitches need besides the solutions, in few questions however many there are. */
export function makePitches({ organisations, ports, baseUrl }: PitchDependencies) {
  /** By solution id. */
  async function pitchesOf(solutions: PublishedSolution[]): Promise<Map<string, Pitch>> {
    const sources = solutions.flatMap(({ release }) => release.artifacts.map(({ source }) => source));
    const hashes = sources.flatMap((source) => (source.type === 'file' ? [source.sha256] : []));
    const [users, heldBack, providers] = await Promise.all([
      ports.confirmedUsers(solutions.map(({ id }) => id)),
      ports.heldBack(hashes),
      organisations.todayByIds(solutions.map(({ providerId }) => providerId)),
    ]);
    return new Map(
      solutions.map((solution) => [
        solution.id,
        pitchOf(solution, {
          provider: providers.get(solution.providerId)?.fullName ?? '',
          users: users.get(solution.id) ?? [],
          heldBack,
          baseUrl,
        }),
      ]),
    );
  }
  return { pitchesOf };
}

export type Pitches = ReturnType<typeof makePitches>;
