globalThis.ccCiEntry = 'verdict';
globalThis.ccCiFolder = __dirname;
require('./index.js');
