globalThis.ccCiEntry = 'recipe';
await import('./index.js');
