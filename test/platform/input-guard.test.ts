import { expect } from 'chai';
import { isHostile } from '../../src/platform/input-guard.ts';
import { useApp } from '../helpers/app.ts';

const operators =
  '$ne $gt $gte $lt $lte $in $nin $eq $regex $where $or $nor $and $not $expr $jsonSchema $function $text $exists $type $mod $all $size $elemMatch'.split(
    ' ',
  );

describe('input guard', () => {
  const app = useApp();

  it('lets ordinary values through', () => {
    const ordinary = {
      title: 'Wert $ne und a.b[c]',
      list: ['$gt', 'x'],
      nested: { a: { b: 'c' } },
      empty: '',
    };
    expect(isHostile(ordinary)).to.equal(false);
    for (const value of [null, undefined, '', 0, []]) expect(isHostile(value)).to.equal(false);
  });

  it('knows operators, prototypes, dotted names and depth', () => {
    const hostile: unknown[] = [
      { $ne: 1 },
      { a: { $gt: '' } },
      { a: [{ $where: '1' }] },
      { 'a.b': 1 },
      { 'a[b]': 1 },
      JSON.parse('{"__proto__":{"polluted":true}}'),
      { constructor: { prototype: {} } },
      { a: { b: { c: { d: { e: { f: { g: {} } } } } } } },
    ];
    for (const value of hostile) expect(isHostile(value), JSON.stringify(value)).to.equal(true);
  });

  for (const operator of operators) {
    it(`answers 400 to ${operator} in query, form and JSON`, async () => {
      const visitor = app.visitor();
      const { values } = await visitor.form('/anmelden');
      expect((await visitor.get(`/anmelden?weiter[${operator}]=x`)).status).to.equal(400);
      expect((await visitor.get(`/anmelden?${operator}=x`)).status).to.equal(400);
      expect((await visitor.post('/anmelden', { ...values, [`email[${operator}]`]: 'x' })).status).to.equal(
        400,
      );
      const json = await visitor.request('/anmelden', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...values, email: { [operator]: 'x' }, password: 'x' }),
      });
      expect(json.status).to.equal(400);
    });
  }

  it('is not polluted, and still answers, after prototypes, too many fields and broken JSON', async () => {
    const visitor = app.visitor();
    const send = (body: string, type = 'application/json') =>
      visitor.request('/anmelden', { method: 'POST', headers: { 'content-type': type }, body });
    const attacks: [string, string, number[]][] = [
      ['{"__proto__":{"polluted":1}}', 'application/json', [400]],
      ['{"constructor":{"prototype":{"polluted":1}}}', 'application/json', [400]],
      ['__proto__[polluted]=1', 'application/x-www-form-urlencoded', [400]],
      [
        Array.from({ length: 1001 }, (_, n) => `f${n}=1`).join('&'),
        'application/x-www-form-urlencoded',
        [400, 413],
      ],
      ['{"password":"geheim-im-kaputten-json"', 'application/json', [400]],
      [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'application/json', [400, 413]],
      ['a=1', 'application/x-www-form-urlencoded; charset=utf-7', [400, 415]],
    ];
    for (const [body, type, statuses] of attacks) {
      const answer = await send(body, type);
      expect(statuses, `${body.slice(0, 40)} ${answer.status}`).to.include(answer.status);
      expect(answer.text).not.to.contain('geheim-im-kaputten-json');
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    }
    expect((await visitor.get('/healthz')).status).to.equal(200);
  });
});
