globalThis.ccCiEntry = 'recipe';
globalThis.ccCiFolder = __dirname;
require('./index.js');
