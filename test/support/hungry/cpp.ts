/** A C++ program with make whose translation units need memory: a template that is instantiated many times in each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param instances a unit's; 150 take g++ 12 245 MB and 3 s of a CPU, 400 take 463 MB and 7 s, without optimisation. */
export function writeCppProgram(
  folder: string,
  { units, instances }: { readonly units: number; readonly instances: number },
): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: units }, (_, index) => `unit${index}`);
  names.forEach((name, index) => {
    writeFileSync(join(folder, `${name}.cpp`), unit(index, instances));
  });
  const objects = names.map((name) => `${name}.o`).join(' ');
  writeFileSync(
    join(folder, 'Makefile'),
    `all: ${objects}\n%.o: %.cpp\n\tg++ -O0 -ftemplate-depth=5000 -c $< -o $@\nclean:\n\trm -f ${objects}\n`,
  );
}

function unit(index: number, instances: number): string {
  return `#include <functional>
#include <map>
#include <string>
#include <vector>

template <int N> struct Node {
  std::map<std::string, std::vector<std::function<int(int)>>> table;
  int sum(int x) {
    table["k"].push_back([x](int y) { return x + y + N; });
    return table["k"].back()(N) + Node<N - 1>().sum(x);
  }
};
template <> struct Node<0> {
  int sum(int x) { return x; }
};
int unit${index}(int x) { return Node<${instances}>().sum(x); }
`;
}
