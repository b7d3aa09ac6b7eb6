globalThis.ccCiEntry = 'run';
globalThis.ccCiFolder = __dirname;
require('./index.js');
