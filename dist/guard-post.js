globalThis.ccCiEntry = 'guard-post';
globalThis.ccCiFolder = __dirname;
require('./index.js');
