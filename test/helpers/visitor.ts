import { type CheerioAPI, load } from 'cheerio';

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The Location header, without this server's address. */
  location: string | null;
  /** The page, to be asked by selectors; parsed when first asked, which takes longer than many an answer. */
  $: CheerioAPI;
};

type Fields = Record<string, string | string[]>;
type FilePart = { name: string; filename: string; content: string | Uint8Array<ArrayBuffer>; type?: string };

/** A browser without scripts: keeps cookies, fills in forms it was shown, never follows a redirect by itself. */
export class Visitor {
  readonly baseUrl: string;
  private readonly cookies = new Map<string, string>();

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
  }

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.send(path, init);
    const text = await response.text();
    const location = response.headers.get('location');
    let parsed: CheerioAPI | undefined;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: location?.replace(this.baseUrl, '') ?? null,
      get $() {
        parsed ??= load(text);
        return parsed;
      },
    };
  }

  /** Gets a file byte by byte. */
  async download(path: string): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
    const response = await this.send(path, {});
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '));
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    const response = await fetch(new URL(path, this.baseUrl), { redirect: 'manual', ...init, headers });
    this.keepCookies(response.headers);
    return response;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { headers });
  }

  /** Gets a page and follows redirects as a browser does. */
  async visit(path: string): Promise<Answer> {
    let answer = await this.get(path);
    for (
      let hops = 0;
      hops < 5 && answer.status >= 300 && answer.status < 400 && answer.location;
      hops += 1
    ) {
      answer = await this.get(answer.location);
    }
    return answer;
  }

  /** Sends fields as they are, without having seen a form: what a stranger or a forged page does. */
  post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { method: 'POST', body: encoded(fields), headers });
  }

  /**
   * Opens `page`, finds its form with this action (or its only POST form in <main>), takes over its values and the
   * CSRF token, fills in `fields` and sends it.
   */
  async submit(page: string, fields: Fields, action?: string): Promise<Answer> {
    const form = await this.form(page, action);
    return this.post(form.action, { ...form.values, ...fields });
  }

  /** Like `submit` for a form with files; fields are sent before the files, as in the pages. */
  async upload(page: string, fields: Fields, files: FilePart[], action?: string): Promise<Answer> {
    const form = await this.form(page, action);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form.values, ...fields })) {
      for (const one of [value].flat()) body.append(name, one);
    }
    for (const file of files) {
      body.append(
        file.name,
        new File([file.content], file.filename, { type: file.type ?? 'application/octet-stream' }),
      );
    }
    return this.request(form.action, { method: 'POST', body });
  }

  /** The action and present values of a POST form on a page. */
  async form(page: string, action?: string): Promise<{ action: string; values: Fields }> {
    const { $, status } = await this.visit(page);
    const forms = $('form[method="post" i]').toArray();
    const wanted = forms.filter((form) =>
      action === undefined ? $(form).closest('main').length > 0 : ($(form).attr('action') ?? page) === action,
    );
    const form = wanted[0];
    if (!form) throw new Error(`no form ${action ?? ''} on ${page} (status ${status})`);
    const values: Fields = {};
    for (const { name, value } of $(form).serializeArray()) {
      const present = values[name];
      values[name] = present === undefined ? value : [...[present].flat(), value];
    }
    return { action: $(form).attr('action') ?? page, values };
  }

  private keepCookies(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/expires=Thu, 01 Jan 1970/i.test(cookie) || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** The value of a cookie, or undefined. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  /** Holds a cookie that was got elsewhere. */
  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  /** The cookies held, by name. */
  get cookieNames(): string[] {
    return [...this.cookies.keys()];
  }
}

function encoded(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return body;
}
