import { expect } from 'chai';
import { ConfigError, type Mode, parseConfig } from '../../src/platform/config.ts';

const complete = {
  BASE_URL: 'https://blaupause.example',
  SESSION_SECRET: '0123456789abcdef0123456789abcdef',
  MONGODB_URI: 'mongodb://localhost:27017/blaupause',
  SMTP_URL: 'smtp://mail.example',
};

function faultsOf(env: Record<string, string>, mode: Mode = 'production'): string[] {
  try {
    parseConfig(env, mode);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('are accepted when complete', () => {
    const config = parseConfig(
      { ...complete, PORT: '8080', BASE_URL: 'https://blaupause.example/' },
      'production',
    );
    expect(config).to.include({ baseUrl: 'https://blaupause.example', port: 8080, rateLimitFactor: 1 });
  });

  it('name everything that is missing at once', () => {
    const faults = faultsOf({}).join('\n');
    for (const name of ['BASE_URL', 'SESSION_SECRET', 'MONGODB_URI', 'SMTP_URL']) {
      expect(faults).to.contain(`${name} fehlt`);
    }
  });

  it('name everything that is malformed at once', () => {
    const broken = {
      BASE_URL: 'blaupause.example/pfad',
      SESSION_SECRET: 'kurz',
      MONGODB_URI: 'http://localhost',
      SMTP_URL: 'mail.example',
      PORT: '70000',
      BLAUPAUSE_DATABASE: 'oracle',
      BLAUPAUSE_MAX_UPLOAD_MB: '500MB',
      BLAUPAUSE_MAIL_FROM: 'kein',
      BLAUPAUSE_TRUSTED_PROXIES: '-1',
      BLAUPAUSE_LOG_LEVEL: 'laut',
    };
    const faults = faultsOf(broken);
    expect(faults).to.have.length(Object.keys(broken).length);
    for (const name of Object.keys(broken)) expect(faults.join('\n')).to.contain(name);
  });

  it('refuse unknown names of ours, which are mostly typing errors, and leave others alone', () => {
    const faults = faultsOf({ ...complete, BLAUPAUSE_DATADIR: './data', OTHER: 'x' });
    expect(faults).to.have.length(1);
    expect(faults[0]).to.contain('BLAUPAUSE_DATADIR').and.to.contain('BLAUPAUSE_DATA_DIR');
  });

  it('take the embedded engine in operation only when said aloud', () => {
    const { MONGODB_URI: _uri, ...rest } = complete;
    expect(faultsOf(rest)).to.have.length(1);
    expect(faultsOf({ ...rest, BLAUPAUSE_DATABASE: 'auto' })).to.have.length(1);
    expect(faultsOf({ ...rest, BLAUPAUSE_DATABASE: 'embedded' })).to.deep.equal([]);
  });

  it('need nothing for the demonstration', () => {
    expect(parseConfig({}, 'demo')).to.include({
      baseUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      port: 3000,
    });
  });
});
