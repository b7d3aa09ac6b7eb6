// Who may import whom (docs/architecture.md): entries -> rooms -> lib, no cycles, rooms through their front doors.

/** Files of a room that others may import; everything else is private to it. */
const doors = {
  clone: ['index', 'inputs', 'persist', 'later', 'remote-git'],
  docker: ['index'],
  forge: ['index'],
  memory: ['index', 'doctor/index', 'inputs', 'job-end', 'job-inputs', 'job-request', 'job-start', 'model'],
  recipe: ['index', 'inputs'],
  report: ['index', 'results', 'stages'],
  secrets: ['forms', 'index', 'inputs'],
};

/** The rooms that a room may use. */
const uses = {
  clone: [],
  docker: ['report'],
  forge: [],
  memory: [],
  recipe: ['clone', 'docker', 'report', 'secrets'],
  report: [],
  secrets: [],
};

const rooms = Object.keys(doors);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'lib-knows-no-room',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/', pathNot: '^src/lib/' },
    },
    {
      name: 'nothing-imports-an-entry',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|actions/|cli/)' },
      to: { path: '^src/(actions|cli|main)' },
    },
    {
      name: 'only-lib-process-spawns',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lib/process\\.ts$' },
      to: { path: '^(node:)?child_process$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ships-no-test-code',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts|dist)/' },
    },
    ...rooms.map((room) => ({
      name: `${room}-uses-only-its-rooms`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(lib|${[room, ...uses[room]].join('|')})/` },
    })),
    ...rooms.map((room) => ({
      name: `${room}-is-entered-by-its-doors`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${room}/` },
      to: { path: `^src/${room}/`, pathNot: `^src/${room}/(${doors[room].join('|')})\\.ts$` },
    })),
    {
      name: 'every-folder-is-a-known-room',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+/', pathNot: `^src/(lib|actions|cli|${rooms.join('|')})/` },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
