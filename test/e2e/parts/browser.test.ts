/** Browser checks with a real Chromium: an app on the Swarm, and pages that behave as badly as pages can. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createNetServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, type TestContext, test, vi } from 'vitest';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { findProgram, run } from '../../../scripts/setup/run.mjs';
import { Unavailable } from '../../../scripts/setup/unavailable.mjs';
import { runBrowserCheck } from '../../../src/recipe/checks/browser/index.js';
import type { BrowserCheck } from '../../../src/recipe/checks/browser/judge.js';
import type { Checked } from '../../../src/recipe/checks/checked.js';
import { selfSigned } from '../../../src/recipe/forward/certificate.js';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import { makeMask } from '../../../src/recipe/mask.js';
import { type AppWords, appContext } from '../../support/app-context.js';
import { useSwarm } from '../../support/swarm.js';

// Browsers and test runners start slowly on a machine that does something else as well.
vi.setConfig({ testTimeout: 120_000 });
const swarmFor = useSwarm();
const DOMAIN = 'pages.browser-e2e.test';
let missing: Unavailable | undefined;
let folder = '';
const servers: Server[] = [];

beforeAll(async () => {
  await ensureChromium().catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    missing = error;
  });
}, 600_000);
beforeEach((test: TestContext) => {
  if (missing !== undefined) test.skip(missing.message);
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-test-'));
  // So that what a visit leaves is seen, whoever else uses the machine.
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
  const left = readdirSync(folder).filter((name) => name.startsWith('cc-ci-'));
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});
type Handler = (incoming: IncomingMessage, answer: ServerResponse) => void;

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that stands for the router. */
const serve = async (handler: Handler): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(handler))}`;

const html = (body: string, title = 'Hello'): Handler => {
  const text = `<!doctype html><title>${title}</title>${body}`;
  return (incoming, answer) => {
    if (incoming.url !== '/') answer.statusCode = 404;
    answer.setHeader('content-type', 'text/html').end(incoming.url === '/' ? text : 'nothing here');
  };
};

function visit(check: Partial<BrowserCheck>, words: Partial<AppWords>): Promise<Checked> {
  return runBrowserCheck(
    appContext({ domain: DOMAIN, ...words }),
    { kind: 'browser', name: 'page', path: '/', forbid: [], ...check },
    { artifactFolder: join(folder, 'report'), testsFolder: folder },
  );
}

async function visitPage(
  handler: Handler,
  check: Partial<BrowserCheck> = {},
  words: Partial<AppWords> = {},
): Promise<Checked> {
  return visit(check, { routerAddress: await serve(handler), ...words });
}

function script(text: string): string {
  writeFileSync(join(folder, 'drive.mjs'), text);
  return 'drive.mjs';
}

/** As Docker does for every stack. */
async function changeInterfaces(bridge: string): Promise<void> {
  await run(['ip', 'link', 'add', bridge, 'type', 'bridge']);
  await run(['ip', 'addr', 'add', '192.0.2.77/32', 'dev', bridge]);
  await run(['ip', 'link', 'set', bridge, 'up']);
  await run(['ip', 'link', 'delete', bridge]);
}

const isPng = (path: string): boolean =>
  readFileSync(join(folder, 'report', path))
    .subarray(1, 4)
    .toString() === 'PNG';

describe('a page', () => {
  test('that is well is green, with a screenshot and no trace', async () => {
    const checked = await visitPage(html('<h1>Hi'), {
      title: 'Hello',
      forbid: ['console-errors', 'failed-requests'],
    });
    expect(checked).toMatchObject({ name: 'page', artifacts: ['checks/page.png'] });
    expect(checked.finding).toBeUndefined();
    expect(isPng('checks/page.png')).toBe(true);
    expect(existsSync(join(folder, 'report/checks/page-trace.zip'))).toBe(false);
  });

  test('with console errors and failed requests is red where the check forbids them, and the trace is kept', async () => {
    const page = html(
      '<img src=/missing.png><script>console.error("bad news"); setTimeout(() => { nope() }, 50)</script>',
    );
    expect((await visitPage(page)).finding).toBeUndefined();
    const { finding, artifacts } = await visitPage(page, { forbid: ['console-errors'] });
    expect(finding).toMatchObject({ code: 'page-errors', blame: 'recipe' });
    expect(finding?.message).toMatch(
      /has 2 console errors, the first: bad news \(http:\/\/pages\.browser-e2e\.test\/:1\)/,
    );
    expect(finding?.evidence.join('\n')).toMatch(/Uncaught ReferenceError: nope is not defined/);
    expect(artifacts).toEqual(['checks/page.png', 'checks/page-trace.zip']);
    expect(existsSync(join(folder, 'report/checks/page-trace.zip'))).toBe(true);
    const requests = await visitPage(page, { forbid: ['failed-requests'] });
    expect(requests.finding?.message).toBe(
      'check page: http://pages.browser-e2e.test/ has a failed request: GET http://pages.browser-e2e.test/missing.png: status 404',
    );
  });

  test('whose resources of other sites can not be fetched is not to blame for it', async () => {
    const page = html(
      '<img src=http://127.0.0.1:1/x.png><script src=https://elsewhere.invalid/x.js></script>',
    );
    const { finding } = await visitPage(page, { forbid: ['console-errors', 'failed-requests'] });
    expect(finding).toBeUndefined();
  });

  test('that answers with an error, or has another title, is red without being asked for', async () => {
    expect((await visitPage(html(''), { path: '/none' })).finding?.message).toMatch(/\/none answers 404$/);
    const { finding } = await visitPage(html('', 'Set up'), { title: 'Hello' });
    expect(finding?.message).toMatch(/is "Set up", expected "Hello"$/);
  });

  test('that sets its title late is waited for', async () => {
    const late = html('<script>setTimeout(() => { document.title = "Ready" }, 1500)</script>');
    expect((await visitPage(late, { title: 'Ready' })).finding).toBeUndefined();
  });

  test('that redirects for ever, that never answers and that is no page: each is said', async () => {
    const round: Handler = (_, answer) => void answer.writeHead(302, { location: '/again' }).end();
    expect((await visitPage(round)).finding?.message).toMatch(/can't be opened: .*ERR_TOO_MANY_REDIRECTS/);
    const silent = await visitPage(() => undefined, {}, { stageMs: 3_000 });
    expect(silent.finding).toMatchObject({ code: 'check-failed', blame: 'recipe' });
    expect(silent.finding?.message).toMatch(/Timeout 3000ms exceeded|did not come to an end within 3 s/);
    const file: Handler = (_, answer) => {
      answer.setHeader('content-disposition', 'attachment; filename=x.bin').end(Buffer.alloc(1000));
    };
    expect((await visitPage(file)).finding?.message).toMatch(/can't be opened: .*(Download|ERR_ABORTED)/);
  });

  test('with dialogs, windows and a download of its own comes to an end all the same', async () => {
    const busy = html(
      '<a id=d href=/x download>x</a><script>alert("hey"); confirm("sure?"); open("/other"); d.click(); onbeforeunload = () => "stay"</script>',
    );
    const { finding } = await visitPage(busy, { title: 'not this' });
    const said = finding?.evidence.join('\n');
    expect(said).toMatch(/opened a dialog \(alert\): hey/);
    expect(said).toMatch(/opened a dialog \(confirm\): sure\?/);
    expect(said).toMatch(/opened another window/);
  });

  test('that keeps the browser busy for ever ends with the time that it has', async () => {
    const startedAt = performance.now();
    const { finding } = await visitPage(html('<script>for (;;);</script>'), {}, { stageMs: 4_000 });
    expect(finding).toMatchObject({ code: 'check-failed', blame: 'recipe' });
    expect(performance.now() - startedAt).toBeLessThan(45_000);
  });

  test('of enormous size is looked at like any other', async () => {
    const huge = html(`<div style="height:5000000px">${'<p>line</p>'.repeat(50_000)}</div>`);
    const checked = await visitPage(huge);
    expect(checked.finding).toBeUndefined();
    expect(isPng(checked.artifacts[0] ?? '')).toBe(true);
  });
});

describe('a page that shows a secret', () => {
  const SECRET = 'hunter2-9f1kQ27xT0-hunter2';
  const maskOf = (...secrets: string[]) => {
    const mask = makeMask();
    secrets.forEach(mask.addOfApp);
    return mask;
  };
  const picture = (): Buffer => readFileSync(join(folder, 'report/checks/page.png'));
  const shows = (text: string): Handler =>
    html(`<style>body { font: 20px monospace }</style>
      <p>token: ${text}</p><p>tok<b>en: ${text.slice(0, 9)}</b>${text.slice(9)}</p>
      <input size=40 value="${text}"><textarea>${text}</textarea><input size=40 placeholder="${text}">
      <input type=password value="${text}"><iframe srcdoc="<p>${text}</p>"></iframe><div id=host></div>
      <script>document.getElementById('host').attachShadow({ mode: 'open' }).textContent = ${JSON.stringify(text)}</script>`);

  test('is photographed as if it showed ***, in texts, fields, frames and shadow roots', async () => {
    const checked = await visitPage(shows(SECRET), {}, { mask: maskOf(SECRET) });
    expect(checked.artifacts).toEqual(['checks/page.png']);
    const hidden = picture();
    await visitPage(shows(SECRET));
    expect(picture().equals(hidden)).toBe(false);
    const stars = html(`<style>body { font: 20px monospace }</style>
      <p>token: ***</p><p>token: ***</p>
      <input size=40 value="***"><textarea>***</textarea><input size=40 placeholder="***">
      <input type=password><iframe srcdoc="<p>***</p>"></iframe><div id=host></div>
      <script>document.getElementById('host').attachShadow({ mode: 'open' }).textContent = '***'</script>`);
    await visitPage(stars);
    expect(picture().equals(hidden)).toBe(true);
  });

  test('leaves no trace, which would have it, and the evidence says so; without the secret it is kept', async () => {
    const bad = { title: 'another' };
    const red = await visitPage(shows(SECRET), bad, { mask: maskOf(SECRET) });
    expect(red.artifacts).toEqual(['checks/page.png']);
    expect(red.finding?.evidence).toContain('the trace is not kept: it holds a secret');
    expect(existsSync(join(folder, 'report/checks/page-trace.zip'))).toBe(false);
    const clean = await visitPage(shows('nothing of worth'), bad, { mask: maskOf(SECRET) });
    expect(clean.artifacts).toEqual(['checks/page.png', 'checks/page-trace.zip']);
  });

  test('is told of the app’s own secrets alone, and the visit’s command line and files of none', async () => {
    const mask = maskOf(SECRET);
    mask.add('of-a-registry-9f1k');
    const asked: string[] = [];
    const page = html(`<p>${SECRET}</p><script>
      const split = String.prototype.split;
      String.prototype.split = function (by) { fetch('/told?' + encodeURIComponent(by)); return split.call(this, by); };
    </script>`);
    const lines: string[] = [];
    const handler: Handler = (incoming, answer) => {
      asked.push(decodeURIComponent(incoming.url ?? ''));
      lines.push(...commandLines(), ...visitFiles());
      page(incoming, answer);
    };
    await visitPage(handler, {}, { mask });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((text) => text.includes(SECRET))).toEqual([]);
    expect(asked.join('\n')).not.toContain('of-a-registry');
  });

  /** What the processes of this machine were started with. */
  function commandLines(): readonly string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => ['cmdline', 'environ'].map((file) => `/proc/${pid}/${file}`))
      .map((path) => {
        try {
          return readFileSync(path, 'utf8');
        } catch {
          return ''; // It has ended.
        }
      });
  }

  /** What the visit wrote for its process. */
  function visitFiles(): readonly string[] {
    const folders = readdirSync(folder).filter((name) => name.startsWith('cc-ci-browser-'));
    return folders.map((name) => readFileSync(join(folder, name, 'task.json'), 'utf8'));
  }
});

describe('a script of the recipe', () => {
  test('has the page at the app’s own address, and none of the job’s environment', async () => {
    const drive = script(`export default async ({ page, baseUrl, domain }) => {
      await page.goto('/');
      await page.getByRole('button').click();
      await page.getByText('clicked').waitFor();
      if (page.url() !== baseUrl + '/' || new URL(baseUrl).hostname !== domain) throw new Error(page.url());
      const names = Object.keys(process.env).filter((name) => !/^(CCCI_|PATH$|HOME$|LANG$|LC_ALL$|TZ$|TMPDIR$)/.test(name));
      if (names.length > 0) throw new Error(names.join());
      if (process.env.CCCI_APP_DOMAIN !== domain) throw new Error('CCCI_APP_DOMAIN');
    };`);
    const page = html(`<button onclick="this.outerHTML = 'clicked'">go</button>`);
    const env = { ...process.env, FORGE_TOKEN: 'secret', PLANTED: 'secret' };
    expect((await visitPage(page, { script: drive }, { env })).finding).toBeUndefined();
  });

  test('that fails is red in its own words, with screenshot and trace', async () => {
    const drive = script(
      `export default async ({ page }) => { console.log('about to'); await page.goto('/'); await page.click('#login', { timeout: 500 }); };`,
    );
    const { finding, artifacts } = await visitPage(html(''), { script: drive });
    expect(finding?.message).toBe('check page: drive.mjs: page.click: Timeout 500ms exceeded.');
    expect(finding?.evidence.join('\n')).toMatch(
      /waiting for locator\('#login'\)[\s\S]*drive\.mjs:1[\s\S]*output: about to/,
    );
    expect(artifacts).toEqual(['checks/page.png', 'checks/page-trace.zip']);
  });

  test.each([
    ['ends the process', 'export default () => process.exit(0)', /ended before the visit did: exit code 0/],
    ['has no default export', 'export const x = 1', /no default export/],
    ['does not parse', 'export default {', /drive\.mjs: Unexpected/],
    ['never ends', 'export default () => new Promise(() => undefined)', /did not come to an end within 4 s/],
  ])('that %s is red', async (_, text, message) => {
    const { finding } = await visitPage(html(''), { script: script(text) }, { stageMs: 4_000 });
    expect(finding).toMatchObject({ code: 'check-failed', blame: 'recipe' });
    expect(finding?.message).toMatch(message);
  });

  test('that is not there is red before anything starts, and one outside of the recipe is refused', async () => {
    const gone = await visitPage(html(''), { script: 'tests/none.mjs' });
    expect(gone.finding?.message).toBe('check page: its script tests/none.mjs is not there');
    await expect(visitPage(html(''), { script: '../../etc/passwd' })).rejects.toThrow(/leads out of/);
  });
});

describe('the way to the page', () => {
  test('leads to a router with TLS directly, whose certificate is judged where tls-verify says so', async () => {
    const tls = createTlsServer(selfSigned(DOMAIN), html('<h1>Hi'));
    const words = { routerAddress: `127.0.0.1:${await listen(tls)}` };
    expect((await visit({ title: 'Hello' }, words)).finding).toBeUndefined();
    expect((await visit({}, { ...words, tlsVerify: true })).finding).toMatchObject({
      code: 'tls-not-trusted',
      blame: 'host',
    });
  });

  test('is taken again when an interface of the host came or went while the page loaded', async (context) => {
    if (process.getuid?.() !== 0 || findProgram('ip') === undefined)
      context.skip('Making interfaces needs root');
    const bridge = `ccci${process.pid}`;
    const tls = createTlsServer(selfSigned(DOMAIN), html('<h1>Hi'));
    let hasChanged = false;
    let handshakes = 0;
    const front = createNetServer((socket) => {
      handshakes += 1;
      socket.on('error', () => socket.destroy());
      if (hasChanged) return void tls.emit('connection', socket);
      // This handshake gets no answer: it can only end in Chromium itself.
      hasChanged = true;
      return void changeInterfaces(bridge);
    });
    const words = { routerAddress: `127.0.0.1:${await listen(front)}` };
    expect((await visit({ title: 'Hello', forbid: ['failed-requests'] }, words)).finding).toBeUndefined();
    expect(handshakes).toBeGreaterThan(1);
  });

  test('a run that is cancelled leaves neither a process nor a file', async () => {
    const controller = new AbortController();
    const asked = visitPage(
      () => setTimeout(() => controller.abort(), 200),
      {},
      { signal: controller.signal },
    );
    await expect(asked).rejects.toThrow(/cancelled/);
    const commandLines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => (existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''));
    expect(commandLines.filter((line) => line.includes(DOMAIN))).toEqual([]);
  });

  test('without a router leads to the task, by the domain and with https as users have it', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    const site = `server { listen 80; location / { default_type text/html; add_header Set-Cookie "s=1; Secure; HttpOnly"; return 200 "<title>$host over $http_x_forwarded_proto</title><script>console.error('forbidden fruit')</script>"; } }`;
    const command = `printf '%s' '${site.replaceAll("'", `'\\''`)}' > /etc/nginx/sites-enabled/default; exec nginx -g "daemon off;"`;
    const app = {
      image: swarm.image,
      command: ['sh', '-c', command.replaceAll('$', () => '$$')],
      healthcheck: { test: ['CMD', 'true'], interval: '200ms' },
    };
    await swarm.deploy(stack, JSON.stringify({ version: '3.8', services: { app } }));
    expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 90_000 })).kind).toBe('healthy');
    const words = { docker: swarm.docker, stack };
    const title = `${DOMAIN} over https`;
    expect((await visit({ title }, words)).finding).toBeUndefined();
    const red = await visit({ title, forbid: ['console-errors'] }, words);
    expect(red.finding?.message).toMatch(
      /^check page: https:\/\/pages\.browser-e2e\.test\/ has a console error: forbidden fruit/,
    );
    const drive = script(`export default async ({ page, context, path }) => {
      await page.goto(path);
      await page.goto('/again');
      if ((await context.cookies()).length !== 1) throw new Error('the cookie for https alone was not kept');
    };`);
    expect((await visit({ script: drive }, words)).finding).toBeUndefined();
  });
});
