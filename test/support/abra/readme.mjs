/** Writes the tables of modes and rules into README.md: `node test/support/abra/readme.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modeTable } from './modes.mjs';
import { ruleTable } from './rules.mjs';

const file = join(import.meta.dirname, 'README.md');
let text = readFileSync(file, 'utf8');
for (const [name, table] of Object.entries({ modes: modeTable(), rules: ruleTable() }))
  text = text.replace(
    new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
    (_, start, end) => `${start}${table}\n${end}`,
  );
writeFileSync(file, text);
