/** A Go program whose packages need memory to compile: each holds many functions over many types of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param packages the number of functions of each; 3000 take go's compiler 520 MB and 9 s of a CPU. */
export function writeGoProgram(folder: string, { packages }: { readonly packages: readonly number[] }): void {
  mkdirSync(folder, { recursive: true });
  const names = packages.map((_, index) => `part${index}`);
  writeFileSync(join(folder, 'go.mod'), 'module hungry\n\ngo 1.21\n');
  const imports = names.map((name) => `\t"hungry/${name}"`).join('\n');
  const sum = names.map((name) => `${name}.Sum(1)`).join(' + ');
  writeFileSync(
    join(folder, 'main.go'),
    `package main\n\nimport (\n${imports}\n)\n\nfunc main() {\n\tprintln(${sum})\n}\n`,
  );
  packages.forEach((functions, index) => {
    const name = `part${index}`;
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, `${name}.go`), part(name, functions));
  });
}

function part(name: string, functions: number): string {
  const bodies = Array.from(
    { length: functions },
    (_, index) => `
type row${index} struct{ key string; cells map[string][]int }

func f${index}(x int) int {
\trows := []row${index}{{key: "k", cells: map[string][]int{"a": {x, ${index}}}}}
\ttotal := 0
\tfor _, row := range rows {
\t\tfor name, cells := range row.cells {
\t\t\tdefer func() { total += len(name) }()
\t\t\tfor _, cell := range cells {
\t\t\t\tswitch {
\t\t\t\tcase cell%3 == 0:
\t\t\t\t\ttotal += cell * ${index}
\t\t\t\tcase cell%5 == 1:
\t\t\t\t\ttotal -= len(row.key) + cell
\t\t\t\tdefault:
\t\t\t\t\ttotal ^= cell
\t\t\t\t}
\t\t\t}
\t\t}
\t}
\treturn total
}
`,
  );
  const sum = Array.from({ length: functions }, (_, index) => `f${index}(x)`).join(' + ');
  return `package ${name}\n${bodies.join('')}\nfunc Sum(x int) int {\n\treturn ${sum}\n}\n`;
}
