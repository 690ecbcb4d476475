import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import { slugify } from '../../shared/slug.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import { toOrganisation, toRecord } from '../record/organisation.ts';
import type { Organisation, OrganisationRecord } from '../record/organisation.types.ts';
import { kindLabels, type OrganisationKind } from '../registry/kinds.ts';
import { normalisePlain, searchKeysOf } from '../registry/names.ts';

export type NewOrganisation = {
  fullName: string;
  kind: OrganisationKind;
  land: string | null;
  publicBody: boolean;
  publicBodyReason: string | null;
  website: string | null;
};

export type Details = Pick<NewOrganisation, 'publicBody' | 'publicBodyReason' | 'website'> & {
  revision: number;
};

const reservedSlugs = new Set(['suche', 'neu', 'oeffnen']);

/** @throws forbidden for everybody but the operator */
export function demandOperator(actor: Actor): void {
  if (!isPlatform(actor, 'operator')) throw forbidden();
}

/** What the operator of the installation does with organisations; successors may also be named by KDN. */
export function makeOperatorActs({ model, now }: { model: OrganisationModel; now: () => Date }) {
  const historyOf = (actor: Actor, action: string, detail: string) => ({
    at: now(),
    by: actor.userId,
    action,
    detail,
  });

  /** 404 for an unknown organisation, else 409 with the reason. */
  async function refusal(slug: string, message: string) {
    return (await model.exists({ slug })) === null ? notFound() : conflict(message);
  }

  return {
    /**
     * Adds an organisation that the registry does not hold.
     * @throws InvalidInput where one of that name exists, forbidden for everybody but the operator
     */
    async addOrganisation(actor: Actor, input: NewOrganisation): Promise<Organisation> {
      demandOperator(actor);
      const slug = slugify(input.fullName);
      const taken = new InvalidInput([
        {
          field: 'fullName',
          message: 'Eine Organisation mit diesem Namen gibt es schon. Bitte suchen Sie sie in der Liste.',
        },
      ]);
      if (reservedSlugs.has(slug)) throw taken;
      try {
        const created = await model.create({
          ...input,
          slug,
          name: input.fullName,
          kindLabel: kindLabels[input.kind],
          searchKeys: searchKeysOf([input.fullName], []),
          sortKey: normalisePlain(input.fullName),
          rank: 1,
          history: [historyOf(actor, 'organisation-added', input.fullName)],
        });
        return toOrganisation(created.toObject());
      } catch (error) {
        throw isDuplicateKey(error) ? taken : error;
      }
    },

    /** The whole record for the operator's page. */
    async recordForOperator(actor: Actor, slug: string): Promise<OrganisationRecord> {
      demandOperator(actor);
      const doc = await model.findOne({ slug }).lean<StoredOrganisation>();
      if (doc === null) throw notFound();
      return toRecord(doc);
    },

    /**
     * Changes whether it counts as a public body, why, and its website.
     * @throws conflict if somebody changed the organisation since the page was opened
     */
    async changeDetails(actor: Actor, slug: string, { revision, ...details }: Details): Promise<void> {
      demandOperator(actor);
      const result = await model.updateOne(
        { slug, revision },
        {
          $set: details,
          $push: {
            history: historyOf(
              actor,
              'details-changed',
              details.publicBody ? 'öffentliche Stelle' : 'keine öffentliche Stelle',
            ),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) {
        throw await refusal(
          slug,
          'Die Organisation wurde inzwischen geändert. Bitte prüfen Sie die neuen Angaben.',
        );
      }
    },

    /**
     * Confirms a mail domain: people with a confirmed address there are admitted at once.
     * @throws conflict where it is confirmed already
     */
    async confirmMailDomain(actor: Actor, slug: string, domain: string): Promise<void> {
      demandOperator(actor);
      const result = await model.updateOne(
        { slug, 'mailDomains.domain': { $ne: domain } },
        {
          $push: {
            mailDomains: { domain, confirmedAt: now(), confirmedBy: actor.userId },
            history: historyOf(actor, 'mail-domain-confirmed', domain),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await refusal(slug, 'Diese Maildomain ist schon bestätigt.');
    },

    /** Takes a confirmed mail domain back; who was admitted by it stays. */
    async withdrawMailDomain(actor: Actor, slug: string, domain: string): Promise<void> {
      demandOperator(actor);
      const result = await model.updateOne(
        { slug, 'mailDomains.domain': domain },
        {
          $pull: { mailDomains: { domain } },
          $push: { history: historyOf(actor, 'mail-domain-withdrawn', domain) },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await refusal(slug, 'Diese Maildomain ist nicht bestätigt.');
    },
  };
}
