globalThis.ccCiEntry = 'root-post';
globalThis.ccCiFolder = __dirname;
require('./index.js');
