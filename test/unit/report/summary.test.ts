import { describe, expect, test } from 'vitest';
import { summaryMarkdown } from '../../../src/report/index.js';
import { crashLoop, hostile, leftBehind, passed } from './runs.js';

describe('the step summary', () => {
  test('of a run that passes', () => {
    expect(summaryMarkdown(passed)).toBe(`### ✅ PASS: hello

hello 0.2.0+1.22.1 at 3fa9c1de+U in 4.1 s, level 1 of 5; nothing left behind.

| Stage | Time | |
| :-- | --: | :-- |
| ✅ install | 1.2 s | images 320 ms, secrets 40 ms, deploy 810 ms |
| ✅ health | 2.1 s |  |
| ✅ http | 26 ms |  |
| ✅ teardown | 540 ms |  |
| ✅ verify-clean | 80 ms |  |

<sub>cc-ci-action 0.1.0, engine swarm, hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test, http asked task 172.18.0.5:80, started 2026-11-21T12:00:00.000Z</sub>
`);
  });

  test('of a crash loop folds the evidence away', () => {
    expect(summaryMarkdown(crashLoop)).toContain(`
**health failed: crash-loop, service app** (it is the recipe's to fix)

app: 5 tasks ended with exit code 1 within 21.3 s, and none ran for 15 s

**Next:** Read the log above: the program ends by itself. Mend its configuration or its image, then run again.

<details><summary>Evidence (2 lines)</summary>

\`\`\`text
task: non-zero exit (1)
nginx: [emerg] unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2
\`\`\`

</details>
`);
  });

  test('lists what was left behind, and what was removed of earlier runs', () => {
    const markdown = summaryMarkdown(leftBehind);
    expect(markdown).toContain(
      '**Left behind:** 1 volume, 1 network\n\n- volume hell-3fa9c1_ci_test_content\n- network hell-3fa9c1_ci_test_internal\n',
    );
    expect(markdown).toContain('- hell-aaaaaa_ci_test (its process 4711 is gone): 1 service, 2 volumes\n');
  });

  test('holds no markup that others wrote', () => {
    const markdown = summaryMarkdown(hostile);
    const outside = markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
    // Outside of the code block: our own tags only, each closed.
    expect(outside.match(/<[^>]*>/g)).toEqual([
      '<details>',
      '<summary>',
      '</summary>',
      '</details>',
      '<code>',
      '</code>',
      '<sub>',
      '</sub>',
    ]);
    expect(outside).toContain('\\*\\*loud\\*\\* &lt;img src=x&gt; \\| \\`code\\` ::error::forged');
    expect(outside).toContain('\\# heading - \\[ \\] do\\\\x07 it');
    expect(outside).not.toContain('evil.example');
    // The row of the table still has its three cells.
    const rows = outside.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(5);
  });

  test('closes its code block only where it ends, whatever the log holds', () => {
    const [, fence] = /^(`{3,})text$/m.exec(summaryMarkdown(hostile)) ?? [];
    expect(fence).toBe('`````');
  });

  test('says when it leaves evidence out', () => {
    const many = {
      ...crashLoop,
      stages: crashLoop.stages.map((stage) =>
        'finding' in stage
          ? {
              ...stage,
              finding: { ...stage.finding, evidence: Array.from({ length: 250 }, (_, n) => `line ${n}`) },
            }
          : stage,
      ),
    };
    expect(summaryMarkdown(many)).toContain('\n(50 earlier lines are in results.json)\nline 50\n');
  });
});
