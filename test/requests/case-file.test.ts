import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { sendCaseFile } from '../../src/requests/case-file.ts';
import type { CaseFile } from '../../src/requests/case-release.ts';
import { emptyContent } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import type { Visitor } from '../helpers/visitor.ts';
import { aScene, ask, stored } from './cases.helper.ts';

/** The bytes of an answer; the visitor reads texts only. */
async function unzip(
  visitor: Visitor,
  path: string,
): Promise<{ type: string | null; disposition: string; files: Record<string, Uint8Array> }> {
  const { headers, bytes } = await visitor.download(path);
  return {
    type: headers.get('content-type'),
    disposition: headers.get('content-disposition') ?? '',
    files: unzipSync(bytes),
  };
}

describe('the case as a ZIP for the e-file', () => {
  const app = useApp();

  it('holds thread, history, terms and the files that this side may have', async () => {
    const scene = await aScene(app, {
      title: 'Hundesteuer/online: "Größe" ..\\..',
      content: {
        terms: {
          licenceFree: true,
          rightsConfirmed: true,
          rightsConfirmation: null,
          rights: emptyContent().terms.rights,
          rightsHolder: 'Stadt Gebershausen',
          thirdParty: '',
          remainingCosts: 'keine',
          support: 'ein Tag',
          statement: '',
        },
      },
      artifacts: [
        { title: 'Konzept', content: 'öffentlich', filename: '../../Übersicht.txt' },
        { title: 'Quellcode', content: 'nach Annahme', filename: 'quelle.txt', access: 'accepted' },
        { title: 'Website', url: 'https://www.stadt-musterstadt.example/' },
      ],
    });
    const { requester, provider } = scene;
    const address = await ask(scene, { purpose: 'Für das Steueramt, ähnlich groß.' });
    await provider.visitor.submit(address, { text: 'Gern.\nBis bald.' }, `${address}/nachrichten`);

    const before = await unzip(requester.visitor, `${address}/akte.zip`);
    expect(before.type).to.equal('application/zip');
    expect(before.disposition).to.match(/^attachment; filename="akte-hundesteuer-online-groesse\.zip"/);
    expect(Object.keys(before.files)).to.have.members([
      'vorgang.txt',
      'schriftwechsel.txt',
      'verlauf.txt',
      'vorgang.json',
      'nachnutzungsbedingungen.txt',
      'projektergebnisse/01-Übersicht.txt',
    ]);
    const text = (name: string, files = before.files) => strFromU8(files[name] ?? new Uint8Array());
    expect(text('projektergebnisse/01-Übersicht.txt')).to.equal('öffentlich');
    expect(text('schriftwechsel.txt'))
      .to.contain('Für das Steueramt, ähnlich groß.')
      .and.to.contain('Gern.\r\nBis bald.');
    expect(text('verlauf.txt')).to.contain(`Angefragt (${scene.names.requester})`);
    const terms = text('nachnutzungsbedingungen.txt');
    expect(terms).to.contain('Frei von Lizenzkosten: ja').and.to.contain('Lizenz: EUPL-1.2');
    expect(terms).to.contain('Nicht enthalten: für diese Seite nicht freigegeben');
    expect(terms).to.contain('https://www.stadt-musterstadt.example/');
    const json = JSON.parse(text('vorgang.json'));
    expect(json).to.include({ state: 'open', requester: scene.names.requester, release: 1 });
    expect(json.thread.map((one: { text: string }) => one.text)).to.have.length(2);
    expect(json.artifacts.map((one: { included: boolean }) => one.included)).to.deep.equal([
      true,
      false,
      false,
    ]);
    for (const content of Object.values(before.files)) {
      expect(strFromU8(content)).not.to.contain(requester.email);
      expect(strFromU8(content)).not.to.contain(provider.email);
    }

    await provider.visitor.submit(address, {}, `${address}/annehmen`);
    const after = await unzip(requester.visitor, `${address}/akte.zip`);
    expect(text('projektergebnisse/02-quelle.txt', after.files)).to.equal('nach Annahme');
    expect((await stored(app, address)).state).to.equal('accepted');
  });

  it('is still there when the solution was withdrawn', async () => {
    const scene = await aScene(app, { artifacts: [{ content: 'x' }] });
    const address = await ask(scene);
    await app.connection
      .collection('solutions')
      .updateOne({ slug: scene.solution.slug }, { $set: { visibility: 'withdrawn' } });
    const { files } = await unzip(scene.requester.visitor, `${address}/akte.zip`);
    expect(Object.keys(files)).to.have.members([
      'vorgang.txt',
      'schriftwechsel.txt',
      'verlauf.txt',
      'vorgang.json',
    ]);
  });

  it('closes the file it was reading when the reader goes away, which is no fault', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const { userId, organisationId } = scene.requester;
    const acting = { id: organisationId, slug: '', name: '', publicBody: true, roles: [] };
    const actor = { userId, name: '', organisation: acting, memberships: [], platformRoles: [] };
    const page = await app.services.requests.caseForPage(actor, address.split('/').at(-1) ?? '');
    const endless = new Readable({
      read() {
        setImmediate(() => this.push(Buffer.alloc(16_384)));
      },
    });
    const file: CaseFile = {
      title: 'Groß',
      kindLabel: 'Konzept',
      licence: 'EUPL-1.2',
      licenceText: '',
      accessLabel: 'alle',
      url: null,
      filename: 'gross.txt',
      size: null,
      sha256: null,
      missing: '',
      open: () => endless,
    };
    const release = { number: 1, publishedAt: new Date(), terms: [], files: [file] };
    const reader = new PassThrough();
    const sending = sendCaseFile(page, release, new Date(), reader);
    for (let bytes = 0; bytes < 100_000; ) bytes += ((await once(reader, 'data')) as [Buffer])[0].length;
    reader.destroy();
    await sending;
    expect(endless.destroyed).to.equal(true);
  });
});
