// Extractors by other people that run in node, behind the same door as peers.py.
//   node peers.mjs          which of them are in the folder BENCH_NODE: JSON, names and versions
//   node peers.mjs NAME     paths of pages in UTF-8 on standard input, an answer in JSON a line

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const ADDRESS = 'http://fakehost/test/page.html';
const folder = join(process.env.BENCH_NODE, 'node_modules');
const load = createRequire(join(process.env.BENCH_NODE, 'package.json'));
const module_of = (path) => import(pathToFileURL(join(folder, path)).href);

async function readability() {
  const { JSDOM, VirtualConsole } = load('jsdom');
  const { Readability } = load('@mozilla/readability');
  const silent = new VirtualConsole();
  return (html) => {
    const { window } = new JSDOM(html, { url: ADDRESS, virtualConsole: silent });
    const found = new Readability(window.document).parse();
    window.close();
    return found
      ? { html: found.content, title: found.title, byline: found.byline, published: found.publishedTime }
      : { text: '' };
  };
}

async function defuddle() {
  // As its own command line does.
  const { parseLinkedomHTML } = await module_of('defuddle/dist/utils/linkedom-compat.js');
  const { Defuddle } = await module_of('defuddle/dist/node.js');
  return async (html) => {
    const found = await Defuddle(parseLinkedomHTML(html, ADDRESS), ADDRESS, { useAsync: false });
    return { html: found.content, title: found.title, byline: found.author, published: found.published };
  };
}

const PEERS = { 'Readability.js': ['@mozilla/readability', readability], defuddle: ['defuddle', defuddle] };

function versions() {
  const found = {};
  for (const [name, [packageName]] of Object.entries(PEERS)) {
    try {
      found[name] = JSON.parse(readFileSync(join(folder, packageName, 'package.json'))).version;
    } catch {
      // It is not there.
    }
  }
  return found;
}

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

if (process.argv.length < 3) {
  write(versions());
} else {
  for (const method of ['log', 'info', 'debug', 'warn', 'error']) console[method] = () => {};
  const extract = await PEERS[process.argv[2]][1]();
  const { user, system } = process.cpuUsage();
  write({ ready: true, cpu: (user + system) / 1e6 });
  for await (const path of createInterface({ input: process.stdin })) {
    try {
      write({ ...(await extract(readFileSync(path, 'utf-8'))), path, error: null });
    } catch (error) {
      write({ path, error: String(error) });
    }
  }
}
