globalThis.ccCiEntry = 'root-post';
await import('./index.js');
