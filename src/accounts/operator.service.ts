import { Types } from 'mongoose';
import { type Actor, isPlatform, type PlatformRole } from '../shared/actor.ts';
import { conflict, forbidden, notFound } from '../shared/errors.ts';
import { type Page, pageSize, toPage } from '../shared/paging.ts';
import type { Letters } from './letters.ts';
import type { AccountState, StoredUser, UserModel } from './user.model.ts';

export type AccountRow = {
  id: string;
  email: string;
  name: string;
  state: AccountState;
  platformRoles: PlatformRole[];
  createdAt: Date;
};

const toRow = (user: StoredUser): AccountRow => ({
  id: String(user._id),
  email: user.email,
  name: user.name,
  state: user.state,
  platformRoles: user.platformRoles,
  createdAt: user.createdAt,
});

const lastOperator = () =>
  conflict(
    'Das ist das letzte Konto mit der Rolle Plattformbetrieb. Geben Sie die Rolle zuerst einem anderen Konto.',
  );

type Update = { filter: Record<string, unknown>; update: Record<string, unknown> };

/** What the operator does with accounts. */
export function makeAccountAdministration(options: { users: UserModel; letters: Letters; now: () => Date }) {
  const { users, letters, now } = options;

  function checked(actor: Actor, id: string): Types.ObjectId {
    if (!isPlatform(actor, 'operator')) throw forbidden();
    if (!Types.ObjectId.isValid(id)) throw notFound();
    return new Types.ObjectId(id);
  }

  async function apply(id: Types.ObjectId, { filter, update }: Update): Promise<StoredUser> {
    const user = await users
      .findOneAndUpdate({ _id: id, ...filter }, update, { returnDocument: 'after' })
      .lean<StoredUser>();
    if (user) return user;
    if ((await users.exists({ _id: id })) === null) throw notFound();
    throw conflict('Das Konto hat sich inzwischen geändert. Bitte prüfen Sie seinen Stand.');
  }

  const operators = () => users.countDocuments({ state: 'active', platformRoles: 'operator' });

  /**
   * Takes an operator away, and puts everything back where none would be left. Looking first would let two operators
   * remove each other at the same moment; this way at worst both attempts are undone.
   */
  async function applyKeepingAnOperator(id: Types.ObjectId, step: Update, undo: Update): Promise<StoredUser> {
    const user = await apply(id, step);
    if ((await operators()) > 0) return user;
    await apply(id, undo);
    throw lastOperator();
  }

  const history = (action: string) => ({ history: { at: now(), action } });

  async function tellOwner(user: StoredUser, subject: string, paragraph: string): Promise<void> {
    const id = `operator.${String(user._id)}.${now().getTime()}`;
    await letters.send({ id, to: user.email, subject, paragraphs: [paragraph] });
  }

  return {
    /** One page of the accounts whose name or address holds the text; all of them for ''. */
    async findAccounts(actor: Actor, text: string, page: number): Promise<Page<AccountRow>> {
      if (!isPlatform(actor, 'operator')) throw forbidden();
      const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
      const filter = text === '' ? {} : { $or: [{ email: pattern }, { name: pattern }] };
      const [found, total] = await Promise.all([
        users
          .find(filter)
          .sort({ email: 1 })
          .skip((page - 1) * pageSize)
          .limit(pageSize)
          .lean<StoredUser[]>(),
        users.countDocuments(filter),
      ]);
      return toPage(found.map(toRow), page, total);
    },

    /** One account. @throws notFound */
    async accountById(actor: Actor, id: string): Promise<AccountRow> {
      const user = await users.findOne({ _id: checked(actor, id) }).lean<StoredUser>();
      if (!user) throw notFound('Dieses Konto gibt es nicht.');
      return toRow(user);
    },

    /** Ends every session of an account and keeps it out. @throws conflict for the last operator */
    async disableAccount(actor: Actor, id: string): Promise<void> {
      const user = await applyKeepingAnOperator(
        checked(actor, id),
        {
          filter: { state: 'active' },
          update: { $set: { state: 'disabled' }, $inc: { sessionEpoch: 1 }, $push: history('disabled') },
        },
        {
          filter: { state: 'disabled' },
          update: { $set: { state: 'active' }, $inc: { sessionEpoch: -1 }, $push: history('enabled') },
        },
      );
      await tellOwner(
        user,
        'Ihr Konto auf Blaupause wurde gesperrt',
        'der Plattformbetrieb hat Ihr Konto auf Blaupause gesperrt. Wenden Sie sich bei Fragen an ihn; die Anschrift steht im Impressum.',
      );
    },

    /** Lets a disabled account in again. */
    async enableAccount(actor: Actor, id: string): Promise<void> {
      const user = await apply(checked(actor, id), {
        filter: { state: 'disabled', erasingSince: null },
        update: { $set: { state: 'active' }, $push: history('enabled') },
      });
      await tellOwner(
        user,
        'Ihr Konto auf Blaupause ist wieder freigegeben',
        'der Plattformbetrieb hat Ihr Konto auf Blaupause wieder freigegeben. Sie können sich wie gewohnt anmelden.',
      );
    },

    /** Gives an active account an installation-wide role. @throws conflict where it has it already */
    async grantRole(actor: Actor, id: string, role: PlatformRole): Promise<void> {
      await apply(checked(actor, id), {
        filter: { state: 'active', platformRoles: { $ne: role } },
        update: { $push: { platformRoles: role, ...history(`granted-${role}`) } },
      });
    },

    /** Takes an installation-wide role away. @throws conflict for the last operator, or where it is gone already */
    async revokeRole(actor: Actor, id: string, role: PlatformRole): Promise<void> {
      const step = {
        filter: { platformRoles: role },
        update: { $pull: { platformRoles: role }, $push: history(`revoked-${role}`) },
      };
      const undo = {
        filter: { platformRoles: { $ne: role } },
        update: { $push: { platformRoles: role, ...history(`granted-${role}`) } },
      };
      if (role === 'operator') await applyKeepingAnOperator(checked(actor, id), step, undo);
      else await apply(checked(actor, id), step);
    },
  };
}
