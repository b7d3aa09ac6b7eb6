globalThis.ccCiEntry = 'guard';
globalThis.ccCiFolder = __dirname;
require('./index.js');
