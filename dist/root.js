globalThis.ccCiEntry = 'root';
globalThis.ccCiFolder = __dirname;
require('./index.js');
